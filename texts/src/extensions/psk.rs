//! Extensions of pre-shared keys, tickets and early data, and their fields.

use crate::text::Text;

pub(crate) const TEXTS: &[Text] = &[
    Text {
        id: "extension/pre_shared_key",
        en: "The client names the keys that it believes it shares with the server, and proves with a binder that it \
             knows each. It must be the last extension, because the binders cover everything before them. With a PSK \
             accepted, no certificate is needed.",
        ja: "サーバーと共有しているはずの鍵のアイデンティティを挙げ、バインダーによってその鍵を知っていることを\
             証明します。バインダーは手前のすべてを対象に計算するため、必ず最後の拡張に置きます。PSKが受け入れ\
             られれば、証明書は要りません。",
        source: "RFC 8446 section 4.2.11",
        book: "6.3",
    },
    Text {
        id: "Server Hello/extension/pre_shared_key",
        en: "The server accepts one of the PSKs, and the keys of the session grow from it. Without this extension the \
             server has refused all of them and goes on with a full handshake.",
        ja: "サーバーがPSKの1つを受け入れ、それをもとにセッションの鍵を作ることを示します。この拡張がなければPSKは\
             採用されず、通常のフルハンドシェイクに進みます。",
        source: "RFC 8446 section 4.2.11",
        book: "6.3",
    },
    Text {
        id: "field/Pre-Shared Key extension",
        en: "First all identities, then all binders, in the same order. The lists are apart so that the binders can \
             be cut off from the end of the hello when they are computed.",
        ja: "アイデンティティの一覧の後に、同じ順でバインダーの一覧が続きます。バインダーを計算するときにClient \
             Helloの末尾から切り離せるよう、分けて置かれています。",
        source: "RFC 8446 section 4.2.11",
        book: "6.3",
    },
    Text {
        id: "Server Hello/field/Pre-Shared Key extension",
        en: "Only a number: the server does not repeat the identity, and it sends no binder. It proves that it knows \
             the PSK when its Finished is right.",
        ja: "入るのは番号だけで、アイデンティティは繰り返さず、バインダーもありません。サーバーがPSKを知ってい\
             ることは、正しいFinishedを作れることで証明されます。",
        source: "RFC 8446 section 4.2.11",
        book: "6.3",
    },
    Text {
        id: "field/tls.handshake.extensions.psk.identities.length",
        en: "It tells where the identities end and the binders begin.",
        ja: "アイデンティティの一覧がどこで終わり、バインダーがどこから始まるかを示します。",
        source: "RFC 8446 section 4.2.11",
        book: "6.3",
    },
    Text {
        id: "field/Identities",
        en: "Everybody on the way can read them. The server takes one of them; if early data is sent, the first one \
             protects it.",
        ja: "暗号化されないため、経路上の誰でも読めます。サーバーはこの中から1つを選びます。Early Dataを送る場\
             合は、先頭のPSKがその保護に使われます。",
        source: "RFC 8446 section 4.2.11",
        book: "6.3",
    },
    Text {
        id: "field/PSK Identity",
        en: "One key by name, and how old its ticket is. A ticket should be used only once, because an observer who \
             sees it twice knows that both connections come from the same client.",
        ja: "1つの鍵の名前と、チケットの経過時間の組です。同じチケットを2回使うと、観察者に同じクライアントの接続だと\
             知られるため、1回だけ使うのが望まれます。",
        source: "RFC 8446 section 4.2.11",
        book: "6.3",
    },
    Text {
        id: "field/tls.handshake.extensions.psk.identity.identity_length",
        en: "A name given by hand is short. A ticket in which the server has sealed the whole session state may take \
             hundreds of bytes.",
        ja: "人が付けた名前なら短く、サーバーがセッションの状態を封じ込めたチケットなら数百バイト\
             になることもあります。",
        source: "RFC 8446 section 4.2.11",
        book: "6.3",
    },
    Text {
        id: "field/tls.handshake.extensions.psk.identity.identity",
        en: "A name agreed on beforehand, or a ticket from an earlier session. It is sent in the clear, so it should \
             not tell who the user is. It is no secret: without the key behind it nobody can make the binder.",
        ja: "事前に決めた名前か、以前のセッションで受け取ったチケットです。平文で送られるので、利用者を特定できる\
             名前は避けるべきです。秘密の値ではなく、対応する鍵がなければバインダーを作れません。",
        source: "RFC 8446 section 4.2.11",
        book: "6.3",
    },
    Text {
        id: "field/tls.handshake.extensions.psk.identity.obfuscated_ticket_age",
        en: "Milliseconds since the ticket arrived, plus a random number that came with it, so that an observer \
             cannot link the two connections by the age. The server compares it with its own clock to notice early \
             data that is replayed late. With a PSK from outside it is zero.",
        ja: "チケットを受け取ってからのミリ秒に、一緒に届いた乱数を足した値です。乱数を足すのは、経過時間から2つの\
             接続の関係を知られないためです。サーバーは自分の時計と比べ、遅れて再送されたEarly Dataを見つけます。\
             外部で共有したPSKでは0にします。",
        source: "RFC 8446 section 4.2.11.1",
        book: "6.4",
    },
    Text {
        id: "field/tls.handshake.extensions.psk.binders_len",
        en: "The hash of the binders covers the Client Hello up to the byte before this one. The lengths further up \
             already count the binders, as if they were there.",
        ja: "バインダーの計算に使うハッシュは、この直前のバイトまでを対象とします。手前にある長さのフィールドには、\
             あらかじめバインダーの分も含めておきます。",
        source: "RFC 8446 section 4.2.11.2",
        book: "6.3",
    },
    Text {
        id: "field/tls.handshake.extensions.psk.binders",
        en: "One for each identity, in the same order. They bind this hello to the session or agreement from which \
             the PSK came, so a PSK cannot be grafted onto another handshake.",
        ja: "アイデンティティと同じ順に1つずつ並びます。PSKの由来であるセッションや取り決めをこのClient Helloに\
             結び付け、別のハンドシェイクへの流用を防ぎます。",
        source: "RFC 8446 section 4.2.11.2",
        book: "6.3",
    },
    Text {
        id: "field/Binder Length",
        en: "The length of the hash that belongs to the PSK: 32 bytes with SHA-256, 48 with SHA-384. Fewer than 32 \
             are not allowed.",
        ja: "PSKに結び付いたハッシュの長さで、SHA-256なら32バイト、SHA-384なら48バイトです。32バイト未満は\
             許されません。",
        source: "RFC 8446 section 4.2.11.2",
        book: "6.3",
    },
    Text {
        id: "field/Binder",
        en: "An HMAC over the hello up to the binders, made like a Finished with a key derived from the PSK. The \
             server must check it before it uses the PSK and aborts if it is wrong. An attacker who copies an \
             identity without knowing the key, or changes a byte of the hello, fails here.",
        ja: "バインダーの手前までのClient Helloに対するHMACで、PSKから導いた鍵を使ってFinishedと同じ方法で計算\
             します。サーバーはPSKを使う前に必ず検証し、一致しなければ接続を終えます。鍵を知らずにアイデンティ\
             ティだけをコピーしても、途中で1バイトでも書き換えても、ここで発覚します。",
        source: "RFC 8446 section 4.2.11.2",
        book: "6.3",
    },
    Text {
        id: "field/tls.handshake.extensions.psk.identity.selected",
        en: "It counts the client's identities from zero. The client aborts with illegal_parameter if there is none \
             of that number, or if the suite's hash does not fit that PSK. If early data was accepted it must be 0, \
             since the first PSK protected that.",
        ja: "クライアントが送ったアイデンティティを0から数えた番号です。該当するものがない場合や、暗号スイート\
             のハッシュがそのPSKに合わない場合は、illegal_parameterアラートで接続を終えます。Early Dataは先頭の\
             PSKで保護されるため、受け入れたのなら0でなければなりません。",
        source: "RFC 8446 section 4.2.11",
        book: "6.3",
    },
    Text {
        id: "extension/psk_key_exchange_modes",
        en: "How the client is willing to use a PSK: alone, or together with a fresh (EC)DHE exchange. A PSK without \
             this extension is an error. It also counts for tickets that the server is about to issue, so clients \
             send it in full handshakes, too.",
        ja: "PSKを単独で使うか、新しい(EC)DHE鍵合意と組み合わせるか、クライアントが認める使い方を示します。\
             pre_shared_keyを送るのにこの拡張がなければエラーです。サーバーがこれから発行するチケットにも関わるため、\
             フルハンドシェイクでも送られます。",
        source: "RFC 8446 section 4.2.9",
        book: "6.3",
    },
    Text {
        id: "field/tls.extension.psk_ke_modes_length",
        en: "One byte for each mode, so this is their number. There are only two modes.",
        ja: "モードは1つ1バイトなので、この値がモードの数になります。定義されているモードは2つだけです。",
        source: "RFC 8446 section 4.2.9",
        book: "6.3",
    },
    Text {
        id: "field/tls.extension.psk_ke_mode",
        en: "With psk_dhe_ke a fresh key exchange is mixed in, and a PSK that leaks later opens no recording \
             but the early data. psk_ke saves the computation, but whoever gets the PSK reads every session \
             made with it.",
        ja: "psk_dhe_keは新しい鍵合意を組み合わせるので、後でPSKが漏れても、Early Dataを除き過去の記録は復号で\
             きません。psk_keは計算を省けますが、PSKを手に入れた者はそれを使ったすべてのセッションを読めます。",
        source: "RFC 8446 section 4.2.9",
        book: "6.3",
    },
    Text {
        id: "extension/early_data",
        en: "Application data follows at once, before the server has said anything, protected by the first PSK. It \
             saves a round trip but has no forward secrecy, and an attacker can send a copy of it again: only what \
             does no harm twice belongs there. The extension itself is empty.",
        ja: "サーバーの応答を待たずに、先頭のPSKで保護したアプリケーションデータをすぐ続けて送るという宣言です。1\
             往復を省けますが前方秘匿性がなく、攻撃者が同じデータを再送することもできるため、2回処理されても\
             困らないものだけを送ります。拡張の中身は空です。",
        source: "RFC 8446 section 4.2.10",
        book: "6.5",
    },
    Text {
        id: "Encrypted Extensions/extension/early_data",
        en: "The server has accepted the early data. If this is missing, it skipped the data unread, and the \
             application must decide whether to send it again. The answer is encrypted, so an observer cannot read it.",
        ja: "Early Dataを受け入れたという応答です。これがなければサーバーは読まずに捨てているので、送り直すかどうかは\
             アプリケーションが判断します。応答は暗号化されるため、観察者が可否を直接読み取ることはできません。",
        source: "RFC 8446 section 4.2.10",
        book: "6.5",
    },
    Text {
        id: "New Session Ticket/extension/early_data",
        en: "This ticket may be used for early data, up to the given size. A ticket without it still resumes a \
             session, but only with a full round trip.",
        ja: "このチケットを使えば、指定された量までEarly Dataを送れます。この拡張のないチケットでもセッション\
             再開はできますが、1往復待つ必要があります。",
        source: "RFC 8446 section 4.6.1",
        book: "6.5",
    },
    Text {
        id: "field/tls.early_data.max_early_data_size",
        en: "A limit in bytes of application data, without padding and record overhead. It bounds what a server must \
             store or skip for a client that has not yet proved that it is there. More than that may be answered with \
             unexpected_message.",
        ja: "アプリケーションデータのバイト数の上限で、パディングやレコードのヘッダー、認証タグは数えません。ま\
             だ本物かわからないクライアントのために、サーバーが保持したり読み捨てたりする量を抑えます。超えた場\
             合、サーバーはunexpected_messageアラートで接続を終了できます。",
        source: "RFC 8446 section 4.6.1",
        book: "6.5",
    },
    Text {
        id: "extension/session_ticket",
        en: "The tickets of TLS 1.2: empty, it asks for one; filled, it returns one and resumes a session without any \
             state on the server. TLS 1.3 sends its tickets in pre_shared_key instead, with a proof that the client \
             has the key.",
        ja: "TLS 1.2のチケットです。空ならチケットの発行を求め、中身があれば受け取ったチケットを返してセッションを\
             再開し、サーバーは状態を持たずに済みます。TLS 1.3では代わりにpre_shared_keyで送り、鍵を持っている証明も\
             添えます。",
        source: "RFC 5077 section 3.2",
        book: "",
    },
    Text {
        id: "Server Hello/extension/session_ticket",
        en: "The server promises a New Session Ticket before its Change Cipher Spec. In TLS 1.2 that ticket travels \
             unencrypted; TLS 1.3 sends tickets only after the handshake, protected.",
        ja: "サーバーがChange Cipher Specの前にNew Session Ticketを送るという予告です。TLS 1.2ではそのチケットが\
             暗号化されずに流れます。TLS 1.3では、ハンドシェイクの後に暗号化して送ります。",
        source: "RFC 5077 section 3.2",
        book: "",
    },
    Text {
        id: "extension/ticket_request",
        en: "How many tickets the client would like, for a new session and for a resumed one. A browser that opens \
             many connections needs several, since each should be used once; a device that never resumes wants none.",
        ja: "新しいセッションと再開したセッションのそれぞれで、クライアントが欲しいチケットの数を伝えます。チケットは1\
             回ずつ使うのが望ましいため、多数の接続を開くブラウザーには複数必要で、再開しない機器には要りません。",
        source: "RFC 9149 section 3",
        book: "",
    },
    Text {
        id: "extension/tls_cert_with_extern_psk",
        en: "A PSK from outside and a certificate in the same handshake, which TLS 1.3 otherwise excludes. The secret \
             then holds against a quantum computer as long as the PSK is secret, while the certificate says who the \
             server is.",
        ja: "TLS 1.3では通常両立しない、外部のPSKと証明書を1つのハンドシェイクで使います。証明書でサーバーを\
             認証しつつ、PSKが漏れない限り量子コンピューターにも耐える秘密が得られます。",
        source: "RFC 8773 section 5",
        book: "",
    },
    Text {
        id: "Encrypted Extensions/extension/ticket_request",
        en: "How many tickets the server intends to send. The client knows from it how many to wait for before it \
             closes the connection.",
        ja: "サーバーが送る予定のチケットの数です。接続を閉じる前にいくつ待てばよいかが、クライアントにわかりま\
             す。",
        source: "RFC 9149 section 3",
        book: "",
    },
];
