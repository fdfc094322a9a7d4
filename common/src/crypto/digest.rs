//! Digests by name: the tables of 7.2 and 7.3.

use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::md::Md;

use super::legacy;
use crate::error::Error;

/// The names of the table of 7.2.
pub const NAMES: [&str; 12] = [
    "MD5",
    "SHA1",
    "SHA224",
    "SHA256",
    "SHA384",
    "SHA512",
    "SHA512/224",
    "SHA512/256",
    "SHA3-224",
    "SHA3-256",
    "SHA3-384",
    "SHA3-512",
];

/// The digest called `name` by the book (`SHA512/224`, `SHA3_256`) or by OpenSSL (`sha2-512/224`,
/// `BLAKE2s256`), in upper or lower case.
///
/// # Errors
/// [`Error::Option`], for the option `--digest`, if this OpenSSL has no digest of that name.
pub fn by_name(name: &str) -> Result<Md, Error> {
    let refused =
        |reason: &str| Error::Option { option: format!("--digest {name}"), reason: reason.to_owned() };
    if !name.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(refused("not the name of a digest"));
    }
    // The book's spelling, tried after OpenSSL's: its `SHA512/224` is `SHA512-224` there, its `SHA3_256` is
    // `SHA3-256`.
    let book = name.replace(['/', '_'], "-");

    // EVP_md5, EVP_sha1, EVP_sha224, EVP_sha256, EVP_sha384, EVP_sha512 (here: Md::fetch)
    // EVP_sha512_224, EVP_sha512_256 (here: Md::fetch)
    // EVP_sha3_224, EVP_sha3_256, EVP_sha3_384, EVP_sha3_512 (here: Md::fetch):
    // OpenSSL 3 looks up a digest by its name.
    let fetch = || Md::fetch(None, name, None).or_else(|_| Md::fetch(None, &book, None));
    if let Ok(md) = fetch().or_else(|failure| of_signature(name).unwrap_or(Err(failure))) {
        // SHAKE128 and SHAKE256, NULL
        let fixed = md.size() > 0 && !book.to_uppercase().starts_with("SHAKE");
        return if fixed { Ok(md) } else { Err(refused("it has no length of its own")) };
    }
    if book.to_uppercase().starts_with("BLAKE") {
        return Err(refused("OpenSSL has BLAKE2s256 and BLAKE2b512 in its place"));
    }
    if !legacy::load() {
        return Err(refused("this OpenSSL has no such digest, and its legacy provider cannot be loaded"));
    }
    fetch().or_else(|failure| of_signature(name).unwrap_or(Err(failure))).map_err(|_| {
        refused("this OpenSSL has no such digest: `openssl list -digest-algorithms` shows which it has")
    })
}

/// The digest of a signature algorithm: SHA256 for `RSA-SHA256`. `None` if the name is not one.
fn of_signature(name: &str) -> Option<Result<Md, ErrorStack>> {
    // Rust only: EVP_get_digestbyname (here: from_name): it knows these names, too, and EVP_MD_fetch does not.
    let digest = MessageDigest::from_name(name)?;
    Some(Md::fetch(None, digest.type_().short_name().ok()?, None))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_of_the_book_and_of_openssl_are_known() {
        let sizes = [16, 20, 28, 32, 48, 64, 28, 32, 28, 32, 48, 64];
        for (name, size) in NAMES.into_iter().zip(sizes) {
            assert_eq!(by_name(name).unwrap().size(), size, "{name}");
            assert_eq!(by_name(&name.to_lowercase()).unwrap().size(), size, "{name}");
        }
        for (name, size) in [("SHA3_224", 28), ("sha512_256", 32), ("SHA2-256", 32), ("BLAKE2b512", 64)] {
            assert_eq!(by_name(name).unwrap().size(), size, "{name}");
        }
    }

    #[test]
    fn the_name_of_a_signature_is_that_of_its_digest() {
        for (name, digest) in [
            ("RSA-SHA256", "SHA256"),
            ("rsa-sha1", "SHA1"),
            ("RSA-SHA512/256", "SHA512/256"),
            ("RSA-SHA3-384", "SHA3-384"),
            ("ssl3-md5", "MD5"),
        ] {
            let (by_alias, itself) = (by_name(name).unwrap(), by_name(digest).unwrap());
            assert_eq!((by_alias.type_(), by_alias.size()), (itself.type_(), itself.size()), "{name}");
        }
        for name in ["RSA-SHA257", "RSA", "ecdsa"] {
            assert!(by_name(name).is_err(), "{name}");
        }
    }

    #[test]
    fn unknown_names_are_refused_in_words() {
        for (name, why) in [
            (
                "BLAKE256",
                "failed to set --digest BLAKE256 (OpenSSL has BLAKE2s256 and BLAKE2b512 in its place)",
            ),
            ("SHAKE128", "failed to set --digest SHAKE128 (it has no length of its own)"),
            ("NULL", "failed to set --digest NULL (it has no length of its own)"),
            ("SHA\0", "failed to set --digest SHA\\x00 (not the name of a digest)"),
        ] {
            assert_eq!(by_name(name).err().unwrap().to_string(), why);
        }
        for name in ["", "SHA257", "鍵"] {
            let why = by_name(name).err().unwrap().to_string();
            assert!(why.starts_with(&format!("failed to set --digest {name} (")), "{why}");
        }
    }
}
