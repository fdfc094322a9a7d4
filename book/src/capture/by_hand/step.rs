//! The steps of a proof: what is computed from what, and what it must be.

use std::ops::Range;

/// Bytes that a command reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A file, by its name in the folder of the session.
    File(String),
    /// A part of a file.
    Slice(String, Range<usize>),
    /// Bytes that the command prints itself.
    Bytes(Vec<u8>),
}

/// Where the nonce of a record comes from.
#[derive(Clone, Debug)]
pub(super) enum Nonce {
    /// The IV in this file, with the sequence number in its last bytes (RFC 8446 section 5.3).
    Sequence(String, u64),
    /// These bytes (TLS 1.2).
    Bytes(Vec<Part>),
}

/// How a signature is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scheme {
    /// RSA, otherwise ECDSA or Ed25519.
    pub(super) rsa: bool,
    /// RSASSA-PSS with a salt as long as the digest.
    pub(super) pss: bool,
    /// `None`: Ed25519, which has its own.
    pub(super) digest: Option<&'static str>,
}

/// What is computed.
#[derive(Clone, Debug)]
pub(super) enum Command {
    /// The bytes as they are.
    Copy(Vec<Part>),
    /// Their hash.
    Hash(Vec<Part>),
    /// Their HMAC with this digest, or its first bytes.
    Hmac { digest: &'static str, key: Part, of: Vec<Part>, length: usize },
    /// HKDF-Extract.
    Extract { salt: Part, secret: Part },
    /// HKDF-Expand-Label.
    Expand { secret: Part, label: &'static str, context: Option<(Part, usize)>, length: usize },
    /// What P_hash has made in blocks, cut to a length: the PRF of TLS 1.2.
    Prf { secret: Part, seed: Part, blocks: Vec<Part>, length: usize },
    /// Decryption in CBC mode, which leaves the padding in.
    Decrypt { cipher: &'static str, key: Part, iv: Part, text: Part },
    /// AEAD decryption.
    Open { cipher: &'static str, key: Part, nonce: Nonce, aad: Vec<Part>, text: Part, tag: Part },
    /// Whether a signature holds.
    Verify { scheme: Scheme, key: Part, signature: Part, content: Part },
    /// Whether a certificate was signed with the key of another.
    Issued { issuer: Part, certificate: Part },
}

/// One step: a result, and how to compute it.
#[derive(Clone, Debug)]
pub(super) struct Step {
    /// What the step computes, in the words of the RFC.
    pub(super) why: String,
    /// A few words for the line that the script prints.
    pub(super) name: String,
    pub(super) command: Command,
    /// The file with the result.
    pub(super) result: String,
    /// What the result must be; `None`: only what follows from it can be compared.
    pub(super) expected: Option<Vec<Part>>,
}

/// A line of a script.
#[derive(Clone, Debug)]
pub(super) enum Line {
    Heading(String),
    /// What cannot be proven, and why.
    Note(String),
    Step(Box<Step>),
}

/// All that is written for a session.
#[derive(Debug)]
pub(super) struct Plan {
    /// The hash of the cipher suite: `SHA256`.
    pub(super) hash: &'static str,
    pub(super) lines: Vec<Line>,
    /// The inputs, each with its name.
    pub(super) files: Vec<(String, Vec<u8>)>,
}

impl Plan {
    pub(super) fn new(hash: &'static str) -> Self {
        Self { hash, lines: Vec::new(), files: Vec::new() }
    }

    /// The length of the hash in bytes.
    pub(super) fn hash_length(&self) -> usize {
        length_of(self.hash)
    }

    /// Adds an input, unless there is one of that name.
    pub(super) fn file(&mut self, name: impl Into<String>, bytes: &[u8]) -> Part {
        let name = name.into();
        if !self.files.iter().any(|(known, _)| *known == name) {
            self.files.push((name.clone(), bytes.to_vec()));
        }
        Part::File(name)
    }

    pub(super) fn heading(&mut self, text: impl Into<String>) {
        self.lines.push(Line::Heading(text.into()));
    }

    /// Says what cannot be proven: once, if it is said again and again.
    pub(super) fn note(&mut self, text: impl Into<String>) {
        let text = text.into();
        if !self.lines.iter().any(|line| matches!(line, Line::Note(known) if *known == text)) {
            self.lines.push(Line::Note(text));
        }
    }

    /// Adds a step, and returns the file with its result. `file` is its name, without the folder.
    pub(super) fn step(
        &mut self,
        name: impl Into<String>,
        file: &str,
        why: impl Into<String>,
        command: Command,
        expected: Option<Vec<Part>>,
    ) -> Part {
        let result = format!("computed/{file}");
        let step = Step { why: why.into(), name: name.into(), command, result: result.clone(), expected };
        self.lines.push(Line::Step(Box::new(step)));
        Part::File(result)
    }

    /// Whether there is a step already that has this result.
    pub(super) fn has(&self, file: &str) -> bool {
        let result = format!("computed/{file}");
        self.lines.iter().any(|line| matches!(line, Line::Step(step) if step.result == result))
    }
}

/// The length of a digest in bytes.
pub(super) fn length_of(digest: &str) -> usize {
    match digest {
        "SHA1" => 20,
        "SHA384" => 48,
        _ => 32,
    }
}

/// A part of a file.
pub(super) fn slice(file: &Part, range: Range<usize>) -> Part {
    match file {
        Part::File(name) => Part::Slice(name.clone(), range),
        other => other.clone(),
    }
}

/// So many zeros.
pub(super) fn zeros(count: usize) -> Part {
    Part::Bytes(vec![0; count])
}
