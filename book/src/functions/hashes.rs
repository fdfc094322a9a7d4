//! Hashes and message authentication codes.

pub(super) const ENTRIES: &[(&str, &str, &str)] = &[
    (
        "EVP_MD_CTX_new",
        "Makes a context for hashing, signing or verifying step by step.",
        "ハッシュ、署名、検証を段階的に計算するためのコンテキストを作ります。",
    ),
    (
        "EVP_MD_CTX_free",
        "Gives the context up and clears what it holds.",
        "コンテキストの内容を消去して解放します。",
    ),
    ("EVP_DigestInit", "Begins a hash with the chosen function.", "指定したハッシュ関数で計算を始めます。"),
    (
        "EVP_DigestUpdate",
        "Adds data to the hash; however it is cut into pieces, the value is the same.",
        "データを加えます。どこで区切って渡しても、ハッシュ値は変わりません。",
    ),
    ("EVP_DigestFinal", "Ends the hash and returns its value.", "計算を終えて、ハッシュ値を返します。"),
    (
        "EVP_get_digestbyname",
        "Finds a hash function by its name, SHA256 for example.",
        "SHA256などの名前からハッシュ関数を探します。",
    ),
    (
        "EVP_md5",
        "MD5, 128 bits: collisions can be made at will, so never for signatures.",
        "MD5（128ビット）。衝突を自由に作れるため、署名には使えません。",
    ),
    (
        "EVP_sha1",
        "SHA-1, 160 bits: collisions have been made, and signatures of TLS 1.3 may not use it in the \
         handshake.",
        "SHA-1（160ビット）。衝突が実際に作られており、TLS 1.3のハンドシェイクの署名には使えません。",
    ),
    (
        "EVP_sha224",
        "SHA-224: SHA-256 with another start, cut to 224 bits.",
        "SHA-224。初期値を変えたSHA-256の結果を224ビットに切り詰めたものです。",
    ),
    (
        "EVP_sha256",
        "SHA-256, 256 bits: the hash of most certificates, and of two of the three common suites of TLS \
         1.3.",
        "SHA-256（256ビット）。多くの証明書と、TLS 1.3の主な3つの暗号スイートのうち2つで使われます。",
    ),
    (
        "EVP_sha384",
        "SHA-384: SHA-512 with another start, cut to 384 bits; TLS_AES_256_GCM_SHA384 uses it.",
        "SHA-384。初期値を変えたSHA-512の結果を384ビットに切り詰めたもので、TLS_AES_256_GCM_SHA384で使われ\
         ます。",
    ),
    (
        "EVP_sha512",
        "SHA-512, 512 bits, made of words of 64 bits.",
        "SHA-512（512ビット）。64ビット単位で計算します。",
    ),
    (
        "EVP_sha512_224",
        "SHA-512/224: SHA-512 with another start, cut to 224 bits.",
        "SHA-512/224。初期値を変えたSHA-512の結果を224ビットに切り詰めたものです。",
    ),
    (
        "EVP_sha512_256",
        "SHA-512/256: SHA-512 with another start, cut to 256 bits.",
        "SHA-512/256。初期値を変えたSHA-512の結果を256ビットに切り詰めたものです。",
    ),
    (
        "EVP_sha3_224",
        "SHA3-224: a sponge, built quite unlike SHA-2, with 224 bits.",
        "SHA3-224（224ビット）。SHA-2とは異なる、スポンジ構造のハッシュ関数です。",
    ),
    (
        "EVP_sha3_256",
        "SHA3-256: a sponge, built quite unlike SHA-2, with 256 bits.",
        "SHA3-256（256ビット）。SHA-2とは異なる、スポンジ構造のハッシュ関数です。",
    ),
    (
        "EVP_sha3_384",
        "SHA3-384: a sponge, built quite unlike SHA-2, with 384 bits.",
        "SHA3-384（384ビット）。SHA-2とは異なる、スポンジ構造のハッシュ関数です。",
    ),
    (
        "EVP_sha3_512",
        "SHA3-512: a sponge, built quite unlike SHA-2, with 512 bits.",
        "SHA3-512（512ビット）。SHA-2とは異なる、スポンジ構造のハッシュ関数です。",
    ),
    ("HMAC_CTX_new", "Makes a context for an HMAC.", "HMACのコンテキストを作ります。"),
    (
        "HMAC_Init_ex",
        "Begins an HMAC with a key and a hash function.",
        "鍵とハッシュ関数を指定して、HMACの計算を始めます。",
    ),
    ("HMAC_Update", "Adds data to the HMAC.", "HMACにデータを加えます。"),
    (
        "HMAC_Final",
        "Ends the HMAC and returns its value, which nobody can make without the key.",
        "計算を終えて、HMACの値を返します。鍵を知らない者はこの値を作れません。",
    ),
    (
        "HMAC_CTX_get_md",
        "Says which hash function the HMAC uses, and so how long it will be.",
        "使われているハッシュ関数を返します。HMACの長さもそれで決まります。",
    ),
    (
        "HMAC_CTX_copy",
        "Copies an HMAC on its way, so that its value so far can be taken while it goes on.",
        "計算途中のHMACを複製します。計算を続けながら、その時点の値を取り出せます。",
    ),
    (
        "HMAC_CTX_free",
        "Gives the context up and clears the key in it.",
        "鍵を消去してコンテキストを解放します。",
    ),
];
