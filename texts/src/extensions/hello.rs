//! Extensions by which client and server agree on version, groups and signatures, and their fields.

use crate::text::Text;

pub(crate) const TEXTS: &[Text] = &[
    Text {
        id: "extension/supported_versions",
        en: "The real offer of versions. The version field of the hello is frozen at TLS 1.2 because middleboxes drop \
             numbers they do not know, so TLS 1.3 can only be offered here. If an attacker removes it to force TLS \
             1.2, a server that knows TLS 1.3 marks its random, and the client aborts.",
        ja: "実際に使いたいバージョンの一覧です。知らない番号を見ると接続を切る中継装置があり、Client Helloの\
             バージョンはTLS 1.2のまま固定されたため、TLS 1.3はこの拡張でしか提案できません。攻撃者がこれを取り\
             除いてTLS 1.2に落とそうとしても、TLS 1.3対応のサーバーは乱数に印を付けるため、クライアントが気付い\
             て接続を終えます。",
        source: "RFC 8446 section 4.2.1",
        book: "6.1",
    },
    Text {
        id: "Server Hello/extension/supported_versions",
        en: "The version that the server chose. Its presence makes this a TLS 1.3 hello, since the version field \
             above still says TLS 1.2. A server that settles for TLS 1.2 must not send it.",
        ja: "サーバーが選んだバージョンです。上のバージョンのフィールドはTLS 1.2のままなので、この拡張があるこ\
             とでTLS 1.3だとわかります。TLS 1.2を選んだサーバーはこの拡張を送ってはいけません。",
        source: "RFC 8446 section 4.2.1",
        book: "6.1",
    },
    Text {
        id: "Hello Retry Request/extension/supported_versions",
        en: "The version that the server has already settled on. The Server Hello that follows must name the same \
             one, otherwise the client aborts with illegal_parameter.",
        ja: "サーバーがすでに決めたバージョンです。この後のServer Helloが別のバージョンを示した場合、クライアン\
             トはillegal_parameterアラートで接続を終えます。",
        source: "RFC 8446 section 4.2.1",
        book: "",
    },
    Text {
        id: "field/tls.handshake.extensions.supported_versions_len",
        en: "One byte is enough, since a version takes two bytes and few are offered. The server's answer has no \
             length because it is always exactly one version.",
        ja: "バージョンは1つ2バイトで数も少ないため、長さは1バイトで足ります。サーバーの応答は必ず1つだけなので、この\
             長さはありません。",
        source: "RFC 8446 section 4.2.1",
        book: "6.1",
    },
    Text {
        id: "field/tls.handshake.extensions.supported_version",
        en: "A version that the client would speak, its favourite first. The server may choose any of them and skips \
             numbers that it does not know. Every old version left in this list is one that an attacker may try to \
             force.",
        ja: "クライアントが使えるバージョンの1つで、優先するものから順に並びます。サーバーは知らない番号を読み飛ばし、\
             この中から1つを選びます。古いバージョンを残しておくほど、攻撃者がダウングレードを狙う余地が増えます。",
        source: "RFC 8446 section 4.2.1",
        book: "6.1",
    },
    Text {
        id: "Server Hello/field/tls.handshake.extensions.supported_version",
        en: "The version that the rest of the session follows. The client aborts with illegal_parameter if it did not \
             offer it. Both Finished messages cover it, so a change on the way does not go unnoticed.",
        ja: "このセッションで使うバージョンです。クライアントが提案していない値ならillegal_parameterアラートで\
             接続を終えます。双方のFinishedがこの値も検証の対象にするため、途中で書き換えられていれば必ず見つか\
             ります。",
        source: "RFC 8446 section 4.2.1",
        book: "6.1",
    },
    Text {
        id: "Hello Retry Request/field/tls.handshake.extensions.supported_version",
        en: "Always TLS 1.3 so far: no earlier version has a Hello Retry Request. The Server Hello must repeat it.",
        ja: "Hello Retry RequestはTLS 1.3で初めて導入されたため、現在のところ必ずTLS 1.3です。続くServer Helloも同じ\
             値でなければなりません。",
        source: "RFC 8446 section 4.2.1",
        book: "",
    },
    Text {
        id: "extension/supported_groups",
        en: "The curves and finite-field groups that the client can use for the key exchange, its favourite first. If \
             the server can use none of the key shares, it picks a group from here and asks for another share with a \
             Hello Retry Request. In TLS 1.2 the list also limits the curves of ECDSA certificates.",
        ja: "クライアントが鍵合意に使える楕円曲線や有限体グループの一覧で、優先順に並びます。使えるKey Shareが\
             届かなかった場合、サーバーはこの中から1つを選び、Hello Retry RequestでKey Shareの送り直しを求めま\
             す。TLS 1.2では、ECDSA証明書に使える曲線もこの一覧で制限されます。",
        source: "RFC 8446 section 4.2.7",
        book: "6.1",
    },
    Text {
        id: "Encrypted Extensions/extension/supported_groups",
        en: "A hint for next time: the groups that the server prefers. This handshake is no longer affected. A client \
             may remember it, so that its next key share fits and saves a Hello Retry Request.",
        ja: "次回の接続のために、サーバーの優先するグループを知らせます。今回のハンドシェイクにはもう影響しませ\
             ん。クライアントがこれを覚えておけば、次回は最初から適切な公開鍵を送り、Hello Retry Requestを避け\
             られます。",
        source: "RFC 8446 section 4.2.7",
        book: "",
    },
    Text {
        id: "field/tls.handshake.extensions_supported_groups_length",
        en: "Every group takes two bytes, so half of this is the number of groups. An odd value cannot be a list of \
             groups, and the handshake ends with decode_error.",
        ja: "グループは1つ2バイトなので、この半分がグループの数です。奇数では一覧として読めないため、\
             decode_errorアラートで接続を終えます。",
        source: "RFC 8446 section 4.2.7",
        book: "6.1",
    },
    Text {
        id: "field/tls.handshake.extensions_supported_groups",
        en: "In order of preference. A client can name more groups here than it sends key shares: a name costs \
             two bytes, a share costs a key. The choice of entries and their order help to tell one program \
             from another.",
        ja: "優先順に並んだ一覧です。名前だけなら1つ2バイトで済むため、クライアントは実際の公開鍵を送る\
             key_shareよりも多くのグループを挙げられます。項目の選び方と順番からは、プログラムの種類を推測でき\
             ます。",
        source: "RFC 8446 section 4.2.7",
        book: "6.1",
    },
    Text {
        id: "field/tls.handshake.extensions_supported_group",
        en: "A group that the client can use for the key exchange. A key share of it may be in key_share \
             already. If not, choosing this group costs one more round trip.",
        ja: "クライアントが鍵合意に使えるグループの1つです。key_shareにこのグループの公開鍵がなければ、サーバー\
             がこれを選ぶと1往復余分にかかります。",
        source: "RFC 8446 section 4.2.7",
        book: "6.1",
    },
    Text {
        id: "Encrypted Extensions/field/tls.handshake.extensions_supported_group",
        en: "A group that the server accepts, its favourite first. The client must not act on it before the handshake \
             has finished, since only then is it known to come from the real server.",
        ja: "サーバーが受け付けるグループの1つで、優先順に並びます。本物のサーバーから届いたとわかるのはハンド\
             シェイクの完了後なので、クライアントはそれまでこの情報を使ってはいけません。",
        source: "RFC 8446 section 4.2.7",
        book: "",
    },
    Text {
        id: "extension/signature_algorithms",
        en: "The signature schemes that the client can verify. The server needs it to choose a certificate and to \
             sign Certificate Verify; without it, a TLS 1.3 server that would use a certificate aborts with \
             missing_extension. A weak scheme in the list is one that a forger may use.",
        ja: "クライアントが検証できる署名スキームの一覧です。サーバーはこれを見て証明書とCertificate Verifyの署\
             名スキームを選びます。証明書を使うTLS 1.3のハンドシェイクでこの拡張がなければ、サーバーは\
             missing_extensionアラートで接続を終えます。弱いものを残しておくと、署名の偽造に利用されるおそれが\
             あります。",
        source: "RFC 8446 section 4.2.3",
        book: "6.1",
    },
    Text {
        id: "Certificate Request/extension/signature_algorithms",
        en: "The signature schemes that the server can verify, so that the client picks a fitting certificate and \
             signs with a scheme from this list. It is the one extension that a Certificate Request must have.",
        ja: "サーバーが検証できる署名スキームの一覧です。クライアントはこれに合う証明書を選び、この中の方式で署\
             名します。Certificate Requestに必ず含めなければならない唯一の拡張です。",
        source: "RFC 8446 section 4.3.2",
        book: "",
    },
    Text {
        id: "extension/signature_algorithms_cert",
        en: "What may sign certificates, where that differs from what may sign the handshake. The code that verifies \
             a chain is often another one than the TLS stack and knows other schemes. Without this extension, \
             signature_algorithms counts for both.",
        ja: "証明書の署名に使える方式が、ハンドシェイクの署名に使える方式と異なる場合に送ります。証明書チェーンを\
             検証するライブラリーはTLSの実装と別のことがあり、対応する方式も違うからです。この拡張がなければ、\
             signature_algorithmsが両方に適用されます。",
        source: "RFC 8446 section 4.2.3",
        book: "",
    },
    Text {
        id: "field/tls.handshake.sig_hash_alg_len",
        en: "Every scheme takes two bytes, so half of this is the number of schemes. An odd value ends the handshake \
             with decode_error.",
        ja: "署名スキームは1つ2バイトなので、この半分がその数です。奇数の場合はdecode_errorアラートで接続を終え\
             ます。",
        source: "RFC 8446 section 4.2.3",
        book: "6.1",
    },
    Text {
        id: "field/tls.handshake.sig_hash_algs",
        en: "In order of preference. The peer takes one that fits its key: an RSA key cannot make an ECDSA signature, \
             so one entry for each kind of key is the least. If nothing fits, the handshake fails.",
        ja: "優先順に並んだ一覧です。RSAの鍵でECDSAの署名は作れないので、相手は自分の鍵に合う方式を選びます。\
             合うものが1つもなければハンドシェイクは失敗します。",
        source: "RFC 8446 section 4.2.3",
        book: "6.1",
    },
    Text {
        id: "field/tls.handshake.sig_hash_alg",
        en: "Key type, padding or curve, and hash in one number, so that no weak mixture can arise. The rsa_pkcs1 \
             schemes may sign only certificates in TLS 1.3: in the handshake itself, an RSA key must use PSS. TLS 1.2 \
             read the two bytes as a hash and a kind of key.",
        ja: "鍵の種類、パディングや曲線、ハッシュを1つの番号にまとめ、弱い組み合わせができないようにしていま\
             す。TLS 1.3ではrsa_pkcs1の方式は証明書の署名にしか使えず、ハンドシェイクの署名にRSAの鍵を使うとき\
             はPSSが必須です。TLS 1.2では、この2バイトをハッシュと鍵の種類に分けて読みます。",
        source: "RFC 8446 section 4.2.3",
        book: "6.1",
    },
    Text {
        id: "Certificate Verify/field/tls.handshake.sig_hash_alg",
        en: "The scheme of the signature that follows. It must be one that the other side listed and must fit the key \
             in the certificate, otherwise the handshake fails. In TLS 1.3 it can be neither RSA with PKCS #1 v1.5 \
             padding nor SHA-1.",
        ja: "直後の署名の方式です。相手が一覧に挙げた方式で、かつ証明書の鍵に合うものでなければハンドシェイクは\
             失敗します。TLS 1.3では、PKCS #1 v1.5パディングのRSA署名とSHA-1は使えません。",
        source: "RFC 8446 section 4.4.3",
        book: "",
    },
    Text {
        id: "Server Key Exchange/field/tls.handshake.sig_hash_alg",
        en: "The scheme by which the server signs its key exchange parameters together with both randoms. It must \
             come from the client's signature_algorithms. The cipher suite of TLS 1.2 fixes only the kind of key, and \
             here the hash is settled.",
        ja: "サーバーが鍵合意のパラメータと双方の乱数に付ける署名の方式です。クライアントの\
             signature_algorithmsから選ばなければなりません。TLS 1.2の暗号スイートは鍵の種類しか決めないので、\
             ハッシュはここで決まります。",
        source: "RFC 5246 section 7.4.3",
        book: "",
    },
    Text {
        id: "field/tls.handshake.sig_hash_hash",
        en: "The first byte as TLS 1.2 reads it: the hash. TLS 1.3 numbers whole schemes, so for newer ones such as \
             RSA-PSS (8) the byte is only half of a number and names no hash.",
        ja: "先頭の1バイトをTLS 1.2の読み方で解釈したもので、ハッシュを表します。TLS 1.3は2バイト全体で1つの方式を\
             表すため、RSA-PSS（8）などの新しい方式では番号の半分にすぎず、ハッシュの種類にはなりません。",
        source: "RFC 5246 section 7.4.1.4.1",
        book: "6.1",
    },
    Text {
        id: "field/tls.handshake.sig_hash_sig",
        en: "The second byte as TLS 1.2 reads it: the kind of key. For schemes that came with TLS 1.3 that reading \
             makes no sense, which is why Wireshark shows odd names such as SM2 beside RSA-PSS.",
        ja: "2バイト目をTLS 1.2の読み方で解釈したもので、鍵の種類を表します。TLS 1.3で加わった方式にはこの読み\
             方が当てはまらないため、WiresharkではRSA-PSSの横にSM2のような無関係な名前が出ることがあります。",
        source: "RFC 5246 section 7.4.1.4.1",
        book: "6.1",
    },
    Text {
        id: "extension/cookie",
        en: "The client returns what the server gave it in the Hello Retry Request, unchanged. The server may thus \
             forget the first Client Hello, and a client with a forged address cannot answer. A cookie in a first \
             Client Hello is not allowed.",
        ja: "Hello Retry Requestで受け取った値を、クライアントがそのまま送り返します。サーバーは最初のClient Helloを\
             覚えておかなくて済み、送信元を偽ったクライアントは応答できません。最初のClient Helloに\
             付けてはいけません。",
        source: "RFC 8446 section 4.2.2",
        book: "",
    },
    Text {
        id: "Hello Retry Request/extension/cookie",
        en: "The server hands its own memory to the client: typically the hash of the first Client Hello, protected \
             against changes. It then needs no state until the second one arrives, and it learns that the client \
             really receives at its address.",
        ja: "サーバーが覚えておくべき情報をクライアントに預けます。典型的な中身は、改ざんできないように保護した最初の\
             Client Helloのハッシュです。2回目のClient Helloが届くまで状態を持たずに済み、クライアントがそのアドレスで\
             実際に受信していることも確かめられます。",
        source: "RFC 8446 section 4.2.2",
        book: "",
    },
    Text {
        id: "field/tls.handshake.extensions.cookie_len",
        en: "Two bytes, because a server may put as much state into a cookie as it likes. Zero is not allowed.",
        ja: "サーバーがどれだけの情報を預けるかは自由なので2バイトです。0は許されません。",
        source: "RFC 8446 section 4.2.2",
        book: "",
    },
    Text {
        id: "field/tls.handshake.extensions.cookie",
        en: "Opaque to the client, which must return it byte for byte. Only the server understands it, and the server \
             should protect it: whoever could forge one could make it continue a handshake that never began.",
        ja: "クライアントには中身がわからず、1バイトも変えずに返します。解釈するのはサーバーだけです。偽造でき\
             ると、始まってもいないハンドシェイクの続きをさせられるため、サーバーは改ざんを検出できる形にしてお\
             きます。",
        source: "RFC 8446 section 4.2.2",
        book: "",
    },
    Text {
        id: "extension/Reserved (GREASE)",
        en: "A number that will never mean anything, sent on purpose. A correct server ignores it; one that chokes on \
             unknown extensions is noticed now rather than when the next real extension appears. Clients pick it at \
             random from sixteen reserved numbers.",
        ja: "決して意味を持たない番号で、クライアントがわざと送っています。正しいサーバーは無視します。知らない\
             拡張でエラーになる実装を、新しい拡張が実際に登場する前に見つけるのが目的です。番号は、予約された16\
             個から無作為に選びます。",
        source: "RFC 8701 section 3",
        book: "",
    },
    Text {
        id: "extension/padding",
        en: "Zero bytes that only make the Client Hello longer. Some old servers hang when a hello has between 256 \
             and 511 bytes, and this lifts it over that range. The server never answers it.",
        ja: "Client Helloを長くするためだけの0のバイト列です。長さが256から511バイトのClient Helloで応答しなくなる古い\
             サーバーがあるため、その範囲を避けるのに使われます。サーバーはこの拡張に応答しません。",
        source: "RFC 7685 section 3",
        book: "",
    },
    Text {
        id: "field/tls.handshake.extensions_padding_data",
        en: "Nothing but zeros, so that it cannot carry hidden data. It is hashed into the transcript like everything \
             else.",
        ja: "情報を紛れ込ませられないよう、すべて0と決められています。ほかのフィールドと同じように\
             トランスクリプトハッシュの対象になります。",
        source: "RFC 7685 section 3",
        book: "",
    },
    Text {
        id: "extension/post_handshake_auth",
        en: "The client is ready to show a certificate later, after the handshake, for instance when a protected page \
             is asked for. The extension is empty. A server must not send a late Certificate Request to a client that \
             did not send it.",
        ja: "ハンドシェイクの後でも証明書による認証に応じる、という意思表示です。例えば、保護されたページが要求された\
             時点で認証を求められます。中身は空で、これを送らなかったクライアントに後からCertificate Requestを\
             送ることはできません。",
        source: "RFC 8446 section 4.2.6",
        book: "",
    },
    Text {
        id: "extension/max_fragment_length",
        en: "A client with little memory asks for records of at most 512 to 4,096 bytes of content instead of 16,384. \
             A server that agrees repeats the value; one that ignores it goes on with full records. The server cannot \
             ask for a limit of its own, which is why record_size_limit replaced it.",
        ja: "メモリの少ないクライアントが、レコードの内容を、16,384バイトより小さい512、1,024、2,048、4,096バ\
             イトのどれかまでに抑えるよう求めます。同意したサーバーは同じ値を返し、対応していなければ無視しま\
             す。サーバー側の都合は伝えられないため、後にrecord_size_limitが作られました。",
        source: "RFC 6066 section 4",
        book: "6.2",
    },
    Text {
        id: "Encrypted Extensions/extension/max_fragment_length",
        en: "The server agrees: from here on both sides send records no longer than that. Without this answer the \
             limit is not in force.",
        ja: "サーバーが同意したことを示します。以降、双方ともこの長さを超えるレコードを送りません。この応答がなければ\
             制限は有効になりません。",
        source: "RFC 6066 section 4",
        book: "",
    },
    Text {
        id: "field/tls.handshake.max_fragment_length",
        en: "A code for a power of two: 1 is 512 bytes, 4 is 4,096. Any other value is refused with \
             illegal_parameter. Records may then arrive in more, smaller pieces, each with its own header and tag.",
        ja: "2のべき乗を表す番号で、1が512バイト、4が4,096バイトです。それ以外の値はillegal_parameterアラートで\
             拒否されます。レコードは小さく分かれて届き、その分ヘッダーや認証タグが増えます。",
        source: "RFC 6066 section 4",
        book: "6.2",
    },
    Text {
        id: "Encrypted Extensions/field/tls.handshake.max_fragment_length",
        en: "It must repeat the client's value. A client that finds another one aborts with illegal_parameter.",
        ja: "クライアントの値と同じでなければなりません。異なる値が返ってきたら、クライアントは\
             illegal_parameterアラートで接続を終えます。",
        source: "RFC 6066 section 4",
        book: "",
    },
    Text {
        id: "extension/record_size_limit",
        en: "The largest record that its sender is willing to receive. Each side states its own limit, unlike \
             max_fragment_length, where the client decides for both. This lets a small device talk to a server \
             without buffers of 16 kilobytes.",
        ja: "この拡張を送った側が受信できるレコードの上限です。クライアントが双方の値を決める\
             max_fragment_lengthと違い、それぞれが自分の上限を伝えます。小さな機器でも、16キロバイトのバッ\
             ファなしで通信できます。",
        source: "RFC 8449 section 4",
        book: "",
    },
    Text {
        id: "Encrypted Extensions/extension/record_size_limit",
        en: "The server's own limit, which need not equal the client's. It also tells the client that its limit is \
             respected.",
        ja: "サーバー側の上限で、クライアントの値と同じである必要はありません。クライアントの上限が守られること\
             も、これでわかります。",
        source: "RFC 8449 section 4",
        book: "",
    },
    Text {
        id: "Server Hello/extension/record_size_limit",
        en: "The answer in TLS 1.2, which has no Encrypted Extensions: the server's own limit, readable by everybody.",
        ja: "Encrypted ExtensionsのないTLS 1.2での応答です。サーバー側の上限を、誰でも読める形で伝えます。",
        source: "RFC 8449 section 4",
        book: "",
    },
    Text {
        id: "field/tls.record_size_limit",
        en: "Bytes of plaintext that its sender accepts in one protected record; in TLS 1.3 the content type byte and \
             the padding count, too. Less than 64 is refused with illegal_parameter. A peer that sends more is \
             refused with record_overflow.",
        ja: "保護されたレコード1つで受信できる平文のバイト数です。TLS 1.3ではコンテントタイプの1バイトとパディ\
             ングも数えます。64未満はillegal_parameterアラートで拒否され、上限を超えるレコードを送ると\
             record_overflowアラートで接続を切られます。",
        source: "RFC 8449 section 4",
        book: "",
    },
    Text {
        id: "Server Hello/extension/max_fragment_length",
        en: "The agreement in TLS 1.2, which has no Encrypted Extensions. The value must be the one that the client \
             asked for.",
        ja: "Encrypted ExtensionsのないTLS 1.2での同意です。クライアントが求めた値と同じでなければなりません。",
        source: "RFC 6066 section 4",
        book: "",
    },
    Text {
        id: "New Session Ticket/extension/Reserved (GREASE)",
        en: "A server, too, may send numbers without a meaning, here and in Certificate Request. A client that fails \
             on them would also fail on the first real extension of tickets that it does not know.",
        ja: "サーバーも、ここやCertificate Requestで意味のない番号を送ることがあります。これで失敗するクライアントは、\
             チケットに新しい拡張が加わったときにも失敗します。",
        source: "RFC 8701 section 4",
        book: "",
    },
];
