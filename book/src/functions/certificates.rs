//! Certificates and requests for them: made, read and verified.

pub(super) const ENTRIES: &[(&str, &str, &str)] = &[
    (
        "X509_new",
        "Makes an empty certificate, to be filled in and signed.",
        "空の証明書を作ります。項目を設定し、最後に署名します。",
    ),
    ("X509_free", "Gives a certificate up.", "証明書を解放します。"),
    (
        "X509_set_version",
        "Sets the version, counted from 0: 2 is version 3, the only one with extensions.",
        "バージョンを0から数えた値で設定します。2はバージョン3を表し、拡張を含められるのはこのバージョンだ\
         けです。",
    ),
    (
        "X509_set_subject_name",
        "Sets whose certificate it is.",
        "サブジェクト、つまり誰の証明書であるかを設定します。",
    ),
    (
        "X509_set_issuer_name",
        "Sets who has issued it; if that is the subject itself, the certificate is self-signed.",
        "発行者を設定します。サブジェクトと同じなら自己署名証明書です。",
    ),
    (
        "X509_set_pubkey",
        "Sets the public key for which the certificate vouches.",
        "証明書で保証する公開鍵を設定します。",
    ),
    (
        "X509_sign",
        "Signs the certificate with the issuer's private key; each later change would break the signature.",
        "発行者のプライベート鍵で証明書に署名します。このあとに内容を変えると、署名が合わなくなります。",
    ),
    (
        "X509_verify",
        "Checks the signature with the issuer's public key, and nothing else: neither dates nor names.",
        "発行者の公開鍵で署名だけを検証します。有効期間や名前は調べません。",
    ),
    (
        "X509_time_adj",
        "Sets a time to some seconds from now, or from a given time.",
        "時刻を、現在または指定した時刻からの秒数で設定します。",
    ),
    (
        "X509_get_notBefore",
        "Returns the time from which the certificate is valid.",
        "有効期間の開始時刻を返します。",
    ),
    (
        "X509_get_notAfter",
        "Returns the time until which the certificate is valid.",
        "有効期間の終了時刻を返します。",
    ),
    ("X509_get_version", "Returns the version, counted from 0.", "バージョンを0から数えた値で返します。"),
    (
        "X509_get_serialNumber",
        "Returns the serial number, by which the issuer tells its certificates apart.",
        "シリアル番号を返します。発行者はこの番号で証明書を区別します。",
    ),
    ("X509_get_subject_name", "Returns the name of the subject.", "サブジェクトの名前を返します。"),
    ("X509_get_issuer_name", "Returns the name of the issuer.", "発行者の名前を返します。"),
    ("X509_get_pubkey", "Returns the public key in the certificate.", "証明書に含まれる公開鍵を返します。"),
    (
        "X509_add_ext",
        "Adds an extension, such as the host names or the permitted uses of the key.",
        "ホスト名や鍵の用途などの拡張を追加します。",
    ),
    (
        "X509_get_ext_by_NID",
        "Finds an extension by its kind, and returns its place.",
        "種類を指定して拡張を探し、その位置を返します。",
    ),
    (
        "X509_get_ext_d2i",
        "Reads an extension of a kind and returns what is in it.",
        "指定した種類の拡張を読み取り、その内容を返します。",
    ),
    (
        "X509_NAME_new",
        "Makes an empty name, to which attributes are added: country, organisation, common name.",
        "空の名前を作ります。国、組織、コモンネームなどの属性を加えていきます。",
    ),
    ("X509_NAME_free", "Gives a name up.", "名前を解放します。"),
    (
        "X509_NAME_add_entry_by_txt",
        "Adds an attribute to a name; its kind is given as text, such as CN.",
        "名前に属性を加えます。種類はCNなどの文字列で指定します。",
    ),
    (
        "X509_NAME_add_entry_by_NID",
        "Adds an attribute to a name; its kind is given by the library's number.",
        "名前に属性を加えます。種類はライブラリーの番号（NID）で指定します。",
    ),
    (
        "X509_NAME_get_index_by_NID",
        "Finds the next attribute of a kind in a name; there may be several.",
        "名前の中から、指定した種類の次の属性を探します。同じ種類が複数あることもあります。",
    ),
    (
        "X509_NAME_get_entry",
        "Returns the attribute at a place in the name.",
        "名前の中の、指定した位置にある属性を返します。",
    ),
    (
        "X509_NAME_ENTRY_get_data",
        "Returns the value of an attribute, which others have chosen.",
        "属性の値を返します。値は証明書を作った者が決めた文字列です。",
    ),
    (
        "ASN1_STRING_data",
        "Returns the bytes of a string; they need not end in 0, nor be ASCII.",
        "文字列のバイト列を返します。末尾が0とは限らず、ASCIIとも限りません。",
    ),
    ("BN_new", "Makes a big number, with the value 0.", "多倍長整数を値0で作ります。"),
    (
        "BN_pseudo_rand",
        "Makes a random number of a length; since OpenSSL 1.1 it is another name of BN_rand.",
        "指定した長さの乱数を生成します。OpenSSL 1.1以降はBN_randの別名です。",
    ),
    (
        "BN_to_ASN1_INTEGER",
        "Turns a big number into an integer of ASN.1, for the serial number.",
        "多倍長整数を、シリアル番号に使うASN.1の整数に変換します。",
    ),
    ("BN_free", "Gives a big number up.", "多倍長整数を解放します。"),
    ("X509_REQ_new", "Makes an empty certificate signing request.", "空の証明書署名要求（CSR）を作ります。"),
    ("X509_REQ_free", "Gives a request up.", "証明書署名要求を解放します。"),
    (
        "X509_REQ_set_subject_name",
        "Sets for whom a certificate is requested; the CA may change it.",
        "証明書のサブジェクトにしたい名前を設定します。認証局が変更することもあります。",
    ),
    (
        "X509_REQ_set_pubkey",
        "Sets the public key that the certificate is to have.",
        "証明書に入れる公開鍵を設定します。",
    ),
    (
        "X509_REQ_get_pubkey",
        "Returns the public key in a request.",
        "証明書署名要求に含まれる公開鍵を返します。",
    ),
    (
        "X509_REQ_add_extensions",
        "Adds the extensions that the certificate should get.",
        "証明書に含めてほしい拡張を加えます。",
    ),
    (
        "X509_REQ_sign",
        "Signs a request with the applicant's own private key, as proof of having it.",
        "申請者自身のプライベート鍵で署名します。その鍵を持っていることの証明になります。",
    ),
    (
        "X509_REQ_sign_ctx",
        "X509_REQ_sign with a context of EVP_DigestSignInit, for keys that need settings of their own.",
        "EVP_DigestSignInitのコンテキストを使うX509_REQ_signです。署名の細かな設定が必要なときに使います。",
    ),
    (
        "X509_REQ_verify",
        "Checks that the request was signed with the private key of its public key.",
        "証明書署名要求が、そこに含まれる公開鍵の対となるプライベート鍵で署名されていることを検証します。",
    ),
    ("i2d_X509_REQ", "Writes a request as DER.", "証明書署名要求をDERで書き出します。"),
    (
        "d2i_X509_REQ_bio",
        "Reads a request in DER from a BIO.",
        "BIOから、DER形式の証明書署名要求を読み込みます。",
    ),
    ("d2i_X509", "Reads a certificate from DER.", "証明書をDERから読み込みます。"),
    (
        "PEM_read_X509",
        "Reads a certificate in PEM from a file.",
        "ファイルからPEM形式の証明書を読み込みます。",
    ),
    (
        "PEM_read_bio_X509",
        "Reads a certificate in PEM from a BIO, which may be a buffer.",
        "BIOからPEM形式の証明書を読み込みます。BIOはメモリ上のバッファでもかまいません。",
    ),
    ("PEM_write_X509", "Writes a certificate as PEM to a file.", "証明書をPEM形式でファイルに書き出します。"),
    (
        "X509_load_certificate_file",
        "Reads a certificate from a file. wolfSSL only.",
        "ファイルから証明書を読み込みます。wolfSSLだけの関数です。",
    ),
    (
        "BIO_new_file",
        "Opens a file as a BIO, the library's kind of stream.",
        "ファイルをBIO（ライブラリー独自のストリーム）として開きます。",
    ),
    ("BIO_free", "Closes a BIO and gives it up.", "BIOを閉じて解放します。"),
    (
        "X509_STORE_new",
        "Makes an empty store of trusted certificates.",
        "信頼する証明書を入れる、空のストアを作ります。",
    ),
    (
        "X509_STORE_add_cert",
        "Adds a certificate to the store; chains may end there.",
        "ストアに証明書を加えます。チェーンはここに達すれば信頼されます。",
    ),
    (
        "X509_STORE_set1_param",
        "Sets the rules by which chains are verified against the store.",
        "ストアを使ってチェーンを検証するときの条件を設定します。",
    ),
    (
        "X509_STORE_CTX_new",
        "Makes a context for verifying one chain.",
        "1つのチェーンを検証するためのコンテキストを作ります。",
    ),
    (
        "X509_STORE_CTX_init",
        "Tells the context what to verify: the store, the certificate, and others to build the chain with.",
        "検証に使うストア、対象の証明書、チェーンの構築に使う証明書を設定します。",
    ),
    (
        "X509_verify_cert",
        "Builds the chain up to a trusted certificate and verifies all of it: signatures, dates, rights to \
         sign.",
        "信頼する証明書までのチェーンを作り、署名、有効期間、署名する権限をすべて検証します。",
    ),
    (
        "X509_STORE_CTX_get_error",
        "Says why a chain was refused, as a code.",
        "チェーンが拒否された理由を番号で返します。",
    ),
    (
        "X509_verify_cert_error_string",
        "Puts the code of a refused chain into words.",
        "チェーンの検証エラーの番号を文字列にします。",
    ),
    (
        "X509_STORE_CTX_get_error_depth",
        "Says at which certificate of the chain it failed; 0 is the one to be verified.",
        "検証に失敗した証明書の深さを返します。0は検証対象の証明書です。",
    ),
    (
        "X509_STORE_CTX_get_current_cert",
        "Returns the certificate at which the verification failed.",
        "検証に失敗した証明書を返します。",
    ),
    ("X509_STORE_CTX_get0_chain", "Returns the chain that was built.", "構築されたチェーンを返します。"),
    (
        "X509_VERIFY_PARAM_new",
        "Makes a set of rules for the verification.",
        "検証の条件をまとめるオブジェクトを作ります。",
    ),
    (
        "X509_VERIFY_PARAM_set1_host",
        "Demands that the certificate is for this host name.",
        "このホスト名の証明書であることを検証の条件にします。",
    ),
    (
        "X509_VERIFY_PARAM_set1_ip",
        "Demands that the certificate is for this IP address.",
        "このIPアドレスの証明書であることを検証の条件にします。",
    ),
    (
        "X509_VERIFY_PARAM_set_depth",
        "Limits how many CA certificates may be in between.",
        "間に認めるCA証明書の数を制限します。",
    ),
    (
        "X509_VERIFY_PARAM_set_purpose",
        "Demands that the certificate may be used for this purpose, as a TLS server for example.",
        "TLSサーバーなど、指定した用途に使える証明書であることを検証の条件にします。",
    ),
    (
        "X509_VERIFY_PARAM_set_time",
        "Verifies as of this time, in place of now.",
        "現在ではなく、指定した時刻の時点で検証します。",
    ),
];
