//! Connections and files of the system: POSIX and the C library.

pub(super) const ENTRIES: &[(&str, &str, &str)] = &[
    (
        "socket",
        "Makes a socket, an end of a connection that is not connected yet.",
        "まだどこにも接続していない通信の端点（ソケット）を作ります。",
    ),
    (
        "connect",
        "Connects a socket to the server's address; over TCP, this is the three-way handshake, before any \
         TLS.",
        "ソケットをサーバーのアドレスに接続します。TCPの3ウェイハンドシェイクはここで行われ、TLSはまだ始ま\
         りません。",
    ),
    (
        "bind",
        "Gives a socket the address and port at which clients will find the server.",
        "クライアントの接続先となるアドレスとポートをソケットに割り当てます。",
    ),
    (
        "listen",
        "Makes a socket one that takes connections, and sets how many may wait for accept.",
        "ソケットを接続の待ち受け用にし、acceptを待てる接続の数を決めます。",
    ),
    (
        "accept",
        "Takes a waiting connection and returns a new socket for it; the first socket goes on listening.",
        "待っている接続を1つ受け付け、その接続専用のソケットを返します。元のソケットは待ち受けを続けます。",
    ),
    (
        "send",
        "Hands bytes to a connected socket; it may take fewer than asked, and nobody encrypts them.",
        "接続済みのソケットにデータを渡します。一部しか受け取られないことがあります。暗号化はされません。",
    ),
    (
        "recv",
        "Takes the bytes that have arrived at a socket; 0 means that the other side has ended its stream.",
        "ソケットに届いたデータを読み取ります。0は相手が送信を終えたことを表します。",
    ),
    (
        "close",
        "Gives a descriptor back; of a TCP connection, the peer sees the end, which says nothing about TLS.",
        "ディスクリプターを解放します。TCPの終了は相手に伝わりますが、それはTLSの終了通知ではありません。",
    ),
    (
        "select",
        "Waits until one of several descriptors can be read or written, or until a time is over.",
        "複数のディスクリプターのいずれかが読み書きできるようになるか、制限時間が過ぎるまで待ちます。",
    ),
    (
        "fcntl",
        "Changes the settings of a descriptor; with O_NONBLOCK, its calls return at once in place of \
         waiting.",
        "ディスクリプターの設定を変更します。O_NONBLOCKを指定すると、待たずにすぐ戻るようになります。",
    ),
    (
        "getsockopt",
        "Reads a setting of a socket; SO_ERROR says how a connect that went on in the background has ended.",
        "ソケットの設定を読み出します。SO_ERRORでは、裏で進んでいたconnectの結果がわかります。",
    ),
    (
        "socketpair",
        "Makes two sockets that are connected with each other, so that both ends may be in one process.",
        "互いに接続された2つのソケットを作ります。1つのプロセスの中で両端を扱えます。",
    ),
    (
        "mkfifo",
        "Makes a named pipe: a file into which one process writes what another reads.",
        "名前付きパイプを作ります。一方のプロセスが書き込んだデータを、もう一方が読み取るファイルです。",
    ),
    (
        "open",
        "Opens a file, here a named pipe, which waits until its other end is opened too.",
        "ファイルを開きます。ここでは名前付きパイプで、相手側も開かれるまで待ちます。",
    ),
    (
        "read",
        "Reads the bytes that are there from a descriptor; 0 means that no more will come.",
        "ディスクリプターから、届いているデータを読み取ります。0は終わりを表します。",
    ),
    (
        "write",
        "Writes bytes to a descriptor, perhaps fewer than asked.",
        "ディスクリプターにデータを書き込みます。一部しか書き込まれないことがあります。",
    ),
    (
        "fopen",
        "Opens a file by its name, as a stream with a buffer.",
        "名前を指定して、バッファ付きのストリームとしてファイルを開きます。",
    ),
    (
        "fread",
        "Reads a number of bytes from a stream, fewer only at the end of the file or after an error.",
        "ストリームから指定した長さのデータを読み込みます。短くなるのは、ファイルの終わりかエラーのときだけ\
         です。",
    ),
    (
        "fwrite",
        "Writes bytes to a stream; a full disk may show only when the stream is closed.",
        "ストリームにデータを書き込みます。ディスクがいっぱいでも、ストリームを閉じるまでわからないことがあ\
         ります。",
    ),
    (
        "fgets",
        "Reads a line, and no more of it than the buffer holds.",
        "1行を、バッファに収まる長さまで読み込みます。",
    ),
    (
        "fclose",
        "Writes what a stream still holds back, and closes it; it fails if that cannot be written.",
        "ストリームに残っているデータを書き込んで閉じます。書き込めなければ失敗します。",
    ),
];
