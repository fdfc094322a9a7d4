//! Keys in the forms of OpenSSH, which OpenSSL does not read.

/// Describes a key of OpenSSH, which OpenSSL does not read. The text is that of the file.
pub(crate) fn openssh(text: &str) -> Option<&'static str> {
    const PUBLIC: [&str; 5] = ["ssh-rsa ", "ssh-ed25519 ", "ecdsa-sha2-", "sk-ssh-", "sk-ecdsa-"];
    if text.contains("-----BEGIN OPENSSH PRIVATE KEY-----") {
        return Some(
            "a private key of OpenSSH (`ssh-keygen -p -m PKCS8 -f COPY` converts a copy, if it is RSA or EC)",
        );
    }
    // RFC 4716 has four hyphens, and a blank.
    let first = text.trim_start().lines().next()?;
    if first == "---- BEGIN SSH2 PUBLIC KEY ----" || PUBLIC.iter().any(|kind| first.starts_with(kind)) {
        return Some(
            "a public key of OpenSSH (`ssh-keygen -e -m PKCS8 -f FILE` converts it, if it is RSA or EC)",
        );
    }
    None
}

#[cfg(test)]
mod tests {
    use super::openssh;

    #[test]
    fn keys_of_openssh_are_known_by_their_first_line() {
        for public in [
            "ssh-ed25519 AAAAC3Nz user@host",
            "\necdsa-sha2-nistp256 AAAA",
            "---- BEGIN SSH2 PUBLIC KEY ----\r\nComment: x",
        ] {
            assert!(
                openssh(public).is_some_and(|what| what.starts_with("a public key of OpenSSH")),
                "{public}"
            );
        }
        let private = "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNz";
        assert!(openssh(private).is_some_and(|what| what.starts_with("a private key of OpenSSH")));
        for other in ["", "-----BEGIN PRIVATE KEY-----", "ssh", "text with ssh-rsa in it", "ssh-rsa"] {
            assert_eq!(openssh(other), None, "{other}");
        }
    }
}
