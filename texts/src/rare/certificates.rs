//! Extensions of certificates that the recorded sessions do not have: those of authorities and of the public web.

use crate::text::Text;

pub(crate) const TEXTS: &[Text] = &[
    Text {
        id: "field/x509ce.CRLDistPointsSyntax",
        en: "Where the lists of revoked certificates are. A certificate cannot be called back; without \
            such a list or OCSP, a stolen key stays good until the certificate ends.",
        ja: "失効リスト（CRL）の所在です。発行済みの証明書は回収できません。失効リストもOCSPもなければ\
            、盗まれた鍵は有効期限まで使えてしまいます。",
        source: "RFC 5280 section 4.2.1.13",
        book: "",
    },
    Text {
        id: "field/x509ce.DistributionPoint_element",
        en: "One place, with the reasons that its list covers and who signs it, if that is not the \
            issuer.",
        ja: "1つの配布点です。リストが対象とする失効理由と、発行者以外が署名する場合はその署名者も示し\
            ます。",
        source: "RFC 5280 section 4.2.1.13",
        book: "",
    },
    Text {
        id: "field/x509ce.fullName",
        en: "Names of the same list, usually one HTTP address. The list is signed, so HTTP is enough; \
            whoever blocks it hides a revocation, however, as most clients go on without the list.",
        ja: "同じリストを指す名前で、通常はHTTPのURLが1つです。リストには署名があるためHTTPで足ります。\
            ただし、取得を妨害されると、多くのクライアントはリストなしで続行するため、失効に気付けません\
            。",
        source: "RFC 5280 section 4.2.1.13",
        book: "",
    },
    Text {
        id: "field/x509ce.reasons",
        en: "The reasons for revocation that this list covers. If it is left out, the list covers all \
            of them, as RFC 5280 recommends.",
        ja: "このリストが対象とする失効理由です。省略すればすべての理由が対象で、RFC 5280はそれを推奨し\
            ています。",
        source: "RFC 5280 section 4.2.1.13",
        book: "",
    },
    Text {
        id: "field/x509ce.cRLIssuer",
        en: "Who signs the list in place of the issuer. A verifier needs a trusted chain to that signer \
            as well, or else anybody could publish an empty list.",
        ja: "発行者に代わってリストに署名する者です。検証側は、この署名者に至る信頼のチェーンも確かめま\
            す。そうしなければ、誰でも空のリストを公開できてしまいます。",
        source: "RFC 5280 section 4.2.1.13",
        book: "",
    },
    Text {
        id: "field/pkix1implicit.AuthorityInfoAccessSyntax",
        en: "Where to ask the issuer about this certificate: an OCSP responder, and the issuer's own \
            certificate. Some clients fetch a missing intermediate certificate there, which hides the \
            server's mistake from their users only.",
        ja: "この証明書について発行者に問い合わせる先で、OCSPレスポンダーや発行者自身の証明書の所在です\
            。送り忘れた中間証明書をここから取得するクライアントもありますが、しないクライアントでは検証\
            に失敗します。",
        source: "RFC 5280 section 4.2.2.1",
        book: "",
    },
    Text {
        id: "field/pkix1implicit.AccessDescription_element",
        en: "One way of access: what is there, and where it is.",
        ja: "1つの問い合わせ先です。何が得られるかと、その所在を示します。",
        source: "RFC 5280 section 4.2.2.1",
        book: "",
    },
    Text {
        id: "field/pkix1implicit.accessMethod",
        en: "What is found at the address: an OCSP responder, or the issuer's certificate. A verifier \
            ignores other methods.",
        ja: "そのアドレスで何が得られるかを表します（OCSPの応答、または発行者の証明書）。知らない種類は\
            無視します。",
        source: "RFC 5280 section 4.2.2.1",
        book: "",
    },
    Text {
        id: "field/pkix1explicit.Features",
        en: "Extensions of TLS that the server must support. With status_request in it (must-staple), a \
            client refuses a handshake without a stapled OCSP response; so an attacker with a stolen key \
            cannot simply leave it out.",
        ja: "サーバーが対応しなければならないTLS拡張です。status_requestがあれば（Must-Staple）、クライ\
            アントはOCSP応答のないハンドシェイクを拒否します。鍵を盗んだ攻撃者が、応答を省いて失効を隠す\
            ことはできません。",
        source: "RFC 7633 section 4.2.2",
        book: "",
    },
    Text {
        id: "field/pkix1explicit.Features_item",
        en: "The number of one extension, as in the Client Hello.",
        ja: "1つの拡張の番号で、Client Helloの拡張と同じものです。",
        source: "RFC 7633 section 4.1",
        book: "",
    },
    Text {
        id: "field/x509ce.CertificatePoliciesSyntax",
        en: "The rules under which the certificate was issued, such as how the authority checked its \
            owner. Browsers found their requirements on them; TLS libraries take no notice unless told \
            to.",
        ja: "発行時にCAが持ち主をどう確認したかなど、証明書の発行規則です。ブラウザーは要件の確認に使い\
            ますが、TLSライブラリーは、指定しない限り考慮しません。",
        source: "RFC 5280 section 4.2.1.4",
        book: "",
    },
    Text {
        id: "field/x509ce.PolicyInformation_element",
        en: "One policy, and perhaps where to read it.",
        ja: "1つのポリシーと、その参照先です。",
        source: "RFC 5280 section 4.2.1.4",
        book: "",
    },
    Text {
        id: "field/x509ce.policyIdentifier",
        en: "The number of the policy. That of domain validation says that the authority has only seen \
            its applicant control the domain, not who that is.",
        ja: "ポリシーの識別子です。例えばドメイン認証を表すものなら、CAは申請者がドメインを管理してい\
            ることだけを確認し、それが誰であるかは確認していません。",
        source: "RFC 5280 section 4.2.1.4",
        book: "",
    },
    Text {
        id: "field/x509ce.policyQualifiers",
        en: "What is said about the policy for people. Programs decide by the identifier alone.",
        ja: "ポリシーについての、人のための説明です。プログラムは識別子だけで判断します。",
        source: "RFC 5280 section 4.2.1.4",
        book: "",
    },
    Text {
        id: "field/x509ce.PolicyQualifierInfo_element",
        en: "One remark: an address or a text.",
        ja: "1つの説明で、URLまたは文章です。",
        source: "RFC 5280 section 4.2.1.4",
        book: "",
    },
    Text {
        id: "field/x509ce.id",
        en: "Whether the remark is an address or a text.",
        ja: "説明がURLか文章かを表します。",
        source: "RFC 5280 section 4.2.1.4",
        book: "",
    },
    Text {
        id: "field/pkix1explicit.DirectoryString",
        en: "The address of the authority's practice statement. Nobody has to fetch it to verify the \
            certificate.",
        ja: "CAの運用規程（CPS）のURLです。証明書の検証のために取得する必要はありません。",
        source: "RFC 5280 section 4.2.1.4",
        book: "",
    },
    Text {
        id: "field/pkix1implicit.UserNotice_element",
        en: "A text to be shown to the person who relies on the certificate. Hardly any program does \
            so.",
        ja: "証明書を利用する人に表示するための文章です。表示するプログラムはほとんどありません。",
        source: "RFC 5280 section 4.2.1.4",
        book: "",
    },
    Text {
        id: "field/pkix1implicit.noticeRef_element",
        en: "A reference to notices of an organization, by numbers. Authorities should not use it.",
        ja: "ある組織の通知文を番号で参照します。CAはこれを使うべきではありません。",
        source: "RFC 5280 section 4.2.1.4",
        book: "",
    },
    Text {
        id: "field/pkix1implicit.noticeNumbers",
        en: "Which of the organization's notices are meant.",
        ja: "その組織の通知文のうち、どれを指すかを表します。",
        source: "RFC 5280 section 4.2.1.4",
        book: "",
    },
    Text {
        id: "field/pkix1implicit.noticeNumbers_item",
        en: "The number of one notice, which only the organization itself can explain.",
        ja: "1つの通知文の番号です。意味はその組織だけが知っています。",
        source: "RFC 5280 section 4.2.1.4",
        book: "",
    },
    Text {
        id: "field/pkix1implicit.utf8String",
        en: "Text of a notice, at most 200 characters. It was written by the authority: a program that \
            shows it must not let it pass for its own words.",
        ja: "通知文の文字列で、最長200文字です。CAが書いたものなので、表示するプログラムは、自身のメッ\
            セージと区別できるように示さなければなりません。",
        source: "RFC 5280 section 4.2.1.4",
        book: "",
    },
    Text {
        id: "field/pkix1implicit.ia5String",
        en: "Text of a notice, in ASCII. An authority of today uses UTF8String.",
        ja: "ASCIIで書かれた通知文です。いまのCAはUTF8Stringを使います。",
        source: "RFC 5280 section 4.2.1.4",
        book: "",
    },
    Text {
        id: "field/pkix1implicit.visibleString",
        en: "Text of a notice, in printable ASCII, which authorities must not use any more.",
        ja: "印字可能なASCIIで書かれた通知文です。いまのCAは使ってはなりません。",
        source: "RFC 5280 section 4.2.1.4",
        book: "",
    },
    Text {
        id: "field/pkix1implicit.bmpString",
        en: "Text of a notice, with two bytes for each character, which authorities must not use any \
            more.",
        ja: "1文字2バイトで書かれた通知文です。いまのCAは使ってはなりません。",
        source: "RFC 5280 section 4.2.1.4",
        book: "",
    },
    Text {
        id: "field/x509ce.PolicyMappingsSyntax",
        en: "In the certificate of an authority: which policies of its own stand for which of its \
            issuer's. So two hierarchies can recognise each other's rules.",
        ja: "CA証明書にあり、自分のポリシーが発行者のどのポリシーに相当するかを示します。これにより、2\
            つの認証基盤が互いの規則を認め合えます。",
        source: "RFC 5280 section 4.2.1.5",
        book: "",
    },
    Text {
        id: "field/x509ce.PolicyMappingsSyntax_item_element",
        en: "One pair of policies that count as the same.",
        ja: "同等とみなすポリシーの1組です。",
        source: "RFC 5280 section 4.2.1.5",
        book: "",
    },
    Text {
        id: "field/x509ce.issuerDomainPolicy",
        en: "The policy as the issuer calls it. A verifier that accepts it accepts the other one as \
            well.",
        ja: "発行者側でのポリシーです。これを認める検証側は、もう一方も認めます。",
        source: "RFC 5280 section 4.2.1.5",
        book: "",
    },
    Text {
        id: "field/x509ce.subjectDomainPolicy",
        en: "The policy of the certified authority that counts as the issuer's.",
        ja: "発行者のポリシーと同等とみなす、サブジェクト側のポリシーです。",
        source: "RFC 5280 section 4.2.1.5",
        book: "",
    },
    Text {
        id: "field/x509ce.PolicyConstraintsSyntax_element",
        en: "In the certificate of an authority: limits on what the certificates below it may do with \
            policies.",
        ja: "CA証明書にあり、下位の証明書でのポリシーの扱いを制限します。",
        source: "RFC 5280 section 4.2.1.11",
        book: "",
    },
    Text {
        id: "field/x509ce.requireExplicitPolicy",
        en: "After so many more certificates, each must have a policy that is acceptable. 0: from here \
            on.",
        ja: "この数だけ証明書をたどった後は、認められたポリシーが必須になります。0なら、ここから必須で\
            す。",
        source: "RFC 5280 section 4.2.1.11",
        book: "",
    },
    Text {
        id: "field/x509ce.inhibitPolicyMapping",
        en: "After so many more certificates, no authority may map policies any more, so that nobody \
            far below calls weak rules strong.",
        ja: "この数だけ証明書をたどった後は、ポリシーの読み替えを禁止します。下位のCAが、緩い規則を厳し\
            い規則とみなすことを防ぎます。",
        source: "RFC 5280 section 4.2.1.11",
        book: "",
    },
    Text {
        id: "field/x509ce.SkipCerts",
        en: "After so many more certificates, the policy that stands for any policy counts no longer.",
        ja: "この数だけ証明書をたどった後は、「任意のポリシー」を表す識別子を無効とします。",
        source: "RFC 5280 section 4.2.1.14",
        book: "",
    },
    Text {
        id: "field/x509ce.NameConstraintsSyntax_element",
        en: "In the certificate of an authority: the only names that certificates below it may have. If \
            the authority is broken into, the attacker can forge names in this range only. A verifier \
            that ignored it would let a company's own authority vouch for every site.",
        ja: "CA証明書にあり、下位の証明書に許す名前を制限します。CAが侵入されても、偽造できるのはこの範\
            囲の名前だけです。検証側がこれを無視すると、ある会社の社内CAが、あらゆるサイトの証明書を発行\
            できてしまいます。",
        source: "RFC 5280 section 4.2.1.10",
        book: "",
    },
    Text {
        id: "field/x509ce.permittedSubtrees",
        en: "Names of these kinds must lie within one of these ranges. Kinds that are not listed stay \
            free, so a careful authority restricts or excludes each kind.",
        ja: "この種類の名前は、いずれかの範囲に入っていなければなりません。挙げられていない種類の名前は\
            制限されないため、慎重なCAは、種類ごとに許可または除外を指定します。",
        source: "RFC 5280 section 4.2.1.10",
        book: "",
    },
    Text {
        id: "field/x509ce.excludedSubtrees",
        en: "No name may lie within these ranges, even if it is permitted above.",
        ja: "この範囲の名前は、許可の範囲に含まれていても認められません。",
        source: "RFC 5280 section 4.2.1.10",
        book: "",
    },
    Text {
        id: "field/x509ce.GeneralSubtree_element",
        en: "One range: for a domain name, the name itself and everything below it.",
        ja: "1つの範囲です。ドメイン名なら、その名前自身と、その下のすべての名前を含みます。",
        source: "RFC 5280 section 4.2.1.10",
        book: "",
    },
    Text {
        id: "field/x509ce.minimum",
        en: "Always 0, which DER leaves out. The range begins with the name itself.",
        ja: "常に0で、DERでは省略されます。範囲は、その名前自身から始まります。",
        source: "RFC 5280 section 4.2.1.10",
        book: "",
    },
    Text {
        id: "field/x509ce.maximum",
        en: "It must be left out: the range has no lower end.",
        ja: "使ってはならない項目です。範囲の深さには制限がありません。",
        source: "RFC 5280 section 4.2.1.10",
        book: "",
    },
    Text {
        id: "field/x509ce.authorityCertIssuer",
        en: "Who issued the certificate of the issuer. Together with the serial number it names that \
            very certificate, where the key identifier names the key; a renewed one would no longer fit.",
        ja: "発行者の証明書を発行した者です。シリアル番号と組で、特定の1枚の証明書を指します。鍵を指す\
            鍵識別子と違い、証明書を更新すると一致しなくなります。",
        source: "RFC 5280 section 4.2.1.1",
        book: "",
    },
    Text {
        id: "field/x509ce.authorityCertSerialNumber",
        en: "The serial number of the issuer's certificate. It stands together with the name of that \
            certificate's issuer, or not at all.",
        ja: "発行者の証明書のシリアル番号です。その証明書の発行者の名前と必ず組で使います。",
        source: "RFC 5280 section 4.2.1.1",
        book: "",
    },
    Text {
        id: "field/x509ce.PrivateKeyUsagePeriod_element",
        en: "When the private key may sign, which may end before the certificate does: signatures can \
            then be verified longer than they can be made. In certificates for TLS it has no use.",
        ja: "プライベート鍵で署名してよい期間です。証明書より先に終わらせれば、署名ができなくなったあと\
            も検証は続けられます。TLSの証明書では役に立ちません。",
        source: "RFC 3280 section 4.2.1.4",
        book: "",
    },
    Text {
        id: "field/x509ce.notBefore",
        en: "The first moment at which the private key may sign.",
        ja: "プライベート鍵で署名してよい最初の時刻です。",
        source: "RFC 3280 section 4.2.1.4",
        book: "",
    },
    Text {
        id: "field/x509ce.notAfter",
        en: "The last moment at which the private key may sign.",
        ja: "プライベート鍵で署名してよい最後の時刻です。",
        source: "RFC 3280 section 4.2.1.4",
        book: "",
    },
    Text {
        id: "field/x509sat.BMPString",
        en: "The name of the template by which a Microsoft authority made the certificate. Verification \
            outside that organization takes no notice of it.",
        ja: "マイクロソフトのCAが証明書の発行に使ったテンプレートの名前です。その組織の外での検証では考\
            慮されません。",
        source: "RFC 5280 section 4.2",
        book: "",
    },
    Text {
        id: "field/x509sat.Integer",
        en: "How often a Microsoft authority has renewed its certificate and key. It tells its \
            certificates of the same name apart.",
        ja: "マイクロソフトのCAが、証明書と鍵を更新した回数です。同じ名前のCA証明書を区別するために使い\
            ます。",
        source: "RFC 5280 section 4.2",
        book: "",
    },
    Text {
        id: "field/ns_cert_exts.CertType",
        en: "What Netscape let the certificate be used for. Extended key usage has replaced it; old \
            certificates of authorities still have it.",
        ja: "Netscapeが定めた証明書の用途です。拡張鍵用途に置き換えられましたが、古いCA証明書には残って\
            います。",
        source: "RFC 5280 section 4.2",
        book: "",
    },
    Text {
        id: "field/ns_cert_exts.Comment",
        en: "A remark for people, from the time of Netscape: often the name of the program that made \
            the certificate.",
        ja: "Netscapeの時代の、人のためのコメントです。証明書を作ったプログラムの名前がよく入っています\
            。",
        source: "RFC 5280 section 4.2",
        book: "",
    },
    Text {
        id: "field/x509ce.CertificateTemplate_element",
        en: "The template by which an authority of Microsoft's made the certificate. It tells the \
            administrators of a company which settings were in force; other verifiers pass over it.",
        ja: "MicrosoftのCAが発行に使ったテンプレートです。組織の管理者は、どの設定で発行されたかをこれで知り\
            ます。ほかの検証側は無視します。",
        source: "RFC 5280 section 4.2",
        book: "",
    },
    Text {
        id: "field/x509ce.templateID",
        en: "The number of the template. Those of a company are below 1.3.6.1.4.1.311.21.8, with numbers \
            that are drawn at random for it.",
        ja: "テンプレートの識別子です。各組織のものは1.3.6.1.4.1.311.21.8の下にあり、組織ごとに乱数で決めた\
            番号が続きます。",
        source: "RFC 5280 section 4.2",
        book: "",
    },
    Text {
        id: "field/x509ce.templateMajorVersion",
        en: "A template that is changed so that its certificates have to be renewed gets a new number \
            here.",
        ja: "証明書の再発行が必要な変更をテンプレートに加えると、この番号が増えます。",
        source: "RFC 5280 section 4.2",
        book: "",
    },
    Text {
        id: "field/x509ce.templateMinorVersion",
        en: "Counts the smaller changes of the template, for which nothing has to be renewed.",
        ja: "再発行を必要としない、テンプレートの小さな変更を数えます。",
        source: "RFC 5280 section 4.2",
        book: "",
    },
    Text {
        id: "field/pkixqualified.QCStatements",
        en: "What the authority states of a qualified certificate: in the European Union, that it \
            fulfils the law on signatures, seals or web sites. TLS libraries take no notice of it.",
        ja: "適格証明書についてのCAの言明です。EUでは、署名、シール、ウェブサイトについての法の要件を満たす\
            ことなどを表します。TLSライブラリーは考慮しません。",
        source: "RFC 3739 section 3.2.6",
        book: "",
    },
    Text {
        id: "field/pkixqualified.QCStatement_element",
        en: "One statement: its kind, and what else is to be said.",
        ja: "1つの言明で、種類とその内容からなります。",
        source: "RFC 3739 section 3.2.6",
        book: "",
    },
    Text {
        id: "field/pkixqualified.statementId",
        en: "What is stated. Those below 0.4.0.1862 are of European law: that the certificate is \
            qualified, up to which amount of money, that the key cannot be copied from its device.",
        ja: "言明の種類です。0.4.0.1862で始まるものはEUの制度のもので、適格証明書であること、保証する取引額\
            の上限、プライベート鍵が専用の装置から取り出せないことなどを表します。",
        source: "RFC 3739 section 3.2.6",
        book: "",
    },
    Text {
        id: "field/pkixqualified.SemanticsInformation_element",
        en: "How the name of the subject is to be understood.",
        ja: "サブジェクトの名前をどう解釈するかを示します。",
        source: "RFC 3739 section 3.2.6.1",
        book: "",
    },
    Text {
        id: "field/pkixqualified.semanticsIdentifier",
        en: "The rules of the name, such as: the serial number is that of a tax register or a passport.",
        ja: "名前の規則です。例えば、serialNumberが納税者番号やパスポート番号であることを示します。",
        source: "RFC 3739 section 3.2.6.1",
        book: "",
    },
    Text {
        id: "field/pkixqualified.nameRegistrationAuthorities",
        en: "Who has registered the names. Only together with it does a number in a name point to one \
            person.",
        ja: "名前を登録した機関です。これと組み合わせて初めて、名前の中の番号から1人を特定できます。",
        source: "RFC 3739 section 3.2.6.1",
        book: "",
    },
];
