//! Wrappers for the OpenSSL functions that the bindings lack, and for jobs and the console of Windows. This is the only
//! unsafe code of the project.
//!
//! The wrappers keep the C names, so that a sample reads like the book. Above each declaration is its C
//! prototype, from the man page of that name.

#![allow(non_snake_case)]

#[cfg(windows)]
pub mod console;
#[cfg(windows)]
pub mod job;

use std::ffi::{CStr, CString, c_char, c_int, c_long, c_uint, c_ulong, c_void};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::ptr::{NonNull, null, null_mut};
use std::sync::OnceLock;

use foreign_types::ForeignTypeRef;
use openssl::cipher::CipherRef;
use openssl::error::ErrorStack;
use openssl::md_ctx::{MdCtx, MdCtxRef};
use openssl::nid::Nid;
use openssl::ssl::{
    SslCipherRef, SslContextBuilder, SslFiletype, SslMode, SslOptions, SslRef, SslSession, SslSessionRef,
    SslStream,
};
use openssl::x509::{X509, X509Ref};
use openssl_sys::{SSL, SSL_ctrl};

/// The declarations that `openssl-sys` lacks.
mod sys {
    use std::ffi::{c_char, c_int, c_long, c_uchar, c_ulong, c_void};

    use openssl_sys::{EVP_CIPHER, SSL, SSL_CIPHER, SSL_CTX, SSL_SESSION, X509};

    unsafe extern "C" {
        // const UI_METHOD *UI_null(void);
        pub(super) fn UI_null() -> *const c_void;

        // void UI_set_default_method(const UI_METHOD *meth);
        pub(super) fn UI_set_default_method(meth: *const c_void);

        // int OPENSSL_init_crypto(uint64_t opts, const OPENSSL_INIT_SETTINGS *settings);
        pub(super) fn OPENSSL_init_crypto(opts: u64, settings: *const c_void) -> c_int;

        // void SSL_CTX_set_info_callback(SSL_CTX *ctx, void (*callback) (const SSL *ssl, int type, int val));
        pub(super) fn SSL_CTX_set_info_callback(
            ctx: *mut SSL_CTX,
            callback: Option<unsafe extern "C" fn(*const SSL, c_int, c_int)>,
        );

        // int SSL_use_certificate_file(SSL *ssl, const char *file, int type);
        pub(super) fn SSL_use_certificate_file(ssl: *mut SSL, file: *const c_char, kind: c_int) -> c_int;

        // int SSL_check_private_key(const SSL *ssl);
        pub(super) fn SSL_check_private_key(ssl: *const SSL) -> c_int;

        // int SSL_key_update(SSL *s, int updatetype);
        pub(super) fn SSL_key_update(ssl: *mut SSL, updatetype: c_int) -> c_int;

        // int SSL_renegotiate(SSL *s);
        pub(super) fn SSL_renegotiate(ssl: *mut SSL) -> c_int;

        // int SSL_set_tlsext_max_fragment_length(SSL *ssl, uint8_t mode);
        pub(super) fn SSL_set_tlsext_max_fragment_length(ssl: *mut SSL, mode: c_uchar) -> c_int;

        // uint8_t SSL_SESSION_get_max_fragment_length(const SSL_SESSION *sess);
        pub(super) fn SSL_SESSION_get_max_fragment_length(sess: *const SSL_SESSION) -> c_uchar;

        // const char *SSL_group_to_name(const SSL *ssl, int id);
        pub(super) fn SSL_group_to_name(ssl: *const SSL, id: c_int) -> *const c_char;

        // int SSL_get_signature_type_nid(const SSL *ssl, int *psigtype_nid);
        pub(super) fn SSL_get_signature_type_nid(ssl: *const SSL, nid: *mut c_int) -> c_int;

        // int SSL_get_peer_signature_type_nid(const SSL *ssl, int *psigtype_nid);
        pub(super) fn SSL_get_peer_signature_type_nid(ssl: *const SSL, nid: *mut c_int) -> c_int;

        // long SSL_CTX_set_timeout(SSL_CTX *ctx, long t);
        pub(super) fn SSL_CTX_set_timeout(ctx: *mut SSL_CTX, t: c_long) -> c_long;

        // int SSL_SESSION_is_resumable(const SSL_SESSION *s);
        pub(super) fn SSL_SESSION_is_resumable(s: *const SSL_SESSION) -> c_int;

        // unsigned long SSL_SESSION_get_ticket_lifetime_hint(const SSL_SESSION *s);
        pub(super) fn SSL_SESSION_get_ticket_lifetime_hint(s: *const SSL_SESSION) -> c_ulong;

        // void SSL_SESSION_get0_ticket(const SSL_SESSION *s, const unsigned char **tick, size_t *len);
        pub(super) fn SSL_SESSION_get0_ticket(
            s: *const SSL_SESSION,
            tick: *mut *const c_uchar,
            len: *mut usize,
        );

        // X509 *SSL_SESSION_get0_peer(SSL_SESSION *s);
        pub(super) fn SSL_SESSION_get0_peer(s: *mut SSL_SESSION) -> *mut X509;

        // const SSL_CIPHER *SSL_SESSION_get0_cipher(const SSL_SESSION *s);
        pub(super) fn SSL_SESSION_get0_cipher(s: *const SSL_SESSION) -> *const SSL_CIPHER;

        // int SSL_get_early_data_status(const SSL *s);
        pub(super) fn SSL_get_early_data_status(s: *const SSL) -> c_int;

        // int EVP_CIPHER_get_mode(const EVP_CIPHER *e);
        pub(super) fn EVP_CIPHER_get_mode(e: *const EVP_CIPHER) -> c_int;
    }
}

