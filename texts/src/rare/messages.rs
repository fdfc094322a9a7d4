//! Messages, records and fields of messages that sessions of today hardly have.

use crate::text::Text;

pub(crate) const TEXTS: &[Text] = &[
    Text {
        id: "message/Heartbeat",
        en: "One side asks whether the other is still there, and the answer repeats the payload. \
            OpenSSL answered with as many bytes as the request claimed to have, up to 64 KiB of its \
            memory: Heartbleed, in 2014. Since then hardly anything sends it, and OpenSSL has removed \
            it.",
        ja: "相手がまだ応答できるかを確かめるメッセージで、応答はペイロードをそのまま返します。かつての\
            OpenSSLは、要求が申告した長さを信じて、最大64KiBのメモリの内容を返していました（2014年のHeartbleed\
            ）。いまではほとんど使われず、OpenSSLからも削除されています。",
        source: "RFC 6520 section 4",
        book: "",
    },
    Text {
        id: "field/tls.heartbeat_message.type",
        en: "A request or a response. A response that does not bring back the payload of a request \
            which is waiting for it is dropped without a word.",
        ja: "要求か応答かを表します。待っている要求のペイロードと一致しない応答は、何も返さずに捨てられ\
            ます。",
        source: "RFC 6520 section 4",
        book: "",
    },
    Text {
        id: "field/tls.heartbeat_message.payload_length",
        en: "The length that Heartbleed was about: the attacker wrote 65535 here, and sent no such \
            payload. A message that is too short for what it announces must be dropped without an \
            answer.",
        ja: "Heartbleedの原因となった長さです。攻撃者はここに65535と書き、実際にはペイロードを送りませ\
            んでした。宣言された長さに足りないメッセージは、応答せずに捨てなければなりません。",
        source: "RFC 6520 section 4",
        book: "",
    },
    Text {
        id: "field/tls.heartbeat_message.payload",
        en: "Any bytes: the answer has to bring exactly these back. With payloads of different sizes, \
            DTLS finds out how large a packet can get through.",
        ja: "任意のバイト列で、応答はこれをそのまま返さなければなりません。DTLSでは、大きさを変えて送る\
            ことで、経路を通れるパケットの最大長を調べられます。",
        source: "RFC 6520 section 4",
        book: "",
    },
    Text {
        id: "field/tls.heartbeat_message.padding",
        en: "At least 16 random bytes that the receiver ignores. They vary the length of the message; \
            the answer has padding of its own.",
        ja: "受信側が無視する、16バイト以上の乱数です。メッセージの長さを変えるために使い、応答には別の\
            パディングが付きます。",
        source: "RFC 6520 section 4",
        book: "",
    },
    Text {
        id: "field/tls.handshake.extension.heartbeat.mode",
        en: "Whether the sender of this extension answers requests, or only sends them. Who has been \
            told 2 and sends a request all the same gets no answer, and the peer may end the session \
            with Unexpected Message.",
        ja: "この拡張の送信側が、要求に応答するか（1）、自分は要求を送るだけか（2）を表します。2を受け\
            取った側が要求を送っても応答はなく、相手はUnexpected Messageアラートでセッションを終了するこ\
            とがあります。",
        source: "RFC 6520 section 2",
        book: "",
    },
    Text {
        id: "message/Part of a record",
        en: "A record of which the capture does not have all bytes. Nothing of it can be read: where it is \
            protected, the tag covers it as a whole, and without its header not even its type is known. Both peers \
            had the missing bytes, or TCP would have sent them again; only the capture has lost them.",
        ja: "キャプチャーに一部が欠けているレコードです。保護されていれば、タグはレコード全体を対象とするので復号で\
            きません。ヘッダーが欠けていれば、種別もわかりません。欠けたバイトも相手には届いています（届かなけれ\
            ばTCPが再送します）。失ったのはキャプチャーだけです。",
        source: "RFC 8446 section 5.2",
        book: "",
    },
    Text {
        id: "field/tls.handshake.cipher_spec_len",
        en: "The length of the suites in bytes, three for each. In this form of a hello, all lengths stand before what \
            they are the lengths of.",
        ja: "暗号スイート全体のバイト数です。1つが3バイトです。この形式では、長さがすべて先頭にまとまっています。",
        source: "RFC 5246 appendix E.2",
        book: "",
    },
    Text {
        id: "field/tls.handshake.cipherspec",
        en: "Three bytes for a suite: a suite of SSL 3.0 and TLS has a zero before its two bytes, and the others are \
            those of SSL 2.0, which no server may take any more. The form has no room for extensions, so it cannot \
            even name the server.",
        ja: "暗号スイートを3バイトで表します。SSL 3.0とTLSのものは先頭に0が付き、それ以外はSSL 2.0のもので、今では使\
            用を禁じられています。この形式には拡張の場所がなく、サーバー名も伝えられません。",
        source: "RFC 5246 appendix E.2",
        book: "",
    },
    Text {
        id: "field/tls.handshake.challenge_length",
        en: "Of the random in bytes: 16 to 32, where TLS always has 32.",
        ja: "乱数のバイト数です。TLSでは常に32ですが、ここでは16から32までです。",
        source: "RFC 5246 appendix E.2",
        book: "",
    },
    Text {
        id: "field/tls.handshake.challenge",
        en: "The client's random. For TLS it is filled up to 32 bytes with zeros before it, and goes into the keys like \
            any other.",
        ja: "クライアントの乱数です。TLSでは、先頭に0を補って32バイトにし、ほかの形式の乱数と同じように鍵の導出に使い\
            ます。",
        source: "RFC 5246 appendix E.2",
        book: "",
    },
    Text {
        id: "message/Not TLS",
        en: "These bytes cannot be a record: the type, the version or the length of its header is \
            impossible. The peer may speak another protocol, such as HTTP sent to the port of HTTPS; or \
            a gap in the capture has hidden where the next record begins. A TLS library ends the \
            connection here.",
        ja: "ヘッダーの種別、バージョン、長さがありえない値で、レコードとして読めないバイト列です。HTTPS\
            のポートにHTTPで接続したように、相手が別のプロトコルを話しているか、キャプチャーの欠落のため\
            に次のレコードの先頭がわからなくなっています。TLSライブラリーは、ここで接続を終了します。",
        source: "RFC 8446 section 5.1",
        book: "",
    },
    Text {
        id: "field/Bytes",
        en: "Bytes without a structure that is known here. They are shown as they are, so that nothing \
            of the connection is hidden.",
        ja: "構造のわからないバイト列です。接続の内容を漏れなく示すため、そのまま表示しています。",
        source: "RFC 8446 section 5.1",
        book: "",
    },
    Text {
        id: "message/unknown record type",
        en: "A record of a type that is not read here. Nobody may send a type that has not been \
            negotiated by an extension: the receiver must end the session with Unexpected Message. An \
            attacker could otherwise slip in bytes that one side skips and the other does not.",
        ja: "ここでは解釈できない種別のレコードです。拡張で取り決めていない種別は送信できず、受信側はUnexpected Message\
            アラートでセッションを終了しなければなりません。読み飛ばす実装と読み飛ばさない実装があれば、\
            攻撃者はその違いを利用できてしまいます。",
        source: "RFC 8446 section 5",
        book: "",
    },
    Text {
        id: "message/encrypted record",
        en: "A protected record whose key is not known here, of a type that TLS over TCP does not use. \
            The type in the header is all that can be told.",
        ja: "鍵がわからないため復号できないレコードで、種別はTCP上のTLSでは使われないものです。わかるの\
            は、ヘッダーにある種別だけです。",
        source: "RFC 8446 section 5.2",
        book: "",
    },
    Text {
        id: "message/Change Cipher Spec, encrypted",
        en: "In a renegotiation of TLS 1.2 the old keys protect even this message. Its secrets are \
            missing here, so that one byte of content, its nonce and its tag are all there is to see.",
        ja: "TLS 1.2の再ネゴシエーションでは、このメッセージも古い鍵で保護されます。ここではシークレッ\
            トがわからないため、見えるのは1バイトの内容を暗号化したものと、ノンス、認証タグだけです。",
        source: "RFC 5246 section 7.1",
        book: "",
    },
    Text {
        id: "message/Heartbeat, encrypted",
        en: "A heartbeat under a key that is not known here. The request and its answer still show by \
            their length and time.",
        ja: "鍵がわからないため復号できないHeartbeatです。それでも、長さと時刻から、要求と応答であるこ\
            とは推測できます。",
        source: "RFC 6520 section 4",
        book: "",
    },
    Text {
        id: "message/unknown handshake type",
        en: "A handshake message of a type that is not registered. A peer that gets a type which it \
            does not know, or not now, must end the handshake with Unexpected Message: the two would \
            otherwise hash different messages and believe different things about each other.",
        ja: "登録されていない種別のハンドシェイクメッセージです。未知の種別や、その時点では許されない種\
            別を受け取った側は、Unexpected Messageアラートで終了しなければなりません。黙認すると、双方が\
            異なるメッセージ列のハッシュを計算し、互いの状態を誤解するおそれがあります。",
        source: "RFC 8446 section 4",
        book: "",
    },
    Text {
        id: "field/Body",
        en: "The content of a message whose format is not read here. All of it counts for the \
            transcript, so that a change would show at the Finished even if nobody understands it.",
        ja: "ここでは形式を解釈しないメッセージの内容です。それでも全体がトランスクリプトに含まれるため\
            、改ざんされればFinishedの検証で見つかります。",
        source: "RFC 8446 section 4.4.1",
        book: "",
    },
    Text {
        id: "message/Hello Verify Request",
        en: "From DTLS: the server sends a cookie and keeps no state until the client returns it. \
            Without it, an attacker with forged sender addresses could make a server send large answers \
            to others. Over TCP, the handshake of TCP has shown already that the address is real.",
        ja: "DTLSのメッセージです。サーバーはcookieを送り、クライアントがそれを返すまで状態を保持しませ\
            ん。これがないと、攻撃者は送信元を偽って、サーバーに大きな応答を第三者へ送らせることができま\
            す。TCPでは接続確立の時点でアドレスが本物とわかるため、不要です。",
        source: "RFC 6347 section 4.2.1",
        book: "",
    },
    Text {
        id: "message/Request Connection ID",
        en: "From DTLS 1.3: it asks the peer for more connection ids. With a fresh one for each path, \
            an observer cannot follow a device from one network to the next.",
        ja: "DTLS 1.3のメッセージで、新しいコネクションIDを相手に求めます。経路ごとに別のIDを使えば、端\
            末がネットワークを移動しても、観察者は追跡できません。",
        source: "RFC 9147 section 9",
        book: "",
    },
    Text {
        id: "message/New Connection ID",
        en: "From DTLS 1.3: ids under which the peer may send from now on. They find the session even \
            if the address of the sender changes, and each is used on one path only, so that they do not \
            give a traveller away.",
        ja: "DTLS 1.3のメッセージで、これ以降に使えるコネクションIDを相手に渡します。IDがあれば送信元ア\
            ドレスが変わってもセッションを特定できます。移動を追跡されないように、IDは経路ごとに使い分け\
            ます。",
        source: "RFC 9147 section 9",
        book: "",
    },
    Text {
        id: "message/Client Certificate Request",
        en: "A type that is registered for sessions in which the client asks for more proofs of the \
            server's identity later on. TLS as the book shows it never sends it, and a peer that does \
            not expect it ends the session.",
        ja: "クライアントが、サーバーの身元についての追加の証明を、あとから求めるために登録された種別で\
            す。本書で扱うTLSでは使われず、想定していない側はこれを受け取るとセッションを終了します。",
        source: "RFC 9261 section 4",
        book: "",
    },
    Text {
        id: "message/EKT Key",
        en: "From secure telephony over DTLS: it hands the key with which each sender of a conference \
            encrypts its SRTP key. A client of TLS over TCP never sees it.",
        ja: "DTLSを使う暗号化音声通信のメッセージです。会議の参加者が、自分のSRTP鍵を暗号化して配るため\
            の鍵を渡します。TCP上のTLSでは使われません。",
        source: "RFC 8870 section 5",
        book: "",
    },
    Text {
        id: "field/tls.handshake.cert_url_type",
        en: "Whether the URLs lead to single certificates or to one file with the whole chain. A server \
            that follows a URL fetches what a stranger tells it to: it may be led to machines that only \
            it can reach. So hardly any server supports this.",
        ja: "URLが個々の証明書を指すのか、チェーン全体を収めた1つのファイルを指すのかを表します。サーバ\
            ーは見知らぬ相手の指定したURLにアクセスすることになり、サーバーだけが到達できる内部の機器を\
            狙われかねません。そのため、対応するサーバーはほとんどありません。",
        source: "RFC 6066 section 5",
        book: "",
    },
    Text {
        id: "field/tls.handshake.cert_url.url_hash_len",
        en: "The bytes of the list that follows. It must not be empty: without a certificate the client \
            would have nothing to prove its identity with.",
        ja: "続くリストのバイト数です。証明書がなければクライアントは身元を証明できないため、リストを空\
            にはできません。",
        source: "RFC 6066 section 5",
        book: "",
    },
    Text {
        id: "field/tls.handshake.cert_url.url_hash",
        en: "Where the certificates are, each with a hash of what must be found there. A client with \
            little memory or a slow line need not send them itself.",
        ja: "証明書の所在と、そこで得られる内容のハッシュ値の組です。メモリや回線に余裕のないクライア\
            ントが、証明書自体を送らずに済みます。",
        source: "RFC 6066 section 5",
        book: "",
    },
    Text {
        id: "field/tls.handshake.cert_url.url_len",
        en: "The bytes of one URL. Zero is not allowed: there must be something to fetch.",
        ja: "1つのURLのバイト数です。取得先が必要なので、0にはできません。",
        source: "RFC 6066 section 5",
        book: "",
    },
    Text {
        id: "field/tls.handshake.cert_url.url",
        en: "An address that the server is to fetch, chosen by a client that is not authenticated yet. \
            A careful server allows few schemes and hosts, and limits time and size. The hash beside it \
            keeps a third party from exchanging the certificate.",
        ja: "まだ認証されていないクライアントが指定する、サーバーの取得先です。慎重なサーバーは、許可す\
            るスキームとホストを絞り、時間と大きさを制限します。証明書を第三者がすり替えることは、並記さ\
            れたハッシュで防ぎます。",
        source: "RFC 6066 section 11.3",
        book: "",
    },
    Text {
        id: "field/tls.handshake.cert_url.padding",
        en: "It must be 1. An older version of the extension could leave the hash out, and marked its \
            presence here.",
        ja: "必ず1です。この拡張の古い版ではハッシュを省略でき、その有無をここで示していました。",
        source: "RFC 6066 section 5",
        book: "",
    },
    Text {
        id: "field/tls.handshake.cert_url.sha1",
        en: "The SHA-1 of what the URL leads to, so that nobody on the way can exchange it. What counts \
            is a second preimage, which is still hard for SHA-1; the signature of the certificate is \
            checked all the same.",
        ja: "URLの指す内容のSHA-1で、途中でのすり替えを防ぎます。ここで問題になるのは第2原像攻撃への耐\
            性で、SHA-1でもまだ破られていません。証明書自体の署名も、別に検証します。",
        source: "RFC 6066 section 5",
        book: "",
    },
    Text {
        id: "field/Supplemental Data Length",
        en: "The bytes of all entries. Entries of types that were not negotiated before must not be \
            there.",
        ja: "すべてのエントリーのバイト数です。事前に取り決めていない種別のエントリーを含めることはでき\
            ません。",
        source: "RFC 4680 section 2",
        book: "",
    },
    Text {
        id: "field/Supplemental Data",
        en: "Data for the application that must be inside the handshake, such as hints as to which \
            account is meant. It goes in the clear, as no key is in use yet: a secret has no place here.",
        ja: "どのアカウントを使うかのヒントなど、アプリケーションのためのデータを、ハンドシェイクの中で\
            運びます。まだ鍵が使われていないため、暗号化されません。秘密の情報は入れられません。",
        source: "RFC 4680 section 2",
        book: "",
    },
    Text {
        id: "field/Supplemental Data Type",
        en: "Which document says how the entry is to be read. Both hellos must have agreed on it by an \
            extension; a receiver refuses any other.",
        ja: "エントリーの形式を定めた文書を示します。種別は両者のHelloの拡張で取り決めておく必要があり\
            、それ以外は拒否されます。",
        source: "RFC 4680 section 2",
        book: "",
    },
    Text {
        id: "field/Entry Length",
        en: "The bytes of this entry, so that a reader finds the next one.",
        ja: "このエントリーのバイト数です。次のエントリーの位置を知るために使います。",
        source: "RFC 4680 section 2",
        book: "",
    },
    Text {
        id: "field/Entry",
        en: "What the application has put in. The handshake protects it by the Finished only: who \
            believes it before that believes a stranger.",
        ja: "アプリケーションが入れたデータです。保護するのはFinishedだけなので、Finishedの検証より前に\
            信用してはなりません。",
        source: "RFC 4680 section 3",
        book: "",
    },
    Text {
        id: "field/PSK Server Params",
        en: "In a plain PSK exchange the server has nothing to say but a hint as to which key it means. \
            Without a hint, the whole message is left out.",
        ja: "PSKだけの鍵交換では、サーバーが送るのは、どの鍵を使うかのヒントだけです。ヒントがなければ\
            、このメッセージ自体を省略します。",
        source: "RFC 4279 section 2",
        book: "6.3",
    },
    Text {
        id: "field/tls.handshake.hint",
        en: "Words that help the client to choose its identity, in the clear and unauthenticated until \
            the Finished. The client must ignore it unless its application says how to use it: an \
            attacker can write anything here, and learns the identity from the answer.",
        ja: "クライアントがアイデンティティを選ぶためのヒントです。暗号化されず、Finishedまでは真正かど\
            うかもわかりません。攻撃者が好きな値を書いて応答からアイデンティティを知ることもできるため、\
            使い方がアプリケーションで決められていない限り、無視しなければなりません。",
        source: "RFC 4279 section 5.2",
        book: "6.3",
    },
    Text {
        id: "field/Explicit curve, not taken apart here",
        en: "The server describes a curve of its own instead of naming a registered one. A client \
            cannot check in time whether such a curve is safe, and an attacker would choose a weak one; \
            so RFC 8422 has abolished these forms, and a client refuses them.",
        ja: "登録された曲線の名前ではなく、曲線のパラメータ自体を送る形式です。その曲線が安全かどうか\
            をクライアントがその場で確かめることは難しく、弱い曲線を選ばれるおそれがあります。RFC 8422で\
            廃止され、クライアントは受け入れません。",
        source: "RFC 8422 section 5.4",
        book: "",
    },
    Text {
        id: "field/Server Params",
        en: "The server's part of a key exchange that is not taken apart here, because the cipher suite \
            is unknown or its key exchange is rare.",
        ja: "サーバー側の鍵交換のパラメータです。暗号スイートが不明か、鍵交換の方式がまれなため、ここ\
            では内訳を示しません。",
        source: "RFC 5246 section 7.4.3",
        book: "",
    },
    Text {
        id: "field/Client Params",
        en: "The client's part of a key exchange that is not taken apart here, because the cipher suite \
            is unknown or its key exchange is rare.",
        ja: "クライアント側の鍵交換のパラメータです。暗号スイートが不明か、鍵交換の方式がまれなため、\
            ここでは内訳を示しません。",
        source: "RFC 5246 section 7.4.7",
        book: "",
    },
];
