//! The Japanese of what the code says with [`say!`](crate::say), by the English template. `{0}` to `{9}` stand for the
//! arguments, in any order.
//!
//! Reasons and verdicts stand in brackets, after a colon, or in a table, so that they are in the plain form (である),
//! without a full stop. `tests/sentences.rs` checks that nothing is missing.

use std::collections::HashMap;
use std::sync::OnceLock;

/// The Japanese template for an English one.
pub(crate) fn japanese(english: &str) -> Option<&'static str> {
    static JAPANESE: OnceLock<HashMap<&str, &str>> = OnceLock::new();
    JAPANESE.get_or_init(|| TABLE.iter().copied().collect()).get(english).copied()
}

/// English and Japanese templates, by the place where they are said.
pub const TABLE: &[(&str, &str)] = &[
    // Sides, epochs and keys.
    ("client", "クライアント"),
    ("server", "サーバー"),
    ("clear", "平文"),
    ("early", "Early Data"),
    ("handshake", "ハンドシェイク"),
    ("application", "アプリケーションデータ"),
    ("application (generation {0})", "アプリケーションデータ、第{0}世代"),
    ("{0} key", "{0}の鍵"),
    ("application key, generation {0}", "アプリケーションデータの第{0}世代の鍵"),
    ("{0}, seq {1}", "{0}、シーケンス番号{1}"),
    ("{0} bytes", "{0}バイト"),
    // Remarks on fields.
    ("malformed: {0}", "不正な形式: {0}"),
    ("{0} bytes expected, {1} left", "{0}バイト必要だが、残りは{1}バイトである"),
    ("{0} bytes expected, {1} there", "{0}バイトあるはずだが、{1}バイトしかない"),
    ("not part of this structure", "この構造に含まれない余分なバイトである"),
    (
        "not taken apart, as the message has more than {0} fields",
        "メッセージのフィールドが{0}個を超えるため、ここから先は分解していない",
    ),
    ("too short for an extension", "拡張としては短すぎる"),
    ("{0} is expected here, not {1}", "ここには{1}ではなく{0}があるはずである"),
    ("{0} cannot be read: {1}", "{0}を読み取れない: {1}"),
    ("a value is missing", "値がない"),
    ("the length is missing", "長さがない"),
    ("the length is cut off", "長さが途中で切れている"),
    ("a length that is too long", "長さを表すバイトが多すぎる"),
    ("a length that is not said, which DER does not allow", "DERでは認められない不定長形式である"),
    ("a type of more than one byte", "型を表すタグが2バイト以上ある"),
    ("not an object identifier", "オブジェクト識別子の形式ではない"),
    ("a number without a byte", "整数に1バイトも値がない"),
    ("a BOOLEAN has one byte", "BOOLEANの値は1バイトでなければならない"),
    ("a BIT STRING without its first byte", "BIT STRINGに、未使用ビット数を示す先頭のバイトがない"),
    ("seconds", "秒"),
    ("seconds: {0} h", "秒（{0}時間）"),
    ("milliseconds since 1970", "1970年からのミリ秒数"),
    ("seconds since the certificate became valid", "証明書の有効期間の開始からの秒数"),
    (
        "ends in DOWNGRD 01: the server can do TLS 1.3, and was not asked for it",
        "末尾がDOWNGRD 01: サーバーはTLS 1.3に対応しているが、TLS 1.3を要求されなかった",
    ),
    (
        "ends in DOWNGRD 00: the server can do TLS 1.2, and was not asked for it",
        "末尾がDOWNGRD 00: サーバーはTLS 1.2に対応しているが、TLS 1.2を要求されなかった",
    ),
    // Verdicts.
    ("proven: {0}", "証明済み: {0}"),
    ("not provable here: {0} ({1})", "ここでは証明できない: {0}（{1}）"),
    ("FALSE: {0} ({1})", "偽: {0}（{1}）"),
    // Claims.
    (
        "the signature is that of the {0}'s certificate, over the messages so far",
        "署名は、{0}の証明書の鍵によるもので、ここまでのメッセージを対象としている",
    ),
    (
        "the signature of the key exchange is that of the server's certificate",
        "鍵交換の署名は、サーバーの証明書の鍵によるものである",
    ),
    (
        "verify_data is the {0}'s HMAC of the messages so far",
        "verify_dataは、{0}の鍵によるここまでのメッセージのHMACと一致する",
    ),
    (
        "generation {0} of the {1}'s secret, derived from the one before it",
        "{1}の第{0}世代のシークレットは、前の世代のシークレットから導出される",
    ),
    ("{0} follows from the key exchange and the messages", "{0}は、鍵交換の結果とメッセージから導出される"),
    (
        "binder {0} is the HMAC, by the PSK, of what comes before the binders",
        "バインダー{0}は、バインダーより前の部分の、PSKによるHMACと一致する",
    ),
    ("binder {0} of the Client Hello", "Client Helloのバインダー{0}は正しい"),
    ("the server has the PSK of identity {0}", "サーバーはアイデンティティ{0}のPSKを持っている"),
    (
        "the key and IV that HKDF-Expand-Label makes of the secret",
        "鍵とIVは、HKDF-Expand-Labelでシークレットから導出したものである",
    ),
    (
        "the key and IV that the PRF makes of the master secret and both randoms",
        "鍵とIVは、PRFでマスターシークレットと双方のrandomから導出したものである",
    ),
    ("master secret", "マスターシークレットは、プリマスターシークレットから導出される"),
    // Why a claim is false.
    ("it is not", "成り立たない"),
    ("another secret follows from them", "導出すると別の値になる"),
    ("it is none by a PSK that is known", "既知のPSKによるものではない"),
    ("the client has not offered so many", "クライアントはそれほど多くのPSKを提示していない"),
    ("its key does not open the first record under it", "その鍵では、最初のレコードを復号できない"),
    ("it does not open the first record under it", "最初のレコードを復号できない"),
    // Why a claim cannot be proven here.
    ("the hash of the messages is not known", "メッセージのハッシュ値がわからない"),
    ("it sends no certificate", "送信者が証明書を送っていない"),
    (
        "the key of a delegated credential signs in its place",
        "証明書の鍵の代わりに、Delegated Credentialの鍵で署名している",
    ),
    ("OpenSSL cannot read its sender's certificate", "OpenSSLでは送信者の証明書を読み込めない"),
    (
        "there is no signature scheme or no signature in it",
        "署名アルゴリズムまたは署名がメッセージに含まれていない",
    ),
    ("OpenSSL cannot compute it", "OpenSSLでは計算できない"),
    ("it is that of the session which is resumed", "再開元のセッションのものである"),
    (
        "the master secret is what the PRF makes of the premaster secret",
        "マスターシークレットは、プリマスターシークレットからPRFで作られる",
    ),
    ("another one follows from it", "プリマスターシークレットから求めた値と異なる"),
    ("it is in the clear: no key has come into use", "平文で送られている。まだどの鍵も使われていない"),
    ("the PSK is not known", "PSKがわからない"),
    ("the PSK of this identity is not known", "このアイデンティティのPSKがわからない"),
    ("the (EC)DHE secret is not known", "(EC)DHEの共有シークレットがわからない"),
    ("a part of the handshake could not be opened", "ハンドシェイクの一部を復号できなかった"),
    ("its Finished could not be checked", "サーバーのFinishedを検証できなかった"),
    (
        "the key log does not tell the premaster secret that it is derived from",
        "導出元のプリマスターシークレットが鍵ログにない",
    ),
    ("the signature scheme is not known here", "未対応の署名アルゴリズムである"),
    (
        "OpenSSL does not allow this signature scheme with this key",
        "OpenSSLが、この鍵でのこの署名アルゴリズムの使用を認めていない",
    ),
    ("OpenSSL cannot hash the messages", "OpenSSLではメッセージのハッシュ値を計算できない"),
    ("the handshake is longer than what is kept of one", "ハンドシェイクが長く、保持できる上限を超えている"),
    ("the hash is not that of the cipher suite", "暗号スイートのハッシュ関数と異なる"),
    (
        "a message stands before the one that it answers, or without it",
        "あるメッセージの前に、それが応答すべき相手のメッセージがない",
    ),
    ("the hash of the cipher suite is not known here", "この暗号スイートのハッシュ関数には対応していない"),
    ("no cipher suite has been agreed on", "暗号スイートがまだ決まっていない"),
    ("it has a message that is too long to be kept", "長すぎて保持できないメッセージが含まれている"),
    ("it has not the length of a known hash", "長さが、対応しているどのハッシュ関数とも合わない"),
    ("it may answer either of two requests", "2つの要求があり、どちらに応答したものかわからない"),
    ("no handshake goes on", "ハンドシェイク中ではない"),
    ("no certificate of its sender stands before it", "これより前に送信者の証明書がない"),
    ("its sender's certificate cannot be decompressed here", "送信者の証明書をここでは展開できない"),
    ("the capture has lost a part of it", "キャプチャーからその一部が欠けている"),
    // Why something stays encrypted.
    ("Encrypted: {0}", "暗号化されたまま: {0}"),
    (
        "no Server Hello has been seen, so neither the version nor the cipher suite is known",
        "Server Helloが見つかっていないので、バージョンも暗号スイートもわからない",
    ),
    (
        "the capture has lost the Server Hello, and with it the version and the cipher suite",
        "キャプチャーにServer Helloが欠けているので、バージョンも暗号スイートもわからない",
    ),
    (
        "the capture has lost bytes before it, and with them its sequence number or its key",
        "この前のバイトがキャプチャーから欠けているので、シーケンス番号、または鍵がわからない",
    ),
    (
        "the capture has lost bytes before it, and with them its sequence number",
        "この前のバイトがキャプチャーから欠けているので、シーケンス番号がわからない",
    ),
    (
        "the Client Hello has not been seen: without its random, no secret of a key log can be found",
        "Client Helloが見つかっていない。その乱数がないと、鍵ログからシークレットを探せない",
    ),
    ("nothing before it brings a key into use", "これより前に、鍵の使用を始めるメッセージがない"),
    (
        "draft {0} of TLS 1.3 is not read here, only drafts from {1} on",
        "TLS 1.3のドラフト{0}には対応していない。対応しているのはドラフト{1}以降である",
    ),
    ("the version {0} is not known here", "バージョン{0}には対応していない"),
    (
        "the Server Hello agrees on no secret: it has neither a key share nor a pre-shared key",
        "Server Helloに鍵共有も事前共有鍵もなく、共有シークレットが決まらない",
    ),
    (
        "the capture may begin after a Hello Retry Request: then it and the first Client Hello are missing",
        "キャプチャーがHello Retry Requestの後から始まっている可能性がある。その場合、それと最初のClient Helloが欠けている",
    ),
    ("the secret that it is made with is not known", "計算に使うシークレットがわからない"),
    ("a Change Cipher Spec came before the rest", "残りより先にChange Cipher Specが来た"),
    ("it has no key", "鍵がない"),
    (
        "its tag does not hold under the {0}'s {1} key, sequence number {2}",
        "{0}の鍵（{1}）とシーケンス番号{2}では、認証タグが一致しない",
    ),
    (
        "early data that the server has refused: it skips the record, unread",
        "サーバーに拒否されたEarly Dataである。サーバーはこのレコードを読まずに捨てる",
    ),
    (
        "no CLIENT_EARLY_TRAFFIC_SECRET that opens it is known",
        "復号できるCLIENT_EARLY_TRAFFIC_SECRETがわからない",
    ),
    ("no {0} of the session is known", "このセッションの{0}がわからない"),
    ("no {0} secret of the session is known", "このセッションの{0}のシークレットがわからない"),
    ("OpenSSL cannot make its key", "OpenSSLでは鍵を作れない"),
    (
        "the secret has {0} bytes, not those of the suite's hash",
        "シークレットの長さが{0}バイトで、暗号スイートのハッシュ長と異なる",
    ),
    ("the cipher suite {0} is not known here", "暗号スイート{0}には対応していない"),
    ("{0} is none of the cipher suites that can be opened here", "{0}の復号には対応していない"),
    ("{0} is no cipher suite of the version agreed on", "{0}は、合意したバージョンの暗号スイートではない"),
    (
        "SSL 3.0 makes its keys and MACs in ways of its own, which are not read here",
        "SSL 3.0は鍵とMACを独自の方法で作る。その計算には対応していない",
    ),
    ("OpenSSL does not have {0} here", "このOpenSSLでは{0}を使えない"),
    ("its MAC does not hold", "MACが一致しない"),
    ("its MAC is not checked: {0}", "MACを検証していない: {0}"),
    (
        "its MAC or its padding does not hold under the {0}'s {1} key, sequence number {2}",
        "{0}の鍵（{1}）とシーケンス番号{2}では、MACまたはパディングが正しくない",
    ),
    (
        "it is compressed by method {0}, which is not read here",
        "圧縮方式{0}で圧縮されている。その伸長には対応していない",
    ),
    ("it cannot be decompressed here: {0}", "伸長できない: {0}"),
    ("it gives more than a record may hold", "伸長すると、レコードに入る長さを超える"),
    (
        "a record before it is missing, and it may repeat a part of that",
        "前のレコードが欠けていて、その一部を参照している可能性がある",
    ),
    (
        "Not encrypted: a MAC alone protects it, sequence number {0}",
        "暗号化されていない。MACだけで保護、シーケンス番号{0}",
    ),
    (
        "Compressed: {0} bytes of content, {1} in the record",
        "圧縮されている: 内容{0}バイト、レコード内{1}バイト",
    ),
    ("not encrypted, seq {0}", "暗号化なし、seq {0}"),
    // Notes of messages.
    ("in the clear: its sender has, or takes, no key for it", "平文で送信: 送信者に鍵がないか、使っていない"),
    (
        "the client takes the handshake for complete by now",
        "クライアントはこの時点で、ハンドシェイクが完了したとみなしている",
    ),
    (
        "in the clear, where its sender has a key: no part of the handshake",
        "送信者には鍵があるのに平文で送信: ハンドシェイクの一部ではない",
    ),
    ("early data is accepted", "Early Dataを受け入れる"),
    ("early data is refused", "Early Dataを拒否する"),
    ("early data is refused by this, too", "これによりEarly Dataも拒否する"),
    (
        "the server takes the pre-shared key of identity {0}",
        "サーバーはアイデンティティ{0}の事前共有鍵を選ぶ",
    ),
    ("incomplete: {0}", "不完全: {0}"),
    ("its start: {0}", "レコードの先頭部分: {0}"),
    ("it began in what is missing", "欠けている部分から始まるレコードの続き"),
    ("1 byte is missing here", "ここに1バイトの欠落がある"),
    ("{0} bytes are missing here", "ここに{0}バイトの欠落がある"),
    ("the rest is missing from the capture", "残りがキャプチャーから欠けている"),
    ("the connection ended before the rest came", "残りが届く前に接続が終了した"),
    ("the capture ends before the rest came", "残りが届く前にキャプチャーが終わっている"),
    (
        "in the form of SSL 2.0, for a server that may know nothing else",
        "SSL 2.0の形式。SSL 2.0しか知らないサーバーにも通じるようにするため",
    ),
    ("plain HTTP", "平文のHTTP"),
    ("plain HTTP/2", "平文のHTTP/2"),
    ("SSH", "SSH"),
    ("SMTP", "SMTP"),
    ("SMTP or FTP", "SMTPまたはFTP"),
    ("IMAP", "IMAP"),
    ("a Client Hello in the form of SSL 2.0", "SSL 2.0形式のClient Hello"),
    // Compressed certificates.
    ("{0} bytes instead of {1}", "{1}バイトを{0}バイトに圧縮"),
    ("cannot be decompressed here: {0}", "ここでは展開できない: {0}"),
    ("Cannot be decompressed here: {0}", "ここでは展開できない: {0}"),
    ("a part of the message is missing", "メッセージの一部が欠けている"),
    ("zstd is not read here", "zstdには対応していない"),
    ("algorithm {0} is not known", "アルゴリズム{0}には対応していない"),
    (
        "it would be {0} bytes long, more than the {1} that are read here",
        "展開後の長さが{0}バイトで、上限の{1}バイトを超える",
    ),
    (
        "it would be more than {0} times as long, as no certificate is",
        "展開すると{0}倍を超える長さになる。証明書ではありえない",
    ),
    ("it gives {0} bytes, and {1} are announced", "展開すると{0}バイトになり、宣言された{1}バイトと異なる"),
    ("there is more behind its end", "圧縮データの終わりより後ろに余分なデータがある"),
    ("it gives more than the {0} bytes that are announced", "展開すると、宣言された{0}バイトを超える"),
    ("it is cut off", "途中で切れている"),
    ("it is damaged", "壊れている"),
    // Records and keys of a trace.
    ("Bytes {0} to {1} of {2} of the message", "メッセージ（全{2}バイト）のオフセット{0}以上{1}未満"),
    // `explain --list`, `--follow` and `--certs`.
    ("encrypted", "暗号化"),
    ("begun before the capture", "キャプチャーの前に開始"),
    ("{0}, client: {1}", "{0}、クライアント: {1}"),
    ("client: {0}", "クライアント: {0}"),
    ("pre-shared key", "事前共有鍵"),
    ("none", "なし"),
    ("complete", "完了"),
    ("complete, then {0}: {1}", "完了後に{0}から{1}"),
    ("failed, {0}: {1}", "失敗、{0}から{1}"),
    ("failed", "失敗"),
    ("ends after {0}", "{0}で途切れる"),
    ("unknown: {0}", "不明（{0}）"),
    ("closed", "切断"),
    ("reset by the {0}", "{0}がRSTで切断"),
    ("not in the capture", "キャプチャーにない"),
    ("another session follows", "同じ接続で次のセッションへ"),
    ("{0} records could not be decrypted, and are left out", "復号できなかったレコード{0}個を省略"),
    (
        "{0} records could not be decrypted, and {1} bytes are missing in the capture: they are left out",
        "復号できなかったレコード{0}個と、キャプチャーにない{1}バイトを省略",
    ),
    ("{0} bytes of early data", "Early Data {0}バイト"),
    ("session {0}: {1}", "セッション{0}: {1}"),
    ("session {0}, {1}: the chain of {2}", "セッション{0}、{1}: {2}と同じ証明書"),
    ("{0}: the certificate of {1}", "{0}: {1}の証明書"),
    ("{0}: the certificate of {1}, and {2} of its issuers", "{0}: {1}の証明書と、発行者の証明書{2}個"),
    // Fingerprints.
    (
        "JA3 and JA4 tell client programs apart, by what they offer; a program can imitate another",
        "JA3とJA4は、クライアントが提示する内容からプログラムを見分けるためのもの（別のプログラムをまねることもできる）",
    ),
    (
        "JA3S tells servers apart, by what they answer the same Client Hello with",
        "JA3Sは、同じClient Helloへの応答の違いからサーバーを見分けるためのもの",
    ),
    ("From byte {0} of the record's content", "レコードの内容のオフセット{0}から"),
    ("Protected by the {0}, sequence number {1}", "{0}で保護、シーケンス番号{1}"),
    (
        "Protected by the {0}, sequence number {1}, {2} bytes of padding",
        "{0}で保護、シーケンス番号{1}、パディング{2}バイト",
    ),
    ("The {0}'s {1} comes into use: from {2}", "{0}が{1}を使い始める: {2}から導出"),
    // The key schedule.
    (
        "No key schedule can be followed here: no Server Hello, or no keys were made",
        "鍵スケジュールをたどれません。Server Helloがないか、鍵が作られていません",
    ),
    ("after {0}", "{0}の後"),
    (
        "{0} of session {1}: the identity is its ticket",
        "セッション{1}の{0}（アイデンティティがそのチケット）",
    ),
    ("in the whole capture: {0}", "キャプチャー全体について：{0}"),
    ("no step of the key schedule: it comes from outside", "鍵スケジュールの外から与えられる"),
    (
        "the private key of either side with the public key in the other's key share",
        "一方の秘密鍵と、他方の鍵共有（key_share）にある公開鍵から求めた値",
    ),
    ("bytes {0} to {1} of {2}", "{2}のオフセット{0}以上{1}未満"),
    ("{0} zero bytes", "{0}バイトのゼロ"),
    ("hash of no messages", "空のメッセージ列のハッシュ値"),
    ("hash of {0}", "{0}のハッシュ値"),
    ("hash of {0} up to its binders", "{0}（バインダーの前まで）のハッシュ値"),
    ("nonce of the ticket", "チケットのノンス"),
    ("protects no record that could be opened", "この鍵で復号できたレコードはない"),
    ("protects record {0} of the {1} ({2})", "{1}のレコード{0}を保護する（{2}）"),
    ("protects records {0} of the {1} ({2})", "{1}のレコード{0}を保護する（{2}）"),
    ("not known: {0}", "不明: {0}"),
    ("as in the key log", "鍵ログと一致"),
    ("the key log has ANOTHER value", "鍵ログの値と一致しない"),
    ("as in the message", "メッセージの値と一致"),
    ("the message has ANOTHER value", "メッセージの値と一致しない"),
    ("from the key log; {0}", "鍵ログの値。{0}"),
    (
        "the (EC)DHE secret is not known: a key log does not have it",
        "(EC)DHEの共有シークレットがわからない。鍵ログには含まれない",
    ),
    (
        "the premaster secret is not known: a key log does not have it",
        "プリマスターシークレットがわからない。鍵ログには含まれない",
    ),
    ("the key log does not have it", "鍵ログに含まれていない"),
    // What is wrong with a field that can be read.
    ("at least {0} bytes are required", "{0}バイト以上が必要"),
    ("at most {0} bytes are allowed", "{0}バイトまでしか許されない"),
    ("at least {0} bytes of padding are required", "{0}バイト以上のパディングが必要"),
    (
        "the OCSP response about certificate {0} of the {1} is signed by its issuer, or for it",
        "{1}の{0}番目の証明書についてのOCSP応答には、発行者またはその委任を受けた者の署名がある",
    ),
    ("OpenSSL cannot read it", "OpenSSLでは読めない"),
    ("OpenSSL cannot check it", "OpenSSLでは検証できない"),
    ("it says nothing of this certificate", "この証明書についての回答がない"),
    (
        "the certificate of its signer is neither in it nor in the session",
        "署名者の証明書が、応答の中にもセッションの中にもない",
    ),
    (
        "the certificate of the issuer is not in the session, only that of the signer is",
        "署名者の証明書はあるが、発行者の証明書がセッションの中にない",
    ),
    (
        "its signer is not the issuer, nor is there a sign that the issuer has authorised it",
        "署名者は発行者ではなく、発行者の委任を受けていることも確認できない",
    ),
    ("each identity has one binder", "アイデンティティとバインダーの数が一致しない"),
    ("a share of this group has {0} bytes", "このグループの鍵共有データは{0}バイトである"),
    (
        "pre_shared_key is the last extension of a Client Hello",
        "Client Helloの最後の拡張はpre_shared_keyでなければならない",
    ),
    ("an extension of this type stands before it", "同じ種別の拡張が重複している"),
    (
        "{0} bytes are required with this version and cipher suite",
        "このバージョンと暗号スイートでは{0}バイトでなければならない",
    ),
    ("only 0 and 1 are allowed", "許されるのは0と1だけである"),
    ("only 1 and 2 are allowed", "許されるのは1と2だけである"),
    ("only 1 is allowed", "許されるのは1だけである"),
    (
        "a certificate has to name its curve, not to describe it",
        "証明書では曲線を名前で示さなければならず、パラメーターを書いてはならない",
    ),
    ("at most seven days ({0} seconds) are allowed", "7日（{0}秒）までしか許されない"),
    // Captures and the sessions in them.
    ("Session {0}: {1} -> {2}, {3}", "セッション{0}: {1} -> {2}、{3}"),
    ("session {0}: client {1}, server {2}", "セッション{0}: クライアント{1}、サーバー{2}"),
    ("{0} seconds after 1970", "1970年から{0}秒後"),
    ("no version agreed on", "バージョンは未定"),
    ("no cipher suite agreed on", "暗号スイートは未定"),
    ("The {0} broke the TCP connection off (RST)", "{0}がTCP接続を強制的に切断した（RST）"),
    ("The capture does not have the end of the TCP connection", "このキャプチャーにはTCP接続の終わりがない"),
    ("Another TLS session follows on the TCP connection", "同じTCP接続で別のTLSセッションが続く"),
    (
        "Outside of TLS, the client sent {0} bytes on the TCP connection, the server {1}: they are left out",
        "このTCP接続では、TLSの外でもクライアントが{0}バイト、サーバーが{1}バイトを送っている（省略）",
    ),
    (
        "{0} of {1} sessions have no secrets in the capture or the key log: what is protected in them stays closed",
        "{1}セッションのうち{0}セッションは、キャプチャーにも鍵ログにもシークレットがなく、保護された内容を復号できません",
    ),
    (
        "{0} of {1} sessions are not in the capture from their beginning: without its Client Hello no secret can be found, as a key log names a session by the random in it",
        "{1}セッションのうち{0}セッションは、先頭がキャプチャーに含まれていません。鍵ログはClient Helloの乱数でセッションを見分けるため、Client Helloがなければシークレットを探せません",
    ),
    (
        "{0} of {1} sessions are shown only up to where what was incomplete in all of them took more than 256 MiB: choose some of the packets (tcpdump -r FILE -w PART port 443)",
        "{1}セッションのうち{0}セッションは途中までしか表示していません。全セッションの未完の部分が256 MiBを超えたためです。パケットを絞り込んでください（tcpdump -r FILE -w PART port 443）",
    ),
    (
        "what is incomplete in all sessions together takes more than 256 MiB, and this session is among those that take most",
        "全セッションの未完の部分が合計で256 MiBを超え、このセッションはその中でも大きなものです",
    ),
    (
        "1 packet was not captured whole: what is missing of it shows as a gap",
        "1個のパケットは一部しかキャプチャーされていません。欠けた部分は欠落として扱います",
    ),
    (
        "{0} packets were not captured whole: what is missing of them shows as gaps",
        "{0}個のパケットは一部しかキャプチャーされていません。欠けた部分は欠落として扱います",
    ),
    (
        "1 packet is said to be longer by its headers than it was: read as far as there are bytes",
        "1個のパケットは、ヘッダーの示す長さが実際より長くなっています。実際にある部分だけを読みます",
    ),
    (
        "{0} packets are said to be longer by their headers than they were: read as far as there are bytes",
        "{0}個のパケットは、ヘッダーの示す長さが実際より長くなっています。実際にある部分だけを読みます",
    ),
    (
        "{0} bytes were captured long after the packets behind them; they are left out, and show as gaps",
        "{0}バイトは、後続のパケットよりずっと後にキャプチャーされています。省略し、欠落として扱います",
    ),
    ("1 TCP segment is left out", "1個のTCPセグメントを省略しました"),
    ("{0} TCP segments are left out", "{0}個のTCPセグメントを省略しました"),
    (
        "{0}: the sequence number is far from those of the connection",
        "{0}。シーケンス番号が接続のものから大きく外れています",
    ),
    ("{0}: the connection had ended long before", "{0}。ずっと前に終わった接続のものです"),
    ("1 connection begins", "1個の接続"),
    ("{0} connections begin", "{0}個の接続"),
    (
        "{0} with a Client Hello of SSL 2.0, which is not TLS and is not read here",
        "{0}は、SSL 2.0のClient Helloで始まります。SSL 2.0はTLSではなく、対応していません",
    ),
    ("1 packet is", "1個のパケットは"),
    ("{0} packets are", "{0}個のパケットは"),
    ("1 packet has", "1個のパケットは"),
    ("{0} packets have", "{0}個のパケットは"),
    (
        "{0} QUIC by all appearances (HTTP/3), which carries TLS 1.3 in UDP and is not read here: let the client use TCP, as curl does with --http2 and browsers do with QUIC switched off",
        "{0}QUIC（HTTP/3）とみられます。QUICはTLS 1.3をUDPで運ぶもので、対応していません。クライアントにTCPを使わせてください（curlなら--http2を付け、ブラウザーならQUICを無効にする）",
    ),
    (
        "{0} DTLS, which is TLS over UDP and is not read here: Wireshark shows it",
        "{0}DTLS（UDPの上のTLS）で、対応していません。Wiresharkで見られます",
    ),
    (
        "{0} of those into which IP divides longer ones: they are not put together here",
        "{0}IPフラグメントです。フラグメントの組み立てには対応していません",
    ),
    (
        "{0} too short to have all headers, and cannot be read: capture again without a snapshot length (tcpdump -s 0)",
        "{0}短く切り詰められていて、ヘッダーがそろっていないので読めません。切り詰めずにキャプチャーし直してください（tcpdump -s 0）",
    ),
    ("{0} headers that are damaged", "{0}ヘッダーが壊れています"),
    ("{0} more headers within each other than are read here", "{0}ヘッダーの入れ子が深すぎるので読みません"),
    ("{0} of link type {1}, which is not read here", "{0}リンク層の種別{1}のもので、対応していません"),
    ("{0} of EtherType {1}, which is not read here", "{0}EtherType {1}のもので、対応していません"),
    ("{0} of protocol {1} in PPP, which is not read here", "{0}PPPのプロトコル{1}のもので、対応していません"),
    ("{0} of IP protocol {1}, which is not read here", "{0}IPのプロトコル{1}のもので、対応していません"),
    ("{0} UDP", "{0}UDPのものです"),
    ("1 packet is of something else than TCP: {0}", "1個のパケットはTCP以外のものです: {0}"),
    ("{0} packets are of something else than TCP: {1}", "{0}個のパケットはTCP以外のものです: {1}"),
    (
        "HINT: have the other program write a key log while you capture, then give it with --keylog: docs/key-log.md says how",
        "ヒント: キャプチャーするときに通信プログラムに鍵ログを出力させ、--keylogで指定してください。方法はdocs/key-log.ja.mdにあります",
    ),
    // The comparison with the C: its results.
    ("as it should be", "想定どおり"),
    ("not played: {0}", "実行せず（{0}）"),
    ("UNEXPLAINED: {0}", "説明できない違い: {0}"),
    ("{0}, but {1}", "{0}。ただし次の理由による: {1}"),
    ("{0} (explained: {1})", "{0}（理由: {1}）"),
    ("only originals take part", "C版どうしの組み合わせである"),
    ("{0}: {1}", "{0}：{1}"),
    ("a slip of the C: {0}", "Cの誤り: {0}"),
    ("once more; ours names it at line {0}", "重ねて呼び出している。Rust版では{0}行目"),
    ("elsewhere: ours names it at line {0}", "位置が異なる。Rust版では{0}行目"),
    ("in {0}", "{0}にある"),
    ("only the C calls it", "Cだけが呼び出す"),
    ("the C calls it at line {0}", "Cでは{0}行目で呼び出す"),
    ("{0}, and nothing says why", "{0}（理由の記述がない）"),
    ("in the book's listing, but not in this C file", "本書のリストにあるが、このCのファイルにはない"),
    ("does not compile with {0}", "{0}ではコンパイルできない"),
    ("no TLS library", "TLSライブラリーなし"),
    ("built with {0}, {1} bytes of code", "ビルドは{0}、コードは{1}バイト"),
    ("built with {0}, {1}, {2} bytes of code", "ビルドは{0}（{1}）、コードは{2}バイト"),
    ("valgrind: {0}", "valgrindの指摘{0}件"),
    ("{0} UNEXPLAINED", "説明できない違い{0}件"),
    // The comparison with the C: its slips.
    ("{0} overwrites {1}, which {2} has set", "{2}を代入した{1}を、{0}で上書きしている"),
    (
        "{0} is only looked at if there are {1} arguments: with fewer it is left out",
        "アーギュメントが{1}個あるときしか{0}を見ないため、それより少ないと無視される",
    ),
    ("{0} is not there", "{0}がない"),
    ("{0} has expired on {1}", "{0}は{1}に有効期限が切れている"),
    ("{0} has no subject alternative name", "{0}にはサブジェクト代替名がない"),
    (
        "the loop ends before {0} has got the last part of the input",
        "入力の最後の部分を{0}に渡さないままループを抜ける",
    ),
    (
        "reads again, without a pause, for as long as there is nothing to read or the peer has gone",
        "読むデータがない間も、相手が切断した後も、待たずに読み込みを繰り返す",
    ),
    (
        "does not block, and nothing waits (select, poll): the loop spins at full CPU",
        "ノンブロッキングなのに待つ処理（select、poll）がなく、ループがCPUを使い切る",
    ),
    (
        "one failed handshake ends the server: `{0}` leaves the loop, and {1} stays open",
        "ハンドシェイクが一度失敗するとサーバーが終了する（`{0}`でループを抜け、{1}は開いたまま残る）",
    ),
    (
        "one failed handshake ends the server: `{0}` leaves the loop",
        "ハンドシェイクが一度失敗するとサーバーが終了する（`{0}`でループを抜ける）",
    ),
    (
        "{0} frees what {1} has only lent: it is freed a second time later",
        "{1}が返すポインターの所有権は呼び出し元にないのに、{0}で解放している。後でもう一度解放される",
    ),
    ("{0} is a {1}: {1}_free frees it, not free", "{0}は{1}なので、freeではなく{1}_freeで解放する"),
    (
        "{0} is called twice: {1} has done so already, line {2} of {3}",
        "{0}が2回呼び出される。{1}の中ですでに呼び出している（{3}の{2}行目）",
    ),
    (
        "{0} points to {1} now; the caller's buffer is never written",
        "{0}が{1}を指すようになるだけで、呼び出し元のバッファーには何も書かれない",
    ),
    (
        "no SO_REUSEADDR: if the server closes a connection first, it cannot be started again for a minute",
        "SO_REUSEADDRの設定がないため、サーバーが先に接続を閉じると、1分ほど再起動できない",
    ),
    (
        "SIGPIPE is not handled: after {0} to a peer that has gone, the next write ends the program without a word",
        "SIGPIPEへの対処がなく、相手が切断した後に{0}を呼び出すと、次の書き込みでプログラムが何も表示せずに終了する",
    ),
    (
        "{0} is printed, but the address that is connected to stays 0.0.0.0 if no argument says another",
        "{0}と表示するが、アーギュメントで指定しない限り、接続先は0.0.0.0のままである",
    ),
    (
        "the address is a fixed {0}, which is not this machine's",
        "アドレスが{0}に固定されているが、このコンピューターのアドレスではない",
    ),
    ("\"{0}\" is sent, but {1} waits for \"{2}\"", "送るのは\"{0}\"だが、{1}は\"{2}\"を待っている"),
    (
        "{0} returns a pointer, NULL on failure: `< 0` is never true: the end of the input is not noticed",
        "{0}が返すのはポインターで、失敗するとNULLになる。`< 0`は決して成り立たず、入力の終わりに気付かない",
    ),
    (
        "{0} returns a pointer, NULL on failure: `< 0` is never true",
        "{0}が返すのはポインターで、失敗するとNULLになる。`< 0`は決して成り立たない",
    ),
    (
        "{0} returns a pointer: `<= 0` is no comparison that C defines, `== NULL` is meant",
        "{0}はポインターを返す。`<= 0`との比較はCでは定義されていない。正しくは`== NULL`",
    ),
    (
        "{0} returns a size_t, which is never negative: `< 0` is never true",
        "{0}が返すsize_tは負にならないため、`< 0`は決して成り立たない",
    ),
    (
        "{0} is a {1}: a negative result of {2} becomes a large number, no error",
        "{0}は{1}なので、{2}が返す負の値は、エラーではなく大きな数になる",
    ),
    (
        "{0} returns 0, too, when it fails: the program goes on",
        "{0}は失敗したとき0を返すこともあるが、その場合も処理を続けてしまう",
    ),
    (
        "nothing leaves this loop: when the session has ended, the client begins again",
        "このループから抜けることがなく、通信が終わるとクライアントが最初からやり直す",
    ),
    (
        "no close: the socket stays open until the program ends",
        "closeの呼び出しがなく、プログラムが終わるまでソケットが開いたまま残る",
    ),
    (
        "{0} is asked, but no fcntl sets O_NONBLOCK: the calls wait for the peer, and the loop waits with them",
        "{0}で確認しているが、fcntlでO_NONBLOCKを設定していないため、呼び出しが相手を待ち、ループも止まる",
    ),
    (
        "{0} returns 0, too, when it fails: a peer that closes is not noticed",
        "{0}は失敗したとき0を返すこともあるため、相手が接続を閉じても気付かない",
    ),
    (
        "SSL_get_error is not given what the failed call has returned: `0` in its place",
        "SSL_get_errorに、失敗した呼び出しの戻り値ではなく`0`を渡している",
    ),
    (
        "ERR_error_string is given a code of SSL_get_error: OpenSSL's error codes come from ERR_get_error (wolfSSL takes \
         both)",
        "ERR_error_stringにSSL_get_errorの戻り値を渡している。OpenSSLのエラーコードはERR_get_errorで得る\
         （wolfSSLはどちらも受け付ける）",
    ),
    (
        "{0} is used without a look whether {1} has failed (a name that is not found crashes the program)",
        "{1}が失敗したかどうかを調べずに{0}を使っている（名前解決に失敗すると、プログラムが異常終了する）",
    ),
    ("its result", "戻り値"),
    ("{0} is used without a look whether {1} has failed", "{1}が失敗したかどうかを調べずに{0}を使っている"),
    ("nobody looks whether {0} has worked", "{0}が成功したかどうかを調べていない"),
    (
        "{0} gets the result of the comparison, 1 when {1} fails: `{2}` is meant",
        "{0}には比較の結果が入る（{1}が失敗すると1）。正しくは`{2}`",
    ),
    ("the program goes on after {0} has failed", "{0}が失敗したのに、処理を続けている"),
    (
        "the program goes on after it has told its usage: the arguments need not be there",
        "使い方を表示した後も処理を続けている。必要なアーギュメントがないことがある",
    ),
    ("the exit status is 0, whatever has failed", "何が失敗しても、終了ステータスが0である"),
    (
        "the exit status is 1 (SSL_SUCCESS) for success and 0 for failure",
        "終了ステータスが、成功で1（SSL_SUCCESS）、失敗で0である",
    ),
    (
        "{0} returns {1}, whatever happens: {2} is never assigned",
        "{2}への代入がないため、{0}は何が起きても{1}を返す",
    ),
    ("what comes before `goto`", "`goto`の前の処理"),
    (
        "when {0} fails, {1} still says that {2} has worked",
        "{0}が失敗しても、{1}には{2}が成功したときの値が残っている",
    ),
    ("{0}: the failure is returned as a success", "{0}。失敗が成功として返される"),
    (
        "{0}, and so {1} times more: the failure is returned as a success",
        "{0}（ほかに{1}か所）。失敗が成功として返される",
    ),
    (
        "{0} is before the start of {1} if that is empty (a line that begins with a zero byte)",
        "{1}が空（値0のバイトで始まる行）だと、{0}は{1}の先頭より前になる",
    ),
    ("any {0} that begins with {1} is taken for it", "{1}で始まる{0}は、すべて{1}そのものと見なされる"),
    (
        "no SSL_CTX_set_verify: on OpenSSL the client connects to anybody, whatever CA was loaded",
        "SSL_CTX_set_verifyの呼び出しがない。OpenSSLでは、どのCA証明書を読み込んでいても、クライアントが相手を検証せずに接続する",
    ),
    (
        "nobody looks whether the certificate is that of the host which was asked for",
        "証明書が接続先のホストのものかどうかを調べていない",
    ),
    ("cipher suites", "暗号スイート"),
    ("groups", "グループ"),
    ("signature algorithms", "署名アルゴリズム"),
    ("OpenSSL refuses these {0}: {1}", "OpenSSLが受け付けない{0}である: {1}"),
];