/// Makes every pass phrase prompt of this process fail (`UI_set_default_method`, `UI_null`).
pub fn never_prompt() {
    // SAFETY: takes no argument and returns a pointer to a static of the library.
    let null = unsafe { sys::UI_null() };
    // SAFETY: `null` is a UI_METHOD that lives as long as the process.
    unsafe { sys::UI_set_default_method(null) };
}

/// `openssl/crypto.h`: do not read openssl.cnf.
const OPENSSL_INIT_NO_LOAD_CONFIG: u64 = 0x80;

/// Initialises OpenSSL without its configuration file (`OPENSSL_init_crypto` with
/// `OPENSSL_INIT_NO_LOAD_CONFIG`). Has no effect if OpenSSL has already been initialised.
pub fn init_without_config() {
    // SAFETY: takes any options; without settings the second argument is null.
    unsafe { sys::OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, std::ptr::null()) };
}

/// An alert was sent or received (`SSL_CB_ALERT`); [`SSL_CB_READ`] tells which. The value is level << 8 |
/// description.
pub const SSL_CB_ALERT: c_int = 0x4000;
/// The event is about reading (`SSL_CB_READ`).
pub const SSL_CB_READ: c_int = 0x04;
/// The state machine took a step (`SSL_CB_LOOP`).
pub const SSL_CB_LOOP: c_int = 0x01;
/// The handshake function returns (`SSL_CB_EXIT`); a value of 0 or less means that it has not finished.
pub const SSL_CB_EXIT: c_int = 0x02;
/// A handshake starts (`SSL_CB_HANDSHAKE_START`).
pub const SSL_CB_HANDSHAKE_START: c_int = 0x10;
/// A handshake is complete (`SSL_CB_HANDSHAKE_DONE`).
pub const SSL_CB_HANDSHAKE_DONE: c_int = 0x20;

/// The callback of [`SSL_CTX_set_info_callback`]. Its arguments are the connection, the event (`SSL_CB_…`) and
/// the event's value.
pub type InfoCallback = fn(&SslRef, c_int, c_int);

