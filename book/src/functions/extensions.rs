//! TLS extensions that a program asks for, or answers.

pub(super) const ENTRIES: &[(&str, &str, &str)] = &[
    (
        "SSL_set_tlsext_host_name",
        "Puts the server's name into server_name (SNI), by which a server with many names picks a \
         certificate.",
        "server_name（SNI）拡張でサーバーの名前を送ります。複数の名前を持つサーバーは、これで証明書を選びま\
         す。",
    ),
    (
        "SSL_CTX_set_tlsext_servername_callback",
        "Names the function by which a server answers the name in server_name.",
        "server_nameで示された名前に対応するための、サーバーのコールバックを登録します。",
    ),
    (
        "SSL_get_servername",
        "Says which name the client has asked for.",
        "クライアントがserver_nameで示した名前を返します。",
    ),
    (
        "SSL_set_SSL_CTX",
        "Changes the context of a connection, and so its certificate, after the name is known.",
        "接続のコンテキストを切り替えます。名前がわかったあとで、それに合う証明書を使えます。",
    ),
    (
        "SSL_set_alpn_protos",
        "Offers application protocols (ALPN), the preferred one first.",
        "使用したいアプリケーションプロトコルを、優先順に提案します（ALPN）。",
    ),
    (
        "SSL_CTX_set_alpn_select_cb",
        "Names the function by which a server chooses among the offered protocols.",
        "提案されたプロトコルから1つを選ぶ、サーバーのコールバックを登録します。",
    ),
    (
        "SSL_set_tlsext_max_fragment_length",
        "Asks for records of at most 512 to 4096 bytes of plaintext, for peers with little memory.",
        "メモリの少ない機器のために、レコードの平文を最大512～4096バイトに制限するよう求めます。",
    ),
    (
        "SSL_SESSION_get_max_fragment_length",
        "Says which limit of the record length was agreed on.",
        "合意したレコード長の上限を返します。",
    ),
];
