//! Extensions that mend earlier versions of TLS or serve special uses, and their fields.

use crate::text::Text;

pub(crate) const TEXTS: &[Text] = &[
    Text {
        id: "extension/ec_point_formats",
        en: "How TLS 1.2 may write points of a curve. TLS 1.3 has one form for each curve and ignores this, so it is \
             here only for a server that chooses TLS 1.2.",
        ja: "TLS 1.2で曲線上の点を表す形式を伝えます。TLS 1.3では曲線ごとに形式が1つに決まっていて無視されるため、\
             サーバーがTLS 1.2を選んだ場合に備えて送られています。",
        source: "RFC 8422 section 5.1.2",
        book: "",
    },
    Text {
        id: "Server Hello/extension/ec_point_formats",
        en: "The forms that the server reads. They only matter in TLS 1.2 with an elliptic curve; a server that chose \
             TLS 1.3 must not send it.",
        ja: "サーバーが読める形式です。意味を持つのはTLS 1.2で楕円曲線を使うときだけで、TLS 1.3を選んだサーバーは\
             送りません。",
        source: "RFC 8422 section 5.2",
        book: "",
    },
    Text {
        id: "field/tls.handshake.extensions_ec_point_formats_length",
        en: "One byte for each format, so this is their number. Zero is not allowed: uncompressed is always there.",
        ja: "形式は1つ1バイトなので、この値がその数になります。非圧縮形式は必ず含めるため、0にはなりません。",
        source: "RFC 8422 section 5.1.2",
        book: "",
    },
    Text {
        id: "field/tls.handshake.extensions_ec_point_formats",
        en: "Uncompressed must be among them. The compressed forms are deprecated: they save a few bytes, hardly \
             anybody used them, and each form is more code that can fail.",
        ja: "非圧縮形式は必ず含めます。圧縮形式は数バイトの節約にしかならず、ほとんど使われず、実装の誤りが\
             増えるだけなので、現在は非推奨です。",
        source: "RFC 8422 section 5.1.2",
        book: "",
    },
    Text {
        id: "field/tls.handshake.extensions_ec_point_format",
        en: "Uncompressed writes both coordinates of a point. A compressed point has one coordinate and a sign, from \
             which the other is computed.",
        ja: "非圧縮形式では点の座標を2つとも書きます。圧縮形式では1つの座標と符号だけを書き、もう1つは計算で求めます。",
        source: "RFC 8422 section 5.1.2",
        book: "",
    },
    Text {
        id: "extension/extended_master_secret",
        en: "In TLS 1.2 it derives the master secret from the hash of the handshake, not from the randoms alone. \
             Without it, an attacker between two connections can give both the same master secret and pass off one \
             for the other (triple handshake). TLS 1.3 always works that way and does not need it.",
        ja: "TLS 1.2で、乱数だけではなくハンドシェイクのハッシュからマスターシークレットを導くようにします。\
             これがないと、攻撃者は間に入った2つの接続に同じマスターシークレットを持たせ、一方を他方に見せかけられます\
             （トリプルハンドシェイク攻撃）。TLS 1.3は最初からこの考え方で作られているため不要です。",
        source: "RFC 7627 section 5.1",
        book: "",
    },
    Text {
        id: "Server Hello/extension/extended_master_secret",
        en: "The server agrees, and the master secret is derived the safe way. The extension is empty. An attacker \
             who strips it from the hello is found out by the Finished messages.",
        ja: "サーバーが同意し、マスターシークレットを安全な方法で導きます。中身は空です。攻撃者がClient Helloから取り\
             除いても、Finishedの検証で発覚します。",
        source: "RFC 7627 section 5.2",
        book: "",
    },
    Text {
        id: "extension/encrypt_then_mac",
        en: "For CBC suites of TLS 1.2: encrypt first, then authenticate the ciphertext. The original order let \
             attackers learn plaintext from the way in which bad padding was refused (Lucky 13 and others). \
             TLS 1.3 has only AEAD ciphers and needs no such repair.",
        ja: "TLS 1.2のCBC方式の暗号スイートで、先に暗号化し、その暗号文を認証します。もとの順序では、パディング\
             の誤りを拒否するときのわずかな違いから平文を推測できました（Lucky 13など）。TLS 1.3はAEADだけなの\
             で不要です。",
        source: "RFC 7366 section 2",
        book: "",
    },
    Text {
        id: "Server Hello/extension/encrypt_then_mac",
        en: "The server agrees. It may do so only if it chose a CBC suite, because AEAD suites authenticate on their \
             own.",
        ja: "サーバーが同意したことを示します。AEADはそれ自体が認証を行うため、この応答を返せるのはCBC方式の暗\
             号スイートを選んだときだけです。",
        source: "RFC 7366 section 2",
        book: "",
    },
    Text {
        id: "extension/renegotiation_info",
        en: "It ties a second handshake on a TLS 1.2 connection to the first. Before it existed, an attacker could \
             send a request first and then splice the victim's handshake behind it; the server took both for one \
             client. TLS 1.3 has no renegotiation and ignores it.",
        ja: "TLS 1.2で、同じ接続の2回目以降のハンドシェイクを前のものに結び付けます。以前は、攻撃者が先に自分の\
             リクエストを送り、その後ろに被害者のハンドシェイクをつなげることで、サーバーに同じクライアントだと\
             思わせることができました。TLS 1.3には再ネゴシエーションがないため使われません。",
        source: "RFC 5746 section 3.2",
        book: "",
    },
    Text {
        id: "Server Hello/extension/renegotiation_info",
        en: "In the first handshake it is empty and says that the server knows the repair. Later it must hold the \
             verify data of both sides, and the client compares them.",
        ja: "最初のハンドシェイクでは空で、サーバーがこの対策に対応していることを示します。2回目以降は前回の双方の\
             verify_dataを入れ、クライアントがそれを確認します。",
        source: "RFC 5746 section 3.6",
        book: "",
    },
    Text {
        id: "field/tls.handshake.extensions_reneg_info_len",
        en: "Zero in a first handshake. In a later one it is 12 for the client and 24 for the server, one or two \
             Finished values.",
        ja: "最初のハンドシェイクでは0です。2回目以降はFinishedの値を入れるため、クライアントは1つ分の12、サーバーは2\
             つ分の24になります。",
        source: "RFC 5746 section 3.2",
        book: "",
    },
    Text {
        id: "field/tls.handshake.extensions_reneg_info",
        en: "The verify data of the client's last Finished. A victim whose handshake an attacker splices in takes it \
             for the first and sends nothing here, so the server notices.",
        ja: "直前のハンドシェイクでクライアントが送ったFinishedの値です。攻撃者に割り込まれた被害者は、これを最初の\
             ハンドシェイクだと思って空で送るため、サーバーが異常に気付きます。",
        source: "RFC 5746 section 3.2",
        book: "",
    },
    Text {
        id: "Server Hello/field/tls.handshake.extensions_reneg_info",
        en: "The verify data of the client's last Finished, then of the server's. If they differ from what the client \
             remembers, it aborts: somebody else had the earlier handshake.",
        ja: "直前のハンドシェイクのFinishedの値を、クライアント、サーバーの順に並べたものです。クライアントが覚\
             えている値と違えば、前のハンドシェイクを行ったのは別の誰かなので、接続を終えます。",
        source: "RFC 5746 section 3.2",
        book: "",
    },
    Text {
        id: "extension/srp",
        en: "The client would log in by password (SRP), in TLS 1.2 or earlier. The server keeps only a \
             verifier made from the password, each side proves that it has its own, and nobody can guess the \
             password offline from a recording. TLS 1.3 has no suites for it.",
        ja: "TLS 1.2以前で、パスワードによる認証（SRP）を使う提案です。サーバーはパスワードから作った検証用の\
             値だけを持ち、双方が自分の値を知っていることを証明します。記録を手に入れても総当たりで推測できま\
             せん。TLS 1.3にはこの方式のスイートがありません。",
        source: "RFC 5054 section 2.5.1",
        book: "",
    },
    Text {
        id: "field/tls.handshake.extensions_srp_len",
        en: "One byte, so a user name has at most 255 bytes. It may not be empty.",
        ja: "1バイトなので、ユーザー名は255バイトまでです。空にはできません。",
        source: "RFC 5054 section 2.5.1",
        book: "",
    },
    Text {
        id: "field/tls.handshake.extensions_srp_username",
        en: "The server needs the name before it can compute its part, so it is sent in the clear. Anybody who \
             watches learns who logs in.",
        ja: "サーバーは計算を始める前に名前を知る必要があるため、平文で送られます。観察者には、誰がログインする\
             のかがわかってしまいます。",
        source: "RFC 5054 section 2.5.1",
        book: "",
    },
    Text {
        id: "extension/truncated_hmac",
        en: "It cut the authentication of TLS 1.2 records to ten bytes for slow links. Attacks were found, it must \
             not be used any more, and TLS 1.3 has no place for it.",
        ja: "低速な回線のために、TLS 1.2のレコードの認証コードを10バイトに切り詰めるものでした。攻撃が見つかったため\
             使用は禁止され、TLS 1.3には存在しません。",
        source: "RFC 6066 section 7",
        book: "",
    },
    Text {
        id: "extension/heartbeat",
        en: "It allows small messages that the peer sends back, to keep a connection alive. A missing length check in \
             OpenSSL's code for it let anybody read the memory of servers (Heartbleed, 2014). Hardly anybody offers \
             it since.",
        ja: "接続を保つために、相手が送り返す小さなメッセージを使えるようにします。2014年に、OpenSSLの実装で長さの\
             確認が漏れ、サーバーのメモリを誰でも読めたことで知られます（Heartbleed）。それ以降、ほとんど\
             使われていません。",
        source: "RFC 6520 section 2",
        book: "",
    },
    Text {
        id: "extension/use_srtp",
        en: "For voice and video: the handshake of DTLS agrees on keys, and SRTP then protects the media packets with \
             them. Browsers need it for WebRTC.",
        ja: "音声や映像のための拡張です。DTLSのハンドシェイクで鍵を共有し、メディアのパケットはSRTPで保護します。\
             ブラウザーのWebRTCで使われます。",
        source: "RFC 5764 section 4.1",
        book: "",
    },
    Text {
        id: "extension/connection_id",
        en: "For DTLS: packets carry a number of the connection, so that it survives a change of the client's \
             address. TLS over TCP has no use for it.",
        ja: "DTLSのための拡張です。パケットに接続の番号を入れ、クライアントのアドレスが変わっても接続を\
             続けられるようにします。TCP上のTLSでは使いません。",
        source: "RFC 9146 section 3",
        book: "",
    },
    Text {
        id: "extension/token_binding",
        en: "It was to bind web cookies to a key of the client, so that a stolen cookie is useless elsewhere. \
             Browsers have dropped it.",
        ja: "Cookieなどをクライアントの鍵に結び付け、盗まれてもほかの場所では使えないようにするものでした。ブラウザー\
             は対応を取りやめています。",
        source: "RFC 8472 section 2",
        book: "",
    },
];