/// Calls `callback` at each step of all connections made from `ctx`.
///
/// In C, this callback takes no user argument, so the first one set serves the whole process.
pub fn SSL_CTX_set_info_callback(ctx: &mut SslContextBuilder, callback: InfoCallback) {
    static CALLBACK: OnceLock<InfoCallback> = OnceLock::new();

    unsafe extern "C" fn trampoline(ssl: *const SSL, event: c_int, value: c_int) {
        let Some(callback) = CALLBACK.get() else { return };
        // SAFETY: OpenSSL passes the connection that the event is about, which lives during the call.
        let ssl = unsafe { SslRef::from_ptr(ssl.cast_mut()) };
        // A panic must not unwind into C. Its message has been printed, and the connection continues.
        let _ = catch_unwind(AssertUnwindSafe(|| callback(ssl, event, value)));
    }

    CALLBACK.get_or_init(|| callback);
    // SAFETY: `ctx` is a live SSL_CTX, and `trampoline` has the prototype asked for.
    unsafe { sys::SSL_CTX_set_info_callback(ctx.as_ptr(), Some(trampoline)) };
}

/// The security level of `ctx`. The bindings have this only for a finished context.
#[must_use]
pub fn SSL_CTX_get_security_level(ctx: &SslContextBuilder) -> c_int {
    // SAFETY: `ctx` is a live SSL_CTX.
    unsafe { openssl_sys::SSL_CTX_get_security_level(ctx.as_ptr()) }
}

/// Loads the certificate of one connection. `file` must contain it in the form `kind`.
pub fn SSL_use_certificate_file(ssl: &mut SslRef, file: &Path, kind: SslFiletype) -> Result<(), ErrorStack> {
    // A name that contains NUL cannot name a file. An empty name fails in the same way.
    let file = CString::new(file.as_os_str().as_encoded_bytes()).unwrap_or_default();
    // SAFETY: `ssl` is a live SSL, and `file` a C string, which the library does not keep.
    succeeded(unsafe { sys::SSL_use_certificate_file(ssl.as_ptr(), file.as_ptr(), kind.as_raw()) })
}

/// Checks that the private key of one connection belongs to its certificate.
pub fn SSL_check_private_key(ssl: &SslRef) -> Result<(), ErrorStack> {
    // SAFETY: `ssl` is a live SSL, which is only read.
    succeeded(unsafe { sys::SSL_check_private_key(ssl.as_ptr()) })
}

/// Requests records of at most 512, 1024, 2048 or 4096 bytes (`code` 1 to 4, RFC 6066 section 4) on one
/// connection. Must be called on the client before it connects.
pub fn SSL_set_tlsext_max_fragment_length(ssl: &mut SslRef, code: u8) -> Result<(), ErrorStack> {
    // SAFETY: `ssl` is a live SSL; the library refuses a `code` that is not one of the four.
    succeeded(unsafe { sys::SSL_set_tlsext_max_fragment_length(ssl.as_ptr(), code) })
}

/// `openssl/ssl.h`: `SSL_CTX_clear_mode` is a macro for `SSL_CTX_ctrl` with this command.
const SSL_CTRL_CLEAR_MODE: c_int = 78;

/// Clears modes. By default, only `SSL_MODE_AUTO_RETRY` is set. The bindings can only set modes.
pub fn SSL_CTX_clear_mode(ctx: &mut SslContextBuilder, mode: SslMode) {
    #[allow(clippy::cast_possible_truncation, clippy::unnecessary_cast)]
    // `long` has 32 bits on Windows, a mode has 11
    let (none, mode) = (std::ptr::null_mut(), mode.bits() as c_long);
    // SAFETY: `ctx` is a live SSL_CTX; the command takes the mode's bits as a number, and no pointer.
    unsafe { openssl_sys::SSL_CTX_ctrl(ctx.as_ptr(), SSL_CTRL_CLEAR_MODE, mode, none) };
}

