//! Who is at the other end: certificates and keys for TLS, and what is required of the peer's.

pub(super) const ENTRIES: &[(&str, &str, &str)] = &[
    (
        "SSL_CTX_load_verify_locations",
        "Names the CA certificates that are trusted: a file, or a folder of them.",
        "信頼するCA証明書を、ファイルまたはフォルダーで指定します。",
    ),
    (
        "SSL_CTX_load_verify_buffer",
        "Trusts the CA certificates in a buffer; needs no file system. wolfSSL only.",
        "信頼するCA証明書をメモリ上のバッファで指定します。ファイルシステムが不要です。wolfSSLだけの関\
         数です。",
    ),
    (
        "wolfSSL_CTX_load_verify_buffer",
        "SSL_CTX_load_verify_buffer by wolfSSL's own name.",
        "SSL_CTX_load_verify_bufferのwolfSSL本来の名前です。",
    ),
    (
        "SSL_CTX_set0_verify_cert_store",
        "Hands over a store of trusted certificates against which the peer's chain is checked.",
        "相手の証明書チェーンの検証に使う、信頼する証明書のストアを渡します。",
    ),
    (
        "SSL_CTX_use_certificate_file",
        "Loads the certificate that this side shows, from a file in PEM or DER.",
        "こちらが提示する証明書を、PEMまたはDER形式のファイルから読み込みます。",
    ),
    (
        "SSL_CTX_use_PrivateKey_file",
        "Loads the private key of the certificate from a file; it signs, and never leaves the program.",
        "証明書に対応するプライベート鍵をファイルから読み込みます。署名に使うもので、相手には決して送りませ\
         ん。",
    ),
    (
        "SSL_CTX_use_certificate_buffer",
        "Loads this side's certificate from a buffer. wolfSSL only.",
        "こちらの証明書をメモリ上のバッファから読み込みます。wolfSSLだけの関数です。",
    ),
    (
        "SSL_CTX_use_PrivateKey_buffer",
        "Loads the private key from a buffer. wolfSSL only.",
        "プライベート鍵をメモリ上のバッファから読み込みます。wolfSSLだけの関数です。",
    ),
    (
        "wolfSSL_CTX_use_certificate_buffer",
        "SSL_CTX_use_certificate_buffer by wolfSSL's own name.",
        "SSL_CTX_use_certificate_bufferのwolfSSL本来の名前です。",
    ),
    (
        "wolfSSL_CTX_use_PrivateKey_buffer",
        "SSL_CTX_use_PrivateKey_buffer by wolfSSL's own name.",
        "SSL_CTX_use_PrivateKey_bufferのwolfSSL本来の名前です。",
    ),
    (
        "SSL_CTX_use_certificate",
        "Sets this side's certificate, once it has been read into memory.",
        "読み込み済みの証明書を、こちらの証明書として設定します。",
    ),
    (
        "SSL_CTX_use_PrivateKey",
        "Sets the private key, once it has been read into memory.",
        "読み込み済みのプライベート鍵を設定します。",
    ),
    (
        "SSL_CTX_check_private_key",
        "Checks that private key and certificate belong together, before a peer finds out.",
        "プライベート鍵と証明書が対になっていることを確かめます。接続してから失敗することを防げます。",
    ),
    (
        "SSL_use_certificate_file",
        "Loads a certificate from a file for this connection alone.",
        "その接続だけで使う証明書をファイルから読み込みます。",
    ),
    (
        "SSL_use_PrivateKey_file",
        "Loads a private key from a file for this connection alone.",
        "その接続だけで使うプライベート鍵をファイルから読み込みます。",
    ),
    (
        "SSL_use_certificate_buffer",
        "Loads a certificate from a buffer for this connection alone. wolfSSL only.",
        "その接続だけで使う証明書をバッファから読み込みます。wolfSSLだけの関数です。",
    ),
    (
        "SSL_use_PrivateKey_buffer",
        "Loads a private key from a buffer for this connection alone. wolfSSL only.",
        "その接続だけで使うプライベート鍵をバッファから読み込みます。wolfSSLだけの関数です。",
    ),
    (
        "wolfSSL_use_certificate_buffer",
        "SSL_use_certificate_buffer by wolfSSL's own name.",
        "SSL_use_certificate_bufferのwolfSSL本来の名前です。",
    ),
    (
        "wolfSSL_use_PrivateKey_buffer",
        "SSL_use_PrivateKey_buffer by wolfSSL's own name.",
        "SSL_use_PrivateKey_bufferのwolfSSL本来の名前です。",
    ),
    (
        "SSL_use_certificate",
        "Sets the certificate of this connection alone, once it is in memory.",
        "その接続だけで使う、読み込み済みの証明書を設定します。",
    ),
    (
        "SSL_use_PrivateKey",
        "Sets the private key of this connection alone, once it is in memory.",
        "その接続だけで使う、読み込み済みのプライベート鍵を設定します。",
    ),
    (
        "SSL_check_private_key",
        "Checks that private key and certificate of this connection belong together.",
        "その接続のプライベート鍵と証明書が対になっていることを確かめます。",
    ),
    (
        "SSL_CTX_set_verify",
        "Says whether the peer must show a certificate that can be verified; OpenSSL's clients take any \
         without it.",
        "相手に検証可能な証明書を求めるかどうかを指定します。指定しないと、OpenSSLのクライアントはどの証明\
         書も受け入れます。",
    ),
    (
        "SSL_CTX_set_verify_depth",
        "Limits how many CA certificates may stand between the peer's and a trusted one.",
        "相手の証明書と信頼する証明書の間に認める、CA証明書の数を制限します。",
    ),
    (
        "SSL_get_peer_certificate",
        "Returns the certificate that the peer has shown, if any.",
        "相手が提示した証明書を返します。提示がなければ何も返しません。",
    ),
    (
        "SSL_CTX_set_psk_client_callback",
        "Names the function that gives a client its identity and its pre-shared key.",
        "クライアントのアイデンティティと事前共有鍵を返すコールバックを登録します。",
    ),
    (
        "SSL_CTX_set_psk_server_callback",
        "Names the function that finds a client's pre-shared key by the identity that it has sent.",
        "クライアントが送ったアイデンティティから事前共有鍵を探すコールバックを登録します。",
    ),
];
