//! Extensions about certificates and their status, and their fields.

use crate::text::Text;

pub(crate) const TEXTS: &[Text] = &[
    Text {
        id: "extension/certificate_authorities",
        en: "The authorities that the sender trusts, so that the other side picks a certificate which will be \
             accepted. Without it, a client with several certificates has to guess or to ask its user. The list is no \
             secret, and neither is it a proof: the chain is verified all the same.",
        ja: "送信側が信頼するCAの一覧で、相手は受け入れられる証明書を選べます。これがないと、複数の証明書を持つ\
             クライアントは推測するか、利用者に選んでもらうしかありません。あくまで選ぶための目安で、証明書\
             チェーンの検証は別に行います。",
        source: "RFC 8446 section 4.2.4",
        book: "",
    },
    Text {
        id: "extension/status_request",
        en: "The client asks the server to bring along proof that its certificate is not revoked. Otherwise it would \
             have to ask the authority itself, which takes time and tells the authority which sites are visited.",
        ja: "証明書が失効していないという証明を、サーバーに添えてもらうための要求です。自分でCAに問い合わせると\
             時間がかかるうえ、どのサイトを訪れたかをCAに知られてしまいます。",
        source: "RFC 6066 section 8",
        book: "",
    },
    Text {
        id: "Certificate/extension/status_request",
        en: "The OCSP response for the certificate that it comes with (stapling). TLS 1.3 can bring one for each \
             certificate of the chain, while TLS 1.2 had a message of its own for the first. An attacker with a \
             revoked certificate leaves it out, and that works unless the client or the certificate insists on it.",
        ja: "直前の証明書についてのOCSP応答です（OCSPステープリング）。TLS 1.3ではチェーンの証明書ごとに付けら\
             れますが、TLS 1.2では先頭の証明書だけのために別のメッセージで送ります。失効した証明書を使う攻撃者\
             は、これを送らなければ済みます。クライアントか証明書が必須としない限り、失効に気付けません。",
        source: "RFC 8446 section 4.4.2.1",
        book: "",
    },
    Text {
        id: "Certificate Request/extension/status_request",
        en: "The server asks the client to send an OCSP response along with its certificate. It saves the server its \
             own question to the authority.",
        ja: "サーバーがクライアントに対して、証明書にOCSP応答を添えるよう求めます。サーバーはCAに問い合わせずに\
             済みます。",
        source: "RFC 8446 section 4.4.2.1",
        book: "",
    },
    Text {
        id: "extension/status_request_v2",
        en: "For TLS 1.2: a status for every certificate of the chain instead of the first alone. TLS 1.3 can do that \
             with status_request, and a server that speaks it must not act on this one.",
        ja: "TLS 1.2で、先頭だけでなくチェーンのすべての証明書の失効情報を求めます。TLS 1.3ではstatus_requestで\
             同じことができるため、TLS 1.3のサーバーはこの拡張に応じてはいけません。",
        source: "RFC 6961 section 2.2",
        book: "",
    },
    Text {
        id: "field/tls.handshake.extensions_status_request_type",
        en: "The kind of proof that is asked for or, in a Certificate Status of TLS 1.2, comes along. 1 is \
             OCSP, and in TLS 1.3 it is the only one.",
        ja: "求める証明の種類で、TLS 1.2のCertificate Statusでは届いた証明の種類です。1はOCSPで、TLS 1.3で使え\
             るのはこれだけです。",
        source: "RFC 6066 section 8",
        book: "",
    },
    Text {
        id: "Certificate/field/tls.handshake.extensions_status_request_type",
        en: "It tells how to read what follows. 1 announces a single OCSP response.",
        ja: "続くデータの読み方を示します。1であれば、OCSP応答が1つ続きます。",
        source: "RFC 8446 section 4.4.2.1",
        book: "",
    },
    Text {
        id: "field/tls.handshake.extensions_status_request_list_len",
        en: "Several requests may stand here, the most wanted first. A server that can fulfill none of them just goes \
             on without.",
        ja: "希望する順に複数の要求を並べられます。どれにも応じられなければ、サーバーは添えずに処理を進めます。",
        source: "RFC 6961 section 2.2",
        book: "",
    },
    Text {
        id: "field/tls.handshake.extensions_status_request_len",
        en: "A length for each request, so that a server can skip kinds that it does not know. The first version of \
             the extension lacked it and could not grow.",
        ja: "知らない種類の要求を読み飛ばせるよう、要求ごとに長さが付いています。最初の版のstatus_request\
             にはこれがなく、複数の種類を並べられませんでした。",
        source: "RFC 6961 section 2.2",
        book: "",
    },
    Text {
        id: "field/tls.handshake.extensions_status_request_responder_ids_len",
        en: "Usually zero: the server knows itself which OCSP responder vouches for its certificate. Otherwise the \
             responders follow that the client would trust.",
        ja: "通常は0で、どのOCSPレスポンダーを使うかはサーバーに任せます。0でなければ、クライアントが信頼する\
             レスポンダーの一覧が続きます。",
        source: "RFC 6066 section 8",
        book: "",
    },
    Text {
        id: "field/tls.handshake.extensions_status_request_exts_len",
        en: "Usually zero: no extensions for the OCSP request. A nonce could be asked for here, but a server that \
             serves a stored response cannot put it in.",
        ja: "通常は0で、OCSP要求の拡張がないことを表します。ここでノンスを求めることもできますが、保存済みの応\
             答を返すサーバーは応じられません。",
        source: "RFC 6066 section 8",
        book: "",
    },
    Text {
        id: "field/tls.handshake.ocsp_response_len",
        en: "Three bytes, as for a certificate, because a response may carry certificates of its own.",
        ja: "OCSP応答には証明書が含まれることもあるため、証明書と同じく3バイトあります。",
        source: "RFC 6066 section 8",
        book: "",
    },
    Text {
        id: "field/OCSP Response",
        en: "Signed by the authority or somebody it appointed, so the server can pass it on but not invent it. It \
             says good, revoked or unknown, and from when to when. Until it runs out, an attacker may show an old one \
             for a certificate revoked since.",
        ja: "CAまたはその委任を受けた者の署名があるため、サーバーは転送できますが偽造はできません。有効、失効、\
             不明のいずれかと、その情報の期間が書かれています。応答の発行後に失効した証明書でも、期限までは古い\
             応答を付けて有効に見せることができてしまいます。",
        source: "RFC 6960 section 4.2",
        book: "",
    },
    Text {
        id: "extension/signed_certificate_timestamp",
        en: "The client asks for proof that the certificate is in public logs, where a wrongly issued one would be \
             noticed. Certificates that carry the timestamps in themselves need no answer to it.",
        ja: "証明書が公開ログに登録されている証拠を求めます。公開されていれば、不正に発行された証明書に\
             気付けるからです。証明書自体に証拠（SCT）が埋め込まれていれば、応答は要りません。",
        source: "RFC 6962 section 3.3.1",
        book: "",
    },
    Text {
        id: "Certificate/extension/signed_certificate_timestamp",
        en: "Signed promises by public logs that they include this certificate. Sent here, they need not be in the \
             certificate, so the server can replace them without a new certificate.",
        ja: "この証明書を登録するという、公開ログの署名付きの約束です。ここで送れば証明書に埋め込む必要がなく、\
             証明書を再発行せずに更新できます。",
        source: "RFC 6962 section 3.3.1",
        book: "",
    },
    Text {
        id: "extension/transparency_info",
        en: "The second version of Certificate Transparency, with more kinds of proof than \
             signed_certificate_timestamp. The logs in use follow the first version.",
        ja: "Certificate Transparencyの第2版で、signed_certificate_timestampより多くの種類の証拠を運べます。実際に\
             使われているログは第1版に従っています。",
        source: "RFC 9162 section 6.5",
        book: "",
    },
    Text {
        id: "extension/compress_certificate",
        en: "The client can unpack a compressed Certificate, usually the longest message of the handshake. A shorter \
             one may arrive in fewer packets, which saves time. TLS 1.2 cannot use it: there the certificate would be \
             readable, and middleboxes expect to read it.",
        ja: "通常ハンドシェイクで最も長いCertificateを、圧縮した形で受け取れることを示します。少ないパケットに\
             収まればその分速くなります。証明書が平文で流れるTLS 1.2では、中を読もうとする中継装置があるため\
             使えません。",
        source: "RFC 8879 section 3",
        book: "",
    },
    Text {
        id: "Certificate Request/extension/compress_certificate",
        en: "The server can unpack a compressed certificate of the client. Each direction decides for itself.",
        ja: "サーバーも、圧縮されたクライアント証明書を受け取れることを示します。向きごとに独立して決まります。",
        source: "RFC 8879 section 3",
        book: "",
    },
    Text {
        id: "field/tls.compress_certificate.algorithms_length",
        en: "One byte; every algorithm takes two, so half of this is their number.",
        ja: "長さは1バイトです。アルゴリズムは1つ2バイトなので、この半分がその数になります。",
        source: "RFC 8879 section 3",
        book: "",
    },
    Text {
        id: "field/Algorithms",
        en: "What this side can unpack. The other may always send an ordinary Certificate instead.",
        ja: "この一覧の送信側が展開できる圧縮方式です。相手は圧縮せず、通常のCertificateを送ってもかまいません。",
        source: "RFC 8879 section 3",
        book: "",
    },
    Text {
        id: "field/tls.compress_certificate.algorithm",
        en: "One way of packing that the sender can undo: zlib, brotli or zstd. All work without a dictionary agreed \
             on beforehand.",
        ja: "送信側が展開できる圧縮方式の1つで、zlib、brotli、zstdが定義されています。いずれも事前に共有した辞書は\
             使いません。",
        source: "RFC 8879 section 3",
        book: "",
    },
    Text {
        id: "Compressed Certificate/field/tls.compress_certificate.algorithm",
        en: "It must be one that the receiver listed: it cannot undo any other, and the handshake would fail.",
        ja: "受信側が挙げた方式でなければならず、違えば展開できずにハンドシェイクが失敗します。",
        source: "RFC 8879 section 4",
        book: "",
    },
    Text {
        id: "field/tls.compress_certificate.uncompressed_length",
        en: "The receiver knows before unpacking how much room it needs and can refuse too much. Otherwise a few \
             bytes could swell until memory runs out. A wrong value ends with bad_certificate.",
        ja: "展開する前に必要なメモリがわかり、大きすぎれば拒否できます。これがなければ、わずかなデータを巨大\
             に膨らませてメモリを使い果たす攻撃が成り立ちます。実際の長さと合わなければbad_certificateアラー\
             トで失敗します。",
        source: "RFC 8879 section 4",
        book: "",
    },
    Text {
        id: "field/tls.compress_certificate.compressed_certificate_message.length",
        en: "Three bytes, as for the message it replaces. It may not be zero.",
        ja: "置き換える元のメッセージと同じく3バイトです。0は許されません。",
        source: "RFC 8879 section 4",
        book: "",
    },
    Text {
        id: "field/tls.compress_certificate.compressed_certificate_message",
        en: "A whole Certificate message without its header, packed. The transcript hash takes these bytes as they \
             are, not the unpacked ones.",
        ja: "ヘッダーを除いたCertificateメッセージ全体を圧縮したものです。トランスクリプトハッシュの対象は\
             展開後ではなく、このままのバイト列です。",
        source: "RFC 8879 section 4",
        book: "",
    },
    Text {
        id: "extension/server_certificate_type",
        en: "The kinds of server certificate that the client accepts. A raw public key is much shorter than an X.509 \
             certificate and needs no parser for one. But nobody vouches for it, so the client must know the key from \
             elsewhere.",
        ja: "クライアントが受け入れるサーバー証明書の種類です。生の公開鍵ならX.509証明書よりずっと短く、その解\
             析も要りません。ただしCAの保証がないため、クライアントは別の手段で鍵を知っておく必要があります。",
        source: "RFC 7250 section 3",
        book: "",
    },
    Text {
        id: "Encrypted Extensions/extension/server_certificate_type",
        en: "The kind that the server chose; its Certificate message has that form. Without this extension it is \
             X.509.",
        ja: "サーバーが選んだ種類で、Certificateの中身はこの形式になります。この拡張がなければX.509です。",
        source: "RFC 7250 section 4.2",
        book: "",
    },
    Text {
        id: "Server Hello/extension/server_certificate_type",
        en: "The kind that the server chose, in TLS 1.2. There the Certificate that follows is readable by everybody, \
             too.",
        ja: "TLS 1.2でサーバーが選んだ種類です。続くCertificateも、TLS 1.2では誰でも読めます。",
        source: "RFC 7250 section 4.2",
        book: "",
    },
    Text {
        id: "extension/client_certificate_type",
        en: "The kinds of client certificate that the client can show, should the server ask for one. The server \
             answers with the one that it wants.",
        ja: "サーバーから求められたときに、クライアントが提示できる証明書の種類です。サーバーはその中から使う種類を\
             答えます。",
        source: "RFC 7250 section 3",
        book: "",
    },
    Text {
        id: "field/tls.handshake.cert_type.types_len",
        en: "One byte for each type, so this is their number. The server's answer has no list, only its choice.",
        ja: "種類は1つ1バイトなので、この値がその数になります。サーバーの応答は一覧ではなく、選んだ1つだけです。",
        source: "RFC 7250 section 3",
        book: "",
    },
    Text {
        id: "field/tls.handshake.cert_type.types",
        en: "In order of preference. A client that accepts X.509 only leaves the extension out.",
        ja: "優先順に並びます。X.509しか扱わないクライアントは、拡張そのものを送りません。",
        source: "RFC 7250 section 3",
        book: "",
    },
    Text {
        id: "field/tls.handshake.cert_type.type",
        en: "0 is X.509, 2 a raw public key. OpenPGP (1) is history and must not be used with TLS 1.3.",
        ja: "0がX.509、2が生の公開鍵です。1のOpenPGPは過去のもので、TLS 1.3で使ってはいけません。",
        source: "RFC 7250 section 3",
        book: "",
    },
    Text {
        id: "Encrypted Extensions/field/tls.handshake.cert_type.type",
        en: "The choice. It decides how the bytes of the Certificate are read, so both sides must agree on it before \
             it comes.",
        ja: "選ばれた種類です。Certificateのバイト列の読み方がこれで決まるため、届く前に合意しておく必要があります。",
        source: "RFC 7250 section 4.2",
        book: "",
    },
    Text {
        id: "extension/trust_anchors",
        en: "Short numbers of root certificates that the browser trusts, so that a server with several chains sends \
             one which will be accepted. certificate_authorities has the same purpose but sends whole names, which is \
             too long for hundreds of roots. It is a draft; no RFC defines it yet.",
        ja: "ブラウザーが信頼するルート証明書を短い番号で伝え、複数のチェーンを持つサーバーに合うものを\
             選んでもらいます。certificate_authoritiesも目的は同じですが、名前をそのまま並べるため、数百のルートを\
             挙げるには長すぎます。まだインターネットドラフトの段階で、RFCにはなっていません。",
        source: "RFC 8446 section 4.2.4",
        book: "",
    },
    Text {
        id: "field/Trust Anchor Identifiers Length",
        en: "Zero is possible: the browser only shows that it knows the extension, and the server answers which \
             chains it has.",
        ja: "0の場合もあります。拡張に対応していることだけを示し、サーバーからどのチェーンがあるかを\
             知らせてもらいます。",
        source: "RFC 8446 section 4.2.4",
        book: "",
    },
    Text {
        id: "field/Trust Anchor Identifiers",
        en: "Which roots a client trusts could betray who it is. Browsers may therefore name only some, such as those \
             that the server is known to have.",
        ja: "どのルートを信頼するかはクライアントを見分ける手がかりになります。そのためブラウザーは、サーバーが\
             持つとわかっているものなど、一部だけを挙げることがあります。",
        source: "RFC 8446 section 4.2.4",
        book: "",
    },
    Text {
        id: "field/Trust Anchor Identifier Length",
        en: "One byte: an identifier has only a few, where the name of an authority would take about a hundred.",
        ja: "長さは1バイトです。CAの名前なら100バイト前後になるところを、識別子は数バイトで済みます。",
        source: "RFC 8446 section 4.2.4",
        book: "",
    },
    Text {
        id: "field/Trust Anchor Identifier",
        en: "An object identifier below 1.3.6.1.4.1, where every organization has a number of its own, written \
             without that common beginning. The authority assigns it to its root.",
        ja: "組織ごとの番号が割り当てられている1.3.6.1.4.1の下のオブジェクト識別子で、共通の先頭部分は省かれて\
             います。CAが自分のルート証明書に付けます。",
        source: "RFC 8446 section 4.2.4",
        book: "",
    },
    Text {
        id: "extension/oid_filters",
        en: "The server asks for a client certificate whose extensions have given values, for instance a certain key \
             usage. This way a client with many certificates can pick the right one by itself.",
        ja: "拡張が特定の値（例えばある鍵用途）を持つクライアント証明書を、サーバーが求めます。多数の証明書を持つ\
             クライアントが、自動的に適切なものを選べます。",
        source: "RFC 8446 section 4.2.5",
        book: "",
    },
    Text {
        id: "extension/delegated_credentials",
        en: "The client accepts a short-lived key that the certificate's key has signed. A delivery network can then \
             serve a site without holding its long-lived private key. What it could lose is worthless after at most \
             seven days.",
        ja: "証明書の鍵で署名した、有効期間の短い鍵を受け入れることを示します。配信事業者は、サイトの長期の\
             プライベート鍵を預からずにサービスできます。漏れたとしても、鍵が使えるのは最長7日です。",
        source: "RFC 9345 section 4",
        book: "",
    },
    Text {
        id: "extension/client_certificate_url",
        en: "The client would send the address of its certificate instead of the certificate. It saves bytes for a \
             small device but makes the server fetch whatever a stranger names, and TLS 1.3 has dropped it.",
        ja: "証明書そのものではなく、その置き場所のURLを送るという提案です。小さな機器は送信量を減らせますが、\
             サーバーに任意のURLへアクセスさせることにもなります。TLS 1.3では廃止されました。",
        source: "RFC 6066 section 5",
        book: "",
    },
    Text {
        id: "extension/trusted_ca_keys",
        en: "The authorities that the client knows, for the server's choice of a chain, in TLS 1.2. TLS 1.3 replaced \
             it by certificate_authorities.",
        ja: "TLS 1.2で、クライアントが信頼するCAを伝え、サーバーに証明書チェーンを選んでもらいます。TLS 1.3では\
             certificate_authoritiesに置き換えられました。",
        source: "RFC 6066 section 6",
        book: "",
    },
    Text {
        id: "extension/cert_type",
        en: "It offered OpenPGP keys in place of X.509 certificates. TLS 1.3 forbids it; server_certificate_type and \
             client_certificate_type came after it.",
        ja: "X.509証明書の代わりにOpenPGPの鍵を使うためのものでした。TLS 1.3では禁止され、後継として\
             server_certificate_typeとclient_certificate_typeがあります。",
        source: "RFC 6091 section 3.1",
        book: "",
    },
    Text {
        id: "extension/cached_info",
        en: "The client already has the server's certificate from an earlier time and names its hash. The server then \
             sends the hash instead of the chain, and the handshake gets shorter.",
        ja: "以前に受け取ったサーバー証明書のハッシュを示します。サーバーは証明書チェーンの代わりにハッシュを\
             送ればよく、ハンドシェイクが短くなります。",
        source: "RFC 7924 section 3",
        book: "",
    },
    Text {
        id: "extension/dnssec_chain",
        en: "The client asks for the DNS records that vouch for the server's key, signed up to the root of DNSSEC. It \
             then needs no look-ups of its own, and possibly no certificate authority.",
        ja: "サーバーの鍵を保証するDNSのレコードを、DNSSECのルートまでの署名とともに求めます。クライアントは自\
             分で問い合わせずに済み、CAに頼らない運用も可能です。",
        source: "RFC 9102 section 2",
        book: "",
    },
    Text {
        id: "Encrypted Extensions/extension/trust_anchors",
        en: "The chains that the server has, its favourite first. If the one that it sends now is not trusted, the \
             browser can connect again and name one that is.",
        ja: "サーバーが持っているチェーンを優先順に知らせます。今回届くものを信頼できない場合、ブラウザーは\
             信頼できるものを指定して接続し直せます。",
        source: "RFC 8446 section 4.2.4",
        book: "",
    },
    Text {
        id: "Certificate Request/extension/certificate_authorities",
        en: "The authorities whose client certificates the server accepts. TLS 1.2 had these names in the message \
             itself; TLS 1.3 made them an extension, so that the client may send them, too.",
        ja: "サーバーが受け入れるクライアント証明書のCAです。TLS 1.2ではメッセージ本体にあった一覧が、TLS 1.3で\
             は拡張になり、クライアントからも送れるようになりました。",
        source: "RFC 8446 section 4.2.4",
        book: "",
    },
    Text {
        id: "Server Hello/extension/status_request",
        en: "Only in TLS 1.2: the empty announcement that the OCSP response may follow in a Certificate Status \
             message of its own.",
        ja: "TLS 1.2だけで使われます。中身は空で、OCSP応答をCertificate Statusという別のメッセージで送ることを\
             知らせます。",
        source: "RFC 6066 section 8",
        book: "",
    },
    Text {
        id: "Server Hello/extension/signed_certificate_timestamp",
        en: "Only in TLS 1.2: the promises of the logs come here, before the certificate that they are about. TLS 1.3 \
             sends them along with the certificate.",
        ja: "TLS 1.2だけで使われ、対象の証明書より先にログの約束（SCT）が届きます。TLS 1.3では証明書に添えて送ります。",
        source: "RFC 6962 section 3.3.1",
        book: "",
    },
    Text {
        id: "Encrypted Extensions/extension/client_certificate_type",
        en: "The kind of client certificate that the server wants. A Certificate Request follows, and the client \
             answers in this form.",
        ja: "サーバーが求めるクライアント証明書の種類です。続いてCertificate Requestが届き、クライアントはこの形式で\
             答えます。",
        source: "RFC 7250 section 4.2",
        book: "",
    },
    Text {
        id: "Certificate/extension/delegated_credentials",
        en: "The short-lived key, signed with the key of the certificate. Certificate Verify is then made with it, so \
             the certificate's own private key may be far away.",
        ja: "証明書の鍵で署名された、有効期間の短い鍵です。Certificate Verifyはこの鍵で作るため、証明書のプライベート\
             鍵そのものは別の場所に置いておけます。",
        source: "RFC 9345 section 4",
        book: "",
    },
];
