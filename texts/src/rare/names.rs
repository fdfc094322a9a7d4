//! Names in certificates of kinds that the recorded sessions do not have, and the parameters of their algorithms.

use crate::Text;

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
        ja: "RSASSA-PSSのパラメーター（ハッシュ関数、マスク生成関数、ソルト長）です。公開鍵にあれば使い\
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
        ja: "個人の証明書にある、ディレクトリーのアカウント名です。これをログイン名とみなすサーバーは、\
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
];
