//! Contexts: the settings that connections share, and the versions of TLS that they allow.

pub(super) const ENTRIES: &[(&str, &str, &str)] = &[
    (
        "SSL_library_init",
        "Gets the library ready; since OpenSSL 1.1 it does that by itself, and the call changes nothing.",
        "ライブラリーを初期化します。OpenSSL 1.1以降は自動的に初期化されるため、呼び出しても何も変わりませ\
         ん。",
    ),
    (
        "OPENSSL_init_crypto",
        "Gets the library ready with options, for example without its configuration file.",
        "設定ファイルを読まない、といったオプションを指定してライブラリーを初期化します。",
    ),
    (
        "OPENSSL_INIT_NO_LOAD_CONFIG",
        "Has the library not read openssl.cnf, which a small system does not have.",
        "openssl.cnfを読み込まないようにします。ファイルシステムのない小さなシステムには、このファイルもあ\
         りません。",
    ),
    (
        "SSL_CTX_new",
        "Makes a context: the settings, certificates and keys that all its connections share.",
        "コンテキストを作ります。設定、証明書、鍵などを保持し、すべての接続で共有します。",
    ),
    (
        "SSL_CTX_free",
        "Gives a context up; it lives until the last connection that uses it has gone.",
        "コンテキストを解放します。使用中の接続がなくなるまで、実体は残ります。",
    ),
    (
        "SSL_CTX_set_options",
        "Turns options of the protocol on; those that are on stay on.",
        "プロトコルに関するオプションを追加で有効にします。すでに有効なものはそのまま残ります。",
    ),
    (
        "SSL_OP_DONT_INSERT_EMPTY_FRAGMENTS",
        "Leaves out the empty record before data that protects CBC in TLS 1.0 from the BEAST attack.",
        "TLS 1.0のCBCをBEAST攻撃から守るために、データの前に送られる空のレコードを省きます。",
    ),
    (
        "SSL_OP_NO_ANTI_REPLAY",
        "Turns off the check that lets a ticket bring early data only once; others must stop replays then.",
        "1つのチケットでEarly Dataを一度しか受け付けないための検査を無効にします。リプレイ対策は別に必\
         要です。",
    ),
    (
        "SSL_CTX_set_mode",
        "Turns on modes: how reads and writes of a connection behave.",
        "モードを有効にします。接続の読み書きの動作に関する設定です。",
    ),
    ("SSL_CTX_clear_mode", "Turns modes off that are on.", "有効になっているモードを無効にします。"),
    (
        "SSL_MODE_AUTO_RETRY",
        "Has a read go on after a record without application data, in place of returning; on by default.",
        "アプリケーションデータのないレコードを処理しても戻らず、読み込みを続けます。最初から有効です。",
    ),
    (
        "SSL_MODE_ENABLE_PARTIAL_WRITE",
        "Lets a write end after some of its records, when the transport takes no more for now.",
        "下位の通信路が今は受け取れないとき、一部のレコードを送った時点で書き込みから戻れるようにします。",
    ),
    (
        "SSL_MODE_RELEASE_BUFFERS",
        "Gives the buffers of a connection back whenever they are empty, which saves memory if many are \
         idle.",
        "空になったバッファをその都度解放します。待機中の接続が多いとき、メモリを節約できます。",
    ),
    (
        "SSL_CTX_set_cipher_list",
        "Chooses the cipher suites up to TLS 1.2, and their order; those of TLS 1.3 are not among them.",
        "TLS 1.2以前の暗号スイートとその順序を指定します。TLS 1.3のスイートは対象外です。",
    ),
    (
        "SSL_CTX_set_ciphersuites",
        "Chooses the cipher suites of TLS 1.3, and their order.",
        "TLS 1.3の暗号スイートとその順序を指定します。",
    ),
    (
        "SSL_CTX_set1_groups_list",
        "Chooses the groups of the key exchange, the best one first; a client sends a key share for it.",
        "鍵合意に使うグループを優先順に指定します。クライアントは最初のグループのKey Shareを送ります。",
    ),
    (
        "SSL_CTX_set1_sigalgs_list",
        "Chooses the signature schemes that are accepted from the peer, and their order.",
        "相手の署名に認める署名スキームと、その優先順を指定します。",
    ),
    (
        "SSL_CTX_set_security_level",
        "Refuses everything weaker than a level: key sizes, hashes, versions; 0 allows all there is.",
        "鍵の長さ、ハッシュ、バージョンなどについて、指定したレベルより弱いものを拒否します。0ではすべてを\
         認めます。",
    ),
    (
        "SSLv23_client_method",
        "Makes a client that takes any version; since OpenSSL 1.1 it is another name of TLS_client_method.",
        "バージョンを限定しないクライアントにします。OpenSSL 1.1以降はTLS_client_methodの別名です。",
    ),
    (
        "SSLv23_server_method",
        "Makes a server that takes any version; since OpenSSL 1.1 it is another name of TLS_server_method.",
        "バージョンを限定しないサーバーにします。OpenSSL 1.1以降はTLS_server_methodの別名です。",
    ),
    (
        "SSLv23_method",
        "Lets a context be client or server, with any version; the call that connects or accepts decides.",
        "バージョンも役割も限定しません。クライアントかサーバーかは、ハンドシェイクの呼び出しで決まります。",
    ),
    (
        "TLSv1_3_client_method",
        "Makes a client of TLS 1.3 only; in OpenSSL, which has no such function, set minimum and maximum.",
        "TLS 1.3だけのクライアントにします。OpenSSLにはない関数で、代わりにバージョンの下限と上限を指定しま\
         す。",
    ),
    (
        "TLSv1_3_server_method",
        "Makes a server of TLS 1.3 only; in OpenSSL, which has no such function, set minimum and maximum.",
        "TLS 1.3だけのサーバーにします。OpenSSLにはない関数で、代わりにバージョンの下限と上限を指定します。",
    ),
    (
        "TLSv1_3_method",
        "Allows TLS 1.3 only, in either role; in OpenSSL, which has no such function, set minimum and \
         maximum.",
        "役割を限定せず、TLS 1.3だけを使います。OpenSSLにはない関数で、代わりにバージョンの下限と上限を指定\
         します。",
    ),
    (
        "TLSv1_2_client_method",
        "Makes a client of TLS 1.2 only; deprecated in OpenSSL, where minimum and maximum are set.",
        "TLS 1.2だけのクライアントにします。OpenSSLでは非推奨で、代わりにバージョンの下限と上限を指定しま\
         す。",
    ),
    (
        "TLSv1_2_server_method",
        "Makes a server of TLS 1.2 only; deprecated in OpenSSL, where minimum and maximum are set.",
        "TLS 1.2だけのサーバーにします。OpenSSLでは非推奨で、代わりにバージョンの下限と上限を指定します。",
    ),
    (
        "TLSv1_2_method",
        "Allows TLS 1.2 only, in either role; deprecated in OpenSSL.",
        "役割を限定せず、TLS 1.2だけを使います。OpenSSLでは非推奨です。",
    ),
    (
        "TLSv1_1_client_method",
        "Makes a client of TLS 1.1 only, a version that RFC 8996 has withdrawn.",
        "TLS 1.1だけのクライアントにします。TLS 1.1はRFC 8996で廃止されました。",
    ),
    (
        "TLSv1_1_server_method",
        "Makes a server of TLS 1.1 only, a version that RFC 8996 has withdrawn.",
        "TLS 1.1だけのサーバーにします。TLS 1.1はRFC 8996で廃止されました。",
    ),
    (
        "TLSv1_1_method",
        "Allows TLS 1.1 only, in either role; RFC 8996 has withdrawn it.",
        "役割を限定せず、TLS 1.1だけを使います。TLS 1.1はRFC 8996で廃止されました。",
    ),
    (
        "TLSv1_client_method",
        "Makes a client of TLS 1.0 only, a version that RFC 8996 has withdrawn.",
        "TLS 1.0だけのクライアントにします。TLS 1.0はRFC 8996で廃止されました。",
    ),
    (
        "TLSv1_server_method",
        "Makes a server of TLS 1.0 only, a version that RFC 8996 has withdrawn.",
        "TLS 1.0だけのサーバーにします。TLS 1.0はRFC 8996で廃止されました。",
    ),
    (
        "TLSv1_method",
        "Allows TLS 1.0 only, in either role; RFC 8996 has withdrawn it.",
        "役割を限定せず、TLS 1.0だけを使います。TLS 1.0はRFC 8996で廃止されました。",
    ),
    (
        "SSL_CTX_set_min_proto_version",
        "Sets the lowest version that connections may agree on; 0 means the lowest that the library has.",
        "合意してよい最も低いバージョンを指定します。0はライブラリーが対応する最低のバージョンです。",
    ),
    (
        "SSL_CTX_set_max_proto_version",
        "Sets the highest version that connections may agree on; 0 means the highest that the library has.",
        "合意してよい最も高いバージョンを指定します。0はライブラリーが対応する最高のバージョンです。",
    ),
    (
        "SSL_CTX_get_min_proto_version",
        "Says which lowest version is set; 0 if it is the library's own.",
        "設定されている最低のバージョンを返します。0はライブラリーのデフォルトです。",
    ),
    (
        "SSL_CTX_get_max_proto_version",
        "Says which highest version is set; 0 if it is the library's own.",
        "設定されている最高のバージョンを返します。0はライブラリーのデフォルトです。",
    ),
];
