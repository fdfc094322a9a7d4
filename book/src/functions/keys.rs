//! Public and private keys: made, stored, and used to encrypt, sign and verify.

pub(super) const ENTRIES: &[(&str, &str, &str)] = &[
    (
        "RSA_generate_key",
        "Makes an RSA key pair of a length in bits; an older name of RSA_generate_key_ex.",
        "指定した長さのRSAの鍵ペアを生成します。RSA_generate_key_exの古い形です。",
    ),
    ("RSA_free", "Clears an RSA key and gives it up.", "RSAの鍵を消去して解放します。"),
    (
        "EVP_PKEY_keygen",
        "Makes a key pair of any kind, here Ed25519.",
        "さまざまな種類の鍵ペアを生成します。ここではEd25519です。",
    ),
    (
        "EC_GROUP_new_by_curve_name",
        "Chooses an elliptic curve by its number, P-256 for example.",
        "P-256などの楕円曲線を番号で選択します。",
    ),
    (
        "EC_KEY_generate_key",
        "Makes a key pair on the chosen curve.",
        "選択した楕円曲線の鍵ペアを生成します。",
    ),
    (
        "EVP_PKEY_free",
        "Gives a key up, and clears it with its last user.",
        "鍵を解放します。最後の使用者がなくなると消去されます。",
    ),
    (
        "i2d_RSAPrivateKey",
        "Writes an RSA private key as DER (PKCS#1); the public key can be computed from it.",
        "RSAのプライベート鍵をDER（PKCS#1）で書き出します。公開鍵もこれから求められます。",
    ),
    (
        "i2d_RSAPublicKey",
        "Writes an RSA public key as DER (PKCS#1): modulus and exponent, nothing else.",
        "RSAの公開鍵をDER（PKCS#1）で書き出します。内容は法と指数だけです。",
    ),
    (
        "i2d_PKCS8PrivateKey",
        "Writes a private key of any kind as DER (PKCS#8), which says of which kind it is.",
        "プライベート鍵をDER（PKCS#8）で書き出します。鍵の種類も記録されます。",
    ),
    (
        "i2d_PUBKEY",
        "Writes a public key of any kind as DER (SubjectPublicKeyInfo), as certificates have it.",
        "公開鍵を証明書と同じ形式（SubjectPublicKeyInfo）のDERで書き出します。",
    ),
    (
        "i2d_ECPrivateKey",
        "Writes an EC private key as DER (RFC 5915), with its curve.",
        "ECのプライベート鍵を、曲線の情報とともにDER（RFC 5915）で書き出します。",
    ),
    (
        "i2d_EC_PUBKEY",
        "Writes an EC public key as DER (SubjectPublicKeyInfo).",
        "ECの公開鍵をDER（SubjectPublicKeyInfo）で書き出します。",
    ),
    (
        "d2i_PrivateKey",
        "Reads a private key of a given kind from DER.",
        "指定した種類のプライベート鍵をDERから読み込みます。",
    ),
    (
        "d2i_AutoPrivateKey",
        "Reads a private key from DER and finds out of which kind it is.",
        "種類を自動的に判別して、プライベート鍵をDERから読み込みます。",
    ),
    (
        "d2i_PublicKey",
        "Reads a public key of a given kind from DER without a wrapping; for RSA, that is PKCS#1.",
        "指定した種類の公開鍵を、鍵だけのDER（RSAではPKCS#1）から読み込みます。",
    ),
    (
        "d2i_PUBKEY",
        "Reads a public key of any kind from DER (SubjectPublicKeyInfo), which names the kind itself.",
        "種類の情報を含む形式（SubjectPublicKeyInfo）のDERから公開鍵を読み込みます。",
    ),
    (
        "PEM_read_bio_PrivateKey",
        "Reads a private key from PEM, which is DER in Base64 between two lines of text.",
        "プライベート鍵をPEMから読み込みます。PEMは、DERをBase64にして前後に行を付けたものです。",
    ),
    (
        "EVP_PKEY_CTX_new",
        "Makes a context for one operation with a key.",
        "鍵を使った1つの処理のためのコンテキストを作ります。",
    ),
    ("EVP_PKEY_CTX_free", "Gives the context up.", "コンテキストを解放します。"),
    (
        "EVP_PKEY_CTX_set_rsa_padding",
        "Chooses the padding of RSA: OAEP or PKCS#1 for encryption, PSS or PKCS#1 for signatures.",
        "RSAのパディングを指定します。暗号化ではOAEPかPKCS#1、署名ではPSSかPKCS#1です。",
    ),
    (
        "EVP_PKEY_CTX_set_rsa_oaep_md",
        "Chooses the hash of OAEP; both sides must choose the same.",
        "OAEPで使うハッシュ関数を指定します。双方が同じものを指定する必要があります。",
    ),
    (
        "EVP_PKEY_CTX_set_rsa_mgf1_md",
        "Chooses the hash of MGF1, the mask function of OAEP and PSS.",
        "OAEPとPSSのマスク生成関数（MGF1）で使うハッシュ関数を指定します。",
    ),
    (
        "EVP_PKEY_CTX_set0_rsa_oaep_label",
        "Ties a label to what OAEP encrypts; without the same label it cannot be decrypted.",
        "OAEPの暗号文にラベルを結び付けます。同じラベルを指定しなければ復号できません。",
    ),
    (
        "EVP_PKEY_CTX_set_rsa_pss_saltlen",
        "Sets how long the random salt of a PSS signature is.",
        "PSS署名で使うソルト（乱数）の長さを指定します。",
    ),
    ("EVP_PKEY_encrypt_init", "Gets a public key ready to encrypt.", "公開鍵による暗号化の準備をします。"),
    (
        "EVP_PKEY_encrypt",
        "Encrypts a message that is shorter than the key, by the padding's length.",
        "メッセージを暗号化します。暗号化できる長さは、鍵の長さからパディングを除いた分までです。",
    ),
    (
        "EVP_PKEY_decrypt_init",
        "Gets a private key ready to decrypt.",
        "プライベート鍵による復号の準備をします。",
    ),
    (
        "EVP_PKEY_decrypt",
        "Decrypts what was encrypted with the public key.",
        "公開鍵で暗号化されたデータを復号します。",
    ),
    (
        "EVP_DigestSignInit",
        "Begins a signature with a private key and, except for Ed25519, a hash function.",
        "プライベート鍵と、Ed25519以外ではハッシュ関数を指定して、署名の計算を始めます。",
    ),
    ("EVP_DigestSignUpdate", "Adds data that is to be signed.", "署名するデータを加えます。"),
    (
        "EVP_DigestSignFinal",
        "Ends the signature and returns it; called without a buffer, it says how long it can get.",
        "署名を計算して返します。バッファを渡さずに呼び出すと、署名の最大の長さを返します。",
    ),
    (
        "EVP_DigestSign",
        "Signs a whole message in one call; Ed25519 allows no other way.",
        "メッセージ全体に1回の呼び出しで署名します。Ed25519ではこの方法しか使えません。",
    ),
    (
        "EVP_DigestVerifyInit",
        "Begins to verify a signature with a public key and, except for Ed25519, a hash function.",
        "公開鍵と、Ed25519以外ではハッシュ関数を指定して、署名の検証を始めます。",
    ),
    ("EVP_DigestVerifyUpdate", "Adds data that was signed.", "署名されたデータを加えます。"),
    (
        "EVP_DigestVerifyFinal",
        "Says whether the signature fits: only 1 is yes, and errors are negative.",
        "署名が正しいかどうかを返します。正しいのは1の場合だけで、エラーは負の値です。",
    ),
    (
        "EVP_DigestVerify",
        "Verifies the signature of a whole message in one call; Ed25519 allows no other way.",
        "メッセージ全体の署名を1回の呼び出しで検証します。Ed25519ではこの方法しか使えません。",
    ),
];
