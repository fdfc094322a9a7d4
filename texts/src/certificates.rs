//! Certificates and what belongs to them: what verification does with each part.

use crate::text::Text;

pub(crate) const TEXTS: &[Text] = &[
    // The list of certificates.
    Text {
        id: "field/tls.handshake.certificates_length",
        en: "Zero means that a client has no certificate to show, and the server may refuse it. Three bytes \
            would allow 16 Mbytes; implementations stop much earlier, so that nobody fills their memory with \
            certificates.",
        ja: "0の場合は、クライアントが示す証明書を持たないことを表し、サーバーは接続を拒否できます。3バイトなの\
            で16メガバイトまで表せますが、証明書でメモリを使い果たす攻撃を避けるため、実装はずっと小さい値で\
            制限します。",
        source: "RFC 8446 section 4.4.2",
        book: "6.1",
    },
    Text {
        id: "field/tls.handshake.certificates",
        en: "The certificate of the sender first, then those that lead from it to an authority which the \
            receiver trusts. The root itself may be left out: the receiver must have it already, as one that comes \
            with the message proves nothing. A missing intermediate certificate is a common cause of Unknown CA.",
        ja: "送信側自身の証明書が先頭で、受信側の信頼するCAに至る証明書が続きます。ルート証明書は省略できます。\
            受信側がすでに持っているべきもので、相手から送られても信頼の根拠にならないためです。中間証明書の送り忘れ\
            は、Unknown CAのよくある原因です。",
        source: "RFC 8446 section 4.4.2",
        book: "6.1",
    },
    Text {
        id: "field/tls.handshake.certificate_length",
        en: "The bytes of one certificate of the chain. It must agree with the length inside the DER, or the \
            message is refused.",
        ja: "チェーンの中の1つの証明書のバイト数です。証明書内部のDERの長さと一致しなければ、メッセージは拒否さ\
            れます。",
        source: "RFC 8446 section 4.4.2",
        book: "6.1",
    },
    Text {
        id: "field/tls.handshake.certificate",
        en: "It binds a name to a public key by the signature of an authority. It is no secret, and anybody \
            can send it: only the signature in the Certificate Verify that follows (from a server of TLS 1.2, \
            in Server Key Exchange) shows that the sender has the private key. In TLS 1.2 it goes in the \
            clear, and with it the name of the client or server.",
        ja: "CAの署名によって、名前と公開鍵を結び付けるものです。秘密ではなく誰でも送れるため、送信側がプラ\
            イベート鍵を持つことは、続くCertificate Verify（TLS 1.2のサーバーではServer Key Exchange）の署名で\
            確かめます。TLS 1.2では暗号化されず、盗聴者にも相手の名前がわかります。",
        source: "RFC 5280 section 4.1",
        book: "6.1",
    },
    Text {
        id: "field/ASN.1 header",
        en: "The type of what follows and its length in bytes. DER allows one encoding only for each value, so \
            that signer and verifier hash exactly the same bytes. Lengths that contradict each other are a classic \
            way to attack a parser.",
        ja: "続くデータの型とバイト数です。DERでは値ごとに符号化が1つに決まるため、署名者と検証者は必ず同じバイ\
            ト列のハッシュを計算します。矛盾した長さは、解析処理を狙う攻撃の常套手段です。",
        source: "X.690 section 8.1",
        book: "",
    },
    // The certificate: what is signed, and the signature.
    Text {
        id: "field/x509af.signedCertificate_element",
        en: "All that the authority vouches for. The verifier hashes exactly these bytes and checks the \
            signature below with the key of the issuer; one changed bit, and it fails.",
        ja: "CAが保証する内容のすべてです。検証側はまさにこのバイト列のハッシュを計算し、発行者の公開鍵で末尾の\
            署名を検証します。1ビットでも変わっていれば失敗します。",
        source: "RFC 5280 section 4.1.1.1",
        book: "6.1",
    },
    Text {
        id: "field/x509af.version",
        en: "v3 (the value 2), as only v3 has extensions. Without them nothing would tell a CA from a server, so \
            a certificate of an older version does not normally pass as a CA.",
        ja: "拡張を持てるのはv3（値は2）だけです。拡張がないとCAとサーバーの証明書を区別できないため、古いバー\
            ジョンの証明書をCAとして使うことは通常認められません。",
        source: "RFC 5280 section 4.1.2.1",
        book: "",
    },
    Text {
        id: "field/x509af.serialNumber",
        en: "A number that the issuer never gives twice. Lists of revoked certificates (CRL) and OCSP name \
            certificates by it. Public authorities also make it unpredictable: attackers once guessed it, \
            prepared a collision of MD5, and so got a CA certificate of their own.",
        ja: "発行者が重複なく付ける番号で、失効リスト（CRL）やOCSPはこれで証明書を特定します。公的なCAは予測で\
            きない値にもします。かつて番号を予測してMD5の衝突を用意し、CA証明書を偽造した攻撃がありました。",
        source: "RFC 5280 section 4.1.2.2",
        book: "6.1",
    },
    Text {
        id: "field/x509af.signature_element",
        en: "The algorithm of the signature, once more, inside the signed part. It must be the same as the one \
            beside the signature, so an attacker cannot exchange that for a weaker one.",
        ja: "署名アルゴリズムを、署名される部分の中でも示します。末尾の署名に付くものと一致しなければならないた\
            め、攻撃者が外側だけを弱いアルゴリズムに書き換えることはできません。",
        source: "RFC 5280 section 4.1.2.3",
        book: "6.1",
    },
    Text {
        id: "field/x509af.algorithmIdentifier_element",
        en: "How the authority signed: the verifier needs to know the hash and the padding before it can check \
            the signature. It stands outside the signed part, and is only believed if it equals the one within.",
        ja: "CAが使った署名アルゴリズムです。検証側は、これでハッシュとパディングを知り、署名を検証します。署名\
            の対象の外にあるため、内側にある同じ項目との一致を確かめます。",
        source: "RFC 5280 section 4.1.1.2",
        book: "6.1",
    },
    Text {
        id: "field/x509af.algorithm.id",
        en: "A number registered worldwide for the algorithm, so no two authorities mean different things by it. \
            Verification refuses what it does not know, or what is too weak, such as SHA-1.",
        ja: "アルゴリズムを表す世界共通の番号です。検証では、知らないアルゴリズムや、SHA-1のように弱すぎるもの\
            を拒否します。",
        source: "RFC 5280 section 4.1.1.2",
        book: "6.1",
    },
    Text {
        id: "field/ber.bitstring.padding",
        en: "How many bits of the last byte do not count. For keys and signatures it is 0, as they are whole \
            bytes; flags such as KeyUsage leave bits unused.",
        ja: "最後のバイトのうち使わないビットの数です。鍵や署名はバイト単位なので0で、KeyUsageのようなフラグで\
            は使わないビットがあります。",
        source: "X.690 section 8.6",
        book: "6.1",
    },
    Text {
        id: "field/x509af.encrypted",
        en: "The signature of the issuer over the signed part; in spite of Wireshark's name nothing is \
            encrypted. It is checked with the public key of the next certificate in the chain. This is where the \
            altered certificate of the book fails.",
        ja: "署名対象に対する発行者の署名です。Wiresharkでの名前はencryptedですが、暗号化されたデータではありま\
            せん。チェーンの次の証明書の公開鍵で検証します。本書の不正な証明書の実験は、ここで失敗します。",
        source: "RFC 5280 section 4.1.1.3",
        book: "6.1",
    },
    Text {
        id: "field/r",
        en: "The first of the two numbers of an ECDSA signature, taken from a point that belongs to a secret \
            random number. Two signatures of one key with the same r come from the same random number, and from \
            them anybody can compute the private key.",
        ja: "ECDSAの署名を構成する2つの数の一方で、署名ごとの秘密の乱数に対応する点から求めます。同じ鍵による署\
            名のうち、rの等しいものが2つあれば同じ乱数が使われたことになり、誰でもプライベート鍵を計算できま\
            す。",
        source: "RFC 3279 section 2.2.3",
        book: "",
    },
    Text {
        id: "field/s",
        en: "The second number of an ECDSA signature: it joins the hash of the message, r and the private key. \
            The verifier computes a point from it with the public key, and the signature is good if r comes out again.",
        ja: "ECDSAの署名を構成する2つの数のもう一方で、ハッシュ、r、プライベート鍵から計算されます。検証側は公\
            開鍵を使って点を計算し、rと一致すれば署名は正しいと判断します。",
        source: "RFC 3279 section 2.2.3",
        book: "",
    },
    // Names.
    Text {
        id: "field/x509af.issuer",
        en: "The name of who signed. Verification looks for a certificate with this name as its subject, and so \
            climbs up the chain. The name alone proves nothing: the signature must fit the key found by it.",
        ja: "署名した者の名前です。検証では、これをサブジェクトに持つ証明書を探してチェーンをたどります。名前だ\
            けでは証拠にならないため、見つかった証明書の公開鍵で署名を検証します。",
        source: "RFC 5280 section 4.1.2.4",
        book: "6.1",
    },
    Text {
        id: "field/x509af.subject",
        en: "The name of the owner. In a CA certificate it is what links the chain: it must equal the issuer of \
            the certificate below. For the host name of a server, today only subjectAltName counts with browsers.",
        ja: "証明書の所有者の名前です。CA証明書では、下位の証明書の発行者の名前と一致することでチェーンがつなが\
            ります。サーバーのホスト名については、現在のブラウザーはsubjectAltNameだけを見ます。",
        source: "RFC 5280 section 4.1.2.6",
        book: "",
    },
    Text {
        id: "field/x509if.RDNSequence_item",
        en: "One step of a name, from the country down to the single server or person. The order counts: the \
            same steps in another order are another name.",
        ja: "国から個々のサーバーや人へと続く名前のうちの、1つの段です。順序にも意味があり、並びが違えば別の名\
            前になります。",
        source: "RFC 5280 section 4.1.2.4",
        book: "",
    },
    Text {
        id: "field/x509if.RelativeDistinguishedName_item_element",
        en: "A type and a value, such as commonName and localhost. A step of a name may hold several of them \
            with equal rank, but rarely does.",
        ja: "commonNameとlocalhostのような、種類と値の組です。1つの段に複数を同格で並べることもできますが、まれ\
            です。",
        source: "RFC 5280 section 4.1.2.4",
        book: "",
    },
    Text {
        id: "field/x509if.oid",
        en: "What kind of name the value is: country, organization, common name. Without it \"Example\" could be a \
            company, a town or a host.",
        ja: "値が国名、組織名、一般名などのどれであるかを示します。これがないと、同じ文字列が会社なのか地名なの\
            かホスト名なのかわかりません。",
        source: "RFC 5280 section 4.1.2.4",
        book: "",
    },
    Text {
        id: "field/x509sat.CountryName",
        en: "Two letters of ISO 3166, such as JP. Public authorities fill it in only after they have checked \
            where the organization is; in a certificate of your own it says what you like.",
        ja: "JPのようなISO 3166の2文字です。公的なCAは組織の所在を確認した場合にだけ記載しますが、自作の証明書\
            では何とでも書けます。",
        source: "RFC 5280 appendix A.1",
        book: "",
    },
    Text {
        id: "field/x509sat.printableString",
        en: "Text from a small set of letters, digits and a few signs. Issuer and subject must be comparable, \
            and the smaller the set, the fewer names there are that look alike but differ.",
        ja: "英数字と一部の記号だけを使える文字列です。発行者とサブジェクトの名前は比較に使われます。文字の種類\
            が少ないほど、見た目が同じで中身の違う名前を作りにくくなります。",
        source: "RFC 5280 section 4.1.2.4",
        book: "",
    },
    Text {
        id: "field/x509sat.uTF8String",
        en: "Text in any script. Names that look alike can be different bytes here, so a person should trust the \
            verified host name, not what a certificate writes about its owner.",
        ja: "任意の文字を使える文字列です。見た目が同じでもバイト列の異なる名前を作れるため、人が判断するときは、\
            ここに書かれた名前よりも、検証されたホスト名を信用してください。",
        source: "RFC 5280 section 4.1.2.4",
        book: "",
    },
    // Validity.
    Text {
        id: "field/x509af.validity_element",
        en: "The span in which the issuer answers for the certificate, the two ends included. Verification \
            compares it with the clock of its own machine. Short spans limit the harm of a stolen key.",
        ja: "発行者が証明書の状態に責任を持つ期間で、両端の時刻を含みます。検証側は自分の時計と比べます。期間が\
            短いほど、鍵を盗まれたときの被害も小さくなります。",
        source: "RFC 5280 section 4.1.2.5",
        book: "",
    },
    Text {
        id: "field/x509af.utcTime",
        en: "A time in GMT with a year of two digits: 50 to 99 mean the last century, so it ends with 2049. \
            Verification fails before the first and after the second of the two times.",
        ja: "年を2桁で表すGMTの時刻です。50から99は1900年代を表すため、2049年までしか表せません。検証は、2つの\
            時刻のうち前のものより早いか、後のものより遅いと失敗します。",
        source: "RFC 5280 section 4.1.2.5.1",
        book: "",
    },
    Text {
        id: "field/x509af.generalizedTime",
        en: "A time in GMT with a year of four digits, for 2050 and later. An authority must use it only from \
            then on, so that each time has one encoding.",
        ja: "年を4桁で表すGMTの時刻で、2050年以降に使います。それより前の時刻には使わない決まりで、符号化が1つ\
            に定まります。",
        source: "RFC 5280 section 4.1.2.5.2",
        book: "",
    },
    // The public key.
    Text {
        id: "field/x509af.subjectPublicKeyInfo_element",
        en: "The public key and what kind it is. The signature in Certificate Verify is checked with it, and in \
            a CA certificate the signatures of the certificates below. A pin is a hash of these bytes.",
        ja: "公開鍵とその種類です。Certificate Verifyの署名は、この鍵で検証します。CA証明書であれば、下位の証明\
            書の署名を検証します。公開鍵のピン留めでは、このバイト列のハッシュを使います。",
        source: "RFC 5280 section 4.1.2.7",
        book: "",
    },
    Text {
        id: "field/x509af.algorithm_element",
        en: "It tells how to read the key, and which signature schemes it can be used for. A key marked \
            RSASSA-PSS must not be used with the older padding.",
        ja: "公開鍵の読み方と、使用できる署名スキームを決めます。RSASSA-PSSと指定された鍵を、従来のパディングで\
            使うことはできません。",
        source: "RFC 5280 section 4.1.2.7",
        book: "",
    },
    Text {
        id: "field/x509af.subjectPublicKey",
        en: "The key itself, in the form of its algorithm: an RSA key is a structure of two numbers, a key on a \
            curve a point. It is public; all security rests on the private key that belongs to it.",
        ja: "公開鍵そのもので、形はアルゴリズムによって異なります。RSAでは2つの数の構造体、楕円曲線では点です。\
            公開しても問題はなく、安全性は対応するプライベート鍵を守れるかどうかで決まります。",
        source: "RFC 5280 section 4.1.2.7",
        book: "",
    },
    Text {
        id: "field/pkcs1.modulus",
        en: "The product of two secret primes. Whoever factors it has the private key: 512 bits are quickly \
            done, 2048 are out of reach of today's computers. Two keys that by bad randomness share a prime give each \
            other away.",
        ja: "2つの秘密の素数の積です。素因数分解できればプライベート鍵がわかります。512ビットならすぐに分解でき\
            ますが、2,048ビットは現在のコンピューターでは無理です。乱数の不良で素数を共有する鍵が2つあると、ど\
            ちらも破られます。",
        source: "RFC 8017 section 3.1",
        book: "",
    },
    Text {
        id: "field/pkcs1.publicExponent",
        en: "Nearly always 65537: with only two bits set it makes checking fast. With 3, receivers that checked \
            the padding loosely accepted forged signatures.",
        ja: "ほとんどの場合65537で、1のビットが2つしかないため検証が高速です。3を使う鍵では、パディングの検査が\
            甘い実装で偽造した署名が通ったことがあります。",
        source: "RFC 8017 section 3.1",
        book: "",
    },
    Text {
        id: "field/pkcs1.namedCurve",
        en: "The curve on which the key is a point. Only its name is given: verifiers that let a certificate \
            bring its own curve could be fooled with one on which a known public key has a private key of the \
            attacker's choice.",
        ja: "公開鍵の点がある曲線です。曲線は名前だけで示します。証明書が曲線のパラメータを自由に持ち込めると、\
            正規の公開鍵に対応するプライベート鍵がわかるような曲線を攻撃者に作られてしまうためです。",
        source: "RFC 5480 section 2.1.1",
        book: "",
    },
    Text {
        id: "field/Point format",
        en: "4 says that both coordinates follow. 2 or 3 would mean that only X follows, and that Y is to be \
            computed from it.",
        ja: "4は、両方の座標が続くことを示します。2または3の場合はXだけが続き、YはXから計算します。",
        source: "RFC 5480 section 2.2",
        book: "",
    },
    Text {
        id: "field/X",
        en: "One coordinate of the point that is the public key, as wide as the prime of the curve. Together \
            with Y it must satisfy the equation of the curve; a point off the curve is refused.",
        ja: "公開鍵である点の座標の一方で、長さは曲線の素数と同じです。Yとともに曲線の方程式を満たさなければな\
            らず、満たさない点は拒否されます。",
        source: "RFC 5480 section 2.2",
        book: "",
    },
    Text {
        id: "field/Y",
        en: "The other coordinate of the public key. For each X there are only two values of Y, so it could be \
            sent as one bit (compressed point).",
        ja: "公開鍵である点のもう一方の座標です。1つのXに対してYの値は2つしかないので、1ビットで示す圧縮形式も\
            あります。",
        source: "RFC 5480 section 2.2",
        book: "",
    },
    // Extensions.
    Text {
        id: "field/x509af.extensions",
        en: "What the key may be used for and under which names. Without them a certificate could not say \
            whether it may issue others, and an authority could not be told from a server.",
        ja: "鍵を何に使えるか、どの名前に対して有効かを示します。拡張がないと、別の証明書を発行してよいかを示\
            せず、CAとサーバーの証明書を区別できません。",
        source: "RFC 5280 section 4.2",
        book: "",
    },
    Text {
        id: "field/x509af.Extension_element",
        en: "One limit or statement about the certificate. Verification must understand it if it is critical, \
            and skips what it does not know if not.",
        ja: "証明書に関する制限や情報の1つです。検証側は、criticalの拡張は必ず理解しなければならず、そうでない\
            未知の拡張は読み飛ばします。",
        source: "RFC 5280 section 4.2",
        book: "",
    },
    Text {
        id: "field/x509af.extension.id",
        en: "Which extension this is. One kind may occur only once in a certificate, so that there are no two \
            contradicting answers.",
        ja: "拡張の種類です。矛盾する記述を避けるため、同じ種類の拡張は1つの証明書に1回しか使えません。",
        source: "RFC 5280 section 4.2",
        book: "",
    },
    Text {
        id: "field/x509af.critical",
        en: "True: a verifier that does not understand the extension must refuse the certificate. So a limit \
            cannot be passed over by old software that has never heard of it.",
        ja: "Trueの場合、この拡張を理解できない検証側は証明書を拒否しなければなりません。知らない古いソフトウェ\
            アが制限を見落とすのを防ぎます。",
        source: "RFC 5280 section 4.2",
        book: "",
    },
    Text {
        id: "field/x509ce.BasicConstraintsSyntax_element",
        en: "Whether this is an authority, and how long a chain below it may be. Empty it means no authority: \
            the certificate cannot issue others.",
        ja: "この証明書がCAかどうか、その下に何段まで許すかを示します。中身が空の場合はCAではなく、ほかの証明書\
            を発行できません。",
        source: "RFC 5280 section 4.2.1.9",
        book: "",
    },
    Text {
        id: "field/x509ce.cA",
        en: "Only a certificate with this flag may sign others. Programs that did not look at it let any owner \
            of a server certificate issue one for any name in the world.",
        ja: "これがTrueの証明書だけが、ほかの証明書を発行できます。この検査を怠った実装では、サーバー証明書を持\
            つ誰もが任意の名前の証明書を発行できてしまいました。",
        source: "RFC 5280 section 4.2.1.9",
        book: "",
    },
    Text {
        id: "field/x509ce.pathLenConstraint",
        en: "How many intermediate authorities may follow below this one. With 0 it issues certificates for \
            servers and clients only, so whoever takes over its key cannot set up further authorities.",
        ja: "この下に置ける中間CAの段数です。0であればサーバーやクライアントの証明書しか発行できず、鍵を奪われ\
            ても、さらに別のCAを作られることはありません。",
        source: "RFC 5280 section 4.2.1.9",
        book: "",
    },
    Text {
        id: "field/x509ce.KeyUsage",
        en: "The operations that the key may be used for. TLS 1.3 needs digitalSignature, since the owner signs \
            in Certificate Verify; the RSA key exchange of TLS 1.2 needs keyEncipherment, and an authority needs \
            keyCertSign. So a key for one purpose cannot be misused for another.",
        ja: "鍵を使ってよい操作です。TLS 1.3ではCertificate Verifyに署名するためdigitalSignature、TLS 1.2のRSA\
            鍵交換ではkeyEncipherment、CAではkeyCertSignが必要です。目的の違う使い方を防ぎます。",
        source: "RFC 5280 section 4.2.1.3",
        book: "",
    },
    Text {
        id: "field/x509ce.KeyPurposeIDs",
        en: "The purposes of the certificate. A client looks for serverAuth, a server for clientAuth; otherwise \
            an employee's certificate could pose as the server of the company. Without this extension every purpose \
            is allowed.",
        ja: "証明書の用途です。クライアントはserverAuthを、サーバーはclientAuthを確認します。確認しないと、社員\
            用のクライアント証明書で会社のサーバーになりすますことができます。この拡張がなければ、用途は制限されませ\
            ん。",
        source: "RFC 5280 section 4.2.1.12",
        book: "",
    },
    Text {
        id: "field/x509ce.KeyPurposeId",
        en: "One purpose. Without the one that the role demands, verification ends with Unsupported Certificate.",
        ja: "用途の1つです。役割に必要なものがないと、検証はUnsupported Certificateで終わります。",
        source: "RFC 5280 section 4.2.1.12",
        book: "",
    },
    Text {
        id: "field/x509ce.SubjectKeyIdentifier",
        en: "A short name for the key, mostly a hash of it. It only helps to find the right certificate, as when \
            an authority has several with the same name; it proves nothing.",
        ja: "公開鍵を短く表す値で、多くは公開鍵のハッシュです。CAが同じ名前で複数の証明書を持つ場合などに、探す\
            手がかりになるだけで、証明にはなりません。",
        source: "RFC 5280 section 4.2.1.2",
        book: "",
    },
    Text {
        id: "field/x509ce.AuthorityKeyIdentifier_element",
        en: "Which key of the issuer made the signature. Verification tries the certificate with this identifier \
            first, rather than all that bear the name of the issuer.",
        ja: "発行者のどの鍵で署名したかを示します。検証では、発行者の名前が同じ証明書が複数あっても、この識別子\
            の一致するものを選べます。",
        source: "RFC 5280 section 4.2.1.1",
        book: "",
    },
    Text {
        id: "field/x509ce.keyIdentifier",
        en: "Equals the SubjectKeyIdentifier of the issuer. If it does not match, verification looks on for \
            another certificate of the issuer.",
        ja: "発行者の証明書のSubjectKeyIdentifierと同じ値です。一致しなければ、検証では発行者の別の証明書を探し\
            ます。",
        source: "RFC 5280 section 4.2.1.1",
        book: "",
    },
    Text {
        id: "field/x509ce.GeneralNames",
        en: "The names and addresses for which the certificate is good. The client compares the host that it \
            meant to reach with them. Without this step any valid certificate, even that of the attacker's own site, \
            would do.",
        ja: "証明書が有効な名前とアドレスです。クライアントは、接続しようとしたホストがこの中にあるかを確認しま\
            す。これを怠ると、攻撃者自身のサイトの正規の証明書でも通ってしまいます。",
        source: "RFC 5280 section 4.2.1.6",
        book: "",
    },
    Text {
        id: "field/x509ce.dNSName",
        en: "A host name, compared without regard to upper and lower case. A * may stand for the first label \
            only. Names with a zero byte inside once fooled programs that took it for the end of the string.",
        ja: "ホスト名で、大文字と小文字を区別せずに比較します。*は先頭のラベルにだけ使えます。かつて、名前の途\
            中の0バイトを文字列の終わりと誤るプログラムをだます攻撃がありました。",
        source: "RFC 9525 section 6.3",
        book: "",
    },
    Text {
        id: "field/x509ce.IPAddress.ipv4",
        en: "Four bytes, compared with the address that the user typed. A client that connects to localhost \
            looks at dNSName instead, and never at what the name resolves to, as an attacker may control DNS.",
        ja: "4バイトのアドレスで、利用者が指定したIPアドレスと比較します。localhostのように名前で接続した場合は\
            dNSNameと比較します。DNSは攻撃者に操作されうるため、名前を解決したアドレスとは比較しません。",
        source: "RFC 9525 section 6.4",
        book: "",
    },
    Text {
        id: "field/x509ce.IPAddress.ipv6",
        en: "Sixteen bytes, compared as such: the many ways to write an IPv6 address as text do not matter. It \
            counts only if the client was told to connect to an address.",
        ja: "16バイトのアドレスで、バイト列として比較するため、表記の違いは影響しません。クライアントにIPアドレ\
            スを指定した場合にだけ使われます。",
        source: "RFC 9525 section 6.4",
        book: "",
    },
];
