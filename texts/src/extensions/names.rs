//! Extensions that name the server, the protocol above TLS and its settings, and their fields.

use crate::text::Text;

pub(crate) const TEXTS: &[Text] = &[
    Text {
        id: "extension/server_name",
        en: "The name that the client looks for, so that a machine with many sites shows the right certificate. It is \
             sent in the clear, so firewalls and censors filter by it; encrypted_client_hello hides it. Without it a \
             server can only answer with its default certificate.",
        ja: "クライアントが接続したいサーバーの名前です。多数のサイトを1台で提供するサーバーは、これを見て適切な\
             証明書を選びます。平文で送られるためファイアウォールや検閲の判断材料にもなり、隠すには\
             encrypted_client_helloを使います。この拡張がなければ、サーバーはデフォルトの証明書を返すしかありません。",
        source: "RFC 6066 section 3",
        book: "6.2",
    },
    Text {
        id: "Encrypted Extensions/extension/server_name",
        en: "Empty: the server only says that it used the name, which the client knows anyway. Many servers leave it \
             out.",
        ja: "中身は空で、名前を使ったことだけを伝えます。どの名前かはクライアント自身が知っています。この応答を省く\
             サーバーもあります。",
        source: "RFC 6066 section 3",
        book: "",
    },
    Text {
        id: "Server Hello/extension/server_name",
        en: "The empty answer of TLS 1.2: the server used the name. Here everybody can see it; TLS 1.3 moved it to \
             Encrypted Extensions.",
        ja: "TLS 1.2での空の応答で、サーバーが名前を使ったことを示します。ここでは誰にでも見えますが、TLS 1.3では\
             Encrypted Extensionsに移されました。",
        source: "RFC 6066 section 3",
        book: "",
    },
    Text {
        id: "field/Server Name Indication extension",
        en: "The name alone proves nothing about the server. Only the certificate does, and it is the client that \
             must compare its names with this one.",
        ja: "名前を送っただけでは、相手が本物かどうかはわかりません。それを示すのは証明書で、そこに書かれた名前\
             とこの名前を照合するのはクライアントの責任です。",
        source: "RFC 6066 section 3",
        book: "6.2",
    },
    Text {
        id: "field/tls.handshake.extensions_server_name_list_len",
        en: "A list, because other kinds of names were expected to follow. None ever did, so there is one entry in it.",
        ja: "別の種類の名前も加わる想定で一覧になりました。実際には追加されず、要素は1つだけです。",
        source: "RFC 6066 section 3",
        book: "6.2",
    },
    Text {
        id: "field/tls.handshake.extensions_server_name_type",
        en: "Always 0, host_name: no other type was ever registered. A list may hold only one name of a type.",
        ja: "常に0（host_name）で、ほかの種類は定義されていません。同じ種類の名前を2つ以上入れることはできません。",
        source: "RFC 6066 section 3",
        book: "6.2",
    },
    Text {
        id: "field/tls.handshake.extensions_server_name_len",
        en: "The name has no terminating zero; this is how its end is found. Even where all else is encrypted, the \
             length of a name helps an observer to guess it.",
        ja: "名前の終わりを示す0はないため、この長さで終わりを判断します。内容が見えなくても、名前の長さは推測\
             の手がかりになります。",
        source: "RFC 6066 section 3",
        book: "6.2",
    },
    Text {
        id: "field/tls.handshake.extensions_server_name",
        en: "A DNS name in ASCII, without a dot at the end. IP addresses are not allowed here. Anybody on the way can \
             read it, but a changed name is noticed, since the Finished messages cover it.",
        ja: "ASCIIで表したDNS名で、末尾のドットは付けません。IPアドレスを入れることはできません。経路上の誰でも\
             読めますが、書き換えるとFinishedの検証で発覚します。",
        source: "RFC 6066 section 3",
        book: "6.2",
    },
    Text {
        id: "extension/application_layer_protocol_negotiation",
        en: "The protocols that may run above TLS, such as h2 or http/1.1. Agreeing here costs no extra round trip. \
             It also stops an attacker from diverting a connection to a server of another protocol, if that server \
             checks the list.",
        ja: "TLSの上で使うプロトコル（h2やhttp/1.1など）の候補です。ここで決めれば余分な往復が要りません。サー\
             バーが候補を確認すれば、接続を別のプロトコルのサーバーへ誘導する攻撃も防げます。",
        source: "RFC 7301 section 3.1",
        book: "6.2",
    },
    Text {
        id: "Encrypted Extensions/extension/application_layer_protocol_negotiation",
        en: "The one protocol that the server chose. TLS 1.3 encrypts it: an observer sees what was offered, not what \
             is spoken. If nothing fits, the server aborts with no_application_protocol instead.",
        ja: "サーバーが選んだ1つのプロトコルです。TLS 1.3では暗号化されるため、観察者に見えるのは候補だけで、実\
             際に使うものはわかりません。合うものがなければ、サーバーはno_application_protocolアラートで接続を\
             終えます。",
        source: "RFC 7301 section 3.2",
        book: "",
    },
    Text {
        id: "Server Hello/extension/application_layer_protocol_negotiation",
        en: "The protocol that the server chose, in TLS 1.2 still readable by everybody.",
        ja: "サーバーが選んだプロトコルです。TLS 1.2では応答も平文なので、誰でも読めます。",
        source: "RFC 7301 section 3.2",
        book: "",
    },
    Text {
        id: "field/tls.handshake.extensions_alpn_len",
        en: "Two bytes, since a client may offer many protocols. The server's answer uses the same form for its \
             single one.",
        ja: "候補がいくつあってもよいよう、2バイトあります。応答に入るプロトコルは1つですが、形式は同じです。",
        source: "RFC 7301 section 3.1",
        book: "",
    },
    Text {
        id: "field/tls.handshake.extensions_alpn_list",
        en: "From the client, in its order of preference; from the server, only its choice. Nothing hides the \
             client's list, so it shows an observer what kind of application this is.",
        ja: "クライアントは優先順に並べ、サーバーは選んだ1つだけを入れて答えます。クライアントの一覧は平文なの\
             で、どのような種類のアプリケーションかが観察者にわかります。",
        source: "RFC 7301 section 3.1",
        book: "",
    },
    Text {
        id: "Encrypted Extensions/field/tls.handshake.extensions_alpn_list",
        en: "A list with exactly one name. A client that gets more than one, or one that it did not offer, aborts.",
        ja: "必ず1つの名前だけが入ります。2つ以上ある場合や、提案していない名前の場合、クライアントは接続を終え\
             ます。",
        source: "RFC 7301 section 3.1",
        book: "",
    },
    Text {
        id: "field/tls.handshake.extensions_alpn_str_len",
        en: "One byte, so a name has at most 255 bytes. An empty name is not allowed.",
        ja: "1バイトなので、名前は255バイトまでです。空の名前は許されません。",
        source: "RFC 7301 section 3.1",
        book: "",
    },
    Text {
        id: "field/tls.handshake.extensions_alpn_str",
        en: "A registered name, compared byte by byte: H2 is not h2. What it means is the application's business; TLS \
             only makes sure that both sides saw the same.",
        ja: "登録された名前で、バイト列として比較するため、H2とh2は別のものです。意味を決めるのはアプリケーションで、\
             TLSは双方が同じ値を見たことだけを保証します。",
        source: "RFC 7301 section 3.1",
        book: "",
    },
    Text {
        id: "Encrypted Extensions/field/tls.handshake.extensions_alpn_str",
        en: "The protocol of the first byte of application data. Both sides must honour it, or they would parse each \
             other's bytes by different rules.",
        ja: "アプリケーションデータの最初のバイトからこのプロトコルに従います。守らなければ、双方が異なる規則でデータ\
             を解釈することになります。",
        source: "RFC 7301 section 3.2",
        book: "",
    },
    Text {
        id: "extension/application_settings",
        en: "Chromium's addition to ALPN: settings of the protocol above, such as those of HTTP/2, travel inside the \
             handshake. They are known before the first request, which saves a round trip. No RFC defines it; servers \
             that do not know it ignore it.",
        ja: "ALPNを補う、Chromium独自の拡張です。HTTP/2などの設定をハンドシェイクの中で交換し、最初のリクエスト\
             より前に互いの設定がわかるようにして往復を減らします。RFCにはなく、知らないサーバーは無視します。",
        source: "RFC 7301 section 3.1",
        book: "",
    },
    Text {
        id: "Encrypted Extensions/extension/application_settings",
        en: "The server's settings of the protocol that ALPN selected. They are encrypted and arrive before its \
             application data.",
        ja: "ALPNで選ばれたプロトコルについての、サーバー側の設定です。暗号化され、最初のアプリケーションデータより\
             先に届きます。",
        source: "RFC 7301 section 3.1",
        book: "",
    },
    Text {
        id: "field/tls.handshake.extensions_alps_len",
        en: "Two bytes, built like the list of ALPN, so that the same code reads both.",
        ja: "ALPNの一覧と同じ形式で、同じコードで読めるよう2バイトになっています。",
        source: "RFC 7301 section 3.1",
        book: "",
    },
    Text {
        id: "field/tls.handshake.extensions_alps_alpn_list",
        en: "Only those of the offered protocols for which the client has settings to exchange, usually h2 alone.",
        ja: "候補のプロトコルのうち、クライアントが設定を交換できるものだけを挙げます。通常はh2だけです。",
        source: "RFC 7301 section 3.1",
        book: "",
    },
    Text {
        id: "field/tls.handshake.extensions_alps_alpn_str_len",
        en: "One byte, as in ALPN: a name has at most 255 bytes.",
        ja: "ALPNと同じく1バイトで、名前は255バイトまでです。",
        source: "RFC 7301 section 3.1",
        book: "",
    },
    Text {
        id: "field/tls.handshake.extensions_alps_alpn_str",
        en: "It counts only if ALPN chooses this protocol, too. For any other choice no settings are exchanged.",
        ja: "ALPNでもこのプロトコルが選ばれたときだけ有効です。別のものが選ばれた場合、設定は交換されません。",
        source: "RFC 7301 section 3.1",
        book: "",
    },
    Text {
        id: "extension/next_protocol_negotiation",
        en: "The forerunner of ALPN, never standardized. Here the client only says that it knows it: the server \
             lists, and the client chooses in an encrypted message. ALPN turned that round, so that the server can \
             pick its certificate by the protocol.",
        ja: "標準にならなかったALPNの前身です。クライアントは対応していることだけを示し、サーバーが候補を挙げ、\
             クライアントが暗号化したメッセージで選びます。ALPNではこの順序が逆になり、サーバーがプロトコルに応じて\
             証明書を選べるようになりました。",
        source: "RFC 7301 section 5",
        book: "",
    },
    Text {
        id: "Server Hello/extension/next_protocol_negotiation",
        en: "The server's protocols, readable by everybody. The client's choice follows encrypted, after its Change \
             Cipher Spec, so that filters on the way do not see it.",
        ja: "サーバーが使えるプロトコルで、誰でも読めます。クライアントの選択はChange Cipher Specの後に暗号化して\
             送られ、途中のフィルターには見えません。",
        source: "RFC 7301 section 5",
        book: "",
    },
    Text {
        id: "field/tls.handshake.extensions_npn_str_len",
        en: "One byte before each name. There is no length of the whole list: it ends where the extension ends.",
        ja: "名前ごとに1バイトの長さが付きます。一覧全体の長さはなく、拡張の終わりが一覧の終わりです。",
        source: "RFC 7301 section 5",
        book: "",
    },
    Text {
        id: "field/tls.handshake.extensions_npn",
        en: "An offer, not a decision. The client may even choose a protocol that the server did not list.",
        ja: "候補であり、決定ではありません。クライアントは、ここにないプロトコルを選ぶこともできます。",
        source: "RFC 7301 section 5",
        book: "",
    },
    Text {
        id: "extension/encrypted_client_hello",
        en: "The real Client Hello, encrypted for the server, inside a harmless one that only names the provider. An \
             observer no longer sees which site is visited. Browsers send random bytes of the same shape to other \
             servers, so that the extension itself gives nothing away.",
        ja: "サーバーだけが復号できるように暗号化した本当のClient Helloを、事業者の名前だけを示す外側のClient \
             Helloに入れて送ります。訪問先のサイトが観察者から隠れます。対応していないサーバーにもブラウザーは\
             同じ形の乱数を送るため、この拡張があること自体は手がかりになりません。",
        source: "RFC 9849 section 5",
        book: "",
    },
    Text {
        id: "Encrypted Extensions/extension/encrypted_client_hello",
        en: "The server could not decrypt the inner hello and offers fresh configurations. The client first verifies \
             the certificate of the outer name, then aborts with ech_required and tries again with them. Otherwise \
             anybody on the way could hand it a key of their own.",
        ja: "サーバーが内側のClient Helloを復号できず、新しい設定を渡しています。クライアントは外側の名前で証明\
             書を検証してからech_requiredアラートで接続を終え、新しい設定でやり直します。検証しなければ、途中の\
             攻撃者が自分の鍵を渡せてしまいます。",
        source: "RFC 9849 section 5",
        book: "",
    },
    Text {
        id: "Hello Retry Request/extension/encrypted_client_hello",
        en: "Eight bytes by which the server confirms that it decrypted the inner hello. To everybody else they look \
             random, and a server that did not decrypt it may send random bytes instead.",
        ja: "内側のClient Helloを復号できたことを、サーバーが8バイトの値で知らせます。ほかの者には乱数にしか\
             見えません。復号しなかったサーバーが本当の乱数を送ることもあるため、区別できません。",
        source: "RFC 9849 section 5",
        book: "",
    },
    Text {
        id: "field/Client Hello type",
        en: "0 marks the outer hello, with the ciphertext. The inner one carries 1 and nothing else, so that the \
             server behind it can tell that it was really meant to be hidden.",
        ja: "0は暗号文を運ぶ外側のClient Helloです。内側には1だけが入り、受け取ったサーバーは、隠して送られた\
             Client Helloだとわかります。",
        source: "RFC 9849 section 5",
        book: "",
    },
    Text {
        id: "field/KDF Id",
        en: "The key derivation of the encryption (HPKE), taken from what the server's configuration allows. It is \
             independent of the cipher suite of the session.",
        ja: "暗号化（HPKE）に使う鍵導出関数で、サーバーの設定が許すものから選びます。セッションの暗号スイートとは\
             別です。",
        source: "RFC 9849 section 5",
        book: "",
    },
    Text {
        id: "field/AEAD Id",
        en: "The cipher that protects the inner hello, from the server's configuration. A browser that only pretends \
             must choose a plausible one, or it could be told apart.",
        ja: "内側のClient Helloを守る暗号で、サーバーの設定から選びます。見せかけの拡張を送る場合も、区別されないよう\
             実際にありそうな値を選びます。",
        source: "RFC 9849 section 5",
        book: "",
    },
    Text {
        id: "field/Config Id",
        en: "It tells the server which of its keys was used, so that it need not try them all. The number comes from \
             the configuration, which the client usually has from DNS; a pretended extension has a random one.",
        ja: "サーバーがどの鍵で復号すればよいかを示し、すべての鍵を試す手間を省きます。クライアントがDNSなどで得た\
             設定にある番号で、見せかけの拡張では乱数です。",
        source: "RFC 9849 section 5",
        book: "",
    },
    Text {
        id: "field/Enc length",
        en: "The method of encapsulation fixes it, for X25519 it is 32 bytes. It is zero in the second hello after a \
             Hello Retry Request, which goes on with the same key.",
        ja: "カプセル化の方式で決まり、X25519なら32バイトです。Hello Retry Requestの後の2回目は同じ鍵を使い\
             続けるため、0になります。",
        source: "RFC 9849 section 5",
        book: "",
    },
    Text {
        id: "field/Enc",
        en: "A public key made for this hello, with which the server computes the key of the payload. It is fresh \
             each time, so two hellos of one client cannot be linked by it.",
        ja: "このClient Helloのために作った公開鍵で、サーバーはこれを使ってPayloadの鍵を計算します。毎回作り直\
             すため、この値から同じクライアントの接続だと知られることはありません。",
        source: "RFC 9849 section 5",
        book: "",
    },
    Text {
        id: "field/Payload length",
        en: "The inner hello is padded before it is encrypted. Otherwise this length would show how long the hidden \
             name is.",
        ja: "内側のClient Helloは、暗号化する前にパディングで長さを整えます。そうしなければ、隠した名前の長さが\
             ここからわかってしまいます。",
        source: "RFC 9849 section 5",
        book: "",
    },
    Text {
        id: "field/Payload",
        en: "The inner Client Hello with the real server name, encrypted and authenticated together with the outer \
             one. Any change to the outer hello makes it undecryptable. The server then goes on with the outer name, \
             and the client notices.",
        ja: "本当のサーバー名が入った内側のClient Helloで、外側も認証の対象に含めて暗号化されています。外側を書き\
             換えると復号できなくなり、サーバーは外側の名前で処理を進めますが、クライアントがそれに気付きます。",
        source: "RFC 9849 section 5",
        book: "",
    },
    Text {
        id: "extension/ech_outer_extensions",
        en: "It appears only inside the encrypted hello: a list of extensions to be copied from the outer one, so \
             that long key shares are not sent twice. On the wire it never appears in the clear.",
        ja: "暗号化した内側のClient Helloにだけ現れます。長いkey_shareなどを2回送らずに済むよう、外側から写す拡張を\
             並べたものです。通信路に平文で現れることはありません。",
        source: "RFC 9849 section 5.1",
        book: "",
    },
    Text {
        id: "extension/encrypted_server_name",
        en: "The first attempt to hide the server name, given up. It encrypted the name alone, while the rest of the \
             hello still gave much away; encrypted_client_hello replaced it.",
        ja: "サーバー名を隠す最初の試みで、現在は使われません。名前だけを暗号化しても残りの内容から多くのことが\
             わかるため、encrypted_client_helloに置き換えられました。",
        source: "RFC 9849",
        book: "",
    },
    Text {
        id: "extension/quic_transport_parameters",
        en: "QUIC's own settings, such as limits and timeouts, carried in the handshake so that its Finished protects \
             them. It must not appear in TLS over TCP.",
        ja: "QUICの上限値やタイムアウトなどの設定です。ハンドシェイクに載せることで、改ざんされていないことをFinished\
             で確かめられます。TCP上のTLSで使ってはいけません。",
        source: "RFC 9001 section 8.2",
        book: "",
    },
];
