//! The fields of the hellos, and of extensions as such.

use crate::text::Text;

pub(crate) const TEXTS: &[Text] = &[
    Text {
        id: "field/tls.handshake.version",
        en: "It says TLS 1.2, and a TLS 1.3 server does not believe it. Some servers and middleboxes drop \
             hellos with numbers they do not know, so TLS 1.3 froze this field and moved the real offer to \
             supported_versions. From a client of TLS 1.2 it is the highest version that it can do.",
        ja: "TLS 1.2を示す値ですが、TLS 1.3では実際の提案ではありません。知らない番号を見ると接続を切るサーバー\
             や中継装置があるため、この値を固定し、本当に使いたいバージョンはsupported_versions拡張で示します。\
             TLS 1.2のクライアントでは、使える最も新しいバージョンです。",
        source: "RFC 8446 section 4.1.2",
        book: "6.1",
    },
    Text {
        id: "Server Hello/field/tls.handshake.version",
        en: "In TLS 1.3 it is always 0x0303, so that middleboxes see a Server Hello of TLS 1.2; \
             supported_versions has the version that counts. Without that extension this is the server's \
             choice.",
        ja: "TLS 1.3では常に0x0303で、中継装置からはTLS 1.2のServer Helloに見えます。実際のバージョンは\
             supported_versions拡張にあります。この拡張がなければ、ここがサーバーの選んだバージョンです。",
        source: "RFC 8446 section 4.1.3",
        book: "6.1",
    },
    Text {
        id: "Hello Retry Request/field/tls.handshake.version",
        en: "0x0303, as in the Server Hello whose form it borrows. The version is in supported_versions, and \
             the Server Hello that follows must choose the same one.",
        ja: "Server Helloと同じ形なので、同じく0x0303です。実際のバージョンはsupported_versions拡張にあり、あと\
             のServer Helloもそれと同じものを選ばなければなりません。",
        source: "RFC 8446 section 4.1.4",
        book: "",
    },
    Text {
        id: "field/tls.handshake.random",
        en: "32 fresh random bytes. They enter the transcript hash, and through it every key and signature \
             that follows, so nothing recorded from another session fits into this one. A key log names the \
             session by them.",
        ja: "クライアントが接続のたびに作る32バイトの乱数です。トランスクリプトハッシュを通じて以降のすべての鍵\
             と署名に影響するため、別のセッションの記録は流用できません。鍵ログはこの値でセッションを見分けま\
             す。",
        source: "RFC 8446 section 4.1.2",
        book: "6.1",
    },
    Text {
        id: "Server Hello/field/tls.handshake.random",
        en: "32 bytes from the server, so that a client's recorded messages are of no use in another \
             connection (early data aside). A server of TLS 1.3 that agrees on TLS 1.2 ends them in DOWNGRD \
             01, and on anything older in DOWNGRD 00. A client of TLS 1.3 that finds this knows that someone \
             has removed the newer version from its offer, and gives up. It can trust them where the server \
             signs the random with its key share; RSA key exchange has no such signature.",
        ja: "サーバーの作る32バイトの値で、Early Dataを除き、クライアントのメッセージの記録を別の接続に流用で\
             きないようにします。TLS 1.3に対応するサーバーは、TLS 1.2を選ぶときは末尾をDOWNGRD 01に、さらに古\
             いバージョンではDOWNGRD 00にします。TLS 1.3を提案したクライアントがこれを見つけた場合、途中で提案\
             が書き換えられているので接続を中止します。乱数も署名されるため攻撃者は消せませんが、署名のないRSA\
             鍵交換では守れません。",
        source: "RFC 8446 section 4.1.3",
        book: "6.1",
    },
    Text {
        id: "Hello Retry Request/field/tls.handshake.random",
        en: "Not random at all: the SHA-256 hash of the text HelloRetryRequest. Only this tells the message \
             from a Server Hello, so that middleboxes see nothing new. A Server Hello would have this value by \
             chance once in 2^256.",
        ja: "乱数ではなく、文字列HelloRetryRequestのSHA-256ハッシュです。Server Helloとの違いはこの値だけで、中\
             継装置には新しいメッセージに見えません。Server Helloの乱数が偶然この値になる確率は、2^256分の1で\
             す。",
        source: "RFC 8446 section 4.1.3",
        book: "",
    },
    Text {
        id: "field/tls.handshake.session_id",
        en: "TLS 1.3 does not resume sessions by it. A client fills it with random bytes all the same, so that \
             a middlebox takes the handshake for a resumed session of TLS 1.2 and does not expect certificates \
             in the clear. In TLS 1.2 it names the session to be resumed, or is made up so that the server's \
             echo shows whether a ticket was accepted.",
        ja: "TLS 1.3では、セッション再開には使いません。それでも乱数を入れるのは、中継装置にTLS 1.2のセッション\
             再開と思わせ、平文の証明書がないことを不審に思わせないためです。TLS 1.2では再開したいセッションを\
             示します。チケットを使う場合は適当な値を入れ、サーバーが同じ値を返すかどうかで、受け入れられたかを\
             判断します。",
        source: "RFC 8446 section 4.1.2",
        book: "",
    },
    Text {
        id: "Server Hello/field/tls.handshake.session_id",
        en: "In TLS 1.3 the server repeats what the client sent, to look like a resumed session of TLS 1.2; a \
             client that gets anything else gives up. In TLS 1.2 the echo means that the session is really \
             resumed. Another value is the name of a new session, and an empty one says that it cannot be \
             resumed by an ID.",
        ja: "TLS 1.3では、TLS 1.2のセッション再開に見せるため、クライアントの送った値をそのまま返します。違う値\
             であれば、クライアントは接続を中止します。TLS 1.2では、同じ値なら実際にセッションを再開します。違\
             う値なら新しいセッションのIDで、空ならIDによる再開はできません。",
        source: "RFC 8446 section 4.1.3",
        book: "",
    },
    Text {
        id: "Hello Retry Request/field/tls.handshake.session_id",
        en: "The client's bytes again, as in a Server Hello. The second Client Hello sends them once more, \
             since it may change only what was asked for.",
        ja: "Server Helloと同じく、クライアントの送った値をそのまま返します。クライアントは求められた部分しか変\
             えられないので、2回目のClient Helloでも同じ値を送ります。",
        source: "RFC 8446 section 4.1.4",
        book: "",
    },
    Text {
        id: "field/tls.handshake.session_id_length",
        en: "32 in TLS 1.3 with middlebox compatibility, 0 without; in TLS 1.2 an ID may have any length up to \
             32. More than 32 is an error, and a client that copied more without checking could be taken over \
             (CVE-2014-3466).",
        ja: "TLS 1.3では、ミドルボックス互換モードなら32、そうでなければ0で、TLS 1.2では32以下の任意の長さです。\
             32を超える値は誤りで、確かめずにコピーしたクライアントが乗っ取られるおそれのある脆弱性がありまし\
             た（CVE-2014-3466）。",
        source: "RFC 8446 section 4.1.2",
        book: "",
    },
    Text {
        id: "field/tls.handshake.ciphersuites",
        en: "The client's suites, best first, though the server may follow its own order. A server ignores \
             numbers that it does not know, which is how new suites can be added, and GREASE values test that \
             it does. Choice and order are much the same in each run of a program, so an observer can \
             recognise the program by them. If an attacker removes the strong suites, the transcript hash \
             shows it.",
        ja: "クライアントの使える暗号スイートを優先順に並べたもので、サーバーは自分の優先順に従ってもかまいませ\
             ん。サーバーは知らない番号を無視するので、新しい暗号スイートを追加できます（GREASEの値はこれを確か\
             めるためのものです）。組み合わせと順番はプログラムごとにほぼ決まっているため、観察者はプログラムを\
             推測できます。攻撃者が強い暗号スイートを取り除いても、トランスクリプトハッシュにより検出されま\
             す。",
        source: "RFC 8446 section 4.1.2",
        book: "6.1",
    },
    Text {
        id: "field/tls.handshake.cipher_suites_length",
        en: "Two bytes, counting bytes and not suites: each suite takes two. An odd number is an error.",
        ja: "暗号スイートの数ではなくバイト数を表す2バイトの値です。1つが2バイトなので、奇数なら誤りです。",
        source: "RFC 8446 section 4.1.2",
        book: "6.1",
    },
    Text {
        id: "field/tls.handshake.ciphersuite",
        en: "A suite of TLS 1.3 names only the AEAD for the records and the hash for the keys; group and \
             signature are negotiated by themselves. In TLS 1.2 the number also stands for the key exchange \
             and the kind of key that signs, so there are hundreds. A suite of one version means nothing in \
             the other, and a client that wants both offers both kinds.",
        ja: "TLS 1.3の暗号スイートは、レコードを保護するAEADと鍵導出のハッシュだけを示し、グループと署名は別に\
             決めます。TLS 1.2では鍵交換の方式と署名鍵の種類も1つの番号で表すので、数百種類もありました。互い\
             に別のバージョンでは使えないため、両方に対応するクライアントは両方の種類を並べます。",
        source: "RFC 8446 section 4.1.2",
        book: "6.1",
    },
    Text {
        id: "Server Hello/field/tls.handshake.ciphersuite",
        en: "The one suite that both will use. If the client has not offered it, or it differs from that of a \
             Hello Retry Request, the client ends the connection with illegal_parameter. With a PSK its hash \
             has to be that of the PSK, because the keys start from there.",
        ja: "双方が使う暗号スイートです。クライアントが提案していないものや、Hello Retry Requestで示したのと違\
             うものであれば、クライアントはillegal_parameterアラートで接続を終えます。PSKを使う場合、鍵導出の出\
             発点となるため、ハッシュがPSKのものと同じでなければなりません。",
        source: "RFC 8446 section 4.1.3",
        book: "6.1",
    },
    Text {
        id: "Hello Retry Request/field/tls.handshake.ciphersuite",
        en: "The server decides already, because the transcript hash needs to know its algorithm: the first \
             Client Hello enters it as a hash. The Server Hello must then choose the same suite.",
        ja: "最初のClient Helloはハッシュの形でトランスクリプトに入るので、そのアルゴリズムをここで決める必要が\
             あります。あとのServer Helloも、同じ暗号スイートを選ばなければなりません。",
        source: "RFC 8446 section 4.1.4",
        book: "",
    },
    Text {
        id: "field/tls.handshake.comp_methods",
        en: "A list that has only one legal content in TLS 1.3: no compression. Compressed text shows by its \
             length what repeats in it, and CRIME read cookies that way. The field stays because the form of \
             the hello must not change.",
        ja: "圧縮方式の一覧ですが、TLS 1.3で許されるのは「圧縮しない」の1項目だけです。圧縮すると、同じ内容の繰\
             り返しが長さに現れるため、CRIME攻撃はそこからCookieを読み取りました。Client Helloの形を変えないた\
             めに、フィールドだけが残っています。",
        source: "RFC 8446 section 4.1.2",
        book: "",
    },
    Text {
        id: "field/tls.handshake.comp_methods_length",
        en: "One byte, and 1 in TLS 1.3: a server that finds more methods than the one for no compression ends \
             the connection with illegal_parameter.",
        ja: "1バイトの値で、TLS 1.3では1です。圧縮なし以外の方式もあれば、サーバーはillegal_parameterアラートで\
             接続を終えます。",
        source: "RFC 8446 section 4.1.2",
        book: "",
    },
    Text {
        id: "field/tls.handshake.comp_method",
        en: "0, no compression. Before TLS 1.3 records could be compressed before encryption, and CRIME \
             guessed secrets from how long they came out.",
        ja: "圧縮なしを示す0です。TLS 1.2まではレコードを圧縮してから暗号化でき、CRIME攻撃は圧縮後の長さから秘\
             密を推測しました。",
        source: "RFC 8446 section 4.1.2",
        book: "",
    },
    Text {
        id: "Server Hello/field/tls.handshake.comp_method",
        en: "0 is the only choice in TLS 1.3, and the only safe one in TLS 1.2. The byte stays so that a \
             Server Hello keeps its form for middleboxes.",
        ja: "TLS 1.3では0しか選べず、TLS 1.2でも安全なのは0だけです。中継装置のためにServer Helloの形を変えない\
             よう、残されています。",
        source: "RFC 8446 section 4.1.3",
        book: "",
    },
    Text {
        id: "Hello Retry Request/field/tls.handshake.comp_method",
        en: "0, only because the message has the form of a Server Hello.",
        ja: "Server Helloと同じ形にするためだけにあり、値は0です。",
        source: "RFC 8446 section 4.1.3",
        book: "",
    },
    Text {
        id: "field/tls.handshake.extensions_length",
        en: "Two bytes that cover all extensions, which must end where the message or the certificate's entry \
             ends; anything left over is decode_error. A hello of TLS 1.2 may end before this field.",
        ja: "すべての拡張を合わせた長さを表す2バイトの値です。拡張の終わりは、メッセージや証明書の項目の終わり\
             と一致しなければなりません。余りがあれば、decode_errorアラートで接続を終えます。TLS 1.2までのHello\
             は、拡張を省いてこの前で終わることもできます。",
        source: "RFC 8446 section 4.2",
        book: "6.1",
    },
    Text {
        id: "field/tls.handshake.extension.type",
        en: "What a receiver does not know, it skips: that is how TLS could grow without new formats. No \
             message may have one twice, and an answer none that was not asked for (but for cookie). Clients \
             send reserved values (GREASE) now and then, so that software that fails on unknown numbers is \
             noticed early.",
        ja: "受信側は知らない拡張を読み飛ばすので、形式を変えずにTLSに機能を追加できます。同じ拡張を2回入れるこ\
             とや、（cookieを除き）求められていない拡張で応答することはできません。知らない番号で失敗する実装を\
             早く見つけるため、予約された値（GREASE）を入れるクライアントもあります。",
        source: "RFC 8446 section 4.2",
        book: "6.1",
    },
    Text {
        id: "field/tls.handshake.extension.len",
        en: "Two bytes, so an extension can carry up to 65,535 bytes. A receiver that does not know the type \
             uses it to skip the rest.",
        ja: "2バイトなので、拡張の内容は最大65,535バイトです。種類を知らない受信側は、この長さだけ読み飛ばして\
             次の拡張に進みます。",
        source: "RFC 8446 section 4.2",
        book: "6.1",
    },
    Text {
        id: "field/tls.handshake.extension.data",
        en: "The content, in a form that only the extension's own document defines. A server that does not \
             know it drops it, but it is part of the transcript hash like everything else, so a change on the \
             way is found out.",
        ja: "拡張ごとの仕様で形式が決まっている内容です。知らないサーバーは読み飛ばしますが、ほかの部分と同じく\
             トランスクリプトハッシュに入るので、途中で書き換えれば検出されます。",
        source: "RFC 8446 section 4.2",
        book: "",
    },
];
