//! The alerts: when each is sent, what it tells the other side and what it hides, what to try.

use crate::text::Text;

pub(crate) const TEXTS: &[Text] = &[
    Text {
        id: "alert/Close Notify",
        en: "The sender has nothing more to send. Without it an attacker could cut the TCP connection and pass \
            off half an answer as the whole. If you see a connection end without one, do not trust the data to be \
            complete.",
        ja: "送信側がもう何も送らないことを知らせます。これがないと、攻撃者がTCP接続を途中で切り、途中までの応\
            答を全体に見せかけることができます。これを受け取らずに接続が終わったら、データが最後まで届いたとは\
            考えないでください。",
        source: "RFC 8446 section 6.1",
        book: "6.1",
    },
    Text {
        id: "alert/End of Early Data",
        en: "Drafts of TLS 1.3 marked the end of 0-RTT data by this alert. An alert is not part of the \
            transcript hash, so the final version made it a handshake message, which the Finished covers. No current \
            peer sends the alert.",
        ja: "TLS 1.3のドラフトでは、Early Dataの終わりをこのアラートで示していました。アラートはトランスクリプ\
            トハッシュに入らないため、正式版ではFinishedの対象になるハンドシェイクメッセージに変わりました。現\
            在の実装がこのアラートを送ることはありません。",
        source: "RFC 8446 section 4.5",
        book: "",
    },
    Text {
        id: "alert/Unexpected Message",
        en: "A message arrived that has no place at this point of the handshake. It tells the peer that the \
            order is wrong, but not which message was expected. A capture shows the last message before it; look for \
            a bug in one side, or for something on the way that injects or drops records.",
        ja: "ハンドシェイクのこの時点では受け取るはずのないメッセージが届いたことを示します。順序の誤りであるこ\
            とは伝わりますが、何を待っていたのかは伝わりません。キャプチャーで直前のメッセージを確認し、どちらかの実\
            装の誤りや、途中でレコードを挿入または破棄する装置を疑ってください。",
        source: "RFC 8446 section 6.2",
        book: "",
    },
    Text {
        id: "alert/Bad Record MAC",
        en: "A record could not be opened: it was changed on the way, or the two sides have different keys. TLS \
            1.2 must use this one alert for bad padding and for a bad MAC, because telling them apart let attackers \
            decrypt CBC records byte by byte. Compare the keys of both sides (key log) and the record in both \
            captures.",
        ja: "レコードを復号できなかったことを示します。途中で改ざんされたか、双方の鍵が違います。TLS 1.2では、\
            パディングの誤りとMACの誤りを区別すると、CBCのレコードを1バイトずつ解読される攻撃につながるため、どちら\
            もこのアラートにします。鍵ログで双方の鍵を、キャプチャーで双方のレコードを比べてください。",
        source: "RFC 8446 section 6.2",
        book: "",
    },
    Text {
        id: "alert/Decryption Failed",
        en: "TLS 1.0 sent this when a record did not decrypt to whole blocks or its padding was wrong. Beside \
            Bad Record MAC it told an attacker which of the two checks had failed, and that is all a padding oracle \
            needs. Later versions forbid sending it.",
        ja: "TLS 1.0で、復号した長さやパディングが正しくないときに送られたアラートです。Bad Record MACと別であ\
            るため、どちらの検査で失敗したかが攻撃者に伝わり、パディングオラクル攻撃の手がかりになりました。以後のバー\
            ジョンでは送信が禁止されています。",
        source: "RFC 5246 section 7.2.2",
        book: "",
    },
    Text {
        id: "alert/Record Overflow",
        en: "A record is longer than the protocol or a negotiated limit (record_size_limit) allows. The limit \
            keeps a peer from making the receiver buffer without end. Often the bytes are no TLS at all: check that \
            the port and the protocol are right.",
        ja: "レコードが、プロトコルまたはrecord_size_limitで決めた上限より長いことを示します。上限は、受信側の\
            バッファが際限なく増えるのを防ぎます。そもそもTLSでないデータを長さとして読んだ場合も多いので、ポート\
            とプロトコルを確認してください。",
        source: "RFC 8446 section 6.2",
        book: "",
    },
    Text {
        id: "alert/Decompression Failure",
        en: "Before TLS 1.3, a compressed record could not be expanded or grew too large. TLS 1.3 has no \
            compression of records, because the length of compressed data gives away secrets in it (the CRIME \
            attack). A peer that sends it still uses compression: switch that off.",
        ja: "TLS 1.2までで、圧縮されたレコードを展開できないか、展開すると長くなりすぎる場合に送られます。圧縮\
            後の長さから秘密が漏れるため（CRIME攻撃）、TLS 1.3ではレコードの圧縮をなくしました。このアラートが届いた\
            ら、圧縮を無効にしてください。",
        source: "RFC 5246 section 7.2.2",
        book: "",
    },
    Text {
        id: "alert/Handshake Failure",
        en: "The two sides have nothing in common: no cipher suite, no group, no signature scheme that fits the \
            certificate, or no PSK. It hides which of these it was. Compare the lists in the Client Hello with the \
            settings of the server, one by one.",
        ja: "双方に共通するものがないことを示します。暗号スイート、グループ、証明書に合う署名スキーム、PSKなど\
            のうち、どれが合わなかったのかは伝わりません。Client Helloの一覧とサーバーの設定を、1つずつ比べてく\
            ださい。",
        source: "RFC 8446 section 6.2",
        book: "6.2",
    },
    Text {
        id: "alert/No Certificate",
        en: "SSL 3.0 clients sent it when the server asked for a certificate and they had none. TLS replaced it \
            by an empty Certificate message, which the transcript covers. It must not be sent any more.",
        ja: "SSL 3.0のクライアントが、求められた証明書を持っていないときに送ったアラートです。TLSでは、トランス\
            クリプトに含まれる空のCertificateメッセージに代わりました。現在は送ってはいけません。",
        source: "RFC 6101 section 5.4.2",
        book: "",
    },
    Text {
        id: "alert/Bad Certificate",
        en: "The certificate is damaged, or a check of it failed for which there is no better alert; OpenSSL \
            also sends it for a wrong host name. The peer learns that its certificate was refused, not by which \
            check. The verify result on the side that sent the alert says what failed.",
        ja: "証明書が壊れているか、ほかに当てはまるアラートのない検査で拒否されたことを示します。OpenSSLはホス\
            ト名が一致しないときにもこれを送ります。相手には、証明書が拒否されたことだけが伝わり、どの検査で失敗した\
            かは伝わりません。アラートを送った側の検証結果を見てください。",
        source: "RFC 8446 section 6.2",
        book: "6.1",
    },
    Text {
        id: "alert/Unsupported Certificate",
        en: "The certificate is of a type that the receiver cannot use, such as one for another purpose. A \
            server certificate without serverAuth among its key purposes is a common cause. Look at the extended key \
            usage and the type of the key.",
        ja: "受信側が使えない種類の証明書であることを示します。よくある原因は、拡張鍵用途にserverAuthのない証明\
            書をサーバーが使っていることです。証明書の拡張鍵用途と鍵の種類を確認してください。",
        source: "RFC 8446 section 6.2",
        book: "",
    },
    Text {
        id: "alert/Certificate Revoked",
        en: "The issuer has withdrawn the certificate, usually because its private key may be in the hands of \
            others. The sender of the alert has this from a CRL or an OCSP response. The owner needs a new key and a \
            new certificate; no setting of the client helps.",
        ja: "発行者が証明書を失効させたことを示します。多くはプライベート鍵が漏れた疑いがある場合です。アラート\
            の送信側は、CRLまたはOCSP応答でそれを知ります。クライアントの設定では解決せず、新しい鍵と証明書が必\
            要です。",
        source: "RFC 8446 section 6.2",
        book: "",
    },
    Text {
        id: "alert/Certificate Expired",
        en: "The time of the receiver is outside the validity of the certificate. Just as often it is the clock \
            of the receiver that is wrong, for example on a device without a battery. Compare notBefore and notAfter \
            with the clocks of both machines.",
        ja: "受信側の時刻が、証明書の有効期間に入っていないことを示します。電池のない機器などでは、受信側の時計\
            が狂っていることもよくあります。notBeforeおよびnotAfterを、双方の機器の時計と比べてください。",
        source: "RFC 8446 section 6.2",
        book: "",
    },
    Text {
        id: "alert/Certificate Unknown",
        en: "Something else is wrong with the certificate, and the sender does not say what. Browsers send it \
            when a user or a policy refuses the certificate. Only the log of the sender tells the reason.",
        ja: "ほかのアラートに当てはまらない理由で、証明書を受け入れられないことを示します。その理由は伝わりませ\
            ん。ブラウザーでは、利用者やポリシーが証明書を拒否したときに送られます。理由は送信側のログでしかわかりま\
            せん。",
        source: "RFC 8446 section 6.2",
        book: "",
    },
    Text {
        id: "alert/Illegal Parameter",
        en: "A message is well formed, but a value in it contradicts the rules or another message: a group that \
            was not offered, a key share of the wrong length, a session id that does not match. Such a contradiction \
            is what a tampered handshake looks like, so there is no second try. The value is not named; compare the \
            last message with what came before.",
        ja: "メッセージの形式は正しくても、値が規則やほかのメッセージと矛盾することを示します。提案していないグ\
            ループ、長さの合わないKey Share、一致しないセッションIDなどです。こうした矛盾は改ざんの兆候でもあるため、\
            ハンドシェイクは打ち切られます。どの値かは伝わらないので、最後のメッセージをそれより前のものと比べてくだ\
            さい。",
        source: "RFC 8446 section 6.2",
        book: "",
    },
    Text {
        id: "alert/Unknown CA",
        en: "The chain ends at no authority that the receiver trusts: its own CA certificate is missing, an \
            intermediate certificate was not sent, or the certificate is self-signed. An attacker in the middle with \
            a certificate of their own gets exactly this alert. Give the right CA certificate to the receiver, or the \
            whole chain to the sender; do not switch verification off.",
        ja: "証明書チェーンが、受信側の信頼するCAにつながらないことを示します。CA証明書の指定漏れ、中間証明書の\
            送り忘れ、自己署名証明書などが原因です。自前の証明書で割り込む中間者に対して送られるのも、このアラートで\
            す。検証を無効にせず、受信側に正しいCA証明書を、送信側に完全なチェーンを設定してください。",
        source: "RFC 8446 section 6.2",
        book: "6.1",
    },
    Text {
        id: "alert/Access Denied",
        en: "The certificate or the PSK is valid, but its owner may not use this service. The cryptography is \
            fine; change the access list of the server, or use another identity.",
        ja: "証明書またはPSKは正しいものの、その持ち主にはこのサービスの利用が許可されていないことを示します。\
            暗号の問題ではありません。サーバーのアクセス制御を変更するか、別の証明書やPSKを使ってください。",
        source: "RFC 8446 section 6.2",
        book: "",
    },
    Text {
        id: "alert/Decode Error",
        en: "A message cannot be read: a length goes beyond its end, a field is missing, or bytes are left over. \
            Correct peers never cause it, so it means a bug, a damaged message, or somebody testing the parser. The \
            place of the error is not given; read the message field by field.",
        ja: "メッセージの形式が正しくなく、読み取れないことを示します。長さが末尾を超えている、項目が足りない、\
            余分なバイトが残るなどの場合です。正しい実装どうしでは起こらないため、実装の誤り、メッセージの破\
            損、解析処理を狙った試みのいずれかです。誤りの位置は伝わらないので、メッセージを項目ごとに確認して\
            ください。",
        source: "RFC 8446 section 6.2",
        book: "",
    },
    Text {
        id: "alert/Decrypt Error",
        en: "A cryptographic check of the handshake failed: a signature, a Finished, or a PSK binder. So the \
            peer does not hold the private key, the PSKs differ, or the handshake was changed on the way. The alert \
            hides which of them it was, as that would help an attacker most; check the certificate and its private \
            key, or the PSK on both sides.",
        ja: "ハンドシェイクの署名、Finished、PSKのバインダーのいずれかの検証に失敗したことを示します。相手がプ\
            ライベート鍵を持っていない、PSKが一致しない、またはハンドシェイクが途中で改ざんされた場合です。攻撃者の\
            手がかりになるため、どれに失敗したかは伝えません。証明書とプライベート鍵の組、または双方のPSKを確認して\
            ください。",
        source: "RFC 8446 section 6.2",
        book: "6.1",
    },
    Text {
        id: "alert/Too Many CIDs Requested",
        en: "In DTLS 1.3 a peer asks for further connection ids, so that an observer cannot link its packets \
            when its address changes. Asking without end would fill the memory of the other side, which may end the \
            connection with this alert. TLS over TCP never sends it.",
        ja: "DTLS 1.3では、アドレスが変わっても通信を追跡されないように、新しいコネクションIDを相手に要求できま\
            す。際限なく要求されるとメモリを使い果たすため、要求された側はこのアラートで接続を終えることができます。\
            TCP上のTLSでは使われません。",
        source: "RFC 9147 section 9",
        book: "",
    },
    Text {
        id: "alert/Export Restriction",
        en: "TLS 1.0 had weak cipher suites for export, and this alert for breaking their rules. Those suites \
            long outlived the law: the FREAK and Logjam attacks forced modern peers down to them. It must not be sent \
            any more.",
        ja: "TLS 1.0には輸出規制用の弱い暗号スイートがあり、その規則に反した場合のアラートです。規制がなくなっ\
            たあともこれらの暗号スイートは残り、FREAKやLogjamの攻撃に利用されました。現在は送ってはいけません。",
        source: "RFC 2246 section 7.2.2",
        book: "",
    },
    Text {
        id: "alert/Protocol Version",
        en: "The server understands the version that the client offers, but does not accept it, as when a client \
            for TLS 1.2 only meets a server for TLS 1.3 only. It does not say which versions would do. Compare \
            supported_versions of the Client Hello with the limits set on the server.",
        ja: "相手の示したバージョンは理解できるものの、受け入れないことを示します。TLS 1.2だけのクライアントが、\
            TLS 1.3だけのサーバーに接続した場合などです。どのバージョンなら使えるのかは伝わりません。Client Helloの\
            supported_versionsと、サーバーの設定を比べてください。",
        source: "RFC 8446 section 6.2",
        book: "6.1",
    },
    Text {
        id: "alert/Insufficient Security",
        en: "The client offers only what the server considers too weak, such as short keys or old ciphers. It \
            is Handshake Failure with a hint: the server demands something stronger. Offer stronger suites or \
            groups, or lower the policy on purpose.",
        ja: "クライアントの提案が、サーバーの基準では弱すぎることを示します。短い鍵や古い暗号などです。\
            Handshake Failureと似ていますが、サーバーがより安全なものを要求していることが伝わります。より強い暗号ス\
            イートやグループを提案してください。",
        source: "RFC 8446 section 6.2",
        book: "",
    },
    Text {
        id: "alert/Internal Error",
        en: "The sender failed for a reason that has nothing to do with the peer, such as lack of memory or a \
            callback that returned an error. The peer can do nothing about it. Look into the log of the sender.",
        ja: "メモリ不足やコールバックのエラーなど、相手とは関係のない理由で処理に失敗したことを示します。受け\
            取った側にできることはありません。送信側のログを見てください。",
        source: "RFC 8446 section 6.2",
        book: "",
    },
    Text {
        id: "alert/Inappropriate Fallback",
        en: "The client came back with an older version and marked the retry with TLS_FALLBACK_SCSV, but the \
            server supports a newer one. So the first failure was no lack of support: someone on the way may have \
            caused it to force the weaker version. Connect again with the newest version, and find out why the first \
            attempt failed.",
        ja: "クライアントがTLS_FALLBACK_SCSVを付けて古いバージョンで接続し直しましたが、サーバーはより新しいバー\
            ジョンに対応しています。最初の失敗は、弱いバージョンを使わせようとした何者かが起こした可能性があります。\
            最新のバージョンで接続し直し、最初に失敗した原因を調べてください。",
        source: "RFC 7507 section 3",
        book: "",
    },
    Text {
        id: "alert/User Canceled",
        en: "The user stopped the handshake; nothing is wrong with the protocol. A Close Notify follows, as \
            after any orderly end.",
        ja: "利用者がハンドシェイクを中止したことを示し、プロトコルのエラーではありません。通常の終了と同じよう\
            に、このあとにClose Notifyが続きます。",
        source: "RFC 8446 section 6.1",
        book: "",
    },
    Text {
        id: "alert/No Renegotiation",
        en: "A TLS 1.2 peer declines a second handshake on the same connection; it is a warning, and the first \
            peer may go on or close. Renegotiation once let an attacker put their own request before that of \
            the victim. TLS 1.3 has none: Key Update and post-handshake authentication took its place.",
        ja: "TLS 1.2で、同じ接続での再ネゴシエーションを断る警告です。要求した側は、そのまま続けるか接続を終え\
            るかを選べます。再ネゴシエーションには、攻撃者が自分のリクエストを被害者のものの前に挿入できる弱点\
            がありました。TLS 1.3では廃止され、Key Updateやハンドシェイク後の認証に置き換わりました。",
        source: "RFC 5246 section 7.2.2",
        book: "",
    },
    Text {
        id: "alert/Missing Extension",
        en: "An extension is missing that the rest of the message makes mandatory. A TLS 1.3 client gets it that \
            wants a certificate but sends no signature_algorithms, or that sends supported_groups and no key_share. \
            It points to a bug or to an extension that something on the way removed.",
        ja: "ほかの内容から必須となる拡張がないことを示します。TLS 1.3で、証明書による認証を行うのに\
            signature_algorithmsがない場合や、supported_groupsがあるのにkey_shareがない場合などです。実装の誤りか、\
            途中の装置が拡張を取り除いたことを疑ってください。",
        source: "RFC 8446 section 6.2",
        book: "",
    },
    Text {
        id: "alert/Unsupported Extension",
        en: "A message carries an extension that may not stand in it, above all an answer to something that was \
            never asked. Without the rule a server could push features upon a client that knows nothing of them. \
            Compare the extensions of the answer with those of the Client Hello.",
        ja: "そのメッセージにあってはならない拡張が含まれていることを示します。典型的なのは、要求していない拡張\
            に対する応答です。この規則がないと、サーバーがクライアントに未知の機能を押しつけられます。応答の拡張を、\
            Client Helloの拡張と比べてください。",
        source: "RFC 8446 section 6.2",
        book: "",
    },
    Text {
        id: "alert/Certificate Unobtainable",
        en: "In TLS 1.2 a client may send the URL of its certificate instead of the certificate \
            (client_certificate_url). The server sends this when it cannot fetch it. A server that fetches URLs from \
            strangers can be misused for attacks on others, and hardly any does.",
        ja: "TLS 1.2では、クライアントが証明書の代わりにそのURLを送ることができます（client_certificate_url）。\
            サーバーがそこから証明書を取得できないときに送られます。見知らぬ相手のURLにアクセスするサーバーは第三者\
            への攻撃に悪用されかねないため、ほとんど使われていません。",
        source: "RFC 6066 section 5",
        book: "",
    },
    Text {
        id: "alert/Unrecognized Name",
        en: "The server has no service by the name in server_name. As a warning the handshake could go on, and a \
            mismatch would show up later in the certificate; as a fatal alert it ends here. Check the spelling of the \
            name and the virtual hosts of the server.",
        ja: "server_nameで指定された名前を、サーバーが提供していないことを示します。警告であればハンドシェイク\
            は続き、名前の不一致は後の証明書の検証で見つかりますが、致命的なアラートであればここで終わります。\
            名前のつづりと、サーバーに設定した名前を確認してください。",
        source: "RFC 6066 section 3",
        book: "6.2",
    },
    Text {
        id: "alert/Bad Certificate Status Response",
        en: "The OCSP response stapled to the certificate is invalid or not acceptable to the client. Ignoring \
            it would let an attacker with a stolen key hide that the certificate is revoked. Check the response that \
            the server staples and how old it is.",
        ja: "証明書に添えられたOCSP応答が不正か、クライアントが受け入れられないことを示します。これを無視する\
            と、鍵を盗んだ攻撃者が証明書の失効を隠せてしまいます。サーバーが添える応答の内容と有効期間を確認し\
            てください。",
        source: "RFC 6066 section 8",
        book: "",
    },
    Text {
        id: "alert/Bad Certificate Hash Value",
        en: "A certificate fetched from the client's URL does not have the hash that the client gave with it. \
            The hash keeps whoever serves the URL from putting another certificate in its place. TLS 1.3 no longer \
            has it.",
        ja: "クライアントの示したURLから取得した証明書が、同時に示されたハッシュ値と一致しないことを示します。\
            ハッシュ値は、URLの提供者が証明書をすり替えるのを防ぎます。TLS 1.3では廃止されました。",
        source: "RFC 6066 section 5",
        book: "",
    },
    Text {
        id: "alert/Unknown PSK Identity",
        en: "The server does not know the PSK identity. To say so lets an attacker find out which identities \
            exist, so it may send Decrypt Error instead. Check that both sides have the same identity, byte for byte.",
        ja: "サーバーがそのPSKのアイデンティティを知らないことを示します。これを伝えると、どのアイデンティティ\
            が存在するかを攻撃者に探られるため、サーバーは代わりにDecrypt Errorを送ってもかまいません。双方のア\
            イデンティティが1バイトも違わないことを確認してください。",
        source: "RFC 8446 section 6.2",
        book: "6.3",
    },
    Text {
        id: "alert/Certificate Required",
        en: "The server demands a client certificate and got an empty Certificate message. In TLS 1.3 the client \
            has sent its Finished by then and considers itself connected, so the alert arrives at its first read. \
            Give the client a certificate and its private key, from an authority that the server accepts.",
        ja: "サーバーがクライアント証明書を必須としているのに、空のCertificateメッセージが届いたことを示します。\
            TLS 1.3では、クライアントはすでに自分のFinishedを送り接続が済んだつもりでいるため、最初の受信時に初めて\
            このアラートを知ります。サーバーの認めるCAが発行した証明書とプライベート鍵を、クライアントに設定してくだ\
            さい。",
        source: "RFC 8446 section 6.2",
        book: "6.1",
    },
    Text {
        id: "alert/General Error",
        en: "The sender has no better alert, or does not want to say more. It was added to the revised TLS 1.3, \
            as a deliberate silence. Only the log of the sender helps.",
        ja: "ほかに当てはまるアラートがないか、送信側が理由を明かしたくないことを示します。改訂版のTLS 1.3で追\
            加されました。理由は送信側のログでしかわかりません。",
        source: "RFC 9846 section 6.2",
        book: "",
    },
    Text {
        id: "alert/No application Protocol",
        en: "Client and server have no protocol of ALPN in common, such as h2 or http/1.1. To go on would let \
            data of one protocol be read as another, which cross-protocol attacks exploit. Compare the list of the \
            client with that of the server; the names are case-sensitive.",
        ja: "ALPNで示されたプロトコルに、h2やhttp/1.1など双方に共通するものがないことを示します。そのまま続ける\
            と、あるプロトコルのデータが別のプロトコルとして解釈され、攻撃に利用されかねません。双方の一覧を比\
            べてください。大文字と小文字は区別されます。",
        source: "RFC 7301 section 3.2",
        book: "6.2",
    },
    Text {
        id: "alert/ECH Required",
        en: "The client wanted to hide the name of the server (Encrypted Client Hello), and the server could not \
            decrypt it. The client ends the connection rather than send its request where only the public name is \
            proven. It tries again with the keys that the server sent in its answer.",
        ja: "クライアントが接続先の名前を暗号化したのに（Encrypted Client Hello）、サーバーがそれを復号できなかっ\
            たことを示します。証明されたのは公開用の名前だけであるため、クライアントはリクエストを送らずに接続を終え\
            ます。そのあと、サーバーが応答で示した新しい鍵を使って接続し直します。",
        source: "RFC 9849 section 6.1.6",
        book: "",
    },
];
