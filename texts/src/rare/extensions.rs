//! Extensions, and fields of extensions, that sessions of today hardly have.

use crate::text::Text;

pub(crate) const TEXTS: &[Text] = &[
    Text {
        id: "extension/unknown",
        en: "A number that is not registered: an experiment, a private use, or something newer than \
            this program. A server skips what it does not know in a Client Hello. The other way round it \
            is strict: an answer that the client has not asked for ends the handshake with Unsupported \
            Extension.",
        ja: "登録されていない番号です。実験、私的な利用、またはこのプログラムより新しい拡張です。サーバ\
            ーは、Client Helloにある未知の拡張を無視します。逆に、クライアントが求めていない拡張がサーバ\
            ーから届けば、クライアントはUnsupported Extensionアラートで終了します。",
        source: "RFC 8446 section 4.2",
        book: "",
    },
    Text {
        id: "extension/rarely used",
        en: "A registered extension that general TLS software does not use: an experiment, a special \
            field, or one that has been given up. A server that does not know it skips it, so offering \
            it is harmless; but a rare list of extensions tells an observer which software this is.",
        ja: "登録されていますが、一般的なTLSのソフトウェアでは使われない拡張です。実験的なもの、特定の\
            分野のもの、すでに使われなくなったものがあります。対応していないサーバーは無視するため、提示\
            しても害はありませんが、珍しい拡張があると、観察者にソフトウェアの種類を推測されやすくなりま\
            す。",
        source: "RFC 8447 section 7",
        book: "",
    },
    Text {
        id: "field/tls.extension.oid_filters_length",
        en: "The bytes of the list that follows. Without a list, the client may choose any of its \
            certificates that the other extensions of the request allow.",
        ja: "続くリストのバイト数です。リストが空なら、要求のほかの拡張が許す範囲で、クライアントはどの\
            証明書でも選べます。",
        source: "RFC 8446 section 4.2.5",
        book: "",
    },
    Text {
        id: "field/tls.extension.oid_filters.oid_length",
        en: "The bytes of the object identifier that follows, one at least.",
        ja: "続くオブジェクト識別子のバイト数で、1以上です。",
        source: "RFC 8446 section 4.2.5",
        book: "",
    },
    Text {
        id: "field/tls.extension.oid_filters.oid",
        en: "A kind of certificate extension that the client's certificate must have, such as a key \
            usage. A client that does not know it ignores this filter, so the server has to check the \
            certificate itself.",
        ja: "クライアントの証明書に必要な拡張の種類です（鍵用途など）。クライアントは知らないものを無視\
            するため、サーバーは届いた証明書を自分で確かめる必要があります。",
        source: "RFC 8446 section 4.2.5",
        book: "",
    },
    Text {
        id: "field/tls.extension.oid_filters.values_length",
        en: "The bytes of the values that follow. Zero: the certificate must have the extension, \
            whatever its value.",
        ja: "続く値のバイト数です。0の場合は、値を問わず、その拡張が証明書にあればよいことを表します。",
        source: "RFC 8446 section 4.2.5",
        book: "",
    },
    Text {
        id: "field/Certificate Extension Values",
        en: "What the certificate's extension must contain, in DER; for a key usage, all the bits that \
            are set here. It saves the client from showing a certificate that the server would refuse, \
            and its name with it.",
        ja: "証明書の拡張に含まれるべき値です（DER形式）。鍵用途なら、ここで立っているビットがすべて必\
            要です。サーバーに拒否される証明書を送って、無駄に身元を明かすことを避けられます。",
        source: "RFC 8446 section 4.2.5",
        book: "",
    },
    Text {
        id: "field/tls.handshake.extensions_alps.settings",
        en: "Settings of the application protocol, such as those of HTTP/2, which the server sends in \
            its first flight. So the first request can follow them already. They are protected by the \
            handshake keys and authenticated by the Finished.",
        ja: "HTTP/2などのアプリケーションプロトコルの設定で、サーバーが最初の応答に入れて送ります。クラ\
            イアントは、最初のリクエストから設定に従えます。ハンドシェイクの鍵で保護され、Finishedで認証\
            されます。",
        source: "RFC 8446 section 4.3.1",
        book: "",
    },
    Text {
        id: "field/Signed Certificate Timestamp",
        en: "The promise of a log to publish the certificate within a certain time. A certificate that \
            an authority issued by mistake, or for an attacker, then comes to the notice of the owner of \
            the name.",
        ja: "証明書を一定時間内に公開するという、ログの約束です。CAが誤って、または攻撃者のために発行し\
            た証明書があれば、ドメインの持ち主が気付けます。",
        source: "RFC 6962 section 3.2",
        book: "",
    },
    Text {
        id: "field/tls.sct.scts_length",
        en: "The bytes of all timestamps. Browsers ask for two or more from different logs, so that one \
            log alone cannot hide a certificate.",
        ja: "すべてのタイムスタンプのバイト数です。1つのログだけで証明書を隠せないように、ブラウザーは\
            異なるログからの2つ以上を求めます。",
        source: "RFC 6962 section 3.3",
        book: "",
    },
    Text {
        id: "field/tls.sct.sct_length",
        en: "The bytes of one timestamp. A client skips one of a version that it does not know, and \
            goes on with the next.",
        ja: "1つのタイムスタンプのバイト数です。クライアントは、未知のバージョンのものを飛ばして次に進\
            みます。",
        source: "RFC 6962 section 3.3",
        book: "",
    },
    Text {
        id: "field/tls.sct.sct_version",
        en: "0 is the first version, the only one in general use.",
        ja: "0が最初のバージョンで、広く使われているのはこれだけです。",
        source: "RFC 6962 section 3.2",
        book: "",
    },
    Text {
        id: "field/tls.sct.sct_logid",
        en: "The SHA-256 of the log's public key. A client has a list of the logs that it trusts; a \
            timestamp of any other log counts for nothing.",
        ja: "ログの公開鍵のSHA-256です。クライアントは信頼するログの一覧を持っており、それ以外のログの\
            タイムスタンプは無効とみなします。",
        source: "RFC 6962 section 3.2",
        book: "",
    },
    Text {
        id: "field/tls.sct.sct_timestamp",
        en: "When the log received the certificate. From then on it has a fixed time, usually a day, to \
            publish it; a log that misses it loses its trust.",
        ja: "ログが証明書を受け取った時刻です。ログは、決められた時間（通常は1日）以内に公開しなければ\
            ならず、守れなければ信頼を失います。",
        source: "RFC 6962 section 3.2",
        book: "",
    },
    Text {
        id: "field/tls.sct.sct_extensions_length",
        en: "The bytes of extensions: zero in the first version, which defines none.",
        ja: "拡張のバイト数です。最初のバージョンでは拡張が定義されていないため、0です。",
        source: "RFC 6962 section 3.2",
        book: "",
    },
    Text {
        id: "field/tls.sct.sct_extensions",
        en: "Room for later versions. The signature covers it, so that nobody can add anything on the \
            way.",
        ja: "将来の版のための領域です。署名の対象に含まれるため、途中で書き加えることはできません。",
        source: "RFC 6962 section 3.2",
        book: "",
    },
    Text {
        id: "field/tls.sct.sct_signature_length",
        en: "The bytes of the log's signature.",
        ja: "ログの署名のバイト数です。",
        source: "RFC 6962 section 3.2",
        book: "",
    },
    Text {
        id: "field/tls.sct.sct_signature",
        en: "The log has signed the time and the certificate. With it, the log cannot deny its promise \
            later: a certificate with a timestamp that is missing from the log is evidence against the \
            log.",
        ja: "ログが、時刻と証明書に対して付けた署名です。ログはあとから約束を否定できません。タイムスタ\
            ンプがあるのにログにない証明書は、ログの不正の証拠になります。",
        source: "RFC 6962 section 3.2",
        book: "",
    },
    Text {
        id: "field/tls.handshake.ocsp_response_list_len",
        en: "The bytes of the responses for the whole chain, in the order of the certificates; an empty \
            one stands for a certificate without a response.",
        ja: "チェーン全体についての応答のバイト数です。証明書と同じ順に並び、応答のない証明書には空の応\
            答を置きます。",
        source: "RFC 6961 section 2.2",
        book: "",
    },
    Text {
        id: "field/Responder ID list",
        en: "The OCSP responders that the client trusts. Usually it is empty: the server knows from its \
            certificate whom to ask.",
        ja: "クライアントが信頼するOCSPレスポンダーのリストです。サーバーは自分の証明書から問い合わせ先\
            がわかるため、通常は空です。",
        source: "RFC 6066 section 8",
        book: "",
    },
    Text {
        id: "field/Responder ID Length",
        en: "It is needed because a name may have any length; the hash of a key always takes 24 bytes.",
        ja: "名前の長さが一定でないため必要です。鍵のハッシュ値で示すなら24バイトで済みます。",
        source: "RFC 6066 section 8",
        book: "",
    },
    Text {
        id: "field/Responder ID",
        en: "A responder by its name, or by the hash of its public key, as it stands in the responses that it signs. \
            A server without a response of one of those may send another or none.",
        ja: "レスポンダーを、署名した応答に書かれるとおりの名前か、公開鍵のハッシュ値で示します。該当する応答がな\
            ければ、サーバーは別の応答を送るか、何も送りません。",
        source: "RFC 6960 section 4.2.1",
        book: "",
    },
    Text {
        id: "field/Request Extensions",
        en: "Extensions for the request that the server makes of the OCSP responder. A nonce in it \
            would keep an old response from being used again, but the server could then not keep a \
            response for several clients.",
        ja: "サーバーがOCSPレスポンダーに送る要求のための拡張です。ここにノンスを入れれば古い応答の再利\
            用を防げますが、サーバーは応答を複数のクライアントで使い回せなくなります。",
        source: "RFC 6066 section 8",
        book: "",
    },
    Text {
        id: "field/Valid Time",
        en: "When the credential ends, in seconds after the certificate's own start. A client accepts \
            at most seven days ahead, so that a stolen key is soon worth nothing: there is no other way \
            to revoke it.",
        ja: "クレデンシャルの期限で、証明書の有効期間の開始からの秒数です。クライアントが受け入れるのは\
            最長で7日先までです。失効の仕組みがないため、短い期限によって、盗まれた鍵をすぐに使えなくし\
            ます。",
        source: "RFC 9345 section 4",
        book: "",
    },
    Text {
        id: "field/Subject Public Key Info Length",
        en: "The bytes of the credential's public key.",
        ja: "クレデンシャルの公開鍵のバイト数です。",
        source: "RFC 9345 section 4",
        book: "",
    },
    Text {
        id: "field/Subject Public Key Info",
        en: "The key that signs the Certificate Verify in place of the certificate's key. A content \
            network can hold it at its edge while the long-lived key stays with the owner.",
        ja: "証明書の鍵の代わりにCertificate Verifyに署名する鍵です。長期の鍵は持ち主の手元に残したまま\
            、配信ネットワークの拠点にこの鍵を置けます。",
        source: "RFC 9345 section 4",
        book: "",
    },
    Text {
        id: "field/Signature Length",
        en: "The bytes of the signature that follows.",
        ja: "続く署名のバイト数です。",
        source: "RFC 9345 section 4",
        book: "",
    },
    Text {
        id: "field/Signature",
        en: "The certificate's key has signed the credential together with the certificate itself, so \
            that it fits no other certificate. The certificate must allow this by an extension of its \
            own.",
        ja: "証明書の鍵が、クレデンシャルと証明書自体をまとめて署名したものです。ほかの証明書と組み合わ\
            せることはできません。証明書には、これを許す専用の拡張が必要です。",
        source: "RFC 9345 section 4",
        book: "",
    },
    Text {
        id: "field/New Session Count",
        en: "How many tickets the client would like if the server makes a full handshake. A ticket \
            should be used once, as two sessions with the same ticket can be linked; so who opens \
            several connections wants several.",
        ja: "フルハンドシェイクになった場合に、クライアントが希望するチケットの数です。同じチケットを\
            使うと2つのセッションが同じ相手のものとわかるため、チケットは1回だけ使うべきです。複数の接続\
            を開くなら、その数だけ必要です。",
        source: "RFC 9149 section 2",
        book: "",
    },
    Text {
        id: "field/Resumption Count",
        en: "How many tickets the client would like if the server resumes a session. One is usually \
            enough to replace the one just used.",
        ja: "セッションの再開になった場合に、クライアントが希望するチケットの数です。使った分を補うだけ\
            なら、1で足ります。",
        source: "RFC 9149 section 2",
        book: "",
    },
    Text {
        id: "field/Expected Count",
        en: "How many tickets the server is going to send. The client then knows how long to wait \
            before it closes the connection.",
        ja: "サーバーが送る予定のチケットの数です。クライアントは、いつまで待ってから接続を閉じればよい\
            かがわかります。",
        source: "RFC 9149 section 2",
        book: "",
    },
    Text {
        id: "field/Confirmation",
        en: "Eight bytes by which the server shows in a Hello Retry Request that it has read the inner \
            Client Hello. They are derived from the inner hello's random and the transcript, so to \
            everybody else they look like random bytes.",
        ja: "サーバーが内側のClient Helloを読めたことを、Hello Retry Requestで示す8バイトです。内側のrandom\
            とトランスクリプトから導出するため、ほかの者には乱数にしか見えません。",
        source: "RFC 9849 section 7.2.1",
        book: "",
    },
    Text {
        id: "field/ECHConfigList length",
        en: "The bytes of the configurations that follow.",
        ja: "続く設定のバイト数です。",
        source: "RFC 9849 section 4",
        book: "",
    },
    Text {
        id: "field/ECHConfigList",
        en: "New keys from a server that could not read the inner hello, for instance because DNS still \
            had old ones. The client may try again with them, as they come from a server that has proven \
            the public name by its certificate.",
        ja: "DNSに古い鍵が残っていたなどの理由で、内側のHelloを読めなかったサーバーが送る、新しい鍵です\
            。サーバーは公開名の証明書で身元を証明しているため、クライアントはこの鍵で接続をやり直せます\
            。",
        source: "RFC 9849 section 6.1.6",
        book: "",
    },
    Text {
        id: "field/ECHConfig",
        en: "One configuration: a public key, the algorithms for it, and the name that everybody may \
            see. A client takes the first one that it can use.",
        ja: "1つの設定です。公開鍵、そのアルゴリズム、外から見えてよい名前が入っています。クライアント\
            は、使えるもののうち最初の設定を選びます。",
        source: "RFC 9849 section 4",
        book: "",
    },
    Text {
        id: "field/Version",
        en: "The version of the configuration, the same number as the extension has. A client skips \
            those that it does not know.",
        ja: "設定のバージョンで、拡張の番号と同じ値です。クライアントは、知らないバージョンの設定を飛ば\
            します。",
        source: "RFC 9849 section 4",
        book: "",
    },
    Text {
        id: "field/Length",
        en: "The bytes of this configuration. With it, a client can skip versions that it does not \
            know.",
        ja: "この設定のバイト数です。これにより、知らないバージョンの設定を読み飛ばせます。",
        source: "RFC 9849 section 4",
        book: "",
    },
    Text {
        id: "field/Contents of another version",
        en: "A configuration of a version that is not read here. A client passes over it, too.",
        ja: "ここでは解釈しないバージョンの設定です。クライアントも読み飛ばします。",
        source: "RFC 9849 section 4",
        book: "",
    },
    Text {
        id: "field/KEM Id",
        en: "The method of key encapsulation that the public key is for. From it and the public key, \
            client and server get a common secret without another message.",
        ja: "公開鍵が使う鍵カプセル化の方式です。この方式と公開鍵によって、追加のメッセージなしに、クラ\
            イアントとサーバーが共有シークレットを得ます。",
        source: "RFC 9180 section 7.1",
        book: "",
    },
    Text {
        id: "field/Public Key length",
        en: "The bytes of the public key that follows.",
        ja: "続く公開鍵のバイト数です。",
        source: "RFC 9849 section 4",
        book: "",
    },
    Text {
        id: "field/Public Key",
        en: "The client encrypts its inner Client Hello with this key. Who could slip in a key of their \
            own would read the real host name; so it comes by DNS over a protected channel, or, as here, \
            inside a handshake.",
        ja: "クライアントが内側のClient Helloを暗号化する公開鍵です。攻撃者の鍵にすり替えられると、本当\
            のホスト名を読まれます。そのため、保護されたDNSか、ここのようにハンドシェイクの中で受け渡し\
            ます。",
        source: "RFC 9849 section 4",
        book: "",
    },
    Text {
        id: "field/Cipher Suites length",
        en: "The bytes of the list of algorithms, four for each pair.",
        ja: "アルゴリズムのリストのバイト数で、1組につき4バイトです。",
        source: "RFC 9849 section 4",
        book: "",
    },
    Text {
        id: "field/Cipher Suites",
        en: "Pairs of a key derivation and an AEAD with which the server can open the inner hello. The \
            client chooses one of them.",
        ja: "サーバーが内側のHelloを復号できる、鍵導出関数とAEADの組です。クライアントはその1つを選びま\
            す。",
        source: "RFC 9849 section 4",
        book: "",
    },
    Text {
        id: "field/Maximum Name Length",
        en: "The longest host name behind this server. Clients pad shorter names up to it, so that the \
            length of the ciphertext does not tell which host is meant.",
        ja: "このサーバーが扱うホスト名の最大長です。クライアントは短い名前をこの長さまでパディングし、\
            暗号文の長さからホストを推測されないようにします。",
        source: "RFC 9849 section 6.1.3",
        book: "",
    },
    Text {
        id: "field/Public Name length",
        en: "The bytes of the public name.",
        ja: "公開名のバイト数です。",
        source: "RFC 9849 section 4",
        book: "",
    },
    Text {
        id: "field/Public Name",
        en: "The host name in the outer Client Hello, the same for all hosts behind the server, and \
            therefore no secret. If the server cannot read the inner hello, it shows a certificate of \
            this name.",
        ja: "外側のClient Helloに入れるホスト名です。サーバーの背後にあるすべてのホストで共通なので、見\
            られても問題ありません。内側のHelloを読めなかったサーバーは、この名前の証明書を示します。",
        source: "RFC 9849 section 4",
        book: "",
    },
    Text {
        id: "field/Extensions length",
        en: "The bytes of the configuration's extensions.",
        ja: "設定の拡張のバイト数です。",
        source: "RFC 9849 section 4",
        book: "",
    },
    Text {
        id: "field/Extensions",
        en: "Room for later additions to the configuration. A client that finds a mandatory one which \
            it does not know must not use the configuration.",
        ja: "設定に将来追加される項目のための領域です。知らない必須の拡張があれば、クライアントはその設\
            定を使ってはなりません。",
        source: "RFC 9849 section 4.2",
        book: "",
    },
    Text {
        id: "field/secp256r1 public key",
        en: "The classical half of a hybrid share, an uncompressed point. An attacker must break both \
            halves; who records today and has a quantum computer tomorrow breaks only this one.",
        ja: "ハイブリッド鍵交換の従来方式の部分で、非圧縮形式の点です。攻撃者は両方の部分を破る必要があ\
            ります。いま記録した通信を将来の量子コンピューターで解読しようとしても、破れるのはこの部分だ\
            けです。",
        source: "RFC 8446 section 4.2.8.2",
        book: "",
    },
    Text {
        id: "field/secp384r1 public key",
        en: "The classical half of a hybrid share, an uncompressed point. It keeps the session safe \
            should a mistake be found in the new half.",
        ja: "ハイブリッド鍵交換の従来方式の部分で、非圧縮形式の点です。新しい方式に欠陥が見つかっても、\
            この部分がセッションを守ります。",
        source: "RFC 8446 section 4.2.8.2",
        book: "",
    },
    Text {
        id: "field/ML-KEM-1024 encapsulation key",
        en: "The post-quantum half of the client's share. The server encapsulates a secret to it, which \
            only the client can take out. 1024 is the largest set of parameters, for those who want the \
            widest margin.",
        ja: "クライアントの鍵共有の、耐量子方式の部分です。サーバーはこの鍵でシークレットをカプセル化し\
            、クライアントだけがそれを取り出せます。1024は最大のパラメータで、最も大きい安全の余裕を求\
            める場合に使います。",
        source: "FIPS 203 section 7",
        book: "",
    },
    Text {
        id: "field/ML-KEM-1024 ciphertext",
        en: "The server's answer: a secret that only the holder of the decapsulation key can take out. \
            A changed ciphertext gives another secret without any error, so that the handshake fails at \
            the Finished.",
        ja: "サーバーの応答です。デカプセル化鍵の持ち主だけが、シークレットを取り出せます。改ざんされた\
            暗号文からはエラーなしに別の値が得られるため、ハンドシェイクはFinishedの検証で失敗します。",
        source: "FIPS 203 section 7",
        book: "",
    },
    Text {
        id: "field/Kyber768 public key",
        en: "The post-quantum half of a share from the time before ML-KEM was standardized, when \
            browsers tried its draft. The two do not work together, as the draft derives the secret in \
            another way.",
        ja: "ML-KEMの標準化前に、ブラウザーが草案を試していたころの、耐量子方式の部分です。シークレット\
            の導出方法が異なるため、ML-KEMとの互換性はありません。",
        source: "FIPS 203 section 7",
        book: "",
    },
    Text {
        id: "field/Kyber768 ciphertext",
        en: "The server's answer to a key of that draft. It is as long as that of ML-KEM-768, but means \
            another secret.",
        ja: "草案の鍵に対するサーバーの応答です。長さはML-KEM-768と同じですが、得られるシークレットは異\
            なります。",
        source: "FIPS 203 section 7",
        book: "",
    },
];