/// Updates the keys with which this side sends (RFC 8446 section 4.6.3). A KeyUpdate is sent before the next
/// message. With `demand`, the peer must update its keys, too.
pub fn SSL_key_update<S>(stream: &mut SslStream<S>, demand: bool) -> Result<(), ErrorStack> {
    // SSL_KEY_UPDATE_REQUESTED and SSL_KEY_UPDATE_NOT_REQUESTED of `openssl/ssl.h`.
    // SAFETY: it is a live SSL, borrowed exclusively; the library refuses one that is not TLS 1.3.
    succeeded(unsafe { sys::SSL_key_update(stream.ssl().as_ptr(), c_int::from(demand)) })
}

/// Lets the next message be one that asks for another handshake on the same connection (RFC 5246 section 7.4.1.1); TLS 1.3
/// has none.
pub fn SSL_renegotiate<S>(stream: &mut SslStream<S>) -> Result<(), ErrorStack> {
    // SAFETY: it is a live SSL, borrowed exclusively; the library refuses one of TLS 1.3.
    succeeded(unsafe { sys::SSL_renegotiate(stream.ssl().as_ptr()) })
}

/// The code of the max_fragment_length that both sides agreed on; 0 if they agreed on none.
#[must_use]
pub fn SSL_SESSION_get_max_fragment_length(session: &SslSessionRef) -> u8 {
    // SAFETY: `session` is a live SSL_SESSION, which is only read.
    unsafe { sys::SSL_SESSION_get_max_fragment_length(session.as_ptr()) }
}

/// The name of the key exchange group (`secp521r1`); `None` before the handshake, and after one without
/// (EC)DHE.
#[must_use]
pub fn SSL_get_negotiated_group(ssl: &SslRef) -> Option<String> {
    /// The command with which the macro `SSL_get_negotiated_group` calls SSL_ctrl.
    const SSL_CTRL_GET_NEGOTIATED_GROUP: c_int = 134;
    // Before the handshake, the library would look for the group in a session that is not there.
    ssl.session()?;
    // SAFETY: `ssl` is a live SSL with a session, which is only read; this command takes no argument.
    let id = unsafe { SSL_ctrl(ssl.as_ptr(), SSL_CTRL_GET_NEGOTIATED_GROUP, 0, null_mut()) };
    let id = c_int::try_from(id).ok().filter(|&id| id > 0)?;
    // SAFETY: `ssl` is a live SSL, which is only read.
    let name = unsafe { sys::SSL_group_to_name(ssl.as_ptr(), id) };
    if name.is_null() {
        return None;
    }
    // SAFETY: the library's C string, which lives as long as the context of `ssl`, and is copied here.
    let name = unsafe { CStr::from_ptr(name) };
    Some(name.to_string_lossy().into_owned())
}

/// How this side signed its part of the handshake: the NIDs of the signature type
/// (`SSL_get_signature_type_nid`) and of the hash. `None` if it signed nothing.
#[must_use]
pub fn SSL_get_signature_nid(ssl: &SslRef) -> Option<(c_int, c_int)> {
    const SSL_CTRL_GET_SIGNATURE_NID: c_int = 132;
    let (mut kind, mut hash) = (0, 0);
    // SAFETY: `ssl` is a live SSL, which is only read, and `kind` an int for the answer.
    let signed = unsafe { sys::SSL_get_signature_type_nid(ssl.as_ptr(), &raw mut kind) };
    // SAFETY: the same; the answer of this command is an int as well.
    let hashed =
        unsafe { SSL_ctrl(ssl.as_ptr(), SSL_CTRL_GET_SIGNATURE_NID, 0, (&raw mut hash).cast::<c_void>()) };
    (signed == 1 && hashed == 1).then_some((kind, hash))
}

