//! Values of registries: cipher suites, groups, signature schemes, versions, modes of a PSK.
//!
//! The file is long because it is a table: an entry for each value that a learner may meet.

use crate::text::Text;

pub(crate) const TEXTS: &[Text] = &[
    // Cipher suites.
    Text {
        id: "suite/TLS_AES_128_GCM_SHA256",
        en: "The suite that every TLS 1.3 implementation must have. It names only the record protection and \
            the hash; the key exchange and the signature are negotiated apart, so each can be chosen, or \
            dropped, by itself. AES-GCM is fast where the processor has AES instructions, but a nonce used \
            twice would give its authentication key away.",
        ja: "TLS 1.3のすべての実装が備えなければならない暗号スイートです。レコードの保護とハッシュだけを示し、\
            鍵交換と署名は別に決めるので、それぞれを単独で選んだり廃止したりできます。AES命令のあるCPUでは高速\
            ですが、同じノンスを2回使うと認証用の鍵が漏れます。",
        source: "RFC 8446 section 9.1",
        book: "6.1",
    },
    Text {
        id: "suite/TLS_AES_256_GCM_SHA384",
        en: "A key of 256 bits leaves margin even against quantum computers, which would halve the strength of a \
            cipher key at best. With SHA-384 all secrets of the key schedule are 48 bytes long. A PSK fits only a \
            suite with the same hash, so a ticket of this suite cannot be resumed with a SHA-256 suite.",
        ja: "256ビットの鍵は、鍵の強度を実質半分にするとされる量子コンピューターに対しても余裕があります。\
            SHA-384を使うため、鍵スケジュールのシークレットはすべて48バイトになります。PSKはハッシュの同じ暗号\
            スイートでしか使えないので、この暗号スイートのチケットをSHA-256の暗号スイートで再開することはできま\
            せん。",
        source: "RFC 8446 appendix B.4",
        book: "6.1",
    },
    Text {
        id: "suite/TLS_CHACHA20_POLY1305_SHA256",
        en: "It is fast and free of timing leaks without AES hardware, so clients that lack it, such as small \
            phones, put it first. It also keeps TLS going should AES ever be broken.",
        ja: "AES命令がなくても高速で、処理時間から鍵が漏れる心配もないため、AES命令のない携帯端末などはこれを先\
            頭に置きます。AESに弱点が見つかった場合の備えにもなります。",
        source: "RFC 8446 appendix B.4",
        book: "6.1",
    },
    Text {
        id: "suite/TLS_AES_128_CCM_SHA256",
        en: "CCM is built from AES encryption alone, so a small device needs no code for GCM. It runs AES twice \
            for each block and is slower. OpenSSL has it, but does not offer it by default.",
        ja: "CCMはAESの暗号化処理だけで実現できるため、小さな機器ではGCM用のコードが不要になります。ブロックご\
            とにAESを2回実行するので、その分遅くなります。OpenSSLにもありますが、デフォルトでは提案しません。",
        source: "RFC 8446 appendix B.4",
        book: "",
    },
    Text {
        id: "suite/TLS_AES_128_CCM_8_SHA256",
        en: "The authentication tag is cut to 8 bytes to save space in the small packets of sensors. A forged \
            record passes with a chance of 1 in 2^64 instead of 1 in 2^128, so it is not recommended for general use. \
            Offer it only where every byte counts.",
        ja: "センサーなどの小さなパケットのために、認証タグを8バイトに縮めたものです。偽造したレコードが通る確\
            率は、2^128分の1ではなく2^64分の1になるため、一般の用途には推奨されません。1バイトでも節約したい場\
            合にだけ使います。",
        source: "RFC 8446 appendix B.4",
        book: "",
    },
    Text {
        id: "suite/TLS_EMPTY_RENEGOTIATION_INFO_SCSV",
        en: "No cipher suite, but a signal in the list: this client knows secure renegotiation. It says what an \
            empty renegotiation_info would say, in a place that does not disturb old servers which fail on \
            extensions. Without either, an attacker could put their own request before that of the client by a \
            renegotiation in TLS 1.2; TLS 1.3 has none.",
        ja: "暗号スイートではなく、クライアントが安全な再ネゴシエーションに対応していることを示す目印です。空の\
            renegotiation_info拡張と同じ意味ですが、拡張を受け付けない古いサーバーにも通じる場所に置かれます。\
            どちらもないと、TLS 1.2では、再ネゴシエーションを利用して攻撃者が自分のリクエストをクライアントのも\
            のの前に挿入できます。TLS 1.3に再ネゴシエーションはありません。",
        source: "RFC 5746 section 3.3",
        book: "",
    },
    Text {
        id: "suite/TLS_FALLBACK_SCSV",
        en: "No cipher suite, but a signal: the client tried a newer version before, failed, and comes back with \
            an older one. A server that supports a newer version answers Inappropriate Fallback, as the first failure \
            may have been made by an attacker who wants the weaker version. TLS 1.3 has a mark in the random of the \
            server for such downgrades.",
        ja: "暗号スイートではなく、新しいバージョンでの接続に失敗し、古いバージョンで接続し直していることを示す\
            目印です。より新しいバージョンに対応するサーバーは、弱いバージョンへ誘導する攻撃とみなしてInappropriate \
            Fallbackを返します。TLS 1.3では、サーバーの乱数に入れる印でもこうしたダウングレードを検出します。",
        source: "RFC 7507 section 4",
        book: "",
    },
    Text {
        id: "suite/Reserved (GREASE)",
        en: "A value that will never mean anything. The client sends it so that servers which fail on unknown \
            suites are found at once, and not years later when a new suite comes. A server must ignore it, and must \
            never choose it.",
        ja: "今後も意味を持つことのない値です。知らない暗号スイートで接続に失敗するサーバーを、新しいスイートが\
            登場する前に見つけるために送られます。サーバーはこれを無視し、選んではいけません。",
        source: "RFC 8701 section 3.1",
        book: "",
    },
    Text {
        id: "suite/TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        en: "TLS 1.2: each connection gets a fresh elliptic-curve key, signed with the ECDSA key of the \
            certificate. If that key leaks later, recordings stay closed. AES-GCM encrypts and authenticates in one \
            step, but a nonce used twice would give its authentication key away.",
        ja: "TLS 1.2用で、接続ごとに新しい楕円曲線の鍵を作り、証明書のECDSA鍵で署名します。ECDSA鍵が後で漏れて\
            も、記録された通信は復号できません。AES-GCMは暗号化と認証を一度に行いますが、同じノンスを2回使うと認証用\
            の鍵が漏れます。",
        source: "RFC 5289 section 3.2",
        book: "",
    },
    Text {
        id: "suite/TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
        en: "TLS 1.2: each connection gets a fresh elliptic-curve key, signed with the ECDSA key of the \
            certificate. If that key leaks later, recordings stay closed. AES-GCM with a 256-bit key encrypts and \
            authenticates in one step, and SHA-384 derives the keys.",
        ja: "TLS 1.2用で、接続ごとに新しい楕円曲線の鍵を作り、証明書のECDSA鍵で署名します。ECDSA鍵が後で漏れて\
            も、記録された通信は復号できません。256ビット鍵のAES-GCMで暗号化と認証を一度に行い、鍵の導出にはSHA-384\
            を使います。",
        source: "RFC 5289 section 3.2",
        book: "",
    },
    Text {
        id: "suite/TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
        en: "TLS 1.2: each connection gets a fresh elliptic-curve key, signed with the ECDSA key of the \
            certificate. If that key leaks later, recordings stay closed. ChaCha20-Poly1305 needs no AES hardware to \
            be fast, nor to be safe from timing attacks.",
        ja: "TLS 1.2用で、接続ごとに新しい楕円曲線の鍵を作り、証明書のECDSA鍵で署名します。ECDSA鍵が後で漏れて\
            も、記録された通信は復号できません。ChaCha20-Poly1305は、AES命令のない機器でも高速で、処理時間から鍵を推\
            測する攻撃にも強い方式です。",
        source: "RFC 7905 section 2",
        book: "",
    },
    Text {
        id: "suite/TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
        en: "Up to TLS 1.2: each connection gets a fresh elliptic-curve key, signed with the ECDSA key of the \
            certificate. If that key leaks later, recordings stay closed. In CBC mode the MAC comes before \
            encryption, which opened the way for padding attacks such as Lucky 13; encrypt_then_mac turns the order \
            round.",
        ja: "TLS 1.2までのもので、接続ごとに新しい楕円曲線の鍵を作り、証明書のECDSA鍵で署名します。ECDSA鍵が後\
            で漏れても、記録された通信は復号できません。CBCモードではMACを付けてから暗号化するため、Lucky 13などのパ\
            ディングを狙う攻撃の余地があります。encrypt_then_macはこの順序を逆にします。",
        source: "RFC 8422 section 6",
        book: "",
    },
    Text {
        id: "suite/TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
        en: "Up to TLS 1.2: each connection gets a fresh elliptic-curve key, signed with the ECDSA key of the \
            certificate. If that key leaks later, recordings stay closed. The longer AES key does not mend CBC mode: \
            the MAC comes before encryption, so padding attacks such as Lucky 13 apply unless encrypt_then_mac is \
            agreed on.",
        ja: "TLS 1.2までのもので、接続ごとに新しい楕円曲線の鍵を作り、証明書のECDSA鍵で署名します。ECDSA鍵が後\
            で漏れても、記録された通信は復号できません。AESの鍵を長くしてもCBCモードの弱点は残ります。\
            encrypt_then_macを使わない限り、Lucky 13などのパディングを狙う攻撃の余地があります。",
        source: "RFC 8422 section 6",
        book: "",
    },
    Text {
        id: "suite/TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
        en: "TLS 1.2: each connection gets a fresh elliptic-curve key, signed with the ECDSA key of the \
            certificate. If that key leaks later, recordings stay closed. SHA-256 replaces SHA-1 in the MAC, but the \
            padding attacks on CBC mode remain; prefer a suite with GCM or ChaCha20.",
        ja: "TLS 1.2用で、接続ごとに新しい楕円曲線の鍵を作り、証明書のECDSA鍵で署名します。ECDSA鍵が後で漏れて\
            も、記録された通信は復号できません。MACのハッシュはSHA-256になりましたが、CBCモードのパディングを狙う攻\
            撃の余地は残ります。GCMやChaCha20の暗号スイートを優先してください。",
        source: "RFC 5289 section 3.1",
        book: "",
    },
    Text {
        id: "suite/TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384",
        en: "TLS 1.2: each connection gets a fresh elliptic-curve key, signed with the ECDSA key of the \
            certificate. If that key leaks later, recordings stay closed. SHA-384 in the MAC and in the key \
            derivation leaves the padding attacks on CBC mode as they are; prefer a suite with GCM or ChaCha20.",
        ja: "TLS 1.2用で、接続ごとに新しい楕円曲線の鍵を作り、証明書のECDSA鍵で署名します。ECDSA鍵が後で漏れて\
            も、記録された通信は復号できません。MACと鍵の導出にSHA-384を使いますが、CBCモードのパディングを狙う攻撃\
            の余地は残ります。GCMやChaCha20の暗号スイートを優先してください。",
        source: "RFC 5289 section 3.1",
        book: "",
    },
    Text {
        id: "suite/TLS_ECDHE_ECDSA_WITH_AES_128_CCM",
        en: "TLS 1.2: each connection gets a fresh elliptic-curve key, signed with the ECDSA key of the \
            certificate. If that key leaks later, recordings stay closed. CCM needs nothing but AES encryption, which \
            suits small devices, but runs AES twice for each block.",
        ja: "TLS 1.2用で、接続ごとに新しい楕円曲線の鍵を作り、証明書のECDSA鍵で署名します。ECDSA鍵が後で漏れて\
            も、記録された通信は復号できません。CCMはAESの暗号化処理だけで実現できるため小さな機器に向きますが、ブロッ\
            クごとにAESを2回実行します。",
        source: "RFC 7251 section 2",
        book: "",
    },
    Text {
        id: "suite/TLS_ECDHE_ECDSA_WITH_AES_256_CCM",
        en: "TLS 1.2: each connection gets a fresh elliptic-curve key, signed with the ECDSA key of the \
            certificate. If that key leaks later, recordings stay closed. CCM needs nothing but AES encryption, here \
            with a 256-bit key, but runs AES twice for each block.",
        ja: "TLS 1.2用で、接続ごとに新しい楕円曲線の鍵を作り、証明書のECDSA鍵で署名します。ECDSA鍵が後で漏れて\
            も、記録された通信は復号できません。CCMはAESの暗号化処理だけで実現でき、ここでは256ビット鍵を使いますが、\
            ブロックごとにAESを2回実行します。",
        source: "RFC 7251 section 2",
        book: "",
    },
    Text {
        id: "suite/TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8",
        en: "TLS 1.2: each connection gets a fresh elliptic-curve key, signed with the ECDSA key of the \
            certificate. If that key leaks later, recordings stay closed. CCM_8 cuts the authentication tag to 8 \
            bytes to save space on slow links, so a forged record is easier to hit upon.",
        ja: "TLS 1.2用で、接続ごとに新しい楕円曲線の鍵を作り、証明書のECDSA鍵で署名します。ECDSA鍵が後で漏れて\
            も、記録された通信は復号できません。CCM_8は低速の通信路のために認証タグを8バイトに縮めたもので、その分、\
            偽造が成功しやすくなります。",
        source: "RFC 7251 section 2",
        book: "",
    },
    Text {
        id: "suite/TLS_ECDHE_ECDSA_WITH_AES_256_CCM_8",
        en: "TLS 1.2: each connection gets a fresh elliptic-curve key, signed with the ECDSA key of the \
            certificate. If that key leaks later, recordings stay closed. CCM_8 cuts the authentication tag to 8 \
            bytes; the 256-bit key does not make up for that.",
        ja: "TLS 1.2用で、接続ごとに新しい楕円曲線の鍵を作り、証明書のECDSA鍵で署名します。ECDSA鍵が後で漏れて\
            も、記録された通信は復号できません。CCM_8は認証タグを8バイトに縮めたもので、鍵が256ビットでも偽造への強\
            さは8バイト分にとどまります。",
        source: "RFC 7251 section 2",
        book: "",
    },
    Text {
        id: "suite/TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        en: "TLS 1.2: each connection gets a fresh elliptic-curve key, signed with the RSA key of the \
            certificate. If that key leaks later, recordings stay closed. AES-GCM encrypts and authenticates in one \
            step, but a nonce used twice would give its authentication key away.",
        ja: "TLS 1.2用で、接続ごとに新しい楕円曲線の鍵を作り、証明書のRSA鍵で署名します。RSA鍵が後で漏れても、\
            記録された通信は復号できません。AES-GCMは暗号化と認証を一度に行いますが、同じノンスを2回使うと認証用の鍵\
            が漏れます。",
        source: "RFC 5289 section 3.2",
        book: "",
    },
    Text {
        id: "suite/TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        en: "TLS 1.2: each connection gets a fresh elliptic-curve key, signed with the RSA key of the \
            certificate. If that key leaks later, recordings stay closed. AES-GCM with a 256-bit key encrypts and \
            authenticates in one step, and SHA-384 derives the keys.",
        ja: "TLS 1.2用で、接続ごとに新しい楕円曲線の鍵を作り、証明書のRSA鍵で署名します。RSA鍵が後で漏れても、\
            記録された通信は復号できません。256ビット鍵のAES-GCMで暗号化と認証を一度に行い、鍵の導出にはSHA-384を使\
            います。",
        source: "RFC 5289 section 3.2",
        book: "",
    },
    Text {
        id: "suite/TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
        en: "TLS 1.2: each connection gets a fresh elliptic-curve key, signed with the RSA key of the \
            certificate. If that key leaks later, recordings stay closed. ChaCha20-Poly1305 needs no AES hardware to \
            be fast, nor to be safe from timing attacks.",
        ja: "TLS 1.2用で、接続ごとに新しい楕円曲線の鍵を作り、証明書のRSA鍵で署名します。RSA鍵が後で漏れても、\
            記録された通信は復号できません。ChaCha20-Poly1305は、AES命令のない機器でも高速で、処理時間から鍵を推測す\
            る攻撃にも強い方式です。",
        source: "RFC 7905 section 2",
        book: "",
    },
    Text {
        id: "suite/TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
        en: "Up to TLS 1.2: each connection gets a fresh elliptic-curve key, signed with the RSA key of the \
            certificate. If that key leaks later, recordings stay closed. In CBC mode the MAC comes before \
            encryption, which opened the way for padding attacks such as Lucky 13; encrypt_then_mac turns the order \
            round.",
        ja: "TLS 1.2までのもので、接続ごとに新しい楕円曲線の鍵を作り、証明書のRSA鍵で署名します。RSA鍵が後で漏\
            れても、記録された通信は復号できません。CBCモードではMACを付けてから暗号化するため、Lucky 13などのパディ\
            ングを狙う攻撃の余地があります。encrypt_then_macはこの順序を逆にします。",
        source: "RFC 8422 section 6",
        book: "",
    },
    Text {
        id: "suite/TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
        en: "Up to TLS 1.2: each connection gets a fresh elliptic-curve key, signed with the RSA key of the \
            certificate. If that key leaks later, recordings stay closed. The longer AES key does not mend CBC mode: \
            the MAC comes before encryption, so padding attacks such as Lucky 13 apply unless encrypt_then_mac is \
            agreed on.",
        ja: "TLS 1.2までのもので、接続ごとに新しい楕円曲線の鍵を作り、証明書のRSA鍵で署名します。RSA鍵が後で漏\
            れても、記録された通信は復号できません。AESの鍵を長くしてもCBCモードの弱点は残ります。\
            encrypt_then_macを使わない限り、Lucky 13などのパディングを狙う攻撃の余地があります。",
        source: "RFC 8422 section 6",
        book: "",
    },
    Text {
        id: "suite/TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
        en: "TLS 1.2: each connection gets a fresh elliptic-curve key, signed with the RSA key of the \
            certificate. If that key leaks later, recordings stay closed. SHA-256 replaces SHA-1 in the MAC, but the \
            padding attacks on CBC mode remain; prefer a suite with GCM or ChaCha20.",
        ja: "TLS 1.2用で、接続ごとに新しい楕円曲線の鍵を作り、証明書のRSA鍵で署名します。RSA鍵が後で漏れても、\
            記録された通信は復号できません。MACのハッシュはSHA-256になりましたが、CBCモードのパディングを狙う攻撃の\
            余地は残ります。GCMやChaCha20の暗号スイートを優先してください。",
        source: "RFC 5289 section 3.1",
        book: "",
    },
    Text {
        id: "suite/TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384",
        en: "TLS 1.2: each connection gets a fresh elliptic-curve key, signed with the RSA key of the \
            certificate. If that key leaks later, recordings stay closed. SHA-384 in the MAC and in the key \
            derivation leaves the padding attacks on CBC mode as they are; prefer a suite with GCM or ChaCha20.",
        ja: "TLS 1.2用で、接続ごとに新しい楕円曲線の鍵を作り、証明書のRSA鍵で署名します。RSA鍵が後で漏れても、\
            記録された通信は復号できません。MACと鍵の導出にSHA-384を使いますが、CBCモードのパディングを狙う攻撃の余\
            地は残ります。GCMやChaCha20の暗号スイートを優先してください。",
        source: "RFC 5289 section 3.1",
        book: "",
    },
    Text {
        id: "suite/TLS_DHE_RSA_WITH_AES_128_GCM_SHA256",
        en: "TLS 1.2: a fresh Diffie-Hellman key, signed with the RSA key of the certificate. Recordings stay \
            closed, but the server chooses the prime, and a short one can be broken (Logjam). AES-GCM encrypts and \
            authenticates in one step, but a nonce used twice would give its authentication key away.",
        ja: "TLS 1.2用で、接続ごとに新しいDH鍵を作り、証明書のRSA鍵で署名します。前方秘匿性はありますが、素数は\
            サーバーが決めるため、短いと解読されます（Logjam攻撃）。AES-GCMは暗号化と認証を一度に行いますが、同じノ\
            ンスを2回使うと認証用の鍵が漏れます。",
        source: "RFC 5288 section 3",
        book: "",
    },
    Text {
        id: "suite/TLS_DHE_RSA_WITH_AES_256_GCM_SHA384",
        en: "TLS 1.2: a fresh Diffie-Hellman key, signed with the RSA key of the certificate. Recordings stay \
            closed, but the server chooses the prime, and a short one can be broken (Logjam). AES-GCM with a 256-bit \
            key encrypts and authenticates in one step, and SHA-384 derives the keys.",
        ja: "TLS 1.2用で、接続ごとに新しいDH鍵を作り、証明書のRSA鍵で署名します。前方秘匿性はありますが、素数は\
            サーバーが決めるため、短いと解読されます（Logjam攻撃）。256ビット鍵のAES-GCMで暗号化と認証を一度に行い、\
            鍵の導出にはSHA-384を使います。",
        source: "RFC 5288 section 3",
        book: "",
    },
    Text {
        id: "suite/TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
        en: "TLS 1.2: a fresh Diffie-Hellman key, signed with the RSA key of the certificate. Recordings stay \
            closed, but the server chooses the prime, and a short one can be broken (Logjam). ChaCha20-Poly1305 needs \
            no AES hardware to be fast, nor to be safe from timing attacks.",
        ja: "TLS 1.2用で、接続ごとに新しいDH鍵を作り、証明書のRSA鍵で署名します。前方秘匿性はありますが、素数は\
            サーバーが決めるため、短いと解読されます（Logjam攻撃）。ChaCha20-Poly1305は、AES命令のない機器でも高速で、\
            処理時間から鍵を推測する攻撃にも強い方式です。",
        source: "RFC 7905 section 2",
        book: "",
    },
    Text {
        id: "suite/TLS_DHE_RSA_WITH_AES_128_CBC_SHA",
        en: "Up to TLS 1.2: a fresh Diffie-Hellman key, signed with the RSA key of the certificate. Recordings \
            stay closed, but the server chooses the prime, and a short one can be broken (Logjam). In CBC mode the \
            MAC comes before encryption, which opened the way for padding attacks such as Lucky 13; encrypt_then_mac \
            turns the order round.",
        ja: "TLS 1.2までのもので、接続ごとに新しいDH鍵を作り、証明書のRSA鍵で署名します。前方秘匿性はありますが、\
            素数はサーバーが決めるため、短いと解読されます（Logjam攻撃）。CBCモードではMACを付けてから暗号化するため、\
            Lucky 13などのパディングを狙う攻撃の余地があります。encrypt_then_macはこの順序を逆にします。",
        source: "RFC 5246 appendix A.5",
        book: "",
    },
    Text {
        id: "suite/TLS_DHE_RSA_WITH_AES_256_CBC_SHA",
        en: "Up to TLS 1.2: a fresh Diffie-Hellman key, signed with the RSA key of the certificate. Recordings \
            stay closed, but the server chooses the prime, and a short one can be broken (Logjam). The longer AES key \
            does not mend CBC mode: the MAC comes before encryption, so padding attacks such as Lucky 13 apply unless \
            encrypt_then_mac is agreed on.",
        ja: "TLS 1.2までのもので、接続ごとに新しいDH鍵を作り、証明書のRSA鍵で署名します。前方秘匿性はあります\
            が、素数はサーバーが決めるため、短いと解読されます（Logjam攻撃）。AESの鍵を長くしてもCBCモードの弱\
            点は残ります。encrypt_then_macを使わない限り、Lucky 13などのパディングを狙う攻撃の余地があります。",
        source: "RFC 5246 appendix A.5",
        book: "",
    },
    Text {
        id: "suite/TLS_DHE_RSA_WITH_AES_128_CBC_SHA256",
        en: "TLS 1.2: a fresh Diffie-Hellman key, signed with the RSA key of the certificate. Recordings stay \
            closed, but the server chooses the prime, and a short one can be broken (Logjam). SHA-256 replaces SHA-1 \
            in the MAC, but the padding attacks on CBC mode remain; prefer a suite with GCM or ChaCha20.",
        ja: "TLS 1.2用で、接続ごとに新しいDH鍵を作り、証明書のRSA鍵で署名します。前方秘匿性はありますが、素数は\
            サーバーが決めるため、短いと解読されます（Logjam攻撃）。MACのハッシュはSHA-256になりましたが、CBCモード\
            のパディングを狙う攻撃の余地は残ります。GCMやChaCha20の暗号スイートを優先してください。",
        source: "RFC 5246 appendix A.5",
        book: "",
    },
    Text {
        id: "suite/TLS_DHE_RSA_WITH_AES_256_CBC_SHA256",
        en: "TLS 1.2: a fresh Diffie-Hellman key, signed with the RSA key of the certificate. Recordings stay \
            closed, but the server chooses the prime, and a short one can be broken (Logjam). A longer AES key and \
            SHA-256 in the MAC leave the padding attacks on CBC mode as they are; prefer a suite with GCM or ChaCha20.",
        ja: "TLS 1.2用で、接続ごとに新しいDH鍵を作り、証明書のRSA鍵で署名します。前方秘匿性はありますが、素数は\
            サーバーが決めるため、短いと解読されます（Logjam攻撃）。AESの鍵を長くし、MACをSHA-256にしても、CBCモード\
            のパディングを狙う攻撃の余地は残ります。GCMやChaCha20の暗号スイートを優先してください。",
        source: "RFC 5246 appendix A.5",
        book: "",
    },
    Text {
        id: "suite/TLS_DHE_RSA_WITH_AES_128_CCM",
        en: "TLS 1.2: a fresh Diffie-Hellman key, signed with the RSA key of the certificate. Recordings stay \
            closed, but the server chooses the prime, and a short one can be broken (Logjam). CCM needs nothing but \
            AES encryption, which suits small devices, but runs AES twice for each block.",
        ja: "TLS 1.2用で、接続ごとに新しいDH鍵を作り、証明書のRSA鍵で署名します。前方秘匿性はありますが、素数は\
            サーバーが決めるため、短いと解読されます（Logjam攻撃）。CCMはAESの暗号化処理だけで実現できるため小さな機\
            器に向きますが、ブロックごとにAESを2回実行します。",
        source: "RFC 6655 section 3",
        book: "",
    },
    Text {
        id: "suite/TLS_DHE_RSA_WITH_AES_256_CCM",
        en: "TLS 1.2: a fresh Diffie-Hellman key, signed with the RSA key of the certificate. Recordings stay \
            closed, but the server chooses the prime, and a short one can be broken (Logjam). CCM needs nothing but \
            AES encryption, here with a 256-bit key, but runs AES twice for each block.",
        ja: "TLS 1.2用で、接続ごとに新しいDH鍵を作り、証明書のRSA鍵で署名します。前方秘匿性はありますが、素数は\
            サーバーが決めるため、短いと解読されます（Logjam攻撃）。CCMはAESの暗号化処理だけで実現でき、ここでは256\
            ビット鍵を使いますが、ブロックごとにAESを2回実行します。",
        source: "RFC 6655 section 3",
        book: "",
    },
    Text {
        id: "suite/TLS_DHE_RSA_WITH_AES_128_CCM_8",
        en: "TLS 1.2: a fresh Diffie-Hellman key, signed with the RSA key of the certificate. Recordings stay \
            closed, but the server chooses the prime, and a short one can be broken (Logjam). CCM_8 cuts the \
            authentication tag to 8 bytes to save space on slow links, so a forged record is easier to hit upon.",
        ja: "TLS 1.2用で、接続ごとに新しいDH鍵を作り、証明書のRSA鍵で署名します。前方秘匿性はありますが、素数は\
            サーバーが決めるため、短いと解読されます（Logjam攻撃）。CCM_8は低速の通信路のために認証タグを8バイトに縮\
            めたもので、その分、偽造が成功しやすくなります。",
        source: "RFC 6655 section 3",
        book: "",
    },
    Text {
        id: "suite/TLS_DHE_RSA_WITH_AES_256_CCM_8",
        en: "TLS 1.2: a fresh Diffie-Hellman key, signed with the RSA key of the certificate. Recordings stay \
            closed, but the server chooses the prime, and a short one can be broken (Logjam). CCM_8 cuts the \
            authentication tag to 8 bytes; the 256-bit key does not make up for that.",
        ja: "TLS 1.2用で、接続ごとに新しいDH鍵を作り、証明書のRSA鍵で署名します。前方秘匿性はありますが、素数は\
            サーバーが決めるため、短いと解読されます（Logjam攻撃）。CCM_8は認証タグを8バイトに縮めたもので、鍵が256\
            ビットでも偽造への強さは8バイト分にとどまります。",
        source: "RFC 6655 section 3",
        book: "",
    },
    Text {
        id: "suite/TLS_DHE_DSS_WITH_AES_128_GCM_SHA256",
        en: "TLS 1.2: a fresh Diffie-Hellman key, signed with a DSA key. Hardly any certificate has one today, \
            and TLS 1.3 has no DSA. AES-GCM encrypts and authenticates in one step, but a nonce used twice would give \
            its authentication key away.",
        ja: "TLS 1.2用で、接続ごとに新しいDH鍵を作り、DSA鍵で署名します。DSA鍵の証明書は今ではほとんどなく、\
            TLS 1.3ではDSAが廃止されました。AES-GCMは暗号化と認証を一度に行いますが、同じノンスを2回使うと認証用の鍵\
            が漏れます。",
        source: "RFC 5288 section 3",
        book: "",
    },
    Text {
        id: "suite/TLS_DHE_DSS_WITH_AES_256_GCM_SHA384",
        en: "TLS 1.2: a fresh Diffie-Hellman key, signed with a DSA key. Hardly any certificate has one today, \
            and TLS 1.3 has no DSA. AES-GCM with a 256-bit key encrypts and authenticates in one step, and SHA-384 \
            derives the keys.",
        ja: "TLS 1.2用で、接続ごとに新しいDH鍵を作り、DSA鍵で署名します。DSA鍵の証明書は今ではほとんどなく、\
            TLS 1.3ではDSAが廃止されました。256ビット鍵のAES-GCMで暗号化と認証を一度に行い、鍵の導出にはSHA-384を使\
            います。",
        source: "RFC 5288 section 3",
        book: "",
    },
    Text {
        id: "suite/TLS_DHE_DSS_WITH_AES_128_CBC_SHA",
        en: "Up to TLS 1.2: a fresh Diffie-Hellman key, signed with a DSA key. Hardly any certificate has one \
            today, and TLS 1.3 has no DSA. In CBC mode the MAC comes before encryption, which opened the way for \
            padding attacks such as Lucky 13; encrypt_then_mac turns the order round.",
        ja: "TLS 1.2までのもので、接続ごとに新しいDH鍵を作り、DSA鍵で署名します。DSA鍵の証明書は今ではほとんど\
            なく、TLS 1.3ではDSAが廃止されました。CBCモードではMACを付けてから暗号化するため、Lucky 13などのパディン\
            グを狙う攻撃の余地があります。encrypt_then_macはこの順序を逆にします。",
        source: "RFC 5246 appendix A.5",
        book: "",
    },
    Text {
        id: "suite/TLS_DHE_DSS_WITH_AES_256_CBC_SHA",
        en: "Up to TLS 1.2: a fresh Diffie-Hellman key, signed with a DSA key. Hardly any certificate has one \
            today, and TLS 1.3 has no DSA. The longer AES key does not mend CBC mode: the MAC comes before \
            encryption, so padding attacks such as Lucky 13 apply unless encrypt_then_mac is agreed on.",
        ja: "TLS 1.2までのもので、接続ごとに新しいDH鍵を作り、DSA鍵で署名します。DSA鍵の証明書は今ではほとんど\
            なく、TLS 1.3ではDSAが廃止されました。AESの鍵を長くしてもCBCモードの弱点は残ります。\
            encrypt_then_macを使わない限り、Lucky 13などのパディングを狙う攻撃の余地があります。",
        source: "RFC 5246 appendix A.5",
        book: "",
    },
    Text {
        id: "suite/TLS_DHE_DSS_WITH_AES_128_CBC_SHA256",
        en: "TLS 1.2: a fresh Diffie-Hellman key, signed with a DSA key. Hardly any certificate has one today, \
            and TLS 1.3 has no DSA. SHA-256 replaces SHA-1 in the MAC, but the padding attacks on CBC mode remain; \
            prefer a suite with GCM or ChaCha20.",
        ja: "TLS 1.2用で、接続ごとに新しいDH鍵を作り、DSA鍵で署名します。DSA鍵の証明書は今ではほとんどなく、\
            TLS 1.3ではDSAが廃止されました。MACのハッシュはSHA-256になりましたが、CBCモードのパディングを狙う攻撃の\
            余地は残ります。GCMやChaCha20の暗号スイートを優先してください。",
        source: "RFC 5246 appendix A.5",
        book: "",
    },
    Text {
        id: "suite/TLS_DHE_DSS_WITH_AES_256_CBC_SHA256",
        en: "TLS 1.2: a fresh Diffie-Hellman key, signed with a DSA key. Hardly any certificate has one today, \
            and TLS 1.3 has no DSA. A longer AES key and SHA-256 in the MAC leave the padding attacks on CBC mode as \
            they are; prefer a suite with GCM or ChaCha20.",
        ja: "TLS 1.2用で、接続ごとに新しいDH鍵を作り、DSA鍵で署名します。DSA鍵の証明書は今ではほとんどなく、\
            TLS 1.3ではDSAが廃止されました。AESの鍵を長くし、MACをSHA-256にしても、CBCモードのパディングを狙う攻撃の\
            余地は残ります。GCMやChaCha20の暗号スイートを優先してください。",
        source: "RFC 5246 appendix A.5",
        book: "",
    },
    Text {
        id: "suite/TLS_RSA_WITH_AES_128_GCM_SHA256",
        en: "TLS 1.2: the client encrypts the premaster secret with the RSA key of the certificate. Whoever \
            gets its private half later can read all recordings, so TLS 1.3 dropped it. AES-GCM encrypts and \
            authenticates in one step, but a nonce used twice would give its authentication key away.",
        ja: "TLS 1.2用で、クライアントがプリマスターシークレットを証明書のRSA公開鍵で暗号化して送ります。対応す\
            るプライベート鍵が後で漏れると過去の記録もすべて復号されるため、TLS 1.3では廃止されました。AES-GCM\
            は暗号化と認証を一度に行いますが、同じノンスを2回使うと認証用の鍵が漏れます。",
        source: "RFC 5288 section 3",
        book: "",
    },
    Text {
        id: "suite/TLS_RSA_WITH_AES_256_GCM_SHA384",
        en: "TLS 1.2: the client encrypts the premaster secret with the RSA key of the certificate. Whoever \
            gets its private half later can read all recordings, so TLS 1.3 dropped it. AES-GCM with a 256-bit \
            key encrypts and authenticates in one step, and SHA-384 derives the keys.",
        ja: "TLS 1.2用で、クライアントがプリマスターシークレットを証明書のRSA公開鍵で暗号化して送ります。対応す\
            るプライベート鍵が後で漏れると過去の記録もすべて復号されるため、TLS 1.3では廃止されました。256ビッ\
            ト鍵のAES-GCMで暗号化と認証を一度に行い、鍵の導出にはSHA-384を使います。",
        source: "RFC 5288 section 3",
        book: "",
    },
    Text {
        id: "suite/TLS_RSA_WITH_AES_128_CBC_SHA",
        en: "Up to TLS 1.2: the client encrypts the premaster secret with the RSA key of the certificate. \
            Whoever gets its private half later can read all recordings, so TLS 1.3 dropped it. In CBC mode the \
            MAC comes before encryption, which opened the way for padding attacks such as Lucky 13; \
            encrypt_then_mac turns the order round.",
        ja: "TLS 1.2までのもので、クライアントがプリマスターシークレットを証明書のRSA公開鍵で暗号化して送りま\
            す。対応するプライベート鍵が後で漏れると過去の記録もすべて復号されるため、TLS 1.3では廃止されまし\
            た。CBCモードではMACを付けてから暗号化するため、Lucky 13などのパディングを狙う攻撃の余地がありま\
            す。encrypt_then_macはこの順序を逆にします。",
        source: "RFC 5246 appendix A.5",
        book: "",
    },
    Text {
        id: "suite/TLS_RSA_WITH_AES_256_CBC_SHA",
        en: "Up to TLS 1.2: the client encrypts the premaster secret with the RSA key of the certificate. \
            Whoever gets its private half later can read all recordings, so TLS 1.3 dropped it. The longer AES \
            key does not mend CBC mode: the MAC comes before encryption, so padding attacks such as Lucky 13 \
            apply unless encrypt_then_mac is agreed on.",
        ja: "TLS 1.2までのもので、クライアントがプリマスターシークレットを証明書のRSA公開鍵で暗号化して送りま\
            す。対応するプライベート鍵が後で漏れると過去の記録もすべて復号されるため、TLS 1.3では廃止されまし\
            た。AESの鍵を長くしてもCBCモードの弱点は残ります。encrypt_then_macを使わない限り、Lucky 13などのパ\
            ディングを狙う攻撃の余地があります。",
        source: "RFC 5246 appendix A.5",
        book: "",
    },
    Text {
        id: "suite/TLS_RSA_WITH_AES_128_CBC_SHA256",
        en: "TLS 1.2: the client encrypts the premaster secret with the RSA key of the certificate. Whoever \
            gets its private half later can read all recordings, so TLS 1.3 dropped it. SHA-256 replaces SHA-1 \
            in the MAC, but the padding attacks on CBC mode remain; prefer a suite with GCM or ChaCha20.",
        ja: "TLS 1.2用で、クライアントがプリマスターシークレットを証明書のRSA公開鍵で暗号化して送ります。対応す\
            るプライベート鍵が後で漏れると過去の記録もすべて復号されるため、TLS 1.3では廃止されました。MACの\
            ハッシュはSHA-256になりましたが、CBCモードのパディングを狙う攻撃の余地は残ります。GCMやChaCha20の暗\
            号スイートを優先してください。",
        source: "RFC 5246 appendix A.5",
        book: "",
    },
    Text {
        id: "suite/TLS_RSA_WITH_AES_256_CBC_SHA256",
        en: "TLS 1.2: the client encrypts the premaster secret with the RSA key of the certificate. Whoever \
            gets its private half later can read all recordings, so TLS 1.3 dropped it. A longer AES key and \
            SHA-256 in the MAC leave the padding attacks on CBC mode as they are; prefer a suite with GCM or \
            ChaCha20.",
        ja: "TLS 1.2用で、クライアントがプリマスターシークレットを証明書のRSA公開鍵で暗号化して送ります。対応す\
            るプライベート鍵が後で漏れると過去の記録もすべて復号されるため、TLS 1.3では廃止されました。AESの鍵\
            を長くし、MACをSHA-256にしても、CBCモードのパディングを狙う攻撃の余地は残ります。GCMやChaCha20の暗\
            号スイートを優先してください。",
        source: "RFC 5246 appendix A.5",
        book: "",
    },
    Text {
        id: "suite/TLS_RSA_WITH_AES_128_CCM",
        en: "TLS 1.2: the client encrypts the premaster secret with the RSA key of the certificate. Whoever \
            gets its private half later can read all recordings, so TLS 1.3 dropped it. CCM needs nothing but \
            AES encryption, which suits small devices, but runs AES twice for each block.",
        ja: "TLS 1.2用で、クライアントがプリマスターシークレットを証明書のRSA公開鍵で暗号化して送ります。対応す\
            るプライベート鍵が後で漏れると過去の記録もすべて復号されるため、TLS 1.3では廃止されました。CCMはAES\
            の暗号化処理だけで実現できるため小さな機器に向きますが、ブロックごとにAESを2回実行します。",
        source: "RFC 6655 section 3",
        book: "",
    },
    Text {
        id: "suite/TLS_RSA_WITH_AES_256_CCM",
        en: "TLS 1.2: the client encrypts the premaster secret with the RSA key of the certificate. Whoever \
            gets its private half later can read all recordings, so TLS 1.3 dropped it. CCM needs nothing but \
            AES encryption, here with a 256-bit key, but runs AES twice for each block.",
        ja: "TLS 1.2用で、クライアントがプリマスターシークレットを証明書のRSA公開鍵で暗号化して送ります。対応す\
            るプライベート鍵が後で漏れると過去の記録もすべて復号されるため、TLS 1.3では廃止されました。CCMはAES\
            の暗号化処理だけで実現でき、ここでは256ビット鍵を使いますが、ブロックごとにAESを2回実行します。",
        source: "RFC 6655 section 3",
        book: "",
    },
    Text {
        id: "suite/TLS_RSA_WITH_AES_128_CCM_8",
        en: "TLS 1.2: the client encrypts the premaster secret with the RSA key of the certificate. Whoever \
            gets its private half later can read all recordings, so TLS 1.3 dropped it. CCM_8 cuts the \
            authentication tag to 8 bytes to save space on slow links, so a forged record is easier to hit \
            upon.",
        ja: "TLS 1.2用で、クライアントがプリマスターシークレットを証明書のRSA公開鍵で暗号化して送ります。対応す\
            るプライベート鍵が後で漏れると過去の記録もすべて復号されるため、TLS 1.3では廃止されました。CCM_8は\
            低速の通信路のために認証タグを8バイトに縮めたもので、その分、偽造が成功しやすくなります。",
        source: "RFC 6655 section 3",
        book: "",
    },
    Text {
        id: "suite/TLS_RSA_WITH_AES_256_CCM_8",
        en: "TLS 1.2: the client encrypts the premaster secret with the RSA key of the certificate. Whoever \
            gets its private half later can read all recordings, so TLS 1.3 dropped it. CCM_8 cuts the \
            authentication tag to 8 bytes; the 256-bit key does not make up for that.",
        ja: "TLS 1.2用で、クライアントがプリマスターシークレットを証明書のRSA公開鍵で暗号化して送ります。対応す\
            るプライベート鍵が後で漏れると過去の記録もすべて復号されるため、TLS 1.3では廃止されました。CCM_8は\
            認証タグを8バイトに縮めたもので、鍵が256ビットでも偽造への強さは8バイト分にとどまります。",
        source: "RFC 6655 section 3",
        book: "",
    },
    Text {
        id: "suite/TLS_RSA_WITH_3DES_EDE_CBC_SHA",
        en: "Up to TLS 1.2: the client encrypts the premaster secret with the RSA key of the certificate. \
            Whoever gets its private half later can read all recordings, so TLS 1.3 dropped it. Its blocks have \
            only 64 bits, so after some tens of gigabytes equal blocks give plaintext away (Sweet32).",
        ja: "TLS 1.2までのもので、クライアントがプリマスターシークレットを証明書のRSA公開鍵で暗号化して送りま\
            す。対応するプライベート鍵が後で漏れると過去の記録もすべて復号されるため、TLS 1.3では廃止されまし\
            た。ブロック長が64ビットしかないため、数十ギガバイトの通信で同じブロックが現れ、平文が漏れます\
            （Sweet32攻撃）。",
        source: "RFC 5246 appendix A.5",
        book: "",
    },
    Text {
        id: "suite/TLS_RSA_WITH_RC4_128_SHA",
        en: "Up to TLS 1.2: the client encrypts the premaster secret with the RSA key of the certificate. \
            Whoever gets its private half later can read all recordings, so TLS 1.3 dropped it. The key stream \
            of RC4 is biased, and secrets sent often enough, such as cookies, can be recovered; RFC 7465 \
            forbids it.",
        ja: "TLS 1.2までのもので、クライアントがプリマスターシークレットを証明書のRSA公開鍵で暗号化して送りま\
            す。対応するプライベート鍵が後で漏れると過去の記録もすべて復号されるため、TLS 1.3では廃止されまし\
            た。RC4の鍵ストリームには偏りがあり、Cookieのように何度も送られる秘密が解読されるため、RFC 7465で禁\
            止されました。",
        source: "RFC 7465 section 2",
        book: "",
    },
    Text {
        id: "suite/TLS_DH_anon_WITH_AES_128_GCM_SHA256",
        en: "TLS 1.2: a Diffie-Hellman exchange that nobody signs. An attacker in the middle can exchange keys \
            with both sides, and neither notices. AES-GCM encrypts and authenticates in one step, but a nonce used \
            twice would give its authentication key away.",
        ja: "TLS 1.2用の、署名のないDH鍵合意です。どちらの相手も認証されないため、中間者が双方と別々に鍵を共有\
            しても気付けません。AES-GCMは暗号化と認証を一度に行いますが、同じノンスを2回使うと認証用の鍵が漏れ\
            ます。",
        source: "RFC 5288 section 3",
        book: "",
    },
    Text {
        id: "suite/TLS_DH_anon_WITH_AES_256_GCM_SHA384",
        en: "TLS 1.2: a Diffie-Hellman exchange that nobody signs. An attacker in the middle can exchange keys \
            with both sides, and neither notices. AES-GCM with a 256-bit key encrypts and authenticates in one step, \
            and SHA-384 derives the keys.",
        ja: "TLS 1.2用の、署名のないDH鍵合意です。どちらの相手も認証されないため、中間者が双方と別々に鍵を共有\
            しても気付けません。256ビット鍵のAES-GCMで暗号化と認証を一度に行い、鍵の導出にはSHA-384を使います。",
        source: "RFC 5288 section 3",
        book: "",
    },
    Text {
        id: "suite/TLS_DH_anon_WITH_AES_128_CBC_SHA",
        en: "Up to TLS 1.2: a Diffie-Hellman exchange that nobody signs. An attacker in the middle can exchange \
            keys with both sides, and neither notices. In CBC mode the MAC comes before encryption, which opened the \
            way for padding attacks such as Lucky 13; encrypt_then_mac turns the order round.",
        ja: "TLS 1.2までの、署名のないDH鍵合意です。どちらの相手も認証されないため、中間者が双方と別々に鍵を共\
            有しても気付けません。CBCモードではMACを付けてから暗号化するため、Lucky 13などのパディングを狙う攻\
            撃の余地があります。encrypt_then_macはこの順序を逆にします。",
        source: "RFC 5246 appendix A.5",
        book: "",
    },
    Text {
        id: "suite/TLS_DH_anon_WITH_AES_256_CBC_SHA",
        en: "Up to TLS 1.2: a Diffie-Hellman exchange that nobody signs. An attacker in the middle can exchange \
            keys with both sides, and neither notices. The longer AES key does not mend CBC mode: the MAC comes \
            before encryption, so padding attacks such as Lucky 13 apply unless encrypt_then_mac is agreed on.",
        ja: "TLS 1.2までの、署名のないDH鍵合意です。どちらの相手も認証されないため、中間者が双方と別々に鍵を共\
            有しても気付けません。AESの鍵を長くしてもCBCモードの弱点は残ります。encrypt_then_macを使わない限\
            り、Lucky 13などのパディングを狙う攻撃の余地があります。",
        source: "RFC 5246 appendix A.5",
        book: "",
    },
    Text {
        id: "suite/TLS_DH_anon_WITH_AES_128_CBC_SHA256",
        en: "TLS 1.2: a Diffie-Hellman exchange that nobody signs. An attacker in the middle can exchange keys \
            with both sides, and neither notices. SHA-256 replaces SHA-1 in the MAC, but the padding attacks on CBC \
            mode remain; prefer a suite with GCM or ChaCha20.",
        ja: "TLS 1.2用の、署名のないDH鍵合意です。どちらの相手も認証されないため、中間者が双方と別々に鍵を共有\
            しても気付けません。MACのハッシュはSHA-256になりましたが、CBCモードのパディングを狙う攻撃の余地は残\
            ります。GCMやChaCha20の暗号スイートを優先してください。",
        source: "RFC 5246 appendix A.5",
        book: "",
    },
    Text {
        id: "suite/TLS_DH_anon_WITH_AES_256_CBC_SHA256",
        en: "TLS 1.2: a Diffie-Hellman exchange that nobody signs. An attacker in the middle can exchange keys \
            with both sides, and neither notices. A longer AES key and SHA-256 in the MAC leave the padding attacks \
            on CBC mode as they are; prefer a suite with GCM or ChaCha20.",
        ja: "TLS 1.2用の、署名のないDH鍵合意です。どちらの相手も認証されないため、中間者が双方と別々に鍵を共有\
            しても気付けません。AESの鍵を長くし、MACをSHA-256にしても、CBCモードのパディングを狙う攻撃の余地は\
            残ります。GCMやChaCha20の暗号スイートを優先してください。",
        source: "RFC 5246 appendix A.5",
        book: "",
    },
    Text {
        id: "suite/TLS_ECDH_anon_WITH_AES_128_CBC_SHA",
        en: "Up to TLS 1.2: an elliptic-curve exchange that nobody signs. An attacker in the middle can exchange \
            keys with both sides, and neither notices. In CBC mode the MAC comes before encryption, which opened the \
            way for padding attacks such as Lucky 13; encrypt_then_mac turns the order round.",
        ja: "TLS 1.2までの、署名のない楕円曲線の鍵合意です。どちらの相手も認証されないため、中間者が双方と別々\
            に鍵を共有しても気付けません。CBCモードではMACを付けてから暗号化するため、Lucky 13などのパディング\
            を狙う攻撃の余地があります。encrypt_then_macはこの順序を逆にします。",
        source: "RFC 8422 section 6",
        book: "",
    },
    Text {
        id: "suite/TLS_ECDH_anon_WITH_AES_256_CBC_SHA",
        en: "Up to TLS 1.2: an elliptic-curve exchange that nobody signs. An attacker in the middle can exchange \
            keys with both sides, and neither notices. The longer AES key does not mend CBC mode: the MAC comes \
            before encryption, so padding attacks such as Lucky 13 apply unless encrypt_then_mac is agreed on.",
        ja: "TLS 1.2までの、署名のない楕円曲線の鍵合意です。どちらの相手も認証されないため、中間者が双方と別々\
            に鍵を共有しても気付けません。AESの鍵を長くしてもCBCモードの弱点は残ります。encrypt_then_macを使わ\
            ない限り、Lucky 13などのパディングを狙う攻撃の余地があります。",
        source: "RFC 8422 section 6",
        book: "",
    },
    Text {
        id: "suite/TLS_PSK_WITH_AES_128_GCM_SHA256",
        en: "TLS 1.2: the keys come from the PSK and the randoms alone. Whoever learns or guesses the PSK can \
            read all recordings. AES-GCM encrypts and authenticates in one step, but a nonce used twice would give \
            its authentication key away.",
        ja: "TLS 1.2用で、鍵を事前共有鍵（PSK）と双方の乱数だけから作ります。PSKを入手または推測されると、過去\
            の記録もすべて復号されます。AES-GCMは暗号化と認証を一度に行いますが、同じノンスを2回使うと認証用の鍵が漏\
            れます。",
        source: "RFC 5487 section 2",
        book: "",
    },
    Text {
        id: "suite/TLS_PSK_WITH_AES_256_GCM_SHA384",
        en: "TLS 1.2: the keys come from the PSK and the randoms alone. Whoever learns or guesses the PSK can \
            read all recordings. AES-GCM with a 256-bit key encrypts and authenticates in one step, and SHA-384 \
            derives the keys.",
        ja: "TLS 1.2用で、鍵を事前共有鍵（PSK）と双方の乱数だけから作ります。PSKを入手または推測されると、過去\
            の記録もすべて復号されます。256ビット鍵のAES-GCMで暗号化と認証を一度に行い、鍵の導出にはSHA-384を使いま\
            す。",
        source: "RFC 5487 section 2",
        book: "",
    },
    Text {
        id: "suite/TLS_PSK_WITH_CHACHA20_POLY1305_SHA256",
        en: "TLS 1.2: the keys come from the PSK and the randoms alone. Whoever learns or guesses the PSK can \
            read all recordings. ChaCha20-Poly1305 needs no AES hardware to be fast, nor to be safe from timing \
            attacks.",
        ja: "TLS 1.2用で、鍵を事前共有鍵（PSK）と双方の乱数だけから作ります。PSKを入手または推測されると、過去\
            の記録もすべて復号されます。ChaCha20-Poly1305は、AES命令のない機器でも高速で、処理時間から鍵を推測する攻\
            撃にも強い方式です。",
        source: "RFC 7905 section 2",
        book: "",
    },
    Text {
        id: "suite/TLS_PSK_WITH_AES_128_CBC_SHA",
        en: "Up to TLS 1.2: the keys come from the PSK and the randoms alone. Whoever learns or guesses the PSK \
            can read all recordings. In CBC mode the MAC comes before encryption, which opened the way for padding \
            attacks such as Lucky 13; encrypt_then_mac turns the order round.",
        ja: "TLS 1.2までのもので、鍵を事前共有鍵（PSK）と双方の乱数だけから作ります。PSKを入手または推測される\
            と、過去の記録もすべて復号されます。CBCモードではMACを付けてから暗号化するため、Lucky 13などのパディング\
            を狙う攻撃の余地があります。encrypt_then_macはこの順序を逆にします。",
        source: "RFC 4279",
        book: "",
    },
    Text {
        id: "suite/TLS_PSK_WITH_AES_256_CBC_SHA",
        en: "Up to TLS 1.2: the keys come from the PSK and the randoms alone. Whoever learns or guesses the PSK \
            can read all recordings. The longer AES key does not mend CBC mode: the MAC comes before encryption, so \
            padding attacks such as Lucky 13 apply unless encrypt_then_mac is agreed on.",
        ja: "TLS 1.2までのもので、鍵を事前共有鍵（PSK）と双方の乱数だけから作ります。PSKを入手または推測される\
            と、過去の記録もすべて復号されます。AESの鍵を長くしてもCBCモードの弱点は残ります。encrypt_then_mac\
            を使わない限り、Lucky 13などのパディングを狙う攻撃の余地があります。",
        source: "RFC 4279",
        book: "",
    },
    Text {
        id: "suite/TLS_PSK_WITH_AES_128_CBC_SHA256",
        en: "TLS 1.2: the keys come from the PSK and the randoms alone. Whoever learns or guesses the PSK can \
            read all recordings. SHA-256 replaces SHA-1 in the MAC, but the padding attacks on CBC mode remain; \
            prefer a suite with GCM or ChaCha20.",
        ja: "TLS 1.2用で、鍵を事前共有鍵（PSK）と双方の乱数だけから作ります。PSKを入手または推測されると、過去\
            の記録もすべて復号されます。MACのハッシュはSHA-256になりましたが、CBCモードのパディングを狙う攻撃の余地\
            は残ります。GCMやChaCha20の暗号スイートを優先してください。",
        source: "RFC 5487 section 3",
        book: "",
    },
    Text {
        id: "suite/TLS_PSK_WITH_AES_256_CBC_SHA384",
        en: "TLS 1.2: the keys come from the PSK and the randoms alone. Whoever learns or guesses the PSK can \
            read all recordings. SHA-384 in the MAC and in the key derivation leaves the padding attacks on CBC mode \
            as they are; prefer a suite with GCM or ChaCha20.",
        ja: "TLS 1.2用で、鍵を事前共有鍵（PSK）と双方の乱数だけから作ります。PSKを入手または推測されると、過去\
            の記録もすべて復号されます。MACと鍵の導出にSHA-384を使いますが、CBCモードのパディングを狙う攻撃の余地は\
            残ります。GCMやChaCha20の暗号スイートを優先してください。",
        source: "RFC 5487 section 3",
        book: "",
    },
    Text {
        id: "suite/TLS_PSK_WITH_AES_128_CCM_8",
        en: "TLS 1.2: the keys come from the PSK and the randoms alone. Whoever learns or guesses the PSK can \
            read all recordings. CCM_8 cuts the authentication tag to 8 bytes to save space on slow links, so a \
            forged record is easier to hit upon.",
        ja: "TLS 1.2用で、鍵を事前共有鍵（PSK）と双方の乱数だけから作ります。PSKを入手または推測されると、過去\
            の記録もすべて復号されます。CCM_8は低速の通信路のために認証タグを8バイトに縮めたもので、その分、偽造が成\
            功しやすくなります。",
        source: "RFC 6655 section 4",
        book: "",
    },
    Text {
        id: "suite/TLS_DHE_PSK_WITH_AES_128_GCM_SHA256",
        en: "TLS 1.2: the PSK authenticates both sides, and a fresh Diffie-Hellman exchange gives forward \
            secrecy. A PSK that leaks later opens no recording. AES-GCM encrypts and authenticates in one step, but a \
            nonce used twice would give its authentication key away.",
        ja: "TLS 1.2用で、事前共有鍵（PSK）で双方を認証し、接続ごとのDH鍵合意を加えます。PSKが後で漏れても、記\
            録された通信は復号できません。AES-GCMは暗号化と認証を一度に行いますが、同じノンスを2回使うと認証用\
            の鍵が漏れます。",
        source: "RFC 5487 section 2",
        book: "",
    },
    Text {
        id: "suite/TLS_DHE_PSK_WITH_AES_256_GCM_SHA384",
        en: "TLS 1.2: the PSK authenticates both sides, and a fresh Diffie-Hellman exchange gives forward \
            secrecy. A PSK that leaks later opens no recording. AES-GCM with a 256-bit key encrypts and authenticates \
            in one step, and SHA-384 derives the keys.",
        ja: "TLS 1.2用で、事前共有鍵（PSK）で双方を認証し、接続ごとのDH鍵合意を加えます。PSKが後で漏れても、記\
            録された通信は復号できません。256ビット鍵のAES-GCMで暗号化と認証を一度に行い、鍵の導出にはSHA-384を\
            使います。",
        source: "RFC 5487 section 2",
        book: "",
    },
    Text {
        id: "suite/TLS_DHE_PSK_WITH_CHACHA20_POLY1305_SHA256",
        en: "TLS 1.2: the PSK authenticates both sides, and a fresh Diffie-Hellman exchange gives forward \
            secrecy. A PSK that leaks later opens no recording. ChaCha20-Poly1305 needs no AES hardware to be fast, \
            nor to be safe from timing attacks.",
        ja: "TLS 1.2用で、事前共有鍵（PSK）で双方を認証し、接続ごとのDH鍵合意を加えます。PSKが後で漏れても、記\
            録された通信は復号できません。ChaCha20-Poly1305は、AES命令のない機器でも高速で、処理時間から鍵を推\
            測する攻撃にも強い方式です。",
        source: "RFC 7905 section 2",
        book: "",
    },
    Text {
        id: "suite/TLS_DHE_PSK_WITH_AES_128_CBC_SHA",
        en: "Up to TLS 1.2: the PSK authenticates both sides, and a fresh Diffie-Hellman exchange gives forward \
            secrecy. A PSK that leaks later opens no recording. In CBC mode the MAC comes before encryption, which \
            opened the way for padding attacks such as Lucky 13; encrypt_then_mac turns the order round.",
        ja: "TLS 1.2までのもので、事前共有鍵（PSK）で双方を認証し、接続ごとのDH鍵合意を加えます。PSKが後で漏れ\
            ても、記録された通信は復号できません。CBCモードではMACを付けてから暗号化するため、Lucky 13などのパ\
            ディングを狙う攻撃の余地があります。encrypt_then_macはこの順序を逆にします。",
        source: "RFC 4279",
        book: "",
    },
    Text {
        id: "suite/TLS_DHE_PSK_WITH_AES_256_CBC_SHA",
        en: "Up to TLS 1.2: the PSK authenticates both sides, and a fresh Diffie-Hellman exchange gives forward \
            secrecy. A PSK that leaks later opens no recording. The longer AES key does not mend CBC mode: the MAC \
            comes before encryption, so padding attacks such as Lucky 13 apply unless encrypt_then_mac is agreed on.",
        ja: "TLS 1.2までのもので、事前共有鍵（PSK）で双方を認証し、接続ごとのDH鍵合意を加えます。PSKが後で漏れ\
            ても、記録された通信は復号できません。AESの鍵を長くしてもCBCモードの弱点は残ります。\
            encrypt_then_macを使わない限り、Lucky 13などのパディングを狙う攻撃の余地があります。",
        source: "RFC 4279",
        book: "",
    },
    Text {
        id: "suite/TLS_DHE_PSK_WITH_AES_128_CBC_SHA256",
        en: "TLS 1.2: the PSK authenticates both sides, and a fresh Diffie-Hellman exchange gives forward \
            secrecy. A PSK that leaks later opens no recording. SHA-256 replaces SHA-1 in the MAC, but the padding \
            attacks on CBC mode remain; prefer a suite with GCM or ChaCha20.",
        ja: "TLS 1.2用で、事前共有鍵（PSK）で双方を認証し、接続ごとのDH鍵合意を加えます。PSKが後で漏れても、記\
            録された通信は復号できません。MACのハッシュはSHA-256になりましたが、CBCモードのパディングを狙う攻撃\
            の余地は残ります。GCMやChaCha20の暗号スイートを優先してください。",
        source: "RFC 5487 section 3",
        book: "",
    },
    Text {
        id: "suite/TLS_DHE_PSK_WITH_AES_256_CBC_SHA384",
        en: "TLS 1.2: the PSK authenticates both sides, and a fresh Diffie-Hellman exchange gives forward \
            secrecy. A PSK that leaks later opens no recording. SHA-384 in the MAC and in the key derivation leaves \
            the padding attacks on CBC mode as they are; prefer a suite with GCM or ChaCha20.",
        ja: "TLS 1.2用で、事前共有鍵（PSK）で双方を認証し、接続ごとのDH鍵合意を加えます。PSKが後で漏れても、記\
            録された通信は復号できません。MACと鍵の導出にSHA-384を使いますが、CBCモードのパディングを狙う攻撃の\
            余地は残ります。GCMやChaCha20の暗号スイートを優先してください。",
        source: "RFC 5487 section 3",
        book: "",
    },
    Text {
        id: "suite/TLS_ECDHE_PSK_WITH_AES_128_GCM_SHA256",
        en: "TLS 1.2: the PSK authenticates both sides, and a fresh elliptic-curve exchange gives forward \
            secrecy. It comes closest to psk_dhe_ke of TLS 1.3. AES-GCM encrypts and authenticates in one step, but a \
            nonce used twice would give its authentication key away.",
        ja: "TLS 1.2用で、事前共有鍵（PSK）で双方を認証し、接続ごとの楕円曲線の鍵合意で前方秘匿性を得ます。TLS \
            1.3のpsk_dhe_keに最も近いものです。AES-GCMは暗号化と認証を一度に行いますが、同じノンスを2回使うと認証用\
            の鍵が漏れます。",
        source: "RFC 8442 section 3",
        book: "",
    },
    Text {
        id: "suite/TLS_ECDHE_PSK_WITH_AES_256_GCM_SHA384",
        en: "TLS 1.2: the PSK authenticates both sides, and a fresh elliptic-curve exchange gives forward \
            secrecy. It comes closest to psk_dhe_ke of TLS 1.3. AES-GCM with a 256-bit key encrypts and authenticates \
            in one step, and SHA-384 derives the keys.",
        ja: "TLS 1.2用で、事前共有鍵（PSK）で双方を認証し、接続ごとの楕円曲線の鍵合意で前方秘匿性を得ます。TLS \
            1.3のpsk_dhe_keに最も近いものです。256ビット鍵のAES-GCMで暗号化と認証を一度に行い、鍵の導出にはSHA-384を\
            使います。",
        source: "RFC 8442 section 3",
        book: "",
    },
    Text {
        id: "suite/TLS_ECDHE_PSK_WITH_CHACHA20_POLY1305_SHA256",
        en: "TLS 1.2: the PSK authenticates both sides, and a fresh elliptic-curve exchange gives forward \
            secrecy. It comes closest to psk_dhe_ke of TLS 1.3. ChaCha20-Poly1305 needs no AES hardware to be fast, \
            nor to be safe from timing attacks.",
        ja: "TLS 1.2用で、事前共有鍵（PSK）で双方を認証し、接続ごとの楕円曲線の鍵合意で前方秘匿性を得ます。\
            TLS 1.3のpsk_dhe_keに最も近いものです。ChaCha20-Poly1305は、AES命令のない機器でも高速で、処理時間か\
            ら鍵を推測する攻撃にも強い方式です。",
        source: "RFC 7905 section 2",
        book: "",
    },
    Text {
        id: "suite/TLS_ECDHE_PSK_WITH_AES_128_CBC_SHA",
        en: "Up to TLS 1.2: the PSK authenticates both sides, and a fresh elliptic-curve exchange gives forward \
            secrecy. It comes closest to psk_dhe_ke of TLS 1.3. In CBC mode the MAC comes before encryption, which \
            opened the way for padding attacks such as Lucky 13; encrypt_then_mac turns the order round.",
        ja: "TLS 1.2までのもので、事前共有鍵（PSK）で双方を認証し、接続ごとの楕円曲線の鍵合意で前方秘匿性を得ま\
            す。TLS 1.3のpsk_dhe_keに最も近いものです。CBCモードではMACを付けてから暗号化するため、Lucky 13など\
            のパディングを狙う攻撃の余地があります。encrypt_then_macはこの順序を逆にします。",
        source: "RFC 5489 section 3",
        book: "",
    },
    Text {
        id: "suite/TLS_ECDHE_PSK_WITH_AES_256_CBC_SHA",
        en: "Up to TLS 1.2: the PSK authenticates both sides, and a fresh elliptic-curve exchange gives forward \
            secrecy. It comes closest to psk_dhe_ke of TLS 1.3. The longer AES key does not mend CBC mode: the MAC \
            comes before encryption, so padding attacks such as Lucky 13 apply unless encrypt_then_mac is agreed on.",
        ja: "TLS 1.2までのもので、事前共有鍵（PSK）で双方を認証し、接続ごとの楕円曲線の鍵合意で前方秘匿性を得ま\
            す。TLS 1.3のpsk_dhe_keに最も近いものです。AESの鍵を長くしてもCBCモードの弱点は残ります。\
            encrypt_then_macを使わない限り、Lucky 13などのパディングを狙う攻撃の余地があります。",
        source: "RFC 5489 section 3",
        book: "",
    },
    Text {
        id: "suite/TLS_ECDHE_PSK_WITH_AES_128_CBC_SHA256",
        en: "TLS 1.2: the PSK authenticates both sides, and a fresh elliptic-curve exchange gives forward \
            secrecy. It comes closest to psk_dhe_ke of TLS 1.3. SHA-256 replaces SHA-1 in the MAC, but the padding \
            attacks on CBC mode remain; prefer a suite with GCM or ChaCha20.",
        ja: "TLS 1.2用で、事前共有鍵（PSK）で双方を認証し、接続ごとの楕円曲線の鍵合意で前方秘匿性を得ます。\
            TLS 1.3のpsk_dhe_keに最も近いものです。MACのハッシュはSHA-256になりましたが、CBCモードのパディング\
            を狙う攻撃の余地は残ります。GCMやChaCha20の暗号スイートを優先してください。",
        source: "RFC 5489 section 3",
        book: "",
    },
    Text {
        id: "suite/TLS_ECDHE_PSK_WITH_AES_256_CBC_SHA384",
        en: "TLS 1.2: the PSK authenticates both sides, and a fresh elliptic-curve exchange gives forward \
            secrecy. It comes closest to psk_dhe_ke of TLS 1.3. SHA-384 in the MAC and in the key derivation leaves \
            the padding attacks on CBC mode as they are; prefer a suite with GCM or ChaCha20.",
        ja: "TLS 1.2用で、事前共有鍵（PSK）で双方を認証し、接続ごとの楕円曲線の鍵合意で前方秘匿性を得ます。\
            TLS 1.3のpsk_dhe_keに最も近いものです。MACと鍵の導出にSHA-384を使いますが、CBCモードのパディングを\
            狙う攻撃の余地は残ります。GCMやChaCha20の暗号スイートを優先してください。",
        source: "RFC 5489 section 3",
        book: "",
    },
    Text {
        id: "suite/TLS_RSA_PSK_WITH_AES_128_GCM_SHA256",
        en: "TLS 1.2: the server proves itself by its RSA certificate, the client by the PSK. There is no \
            forward secrecy: with the RSA key and the PSK, recordings can be read. AES-GCM encrypts and authenticates \
            in one step, but a nonce used twice would give its authentication key away.",
        ja: "TLS 1.2用で、サーバーはRSA鍵の証明書で、クライアントは事前共有鍵（PSK）で認証されます。前方秘匿性\
            はなく、RSA鍵とPSKが漏れると過去の記録も復号されます。AES-GCMは暗号化と認証を一度に行いますが、同じノン\
            スを2回使うと認証用の鍵が漏れます。",
        source: "RFC 5487 section 2",
        book: "",
    },
    Text {
        id: "suite/TLS_RSA_PSK_WITH_AES_256_GCM_SHA384",
        en: "TLS 1.2: the server proves itself by its RSA certificate, the client by the PSK. There is no \
            forward secrecy: with the RSA key and the PSK, recordings can be read. AES-GCM with a 256-bit key \
            encrypts and authenticates in one step, and SHA-384 derives the keys.",
        ja: "TLS 1.2用で、サーバーはRSA鍵の証明書で、クライアントは事前共有鍵（PSK）で認証されます。前方秘匿性\
            はなく、RSA鍵とPSKが漏れると過去の記録も復号されます。256ビット鍵のAES-GCMで暗号化と認証を一度に行い、鍵\
            の導出にはSHA-384を使います。",
        source: "RFC 5487 section 2",
        book: "",
    },
    Text {
        id: "suite/TLS_RSA_PSK_WITH_CHACHA20_POLY1305_SHA256",
        en: "TLS 1.2: the server proves itself by its RSA certificate, the client by the PSK. There is no \
            forward secrecy: with the RSA key and the PSK, recordings can be read. ChaCha20-Poly1305 needs no AES \
            hardware to be fast, nor to be safe from timing attacks.",
        ja: "TLS 1.2用で、サーバーはRSA鍵の証明書で、クライアントは事前共有鍵（PSK）で認証されます。前方秘匿性\
            はなく、RSA鍵とPSKが漏れると過去の記録も復号されます。ChaCha20-Poly1305は、AES命令のない機器でも高速で、\
            処理時間から鍵を推測する攻撃にも強い方式です。",
        source: "RFC 7905 section 2",
        book: "",
    },
    Text {
        id: "suite/TLS_RSA_PSK_WITH_AES_128_CBC_SHA",
        en: "Up to TLS 1.2: the server proves itself by its RSA certificate, the client by the PSK. There is no \
            forward secrecy: with the RSA key and the PSK, recordings can be read. In CBC mode the MAC comes before \
            encryption, which opened the way for padding attacks such as Lucky 13; encrypt_then_mac turns the order \
            round.",
        ja: "TLS 1.2までのもので、サーバーはRSA鍵の証明書で、クライアントは事前共有鍵（PSK）で認証されます。前\
            方秘匿性はなく、RSA鍵とPSKが漏れると過去の記録も復号されます。CBCモードではMACを付けてから暗号化するため、\
            Lucky 13などのパディングを狙う攻撃の余地があります。encrypt_then_macはこの順序を逆にします。",
        source: "RFC 4279",
        book: "",
    },
    Text {
        id: "suite/TLS_RSA_PSK_WITH_AES_256_CBC_SHA",
        en: "Up to TLS 1.2: the server proves itself by its RSA certificate, the client by the PSK. There is no \
            forward secrecy: with the RSA key and the PSK, recordings can be read. The longer AES key does not mend \
            CBC mode: the MAC comes before encryption, so padding attacks such as Lucky 13 apply unless \
            encrypt_then_mac is agreed on.",
        ja: "TLS 1.2までのもので、サーバーはRSA鍵の証明書で、クライアントは事前共有鍵（PSK）で認証されます。前\
            方秘匿性はなく、RSA鍵とPSKが漏れると過去の記録も復号されます。AESの鍵を長くしてもCBCモードの弱点は\
            残ります。encrypt_then_macを使わない限り、Lucky 13などのパディングを狙う攻撃の余地があります。",
        source: "RFC 4279",
        book: "",
    },
    Text {
        id: "suite/TLS_RSA_PSK_WITH_AES_128_CBC_SHA256",
        en: "TLS 1.2: the server proves itself by its RSA certificate, the client by the PSK. There is no \
            forward secrecy: with the RSA key and the PSK, recordings can be read. SHA-256 replaces SHA-1 in the MAC, \
            but the padding attacks on CBC mode remain; prefer a suite with GCM or ChaCha20.",
        ja: "TLS 1.2用で、サーバーはRSA鍵の証明書で、クライアントは事前共有鍵（PSK）で認証されます。前方秘匿性\
            はなく、RSA鍵とPSKが漏れると過去の記録も復号されます。MACのハッシュはSHA-256になりましたが、CBCモードの\
            パディングを狙う攻撃の余地は残ります。GCMやChaCha20の暗号スイートを優先してください。",
        source: "RFC 5487 section 3",
        book: "",
    },
    Text {
        id: "suite/TLS_RSA_PSK_WITH_AES_256_CBC_SHA384",
        en: "TLS 1.2: the server proves itself by its RSA certificate, the client by the PSK. There is no \
            forward secrecy: with the RSA key and the PSK, recordings can be read. SHA-384 in the MAC and in the key \
            derivation leaves the padding attacks on CBC mode as they are; prefer a suite with GCM or ChaCha20.",
        ja: "TLS 1.2用で、サーバーはRSA鍵の証明書で、クライアントは事前共有鍵（PSK）で認証されます。前方秘匿性\
            はなく、RSA鍵とPSKが漏れると過去の記録も復号されます。MACと鍵の導出にSHA-384を使いますが、CBCモードのパ\
            ディングを狙う攻撃の余地は残ります。GCMやChaCha20の暗号スイートを優先してください。",
        source: "RFC 5487 section 3",
        book: "",
    },
    // Groups.
    Text {
        id: "group/x25519",
        en: "Built so that simple code is safe code: every string of 32 bytes is a public key, and one loop \
            without branches computes the secret. Still, some keys lead to a secret of all zeros, which TLS 1.3 makes \
            both sides check for. Most clients guess that the server takes it and send this share at once.",
        ja: "単純な実装がそのまま安全になるように設計された曲線です。32バイトのどの値も公開鍵として扱え、分岐の\
            ない1つのループで共有シークレットを計算できます。ただし、結果がすべて0になる公開鍵もあるため、\
            TLS 1.3では双方がそれを検査します。多くのクライアントは、最初からこのグループのKey Shareを送りま\
            す。",
        source: "RFC 7748 section 5",
        book: "",
    },
    Text {
        id: "group/x448",
        en: "The larger relative of x25519, with 56-byte keys and a strength of about 224 bits instead of 128. \
            It guards against progress in attacks on curves, not against quantum computers. Few servers on the web \
            choose it.",
        ja: "x25519を大きくしたもので、公開鍵は56バイト、強度は約128ビットに対し約224ビットです。曲線への攻撃が\
            進歩した場合の備えであり、量子コンピューターに耐えるものではありません。ウェブでこれを選ぶサーバー\
            はわずかです。",
        source: "RFC 7748 section 5",
        book: "",
    },
    Text {
        id: "group/secp256r1",
        en: "NIST's P-256, the one group that every TLS 1.3 implementation must have. The share is the byte 4, \
            then X and Y of 32 bytes each. The receiver must check that the point lies on the curve: with points on \
            other curves an attacker could read off a private key that is used again.",
        ja: "NISTのP-256で、TLS 1.3のすべての実装が備えなければならないグループです。公開鍵では、04の1バイト\
            に、32バイトずつのXとYが続きます。受信側は、点が曲線上にあることを確かめる必要があります。確かめな\
            いと、別の曲線の点を送られ、使い回しているプライベート鍵を読み取られるおそれがあります。",
        source: "RFC 8446 section 4.2.8.2",
        book: "6.1",
    },
    Text {
        id: "group/secp384r1",
        en: "NIST's P-384, with a strength of about 192 bits; some government profiles demand it. The share \
            takes 97 bytes, and the computation several times that of P-256.",
        ja: "NISTのP-384で、強度は約192ビットです。政府の調達基準などで要求されることがあります。公開鍵は97バイ\
            トになり、計算量もP-256の数倍になります。",
        source: "RFC 8446 section 4.2.8.2",
        book: "6.1",
    },
    Text {
        id: "group/secp521r1",
        en: "NIST's P-521, the largest of these curves; its prime has 521 bits, not 512. The share takes 133 \
            bytes. If a client sends only this share and the server does not take it, the connection costs one more \
            round trip (Hello Retry Request).",
        ja: "NISTのP-521で、この系統で最大の曲線です。素数は512ビットではなく521ビットで、公開鍵は133バイトにな\
            ります。クライアントがこのKey Shareだけを送り、サーバーが対応していないと、Hello Retry Requestで1往復増\
            えます。",
        source: "RFC 8446 section 4.2.8.2",
        book: "6.1",
    },
    Text {
        id: "group/secp224r1",
        en: "NIST's P-224, an early curve of TLS 1.2: RFC 8422 deprecates it there, and TLS 1.3 does not have \
            it. Its strength is about 112 bits. A client that still lists it also speaks with old peers.",
        ja: "NISTのP-224で、TLS 1.2までのものです。TLS 1.2でもRFC 8422で非推奨になり、TLS 1.3では使えません。\
            強度は約112ビットです。古い相手との接続のためにリストに残されることがあります。",
        source: "RFC 8422 section 5.1.1",
        book: "6.1",
    },
    Text {
        id: "group/ffdhe2048",
        en: "Diffie-Hellman with a prime of 2,048 bits that everybody knows and has checked. In TLS 1.2 servers \
            chose primes of their own, some short, some with a trapdoor nobody could see. Its strength is about \
            103 bits, less than that of P-256, while its share of 256 bytes is longer.",
        ja: "誰もが知り検証できる、2,048ビットの素数を使うDHです。TLS 1.2ではサーバーが素数を自由に決めたため、\
            短すぎるものや、弱点が仕込まれていても気付けないものがありました。強度は約103ビットでP-256より低\
            く、公開鍵は256バイトで、より長くなります。",
        source: "RFC 7919 appendix A.1",
        book: "6.1",
    },
    Text {
        id: "group/ffdhe3072",
        en: "Diffie-Hellman with a fixed prime of 3,072 bits: about as strong as P-256 and x25519, with a share \
            of 384 bytes and far more computation. It is of use where curves are not allowed.",
        ja: "固定された3,072ビットの素数を使うDHです。強度はP-256やx25519と同程度ですが、公開鍵は384バイトで、\
            計算量もはるかに大きくなります。楕円曲線を使えない場合の選択肢です。",
        source: "RFC 7919 appendix A.2",
        book: "",
    },
    Text {
        id: "group/ffdhe4096",
        en: "Diffie-Hellman with a fixed prime of 4,096 bits, a strength of about 150 bits, and a share of 512 \
            bytes. Small servers can be kept busy with such computations by whoever sends many Client Hellos.",
        ja: "固定された4,096ビットの素数を使うDHです。強度は約150ビット、公開鍵は512バイトです。計算が重いた\
            め、大量のClient Helloを送りつけてサーバーの処理能力を奪う攻撃に弱くなります。",
        source: "RFC 7919 appendix A.3",
        book: "",
    },
    Text {
        id: "group/ffdhe6144",
        en: "Diffie-Hellman with a fixed prime of 6,144 bits, a strength of about 175 bits, and a share of 768 \
            bytes. It is rarely offered: a curve such as P-384 gives more at a fraction of the cost.",
        ja: "固定された6,144ビットの素数を使うDHです。強度は約175ビット、公開鍵は768バイトです。P-384のような曲\
            線のほうがはるかに軽い計算でより高い強度を得られるため、あまり使われません。",
        source: "RFC 7919 appendix A.4",
        book: "",
    },
    Text {
        id: "group/ffdhe8192",
        en: "Diffie-Hellman with a fixed prime of 8,192 bits, a strength of about 192 bits, and a share of \
            1,024 bytes. It is the most costly of all groups here, and no answer to quantum computers either.",
        ja: "固定された8,192ビットの素数を使うDHです。強度は約192ビット、公開鍵は1,024バイトです。ここに挙がる\
            グループの中で最も計算が重く、それでも量子コンピューターには耐えられません。",
        source: "RFC 7919 appendix A.5",
        book: "",
    },
    Text {
        id: "group/X25519MLKEM768",
        en: "Two exchanges in one: ML-KEM-768, which quantum computers should not break, and x25519, in case \
            ML-KEM turns out weak. An attacker must break both. It protects today against those who record now \
            to decrypt later. The share of the client has 1,216 bytes, so the Client Hello no longer fits into \
            one TCP segment, and some middleboxes fail on that.",
        ja: "量子コンピューターでも破れないとされるML-KEM-768と、ML-KEMに弱点が見つかった場合に備えるx25519を組\
            み合わせたものです。攻撃者は両方を破らなければならず、今のうちに記録しておき将来解読する攻撃も防げ\
            ます。クライアントの公開鍵が1,216バイトになり、Client Helloが1つのTCPセグメントに収まらなくなるた\
            め、接続に失敗する中継装置もあります。",
        source: "RFC 10024",
        book: "",
    },
    Text {
        id: "group/SecP256r1MLKEM768",
        en: "P-256 and ML-KEM-768 side by side, for those whose rules demand a NIST curve: both must be broken \
            to get the secret. P-256 comes first, in the share and in the secret; in X25519MLKEM768 ML-KEM does.",
        ja: "P-256とML-KEM-768を組み合わせたもので、NISTの曲線を使わなければならない場合に向きます。共有シーク\
            レットを得るには両方を破る必要があります。公開鍵でも共有シークレットでもP-256が先で、X25519MLKEM768とは\
            順序が逆です。",
        source: "RFC 10024",
        book: "",
    },
    Text {
        id: "group/SecP384r1MLKEM1024",
        en: "The strongest of the registered hybrids with NIST curves: P-384 and ML-KEM-1024. A share takes \
            1,665 bytes in each direction. Use it where a policy demands that level; for most others \
            X25519MLKEM768 will do.",
        ja: "NISTの曲線を使うハイブリッドの中で最も強い、P-384とML-KEM-1024の組み合わせです。公開鍵は双方とも\
            1,665バイトになります。この強度を要求する基準がある場合に使い、通常はX25519MLKEM768で十分です。",
        source: "RFC 10024",
        book: "",
    },
    Text {
        id: "group/curveSM2MLKEM768",
        en: "The SM2 curve of the Chinese standards together with ML-KEM-768. An attacker must break both, as \
            with the hybrids of NIST curves. Outside China hardly any peer offers it.",
        ja: "中国の規格のSM2曲線とML-KEM-768を組み合わせたものです。ほかのハイブリッドと同じように、攻撃者は両\
            方を破らなければなりません。中国以外で提案されることはほとんどありません。",
        source: "FIPS 203",
        book: "",
    },
    Text {
        id: "group/MLKEM512",
        en: "ML-KEM alone, the smallest size. No classical exchange stands beside it, so a flaw found in ML-KEM \
            would leave the session open. The hybrids avoid that risk at little cost.",
        ja: "ML-KEMだけを使う、最も小さいものです。従来の鍵合意を併用しないため、ML-KEMに弱点が見つかると通信を\
            守れません。ハイブリッドならば、わずかな負担でこの危険を避けられます。",
        source: "FIPS 203",
        book: "",
    },
    Text {
        id: "group/MLKEM768",
        en: "ML-KEM alone, without a curve beside it. The client sends an encapsulation key of 1184 bytes, and \
            the server answers with a ciphertext of 1088 bytes: with a KEM the two shares are of different \
            kinds. A flaw found in ML-KEM would leave the session open.",
        ja: "楕円曲線を併用せず、ML-KEMだけを使います。クライアントは1184バイトのカプセル化鍵を送り、サーバーは\
            1088バイトの暗号文で答えます。双方が同じ形の公開鍵を送るDHとはこの点が異なります。ML-KEMに弱点が見つかる\
            と通信を守れません。",
        source: "FIPS 203",
        book: "",
    },
    Text {
        id: "group/MLKEM1024",
        en: "ML-KEM alone, in its largest size, which some government profiles want without a curve beside it. \
            The key and the ciphertext have 1,568 bytes each. A flaw found in ML-KEM would leave the session \
            open.",
        ja: "ML-KEMだけを使う、最も大きいもので、政府の基準によっては曲線と併用しないこの形が求められます。カプ\
            セル化鍵も暗号文も1,568バイトです。ML-KEMに弱点が見つかると通信を守れません。",
        source: "FIPS 203",
        book: "",
    },
    Text {
        id: "group/X25519Kyber768Draft00",
        en: "The forerunner of X25519MLKEM768, made with Kyber as it was before NIST standardized it as ML-KEM. \
            Browsers used it for tests from 2023 on. The two do not work together, so it has a number of its own and \
            has gone out of use.",
        ja: "NISTがML-KEMとして標準化する前のKyberを使った、X25519MLKEM768の前身です。2023年からブラウザーで試\
            験的に使われました。両者に互換性はないため番号も別で、現在は使われなくなっています。",
        source: "RFC 10024",
        book: "",
    },
    Text {
        id: "group/SecP256r1Kyber768Draft00",
        en: "P-256 with Kyber as it was before NIST standardized it as ML-KEM. It was a test, and \
            SecP256r1MLKEM768 has replaced it.",
        ja: "NISTがML-KEMとして標準化する前のKyberを、P-256と組み合わせた試験用のものです。現在は\
            SecP256r1MLKEM768に置き換わりました。",
        source: "RFC 10024",
        book: "",
    },
    Text {
        id: "group/CECPQ2",
        en: "An experiment of browsers from 2019: x25519 with NTRU-HRSS, another post-quantum scheme. It was \
            never registered. It showed that such large shares can travel the web, and where middleboxes fail on them.",
        ja: "2019年に始まったブラウザーの実験で、x25519と耐量子計算機暗号のNTRU-HRSSを組み合わせたものです。番\
            号は登録されませんでした。大きな公開鍵をウェブで送れること、どこで中継装置が問題を起こすかを確かめるのに\
            役立ちました。",
        source: "RFC 7748",
        book: "",
    },
    Text {
        id: "group/Reserved (GREASE)",
        en: "A value that will never name a group. Clients list it, and may send a key share of one byte for it, \
            so that servers which fail on unknown groups are found at once. A server must ignore it, and must never \
            choose it.",
        ja: "今後もグループを表すことのない値です。知らないグループで失敗するサーバーを早く見つけるために、クラ\
            イアントが一覧に入れ、ときには1バイトのKey Shareも付けます。サーバーはこれを無視し、選んではいけま\
            せん。",
        source: "RFC 8701 section 3.1",
        book: "",
    },
    // Signature schemes.
    Text {
        id: "scheme/rsa_pss_rsae_sha256",
        en: "How an ordinary RSA key signs in TLS 1.3, and can sign in TLS 1.2: with PSS padding, which was \
            designed with a proof of security. The older PKCS#1 v1.5 padding was forged where receivers \
            checked it loosely. The certificate may say plain rsaEncryption, for which \"rsae\" stands, so no \
            new certificate is needed.",
        ja: "TLS 1.3で通常のRSA鍵が使う署名方式で、TLS 1.2でも使えます。検査の甘い実装で偽造された例のある\
            PKCS#1 v1.5のパディングに代えて、安全性の証明があるPSSを使います。証明書の鍵の種類は従来の\
            rsaEncryptionのままでよく、証明書を作り直す必要はありません。名前の「rsae」はこのことを表します。",
        source: "RFC 8446 section 4.2.3",
        book: "6.1",
    },
    Text {
        id: "scheme/rsa_pss_rsae_sha384",
        en: "PSS with SHA-384, for a key whose certificate says rsaEncryption. The salt is as long as the hash, \
            48 bytes. The key stays the weakest part: a 2,048-bit RSA key has about 112 bits of strength with \
            any hash.",
        ja: "証明書の鍵の種類がrsaEncryptionであるRSA鍵で、SHA-384を使うPSSです。ソルトの長さはハッシュと同じ48\
            バイトです。ハッシュを強くしても、2,048ビットのRSA鍵の強度は約112ビットのままです。",
        source: "RFC 8446 section 4.2.3",
        book: "",
    },
    Text {
        id: "scheme/rsa_pss_rsae_sha512",
        en: "PSS with SHA-512, for a key whose certificate says rsaEncryption. The hash and a salt of 64 bytes \
            must fit into the block, so an RSA key of 1,024 bits cannot sign by it.",
        ja: "証明書の鍵の種類がrsaEncryptionであるRSA鍵で、SHA-512を使うPSSです。64バイトのハッシュと同じ長さの\
            ソルトがブロックに収まらなければならないため、1,024ビットのRSA鍵では署名できません。",
        source: "RFC 8446 section 4.2.3",
        book: "",
    },
    Text {
        id: "scheme/rsa_pss_pss_sha256",
        en: "PSS for a key whose certificate says RSASSA-PSS: such a key may sign by PSS only, which rules out \
            attacks that mix paddings. Few authorities issue such certificates, so most servers use \
            rsa_pss_rsae_sha256.",
        ja: "証明書の鍵の種類がRSASSA-PSSであるRSA鍵のためのPSSです。この鍵はPSSにしか使えないので、パディング\
            の混用を狙う攻撃を防げます。このような証明書を発行するCAは少なく、多くのサーバーはrsa_pss_rsae_sha256を\
            使います。",
        source: "RFC 8446 section 4.2.3",
        book: "6.2",
    },
    Text {
        id: "scheme/rsa_pss_pss_sha384",
        en: "PSS with SHA-384, for a key whose certificate says RSASSA-PSS. If the certificate also fixes a hash \
            in its parameters, the scheme must match it.",
        ja: "証明書の鍵の種類がRSASSA-PSSであるRSA鍵で、SHA-384を使うPSSです。証明書のパラメータにハッシュが\
            指定されている場合は、それと一致しなければなりません。",
        source: "RFC 8446 section 4.2.3",
        book: "",
    },
    Text {
        id: "scheme/rsa_pss_pss_sha512",
        en: "PSS with SHA-512, for a key whose certificate says RSASSA-PSS. The salt takes 64 bytes, as long as \
            the hash, so short RSA keys have no room for it.",
        ja: "証明書の鍵の種類がRSASSA-PSSであるRSA鍵で、SHA-512を使うPSSです。ソルトがハッシュと同じ64バイトに\
            なるため、短いRSA鍵では使えません。",
        source: "RFC 8446 section 4.2.3",
        book: "",
    },
    Text {
        id: "scheme/rsa_pkcs1_sha256",
        en: "In TLS 1.3 only for signatures inside certificates, as most authorities still sign so; a \
            Certificate Verify must not use it. In TLS 1.2 it also signs the key exchange. Its padding is fixed and \
            simple, and receivers that parsed it loosely accepted forgeries.",
        ja: "TLS 1.3では、多くのCAが今も使っているため証明書の中の署名にだけ認められ、Certificate Verifyには使\
            えません。TLS 1.2ではServer Key Exchangeの署名にも使います。パディングの検査が甘い実装では、偽造し\
            た署名が通ったことがあります。",
        source: "RFC 8446 section 4.2.3",
        book: "6.2",
    },
    Text {
        id: "scheme/rsa_pkcs1_sha384",
        en: "In TLS 1.3 only for signatures inside certificates; Certificate Verify uses PSS. In TLS 1.2 it also \
            signs the key exchange.",
        ja: "TLS 1.3では証明書の中の署名にだけ使えます。Certificate VerifyにはPSSを使います。TLS 1.2ではServer \
            Key Exchangeの署名にも使います。",
        source: "RFC 8446 section 4.2.3",
        book: "6.2",
    },
    Text {
        id: "scheme/rsa_pkcs1_sha512",
        en: "In TLS 1.3 only for signatures inside certificates; Certificate Verify uses PSS. The longer hash \
            adds little, as the RSA key is the weaker part.",
        ja: "TLS 1.3では証明書の中の署名にだけ使えます。Certificate VerifyにはPSSを使います。強度を決めるのは\
            RSA鍵のほうなので、ハッシュを長くしても効果はわずかです。",
        source: "RFC 8446 section 4.2.3",
        book: "",
    },
    Text {
        id: "scheme/rsa_pkcs1_sha1",
        en: "Two inputs with the same SHA-1 can be made, so a signature over one fits the other: an authority \
            could be tricked into signing a false certificate. TLS 1.3 allows it at most in certificates, and as the \
            last choice. RFC 9155 withdraws it from TLS 1.2, too.",
        ja: "SHA-1では、同じハッシュ値になる2つの入力を作れます。一方への署名がもう一方にも通用するため、CAをだ\
            まして偽の証明書に署名させることもできます。TLS 1.3では証明書の署名に最後の手段として認められるだけで、\
            TLS 1.2でもRFC 9155で禁止されました。",
        source: "RFC 8446 section 4.2.3",
        book: "",
    },
    Text {
        id: "scheme/ecdsa_secp256r1_sha256",
        en: "A short signature, about 71 bytes instead of the 256 of RSA, and quick to make. Each needs a fresh \
            secret number: one used twice gives the private key away. TLS 1.3 ties the scheme to the curve P-256; in \
            TLS 1.2 the same number means any curve with SHA-256.",
        ja: "RSAの256バイトに対して約71バイトと署名が短く、作成も高速です。署名ごとに新しい秘密の乱数が必要で、\
            同じ値を2回使うとプライベート鍵が漏れます。TLS 1.3では曲線がP-256に決まりますが、TLS 1.2では同じ番号が\
            SHA-256と任意の曲線の組を表します。",
        source: "RFC 8446 section 4.2.3",
        book: "6.1",
    },
    Text {
        id: "scheme/ecdsa_secp384r1_sha384",
        en: "ECDSA on P-384, which many authorities use for their own keys, as those must last for years. In TLS \
            1.3 the hash is tied to the curve, so a P-384 key cannot sign by SHA-256; in TLS 1.2 it can.",
        ja: "P-384を使うECDSAです。長期間使うCAの鍵によく使われます。TLS 1.3では曲線とハッシュの組が決まってい\
            るため、P-384の鍵ではSHA-256で署名できません。TLS 1.2ではできます。",
        source: "RFC 8446 section 4.2.3",
        book: "6.1",
    },
    Text {
        id: "scheme/ecdsa_secp521r1_sha512",
        en: "ECDSA on P-521. Some browsers do not accept it, so a public server with such a key would lose \
            visitors.",
        ja: "P-521を使うECDSAです。受け入れないブラウザーもあるため、公開サーバーがこの鍵を使うと接続できない利\
            用者が出ます。",
        source: "RFC 8446 section 4.2.3",
        book: "6.1",
    },
    Text {
        id: "scheme/ecdsa_sha1",
        en: "ECDSA over SHA-1, for which collisions can be made. TLS 1.3 allows it at most inside certificates, \
            never in Certificate Verify. RFC 9155 withdraws it from TLS 1.2, too.",
        ja: "衝突を作れるSHA-1を使うECDSAです。TLS 1.3ではCertificate Verifyには使えず、証明書の中の署名に認め\
            られるだけです。TLS 1.2でもRFC 9155で禁止されました。",
        source: "RFC 8446 section 4.2.3",
        book: "",
    },
    Text {
        id: "scheme/ed25519",
        en: "A signature of 64 bytes on a curve related to x25519. It computes its secret number from the key \
            and the message, so a bad random source cannot give the key away as it does with ECDSA. Public \
            authorities for the web do not issue such certificates yet; inside a company they work well.",
        ja: "x25519に近い曲線を使う、64バイトの署名です。署名用の秘密の値を鍵とメッセージから計算するため、\
            ECDSAと違い、乱数の質が悪くてもプライベート鍵は漏れません。ウェブ用のCAはまだこの鍵の証明書を発行してい\
            ませんが、組織内では問題なく使えます。",
        source: "RFC 8032 section 5.1",
        book: "",
    },
    Text {
        id: "scheme/ed448",
        en: "The larger relative of ed25519: a signature of 114 bytes and a strength of about 224 bits. Like \
            ed25519 it needs no random number for a signature. Few peers support it.",
        ja: "ed25519を大きくしたもので、署名は114バイト、強度は約224ビットです。ed25519と同じく、署名に乱数を必\
            要としません。対応する実装は多くありません。",
        source: "RFC 8032 section 5.2",
        book: "",
    },
    Text {
        id: "scheme/ecdsa_brainpoolP256r1tls13_sha256",
        en: "ECDSA on the Brainpool curve of 256 bits, whose numbers come from a published procedure rather than \
            from NIST. German authorities use it. It has a number of its own in TLS 1.3, since schemes there are tied \
            to a curve.",
        ja: "256ビットのBrainpool曲線を使うECDSAです。この曲線は、NISTとは別に、公開された手順で選ばれました。\
            主にドイツの公的機関で使われます。TLS 1.3では署名スキームが曲線と結び付いているため、専用の番号がありま\
            す。",
        source: "RFC 8734",
        book: "",
    },
    Text {
        id: "scheme/ecdsa_brainpoolP384r1tls13_sha384",
        en: "ECDSA on the Brainpool curve of 384 bits, for those whose rules ask for curves that NIST has not \
            chosen. It needs a certificate with a key on the same curve.",
        ja: "384ビットのBrainpool曲線を使うECDSAです。NIST以外の曲線を求める基準のあるところで使われます。証明\
            書の鍵も同じ曲線でなければなりません。",
        source: "RFC 8734",
        book: "",
    },
    Text {
        id: "scheme/ecdsa_brainpoolP512r1tls13_sha512",
        en: "ECDSA on the Brainpool curve of 512 bits, the largest of the three. It needs a certificate with a \
            key on the same curve, and hardly any public server has one.",
        ja: "512ビットのBrainpool曲線を使うECDSAで、3つの中で最大です。証明書の鍵も同じ曲線でなければならず、公\
            開サーバーで使われることはほとんどありません。",
        source: "RFC 8734",
        book: "",
    },
    Text {
        id: "scheme/mldsa44",
        en: "A signature that quantum computers should not forge. Unlike the key exchange it is not urgent: a \
            signature must hold only at the moment of the handshake, so a recording is of no use. The price is \
            2,420 bytes for each signature.",
        ja: "量子コンピューターでも偽造できないとされる署名です。署名は接続の時点で有効であればよく、記録してお\
            いても後から悪用できないため、鍵合意ほど移行は急がれていません。署名が2,420バイトと長いのが難点で\
            す。",
        source: "FIPS 204",
        book: "",
    },
    Text {
        id: "scheme/mldsa65",
        en: "A post-quantum signature with a strength like AES-192, of 3,309 bytes. A whole chain of them can \
            exceed what a server may send at once on a new TCP connection, and then the handshake waits one \
            more round trip.",
        ja: "AES-192に相当する強度の耐量子計算機暗号の署名で、長さは3,309バイトです。証明書チェーン全体に使う\
            と、新しいTCP接続で一度に送れる量を超え、ハンドシェイクに1往復余分にかかることがあります。",
        source: "FIPS 204",
        book: "",
    },
    Text {
        id: "scheme/mldsa87",
        en: "The strongest of the three ML-DSA sizes: signatures of 4,627 bytes. Some government profiles \
            demand it for the years to come.",
        ja: "ML-DSAの3つの大きさの中で最も強いもので、署名は4,627バイトです。今後これを要求する政府の基準もあり\
            ます。",
        source: "FIPS 204",
        book: "",
    },
    Text {
        id: "scheme/SHA1 DSA",
        en: "Only for TLS 1.2 and before: DSA with SHA-1. SHA-1 collisions can be made, so RFC 9155 forbids it \
            even there. TLS 1.3 has no DSA.",
        ja: "TLS 1.2までのDSAとSHA-1の組み合わせです。SHA-1は衝突を作れるため、RFC 9155でTLS 1.2でも使用が禁止\
            されました。TLS 1.3にDSAはありません。",
        source: "RFC 5246 section 7.4.1.4.1",
        book: "",
    },
    Text {
        id: "scheme/SHA224 DSA",
        en: "Only for TLS 1.2: DSA with SHA-224. As with ECDSA, a secret number used for two signatures gives \
            the private key away. TLS 1.3 has no DSA.",
        ja: "TLS 1.2用の、DSAとSHA-224の組み合わせです。ECDSAと同じように、秘密の乱数を2回使うとプライベート鍵\
            が漏れます。TLS 1.3にDSAはありません。",
        source: "RFC 5246 section 7.4.1.4.1",
        book: "",
    },
    Text {
        id: "scheme/SHA256 DSA",
        en: "Only for TLS 1.2: DSA with SHA-256. The hash is sound, but hardly any certificate has a DSA key. \
            TLS 1.3 has no DSA.",
        ja: "TLS 1.2用の、DSAとSHA-256の組み合わせです。ハッシュに問題はありませんが、DSA鍵の証明書はほとんどあ\
            りません。TLS 1.3にDSAはありません。",
        source: "RFC 5246 section 7.4.1.4.1",
        book: "",
    },
    Text {
        id: "scheme/SHA384 DSA",
        en: "Only for TLS 1.2: DSA with SHA-384. DSA uses of a hash only as many bits as its key allows, so the \
            longer hash gains nothing. TLS 1.3 has no DSA.",
        ja: "TLS 1.2用の、DSAとSHA-384の組み合わせです。DSAは鍵で決まるビット数までしかハッシュを使わないため、\
            長いハッシュの利点はありません。TLS 1.3にDSAはありません。",
        source: "RFC 5246 section 7.4.1.4.1",
        book: "",
    },
    Text {
        id: "scheme/SHA512 DSA",
        en: "Only for TLS 1.2: DSA with SHA-512, of which DSA uses only as many bits as its key allows. TLS 1.3 \
            has no DSA.",
        ja: "TLS 1.2用の、DSAとSHA-512の組み合わせです。DSAは鍵で決まるビット数までしかハッシュを使いません。\
            TLS 1.3にDSAはありません。",
        source: "RFC 5246 section 7.4.1.4.1",
        book: "",
    },
    Text {
        id: "scheme/SHA224 RSA",
        en: "Only for TLS 1.2: RSA with SHA-224, which is SHA-256 cut short. There is no reason to use it where \
            SHA-256 is available, and TLS 1.3 has dropped it.",
        ja: "TLS 1.2用の、RSAとSHA-224の組み合わせです。SHA-224はSHA-256を短くしたもので、SHA-256を使えるなら選\
            ぶ理由はありません。TLS 1.3では廃止されました。",
        source: "RFC 5246 section 7.4.1.4.1",
        book: "",
    },
    Text {
        id: "scheme/SHA224 ECDSA",
        en: "Only for TLS 1.2: ECDSA with SHA-224, which is SHA-256 cut short, to go with the curve P-224. TLS \
            1.3 has dropped both.",
        ja: "TLS 1.2用の、ECDSAとSHA-224の組み合わせです。SHA-224はSHA-256を短くしたもので、P-224曲線と長さが合\
            います。TLS 1.3ではどちらも廃止されました。",
        source: "RFC 5246 section 7.4.1.4.1",
        book: "",
    },
    Text {
        id: "scheme/Reserved (GREASE)",
        en: "A value that will never name a signature scheme. It keeps peers used to values they do not know, so \
            that new schemes can be introduced later. The receiver must ignore it, and must never sign by it.",
        ja: "今後も署名スキームを表すことのない値です。知らない値を正しく無視する実装を保ち、将来新しい署名ス\
            キームを導入できるようにします。受信側はこれを無視し、署名に使ってはいけません。",
        source: "RFC 8701 section 3.1",
        book: "",
    },
    // Versions.
    Text {
        id: "version/TLS 1.3",
        en: "The real offer, or the real choice, of TLS 1.3: only supported_versions says 0x0304, while the \
            older version fields stay at TLS 1.2 for the sake of middleboxes. If it is missing from the list, the \
            server takes TLS 1.2 or refuses.",
        ja: "TLS 1.3の本当の提案または選択を示します。0x0304という値が現れるのはsupported_versionsだけで、従来\
            のバージョンのフィールドは中継装置のためにTLS 1.2のままです。一覧にこれがないと、サーバーはTLS 1.2\
            を選ぶか接続を拒否します。",
        source: "RFC 8446 section 4.2.1",
        book: "6.1",
    },
    Text {
        id: "version/TLS 1.2",
        en: "The client would also take TLS 1.2. Should a server with TLS 1.3 choose it, it marks its random, so \
            the client can tell if somebody on the way removed TLS 1.3 from the list. In TLS 1.2 certificates go in \
            the clear.",
        ja: "クライアントがTLS 1.2でもよいことを示します。TLS 1.3に対応するサーバーがこれを選ぶ場合は乱数に印を\
            付けるので、途中で誰かが一覧からTLS 1.3を消していてもクライアントは気付けます。TLS 1.2では証明書が\
            暗号化されずに送られます。",
        source: "RFC 8446 section 4.2.1",
        book: "6.1",
    },
    Text {
        id: "version/TLS 1.1",
        en: "From 2006, and no longer to be used since 2021: it signs the handshake with MD5 and SHA-1, and has \
            no AEAD cipher. OpenSSL 3 offers it only where the security level is lowered.",
        ja: "2006年のバージョンで、2021年に使用が禁止されました。ハンドシェイクの署名にMD5とSHA-1を使い、AEADも\
            ありません。OpenSSL 3では、セキュリティレベルを下げなければ使えません。",
        source: "RFC 8996 section 5",
        book: "6.1",
    },
    Text {
        id: "version/TLS 1.0",
        en: "From 1999, and no longer to be used since 2021. In CBC mode its records take the last block of the \
            one before as the IV, which an attacker knows in advance (BEAST). A server that accepts it keeps a door \
            open for downgrades.",
        ja: "1999年のバージョンで、2021年に使用が禁止されました。CBCモードでは直前のレコードの最後のブロックを\
            IVに使うため、攻撃者がIVをあらかじめ知ることができます（BEAST攻撃）。受け入れるサーバーは、ダウングレー\
            ド攻撃の余地を残します。",
        source: "RFC 8996 section 4",
        book: "",
    },
    Text {
        id: "version/SSL 3.0",
        en: "Broken: its padding is not checked, so an attacker in the middle can decrypt cookies byte by byte \
            (POODLE). It must not be offered or accepted. supported_versions is younger than its ban, so it should \
            never be in the list.",
        ja: "パディングの内容を検査しないため、中間者にCookieなどを1バイトずつ解読されます（POODLE攻撃）。提案\
            も受け入れもしてはいけません。supported_versionsより前に禁止されたので、一覧に現れるはずのない値で\
            す。",
        source: "RFC 7568",
        book: "",
    },
    Text {
        id: "version/SSL 2.0",
        en: "Broken in many ways: its handshake is not protected at all, so an attacker can pick the weakest \
            cipher for both. Even servers that only kept it switched on endangered their TLS sessions with the same \
            key (DROWN).",
        ja: "ハンドシェイクの改ざんを検出できず、攻撃者が最も弱い暗号を選ばせることができるなど、多くの欠陥があ\
            ります。有効にしているだけでも、同じ鍵を使うTLSの接続が危険にさらされました（DROWN攻撃）。",
        source: "RFC 6176",
        book: "",
    },
    Text {
        id: "version/GMTLS",
        en: "The number of a Chinese national protocol like TLS 1.1, with the algorithms SM2, SM3 and SM4, and \
            one certificate for signatures and another for encryption. For TLS 1.3 the same algorithms came in as \
            ordinary cipher suites (RFC 8998).",
        ja: "TLSに似た中国の国家規格の番号で、SM2、SM3、SM4の各アルゴリズムを使い、署名用と暗号化用の証明書を使\
            い分けます。TLS 1.3では、同じアルゴリズムが通常の暗号スイートとして追加されました（RFC 8998）。",
        source: "RFC 8998",
        book: "",
    },
    Text {
        id: "version/DTLS 1.3",
        en: "TLS 1.3 over UDP. The numbers of DTLS count downwards, 0xfefc after 0xfefd, so that they can never \
            be taken for one of TLS. It has no place in a session over TCP.",
        ja: "UDP上のTLS 1.3です。DTLSの番号は0xfefdの次が0xfefcというように減っていくため、TLSの番号と混同され\
            ません。TCP上の接続に現れることはありません。",
        source: "RFC 9147 section 5.3",
        book: "",
    },
    Text {
        id: "version/DTLS 1.2",
        en: "TLS 1.2 over UDP, where records may get lost or arrive out of order, so each carries its number. It \
            has no place in a session over TCP.",
        ja: "UDP上のTLS 1.2です。レコードが失われたり順序が入れ替わったりするため、各レコードに番号が付きます。\
            TCP上の接続に現れることはありません。",
        source: "RFC 6347 section 4.1",
        book: "",
    },
    Text {
        id: "version/DTLS 1.0",
        en: "The first TLS over UDP, made after TLS 1.1; there never was a DTLS 1.1. It is forbidden together \
            with TLS 1.0 and TLS 1.1.",
        ja: "UDP用の最初のバージョンで、TLS 1.1をもとに作られました。DTLS 1.1はありません。TLS 1.0およびTLS 1.1\
            とともに使用が禁止されました。",
        source: "RFC 8996 section 1",
        book: "",
    },
    Text {
        id: "version/Reserved (GREASE)",
        en: "A version that will never exist. Servers that broke off at an unknown version held TLS 1.3 up for \
            years; clients now send such a value so that new ones of that kind are noticed early. A server must \
            ignore it, and must never choose it.",
        ja: "今後も存在することのないバージョンです。知らないバージョンを見ると接続を切るサーバーがTLS 1.3の普\
            及を妨げたため、そうした実装を早く見つけられるように送られます。サーバーはこれを無視し、選んではいけませ\
            ん。",
        source: "RFC 8701 section 3.1",
        book: "",
    },
    Text {
        id: "version/TLS 1.3 (draft 14)",
        en: "A draft of TLS 1.3. Drafts do not work together, so each had a number of its own until RFC 8446 \
            took 0x0304. No peer of today chooses it.",
        ja: "TLS 1.3のドラフト14です。ドラフトどうしには互換性がないため、RFC 8446で0x0304に決まるまで、それぞ\
            れ別の番号を使いました。現在の実装がこれを選ぶことはありません。",
        source: "RFC 8446 section 4.2.1",
        book: "",
    },
    Text {
        id: "version/TLS 1.3 (draft 15)",
        en: "A draft of TLS 1.3. Drafts do not work together, so each had a number of its own until RFC 8446 \
            took 0x0304. No peer of today chooses it.",
        ja: "TLS 1.3のドラフト15です。ドラフトどうしには互換性がないため、RFC 8446で0x0304に決まるまで、それぞ\
            れ別の番号を使いました。現在の実装がこれを選ぶことはありません。",
        source: "RFC 8446 section 4.2.1",
        book: "",
    },
    Text {
        id: "version/TLS 1.3 (draft 16)",
        en: "A draft of TLS 1.3. Drafts do not work together, so each had a number of its own until RFC 8446 \
            took 0x0304. It was the first to negotiate the version by the supported_versions extension.",
        ja: "TLS 1.3のドラフト16です。ドラフトどうしには互換性がないため、RFC 8446で0x0304に決まるまで、それぞ\
            れ別の番号を使いました。supported_versions拡張でバージョンを決める方式は、このドラフトから始まりました。",
        source: "RFC 8446 section 4.2.1",
        book: "",
    },
    Text {
        id: "version/TLS 1.3 (draft 17)",
        en: "A draft of TLS 1.3. Drafts do not work together, so each had a number of its own until RFC 8446 \
            took 0x0304. It brought in the binder, by which the client proves that it has the PSK.",
        ja: "TLS 1.3のドラフト17です。ドラフトどうしには互換性がないため、RFC 8446で0x0304に決まるまで、それぞ\
            れ別の番号を使いました。クライアントがPSKを持つことを示すバインダーは、このドラフトで加わりました。",
        source: "RFC 8446 section 4.2.1",
        book: "",
    },
    Text {
        id: "version/TLS 1.3 (draft 18)",
        en: "A draft of TLS 1.3. Drafts do not work together, so each had a number of its own until RFC 8446 \
            took 0x0304. No peer of today chooses it.",
        ja: "TLS 1.3のドラフト18です。ドラフトどうしには互換性がないため、RFC 8446で0x0304に決まるまで、それぞ\
            れ別の番号を使いました。現在の実装がこれを選ぶことはありません。",
        source: "RFC 8446 section 4.2.1",
        book: "",
    },
    Text {
        id: "version/TLS 1.3 (draft 19)",
        en: "A draft of TLS 1.3. Drafts do not work together, so each had a number of its own until RFC 8446 \
            took 0x0304. No peer of today chooses it.",
        ja: "TLS 1.3のドラフト19です。ドラフトどうしには互換性がないため、RFC 8446で0x0304に決まるまで、それぞ\
            れ別の番号を使いました。現在の実装がこれを選ぶことはありません。",
        source: "RFC 8446 section 4.2.1",
        book: "",
    },
    Text {
        id: "version/TLS 1.3 (draft 20)",
        en: "A draft of TLS 1.3. Drafts do not work together, so each had a number of its own until RFC 8446 \
            took 0x0304. No peer of today chooses it.",
        ja: "TLS 1.3のドラフト20です。ドラフトどうしには互換性がないため、RFC 8446で0x0304に決まるまで、それぞ\
            れ別の番号を使いました。現在の実装がこれを選ぶことはありません。",
        source: "RFC 8446 section 4.2.1",
        book: "",
    },
    Text {
        id: "version/TLS 1.3 (draft 21)",
        en: "A draft of TLS 1.3. Drafts do not work together, so each had a number of its own until RFC 8446 \
            took 0x0304. It gave each ticket a nonce, so that each leads to another PSK.",
        ja: "TLS 1.3のドラフト21です。ドラフトどうしには互換性がないため、RFC 8446で0x0304に決まるまで、それぞ\
            れ別の番号を使いました。チケットごとに別のPSKになるように、このドラフトでticket_nonceが加わりました。",
        source: "RFC 8446 section 4.2.1",
        book: "",
    },
    Text {
        id: "version/TLS 1.3 (draft 22)",
        en: "A draft of TLS 1.3. Drafts do not work together, so each had a number of its own until RFC 8446 \
            took 0x0304. It made the handshake look like a resumed TLS 1.2 session, as middleboxes had dropped the \
            drafts before it.",
        ja: "TLS 1.3のドラフト22です。ドラフトどうしには互換性がないため、RFC 8446で0x0304に決まるまで、それぞ\
            れ別の番号を使いました。それまでのドラフトが中継装置に遮断されたため、ハンドシェイクをTLS 1.2のセッショ\
            ン再開に見せる形になりました。",
        source: "RFC 8446 section 4.2.1",
        book: "",
    },
    Text {
        id: "version/TLS 1.3 (draft 23)",
        en: "A draft of TLS 1.3. Drafts do not work together, so each had a number of its own until RFC 8446 \
            took 0x0304. It gave key_share its present number, 51 instead of 40.",
        ja: "TLS 1.3のドラフト23です。ドラフトどうしには互換性がないため、RFC 8446で0x0304に決まるまで、それぞ\
            れ別の番号を使いました。key_share拡張の番号が、40から現在の51に変わりました。",
        source: "RFC 8446 section 4.2.1",
        book: "",
    },
    Text {
        id: "version/TLS 1.3 (draft 24)",
        en: "A draft of TLS 1.3. Drafts do not work together, so each had a number of its own until RFC 8446 \
            took 0x0304. No peer of today chooses it.",
        ja: "TLS 1.3のドラフト24です。ドラフトどうしには互換性がないため、RFC 8446で0x0304に決まるまで、それぞ\
            れ別の番号を使いました。現在の実装がこれを選ぶことはありません。",
        source: "RFC 8446 section 4.2.1",
        book: "",
    },
    Text {
        id: "version/TLS 1.3 (draft 25)",
        en: "A draft of TLS 1.3. Drafts do not work together, so each had a number of its own until RFC 8446 \
            took 0x0304. Since then the header of a record is authenticated with its contents.",
        ja: "TLS 1.3のドラフト25です。ドラフトどうしには互換性がないため、RFC 8446で0x0304に決まるまで、それぞ\
            れ別の番号を使いました。レコードのヘッダーも内容とともに認証する方式は、このドラフトから始まりました。",
        source: "RFC 8446 section 4.2.1",
        book: "",
    },
    Text {
        id: "version/TLS 1.3 (draft 26)",
        en: "A draft of TLS 1.3. Drafts do not work together, so each had a number of its own until RFC 8446 \
            took 0x0304. No peer of today chooses it.",
        ja: "TLS 1.3のドラフト26です。ドラフトどうしには互換性がないため、RFC 8446で0x0304に決まるまで、それぞ\
            れ別の番号を使いました。現在の実装がこれを選ぶことはありません。",
        source: "RFC 8446 section 4.2.1",
        book: "",
    },
    Text {
        id: "version/TLS 1.3 (draft 27)",
        en: "A draft of TLS 1.3. Drafts do not work together, so each had a number of its own until RFC 8446 \
            took 0x0304. No peer of today chooses it.",
        ja: "TLS 1.3のドラフト27です。ドラフトどうしには互換性がないため、RFC 8446で0x0304に決まるまで、それぞ\
            れ別の番号を使いました。現在の実装がこれを選ぶことはありません。",
        source: "RFC 8446 section 4.2.1",
        book: "",
    },
    Text {
        id: "version/TLS 1.3 (draft 28)",
        en: "A draft of TLS 1.3. Drafts do not work together, so each had a number of its own until RFC 8446 \
            took 0x0304. It was the last, and differs from TLS 1.3 on the wire only in this number.",
        ja: "TLS 1.3のドラフト28です。ドラフトどうしには互換性がないため、RFC 8446で0x0304に決まるまで、それぞ\
            れ別の番号を使いました。最後のドラフトで、通信上の正式版との違いはこの番号だけです。",
        source: "RFC 8446 section 4.2.1",
        book: "",
    },
    Text {
        id: "version/TLS 1.3 (Facebook draft 23)",
        en: "A variant of draft 23 of TLS 1.3 that Facebook used between its own clients and servers. A number \
            of its own kept others from choosing it by mistake.",
        ja: "Facebookが自社のクライアントとサーバーの間で使った、TLS 1.3のドラフト23の変種です。ほかの実装が誤っ\
            て選ばないように、別の番号を使いました。",
        source: "RFC 8446 section 4.2.1",
        book: "",
    },
    Text {
        id: "version/TLS 1.3 (Facebook draft 26)",
        en: "A variant of draft 26 of TLS 1.3 that Facebook used between its own clients and servers. A number \
            of its own kept others from choosing it by mistake.",
        ja: "Facebookが自社のクライアントとサーバーの間で使った、TLS 1.3のドラフト26の変種です。ほかの実装が誤っ\
            て選ばないように、別の番号を使いました。",
        source: "RFC 8446 section 4.2.1",
        book: "",
    },
    // Modes of a PSK.
    Text {
        id: "mode/PSK-only key establishment (psk_ke)",
        en: "The keys would come from the PSK alone, without a key share. That saves the computation of an \
            exchange, but whoever learns the PSK or the ticket key later can read all recordings. OpenSSL uses this \
            mode only if the program allows it.",
        ja: "Key Shareを使わず、PSKだけから鍵を作るモードです。鍵合意の計算を省けますが、PSKやチケットの鍵が後\
            で漏れると、過去の記録もすべて復号されます。OpenSSLは、プログラムで許可しない限りこのモードを選びま\
            せん。",
        source: "RFC 8446 section 4.2.9",
        book: "6.3",
    },
    Text {
        id: "mode/PSK with (EC)DHE key establishment (psk_dhe_ke)",
        en: "The PSK says who the peer is, and a fresh key share keeps recordings closed even if the PSK leaks. \
            Early data is the exception: it is sent before the share of the server arrives, so it rests on the PSK \
            alone. A server chooses no PSK unless the client lists a mode that it accepts.",
        ja: "PSKで相手を確認し、接続ごとのKey Shareで前方秘匿性を得るモードです。PSKが後で漏れても記録は復号で\
            きません。ただしEarly DataはサーバーのKey Shareより前に送られるため、PSKだけで保護されます。サー\
            バーは、受け入れられるモードが一覧になければPSKを選びません。",
        source: "RFC 8446 section 4.2.9",
        book: "6.3",
    },
    Text {
        id: "mode/Reserved (GREASE)",
        en: "A value that will never be a mode. It keeps servers from failing on modes they do not know, should \
            new ones be added. It must be ignored.",
        ja: "今後もモードを表すことのない値です。将来モードが追加されたときに、知らない値で失敗するサーバーが出\
            ないようにします。サーバーはこれを無視します。",
        source: "RFC 8701 section 3.1",
        book: "",
    },
];
