//! Who has signed an OCSP response (RFC 6960 section 4.2.2.2).

use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::ocsp::{OcspBasicResponse, OcspCertId, OcspFlag, OcspResponse, OcspResponseStatus};
use openssl::stack::Stack;
use openssl::x509::store::X509StoreBuilder;
use openssl::x509::verify::X509VerifyFlags;
use openssl::x509::{X509, X509Ref, X509VerifyResult};
use texts::{Sentence, say};

/// Whether the issuer of a certificate, or someone whom the issuer has authorised, has signed an OCSP response about it;
/// `Err`: why that is not known; `None`: it has no answer that could be signed. `others` are the certificates beside it in
/// the session.
///
/// Times do not matter: what was signed stays signed.
pub(crate) fn is_signed(
    response: &[u8],
    certificate: &[u8],
    others: &[&[u8]],
) -> Option<Result<bool, Sentence>> {
    let answer = match OcspResponse::from_der(response) {
        Ok(response) if response.status() != OcspResponseStatus::SUCCESSFUL => None,
        response => Some(response.and_then(|response| response.basic())),
    };
    let checked = answer
        .map(|answer| answer.map_err(|_| UNREADABLE).and_then(|answer| check(&answer, certificate, others)));
    let _ = ErrorStack::get(); // nothing of it is for the caller's next TLS call
    checked
}

const UNREADABLE: Sentence = say!("OpenSSL cannot read it");

fn check(response: &OcspBasicResponse, certificate: &[u8], others: &[&[u8]]) -> Result<bool, Sentence> {
    let certificate =
        X509::from_der(certificate).map_err(|_| say!("OpenSSL cannot read its sender's certificate"))?;
    let others: Vec<X509> = others.iter().filter_map(|der| X509::from_der(der).ok()).collect();
    if !is_signature_of_its_signer(response, &others)? {
        return Ok(false);
    }
    let issuer = issuer(&certificate, &others)
        .ok_or(say!("the certificate of the issuer is not in the session, only that of the signer is"))?;
    if !is_about(response, &certificate, issuer) {
        return Err(say!("it says nothing of this certificate"));
    }
    if authorises(issuer, response, &others) {
        Ok(true)
    } else {
        Err(say!("its signer is not the issuer, nor is there a sign that the issuer has authorised it"))
    }
}

const FAILED: Sentence = say!("OpenSSL cannot check it");

/// Whether the signature is by the key of the certificate that the response names, in it or beside it.
fn is_signature_of_its_signer(response: &OcspBasicResponse, others: &[X509]) -> Result<bool, Sentence> {
    /// `openssl/ocsperr.h`
    const SIGNER_CERTIFICATE_NOT_FOUND: i32 = 118;
    const SIGNATURE_FAILURE: i32 = 117;
    /// `openssl/err.h`
    const LIB_EVP: i32 = 6;
    /// `openssl/evperr.h` of OpenSSL 3.5, not of 3.0: a signature that does not fit, and no other reason
    const PROVIDER_SIGNATURE_FAILURE: i32 = 234;
    const LIB_ASN1: i32 = 13;
    const IN_EVP: i32 = 0x8_0006; // ERR_R_EVP_LIB
    let store = X509StoreBuilder::new().map_err(|_| FAILED)?.build();
    let Err(errors) = response.verify(&*stack(others)?, &store, OcspFlag::NO_VERIFY) else { return Ok(true) };
    let has = |reason| errors.errors().iter().any(|error| error.reason_code() == reason);
    if has(SIGNER_CERTIFICATE_NOT_FOUND) {
        return Err(say!("the certificate of its signer is neither in it nor in the session"));
    }
    // OpenSSL calls it a failure as well if it does not know, or does not allow, the algorithm.
    let unknown = errors.errors().iter().any(|error| match error.library_code() {
        LIB_EVP => error.reason_code() != PROVIDER_SIGNATURE_FAILURE,
        LIB_ASN1 => error.reason_code() != IN_EVP,
        _ => false,
    });
    if has(SIGNATURE_FAILURE) && !unknown { Ok(false) } else { Err(FAILED) }
}

/// The certificate of the issuer: one of the others, or itself.
fn issuer<'a>(certificate: &'a X509, others: &'a [X509]) -> Option<&'a X509Ref> {
    let has_signed = |issuer: &&X509| {
        issuer.issued(certificate) == X509VerifyResult::OK
            && issuer.public_key().and_then(|key| certificate.verify(&key)).unwrap_or(false)
    };
    others.iter().chain([certificate]).find(has_signed).map(|issuer| &**issuer)
}

/// Whether a response tells the status of a certificate.
fn is_about(response: &OcspBasicResponse, certificate: &X509Ref, issuer: &X509Ref) -> bool {
    // The responder names the certificate by hashes of one of these kinds.
    let digests =
        [MessageDigest::sha1(), MessageDigest::sha256(), MessageDigest::sha384(), MessageDigest::sha512()];
    let named =
        digests.into_iter().filter_map(|digest| OcspCertId::from_cert(digest, certificate, issuer).ok());
    named.into_iter().any(|id| response.find_status(&id).is_some())
}

/// Whether the signer is the issuer, or has a certificate for OCSP by the issuer.
fn authorises(issuer: &X509Ref, response: &OcspBasicResponse, others: &[X509]) -> bool {
    let verified = X509StoreBuilder::new().and_then(|mut store| {
        store.add_cert(issuer.to_owned())?;
        // The issuer is trusted here, for the question is what it has said, and at any time.
        store.set_flags(X509VerifyFlags::PARTIAL_CHAIN | X509VerifyFlags::NO_CHECK_TIME)?;
        let mut all = Stack::new()?;
        others.iter().try_for_each(|other| all.push(other.clone()))?;
        response.verify(&all, &store.build(), OcspFlag::NO_EXPLICIT)
    });
    verified.is_ok()
}

fn stack(certificates: &[X509]) -> Result<Stack<X509>, Sentence> {
    let mut stack = Stack::new().map_err(|_| FAILED)?;
    certificates.iter().try_for_each(|one| stack.push(one.clone())).map_err(|_| FAILED)?;
    Ok(stack)
}
