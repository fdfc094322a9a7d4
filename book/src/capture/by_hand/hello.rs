//! Client Hello: its binders, and the secret of early data (RFC 8446 section 4.2.11.2).

use wire::fields::Value;
use wire::message::Message;
use wire::secrets::{Secret, label};

use super::messages;
use super::psk;
use super::step::{Command, Part, Plan, slice, zeros};
use super::transcript::Transcript;

/// What is known of an identity that a Client Hello offers.
pub(super) struct Offered {
    /// The file with the Early Secret that its pre-shared key gives, and the length of its hash; `None`: the
    /// key is not known.
    pub(super) early: Option<(Part, usize)>,
}

/// Checks the binders of a Client Hello. `second`: it answers a Hello Retry Request.
pub(super) fn binders(
    plan: &mut Plan,
    transcript: &Transcript,
    before: &[u8],
    message: &Message,
    known: &[Secret<'_>],
    second: bool,
) -> Vec<Offered> {
    let tree = message.tree();
    let Some(list) = tree.find("tls.handshake.extensions.psk.binders_len") else { return Vec::new() };
    let covered = 0..list.span.start;
    let Some(group) = tree.find("tls.handshake.extensions.psk.binders") else { return Vec::new() };
    let file = messages::file(plan, message);
    let hello = [before, message.bytes.get(covered.clone()).unwrap_or_default()].concat();
    let mut offered = Vec::new();
    for field in group.children.iter().filter(|field| field.value == Value::Bytes) {
        let number = offered.len();
        let binder = field.bytes(&message.bytes);
        let keys = known.iter().filter(|one| one.label == label::PSK).map(|one| one.secret);
        let Some((key, name)) = psk::of_binder(keys, binder, &hello) else {
            plan.note(format!(
                "Binder {number} cannot be checked: the PSK is not known. (It would be a line PSK of the key log.)"
            ));
            offered.push(Offered { early: None });
            continue;
        };
        let hash = if binder.len() == 48 { "SHA384" } else { "SHA256" };
        if hash != plan.hash {
            plan.note(format!(
                "Binder {number} is left out: it was made with {hash}, the session has {}.",
                plan.hash
            ));
            offered.push(Offered { early: None });
            continue;
        }
        let early = early_secret(plan, Some(key));
        let of = transcript.with(slice(&file, covered.clone()));
        let turn = if second { "-second" } else { "" };
        let binder = Binder { number, turn, name, covered: of, sent: slice(&file, field.span.clone()) };
        binder.check(plan, &early);
        offered.push(Offered { early: Some((early, plan.hash_length())) });
    }
    offered
}

/// The Early Secret of a pre-shared key, or of none.
pub(super) fn early_secret(plan: &mut Plan, key: Option<&[u8]>) -> Part {
    let length = plan.hash_length();
    let (name, secret) = match key {
        Some(key) => {
            let known = plan.files.iter().filter(|(name, _)| name.starts_with("secrets/psk"));
            let number = known.clone().position(|(_, known)| known == key).unwrap_or(known.count());
            let suffix = if number == 0 { String::new() } else { format!("-{}", number + 1) };
            (format!("early-secret{suffix}"), plan.file(format!("secrets/psk{suffix}.bin"), key))
        }
        None => ("early-secret".to_owned(), zeros(length)),
    };
    let file = format!("{name}.bin");
    if plan.has(&file) {
        return Part::File(format!("computed/{file}"));
    }
    let psk = if key.is_some() { "PSK" } else { "0: there is no PSK" };
    let why = format!("Early Secret = HKDF-Extract(0, {psk})  (RFC 8446 section 7.1)");
    plan.step(name.replace('-', " "), &file, why, Command::Extract { salt: zeros(length), secret }, None)
}

/// The hash of nothing, the context of secrets that no message goes into.
pub(super) fn empty_hash(plan: &mut Plan) -> Part {
    if plan.has("hash-empty.bin") {
        return Part::File("computed/hash-empty.bin".to_owned());
    }
    let command = Command::Hash(Vec::new());
    plan.step("hash of nothing", "hash-empty.bin", "Transcript-Hash(\"\")", command, None)
}

struct Binder {
    number: usize,
    turn: &'static str,
    /// The label of its key.
    name: &'static str,
    covered: Vec<Part>,
    sent: Part,
}

impl Binder {
    fn check(self, plan: &mut Plan, early: &Part) {
        let Self { number, turn, name, covered, sent } = self;
        let length = plan.hash_length();
        let empty = empty_hash(plan);
        let file = format!("binder{turn}-{number}");
        let context = Some((empty, length));
        let command = Command::Expand { secret: early.clone(), label: name, context, length };
        let why = format!("binder_key = Derive-Secret(Early Secret, \"{name}\", \"\")");
        let key = plan.step(format!("binder {number}: key"), &format!("{file}-key.bin"), why, command, None);
        let command = Command::Expand { secret: key, label: "finished", context: None, length };
        let why = "finished_key = HKDF-Expand-Label(binder_key, \"finished\", \"\", Hash.length)";
        let key = plan.step(
            format!("binder {number}: finished"),
            &format!("{file}-finished.bin"),
            why,
            command,
            None,
        );
        let why = "Transcript-Hash(Truncate(ClientHello))  (RFC 8446 section 4.2.11.2)";
        let command = Command::Hash(covered);
        let hash =
            plan.step(format!("binder {number}: hash"), &format!("{file}-hash.bin"), why, command, None);
        let command = Command::Hmac { digest: plan.hash, key, of: vec![hash], length };
        let why = "binder = HMAC(finished_key, Transcript-Hash(Truncate(ClientHello)))";
        let name =
            if turn.is_empty() { format!("binder {number}") } else { format!("binder {number} again") };
        plan.step(name, &format!("{file}.bin"), why, command, Some(vec![sent]));
    }
}