/// The same for the peer's signature (`SSL_get_peer_signature_type_nid`).
#[must_use]
pub fn SSL_get_peer_signature_nid(ssl: &SslRef) -> Option<(c_int, c_int)> {
    const SSL_CTRL_GET_PEER_SIGNATURE_NID: c_int = 108;
    let (mut kind, mut hash) = (0, 0);
    // SAFETY: `ssl` is a live SSL, which is only read, and `kind` an int for the answer.
    let signed = unsafe { sys::SSL_get_peer_signature_type_nid(ssl.as_ptr(), &raw mut kind) };
    // SAFETY: the same; the answer of this command is an int as well.
    let hashed = unsafe {
        SSL_ctrl(ssl.as_ptr(), SSL_CTRL_GET_PEER_SIGNATURE_NID, 0, (&raw mut hash).cast::<c_void>())
    };
    (signed == 1 && hashed == 1).then_some((kind, hash))
}

/// Sets how long sessions of `ctx` may be resumed, in seconds. A server states this in its tickets. OpenSSL's
/// default is 7200.
pub fn SSL_CTX_set_timeout(ctx: &mut SslContextBuilder, seconds: i32) {
    // SAFETY: `ctx` is a live SSL_CTX; it returns the old value and cannot fail.
    unsafe { sys::SSL_CTX_set_timeout(ctx.as_ptr(), seconds.into()) };
}

/// Offers `session` to the server that `ssl` will connect to.
///
/// This function is unsafe in the bindings, which do not know where a session comes from. Here the session is
/// passed by value, so that no other connection uses it, like one from `d2i_SSL_SESSION`
/// ([`SslSession::from_der`]).
#[allow(clippy::needless_pass_by_value)] // takes the session away from the caller
pub fn SSL_set_session(ssl: &mut SslRef, session: SslSession) -> Result<(), ErrorStack> {
    // SAFETY: both are live and of this library. It takes its own reference to the session, which outlives
    // ours, and checks itself that the session fits the method of the SSL.
    unsafe { ssl.set_session(&session) }
}

/// Whether `session` can be resumed: it needs a ticket or (TLS 1.2) a session ID.
#[must_use]
pub fn SSL_SESSION_is_resumable(session: &SslSessionRef) -> bool {
    // SAFETY: `session` is a live SSL_SESSION, which is only read.
    unsafe { sys::SSL_SESSION_is_resumable(session.as_ptr()) == 1 }
}

/// The ticket lifetime that the server sent, in seconds from the creation of the session; 0 if it sent none.
#[must_use]
pub fn SSL_SESSION_get_ticket_lifetime_hint(session: &SslSessionRef) -> u64 {
    // SAFETY: `session` is a live SSL_SESSION, which is only read.
    let seconds = unsafe { sys::SSL_SESSION_get_ticket_lifetime_hint(session.as_ptr()) };
    #[allow(clippy::useless_conversion)] // on Windows it has 32 bits
    u64::from(seconds)
}

/// The session's ticket; empty if it has none.
#[must_use]
pub fn SSL_SESSION_get0_ticket(session: &SslSessionRef) -> &[u8] {
    let (mut ticket, mut length) = (std::ptr::null(), 0);
    // SAFETY: `session` is a live SSL_SESSION, which is only read, and both results have a place.
    unsafe { sys::SSL_SESSION_get0_ticket(session.as_ptr(), &raw mut ticket, &raw mut length) };
    if ticket.is_null() {
        return &[];
    }
    // SAFETY: the ticket is `length` bytes that belong to the session and live as long as it is borrowed.
    unsafe { std::slice::from_raw_parts(ticket, length) }
}

/// The server's certificate from the original handshake; `None` if that used a pre-shared key.
#[must_use]
pub fn SSL_SESSION_get0_peer(session: &SslSessionRef) -> Option<X509> {
    // SAFETY: `session` is a live SSL_SESSION.
    let certificate = unsafe { sys::SSL_SESSION_get0_peer(session.as_ptr()) };
    if certificate.is_null() {
        return None;
    }
    // SAFETY: it belongs to the session, which lives during this function; the value returned is a reference
    // of our own.
    Some(unsafe { X509Ref::from_ptr(certificate) }.to_owned())
}

