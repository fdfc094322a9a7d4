use openssl::cipher::Cipher;
use openssl::cipher_ctx::CipherCtx;
use openssl::hash::*;
use openssl::md::Md;
use openssl::pkey::{Id, PKey};
use openssl::pkey_ctx::*;
use openssl::sign::*;
use openssl::x509::X509;
use std::time::Instant;
fn t(name: &str, n: u32, mut f: impl FnMut()) {
    for _ in 0..n / 10 {
        f()
    }
    let s = Instant::now();
    for _ in 0..n {
        f()
    }
    println!("{name}: {:.2} us", s.elapsed().as_secs_f64() * 1e6 / n as f64);
}
fn main() {
    let secret = [7u8; 32];
    let info = [1u8; 50];
    let md = Md::sha256();
    let md2 = Md::fetch(None, "SHA256", None).unwrap();
    t("expand", 20000, || {
        let mut h = PkeyCtx::new_id(Id::HKDF).unwrap();
        h.derive_init().unwrap();
        h.set_hkdf_mode(HkdfMode::EXPAND_ONLY).unwrap();
        h.set_hkdf_md(md).unwrap();
        h.set_hkdf_key(&secret).unwrap();
        h.add_hkdf_info(&info).unwrap();
        let mut k = [0u8; 32];
        h.derive(Some(&mut k)).unwrap();
    });
    t("expand new_id only", 20000, || {
        let _h = PkeyCtx::new_id(Id::HKDF).unwrap();
    });
    t("expand new+init only", 20000, || {
        let mut h = PkeyCtx::new_id(Id::HKDF).unwrap();
        h.derive_init().unwrap();
    });
    let mut h = PkeyCtx::new_id(Id::HKDF).unwrap();
    t("expand reused ctx", 20000, || {
        h.derive_init().unwrap();
        h.set_hkdf_mode(HkdfMode::EXPAND_ONLY).unwrap();
        h.set_hkdf_md(md).unwrap();
        h.set_hkdf_key(&secret).unwrap();
        h.add_hkdf_info(&info).unwrap();
        let mut k = [0u8; 32];
        h.derive(Some(&mut k)).unwrap();
    });
    t("hmac signer", 20000, || {
        let k = PKey::hmac(&secret).unwrap();
        let _ = Signer::new(MessageDigest::sha256(), &k).unwrap().sign_oneshot_to_vec(&info).unwrap();
    });
    let k = PKey::hmac(&secret).unwrap();
    t("hmac signer key kept", 20000, || {
        let _ = Signer::new(MessageDigest::sha256(), &k).unwrap().sign_oneshot_to_vec(&info).unwrap();
    });
    t("hash 1k", 20000, || {
        let _ = hash(MessageDigest::sha256(), &[0u8; 1000]).unwrap();
    });
    let mut hs = Hasher::new(MessageDigest::sha256()).unwrap();
    hs.update(&info).unwrap();
    t("hasher clone finish", 20000, || {
        let mut c = hs.clone();
        let _ = c.finish().unwrap();
    });
    t("hasher new", 20000, || {
        let _ = Hasher::new(MessageDigest::sha256()).unwrap();
    });
    let der = std::fs::read("certs/tb-server-cert.der").unwrap_or_else(|_| {
        X509::from_pem(&std::fs::read("certs/tb-server-cert.pem").unwrap()).unwrap().to_der().unwrap()
    });
    t("x509 from_der", 5000, || {
        let _ = X509::from_der(&der).unwrap();
    });
    t("x509 from_der+pubkey", 5000, || {
        let _ = X509::from_der(&der).unwrap().public_key().unwrap();
    });
    let spki = X509::from_der(&der).unwrap().public_key().unwrap().public_key_to_der().unwrap();
    t("pubkey from spki", 5000, || {
        let _ = PKey::public_key_from_der(&spki).unwrap();
    });
    let key = PKey::private_key_from_pem(&std::fs::read("certs/tb-server-key.pem").unwrap()).unwrap();
    let mut s = Signer::new(MessageDigest::sha256(), &key).unwrap();
    s.set_rsa_padding(openssl::rsa::Padding::PKCS1_PSS).unwrap();
    s.set_rsa_pss_saltlen(RsaPssSaltlen::DIGEST_LENGTH).unwrap();
    let sig = s.sign_oneshot_to_vec(&info).unwrap();
    let pk = PKey::public_key_from_der(&spki).unwrap();
    t("rsa pss verify", 2000, || {
        let mut v = Verifier::new(MessageDigest::sha256(), &pk).unwrap();
        v.set_rsa_padding(openssl::rsa::Padding::PKCS1_PSS).unwrap();
        v.set_rsa_pss_saltlen(RsaPssSaltlen::DIGEST_LENGTH).unwrap();
        assert!(v.verify_oneshot(&sig, &info).unwrap());
    });
    let c = Cipher::aes_128_gcm();
    t("opener new", 20000, || {
        let mut x = CipherCtx::new().unwrap();
        x.decrypt_init(Some(c), None, None).unwrap();
        x.decrypt_init(None, Some(&secret), None).unwrap();
    });
    let cf = Cipher::fetch(None, "AES-128-GCM", None).unwrap();
    t("opener new fetched", 20000, || {
        let mut x = CipherCtx::new().unwrap();
        x.decrypt_init(Some(&cf), None, None).unwrap();
        x.decrypt_init(None, Some(&secret), None).unwrap();
    });
    t("expand fetched md", 20000, || {
        let mut h = PkeyCtx::new_id(Id::HKDF).unwrap();
        h.derive_init().unwrap();
        h.set_hkdf_mode(HkdfMode::EXPAND_ONLY).unwrap();
        h.set_hkdf_md(&md2).unwrap();
        h.set_hkdf_key(&secret).unwrap();
        h.add_hkdf_info(&info).unwrap();
        let mut k = [0u8; 32];
        h.derive(Some(&mut k)).unwrap();
    });
    let mut x = CipherCtx::new().unwrap();
    x.decrypt_init(Some(c), None, None).unwrap();
    x.decrypt_init(None, Some(&secret), None).unwrap();
    let ct = vec![0u8; 8000];
    t("open 8000", 20000, || {
        x.set_tag(&[0; 16]).unwrap();
        x.decrypt_init(None, None, Some(&[0; 12])).unwrap();
        x.cipher_update(&[0; 5], None).unwrap();
        let mut o = Vec::with_capacity(8016);
        x.cipher_update_vec(&ct, &mut o).unwrap();
        let _ = x.cipher_final_vec(&mut o);
    });
    t("open 20", 20000, || {
        x.set_tag(&[0; 16]).unwrap();
        x.decrypt_init(None, None, Some(&[0; 12])).unwrap();
        x.cipher_update(&[0; 5], None).unwrap();
        let mut o = Vec::with_capacity(36);
        x.cipher_update_vec(&[0; 20], &mut o).unwrap();
        let _ = x.cipher_final_vec(&mut o);
    });
}
