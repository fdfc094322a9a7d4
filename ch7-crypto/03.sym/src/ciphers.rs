//! The ciphers of table 7.4.6 by name, and the sizes that they take.

use common::{Error, Terminal, ffi, legacy};
use openssl::cipher::{Cipher, CipherRef};

/// The names of table 7.4.6.
pub const NAMES: [&str; 32] = [
    "aes-128-cbc",
    "aes-192-cbc",
    "aes-256-cbc",
    "aes-128-cfb1",
    "aes-192-cfb1",
    "aes-256-cfb1",
    "aes-128-cfb8",
    "aes-192-cfb8",
    "aes-256-cfb8",
    "aes-128-cfb128",
    "aes-192-cfb128",
    "aes-256-cfb128",
    "aes-128-ofb",
    "aes-192-ofb",
    "aes-256-ofb",
    "aes-128-xts",
    "aes-256-xts",
    "aes-128-gcm",
    "aes-192-gcm",
    "aes-256-gcm",
    "aes-128-ecb",
    "aes-192-ecb",
    "aes-256-ecb",
    "aes-128-ctr",
    "aes-192-ctr",
    "aes-256-ctr",
    "des-cbc",
    "des-ecb",
    "des-ede3-cbc",
    "des-ede3-ecb",
    "idea-cbc",
    "rc4",
];

/// The third cipher of TLS 1.3 (RFC 8446 section B.4), which the table does not have.
pub const CHACHA20_POLY1305: &str = "chacha20-poly1305";

/// How a cipher makes many blocks of one: `EVP_CIPH_…_MODE` of `openssl/evp.h`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// None: a stream cipher.
    Stream,
    /// A stream cipher, and a tag over all of it: ChaCha20-Poly1305.
    Poly1305,
    /// Each block by itself.
    Ecb,
    /// Each block after it was combined with the ciphertext block before it.
    Cbc,
    /// A stream made from the ciphertext before.
    Cfb,
    /// A stream made from itself.
    Ofb,
    /// A stream made from a counter.
    Ctr,
    /// CTR, and a tag over all of it.
    Gcm,
    /// The blocks of a sector of a disk.
    Xts,
}

impl Mode {
    const ALL: [(i32, Self, &str); 9] = [
        (0, Self::Stream, "stream cipher"),
        (0, Self::Poly1305, "stream cipher with a Poly1305 tag"),
        (1, Self::Ecb, "ECB"),
        (2, Self::Cbc, "CBC"),
        (3, Self::Cfb, "CFB"),
        (4, Self::Ofb, "OFB"),
        (5, Self::Ctr, "CTR"),
        (6, Self::Gcm, "GCM"),
        (0x10001, Self::Xts, "XTS"),
    ];

    /// Whether it makes a tag, which notices every change.
    #[must_use]
    pub fn has_tag(self) -> bool {
        matches!(self, Self::Gcm | Self::Poly1305)
    }
}

/// A cipher and its name in the table.
pub struct Named {
    name: &'static str,
    cipher: Cipher,
    mode: Mode,
}