/// The session's cipher suite. The hash of its pre-shared key is that of the suite.
#[must_use]
pub fn SSL_SESSION_get0_cipher(session: &SslSessionRef) -> Option<&SslCipherRef> {
    // SAFETY: `session` is a live SSL_SESSION, which is only read.
    let cipher = unsafe { sys::SSL_SESSION_get0_cipher(session.as_ptr()) };
    if cipher.is_null() {
        return None;
    }
    // SAFETY: cipher suites are constants of the library.
    Some(unsafe { SslCipherRef::from_ptr(cipher.cast_mut()) })
}

/// Lets a client offer, and a server take, a pre-shared key without (EC)DHE (`SSL_OP_ALLOW_NO_DHE_KEX`).
pub const SSL_OP_ALLOW_NO_DHE_KEX: SslOptions = SslOptions::from_bits_retain(1 << 10);

/// Lets a server accept the same early data more than once (`SSL_OP_NO_ANTI_REPLAY`).
pub const SSL_OP_NO_ANTI_REPLAY: SslOptions = SslOptions::from_bits_retain(1 << 24);

/// No early data was sent (`SSL_EARLY_DATA_NOT_SENT`).
pub const SSL_EARLY_DATA_NOT_SENT: c_int = 0;
/// Early data was sent, and the server rejected it (`SSL_EARLY_DATA_REJECTED`).
pub const SSL_EARLY_DATA_REJECTED: c_int = 1;
/// Early data was sent, and the server accepted it (`SSL_EARLY_DATA_ACCEPTED`).
pub const SSL_EARLY_DATA_ACCEPTED: c_int = 2;

/// The status of the early data: one of `SSL_EARLY_DATA_…`. Call it only after the handshake. Before that, a
/// client that has sent early data gets "rejected".
#[must_use]
pub fn SSL_get_early_data_status(ssl: &SslRef) -> c_int {
    // SAFETY: `ssl` is a live SSL, which is only read.
    unsafe { sys::SSL_get_early_data_status(ssl.as_ptr()) }
}

/// Copies a digest, HMAC or signature in progress. Both copies can then continue independently.
pub fn EVP_MD_CTX_copy_ex(ctx: &MdCtxRef) -> Result<MdCtx, ErrorStack> {
    let copy = MdCtx::new()?;
    // SAFETY: both are live EVP_MD_CTX, and `ctx` is only read.
    succeeded(unsafe { openssl_sys::EVP_MD_CTX_copy_ex(copy.as_ptr(), ctx.as_ptr()) })?;
    Ok(copy)
}

/// HMAC (RFC 2104) with one hash, for any number of keys (`EVP_MAC_CTX`). OpenSSL looks for an algorithm among its
/// providers each time it is asked for by name, which takes longer than computing an HMAC; here that is done once.
#[derive(Debug)]
pub struct Hmac(NonNull<openssl_sys::EVP_MAC_CTX>);

/// The longest HMAC, in bytes: that of SHA-512.
const LONGEST_HMAC: usize = 64;

/// `openssl/core.h`: the type of a parameter that is a string.
const OSSL_PARAM_UTF8_STRING: c_uint = 4;

