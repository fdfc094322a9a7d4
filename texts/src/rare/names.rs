//! Names in certificates of kinds that the recorded sessions do not have, and the parameters of their algorithms.

use crate::text::Text;

pub(crate) const TEXTS: &[Text] = &[
    Text {
        id: "field/ASN.1 value",
        en: "A value that is read by its own type alone, because what it is for is not known here. A \
            verifier must refuse a certificate with a critical extension that it does not know, and \
            passes over any other.",
        ja: "用途がわからないため、値自身の型だけを手掛かりに表示しています。検証側は、知らない拡張がcritical\
            なら証明書を拒否し、そうでなければ無視します。",
        source: "RFC 5280 section 4.2",
        book: "",
    },
    Text {
        id: "field/Value",
        en: "The value of an extension that is not DER inside, or of a form that is not read here. It \
            is shown as it is.",
        ja: "中身がDERではないか、ここでは解釈しない形式の拡張の値です。そのまま表示しています。",
        source: "RFC 5280 section 4.2",
        book: "",
    },
    Text {
        id: "field/pkcs1.RSASSA_PSS_params_element",
        en: "Parameters of RSASSA-PSS: hash, mask and salt. In a public key they restrict it, so that \
            it cannot be used with a weaker hash; in a signature they must be as strict as those of the \
            key.",
        ja: "RSASSA-PSSのパラメータ（ハッシュ関数、マスク生成関数、ソルト長）です。公開鍵にあれば使い\
            方を制限し、弱いハッシュ関数との組み合わせを防ぎます。署名では、鍵の制限に従う必要があります\
            。",
        source: "RFC 4055 section 3.1",
        book: "",
    },
    Text {
        id: "field/pkcs1.hashAlgorithm_element",
        en: "The hash of the signed data. If it is left out, it is SHA-1 for historical reasons, which \
            verifiers of today refuse in certificates.",
        ja: "署名対象のデータに使うハッシュ関数です。省略時は歴史的な理由でSHA-1となり、今日の検証側は\
            証明書でこれを拒否します。",
        source: "RFC 4055 section 3.1",
        book: "",
    },
    Text {
        id: "field/pkcs1.maskGenAlgorithm_element",
        en: "How the mask that hides the salt is made: MGF1 with a hash. TLS 1.3 demands the same hash \
            as for the signed data.",
        ja: "ソルトを隠すマスクの作り方で、ハッシュ関数を使うMGF1です。TLS 1.3では、署名対象と同じハッ\
            シュ関数でなければなりません。",
        source: "RFC 4055 section 3.1",
        book: "",
    },
    Text {
        id: "field/pkcs1.HashAlgorithm_element",
        en: "The hash inside MGF1. It should be the hash of the signed data, since the weaker of two \
            would decide.",
        ja: "MGF1が使うハッシュ関数です。2つが異なれば弱いほうで安全性が決まるため、署名対象のハッシュ\
            関数と同じにします。",
        source: "RFC 4055 section 2.1",
        book: "",
    },
    Text {
        id: "field/pkcs1.saltLength",
        en: "The bytes of the random salt, usually as many as the hash has: TLS 1.3 demands it. The \
            salt makes each signature different and is what the security proof of PSS rests on.",
        ja: "乱数であるソルトの長さで、通常はハッシュ長と同じです（TLS 1.3では必須）。ソルトによって署\
            名は毎回異なり、PSSの安全性の証明もこれに基づきます。",
        source: "RFC 4055 section 3.1",
        book: "",
    },
    Text {
        id: "field/pkcs1.trailerField",
        en: "The last byte of the padded block, always 1, which stands for 0xbc. No other value is \
            defined.",
        ja: "パディングの末尾のバイトを表し、常に1（0xbc）です。ほかの値は定義されていません。",
        source: "RFC 4055 section 3.1",
        book: "",
    },
    Text {
        id: "field/x509sat.IA5String",
        en: "ASCII text: mail addresses and parts of domain names. Beyond ASCII, a host name stands \
            here in its xn-- form, as verifiers compare bytes.",
        ja: "ASCIIの文字列で、メールアドレスやドメイン名の一部に使います。検証側はバイト列で比較するた\
            め、ASCII以外のホスト名はxn--で始まる形で入ります。",
        source: "RFC 5280 section 4.1.2.4",
        book: "",
    },
    Text {
        id: "field/x509sat.PrintableString",
        en: "Letters, digits and few signs: here the serial number of the subject or a qualifier that \
            tells equal names apart. It is part of the name, and is not the certificate's own serial \
            number.",
        ja: "英数字といくつかの記号だけの文字列です。ここでは、サブジェクトを区別するための番号や修飾子です。\
            名前の一部であって、証明書のシリアル番号ではありません。",
        source: "RFC 5280 section 4.1.2.4",
        book: "",
    },
    Text {
        id: "field/x509sat.teletexString",
        en: "An old type, with characters that depend on who reads it; most read Latin-1. New \
            certificates must not use it, as two readers may see two names.",
        ja: "読み手によって文字の解釈が変わる古い型で、多くの実装はLatin-1として読みます。同じバイト列\
            が別の名前に見えるため、新しい証明書では使えません。",
        source: "RFC 5280 section 4.1.2.4",
        book: "",
    },
    Text {
        id: "field/x509sat.bmpString",
        en: "Text with two bytes for each character. UTF8String has replaced it; it is kept for names \
            that existed before.",
        ja: "1文字を2バイトで表す文字列です。UTF8Stringに置き換えられ、以前からある名前のためだけに残っ\
            ています。",
        source: "RFC 5280 section 4.1.2.4",
        book: "",
    },
    Text {
        id: "field/x509sat.universalString",
        en: "Text with four bytes for each character. UTF8String has replaced it.",
        ja: "1文字を4バイトで表す文字列です。UTF8Stringに置き換えられました。",
        source: "RFC 5280 section 4.1.2.4",
        book: "",
    },
    Text {
        id: "field/x509af.Userid",
        en: "The name of a user's account in a directory, in certificates of persons. A server that \
            takes it for a login must trust the authority to give each name to one person only.",
        ja: "個人の証明書にある、ディレクトリのアカウント名です。これをログイン名とみなすサーバーは、\
            CAが同じ名前を別の人に発行しないと信頼できなければなりません。",
        source: "RFC 4519 section 2.39",
        book: "",
    },
    Text {
        id: "field/x509af.issuerUniqueIdentifier",
        en: "A way of version 2 to tell apart issuers who have the same name. Authorities must not use \
            it any more: they change their name, or use the key identifiers.",
        ja: "同名の発行者を区別するための、バージョン2の仕組みです。いまのCAは使ってはならず、名前を変\
            えるか、鍵識別子を使います。",
        source: "RFC 5280 section 4.1.2.8",
        book: "",
    },
    Text {
        id: "field/x509af.subjectUniqueIdentifier",
        en: "The same for the subject: it was meant for a name that is given to somebody else later. \
            Certificates of today must not have it.",
        ja: "同じく、あとで別のサブジェクトに再利用された名前を区別するためのものです。今日の証明書では使えま\
            せん。",
        source: "RFC 5280 section 4.1.2.8",
        book: "",
    },
    Text {
        id: "field/x509ce.rfc822Name",
        en: "A mail address. It names the owner of a certificate for mail or of a client; for a \
            server's host name it counts for nothing.",
        ja: "メールアドレスです。メールやクライアントの証明書の持ち主を表し、サーバーのホスト名の検証で\
            は意味を持ちません。",
        source: "RFC 5280 section 4.2.1.6",
        book: "",
    },
    Text {
        id: "field/x509ce.uniformResourceIdentifier",
        en: "An address: of a list of revoked certificates, of an OCSP responder, of the issuer's \
            certificate, or the name of a service. A verifier that follows it fetches what the \
            certificate's author chose, before it has checked the certificate; so it limits time and \
            size.",
        ja: "失効リスト、OCSPレスポンダー、発行者の証明書などの所在、またはサービスの名前です。検証側が\
            これをたどると、まだ検証していない証明書の作成者が選んだ場所にアクセスすることになるため、時\
            間と大きさを制限します。",
        source: "RFC 5280 section 4.2.1.6",
        book: "",
    },
    Text {
        id: "field/x509ce.directoryName",
        en: "A name in the form of a subject. As a constraint it holds for all names that begin with \
            these parts.",
        ja: "サブジェクトと同じ形式の名前です。名前制約では、この部分で始まるすべての名前が対象になります。",
        source: "RFC 5280 section 4.2.1.6",
        book: "",
    },
    Text {
        id: "field/rdnSequence",
        en: "The parts of the name in their order. Two names are the same only if all parts are.",
        ja: "名前の構成要素の並びです。すべての要素が一致するときだけ、同じ名前とみなします。",
        source: "RFC 5280 section 7.1",
        book: "",
    },
    Text {
        id: "field/x509ce.registeredID",
        en: "An object identifier as a name: the owner has registered the number. Hardly any \
            certificate has one.",
        ja: "登録されたオブジェクト識別子を名前として使うものです。使う証明書はほとんどありません。",
        source: "RFC 5280 section 4.2.1.6",
        book: "",
    },
    Text {
        id: "field/x509ce.otherName_element",
        en: "A name of a form that others define, such as the login name of a smart card. A verifier \
            that does not know the form cannot compare it and finds no match.",
        ja: "ICカードのログイン名など、ほかの仕様で定義された形式の名前です。形式を知らない検証側は比較\
            できないため、一致しないものとして扱います。",
        source: "RFC 5280 section 4.2.1.6",
        book: "",
    },
    Text {
        id: "field/x509ce.type_id",
        en: "Which form the name has.",
        ja: "名前の形式を表します。",
        source: "RFC 5280 section 4.2.1.6",
        book: "",
    },
    Text {
        id: "field/iPAddress",
        en: "An address with its mask in a name constraint: the authority may certify addresses in this \
            range only, or none of them.",
        ja: "名前制約に使う、アドレスとマスクの組です。CAが証明できるアドレスの範囲、または証明できない\
            範囲を表します。",
        source: "RFC 5280 section 4.2.1.10",
        book: "",
    },
    Text {
        id: "field/x509sat.UTF8String",
        en: "A user principal name of Microsoft's, by which Active Directory finds the account that a \
            client certificate is for. Whoever gets an authority to write another user's name here logs \
            in as that user, so the authority has to decide the name, not the applicant.",
        ja: "MicrosoftのUPN（ユーザープリンシパル名）で、Active Directoryはこれでクライアント証明書のアカウ\
            ントを決めます。他人の名前を入れた証明書を発行させれば、その人としてログインできてしまうため、名\
            前は申請者ではなくCAが決めなければなりません。",
        source: "RFC 5280 section 4.2.1.6",
        book: "",
    },
    Text {
        id: "field/pkixqualified.XmppAddr",
        en: "An address of XMPP, for servers and users of that chat protocol. Certificates of servers \
            have it only for old clients; DNS names and names of services are preferred.",
        ja: "チャットのプロトコルXMPPで使うアドレスで、サーバーや利用者を表します。サーバーの証明書では古い\
            クライアントのために残されたもので、DNS名やサービス名が優先されます。",
        source: "RFC 6120 section 13.7.1.4",
        book: "",
    },
    Text {
        id: "field/pkixqualified.SRVName",
        en: "A service of a domain, as in the name of an SRV record. A certificate with this name alone \
            is good for that service and no other, so a server for chat cannot pose as the mail server \
            of the same domain.",
        ja: "SRVレコードと同じ形式で、ドメインの特定のサービスを表します。この名前だけを持つ証明書はほかのサー\
            ビスには使えないため、チャットのサーバーが同じドメインのメールサーバーになりすますことはできませ\
            ん。",
        source: "RFC 4985 section 2",
        book: "",
    },
    Text {
        id: "field/SmtpUTF8Mailbox",
        en: "A mail address with characters beyond ASCII before the @; other addresses stand in an \
            rfc822Name. A verifier that knows only the old form does not see this name.",
        ja: "@の前にASCII以外の文字を含むメールアドレスです。そのほかのアドレスはrfc822Nameに入れます。古い\
            形式しか知らない検証側には、この名前は見えません。",
        source: "RFC 9598 section 3",
        book: "",
    },
    Text {
        id: "field/pkcs1.specifiedCurve_element",
        en: "A whole curve in place of the name of one. RFC 5480 forbids it: a verifier that takes these \
            numbers unchecked lets the sender choose a base point with which somebody else's public key \
            has a private key that the sender knows. Windows fell for it in 2020 (CVE-2020-0601).",
        ja: "曲線名の代わりに、曲線のパラメータをすべて書いたものです。RFC 5480は禁じています。検証側が数\
            値を確かめずに使うと、送信側はベースポイントを自由に選び、他人の公開鍵に対応するプライベート鍵を\
            作れてしまいます。2020年のWindowsの脆弱性（CVE-2020-0601）がその例です。",
        source: "RFC 5480 section 2.1.1",
        book: "",
    },
    Text {
        id: "field/pkcs1.version",
        en: "The form of the description. 1 is the usual one; from 2 on a seed has to show that the \
            curve, or its base point, was not chosen at will.",
        ja: "記述の形式です。通常は1です。2以降ではシードが必須で、曲線やベースポイントが恣意的に選ばれてい\
            ないことを示します。",
        source: "SEC 1 section C.2",
        book: "",
    },
    Text {
        id: "field/pkcs1.fieldID_element",
        en: "What the coordinates of a point are: numbers modulo a prime, or polynomials over two \
            elements.",
        ja: "点の座標が何であるかを示します（素数を法とする数、または標数2の体の元）。",
        source: "RFC 3279 section 2.3.5",
        book: "",
    },
    Text {
        id: "field/pkcs1.fieldType",
        en: "Which kind of field it is. TLS 1.3 has only curves over primes; those over polynomials were \
            common in hardware.",
        ja: "体の種類です。TLS 1.3で使う曲線はすべて素体の上にあります。標数2の体の曲線は、主にハードウェア\
            向けでした。",
        source: "RFC 3279 section 2.3.5",
        book: "",
    },
    Text {
        id: "field/pkcs1.Prime_p",
        en: "The prime modulo which is calculated. Its length decides that of coordinates. If the number \
            is not prime, calculations mean nothing, and may never end: a certificate could hold a \
            verifier up (CVE-2022-0778).",
        ja: "計算の法となる素数で、その長さが座標の長さを決めます。素数でなければ計算は意味を持たず、終わら\
            ないこともあります。細工した証明書で検証側を無限ループに陥らせる脆弱性（CVE-2022-0778）がありま\
            した。",
        source: "RFC 3279 section 2.3.5",
        book: "",
    },
    Text {
        id: "field/pkcs1.curve_element",
        en: "The factors of the equation of the curve, y^2 = x^3 + ax + b.",
        ja: "曲線の方程式（y²=x³+ax+b）の係数です。",
        source: "RFC 3279 section 2.3.5",
        book: "",
    },
    Text {
        id: "field/pkcs1.a",
        en: "The factor of x. Many curves have -3 here, with which adding points takes fewer steps.",
        ja: "方程式のxの係数です。点の加算が速くなるため、-3とする曲線が多くあります。",
        source: "RFC 3279 section 2.3.5",
        book: "",
    },
    Text {
        id: "field/pkcs1.b",
        en: "The constant of the equation. For points that do not fulfil the equation, a weak curve may \
            be used without notice; so each point received has to be checked.",
        ja: "方程式の定数項です。方程式を満たさない点を受け入れると、気付かないまま弱い曲線で計算することに\
            なるため、受け取った点は必ず検査します。",
        source: "RFC 3279 section 2.3.5",
        book: "",
    },
    Text {
        id: "field/pkcs1.seed",
        en: "The number from which a hash has made the coefficients. It lets everybody check that they \
            were not chosen for a hidden weakness; where the seed itself comes from, nobody can see.",
        ja: "係数をハッシュ関数で生成したときの元の値です。隠れた弱点を持つ係数が選ばれていないことを誰でも\
            確かめられます。ただし、シード自体の由来まではわかりません。",
        source: "RFC 3279 section 2.3.5",
        book: "",
    },
    Text {
        id: "field/pkcs1.base",
        en: "The point that private keys multiply to give public keys. A sender who chooses it can pass \
            off a key of somebody else as his own.",
        ja: "プライベート鍵を掛けて公開鍵を得る元の点（ベースポイント）です。送信側が自由に選べると、他人の鍵を\
            自分の鍵に見せかけられます。",
        source: "RFC 3279 section 2.3.5",
        book: "",
    },
    Text {
        id: "field/pkcs1.order",
        en: "How often the base point is added until it begins again, and so how many private keys there are. It \
            has to be a large prime.",
        ja: "ベースポイントを何回加えると元に戻るかを示し、プライベート鍵の個数に当たります。大きな素数でなければ\
            なりません。",
        source: "RFC 3279 section 2.3.5",
        book: "",
    },
    Text {
        id: "field/pkcs1.cofactor",
        en: "How many times as many points the curve has as the base point reaches. If it is not 1, \
            points of small order exist, and an attacker who sends one learns a part of a private key \
            unless it is checked.",
        ja: "曲線上の点の数が、ベースポイントの位数の何倍かを示します。1でなければ位数の小さな点があり、検査\
            を怠ると、攻撃者がそうした点を送ってプライベート鍵の一部を知ることができます。",
        source: "RFC 3279 section 2.3.5",
        book: "",
    },
];
