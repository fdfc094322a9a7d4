//! The fields of the key exchange and of the certificate request of TLS 1.2, and of NPN.

use crate::text::Text;

pub(crate) const TEXTS: &[Text] = &[
    Text {
        id: "field/EC Diffie-Hellman Server Params",
        en: "The server's part of ECDHE in TLS 1.2: a curve, a fresh public key and, from a server with a \
             certificate, a signature over both and the two randoms. TLS 1.3 puts the first two into \
             key_share, and the signature into Certificate Verify.",
        ja: "TLS 1.2のECDHEでサーバーが送る部分で、曲線と、その都度作る公開鍵です。証明書を持つサーバーは、それ\
             らと双方の乱数に対する署名も付けます。TLS 1.3では、曲線と公開鍵はkey_share拡張に、署名は\
             Certificate Verifyに移りました。",
        source: "RFC 8422 section 5.4",
        book: "",
    },
    Text {
        id: "field/Diffie-Hellman Server Params",
        en: "The server's part of DHE in TLS 1.2. It brings a prime and a generator of its own, and the client \
             can hardly tell good ones from bad ones; TLS 1.3 therefore knows only registered groups \
             (ffdhe2048 and larger).",
        ja: "TLS 1.2のDHEでサーバーが送る部分です。素数と生成元はサーバーが自分で決めて送りますが、クライアント\
             がその良し悪しを見分けるのは困難です。そのため、TLS 1.3では登録されたグループ（ffdhe2048以上）だけ\
             を使います。",
        source: "RFC 5246 section 7.4.3",
        book: "",
    },
    Text {
        id: "field/EC Diffie-Hellman Client Params",
        en: "The client's part of ECDHE in TLS 1.2: only a public key, because the server has named the curve. \
             It is not signed; a change on the way gives the two sides different keys, and Finished fails.",
        ja: "TLS 1.2のECDHEでクライアントが送る部分です。曲線はサーバーが示しているので、公開鍵しか入りません。\
             署名はありませんが、途中で書き換えられると双方の鍵が一致せず、Finishedの検証に失敗します。",
        source: "RFC 8422 section 5.7",
        book: "",
    },
    Text {
        id: "field/Diffie-Hellman Client Params",
        en: "The client's part of DHE in TLS 1.2: a public key in the group that the server has sent. It comes \
             a whole round trip after the Client Hello, which TLS 1.3 saves with key_share.",
        ja: "TLS 1.2のDHEでクライアントが送る部分で、サーバーの送ったグループでの公開鍵です。Client Helloから往\
             復1回分遅れて送ります。TLS 1.3では、key_share拡張によりこの往復を省きます。",
        source: "RFC 5246 section 7.4.7.2",
        book: "",
    },
    Text {
        id: "field/RSA Encrypted PreMaster Secret",
        en: "RSA key exchange: the client makes up the secret and encrypts it with the public key in the \
             server's certificate. Whoever gets the private key, even years later, can read every recorded \
             session, and the padding has been attacked since 1998. TLS 1.3 has dropped it; RSA keys only sign \
             now.",
        ja: "RSA鍵交換では、クライアントがシークレットを作り、サーバー証明書の公開鍵で暗号化します。何年もあと\
             であっても、プライベート鍵を手に入れた者は記録したセッションをすべて読めます。パディングに対する攻\
             撃も1998年から知られています。TLS 1.3では廃止され、RSAの鍵は署名だけに使います。",
        source: "RFC 5246 section 7.4.7.1",
        book: "",
    },
    Text {
        id: "field/PSK Client Params",
        en: "With a PSK alone the client sends only the name of the key. There is no forward secrecy, and \
             whoever records the handshake can try out guesses of a weak key at leisure. In TLS 1.3 the Client \
             Hello carries the name, and a key exchange can be added.",
        ja: "PSKだけの場合、クライアントは鍵のアイデンティティだけを送ります。前方秘匿性はなく、PSKが弱ければ、\
             ハンドシェイクを記録した者は時間をかけて鍵の候補を試せます。TLS 1.3では、アイデンティティは\
             Client Helloに入り、鍵合意を組み合わせることもできます。",
        source: "RFC 4279 section 2",
        book: "",
    },
    Text {
        id: "field/RSA PSK Client Params",
        en: "The name of the PSK and a secret encrypted with the RSA key of the server's certificate; both go \
             into the keys. So the server is authenticated by a certificate, and the client by the PSK. In TLS \
             1.3 itself, a PSK takes the place of the certificate.",
        ja: "PSKのアイデンティティと、サーバー証明書のRSA公開鍵で暗号化したシークレットで、鍵は両方から導出しま\
             す。サーバーは証明書で、クライアントはPSKで認証されます。TLS 1.3の仕様では、PSKを使う場合は証明書\
             を使いません。",
        source: "RFC 4279 section 4",
        book: "",
    },
    Text {
        id: "field/tls.handshake.server_curve_type",
        en: "3: the curve is given by its registered number. The other types let a server describe a curve of \
             its own, which a client could not judge and which might be weak; they may not be used any more.",
        ja: "曲線を登録された番号で示す3です。ほかの値ではサーバーが独自の曲線を記述できましたが、クライアント\
             にはその安全性を判断できず、弱い曲線を使わされるおそれもあるため、今は使えません。",
        source: "RFC 8422 section 5.4",
        book: "",
    },
    Text {
        id: "field/tls.handshake.server_named_curve",
        en: "The server's choice from the client's supported_groups. The client cannot have made a key before \
             it knows the curve; that costs TLS 1.2 the round trip that TLS 1.3 saves by guessing.",
        ja: "クライアントのsupported_groupsからサーバーが選んだ曲線です。クライアントはこれを知るまで鍵を作れな\
             いため、TLS 1.2では往復が1回多くかかります。TLS 1.3では、予想したグループの鍵を先に送ることで省き\
             ます。",
        source: "RFC 8422 section 5.4",
        book: "",
    },
    Text {
        id: "field/tls.handshake.server_point",
        en: "A public key for this connection. Once its private key is forgotten, nobody can compute the \
             shared secret any more, not even with the certificate's key: forward secrecy. Without the \
             signature an attacker in the middle would put his own key here.",
        ja: "この接続のための公開鍵です。対応するプライベート鍵を消せば、証明書のプライベート鍵があっても、もう\
             誰も共有シークレットを計算できません（前方秘匿性）。署名がなければ、中間者が自分の公開鍵に置き換え\
             てしまいます。",
        source: "RFC 8422 section 5.4",
        book: "",
    },
    Text {
        id: "field/tls.handshake.server_point_len",
        en: "One byte. The curve decides: 65 on secp256r1 (the byte 04 and two coordinates), 32 with X25519.",
        ja: "1バイトの値です。長さは曲線で決まり、secp256r1なら65（先頭の04と2つの座標）、X25519なら32です。",
        source: "RFC 8422 section 5.4",
        book: "",
    },
    Text {
        id: "field/tls.handshake.client_point",
        en: "The client's public key on the server's curve. The server must check that the point lies on it: \
             points of another curve would, request by request, give away a private key that is used again. \
             With X25519 it must refuse a shared secret of zeros instead.",
        ja: "サーバーの示した曲線でのクライアントの公開鍵です。サーバーは、点が曲線の上にあることを確かめなけれ\
             ばなりません。確かめずに同じ鍵を使い続けると、別の曲線の点を何度も送られて、プライベート鍵を割り出\
             されます。X25519では、代わりに共有シークレットがすべて0でないことを確かめます。",
        source: "RFC 8422 section 5.7",
        book: "",
    },
    Text {
        id: "field/tls.handshake.client_point_len",
        en: "One byte; as long as the server's key, because both are on one curve.",
        ja: "1バイトの値です。同じ曲線の公開鍵なので、サーバーのものと同じ長さです。",
        source: "RFC 8422 section 5.7",
        book: "",
    },
    Text {
        id: "field/tls.handshake.p",
        en: "The prime that everything is computed modulo. With 512 bits, Logjam solved it in minutes, after \
             one long calculation that served for every server with the same prime; today it should have 2,048 \
             bits or more. TLS 1.2 gives the client no way to ask for a size, unless both know the groups of \
             RFC 7919.",
        ja: "計算の法となる素数です。512ビットでは、Logjam攻撃で示されたように、素数ごとに1回の長い計算を済ませ\
             れば、個々の接続は数分で解読できます。今は2,048ビット以上が必要です。TLS 1.2では、双方がRFC 7919の\
             グループに対応していない限り、クライアントは大きさを指定できません。",
        source: "RFC 5246 section 7.4.3",
        book: "",
    },
    Text {
        id: "field/tls.handshake.p_len",
        en: "Two bytes; 256 stands for a prime of 2,048 bits. A client has to refuse short ones itself, \
             because the signature proves only who has sent the prime, not that it is good.",
        ja: "2バイトの値で、256なら2,048ビットの素数です。署名が示すのは送信者だけで、素数の良し悪しではないた\
             め、短すぎるものはクライアントが拒否しなければなりません。",
        source: "RFC 5246 section 7.4.3",
        book: "",
    },
    Text {
        id: "field/tls.handshake.g",
        en: "The number whose powers are the public keys, often 2. A bad one produces few different values, so \
             that the secret can be tried out; the registered groups of TLS 1.3 leave no choice of it.",
        ja: "公開鍵のもとになる数で、多くの場合2です。公開鍵は、この数のべき乗をpで割った余りです。適切でない数\
             では結果の種類が少なく、総当たりでシークレットが求められます。TLS 1.3では登録されたグループの値に\
             決まっています。",
        source: "RFC 5246 section 7.4.3",
        book: "",
    },
    Text {
        id: "field/tls.handshake.g_len",
        en: "Two bytes, and mostly 1: a small number does as well as a large one.",
        ja: "2バイトの値で、多くの場合1です。生成元は小さな数でよく、大きさは安全性に影響しません。",
        source: "RFC 5246 section 7.4.3",
        book: "",
    },
    Text {
        id: "field/tls.handshake.ys",
        en: "The server's public key: g to the power of its private key, modulo p. The client should refuse 1 \
             and p-1 and what is not between them, since these give a shared secret that anyone can guess. A \
             server that makes a new one for each connection has forward secrecy.",
        ja: "サーバーの公開鍵で、gをプライベート鍵で累乗し、pで割った余りです。1、p-1、その範囲を外れる値では共\
             有シークレットを誰でも推測できるため、クライアントは拒否すべきです。接続ごとに作り直せば、前方秘匿\
             性が得られます。",
        source: "RFC 5246 section 7.4.3",
        book: "",
    },
    Text {
        id: "field/tls.handshake.ys_len",
        en: "Two bytes. Usually as long as the prime, or a byte less now and then, because leading zeros may \
             be left out; TLS 1.3 fills up to the full length.",
        ja: "2バイトの値です。通常は素数と同じ長さですが、先頭の0を省くと少し短くなることがあります。TLS 1.3で\
             は、常に素数と同じ長さにします。",
        source: "RFC 5246 section 7.4.3",
        book: "",
    },
    Text {
        id: "field/tls.handshake.yc",
        en: "The client's public key in the server's group. Both sides drop the leading zero bytes of the \
             shared secret, which changes how long the next step takes; Raccoon recovered secrets from that \
             where a server kept its key. TLS 1.3 keeps the zeros.",
        ja: "サーバーのグループでのクライアントの公開鍵です。TLS 1.2では共有シークレットの先頭の0を取り除くた\
             め、続く計算の時間がわずかに変わります。Raccoon攻撃は、鍵を使い回すサーバーで、ここからシークレッ\
             トを求めました。TLS 1.3では0を取り除きません。",
        source: "RFC 5246 section 7.4.7.2",
        book: "",
    },
    Text {
        id: "field/tls.handshake.yc_len",
        en: "Two bytes; about the length of the server's prime, since the key is a number below it.",
        ja: "2バイトの値です。公開鍵はサーバーの素数より小さい数なので、素数とほぼ同じ長さになります。",
        source: "RFC 5246 section 7.4.7.2",
        book: "",
    },
    Text {
        id: "field/tls.handshake.sig",
        en: "Made with the certificate's key over both randoms and the parameters before it. The randoms keep \
             an attacker from using it again in another connection. What it does not cover, such as the list \
             of suites, only Finished protects, and that with keys from this very exchange; TLS 1.3 signs the \
             whole transcript.",
        ja: "双方の乱数と、ここまでのパラメータに対して、証明書の鍵で付けた署名です。乱数が入るので、攻撃者は\
             別の接続で使い回せません。暗号スイートの一覧などは署名の対象ではなく、この鍵合意で得た鍵を使う\
             Finishedでしか守られません。TLS 1.3では、トランスクリプト全体に署名します。",
        source: "RFC 5246 section 7.4.3",
        book: "",
    },
    Text {
        id: "field/tls.handshake.sig_len",
        en: "Two bytes: with RSA the length of the key, 256 for 2,048 bits; with ECDSA a few bytes more or \
             less each time, because two numbers stand there in DER.",
        ja: "2バイトの値です。RSAでは鍵と同じ長さ（2,048ビットなら256）です。ECDSAでは2つの整数をDERで表すた\
             め、毎回少し変わることがあります。",
        source: "RFC 5246 section 4.7",
        book: "",
    },
    Text {
        id: "field/tls.handshake.epms",
        en: "48 bytes for the server alone: the version of the Client Hello, which reveals a downgrade, and 46 \
             random bytes. If a server lets others see whether the padding was right, an attacker can decrypt \
             it with many trials (Bleichenbacher 1998, ROBOT 2017). It must go on with a random secret instead \
             and fail only at Finished.",
        ja: "サーバーだけが読める48バイトで、ダウングレードを見つけるためのClient Helloのバージョンと、46バイト\
             の乱数です。パディングが正しいかどうかをサーバーの反応から知られると、攻撃者は何度も試して復号でき\
             ます（1998年のBleichenbacher、2017年のROBOT）。誤っていても、サーバーは乱数を代わりに使って続け、\
             Finishedで失敗しなければなりません。",
        source: "RFC 5246 section 7.4.7.1",
        book: "",
    },
    Text {
        id: "field/tls.handshake.epms_len",
        en: "Two bytes; the result of RSA is as long as the modulus, 256 bytes for 2,048 bits. Many \
             implementations of SSL 3.0 left it out, but TLS insists on it.",
        ja: "2バイトの値です。RSAの結果は法と同じ長さで、2,048ビットなら256バイトです。SSL 3.0の実装の多くは、\
             この長さを省いていました。",
        source: "RFC 5246 section 7.4.7.1",
        book: "",
    },
    Text {
        id: "field/tls.handshake.hint_len",
        en: "Two bytes. A server may hint at the PSK it wants, but only where the application defines how: \
             otherwise it should send none, and a client must ignore it. TLS 1.3 has no hints; the client \
             offers identities and the server picks one.",
        ja: "2バイトの値です。サーバーはどのPSKを使いたいかのヒントを送れますが、アプリケーションが使い方を定め\
             ていなければ送るべきではなく（0になります）、クライアントも無視します。TLS 1.3にヒントはなく、クラ\
             イアントが示したアイデンティティからサーバーが選びます。",
        source: "RFC 4279 section 2",
        book: "",
    },
    Text {
        id: "field/tls.handshake.identity",
        en: "The server looks up the key by this name. It is sent in the clear, so the name of a person or \
             device does not belong here. In TLS 1.3 the identity is in pre_shared_key, with a binder that \
             proves at once that the client has the key.",
        ja: "サーバーはこの名前で鍵を探します。平文で送るので、個人や機器がわかる名前は避けるべきです。TLS 1.3\
             ではpre_shared_key拡張に入り、クライアントが鍵を持つことをその場で証明するバインダーが付きます。",
        source: "RFC 4279 section 2",
        book: "",
    },
    Text {
        id: "field/tls.handshake.identity_len",
        en: "Two bytes. Every implementation has to take identities of 128 bytes; longer ones may be refused.",
        ja: "2バイトの値です。128バイトまでのアイデンティティはどの実装でも使えますが、それより長いと拒否される\
             ことがあります。",
        source: "RFC 4279 section 5.3",
        book: "",
    },
    Text {
        id: "field/tls.handshake.cert_types",
        en: "Kinds of keys that the server accepts from the client. They say nothing about the hash, so TLS \
             1.2 added a list of signature algorithms to the message; TLS 1.3 has only that list left.",
        ja: "サーバーがクライアント証明書に認める鍵の種類です。これだけではハッシュが決まらないため、TLS 1.2で\
             署名アルゴリズムの一覧が加わりました。TLS 1.3では、その一覧だけが残っています。",
        source: "RFC 5246 section 7.4.4",
        book: "",
    },
    Text {
        id: "field/tls.handshake.cert_types_count",
        en: "One byte. The list must not be empty, or no client could answer.",
        ja: "1バイトの値です。空ではどのクライアントも応じられないため、1つ以上必要です。",
        source: "RFC 5246 section 7.4.4",
        book: "",
    },
    Text {
        id: "field/tls.handshake.cert_type",
        en: "1 means an RSA key and 64 an ECDSA key that signs. A client whose certificate has another kind of \
             key sends an empty Certificate.",
        ja: "署名に使う鍵の種類で、1はRSA、64はECDSAです。合う種類の証明書がないクライアントは、空のCertificate\
             を送ります。",
        source: "RFC 5246 section 7.4.4",
        book: "",
    },
    Text {
        id: "field/tls.handshake.dnames",
        en: "Names of the authorities that the server trusts, so that a client with several certificates can \
             pick one that will pass. It is only a hint: what counts is whether the chain verifies. TLS 1.2 \
             sends it in the clear, and everyone learns whose certificates open the door. An empty list, in \
             TLS 1.2 only, means any authority.",
        ja: "サーバーが信頼するCAの名前で、複数の証明書を持つクライアントが、検証に通るものを選べるようにしま\
             す。手がかりにすぎず、受け入れられるかどうかはチェーンの検証で決まります。TLS 1.2では平文なので、\
             どのCAの証明書なら通るのかを誰でも読めます。空の一覧（TLS 1.2だけ）は、どのCAでもよいことを示しま\
             す。",
        source: "RFC 8446 section 4.2.4",
        book: "",
    },
    Text {
        id: "field/tls.handshake.dnames_len",
        en: "Two bytes for all names together. A server that trusts hundreds of authorities can fill tens of \
             thousands of bytes with them, so many servers send no names at all.",
        ja: "すべての名前を合わせた長さを表す2バイトの値です。数百のCAを信頼するサーバーでは数万バイトになるこ\
             ともあるため、名前を送らないサーバーも多くあります。",
        source: "RFC 8446 section 4.2.4",
        book: "",
    },
    Text {
        id: "field/tls.handshake.dname_len",
        en: "Two bytes that say where the next name begins; a client can skip a name without reading its DER.",
        ja: "次の名前が始まる位置を示す2バイトの値です。クライアントは、DERを解釈しなくても読み飛ばせます。",
        source: "RFC 8446 section 4.2.4",
        book: "",
    },
    Text {
        id: "field/tls.handshake.dname",
        en: "A subject name in DER, exactly as in the authority's certificate. The client compares it with the \
             issuers in its own chains, so two writings of one name might not be found equal.",
        ja: "CAの証明書のサブジェクトと同じ名前をDERで表したものです。クライアントは自分の証明書チェーンの発行\
             者と比べるので、同じ名前でも表し方が違うと一致しないことがあります。",
        source: "RFC 8446 section 4.2.4",
        book: "",
    },
    Text {
        id: "field/Distinguished Name",
        en: "One authority that the server trusts. Only its name is here, not its key, so nobody is made to \
             trust an authority by this list.",
        ja: "サーバーが信頼するCAの1つです。名前だけで公開鍵は含まれないため、この一覧を見たクライアントがCAを\
             信頼することにはなりません。",
        source: "RFC 8446 section 4.2.4",
        book: "",
    },
    Text {
        id: "field/tls.handshake.npn_selected_protocol",
        en: "With NPN, which came before ALPN, the server listed its protocols and the client chose, under \
             encryption and just before Finished. ALPN turned it round: the client offers and the server \
             chooses, so that the server can pick its certificate by the protocol. TLS 1.3 has no NPN.",
        ja: "ALPNの前身であるNPNでは、サーバーが一覧を示し、クライアントがFinishedの直前に、選んだものを暗号化\
             して送りました。ALPNでは逆にクライアントが一覧を示してサーバーが選ぶので、プロトコルに応じて証明書\
             を選べます。TLS 1.3にNPNはありません。",
        source: "RFC 7301 section 1",
        book: "",
    },
    Text {
        id: "field/tls.handshake.npn_selected_protocol_len",
        en: "One byte, so a name has at most 255 bytes, as in ALPN today.",
        ja: "1バイトの値なので、名前は最大255バイトです。現在のALPNも同じです。",
        source: "RFC 7301 section 3.1",
        book: "",
    },
    Text {
        id: "field/tls.handshake.npn_padding",
        en: "Zero bytes that bring the message up to a multiple of 32, so that an eavesdropper cannot tell the \
             protocol from the length of its name. TLS 1.3 has padding for every record instead.",
        ja: "メッセージの内容を32バイトの倍数にする0のバイトです。名前の長さからプロトコルを推測されないように\
             します。TLS 1.3では、代わりにどのレコードにもパディングを加えられます。",
        source: "RFC 7301 section 1",
        book: "",
    },
    Text {
        id: "field/tls.handshake.npn_padding_len",
        en: "One byte. It is chosen so that the message comes out equally long for all short names.",
        ja: "1バイトの値です。短い名前であれば、どのプロトコルでもメッセージが同じ長さになるように決めます。",
        source: "RFC 7301 section 1",
        book: "",
    },
];
