//! The command line that computes a step of the key schedule, with `openssl` 3.0 or later and `xxd`.

use wire::derivation::{Function, Input, Step};
use wire::fields::hex;

/// The command; its output is the value in hexadecimal. `None`: something that it needs is not known, or the value is
/// not computed.
pub(super) fn of(step: &Step) -> Option<String> {
    let digest = step.hash.replace('-', "");
    let known = |input: &Input| input.value.as_ref().ok().map(|value| hex(value));
    let kdf = |length: usize, options: &str, kind: &str| {
        format!(
            "openssl kdf -binary -keylen {length} -kdfopt digest:{digest} {options} {kind} | xxd -p -c 256"
        )
    };
    match &step.function {
        Function::Extract { salt, ikm } => {
            let length = step.output.value()?.len();
            let options = format!(
                "-kdfopt mode:EXTRACT_ONLY -kdfopt hexkey:{} -kdfopt hexsalt:{}",
                known(ikm)?,
                known(salt)?
            );
            Some(kdf(length, &options, "HKDF"))
        }
        Function::ExpandLabel { secret, length, info, .. } if !info.is_empty() => {
            let options = format!(
                "-kdfopt mode:EXPAND_ONLY -kdfopt hexkey:{} -kdfopt hexinfo:{}",
                known(secret)?,
                hex(info)
            );
            Some(kdf(*length, &options, "HKDF"))
        }
        Function::Given | Function::ExpandLabel { .. } => None,
        Function::Hmac { key, data } => Some(format!(
            "printf {} | xxd -r -p | openssl dgst -{} -mac HMAC -macopt hexkey:{} -binary | xxd -p -c 256",
            hex(&data.bytes().ok()?),
            digest.to_lowercase(),
            known(key)?
        )),
        Function::Prf { secret, label, seed, length } => {
            let seed = [label.as_bytes(), &seed.bytes().ok()?].concat();
            let options = format!("-kdfopt hexsecret:{} -kdfopt hexseed:{}", known(secret)?, hex(&seed));
            Some(kdf(*length, &options, "TLS1-PRF"))
        }
        Function::Part { whole, range } => {
            Some(format!("printf {} | cut -c {}-{}", known(whole)?, 2 * range.start + 1, 2 * range.end))
        }
    }
}
