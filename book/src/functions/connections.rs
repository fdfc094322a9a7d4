//! Connections: their life, what goes through them, and how they fail.

pub(super) const ENTRIES: &[(&str, &str, &str)] = &[
    (
        "SSL_new",
        "Makes the TLS end of one connection, with the settings of its context.",
        "コンテキストの設定を引き継いで、1つの接続に対応するSSLオブジェクトを作ります。",
    ),
    (
        "SSL_free",
        "Gives a connection's state and keys up; it neither says goodbye to the peer nor closes the socket.",
        "SSLオブジェクトを鍵とともに解放します。終了通知は送らず、SSL_set_fdで渡したソケットも閉じません。",
    ),
    (
        "SSL_set_fd",
        "Ties the connection to a socket, through which its records will go.",
        "SSLオブジェクトにソケットをひも付けます。レコードはこのソケットで送受信されます。",
    ),
    (
        "SSL_connect",
        "Does the client's handshake: afterwards the server is verified and both sides have the same keys.",
        "クライアントとしてハンドシェイクを行います。サーバーの検証が済み、双方が同じ鍵を持つ状態になりま\
         す。",
    ),
    (
        "SSL_accept",
        "Waits for a Client Hello and does the server's handshake.",
        "Client Helloを待ち、サーバーとしてハンドシェイクを行います。",
    ),
    (
        "SSL_write",
        "Encrypts data into records of at most 16 KiB and sends them; that the peer has read them is not \
         said.",
        "データを最大16 KiBのレコードに暗号化して送ります。相手が読んだことまでは保証されません。",
    ),
    (
        "SSL_read",
        "Receives and decrypts records, and returns application data of one of them at most.",
        "レコードを受信して復号し、アプリケーションデータを返します。1回で返るのは最大でも1レコード分です。",
    ),
    (
        "SSL_pending",
        "Says how many bytes are decrypted and not read yet; select does not see them.",
        "復号済みでまだ読み出していないバイト数を返します。selectではこのデータがあることはわかりません。",
    ),
    (
        "SSL_shutdown",
        "Sends close_notify, so that the peer can tell the end of the data from a connection that was cut.",
        "close_notifyを送ります。これにより、相手はデータの終わりと接続の切断を区別できます。",
    ),
    (
        "SSL_get_error",
        "Says why the last call on the connection failed: wait for the transport, a closed connection, or \
         an error.",
        "直前の呼び出しが失敗した理由を返します。通信路を待てばよいのか、接続が閉じたのか、エラーなのかがわ\
         かります。",
    ),
    (
        "ERR_error_string",
        "Puts an error code of the library into words, for people.",
        "ライブラリーのエラーコードを、人が読むための文字列にします。",
    ),
    (
        "SSL_ERROR_WANT_READ",
        "The call has to be repeated when the transport has something to read.",
        "通信路からデータを読めるようになってから、同じ呼び出しを繰り返す必要があることを表します。",
    ),
    (
        "SSL_ERROR_WANT_WRITE",
        "The call has to be repeated when the transport takes data again; even a read can end so.",
        "通信路に書き込めるようになってから、同じ呼び出しを繰り返す必要があることを表します。読み込みでも起\
         こります。",
    ),
    (
        "SSL_ERROR_SYSCALL",
        "The transport itself has failed; errno says how.",
        "下位の通信路でエラーが起きたことを表します。内容はerrnoでわかります。",
    ),
    (
        "SSL_want",
        "Says what a connection waits for: to read, to write, or nothing.",
        "接続が何を待っているかを返します。読み込み、書き込み、または何も待っていない状態です。",
    ),
    (
        "SSL_READING",
        "An answer of SSL_want: the connection waits until its transport can be read.",
        "SSL_wantの戻り値で、通信路から読めるようになるのを待っていることを表します。",
    ),
    (
        "SSL_WRITING",
        "An answer of SSL_want: the connection waits until its transport takes data.",
        "SSL_wantの戻り値で、通信路に書き込めるようになるのを待っていることを表します。",
    ),
    (
        "SSL_get_signature_nid",
        "Says with which hash our side has signed the handshake.",
        "こちら側がハンドシェイクの署名に使ったハッシュ関数を返します。",
    ),
    (
        "SSL_get_ex_new_index",
        "Reserves a place in every connection for data of the program.",
        "すべてのSSLオブジェクトに、プログラム独自のデータを置く場所を確保します。",
    ),
    (
        "SSL_set_ex_data",
        "Puts data of the program into its place in a connection.",
        "SSLオブジェクトの中に確保した場所に、プログラム独自のデータを置きます。",
    ),
    (
        "wolfSSL_SetIORecv",
        "Names the function by which all connections of a context receive, in place of recv. wolfSSL only.",
        "コンテキストのすべての接続で、recvの代わりに受信に使う関数を登録します。wolfSSLだけの関数です。",
    ),
    (
        "wolfSSL_SetIOSend",
        "Names the function by which all connections of a context send, in place of send. wolfSSL only.",
        "コンテキストのすべての接続で、sendの代わりに送信に使う関数を登録します。wolfSSLだけの関数です。",
    ),
    (
        "wolfSSL_SetIOReadCtx",
        "Gives a connection what its receiving function works with, a file or a queue for example. wolfSSL \
         only.",
        "受信関数に渡すデータ（ファイルやキューなど）を接続ごとに設定します。wolfSSLだけの関数です。",
    ),
    (
        "wolfSSL_SetIOWriteCtx",
        "Gives a connection what its sending function works with, a file or a queue for example. wolfSSL \
         only.",
        "送信関数に渡すデータ（ファイルやキューなど）を接続ごとに設定します。wolfSSLだけの関数です。",
    ),
    ("wolfSSL_connect", "SSL_connect by wolfSSL's own name.", "SSL_connectのwolfSSL本来の名前です。"),
    ("wolfSSL_accept", "SSL_accept by wolfSSL's own name.", "SSL_acceptのwolfSSL本来の名前です。"),
];
