//! The key_share extension and its fields.

use crate::text::Text;

pub(crate) const TEXTS: &[Text] = &[
    Text {
        id: "extension/key_share",
        en: "The client guesses which groups the server will take and sends its public keys at once. A right \
             guess saves a round trip, and the server can encrypt all that follows its Server Hello. A wrong \
             guess costs a Hello Retry Request, never security.",
        ja: "サーバーが選びそうなグループを予想して、クライアントが公開鍵を先に送ります。予想が当たれば往復が1\
             回減り、サーバーはServer Helloの直後から暗号化できます。外れてもHello Retry Requestで1往復増えるだ\
             けで、安全性は変わりません。",
        source: "RFC 8446 section 4.2.8",
        book: "6.1",
    },
    Text {
        id: "Server Hello/extension/key_share",
        en: "The server's half of the key exchange, in one of the groups of which the client sent a share. With it \
             both sides compute the shared secret, and everything after this message is encrypted. It is missing only \
             if a PSK is used without (EC)DHE, and then there is no forward secrecy.",
        ja: "鍵合意のサーバー側の公開鍵で、クライアントが公開鍵を送ったグループのどれかを使います。これで双方が\
             共有シークレットを計算でき、次のメッセージからは暗号化されます。PSKだけで鍵を作る場合は省かれ、前\
             方秘匿性は得られません。",
        source: "RFC 8446 section 4.2.8",
        book: "6.1",
    },
    Text {
        id: "Hello Retry Request/extension/key_share",
        en: "No key, only the group that the server wants. The client aborts with illegal_parameter if it never \
             offered that group, or if it had already sent a share of it: no attacker can keep it in a loop.",
        ja: "公開鍵はなく、サーバーが使いたいグループだけが入ります。クライアントが提案していないグループや、す\
             でに公開鍵を送ったグループを示された場合、クライアントはillegal_parameterアラートで接続を終えるた\
             め、攻撃者が再送を繰り返させることはできません。",
        source: "RFC 8446 section 4.2.8",
        book: "",
    },
    Text {
        id: "field/Key Share extension",
        en: "Public keys only: recording them does not help to compute the secret. Replacing them on the way does not \
             go unnoticed, since the server's signature and both Finished messages cover them.",
        ja: "入っているのは公開鍵だけなので、記録しても共有シークレットは計算できません。途中ですり替えても、\
             サーバーの署名と双方のFinishedがこの部分を含めて検証するため発覚します。",
        source: "RFC 8446 section 4.2.8",
        book: "6.1",
    },
    Text {
        id: "Hello Retry Request/field/Key Share extension",
        en: "Two bytes that name a group. The server keeps its own key for the Server Hello, after it has seen the \
             second Client Hello.",
        ja: "グループを示す2バイトだけです。サーバーの公開鍵は、2回目のClient Helloを受け取った後のServer Helloで\
             送られます。",
        source: "RFC 8446 section 4.2.8",
        book: "",
    },
    Text {
        id: "field/tls.handshake.extensions_key_share_client_length",
        en: "It may be zero: a client that does not want to guess sends no key and lets the server name the group by \
             a Hello Retry Request.",
        ja: "0でもかまいません。予想をしたくないクライアントは公開鍵を送らず、Hello Retry Requestでサーバーにグループ\
             を指定してもらいます。",
        source: "RFC 8446 section 4.2.8",
        book: "6.1",
    },
    Text {
        id: "field/Key Share Entry",
        en: "One group with a fresh public key in it. Several may be offered, at most one for each group, and each \
             costs the client a key pair. An entry of a group that is missing in supported_groups is an error.",
        ja: "1つのグループと、そのために新しく作った公開鍵の組です。グループごとに1つずつ複数送れますが、その数だけ鍵\
             ペアの生成が必要です。supported_groupsにないグループのものを送るのは誤りです。",
        source: "RFC 8446 section 4.2.8",
        book: "6.1",
    },
    Text {
        id: "Server Hello/field/Key Share Entry",
        en: "Exactly one, in the group that was chosen. A client that finds a group of which it sent no share aborts \
             with illegal_parameter.",
        ja: "選ばれたグループのものが必ず1つだけ入ります。クライアントが公開鍵を送っていないグループであれば、\
             illegal_parameterアラートで接続を終えます。",
        source: "RFC 8446 section 4.2.8",
        book: "6.1",
    },
    Text {
        id: "field/tls.handshake.extensions_key_share_group",
        en: "It tells how to read the key below. A server that does not know the group skips the entry by its length.",
        ja: "続く公開鍵の読み方を決めます。このグループを知らないサーバーは、長さを見て読み飛ばします。",
        source: "RFC 8446 section 4.2.8",
        book: "6.1",
    },
    Text {
        id: "Server Hello/field/tls.handshake.extensions_key_share_group",
        en: "The group that was chosen. TLS 1.3 separates it from the cipher suite, so any suite goes with any group. \
             After a Hello Retry Request it must be the group that was asked for.",
        ja: "選ばれたグループです。TLS 1.3では暗号スイートから切り離されたため、どの暗号スイートとも組み合わせ\
             られます。Hello Retry Requestの後は、そこで指定したグループでなければなりません。",
        source: "RFC 8446 section 4.2.8",
        book: "6.1",
    },
    Text {
        id: "field/tls.handshake.extensions_key_share_key_exchange_length",
        en: "The group fixes it: 32 bytes for x25519, 65 for secp256r1, over a thousand with ML-KEM-768. A key \
             of another length is refused.",
        ja: "グループごとに決まっていて、x25519は32バイト、secp256r1は65バイト、ML-KEM-768を使うものは1,000バイ\
             トを超えます。合わない長さの鍵は拒否されます。",
        source: "RFC 8446 section 4.2.8",
        book: "6.1",
    },
    Text {
        id: "field/tls.handshake.extensions_key_share_key_exchange",
        en: "A public key whose private half exists only for this handshake. When both sides have forgotten theirs, a \
             recording cannot be decrypted any more, not even with the server's certificate key: that is forward \
             secrecy. On the NIST curves it is 04, then both coordinates of a point, which the peer must check to be \
             on the curve.",
        ja: "このハンドシェイクのためだけに作った鍵ペアの公開鍵です。双方がプライベート鍵を捨てた後は、サーバー\
             証明書のプライベート鍵を手に入れても記録した通信を復号できません。これが前方秘匿性です。NISTの曲線\
             では04に続けて点の座標が並び、受信側は曲線上の点かどうかを確かめなければなりません。",
        source: "RFC 8446 section 4.2.8",
        book: "6.1",
    },
    Text {
        id: "Server Hello/field/tls.handshake.extensions_key_share_key_exchange",
        en: "The server's public key, made for this handshake only; with ML-KEM it is partly a ciphertext. Each side \
             combines its private key with the other's public key and gets the same secret, which never travels. An \
             impostor could send another key here, but could not sign it in Certificate Verify.",
        ja: "このハンドシェイクのために作ったサーバーの公開鍵です（ML-KEMを使う場合は暗号文を含みます）。双方が\
             自分のプライベート鍵と相手の公開鍵から同じ共有シークレットを計算し、それ自体が送られることはありま\
             せん。なりすました攻撃者も自分の公開鍵を送ることはできますが、Certificate Verifyの署名は作れませ\
             ん。",
        source: "RFC 8446 section 4.2.8",
        book: "6.1",
    },
    Text {
        id: "field/tls.handshake.extensions_key_share_selected_group",
        en: "The group for the second Client Hello, taken from the client's supported_groups. The client replaces its \
             key shares by a single one of this group and leaves nearly everything else as it was.",
        ja: "クライアントのsupported_groupsから選ばれた、2回目のClient Helloで使うグループです。クライアントは\
             Key Shareをこのグループのもの1つに入れ替え、それ以外はほとんど変えずに送り直します。",
        source: "RFC 8446 section 4.2.8",
        book: "",
    },
    Text {
        id: "field/ML-KEM-768 encapsulation key",
        en: "The client's half against quantum computers: 1,184 bytes to which the server encapsulates a fresh \
             secret. Someone who records today's traffic to break the elliptic curve later has to break this as well. \
             It makes the Client Hello too long for one ordinary packet, and some middleboxes trip over that.",
        ja: "量子コンピューターに備えた部分で、サーバーはこの1,184バイトの鍵を使って新しい秘密をカプセル化しま\
             す。通信を今記録しておいて将来楕円曲線暗号を破っても、これも破らなければ復号できません。Client \
             Helloが通常のパケット1つに収まらなくなり、それで問題を起こす中継装置もあります。",
        source: "FIPS 203",
        book: "",
    },
    Text {
        id: "field/ML-KEM-768 ciphertext",
        en: "The server made a secret and sealed it with the client's encapsulation key. Only the holder of the \
             matching private key can open it. The secret is joined with that of the elliptic curve, so the session \
             stays safe as long as one of the two holds.",
        ja: "サーバーが作った秘密を、クライアントのカプセル化鍵で封じたものです。対応するプライベート鍵がなければ\
             開けません。この秘密は楕円曲線で共有した秘密とつなげて使うため、どちらか一方が破られてもセッションは\
             安全です。",
        source: "FIPS 203",
        book: "",
    },
    Text {
        id: "field/X25519 public key",
        en: "The classical part of the hybrid, 32 bytes. ML-KEM is young, and should a weakness turn up, the secret \
             is still no worse than one of plain X25519.",
        ja: "ハイブリッド方式のうち従来の楕円曲線の部分で、32バイトです。ML-KEMは新しい方式なので、万一弱点が\
             見つかってもX25519だけの場合と同じ安全性が残るようにしています。",
        source: "RFC 7748 section 6.1",
        book: "",
    },
];
