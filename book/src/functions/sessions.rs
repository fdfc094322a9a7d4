//! Sessions that are taken up again: tickets, their storage, and early data.

pub(super) const ENTRIES: &[(&str, &str, &str)] = &[
    (
        "SSL_get_session",
        "Returns the session of a connection: in TLS 1.3, what its latest ticket is good for.",
        "接続のセッション情報を返します。TLS 1.3では、最後に受け取ったチケットに対応するものです。",
    ),
    (
        "SSL_set_session",
        "Gives a client a former session to resume; the server may still insist on a full handshake.",
        "クライアントが再開するセッションを設定します。サーバーがフルハンドシェイクを選ぶこともあります。",
    ),
    (
        "SSL_session_reused",
        "Says whether the handshake has resumed a session.",
        "ハンドシェイクでセッションが再開されたかどうかを返します。",
    ),
    (
        "SSL_SESSION_free",
        "Gives a session up, with the secret in it; connections that use it keep it alive.",
        "セッション情報をシークレットとともに解放します。使用中の接続がある間、実体は残ります。",
    ),
    (
        "i2d_SSL_SESSION",
        "Writes a session as DER, with its secret: whoever reads it can resume the session.",
        "セッション情報をDERで書き出します。シークレットも含まれるため、読めた者は誰でもセッションを再開で\
         きます。",
    ),
    (
        "d2i_SSL_SESSION",
        "Reads a session that i2d_SSL_SESSION has written.",
        "i2d_SSL_SESSIONで書き出したセッション情報を読み込みます。",
    ),
    (
        "SSL_SESSION_is_resumable",
        "Says whether a session can be resumed at all; before a ticket has come, it cannot.",
        "再開できるセッション情報かどうかを返します。チケットが届く前のセッションは再開できません。",
    ),
    (
        "SSL_SESSION_get_id",
        "Returns the id of a session; a client of TLS 1.3 gives each ticket one of its own.",
        "セッションIDを返します。TLS 1.3のクライアントでは、チケットごとに独自のIDが付きます。",
    ),
    (
        "SSL_SESSION_get0_ticket",
        "Returns the ticket, which only the server that made it can read.",
        "チケットを返します。中身を読めるのは発行したサーバーだけです。",
    ),
    (
        "SSL_SESSION_get_ticket_lifetime_hint",
        "Says for how many seconds the server will take the ticket; TLS 1.3 allows seven days at most.",
        "サーバーがチケットを受け付ける秒数を返します。TLS 1.3では最長7日間です。",
    ),
    (
        "SSL_CTX_set_timeout",
        "Sets for how many seconds a session can be resumed.",
        "セッションを再開できる期間を秒数で指定します。",
    ),
    (
        "SSL_CTX_set_session_cache_mode",
        "Says which side's sessions are kept, and whether the library or a callback of the program keeps \
         them.",
        "どちら側のセッションを、ライブラリーとプログラムのコールバックのどちらで保存するかを指定します。",
    ),
    (
        "SSL_CTX_set_session_id_context",
        "Marks sessions as those of this application: a server resumes none that bears another mark.",
        "セッションにアプリケーションの印を付けます。サーバーは、印の異なるセッションを再開しません。",
    ),
    (
        "SSL_CTX_sess_set_new_cb",
        "Names the function that is called with each new session; in TLS 1.3, once for each ticket.",
        "新しいセッションのたびに呼ばれるコールバックを登録します。TLS 1.3ではチケットごとに呼ばれます。",
    ),
    (
        "SSL_CTX_set_num_tickets",
        "Sets how many tickets a server of TLS 1.3 sends after a full handshake; OpenSSL sends two by \
         default.",
        "TLS 1.3のサーバーがフルハンドシェイクのあとに送るチケットの数を指定します。OpenSSLのデフォルトは2で\
         す。",
    ),
    (
        "SSL_set_max_early_data",
        "Sets how many bytes of early data a server takes; its tickets say so.",
        "サーバーが受け付けるEarly Dataの上限をバイト数で指定します。この値はチケットで通知されます。",
    ),
    (
        "SSL_SESSION_get_max_early_data",
        "Says how many bytes of early data the server of a session takes; 0: none.",
        "そのセッションのサーバーが受け付けるEarly Dataの上限を返します。0では送れません。",
    ),
    (
        "SSL_write_early_data",
        "Sends data together with the Client Hello, before the server has answered; an attacker can replay \
         it.",
        "サーバーの応答を待たずに、Client Helloに続けてデータを送ります。攻撃者にリプレイされるおそれがあり\
         ます。",
    ),
    (
        "SSL_read_early_data",
        "Reads a client's early data, within the server's handshake.",
        "サーバーのハンドシェイクの途中で、クライアントのEarly Dataを読み込みます。",
    ),
    (
        "SSL_get_early_data_status",
        "Says whether early data was sent, and whether the server has taken it or refused it.",
        "Early Dataを送ったか、サーバーが受け入れたか拒否したかを返します。",
    ),
];
