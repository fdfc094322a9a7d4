//! OCSP responses, which servers send along with their certificates.

use crate::text::Text;

pub(crate) const TEXTS: &[Text] = &[
    Text {
        id: "field/ocsp.responseStatus",
        en: "Whether the responder could answer at all. An error is not signed, so anybody on the way \
            can send one; a client that then goes on as if all were well is checking nothing.",
        ja: "レスポンダーが応答できたかどうかを表します。エラーには署名がないため、経路上の誰でも送れます。\
            エラーのときに問題なしとして続行するクライアントは、失効を確認していないのと同じです。",
        source: "RFC 6960 section 4.2.1",
        book: "",
    },
    Text {
        id: "field/ocsp.responseBytes_element",
        en: "The answer itself and its type. It is missing if the status is an error.",
        ja: "応答の本体とその種類です。エラーの場合はありません。",
        source: "RFC 6960 section 4.2.1",
        book: "",
    },
    Text {
        id: "field/ocsp.responseType.id",
        en: "The type of the answer. Every responder and every client has to know the basic one, and no \
            other is in use.",
        ja: "応答の種類です。basicにはすべてのレスポンダーとクライアントが対応しなければならず、ほかの種類は\
            使われていません。",
        source: "RFC 6960 section 4.2.1",
        book: "",
    },
    Text {
        id: "field/ocsp.response",
        en: "An answer of another type than the basic one, shown as it is.",
        ja: "basic以外の種類の応答で、そのまま表示しています。",
        source: "RFC 6960 section 4.2.1",
        book: "",
    },
    Text {
        id: "field/ocsp.BasicOCSPResponse_element",
        en: "A signed statement about certificates. As it is signed, it does not matter who brings it: a \
            server may staple it to its certificate, and the authority does not learn who visits the \
            server.",
        ja: "証明書の状態についての署名付きの応答です。署名があるので誰が届けてもよく、サーバーが証明書に添\
            えれば（OCSPステープリング）、誰がアクセスしたかをCAに知られずに済みます。",
        source: "RFC 6960 section 4.2.1",
        book: "",
    },
    Text {
        id: "field/ocsp.tbsResponseData_element",
        en: "All that the responder signs.",
        ja: "レスポンダーが署名する対象です。",
        source: "RFC 6960 section 4.2.1",
        book: "",
    },
    Text {
        id: "field/ocsp.version",
        en: "The version of the response; it is left out for version 1, the only one.",
        ja: "応答のバージョンです。唯一のバージョンである1のときは省略します。",
        source: "RFC 6960 section 4.2.1",
        book: "",
    },
    Text {
        id: "field/ocsp.byName",
        en: "The responder, by the subject of its certificate. It has to be the issuer of the certificate \
            asked about, one to whom that issuer has given a certificate for OCSP, or one that the client \
            itself has been told to trust; else anyone could call a revoked certificate good.",
        ja: "レスポンダーを証明書のサブジェクトで表します。対象の証明書の発行者自身、その発行者からOCSP用の証\
            明書を発行された者、クライアントが信頼すると設定した者のいずれかでなければなりません。そうでなけ\
            れば、失効した証明書を誰でも有効と言えてしまいます。",
        source: "RFC 6960 section 4.2.2.2",
        book: "",
    },
    Text {
        id: "field/ocsp.byKey",
        en: "The responder, by the SHA-1 hash of its public key. It is shorter than a name and only helps \
            to find the certificate; that one tells whether it may answer.",
        ja: "レスポンダーを公開鍵のSHA-1ハッシュ値で表します。名前より短く、証明書を探す手掛かりにすぎません。\
            応答する資格は、見つけた証明書で確かめます。",
        source: "RFC 6960 section 4.2.1",
        book: "",
    },
    Text {
        id: "field/ocsp.producedAt",
        en: "When the answer was signed. It may be long before it is sent: many responders sign their \
            answers in advance.",
        ja: "応答に署名した時刻です。多くのレスポンダーは前もって署名しておくため、送信よりかなり前のことも\
            あります。",
        source: "RFC 6960 section 2.4",
        book: "",
    },
    Text {
        id: "field/ocsp.responses",
        en: "An answer for each certificate asked about. A stapled response may hold more than that for \
            the server's own; the client looks for the one that names it.",
        ja: "問い合わせた証明書ごとの応答です。ほかの証明書の応答を含むこともあるため、クライアントは対象の\
            証明書を示すものを探します。",
        source: "RFC 6960 section 4.2.1",
        book: "",
    },
    Text {
        id: "field/ocsp.SingleResponse_element",
        en: "The answer for one certificate.",
        ja: "1つの証明書についての応答です。",
        source: "RFC 6960 section 4.2.1",
        book: "",
    },
    Text {
        id: "field/ocsp.certID_element",
        en: "Which certificate it is. A client that does not compare it with the certificate in hand \
            would take the good answer for another one.",
        ja: "対象の証明書です。手元の証明書と照合しなければ、別の証明書の有効という応答で騙されてしまいます。",
        source: "RFC 6960 section 4.2.1",
        book: "",
    },
    Text {
        id: "field/ocsp.hashAlgorithm_element",
        en: "The hash of the next two fields, usually SHA-1. They only say which issuer is meant, so a \
            weak hash does little harm here.",
        ja: "続く2つのフィールドのハッシュ関数で、多くはSHA-1です。発行者を示すだけなので、弱いハッシュ関数\
            でも影響は限られます。",
        source: "RFC 6960 section 4.2.1",
        book: "",
    },
    Text {
        id: "field/ocsp.issuerNameHash",
        en: "The hash of the issuer's name. Two authorities could have the same name, so the key stands \
            beside it.",
        ja: "発行者の名前のハッシュ値です。同じ名前のCAがありうるため、鍵のハッシュ値も並べます。",
        source: "RFC 6960 section 4.2.1",
        book: "",
    },
    Text {
        id: "field/ocsp.issuerKeyHash",
        en: "The hash of the issuer's public key. Together with the serial number it points to one \
            certificate.",
        ja: "発行者の公開鍵のハッシュ値です。シリアル番号と合わせて、1つの証明書が定まります。",
        source: "RFC 6960 section 4.2.1",
        book: "",
    },
    Text {
        id: "field/ocsp.serialNumber",
        en: "The serial number of the certificate asked about, by which its issuer knows it.",
        ja: "問い合わせの対象である証明書のシリアル番号で、発行者はこれで証明書を識別します。",
        source: "RFC 6960 section 4.2.1",
        book: "",
    },
    Text {
        id: "field/ocsp.certStatus",
        en: "Good, revoked or unknown. Good only means that it is not known to be revoked, not that such \
            a certificate was ever issued or has not expired. A client must not take unknown for good.",
        ja: "good、revoked、unknownのいずれかです。goodは失効の記録がないことだけを意味し、その証明書を実際\
            に発行したことや、有効期間内であることまでは表しません。unknownをgoodとみなしてはいけません。",
        source: "RFC 6960 section 2.2",
        book: "",
    },
    Text {
        id: "field/ocsp.revocationTime",
        en: "Since when the certificate is revoked. Signatures that are proven to be older may still \
            count; for a TLS handshake, a revoked certificate is of no use.",
        ja: "失効した時刻です。これより前だと証明できる署名は有効とみなせることもありますが、TLSのハンドシェ\
            イクでは失効した証明書は使えません。",
        source: "RFC 6960 section 4.2.1",
        book: "",
    },
    Text {
        id: "field/ocsp.revocationReason",
        en: "Why it is revoked. A stolen key (keyCompromise) is the urgent one: somebody may pose as the \
            owner right now.",
        ja: "失効の理由です。鍵の漏洩（keyCompromise）が最も緊急で、いままさに誰かがなりすましているかもしれ\
            ません。",
        source: "RFC 5280 section 5.3.1",
        book: "",
    },
    Text {
        id: "field/ocsp.thisUpdate",
        en: "As of when this is right. A client refuses a time in the future.",
        ja: "この状態を確認した時刻です。未来の時刻であれば、クライアントは拒否します。",
        source: "RFC 6960 section 2.4",
        book: "",
    },
    Text {
        id: "field/ocsp.nextUpdate",
        en: "Until when there will be news: a client takes the answer up to then. Whoever has stolen the \
            key can go on stapling the last good answer until this time, so authorities make it days, \
            not months.",
        ja: "次に更新される時刻で、クライアントはこの時刻まで応答を受け入れます。鍵を盗んだ者は、最後に得たgood\
            の応答をこの時刻まで添え続けられるため、CAは期間を月単位ではなく日単位にします。",
        source: "RFC 6960 section 2.4",
        book: "",
    },
    Text {
        id: "field/ocsp.singleExtensions",
        en: "Extensions for this certificate, such as timestamps of transparency logs.",
        ja: "この証明書についての拡張です。CTログのタイムスタンプなどが入ります。",
        source: "RFC 6960 section 4.2.1",
        book: "",
    },
    Text {
        id: "field/ocsp.responseExtensions",
        en: "Extensions for the whole response, above all the nonce.",
        ja: "応答全体についての拡張で、主なものはノンスです。",
        source: "RFC 6960 section 4.2.1",
        book: "",
    },
    Text {
        id: "field/pkix1explicit.Extension_element",
        en: "An extension of the response: which one it is, whether a client has to understand it, and \
            its value.",
        ja: "応答の拡張です。種類、理解できなければ拒否すべきかどうか、値からなります。",
        source: "RFC 6960 section 4.2.1",
        book: "",
    },
    Text {
        id: "field/pkix1explicit.id",
        en: "Which extension it is.",
        ja: "拡張の種類を表す識別子です。",
        source: "RFC 6960 section 4.2.1",
        book: "",
    },
    Text {
        id: "field/pkix1explicit.critical",
        en: "Whether a client has to refuse the response if it does not know the extension. RFC 6960 \
            advises against it.",
        ja: "この拡張を知らないクライアントが、応答を拒否しなければならないかどうかです。RFC 6960はcritical\
            にしないよう勧めています。",
        source: "RFC 6960 section 4.4",
        book: "",
    },
    Text {
        id: "field/ocsp.ReOcspNonce",
        en: "The number that the client put into its request, so that nobody can pass off an old answer \
            as new. Stapled answers are fetched in advance and have none as a rule; there the times have \
            to do.",
        ja: "クライアントが要求に入れた値で、古い応答の再利用を防ぎます。前もって取得しておくステープリング\
            の応答には通常なく、時刻だけで新しさを確かめます。",
        source: "RFC 6960 section 4.4.1",
        book: "",
    },
    Text {
        id: "field/ocsp.signatureAlgorithm_element",
        en: "How the responder has signed. A client refuses weak algorithms here as in certificates.",
        ja: "レスポンダーの署名アルゴリズムです。証明書と同じく、弱いものは拒否します。",
        source: "RFC 6960 section 4.2.1",
        book: "",
    },
    Text {
        id: "field/ocsp.signature",
        en: "The signature of the responder over all of tbsResponseData. Without it, an attacker in the middle \
            could call a stolen certificate good.",
        ja: "tbsResponseData全体に対するレスポンダーの署名です。これがなければ、中間者は、プライベート鍵を盗んだ証明書を\
            自分で有効と言えてしまいます。",
        source: "RFC 6960 section 4.2.1",
        book: "",
    },
    Text {
        id: "field/ocsp.certs",
        en: "Certificates to check the signature with, if the issuer has not signed itself. They are as \
            trustworthy as their chain, no more.",
        ja: "発行者以外が署名した場合に、署名の検証に使う証明書です。チェーンの検証に通らない限り、信頼でき\
            ません。",
        source: "RFC 6960 section 4.2.1",
        book: "",
    },
    Text {
        id: "field/ocsp.Certificate_element",
        en: "The certificate of the responder. It needs the purpose id-kp-OCSPSigning and has to come \
            from the issuer of the certificate asked about.",
        ja: "レスポンダーの証明書です。id-kp-OCSPSigningという用途を持ち、対象の証明書の発行者から発行された\
            ものでなければなりません。",
        source: "RFC 6960 section 4.2.2.2",
        book: "",
    },
];
