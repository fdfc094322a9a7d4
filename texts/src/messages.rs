//! The messages, and the fields of those that are no hello and no key exchange of TLS 1.2.

use crate::text::Text;

pub(crate) const TEXTS: &[Text] = &[
    Text {
        id: "message/Client Hello",
        en: "The client opens the connection and lists all that it can do, so that the server can choose. In \
             TLS 1.3 it also guesses a group and adds a key share, which saves a round trip. It goes out in \
             the clear: an eavesdropper reads the server's name in server_name and can recognise the program \
             by its lists. Changes on the way are found out, because the transcript hash begins with it.",
        ja: "クライアントが自分の使えるものをすべて並べ、サーバーに選んでもらうメッセージです。TLS 1.3では、使\
             われそうなグループを予想してKey Shareも送ることで、往復を1回減らします。平文なので、盗聴者は\
             server_nameからサーバーの名前を読み、一覧の内容からクライアントのプログラムを推測できます。トラン\
             スクリプトハッシュはここから始まるため、途中での改ざんは検出されます。",
        source: "RFC 8446 section 4.1.2",
        book: "6.1",
    },
    Text {
        id: "message/Server Hello",
        en: "The server's choice from the offer. In TLS 1.3 it carries the server's key share, the chosen PSK \
             or both, so that both sides now have keys, and every later message of the handshake is encrypted. \
             In TLS 1.2 it only names the choice, and the keys need further messages. An attacker who alters \
             the choice changes the transcript hash, and the handshake fails.",
        ja: "提案に対するサーバーの選択です。TLS 1.3では、サーバーのKey Shareや選んだPSKも含むため、ここで双方\
             の鍵がそろい、以降のハンドシェイクメッセージはすべて暗号化されます。TLS 1.2では選択を伝えるだけ\
             で、鍵合意には別のメッセージが必要です。攻撃者が選択を書き換えるとトランスクリプトハッシュが変わ\
             り、ハンドシェイクは失敗します。",
        source: "RFC 8446 section 4.1.3",
        book: "6.1",
    },
    Text {
        id: "message/Hello Retry Request",
        en: "The server could go on, but not with this Client Hello: usually it holds no key share of a group \
             that the server wants. It may come once in a connection; the client mends what was asked for and \
             sends everything else unchanged. Its form is that of a Server Hello, so that middleboxes let it \
             pass. The price is one more round trip, and early data is lost.",
        ja: "サーバーは接続を続けられるものの、このClient Helloのままでは進めない場合に送ります。多くは、サー\
             バーの使いたいグループのKey Shareがない場合です。1つの接続で1回に限られ、クライアントは求められた\
             部分だけを直してClient Helloを送り直します。中継装置を通れるように、Server Helloと同じ形をしていま\
             す。往復が1回増え、Early Dataは受け付けられなくなります。",
        source: "RFC 8446 section 4.1.4",
        book: "",
    },
    Text {
        id: "message/Encrypted Extensions",
        en: "The answers to extensions that the keys do not depend on: the protocol from ALPN, for example. \
             TLS 1.2 sends them in the Server Hello, where everyone can read them. The server sends this \
             message even with nothing in it, and as the first one under the handshake keys. In TLS 1.2 with \
             NPN, the forerunner of ALPN, a message of this name carries the client's choice of a protocol.",
        ja: "ALPNのプロトコルなど、鍵の導出に関係しない拡張への応答です。TLS 1.2ではServer Helloに入り、誰でも\
             読めました。ハンドシェイクの鍵で保護する最初のメッセージで、内容がなくても必ず送ります。TLS 1.2で\
             ALPNの前身であるNPNを使う場合は、クライアントが選んだプロトコルを伝えるメッセージがこの名前で表示\
             されます。",
        source: "RFC 8446 section 4.3.1",
        book: "6.1",
    },
    Text {
        id: "message/Certificate Request",
        en: "The server asks the client to authenticate itself, too, and says which signatures and authorities \
             it accepts. A client without a fitting certificate answers with an empty list, and the server \
             decides whether that will do. In TLS 1.3 it is encrypted and may also come after the handshake; \
             TLS 1.2 shows it to everyone.",
        ja: "サーバーがクライアントにも認証を求め、受け入れる署名やCAを伝えます。合う証明書がないクライアントは\
             空のCertificateで答え、それを許すかどうかはサーバーが決めます。TLS 1.3では暗号化され、ハンドシェイ\
             クのあとに送ることもできます。TLS 1.2では平文で、誰でも読めます。",
        source: "RFC 8446 section 4.3.2",
        book: "",
    },
    Text {
        id: "message/Certificate",
        en: "The chain that links the sender's public key and name to an authority that the peer trusts, the \
             sender's own certificate first. It proves nothing by itself, because anyone can copy it; the \
             signature that follows does. TLS 1.3 encrypts it, so an eavesdropper no longer sees who the \
             client is. With a PSK it is left out.",
        ja: "送信者の名前と公開鍵を、相手が信頼するCAに結び付ける証明書チェーンで、送信者自身の証明書が先頭で\
             す。証明書は誰でもコピーできるため、これだけでは何の証明にもならず、続く署名が必要です。TLS 1.3で\
             は暗号化されるので、クライアントが誰なのかは盗聴者にわかりません。PSKで認証する場合は送りませ\
             ん。",
        source: "RFC 8446 section 4.4.2",
        book: "6.1",
    },
    Text {
        id: "message/Compressed Certificate",
        en: "A Certificate message, compressed with an algorithm that the receiver has offered. A chain is \
             often the longest part of a handshake; shorter, it fits into fewer packets and may save a round \
             trip. The receiver must bound what it unpacks, or a small message could fill its memory. The \
             transcript hash takes the message as it was sent.",
        ja: "受信側が提示した方式で圧縮したCertificateメッセージです。証明書チェーンはハンドシェイクの中で最も\
             長くなりがちで、短くすればパケットが減り、往復を減らせることもあります。小さなメッセージでメモリ\
             を使い尽くす攻撃を防ぐため、受信側は展開後の大きさを制限しなければなりません。トランスクリプトハッ\
             シュには、圧縮されたままのメッセージが入ります。",
        source: "RFC 8879 section 4",
        book: "",
    },
    Text {
        id: "message/Certificate Verify",
        en: "A signature over the transcript hash with the private key of the certificate just sent. It shows \
             that the sender has this key, and that the handshake it saw is the one that the peer saw. Without \
             it anyone could present a copied certificate. In TLS 1.2 only clients send it; the server signs \
             its Server Key Exchange instead.",
        ja: "送った証明書に対応するプライベート鍵で、トランスクリプトハッシュに付けた署名です。送信者がその鍵を\
             持ち、双方が同じハンドシェイクを見ていることを示します。これがなければ、誰でも他人の証明書をコピー\
             して使えます。TLS 1.2でこれを送るのはクライアントだけで、サーバーは代わりにServer Key Exchangeに署\
             名します。",
        source: "RFC 8446 section 4.4.3",
        book: "6.1",
    },
    Text {
        id: "message/Finished",
        en: "An HMAC over the transcript hash with a key of this handshake. If it fits, both sides have the \
             same keys and have seen the same messages; whatever was altered on the way, even the list of \
             suites in the clear Client Hello, comes out here at the latest. With a PSK it is all the proof \
             there is of who the server is. In TLS 1.2 the client sends it first, unless a session is \
             resumed.",
        ja: "このハンドシェイクの鍵で計算した、トランスクリプトハッシュのHMACで、一致すれば双方が同じ鍵を持ち、\
             同じメッセージを見たことになります。平文のClient Helloの暗号スイートなど、途中で書き換えられたもの\
             があれば、遅くともここでわかります。PSKの場合、サーバーを認証するものはこれだけです。TLS 1.2では、\
             セッション再開を除き、クライアントが先に送ります。",
        source: "RFC 8446 section 4.4.4",
        book: "6.1",
    },
    Text {
        id: "message/End of Early Data",
        en: "The client's early data ends here, and its next record has the handshake keys. Otherwise an \
             attacker who cuts off the last records of the early data would leave the server with a message \
             that merely looks complete. It is encrypted with the key of the early data, has no content and is \
             sent only if the server has accepted the early data.",
        ja: "クライアントのEarly Dataはここで終わり、次のレコードからハンドシェイクの鍵に変わります。これがない\
             と、攻撃者がEarly Dataの最後のレコードを取り除いても、サーバーは途中で切れたことに気付けません。内\
             容のないメッセージで、Early Dataの鍵で暗号化され、サーバーがEarly Dataを受け入れた場合だけ送りま\
             す。",
        source: "RFC 8446 section 4.5",
        book: "6.5",
    },
    Text {
        id: "message/New Session Ticket",
        en: "With this ticket the client can resume the session later, without certificates. In TLS 1.3 the \
             message is encrypted and comes after the handshake, and the PSK that belongs to it is never sent: \
             both sides derive it. TLS 1.2 sends it in the clear before the handshake is over, and its ticket \
             stands for the session's own master secret. Several tickets let a client use each one only once, \
             so that nobody can link its connections.",
        ja: "クライアントがあとで証明書なしにセッションを再開するためのチケットを渡します。TLS 1.3ではハンドシ\
             ェイクのあとに暗号化して送り、チケットに対応するPSKは送らずに双方が導出します。TLS 1.2ではハンドシ\
             ェイクの途中に平文で送り、チケットはそのセッションのマスターシークレットを表します。1枚を1回だけ使\
             えば接続どうしを関連付けられないため、複数のチケットを送ることもあります。",
        source: "RFC 8446 section 4.6.1",
        book: "6.3",
    },
    Text {
        id: "message/Key Update",
        en: "The sender's next record will use new keys, derived from its present traffic secret. So no key \
             has to protect too much: about 2^24.5 full records with AES-GCM are the limit. The old keys can \
             then be deleted, and a later theft does not open what was sent before. It changes one direction; \
             the message can ask the peer to follow.",
        ja: "送信側は、今のトラフィックシークレットから導出した新しい鍵を、次のレコードから使います。1つの鍵で\
             保護してよい量（AES-GCMでは最大長のレコードで約2^24.5個）を超えないためです。古い鍵は消去できるの\
             で、あとで鍵が盗まれても以前のデータは読まれません。変わるのは片方向だけで、相手にも更新を求めるこ\
             とができます。",
        source: "RFC 8446 section 4.6.3",
        book: "",
    },
    Text {
        id: "message/Message Hash",
        en: "It is never sent. After a Hello Retry Request it takes the place of the first Client Hello in the \
             transcript, with nothing but the hash of that message in it. So a server can put the hash into \
             its cookie, forget the client, and still compute the right transcript hash when the client \
             returns.",
        ja: "このメッセージは送られません。Hello Retry Requestのあとのトランスクリプトで、最初のClient Helloの\
             代わりに、そのハッシュだけを入れて使います。サーバーはハッシュをcookieに入れておけば、クライアント\
             のことを忘れても、次のClient Helloが届いたときに正しいトランスクリプトハッシュを計算できます。",
        source: "RFC 8446 section 4.4.1",
        book: "",
    },
    Text {
        id: "message/Server Key Exchange",
        en: "TLS 1.2 sends the server's public key for (EC)DHE here. The certificate's key signs it together \
             with both randoms, so that no attacker can put in a key of his own or an old message. The \
             signature does not cover the cipher suite: Logjam used that. In TLS 1.3 key_share and Certificate \
             Verify have taken over.",
        ja: "TLS 1.2で、(EC)DHEのためのサーバーの公開鍵を送るメッセージです。攻撃者が自分の鍵や以前のメッセージ\
             に置き換えられないよう、双方の乱数と合わせて証明書の鍵で署名します。この署名の対象に暗号スイートが\
             含まれていないことを、Logjam攻撃が利用しました。TLS 1.3では、key_share拡張とCertificate Verifyに置\
             き換わりました。",
        source: "RFC 5246 section 7.4.3",
        book: "6.1",
    },
    Text {
        id: "message/Server Hello Done",
        en: "In TLS 1.2 the server may or may not send a Server Key Exchange or a Certificate Request; this \
             empty message tells the client that no more comes and that it is its turn. TLS 1.3 needs none, \
             because the server's Finished follows in the same flight.",
        ja: "TLS 1.2では、Server Key ExchangeやCertificate Requestが送られるかどうかは場合によります。この空の\
             メッセージにより、クライアントは、もう続きがなく自分の番であることを知ります。TLS 1.3では、サー\
             バーのFinishedが続けて送られるので必要ありません。",
        source: "RFC 5246 section 7.4.5",
        book: "6.1",
    },
    Text {
        id: "message/Client Key Exchange",
        en: "TLS 1.2: the client's part of the key exchange, after which both sides can compute the master \
             secret. Depending on the suite it holds a public key for (EC)DHE, a secret encrypted with the \
             server's RSA key, or the identity of a PSK. TLS 1.3 has the client's key share or PSK in the \
             Client Hello already, which is why it needs one round trip less.",
        ja: "TLS 1.2の鍵交換でクライアントが送る情報で、これで双方がマスターシークレットを計算できます。暗号ス\
             イートにより、(EC)DHEの公開鍵、サーバーのRSA公開鍵で暗号化したシークレット、PSKのアイデンティティ\
             のどれかが入ります。TLS 1.3では、Key ShareやPSKのアイデンティティを最初からClient Helloで送るの\
             で、往復が1回減りました。",
        source: "RFC 5246 section 7.4.7",
        book: "6.1",
    },
    Text {
        id: "message/Hello Request",
        en: "A TLS 1.2 server asks its client for a new handshake on the same connection, called \
             renegotiation; the client may refuse. An attacker once could put his own data in front of a \
             victim's that way (CVE-2009-3555), until renegotiation_info tied the two handshakes together. TLS \
             1.3 has no renegotiation: Key Update and authentication after the handshake serve its purposes.",
        ja: "TLS 1.2のサーバーが、同じ接続での新しいハンドシェイク（再ネゴシエーション）をクライアントに求めま\
             す。クライアントは拒否できます。以前は、攻撃者が被害者のデータの前に自分のデータを入れることができ\
             （CVE-2009-3555）、renegotiation_info拡張で2つのハンドシェイクを結び付けて防ぎました。TLS 1.3に再\
             ネゴシエーションはなく、Key Updateとハンドシェイク後のクライアント認証が代わりになります。",
        source: "RFC 5246 section 7.4.1.1",
        book: "",
    },
    Text {
        id: "message/Certificate Status",
        en: "In TLS 1.2 the server staples a fresh statement of the CA that its certificate is not revoked. \
             The client need not ask the CA, which would learn whom the client visits and whose answer an \
             attacker could block. TLS 1.3 has it in an extension of the Certificate message, encrypted.",
        ja: "TLS 1.2で、証明書が失効していないことを示すCAの最新の応答を、サーバーが証明書に添えて送ります。ク\
             ライアントがCAに問い合わせずに済むので、訪問先をCAに知られず、攻撃者に問い合わせを妨げられることも\
             ありません。TLS 1.3ではCertificateメッセージの拡張に入り、暗号化されます。",
        source: "RFC 6066 section 8",
        book: "",
    },
    Text {
        id: "message/Client Certificate URL",
        en: "A small TLS 1.2 client sends addresses of its certificates instead of the certificates, to save \
             memory and bandwidth. A hash goes with each, so that nobody can serve another certificate there. \
             The server has to fetch what a stranger tells it to, which invites misuse, and TLS 1.3 has \
             dropped the message.",
        ja: "TLS 1.2で、メモリや帯域に余裕のないクライアントが、証明書そのものの代わりにその所在を送ります。\
             別の証明書に差し替えられないように、ハッシュが付いています。サーバーは見知らぬ相手の指示した場所に\
             取りに行くことになり、悪用されるおそれがあります。TLS 1.3では廃止されました。",
        source: "RFC 6066 section 5",
        book: "",
    },
    Text {
        id: "message/Supplemental Data",
        en: "In TLS 1.2 it carries data that an application wants before it decides on access, such as a \
             user's name in another directory. Extensions agree on its format beforehand. It is sent before \
             encryption starts, so everyone on the way can read it, and TLS 1.3 has dropped it.",
        ja: "TLS 1.2で、別のディレクトリでのユーザー名など、アプリケーションがアクセスの可否を決めるための\
             データを運びます。形式は、あらかじめ拡張で取り決めます。暗号化が始まる前に送るので、経路上の誰でも\
             読めます。TLS 1.3では廃止されました。",
        source: "RFC 4680 section 2",
        book: "",
    },
    Text {
        id: "message/Change Cipher Spec",
        en: "TLS 1.2: what follows in this direction is encrypted. In TLS 1.3 it means nothing and the \
             receiver drops it; it is sent so that middleboxes take the handshake for a resumed session of TLS \
             1.2 and let it pass. It is no handshake message and not in the transcript hash. In TLS 1.2 \
             accepting it at the wrong moment let attackers force weak keys (CVE-2014-0224).",
        ja: "TLS 1.2では、この方向の通信がここから暗号化されることを示します。TLS 1.3では意味がなく受信側は読み\
             捨てますが、中継装置にTLS 1.2のセッション再開と思わせて通過するために送ります。ハンドシェイクメッ\
             セージではないので、トランスクリプトハッシュには入りません。TLS 1.2では、誤った時点で受け入れる実\
             装があり、攻撃者に弱い鍵を使わされるおそれがありました（CVE-2014-0224）。",
        source: "RFC 8446 appendix D.4",
        book: "6.1",
    },
    Text {
        id: "message/Alert",
        en: "Nearly always it ends the connection, and one byte tells the peer what kind of reason there is. \
             More would help an attacker to try things out, so the details stay in the local error message. \
             Before the keys are there it goes in the clear, and anyone on the way can forge one to break the \
             connection. Without close_notify nobody could tell the end of the data from a cut connection.",
        ja: "多くの場合は接続の終了を意味し、その理由の種類を1バイトの番号で相手に伝えます。詳しい原因は攻撃者\
             の手がかりになるので送らず、自分のエラーメッセージにだけ残します。鍵が決まる前は平文で送るため、経\
             路上の誰でも偽造して接続を切れます。close_notifyアラートがなければ、データの終わりと途中での切断を\
             区別できません。",
        source: "RFC 8446 section 6",
        book: "6.1",
    },
    Text {
        id: "message/Alert, encrypted",
        en: "The header says that it is an alert, but which one cannot be seen without the secrets of this \
             session. TLS 1.3 would hide even that it is one. At the end of a connection it is most likely \
             close_notify.",
        ja: "ヘッダーからアラートであることはわかりますが、このセッションのシークレットがないため、どのアラート\
             なのかはわかりません。TLS 1.3では、アラートであることも隠されます。接続の最後であれば、多くの場合\
             close_notifyアラートです。",
        source: "RFC 5246 section 7.2",
        book: "",
    },
    Text {
        id: "message/Handshake, encrypted",
        en: "The header says that it is a handshake message, and the secrets to open it are missing. In TLS \
             1.2 it is nearly always Finished, which is the first message after Change Cipher Spec. A \
             renegotiation would look like this as well.",
        ja: "ヘッダーからハンドシェイクメッセージであることはわかりますが、復号するためのシークレットがありませ\
             ん。TLS 1.2では、ほとんどの場合、Change Cipher Specの直後に送られるFinishedです。再ネゴシエーショ\
             ンのメッセージも、このように見えます。",
        source: "RFC 5246 section 7.4.9",
        book: "6.1",
    },
    Text {
        id: "message/Application Data",
        en: "What the program wrote, in both directions, under the keys that both sides have after the \
             handshake. TLS does not keep the boundaries of what was written: one write may become several \
             records, and a reader has to find the ends itself. Data from a finished handshake cannot be \
             replayed, since the randoms of both sides are in its keys.",
        ja: "プログラムが書き込んだデータを、ハンドシェイクで得た鍵で保護したものです。TLSは書き込みの区切りを\
             保たず、1回の書き込みが複数のレコードになることもあるため、データの区切りは受信するプログラムが自\
             分で見つけます。鍵は双方の乱数によって決まるので、記録したデータを別の接続で再送しても受け付けられ\
             ません。",
        source: "RFC 8446 section 5",
        book: "6.1",
    },
    Text {
        id: "message/Application Data, encrypted",
        en: "The secrets of this session are missing, so only length and time are known. In TLS 1.3 this need \
             not be application data: the rest of the handshake, tickets and alerts look just the same. In TLS \
             1.2 the header tells the truth.",
        ja: "このセッションのシークレットがないため、長さと時刻しかわかりません。TLS 1.3では、アプリケーション\
             データとは限らず、ハンドシェイクの続き、チケット、アラートも同じように見えます。TLS 1.2では、ヘッ\
             ダーのとおりアプリケーションデータです。",
        source: "RFC 8446 section 5.2",
        book: "6.1",
    },
    Text {
        id: "message/Early Data",
        en: "Data that the client sends right behind its Client Hello, before it has heard from the server, \
             under keys from the PSK alone. Nothing fresh from the server is in these keys, so an attacker can \
             record the bytes and send them again: only requests that do no harm when repeated belong here. \
             Nor is there forward secrecy, for whoever gets the PSK later can read them.",
        ja: "クライアントが、サーバーの応答を待たずにClient Helloの直後に送るデータで、PSKだけから導出した鍵で\
             暗号化します。鍵にサーバーの新しい乱数が入らないため、攻撃者は記録したバイト列を送り直せます。繰り\
             返されても害のないリクエストだけに使うべきです。前方秘匿性もなく、あとでPSKを手に入れた者はこの\
             データを読めます。",
        source: "RFC 8446 section 2.3",
        book: "6.5",
    },
    Text {
        id: "field/tls.handshake.type",
        en: "One byte that tells what follows; unlike the record's header, it is part of the transcript hash. \
             Only certain messages may come next, and any other ends the connection with unexpected_message. A \
             client that did not see to this took a Finished without Certificate and Certificate Verify, and \
             anyone could pose as the server (CVE-2020-24613).",
        ja: "続くメッセージの種類を示す1バイトで、レコードヘッダーとは違い、トランスクリプトハッシュに入りま\
             す。次に来てよいメッセージは決まっており、それ以外を受け取るとunexpected_messageアラートで接続を終\
             えます。これを確かめず、CertificateとCertificate VerifyのないFinishedを受け入れたクライアントで\
             は、誰でもサーバーになりすませました（CVE-2020-24613）。",
        source: "RFC 8446 section 4",
        book: "6.1",
    },
    Text {
        id: "Hello Retry Request/field/tls.handshake.type",
        en: "It is 2, the type of a Server Hello: middleboxes know that one and let it pass. What makes it a \
             Hello Retry Request is the fixed random that follows.",
        ja: "Server Helloと同じ2です。中継装置の知っている番号なので、途中で止められずに済みます。\
             Hello Retry Requestであることは、続く固定の乱数で見分けます。",
        source: "RFC 8446 section 4.1.3",
        book: "",
    },
    Text {
        id: "field/tls.handshake.length",
        en: "Three bytes, because a handshake message may be longer than a record: the receiver collects \
             records until it has this many bytes. It should not trust the number blindly, for up to 16 MB \
             could be announced to make it set memory aside. Like the type it is part of the transcript hash.",
        ja: "メッセージはレコードより長いことがあるため3バイトあり、受信側はこの長さになるまで複数のレコードか\
             ら集めます。最大で約16メガバイトを示せるので、この値のとおりにメモリを確保すると攻撃に悪用されま\
             す。種類と同じく、トランスクリプトハッシュに入ります。",
        source: "RFC 8446 section 4",
        book: "6.1",
    },
    Text {
        id: "field/tls.handshake.verify_data",
        en: "HMAC with the sender's finished key over the transcript hash, as long as the hash of the cipher \
             suite: 32 or 48 bytes. The receiver computes the same; a difference ends the connection with \
             decrypt_error. Client and server have different keys, so one cannot be sent back as the other. In \
             TLS 1.2 it is 12 bytes of the PRF over master secret, a label and the hash of the messages.",
        ja: "送信側のFinished用の鍵でトランスクリプトハッシュから計算したHMACで、暗号スイートのハッシュと同じ長\
             さ（32または48バイト）です。受信側も同じ計算をし、一致しなければdecrypt_errorアラートで接続を終え\
             ます。クライアントとサーバーでは鍵が違うので、相手の値をそのまま送り返すことはできません。TLS 1.2\
             では、マスターシークレット、ラベル、メッセージのハッシュからPRFで計算した12バイトです。",
        source: "RFC 8446 section 4.4.4",
        book: "6.1",
    },
    Text {
        id: "field/tls.handshake.client_cert_vrfy.sig",
        en: "The signature does not cover the transcript hash alone: 64 spaces, a text that names server or \
             client, and a zero byte stand before it. The spaces keep an attacker from passing off a signature \
             of TLS 1.2, which begins with 32 bytes of his choice; the text keeps a server's signature from \
             being used as a client's. In TLS 1.2 the client signs the handshake messages themselves.",
        ja: "署名の対象はトランスクリプトハッシュだけでなく、その前に64個の空白、サーバーかクライアントかを示す\
             文字列、0のバイトを置きます。空白は、攻撃者が先頭の32バイトを選べるTLS 1.2の署名の流用を防ぎ、文字\
             列は、サーバーの署名がクライアントのものとして使われるのを防ぎます。TLS 1.2では、クライアントがそ\
             れまでのハンドシェイクメッセージに署名します。",
        source: "RFC 8446 section 4.4.3",
        book: "6.1",
    },
    Text {
        id: "field/tls.handshake.client_cert_vrfy.sig_len",
        en: "Two bytes. An RSA signature is as long as the key, 256 bytes with 2,048 bits; an ECDSA signature \
             is two numbers in DER, so its length may differ by a few bytes from one handshake to the next.",
        ja: "2バイトの値です。RSAの署名は鍵と同じ長さ（2,048ビットなら256バイト）です。ECDSAの署名は2つの整数を\
             DERで表すので、ハンドシェイクごとに長さが少し変わることがあります。",
        source: "RFC 8446 section 4.4.3",
        book: "6.1",
    },
    Text {
        id: "field/tls.handshake.certificate_request_context",
        en: "The client's Certificate repeats it, so that the server knows which request it answers. It is \
             empty in the handshake and used only for requests after it. There each value is new, so that an \
             old answer cannot be replayed, and unpredictable, so that someone who had the client's key for a \
             moment cannot have signed in advance.",
        ja: "クライアントがCertificateでそのまま返し、どの要求への応答かを示します。ハンドシェイク中は空で、ハ\
             ンドシェイク後の認証でだけ使います。古い応答の再送を防ぐため毎回違う値にします。また、一時的にクラ\
             イアントの鍵を使えた攻撃者が前もって署名を作れないよう、予測できない値にします。",
        source: "RFC 8446 section 4.3.2",
        book: "",
    },
    Text {
        id: "field/tls.handshake.certificate_request_context_length",
        en: "One byte; 0 during the handshake, where there is only one request and nothing to mix up. A \
             server's own Certificate always has 0 here.",
        ja: "1バイトの値です。要求が1つしかないハンドシェイク中は、取り違えるおそれがないので0です。サーバーの\
             Certificateでは常に0です。",
        source: "RFC 8446 section 4.3.2",
        book: "6.1",
    },
    Text {
        id: "field/TLS Session Ticket",
        en: "The message of TLS 1.2 has only a lifetime and the ticket. TLS 1.3 added a number that hides the \
             ticket's age, a nonce from which a PSK of its own is derived, and extensions.",
        ja: "TLS 1.2のメッセージにあるのは、有効期間とチケットだけです。TLS 1.3では、チケットの経過時間を隠す\
             数、チケットごとのPSKを導出するノンス、拡張が加わりました。",
        source: "RFC 5077 section 3.3",
        book: "",
    },
    Text {
        id: "field/tls.handshake.session_ticket_lifetime_hint",
        en: "For so many seconds the ticket may be used. Whoever steals a ticket's secret can use it that \
             long, so TLS 1.3 allows 604,800 (7 days) at most; 0 means to discard the ticket at once. The \
             server may forget it earlier. In TLS 1.2 it is a mere hint without a limit, and 0 leaves the time \
             open.",
        ja: "チケットを使える秒数です。チケットのシークレットが盗まれると有効期間中は使われてしまうため、\
             TLS 1.3では604,800秒（7日）が上限で、0ならすぐに捨てます。サーバーはこれより早く無効にしてもかまい\
             ません。TLS 1.2では上限のない目安で、0は期間を指定しないことを示します。",
        source: "RFC 8446 section 4.6.1",
        book: "",
    },
    Text {
        id: "field/tls.handshake.session_ticket_age_add",
        en: "A random number, new for each ticket. When it uses the ticket, the client adds it to the ticket's \
             age before sending the age in the clear. An eavesdropper, who has not seen this number, cannot \
             tell from the age when the ticket was issued, nor link the two connections by it. The server \
             subtracts it and so notices early data that is replayed late.",
        ja: "チケットごとに新しく作る乱数です。クライアントはチケットを使うとき、経過時間にこの数を加えてから平\
             文で送ります。この数を知らない盗聴者は、経過時間から発行時刻を割り出して2つの接続を関連付けること\
             ができません。サーバーはこの数を引いて経過時間を求め、遅れて届いたEarly Dataのリプレイに気付けま\
             す。",
        source: "RFC 8446 section 4.6.1",
        book: "",
    },
    Text {
        id: "field/tls.handshake.session_ticket_nonce",
        en: "Both sides derive the ticket's PSK from the session's resumption secret and this value. It \
             differs in every ticket of a connection, so that each ticket has a PSK of its own: a stolen one \
             opens no other session. It need not be secret. TLS 1.2 has no such value.",
        ja: "双方が、セッションの再開用シークレットとこの値からチケットのPSKを導出します。同じ接続のチケットご\
             とに値が違うため、PSKもチケットごとに異なり、1つが盗まれてもほかのチケットのセッションには影響しま\
             せん。秘密の値ではありません。TLS 1.2にはありません。",
        source: "RFC 8446 section 4.6.1",
        book: "",
    },
    Text {
        id: "field/tls.handshake.session_ticket_nonce_length",
        en: "One byte. The nonce only has to differ within one connection, so a counter of a few bytes will \
             do; even an empty nonce is allowed, for a single ticket.",
        ja: "1バイトの値です。ノンスは1つの接続の中で重ならなければよいので、数バイトのカウンターで足ります。チ\
             ケットが1枚だけなら空でもかまいません。",
        source: "RFC 8446 section 4.6.1",
        book: "",
    },
    Text {
        id: "field/tls.handshake.session_ticket",
        en: "Only the server can read it: either an index into its table of sessions, or the session's state, \
             encrypted and authenticated with a key that the server alone has. The client returns it as it is, \
             in the clear Client Hello, so using it twice links the connections. That server key has to change \
             often: stolen, it opens every recorded session of TLS 1.2 that got a ticket, but only the early \
             data of TLS 1.3 with (EC)DHE.",
        ja: "サーバーだけが解釈できる値で、セッションの表を引くための番号か、サーバーだけが持つ鍵で暗号化し認証\
             したセッションの状態です。クライアントは平文のClient Helloでそのまま返すので、2回使うと接続どうし\
             を関連付けられます。暗号化に使うサーバーの鍵は頻繁に替える必要があります。盗まれると、TLS 1.2では\
             チケットを発行したセッションの記録がすべて読まれます。(EC)DHEを併用するTLS 1.3では、読まれるのは\
             Early Dataだけです。",
        source: "RFC 8446 section 4.6.1",
        book: "",
    },
    Text {
        id: "field/tls.handshake.session_ticket_length",
        en: "Two bytes, because a ticket may hold the whole state of a session, with the client's certificate \
             if there was one. In TLS 1.2 it may be 0: the server promised a ticket and has none after all.",
        ja: "クライアント証明書を含むセッションの状態全体が入ることもあるため、2バイトの値です。TLS 1.2では0で\
             もよく、サーバーがチケットを送ると応答したあとで、発行しないことにした場合に使います。",
        source: "RFC 8446 section 4.6.1",
        book: "",
    },
    Text {
        id: "field/tls.handshake.key_update.request_update",
        en: "With 1 the sender wants the peer to change its keys, too, before it sends its next data. The \
             answer has 0, or the two would go on asking each other for ever. Any other number ends the \
             connection with illegal_parameter.",
        ja: "1なら、相手にも、次のデータを送る前に鍵を更新するよう求めます。その応答は0です。そうでないと、互い\
             に要求し続けて終わらなくなります。ほかの値を受け取ると、illegal_parameterアラートで接続を終えま\
             す。",
        source: "RFC 8446 section 4.6.3",
        book: "",
    },
    Text {
        id: "field/tls.change_cipher_spec",
        en: "Always 1. In TLS 1.3 a receiver drops exactly this byte, and only during the handshake; another \
             value, or an encrypted one, ends the connection with unexpected_message.",
        ja: "常に1です。TLS 1.3の受信側が読み捨てるのは、ハンドシェイク中に届いたこの値だけです。ほかの値や、暗\
             号化されたものを受け取ると、unexpected_messageアラートで接続を終えます。",
        source: "RFC 8446 section 5",
        book: "",
    },
    Text {
        id: "field/tls.alert_message.level",
        en: "TLS 1.3 ignores it: the description alone decides, and all but close_notify and user_canceled end \
             the connection as errors. In TLS 1.2 the peer may go on after a warning (1), but not after a \
             fatal alert (2); attackers have kept servers busy with endless warnings (CVE-2016-8610).",
        ja: "TLS 1.3では無視されます。意味は次の番号だけで決まり、close_notifyとuser_canceled以外はすべてエラー\
             として接続を終えます。TLS 1.2では、警告（1）なら続けてもよく、致命的（2）なら終えますが、際限なく\
             警告を送ってサーバーに負荷をかける攻撃がありました（CVE-2016-8610）。",
        source: "RFC 8446 section 6",
        book: "6.1",
    },
    Text {
        id: "field/tls.alert_message.desc",
        en: "All that the peer learns. How fine the distinctions are matters: once, different alerts for a \
             wrong padding and for a wrong MAC helped attackers decrypt records of CBC suites byte by byte, so \
             bad_record_mac now stands for both.",
        ja: "相手に伝わるのはこれだけです。どこまで細かく区別するかは安全性に関わります。以前は、パディングの誤\
             りとMACの誤りとでアラートが違ったことが、CBCの暗号スイートのレコードを1バイトずつ解読する攻撃の手\
             がかりになりました。そのため、今はどちらもbad_record_macです。",
        source: "RFC 8446 section 6.2",
        book: "6.1",
    },
    Text {
        id: "field/Data",
        en: "Bytes that TLS passes on without looking at them. It keeps their order and lets nobody change \
             them, but hides only what they say: how many there are and when they come can still be seen.",
        ja: "TLSが中身に関知せずに運ぶデータです。順序を保ち、改ざんを防ぎ、内容を隠しますが、どれだけの量がい\
             つ送られたかは隠しません。",
        source: "RFC 8446 section 5.1",
        book: "6.1",
    },
    Text {
        id: "Early Data/field/Data",
        en: "The server may receive the same bytes again from an attacker, in another connection. It can limit \
             that, by taking each ticket once or by remembering recent Client Hellos, but a program should \
             send nothing here that must not happen twice.",
        ja: "攻撃者が同じバイト列を別の接続で送り直すことがあります。サーバーは、チケットを1回しか受け付けな\
             い、最近のClient Helloを記録するといった方法で抑えますが、プログラムの側でも、2回実行されては困る\
             ものをここで送ってはいけません。",
        source: "RFC 8446 section 8",
        book: "6.5",
    },
    Text {
        id: "field/Encrypted Content",
        en: "Nobody without the secrets of this session can read it or tell it from random bytes. With a key \
             log of one of the two sides it opens.",
        ja: "このセッションのシークレットを持たない人には、読むことも、乱数と見分けることもできません。クライア\
             ントかサーバーの鍵ログがあれば復号できます。",
        source: "RFC 8446 section 5.2",
        book: "",
    },
];