/// The cipher that `name` names as in the book's table: `aes-128-cbc`, `AES_128_CBC`, `EVP_aes_128_cbc`; or
/// [`CHACHA20_POLY1305`].
///
/// # Errors
/// [`Error::Option`], for the option `--cipher`: the table does not have it, or this OpenSSL does not.
pub fn by_name(name: &str) -> Result<Named, Error> {
    let refused = |reason: String| Error::Option { option: format!("--cipher {name}"), reason };
    let plain = name.to_lowercase().replace('_', "-");
    let plain = plain.strip_prefix("evp-").unwrap_or(&plain);
    if plain == "aes-192-xts" {
        return Err(refused("XTS is defined for AES with 128 and 256 bits only".to_owned()));
    }
    let Some(name) = NAMES.into_iter().chain([CHACHA20_POLY1305]).find(|known| *known == plain) else {
        return Err(refused("it is none of the book's table: --help shows them".to_owned()));
    };

    // EVP_aes_xxx_cbc, EVP_aes_xxx_cfb1, EVP_aes_xxx_cfb8, EVP_aes_xxx_cfb128 (here: Cipher::fetch)
    // EVP_aes_xxx_ofb, EVP_aes_xxx_xts, EVP_aes_xxx_gcm (here: Cipher::fetch)
    // EVP_aes_xxx_ecb, EVP_aes_xxx_ctr (here: Cipher::fetch)
    // EVP_des_cbc, EVP_des_ecb, EVP_des_ede3_cbc, EVP_des_ede3_ecb (here: Cipher::fetch)
    // EVP_idea_cbc, EVP_rc4 (here: Cipher::fetch): OpenSSL 3 finds a cipher by its name. It calls CFB with
    // 128 bits CFB.
    let fetch = || Cipher::fetch(None, &name.replace("cfb128", "cfb"), None);
    let cipher = match fetch() {
        Ok(cipher) => cipher,
        // DES, IDEA and RC4 are in the legacy provider.
        Err(_) if !legacy::load() => {
            return Err(refused(
                "it is in OpenSSL's legacy provider, which cannot be loaded here".to_owned(),
            ));
        }
        Err(_) => fetch().map_err(|_| refused("this OpenSSL was built without it".to_owned()))?,
    };

    // EVP_CIPHER_mode, EVP_CIPHER_CTX_mode (here: EVP_CIPHER_mode)
    let code = ffi::EVP_CIPHER_mode(&cipher);
    match Mode::ALL.into_iter().find(|(known, ..)| *known == code) {
        // It has the code of a stream cipher, too.
        Some(_) if name == CHACHA20_POLY1305 => Ok(Named { name, cipher, mode: Mode::Poly1305 }),
        Some((_, mode, _)) => Ok(Named { name, cipher, mode }),
        None => Err(refused(format!("its mode {code:#x} is none of the book's table"))),
    }
}

impl Named {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The cipher itself, for EVP_CipherInit.
    #[must_use]
    pub fn cipher(&self) -> &CipherRef {
        &self.cipher
    }

    /// Its mode.
    #[must_use]
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// Shows what the cipher takes.
    pub fn info(&self, terminal: &mut Terminal) -> Result<(), Error> {
        let Self { name, cipher, mode } = self;
        let (code, _, mode) =
            Mode::ALL.into_iter().find(|(_, known, _)| known == mode).unwrap_or(Mode::ALL[0]);
        writeln!(terminal, "{name}")?;

        // EVP_CIPHER_key_length, EVP_CIPHER_CTX_key_length (here: key_length): in bytes.
        writeln!(terminal, "EVP_CIPHER_key_length = {}", cipher.key_length())?;

        // EVP_CIPHER_iv_length, EVP_CIPHER_CTX_iv_length (here: iv_length): in bytes; 0 if it takes none.
        writeln!(terminal, "EVP_CIPHER_iv_length  = {}", cipher.iv_length())?;

        // EVP_CIPHER_block_size, EVP_CIPHER_CTX_block_size (here: block_size): in bytes; 1 if it needs
        // no padding.
        writeln!(terminal, "EVP_CIPHER_block_size = {}", cipher.block_size())?;

        // EVP_CIPHER_flags, EVP_CIPHER_CTX_flags (here: EVP_CIPHER_flags): for the library; the mode is a
        // part of them.
        writeln!(terminal, "EVP_CIPHER_flags      = {:#x}", ffi::EVP_CIPHER_flags(cipher))?;

        writeln!(terminal, "EVP_CIPHER_mode       = {code:#x} ({mode})")
    }

    /// Checks the sizes of key and IV, since the bindings panic on short ones. Returns the IV, if the cipher
    /// takes one.
    ///
    /// # Errors
    /// [`Error::Size`], with the right size.
    pub fn check<'a>(&self, key: &[u8], iv: &'a [u8]) -> Result<Option<&'a [u8]>, Error> {
        self.check_size("Key", key.len(), self.cipher.key_length(), "-k")?;
        self.check_size("IV", iv.len(), self.cipher.iv_length(), "-i")?;
        Ok(Some(iv).filter(|iv| !iv.is_empty()))
    }

    fn check_size(&self, what: &'static str, size: usize, right: usize, option: &str) -> Result<(), Error> {
        if size == right {
            return Ok(());
        }
        let wanted = match right {
            0 => format!("{} takes none", self.name),
            _ => format!("{} takes {right} bytes: {option} with {} hexadecimal digits", self.name, 2 * right),
        };
        Err(Error::Size { what, size, wanted })
    }
}
