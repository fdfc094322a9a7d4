//! Times on the command line: `verifycert --date`.

use std::str::FromStr;

use openssl::asn1::Asn1Time;

/// A time in seconds since 1970, from text such as `2030-12-31`.
#[derive(Clone, Copy, Debug)]
pub struct Date(pub i64);

impl FromStr for Date {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let seconds = || {
            let (date, time) = text.split_once('T').unwrap_or((text, "00:00:00"));
            let of_form = |text: &str, form: &str| {
                let fits = |(c, f): (char, char)| if f == '0' { c.is_ascii_digit() } else { c == f };
                text.len() == form.len() && text.chars().zip(form.chars()).all(fits)
            };
            if !of_form(date, "0000-00-00") || !of_form(time, "00:00:00") {
                return None;
            }
            // ASN1_TIME_set_string knows the calendar, and ASN1_TIME_diff how to count.
            let generalized = format!("{}{}Z", date.replace('-', ""), time.replace(':', ""));
            let since =
                Asn1Time::from_unix(0).ok()?.diff(Asn1Time::from_str(&generalized).ok()?.as_ref()).ok()?;
            Some(i64::from(since.days) * 24 * 60 * 60 + i64::from(since.secs))
        };
        seconds()
            .map(Self)
            .ok_or_else(|| "a date such as 2030-12-31 or 2030-12-31T23:59:59 is expected".to_owned())
    }
}