impl Hmac {
    /// With the hash of this name in OpenSSL: `SHA256`.
    pub fn new(digest: &CStr) -> Result<Self, ErrorStack> {
        // SAFETY: the default library, a name that lives during the call, and no other wishes.
        let mac = unsafe { openssl_sys::EVP_MAC_fetch(null_mut(), c"HMAC".as_ptr(), null()) };
        // SAFETY: `mac` is live or null, which is refused. The context takes a reference of its own.
        let ctx = unsafe { openssl_sys::EVP_MAC_CTX_new(mac) };
        // SAFETY: the reference is ours, and not used any more; null is ignored.
        unsafe { openssl_sys::EVP_MAC_free(mac) };
        let hmac = Self(NonNull::new(ctx).ok_or_else(ErrorStack::get)?);
        let parameter = |key: *const c_char, data_type, value: &CStr| openssl_sys::OSSL_PARAM {
            key,
            data_type,
            data: value.as_ptr().cast_mut().cast(),
            data_size: value.count_bytes(),
            return_size: 0,
        };
        let digest = parameter(c"digest".as_ptr(), OSSL_PARAM_UTF8_STRING, digest);
        let parameters = [digest, parameter(null(), 0, c"")];
        // SAFETY: the context is live; the parameters end with one without a name, and are only read.
        succeeded(unsafe { openssl_sys::EVP_MAC_CTX_set_params(hmac.0.as_ptr(), parameters.as_ptr()) })?;
        Ok(hmac)
    }

    /// The HMAC of `parts`, one behind the other.
    pub fn compute(&mut self, key: &[u8], parts: &[&[u8]]) -> Result<Vec<u8>, ErrorStack> {
        let ctx = self.0.as_ptr();
        // SAFETY: the context is live, and copies the key.
        succeeded(unsafe { openssl_sys::EVP_MAC_init(ctx, key.as_ptr(), key.len(), null()) })?;
        for part in parts {
            // SAFETY: the context has a key, and reads the bytes of the slice.
            succeeded(unsafe { openssl_sys::EVP_MAC_update(ctx, part.as_ptr(), part.len()) })?;
        }
        let (mut mac, mut length) = (vec![0; LONGEST_HMAC], 0);
        // SAFETY: there is room for the longest one, which the call is told, and a place for the length.
        succeeded(unsafe {
            openssl_sys::EVP_MAC_final(ctx, mac.as_mut_ptr(), &raw mut length, LONGEST_HMAC)
        })?;
        mac.truncate(length);
        Ok(mac)
    }
}

impl Drop for Hmac {
    fn drop(&mut self) {
        // SAFETY: the context is ours.
        unsafe { openssl_sys::EVP_MAC_CTX_free(self.0.as_ptr()) };
    }
}

/// The mode of a cipher, one of `EVP_CIPH_…_MODE` (`EVP_CIPHER_get_mode` since OpenSSL 3).
#[must_use]
pub fn EVP_CIPHER_mode(cipher: &CipherRef) -> c_int {
    // SAFETY: `cipher` is a live EVP_CIPHER, which is only read.
    unsafe { sys::EVP_CIPHER_get_mode(cipher.as_ptr()) }
}

/// Where the extensions of this kind are among those of a certificate: more than one place is not allowed, but
/// possible.
#[must_use]
pub fn X509_get_ext_by_NID(x509: &X509Ref, nid: Nid) -> Vec<c_int> {
    // SAFETY: `x509` is a live X509, which is only read. The search begins behind the last place found, -1 at first.
    let next = |last: c_int| unsafe { openssl_sys::X509_get_ext_by_NID(x509.as_ptr(), nid.as_raw(), last) };
    let found = |place: c_int| Some(place).filter(|&place| place >= 0);
    std::iter::successors(found(next(-1)), |&last| found(next(last))).collect()
}

/// The flags of a cipher, `EVP_CIPH_…` of `openssl/evp.h` (`EVP_CIPHER_get_flags` since OpenSSL 3).
#[must_use]
pub fn EVP_CIPHER_flags(cipher: &CipherRef) -> c_ulong {
    // SAFETY: `cipher` is a live EVP_CIPHER, which is only read.
    unsafe { openssl_sys::EVP_CIPHER_flags(cipher.as_ptr()) }
}

/// Nearly all OpenSSL functions return 1 for success. After any other result, the error queue has the reason.
fn succeeded(result: c_int) -> Result<(), ErrorStack> {
    if result == 1 { Ok(()) } else { Err(ErrorStack::get()) }
}
