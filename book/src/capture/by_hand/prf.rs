//! The PRF of TLS 1.2 (RFC 5246 section 5), step by step: P_hash, which is made of HMAC alone.

use super::step::{Command, Part, Plan};

/// What the PRF makes.
pub(super) struct Output {
    /// A few words for it, which also name its files.
    pub(super) name: String,
    /// What it is, in the words of the RFC.
    pub(super) why: String,
    pub(super) length: usize,
    /// What it must be; `None`: only what follows from it can be compared.
    pub(super) expected: Option<Vec<Part>>,
}

/// `PRF(secret, label, seed)`: the label and the seed together are the seed of P_hash, with the suite's hash.
pub(super) fn prf(plan: &mut Plan, secret: &Part, label: &str, seed: &[Part], output: Output) -> Part {
    let Output { name, why, length, expected } = output;
    let file = name.replace(' ', "-");
    let labelled = [&[Part::Bytes(label.as_bytes().to_vec())], seed].concat();
    let text = format!("A(0) = \"{label}\" || seed, the seed of P_hash  (RFC 5246 section 5)");
    let command = Command::Copy(labelled);
    let seed = plan.step(format!("{name}: A(0)"), &format!("{file}-a0.bin"), text, command, None);
    let (digest, size) = (plan.hash, plan.hash_length());
    let hmac = |of| Command::Hmac { digest, key: secret.clone(), of, length: size };
    let mut a = seed.clone();
    let mut blocks = Vec::new();
    for number in 1..=length.div_ceil(size) {
        let text = format!("A({number}) = HMAC(secret, A({}))", number - 1);
        let name_of_a = format!("{name}: A({number})");
        a = plan.step(name_of_a, &format!("{file}-a{number}.bin"), text, hmac(vec![a]), None);
        let text = format!("block {number} of P_hash = HMAC(secret, A({number}) || seed)");
        let command = hmac(vec![a.clone(), seed.clone()]);
        let name_of_block = format!("{name}: block {number}");
        blocks.push(plan.step(name_of_block, &format!("{file}-block{number}.bin"), text, command, None));
    }
    let why = format!("{why}: the first {length} bytes of the blocks");
    let command = Command::Prf { secret: secret.clone(), seed, blocks, length };
    plan.step(name, &format!("{file}.bin"), why, command, expected)
}
