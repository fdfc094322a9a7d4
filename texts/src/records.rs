//! The parts of records and of their protection.

use crate::text::Text;

pub(crate) const TEXTS: &[Text] = &[
    Text {
        id: "field/Record Layer",
        en: "TCP delivers bytes without boundaries, and TLS cuts them into records: a header of 5 bytes and up \
             to 16,384 bytes of content. Each record is protected by itself, so a receiver can check and use \
             one before the next arrives. Even when the content is encrypted, an eavesdropper sees the header, \
             the length and the time.",
        ja: "TCPは区切りのないバイト列を運ぶため、TLSはそれを、5バイトのヘッダーと最大16,384バイトの内容からな\
             るレコードに分けます。レコードは1つずつ保護されるので、受信側は次のレコードを待たずに検証して使え\
             ます。内容が暗号化されていても、ヘッダーと長さ、時刻は盗聴者から見えます。",
        source: "RFC 8446 section 5",
        book: "6.1",
    },
    Text {
        id: "field/tls.record.content_type",
        en: "It tells the receiver which part of TLS gets the content: 20 Change Cipher Spec, 21 alert, 22 \
             handshake, 23 application data. In TLS 1.3 only records that are not encrypted show it here. TLS \
             1.2 leaves it in the clear for the whole connection, so an eavesdropper can tell an alert from \
             data.",
        ja: "内容をTLSのどの処理に渡すかを示します（20はChange Cipher Spec、21はアラート、22はハンドシェイク、\
             23はアプリケーションデータ）。TLS 1.3でここに本当の種類が現れるのは、暗号化されていないレコードだ\
             けです。TLS 1.2では暗号化が始まったあとも平文のままなので、盗聴者はアラートとデータを見分けられま\
             す。",
        source: "RFC 8446 section 5.1",
        book: "6.1",
    },
    Text {
        id: "field/tls.record.opaque_type",
        en: "It says application data (23), whatever is inside: TLS 1.3 encrypts the true type together with \
             the content. So an eavesdropper cannot tell the rest of the handshake, an alert or a Key Update \
             from data. To a middlebox it all looks like the application data of TLS 1.2.",
        ja: "中身が何であっても、アプリケーションデータを示す23になります。TLS 1.3では、本当の種類は内容の後ろ\
             に置かれ、一緒に暗号化されるからです。そのため、盗聴者はハンドシェイクの続きやアラート、Key Update\
             を、データと見分けられません。中継装置からは、すべてTLS 1.2のアプリケーションデータに見えます。",
        source: "RFC 8446 section 5.2",
        book: "6.1",
    },
    Text {
        id: "field/tls.record.version",
        en: "A TLS 1.3 receiver ignores it, and the sender writes 0x0303 (TLS 1.2). The first Client Hello may \
             have 0x0301 here, for the sake of old servers that refuse anything newer. Middleboxes drop \
             numbers they do not know, so TLS 1.3 froze this field and agrees on the version in \
             supported_versions.",
        ja: "TLS 1.3では、送信側は0x0303（TLS 1.2）を書き、受信側はこの値を無視します。最初のClient Helloだけ\
             は、新しい番号を拒む古いサーバーのために0x0301とすることがあります。知らない番号を見ると接続を切る\
             中継装置があるため、TLS 1.3ではこの値を固定し、実際のバージョンはsupported_versions拡張で決めま\
             す。",
        source: "RFC 8446 section 5.1",
        book: "6.1",
    },
    Text {
        id: "field/tls.record.length",
        en: "Two bytes, from which the receiver knows where in the TCP stream the next record begins. Content \
             has at most 16,384 bytes, and protection may add 256 in TLS 1.3 or 2,048 in TLS 1.2; a longer \
             record ends the connection with record_overflow. The length is never encrypted, so an \
             eavesdropper can guess from sizes and times what is being fetched. Padding is the remedy.",
        ja: "受信側は、この2バイトからTCPのバイト列の中で次のレコードが始まる位置を知ります。内容は最大16,384バ\
             イトで、保護による増加はTLS 1.3では256バイト、TLS 1.2では2,048バイトまでです。これを超えるレコード\
             を受け取ると、record_overflowアラートで接続を終えます。長さは暗号化されないため、大きさと時刻から\
             内容を推測されることがあり、その対策がパディングです。",
        source: "RFC 8446 section 5.2",
        book: "6.1",
    },
    Text {
        id: "field/Content",
        en: "Messages in the clear: anyone on the way can read them, and change them. One record may hold \
             several handshake messages, and a long message may be spread over several records. A changed \
             handshake message is found out by the transcript hash, with Finished at the latest; an alert or a \
             Change Cipher Spec in the clear has no such protection.",
        ja: "暗号化されていないメッセージで、経路上の誰でも読むことも書き換えることもできます。1つのレコードに\
             複数のハンドシェイクメッセージが入ることも、長いメッセージが複数のレコードに分かれることもありま\
             す。ハンドシェイクメッセージの改ざんは、トランスクリプトハッシュにより、遅くともFinishedで検出され\
             ます。平文のアラートやChange Cipher Specには、このような保護がありません。",
        source: "RFC 8446 section 5.1",
        book: "6.1",
    },
    Text {
        id: "field/Ciphertext",
        en: "In TLS 1.3 the content, its true type and any padding, encrypted together; in TLS 1.2 the content \
             alone. It is exactly as long as what was encrypted, because these ciphers do not fill up blocks. \
             A receiver must not use a byte of it before the tag has been checked, or it would act on an \
             attacker's bytes.",
        ja: "TLS 1.3では内容、本当のコンテントタイプ、パディングをまとめて暗号化したもので、TLS 1.2では内容だけ\
             を暗号化したものです。ブロック単位に切り上げない暗号なので、暗号化する前と同じ長さです。認証タグを\
             検証する前に復号結果を使うと、攻撃者の作ったデータに従って動くことになります。",
        source: "RFC 8446 section 5.2",
        book: "",
    },
    Text {
        id: "field/Authentication Tag",
        en: "The AEAD computes it from key, nonce, additional data and ciphertext: 16 bytes, or 8 in the CCM_8 \
             suites. If a bit has changed, or a record is missing, repeated or out of order, it does not fit, \
             and the receiver ends the connection with bad_record_mac. Without it an attacker who flips a bit \
             of the ciphertext would flip the same bit of the text.",
        ja: "鍵、ノンス、追加認証データ、暗号文からAEADが計算する値で、長さは16バイト（CCM_8の暗号スイートでは8\
             バイト）です。1ビットでも変わったり、レコードの欠落、重複、順序の入れ替わりがあったりすると一致せ\
             ず、受信側はbad_record_macアラートで接続を終えます。タグがなければ、攻撃者は暗号文のビットを反転さ\
             せるだけで、平文の同じビットを反転できます。",
        source: "RFC 8446 section 5.2",
        book: "",
    },
    Text {
        id: "field/Explicit Nonce",
        en: "In TLS 1.2, AES-GCM and AES-CCM send 8 bytes of the nonce with each record. How to choose them is \
             left to the sender, and servers have been found that repeated a value under one key; with GCM \
             this lets an attacker forge records. TLS 1.3 computes the nonce from the record's number, so \
             there is nothing to choose and nothing to send.",
        ja: "TLS 1.2のAES-GCMとAES-CCMでは、ノンスのうち8バイトをレコードごとに送ります。値の選び方は送信側に任\
             されており、同じ鍵で同じ値を繰り返すサーバーが実際に見つかりました。GCMでこれが起きると、攻撃者は\
             レコードを偽造できます。TLS 1.3ではレコードの番号からノンスを計算するので、選ぶ必要も送る必要もあ\
             りません。",
        source: "RFC 5288 section 3",
        book: "",
    },
    Text {
        id: "field/tls.app_data",
        en: "Without the secrets of this session nothing more can be seen: ciphertext, and within it or behind \
             it what proves it genuine. In TLS 1.3 not even the private key of the certificate would open it, \
             since that key only signs. A key log has what is missing.",
        ja: "このセッションのシークレットがないため、これ以上は見えません。暗号文と、改ざんを検出するための値が\
             入っています。TLS 1.3では、証明書のプライベート鍵は署名にしか使わないので、それがあっても復号でき\
             ません。鍵ログがあれば復号できます。",
        source: "RFC 8446 section 5.2",
        book: "6.1",
    },
    Text {
        id: "record/nonce",
        en: "TLS 1.3 XORs the IV of this direction with the record's sequence number: both sides count, and \
             nothing of it is sent. Under one key no nonce may occur twice, or AES-GCM reveals the XOR of two \
             texts and lets an attacker forge tags. A lost or repeated record shifts the count, and the tag no \
             longer fits. TLS 1.2 does the same with ChaCha20-Poly1305, but puts together a salt and the \
             explicit nonce for GCM and CCM.",
        ja: "TLS 1.3では、その方向のIVとレコードのシーケンス番号のXORです。番号は双方が数えるので、送りません。\
             1つの鍵で同じノンスを2回使うと、AES-GCMでは2つの平文のXORが漏れ、タグの偽造も可能になります。\
             TLS 1.2では、ChaCha20-Poly1305は同じ方法ですが、GCMとCCMはソルトとレコードで送る8バイトをつないだ\
             値を使います。",
        source: "RFC 8446 section 5.3",
        book: "",
    },
    Text {
        id: "record/additional data",
        en: "Bytes that have to stay readable, but must not be changed: the AEAD covers them with the tag \
             without encrypting them. In TLS 1.3 they are the 5 bytes of the record's header. TLS 1.2 takes \
             the sequence number, type, version and the length before encryption, 13 bytes, because its nonce \
             need not depend on the sequence number.",
        ja: "平文のままにする必要があるものの、変更されてはならないデータです。AEADは、これを暗号化せずに認証タ\
             グの計算に含めます。TLS 1.3では、レコードヘッダーの5バイトです。TLS 1.2では、ノンスがシーケンス番\
             号によるとは限らないため、シーケンス番号、種類、バージョン、暗号化前の長さの13バイトです。",
        source: "RFC 8446 section 5.2",
        book: "",
    },
    Text {
        id: "record/content type",
        en: "The true type of what is inside. In TLS 1.3 it is the last byte that is not zero, encrypted with \
             the content, so nobody on the way can tell a handshake message from data. TLS 1.2 has it in the \
             header, for everybody to read.",
        ja: "中身の本当の種類です。TLS 1.3では、復号した内容の末尾から見て最初の0でないバイトです。内容と一緒に\
             暗号化されるので、経路上の誰もハンドシェイクメッセージとデータを見分けられません。TLS 1.2ではヘッ\
             ダーにあり、誰でも読めます。",
        source: "RFC 8446 section 5.2",
        book: "6.1",
    },
    Text {
        id: "record/padding",
        en: "Zero bytes behind the type, encrypted with it, that hide how long the content is. The sender \
             chooses how many, up to the limit of a record; the receiver takes them off from the end until it \
             meets the type. Without padding, an eavesdropper can recognise a page or a password's length by \
             the sizes of records.",
        ja: "コンテントタイプの後ろに置かれ、一緒に暗号化される0のバイトで、内容の長さを隠します。いくつ加える\
             かは、レコードの上限まで送信側が自由に決め、受信側は末尾からコンテントタイプが現れるまで取り除きま\
             す。パディングがないと、レコードの大きさから、閲覧中のページやパスワードの長さを推測されることがあ\
             ります。",
        source: "RFC 8446 section 5.4",
        book: "",
    },
    Text {
        id: "field/Explicit IV",
        en: "In CBC each block of text is XORed with the ciphertext block before it, and the first one with \
             this, so it must be random and new for each record. TLS 1.0 took the last block of the record \
             before, which an attacker has already seen when choosing the next text: the BEAST attack. So from \
             TLS 1.1 on it is sent with each record.",
        ja: "CBCモードでは、平文の各ブロックを直前の暗号文ブロックとXORしてから暗号化し、最初のブロックにはこの値を使\
             います。そのため、レコードごとに新しい乱数でなければなりません。TLS 1.0では直前のレコードの最後のブ\
             ロックを使ったので、攻撃者はそれを見てから次の平文を選べました（BEAST攻撃）。TLS 1.1以降はレコードご\
             とに送ります。",
        source: "RFC 4346 section 6.2.3.2",
        book: "",
    },
    Text {
        id: "field/MAC",
        en: "An HMAC over sequence number, type, version, length and content: without an AEAD, this is what finds a \
             changed, repeated or missing record. TLS first authenticated and then encrypted, so a receiver \
             had to decrypt before it could check anything, and small differences in its answers gave the text \
             away (Lucky 13, POODLE). RFC 7366 turns the order round: then it stands behind the ciphertext.",
        ja: "シーケンス番号、種類、バージョン、長さ、内容に対するHMACで、AEADを使わない暗号スイートでは、これによってレ\
             コードの改ざん、重複、欠落を検出します。もとのTLSは認証してから暗号化する順序だったため、受信側は検\
             証の前に復号しなければならず、応答のわずかな違いから平文が漏れる攻撃が生まれました（Lucky 13、\
             POODLE）。順序を逆にするRFC 7366では、暗号文の後ろに置かれます。",
        source: "RFC 5246 section 6.2.3.1",
        book: "",
    },
    Text {
        id: "field/Padding Length",
        en: "CBC encrypts whole blocks only. So the text is filled up with bytes that all have this value, \
             and this one, the last, says how many they are. A receiver that tells a wrong padding from a wrong \
             MAC, by an alert or by the time it takes, lets an attacker find the text byte by byte.",
        ja: "CBCモードはブロック単位でしか暗号化できないので、この値と同じバイトを並べてブロックの長さにそろえ、最後のこ\
             のバイトがその個数を示します。パディングの誤りとMACの誤りを、アラートの種類や処理時間で見分けられる\
             受信側があると、攻撃者は平文を1バイトずつ突き止められます。",
        source: "RFC 5246 section 6.2.3.2",
        book: "",
    },
    Text {
        id: "record/iv",
        en: "The value that the first block of text is XORed with before it is encrypted. From TLS 1.1 on the record \
             brings its own; in TLS 1.0 it is the last ciphertext block of the record before, and for the first \
             record it comes from the key block.",
        ja: "平文の最初のブロックを暗号化する前にXORする値です。TLS 1.1以降はレコード自身が運びます。TLS 1.0では直前のレ\
             コードの最後の暗号文ブロックで、最初のレコードでは鍵ブロックから取ります。",
        source: "RFC 5246 section 6.2.3.2",
        book: "",
    },
    Text {
        id: "record/a MAC alone",
        en: "The cipher of this suite is NULL: the MAC shows that nobody has changed the record, but anybody \
             on the way can read it. Such suites were made for devices that need no secrecy and have little \
             power. TLS libraries take them only if they are asked to by name.",
        ja: "この暗号スイートの暗号はNULLです。MACで改ざんは検出できますが、内容は経路上の誰でも読めます。秘匿の必要がな\
             く、計算能力の小さい機器のために作られました。TLSライブラリーは、名前で明示的に指定しないと使いません。",
        source: "RFC 5246 appendix A.5",
        book: "",
    },
    Text {
        id: "field/Padding",
        en: "Bytes that fill the text up to whole blocks, all with the value of the last one, which counts them. The \
             sender may add up to 255, so the length of the content is not quite known. In SSL 3.0 they could \
             have any value and no MAC covered them, which is what POODLE needed.",
        ja: "平文をブロックの長さにそろえるバイトで、どれも個数を示す最後のバイトと同じ値です。送信側は255バイトまで加えら\
             れるので、内容の正確な長さはわかりにくくなります。SSL 3.0では値が自由でMACの対象でもなく、それを突い\
             たのがPOODLE攻撃です。",
        source: "RFC 5246 section 6.2.3.2",
        book: "",
    },
];
