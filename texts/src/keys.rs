//! The keys, how they are derived, and what is proven with them.

use crate::text::Text;

pub(crate) const TEXTS: &[Text] = &[
    // Keys of an epoch.
    Text {
        id: "key/early",
        en: "It protects 0-RTT data, and comes from the PSK and the Client Hello alone: nothing of the server is \
            in it yet. So it gives no forward secrecy, and an attacker may send the same flight once more to have it \
            processed twice. Only the client writes under it.",
        ja: "Early Data（0-RTT）を保護する鍵で、PSKとClient Helloだけから作られます。サーバーからの情報がまだ入っ\
            ていないため前方秘匿性がなく、攻撃者が同じデータを再送して二重に処理させることもできます。この鍵で送信す\
            るのはクライアントだけです。",
        source: "RFC 8446 section 2.3",
        book: "6.5",
    },
    Text {
        id: "key/handshake",
        en: "It hides the certificates and the extensions of the handshake from anybody who listens. It rests on \
            the key shares, and without a PSK nobody knows at first whose those are: an attacker in the middle could \
            have put in their own. Certificate Verify and Finished settle that.",
        ja: "証明書や拡張など、ハンドシェイクの後半を盗聴者から隠す鍵です。双方のKey Shareから作られますが、PSK\
            を使わない場合、それが本当に相手のものかはまだ確認されておらず、中間者のものかもしれません。それを\
            確かめるのがCertificate VerifyとFinishedです。",
        source: "RFC 8446 section 7.3",
        book: "6.1",
    },
    Text {
        id: "key/application",
        en: "It protects what the programs send. It is derived apart from the handshake keys and covers the \
            messages up to the Finished of the server, so both sides agree on all that was negotiated. The server may \
            already write under it before the client has proven anything.",
        ja: "アプリケーションデータを保護する鍵です。ハンドシェイクの鍵とは別に導出され、サーバーのFinishedまで\
            のメッセージが反映されるため、ネゴシエーションの内容が双方で一致していなければ同じ鍵になりません。\
            サーバーは、クライアントの認証が済む前にこの鍵で送り始めることもできます。",
        source: "RFC 8446 section 7.3",
        book: "6.1",
    },
    Text {
        id: "key/update",
        en: "A new generation after Key Update, computed from the secret of the one before, which is then \
            deleted. Whoever breaks into a machine later cannot go back to older records. It also keeps the amount of \
            data under one key below the limit of the cipher.",
        ja: "Key Updateのあとの新しい世代の鍵です。前の世代のシークレットから計算し、元のシークレットは消去しま\
            す。後で機器に侵入されても、過去のレコードは復号できません。1つの鍵で暗号化するデータの量を、暗号方\
            式の限度内に抑える役目もあります。",
        source: "RFC 8446 section 4.6.3",
        book: "",
    },
    Text {
        id: "key/TLS 1.2",
        en: "TLS 1.2 has one set of keys from Change Cipher Spec to the end of the connection, cut from the \
            master secret. The CLIENT_RANDOM line of a key log gives that master secret. The certificates went in the \
            clear before it.",
        ja: "TLS 1.2では、Change Cipher Specから接続の終わりまで、マスターシークレットから作った一組の鍵を使い\
            ます。鍵ログのCLIENT_RANDOM行には、このマスターシークレットが記録されます。証明書は、鍵を使い始める前に\
            暗号化されずに送られています。",
        source: "RFC 5246 section 6.3",
        book: "6.1",
    },
    // Proofs.
    Text {
        id: "proof/finished",
        en: "The HMAC over all messages so far, computed here once more, is the one that was sent. So its sender \
            has the keys of this handshake and saw the same messages, byte for byte. Had anybody changed one of them \
            on the way, even an unprotected hello, it would not match.",
        ja: "それまでの全メッセージに対するHMACを計算し直し、送られた値と一致することを確かめました。送信側がこ\
            のハンドシェイクの鍵を持ち、1バイトも違わない同じメッセージを見ていたことを示します。暗号化前のClient \
            HelloやServer Helloでも、途中で改ざんされていれば一致しません。",
        source: "RFC 8446 section 4.4.4",
        book: "6.1",
    },
    Text {
        id: "proof/certificate verify",
        en: "The signature over the handshake fits the public key in the certificate. Anybody can copy a \
            certificate; only the holder of the private key can make this. As it covers the randoms and key shares of \
            this session, it cannot be replayed in another.",
        ja: "ハンドシェイクに対する署名が、証明書の公開鍵で検証できました。証明書は誰でもコピーできますが、この\
            署名はプライベート鍵の持ち主にしか作れません。この接続の乱数とKey Shareも署名の対象なので、別の接続\
            での使い回しもできません。",
        source: "RFC 8446 section 4.4.3",
        book: "6.1",
    },
    Text {
        id: "proof/server key exchange",
        en: "In TLS 1.2 the server signs its public key for this exchange, together with both randoms. Without \
            the signature an attacker in the middle would put in a key of their own. It does not cover the list of \
            cipher suites, which is how Logjam could pass a weak group off as a chosen one.",
        ja: "TLS 1.2では、サーバーが鍵合意用の公開鍵と双方の乱数に署名します。署名がなければ、中間者に公開鍵を\
            すり替えられてしまいます。暗号スイートの一覧は署名の対象でないため、Logjam攻撃では弱いグループを正\
            規の選択に見せかけることができました。",
        source: "RFC 5246 section 7.4.3",
        book: "",
    },
    Text {
        id: "proof/ocsp",
        en: "The issuer of the certificate, or somebody to whom it has given a certificate for this, has signed the \
            response. So the server can pass it on without being able to change it. It holds only for as long as it \
            says: until then an old response, too, hides that the certificate has been revoked since.",
        ja: "証明書の発行者、または発行者からOCSP用の証明書を受けた者が、応答に署名したことを確かめました。サーバー\
            は応答を届けるだけで、書き換えることはできません。ただし有効期間内なら、その後に証明書が失効しても、以\
            前の応答が使われるおそれがあります。",
        source: "RFC 6960 section 4.2.2.2",
        book: "",
    },
    Text {
        id: "proof/binder",
        en: "The client has the PSK that it names, as only the PSK makes this HMAC. The binder covers the Client \
            Hello up to itself, so an attacker can neither take the identity into a hello of their own nor change \
            this one. The server must check it before it uses the PSK.",
        ja: "クライアントが、アイデンティティで示したPSKを実際に持っていることを示します。このHMACはPSKがなけれ\
            ば作れません。バインダーはその直前までのClient Helloを対象とするため、攻撃者がアイデンティティだけ\
            を自分のClient Helloに移したり、内容を変えたりすることはできません。サーバーは、PSKを使う前に必ず検\
            証します。",
        source: "RFC 8446 section 4.2.11.2",
        book: "6.4",
    },
    Text {
        id: "proof/selected psk",
        en: "The server named the identity it chose, and its Finished fits keys made from that PSK. So it really \
            has the PSK: naming an identity alone proves nothing. This takes the place of a certificate.",
        ja: "サーバーが選んだアイデンティティのPSKから作った鍵で、サーバーのFinishedを検証できました。アイデン\
            ティティを選ぶだけでは何の証明にもなりませんが、これによりサーバーがPSKを持っていることがわかりま\
            す。証明書による認証の代わりになるものです。",
        source: "RFC 8446 section 4.2.11",
        book: "6.4",
    },
    Text {
        id: "proof/traffic secret",
        en: "The secret in the key log is the one that follows from the key exchange and the messages by the \
            key schedule. So it is neither a secret of another session nor made up. To recompute it takes the \
            shared secret, the PSK or both, and nobody on the way has them.",
        ja: "鍵ログにあるシークレットが、鍵交換の結果とメッセージから鍵スケジュールに従って計算した値と一致し\
            ました。別の接続のシークレットや、でたらめな値ではないことがわかります。計算には共有シークレットと\
            PSKの一方または両方が必要で、盗聴者はどちらも持っていません。",
        source: "RFC 8446 section 7.1",
        book: "",
    },
    Text {
        id: "proof/key and iv",
        en: "Key and IV were derived from the traffic secret, and the authentication tag of a record fits them. \
            A tag of 16 bytes fits by chance only once in 2^128. So each record opened here was sealed under \
            exactly this key, with exactly this sequence number.",
        ja: "トラフィックシークレットから導出した鍵とIVで、レコードの認証タグを検証できました。16バイトのタグが\
            偶然一致することは、まずありません。復号できたレコードは、まさにこの鍵とこのシーケンス番号で暗号化\
            されたものです。",
        source: "RFC 8446 section 7.3",
        book: "",
    },
    Text {
        id: "proof/master secret",
        en: "The master secret of the key log is the right one for this TLS 1.2 session, as the keys cut from it \
            open the Finished messages. If the premaster secret is known as well, the step before can be recomputed, \
            too.",
        ja: "鍵ログのマスターシークレットから作った鍵でFinishedを復号できたことから、それがこのTLS 1.2の接続の\
            ものであるとわかります。プリマスターシークレットもわかっていれば、その前の段階も計算し直せます。",
        source: "RFC 5246 section 8.1",
        book: "",
    },
    Text {
        id: "proof/exporter",
        en: "The exporter secret of the key log follows from this session. It protects no record; programs \
            derive keys of their own from it. Tied to it, a token of the application is worth nothing on another \
            connection.",
        ja: "鍵ログのエクスポーター用シークレットが、この接続から導かれる値と一致しました。レコードの保護には使\
            われず、アプリケーションが独自の鍵を作るのに使います。これに結び付けたトークンは、別の接続では役に立ちま\
            せん。",
        source: "RFC 8446 section 7.5",
        book: "",
    },
    Text {
        id: "proof/updated secret",
        en: "After a Key Update the new secret was computed from the old one, and its key opens the next record \
            of that side. So both sides changed at the same place. A Key Update forged on the way is impossible, as \
            it is itself protected under the old key.",
        ja: "Key Updateのあと、前のシークレットから新しいシークレットを計算し、その鍵で次のレコードを復号できま\
            した。双方が同じ位置で鍵を切り替えたことを示します。Key Update自体も古い鍵で保護されているため、途中で偽\
            造することはできません。",
        source: "RFC 8446 section 7.2",
        book: "",
    },
    // The key schedule of TLS 1.3, in its order.
    Text {
        id: "derivation/shared secret",
        en: "Each side combines its own private key with the public key of the other, and both get the same \
            bytes. Whoever only sees the two public keys cannot compute them. In TLS 1.3 a Diffie-Hellman secret \
            keeps its leading zeros; TLS 1.2 cut them off, and the difference in time was a leak (Raccoon).",
        ja: "自分のプライベート鍵と相手の公開鍵から、双方が同じ値を計算します。2つの公開鍵を見ただけの盗聴者に\
            は計算できません。TLS 1.3ではDHの値の先頭の0を残しますが、TLS 1.2では取り除いたため、処理時間の差から値\
            が漏れることがありました（Raccoon攻撃）。",
        source: "RFC 8446 section 7.4",
        book: "6.1",
    },
    Text {
        id: "derivation/psk",
        en: "The secret that both sides had before this connection: set up by hand, or made from a ticket of an \
            earlier session. It does the work of the certificates. If it is a password that can be guessed, a \
            recorded binder is enough to try guesses offline.",
        ja: "接続の前から双方が持っている秘密です。あらかじめ設定したものか、以前のセッションのチケットから作っ\
            たもので、証明書の代わりになります。推測できるパスワードのような値では、記録したバインダーを使った\
            オフラインの総当たり攻撃で求められてしまいます。",
        source: "RFC 8446 section 4.2.11",
        book: "6.3",
    },
    Text {
        id: "derivation/transcript hash",
        en: "One hash over the handshake messages so far, without record headers. It ties keys, signatures and \
            Finished to exactly these messages. After a Hello Retry Request the first Client Hello is replaced by its \
            hash, so that the server need not remember it.",
        ja: "それまでのハンドシェイクメッセージ全体のハッシュで、レコードヘッダーは含みません。鍵、署名、\
            Finishedを、まさにこのメッセージの並びに結び付けます。Hello Retry Requestがあると、最初のClient Helloは\
            そのハッシュに置き換わり、サーバーが内容を覚えておかずに済みます。",
        source: "RFC 8446 section 4.4.1",
        book: "",
    },
    Text {
        id: "derivation/early secret",
        en: "The first Extract takes in the PSK; without one, zeros stand in its place, so the schedule always \
            has the same form. HKDF-Extract turns a secret of any length and shape into one that looks uniformly \
            random. All that is derived here rests on the PSK alone.",
        ja: "最初のExtractで、PSKを取り込みます。PSKがなければ代わりに0の並びを使うため、手順は常に同じ形です。\
            HKDF-Extractは、長さも形もさまざまな秘密を、一様な乱数に見える値に整えます。ここから導かれる鍵の安全性は、\
            PSKだけで決まります。",
        source: "RFC 8446 section 7.1",
        book: "6.3",
    },
    Text {
        id: "derivation/ext binder",
        en: "The key of the binder, for a PSK that was set up outside TLS. The label differs from that for \
            tickets, so a PSK of one kind can never pass as one of the other.",
        ja: "TLSの外で設定されたPSKのための、バインダーの鍵です。チケットから作ったPSKとはラベルが違うため、一\
            方の種類のPSKをもう一方として使うことはできません。",
        source: "RFC 8446 section 7.1",
        book: "",
    },
    Text {
        id: "derivation/res binder",
        en: "The key of the binder, for a PSK from a ticket. With it the client shows in its first message that \
            it was the one in the earlier session, or has its secrets.",
        ja: "チケットから作ったPSKのための、バインダーの鍵です。クライアントはこれを使い、以前のセッションの秘\
            密を持っていることを最初のメッセージで示します。",
        source: "RFC 8446 section 7.1",
        book: "",
    },
    Text {
        id: "derivation/c e traffic",
        en: "The secret of 0-RTT data, over the Client Hello alone. As the random of the server is not in it, \
            the same Client Hello gives the same secret each time: that is why early data can be replayed.",
        ja: "Early Data（0-RTT）のシークレットで、Client Helloだけを反映します。サーバーの乱数が入らないため、\
            同じClient Helloからは毎回同じシークレットになります。Early Dataがリプレイ攻撃に弱いのはこのためです。",
        source: "RFC 8446 section 7.1",
        book: "6.5",
    },
    Text {
        id: "derivation/e exp master",
        en: "An exporter for programs that need keys already with 0-RTT data. What comes from it can be the same \
            in two connections, since a replayed Client Hello gives the same value. So the ordinary exporter is the \
            better choice wherever it is in time.",
        ja: "Early Dataの時点で鍵を必要とするアプリケーション用のエクスポーターです。Client Helloをリプレイされ\
            ると同じ値になるため、2つの接続で一致することがあります。間に合う限り、通常のエクスポーターを使うべ\
            きです。",
        source: "RFC 8446 section 7.5",
        book: "",
    },
    Text {
        id: "derivation/derived",
        en: "The step between two Extracts. It makes a salt for the next from the secret before, so no secret \
            serves both as the salt of an Extract and as the key of other derivations.",
        ja: "2つのExtractの間の段階です。前のシークレットから次のExtract用のソルトを作ることで、同じシークレッ\
            トがソルトと導出用の鍵の両方に使われるのを避けます。",
        source: "RFC 8446 section 7.1",
        book: "",
    },
    Text {
        id: "derivation/handshake secret",
        en: "The second Extract takes in the shared secret of the key exchange. From here on an eavesdropper is \
            shut out, even one who has the PSK. In psk_ke zeros stand in place of an exchange, so the PSK alone \
            gives the keys away.",
        ja: "2番目のExtractで、鍵合意の共有シークレットを取り込みます。ここから先の鍵は、PSKを知る盗聴者にも計\
            算できません。psk_keでは鍵合意を行わず代わりに0の並びを使うため、PSKを知っていれば計算できます。",
        source: "RFC 8446 section 7.1",
        book: "6.1",
    },
    Text {
        id: "derivation/c hs traffic",
        en: "The secret of what the client sends in the handshake, over both hellos. Each direction has a secret \
            of its own, so an attacker cannot send a record back to its author. It is also the base of the Finished \
            of the client.",
        ja: "ハンドシェイクでクライアントが送るデータのシークレットで、Client HelloとServer Helloを反映します。\
            方向ごとに別の値なので、攻撃者がレコードを送信元へ送り返しても通りません。クライアントのFinishedの鍵もこ\
            こから作ります。",
        source: "RFC 8446 section 7.1",
        book: "6.1",
    },
    Text {
        id: "derivation/s hs traffic",
        en: "The secret of what the server sends in the handshake, over both hellos. It is ready as soon as the \
            Server Hello is, so the certificate already goes encrypted in the same flight. It is also the base of the \
            Finished of the server.",
        ja: "ハンドシェイクでサーバーが送るデータのシークレットで、Client HelloとServer Helloを反映します。\
            Server Helloと同時に使えるため、続けて送る証明書もすでに暗号化されます。サーバーのFinishedの鍵もここから\
            作ります。",
        source: "RFC 8446 section 7.1",
        book: "6.1",
    },
    Text {
        id: "derivation/master secret",
        en: "The third Extract. TLS 1.3 has no third secret to put in, so zeros take the place. After it the \
            handshake secret can be deleted: nobody gets from this secret, or from a key made of it, back to \
            that one.",
        ja: "3番目のExtractです。取り込む秘密はもうないため、0の並びを使います。これ以降はハンドシェイクシーク\
            レットを消去できます。ここから作る鍵が漏れても、ハンドシェイクシークレットに遡ることはできません。",
        source: "RFC 8446 section 7.1",
        book: "",
    },
    Text {
        id: "derivation/c ap traffic",
        en: "The first secret of the application data of the client, over the messages up to the Finished of the \
            server. What the client itself sends after that is not in it, so both sides can compute it at once. Key \
            Update replaces it generation by generation.",
        ja: "クライアントのアプリケーションデータの最初のシークレットで、サーバーのFinishedまでのメッセージを反\
            映します。そのあとのクライアントのメッセージは入らないため、双方がすぐに計算できます。Key Updateのたびに\
            次の世代に置き換わります。",
        source: "RFC 8446 section 7.1",
        book: "6.1",
    },
    Text {
        id: "derivation/s ap traffic",
        en: "The first secret of the application data of the server, over the messages up to its own Finished. \
            The server can use it before the client has answered: half a round trip sooner, to a peer that is not yet \
            authenticated.",
        ja: "サーバーのアプリケーションデータの最初のシークレットで、サーバー自身のFinishedまでのメッセージを反\
            映します。クライアントの返事を待たずに送り始められますが、その時点では相手の認証が済んでいません。",
        source: "RFC 8446 section 7.1",
        book: "6.1",
    },
    Text {
        id: "derivation/exp master",
        en: "The root of keys for the program itself, such as for a second protocol or to tie a login to this \
            connection (channel binding). They tell nothing about the keys of TLS. Both ends of an attack in the \
            middle would get different values, which gives it away.",
        ja: "別のプロトコルの鍵や、ログインをこの接続に結び付ける値（チャネルバインディング）など、アプリケー\
            ション自身が使う鍵のもとです。ここからTLSの鍵は求められません。中間者がいれば両端の値が一致しないた\
            め、攻撃に気付けます。",
        source: "RFC 8446 section 7.5",
        book: "",
    },
    Text {
        id: "derivation/res master",
        en: "The root of the PSKs for later sessions, over all messages including the Finished of the client. So \
            whether the client was authenticated goes into it: a resumed session inherits exactly the identity of \
            this one.",
        ja: "次のセッションで使うPSKのもとで、クライアントのFinishedまでの全メッセージを反映します。クライアン\
            ト認証の結果も含まれるため、再開したセッションは、まさにこのセッションの相手を引き継ぎます。",
        source: "RFC 8446 section 7.1",
        book: "6.4",
    },
    Text {
        id: "derivation/finished",
        en: "The HMAC in Finished and in a binder, and before it the key of that HMAC. The key is derived from \
            the secret of its sender, so the same transcript gives the two sides different values, and neither \
            can echo the other.",
        ja: "Finishedおよびバインダーに使うHMACと、その鍵です。鍵は送信側のシークレットから導出するため、相手\
            のFinishedをそのまま送り返しても通りません。",
        source: "RFC 8446 section 4.4.4",
        book: "",
    },
    Text {
        id: "derivation/key",
        en: "The key of the record cipher, 16 or 32 bytes as the suite demands. The secret itself never encrypts \
            anything, so that the next generation and the Finished can also be derived from it.",
        ja: "レコードを暗号化する鍵で、暗号スイートにより16または32バイトです。シークレットを直接は暗号化に使わ\
            ず、用途ごとにラベルを変えて導出するので、1つのシークレットから次の世代やFinishedの鍵も安全に作れま\
            す。",
        source: "RFC 8446 section 7.3",
        book: "",
    },
    Text {
        id: "derivation/iv",
        en: "12 bytes that are combined with the sequence number into the nonce of each record. The nonce is \
            never sent and never repeats under one key. As the IV is secret and differs between sessions, an attacker \
            cannot prepare for many sessions at once.",
        ja: "12バイトの値で、シーケンス番号と組み合わせて各レコードのノンスになります。ノンスは送信されず、1つ\
            の鍵のもとで重複しません。IVは秘密で接続ごとに違うため、多数の接続をまとめて狙う攻撃も難しくなりま\
            す。",
        source: "RFC 8446 section 7.3",
        book: "",
    },
    Text {
        id: "derivation/traffic upd",
        en: "The secret of the next generation, from the present one alone. It works in one direction only: from \
            a new secret nobody gets back to the old. But whoever has the old one can compute all later ones, as no \
            fresh key exchange goes in.",
        ja: "現在のシークレットだけから、次の世代のシークレットを作ります。逆にたどることはできず、新しいシーク\
            レットから古いものは求められません。一方、新たな鍵合意はしないため、古いシークレットが漏れると以後\
            の世代も計算されます。",
        source: "RFC 8446 section 7.2",
        book: "",
    },
    Text {
        id: "derivation/resumption",
        en: "The PSK that goes with a ticket, made with the nonce of the ticket. Tickets of one session have \
            different nonces, so each gives another PSK, and connections that resume with them do not share one. The \
            PSK itself never goes over the network.",
        ja: "チケットに対応するPSKを、チケットのticket_nonceを使って作ります。同じセッションで受け取ったチケッ\
            トでもこの値が違うため、それぞれ別のPSKになります。PSKそのものがネットワークを流れることはありません。",
        source: "RFC 8446 section 4.6.1",
        book: "6.4",
    },
    // The derivations of TLS 1.2.
    Text {
        id: "derivation/TLS 1.2 premaster secret",
        en: "What the key exchange yields: the Diffie-Hellman secret, or with RSA 48 bytes that the client chose \
            and encrypted. Those begin with the version of the Client Hello, so a server notices if somebody lowered \
            it. Its length depends on the exchange; the next step evens that out.",
        ja: "鍵交換で得られる値で、DHでは共有シークレット、RSAではクライアントが選び暗号化して送る48バイトで\
            す。RSAの場合は先頭にClient Helloのバージョンが入るため、途中で下げられるとサーバーが気付きます。長\
            さは鍵交換の方式により異なり、次の段階で48バイトに揃えます。",
        source: "RFC 5246 section 8.1",
        book: "",
    },
    Text {
        id: "derivation/TLS 1.2 master secret",
        en: "48 bytes from the premaster secret. By the old rule only the randoms went in, and an attacker \
            could make two sessions with the same master secret and glue them together (triple handshake). \
            With extended_master_secret the hash of the messages up to Client Key Exchange goes in, the \
            server's certificate among them.",
        ja: "プリマスターシークレットから作る48バイトの値です。従来は双方の乱数だけを加えたため、攻撃者が2つの\
            接続のマスターシークレットを一致させ、つなぎ合わせることができました（トリプルハンドシェイク攻撃）。\
            extended_master_secretでは、サーバーの証明書を含む、Client Key Exchangeまでのメッセージのハッシュ\
            を加えます。",
        source: "RFC 7627 section 4",
        book: "",
    },
    Text {
        id: "derivation/TLS 1.2 key block",
        en: "One long string from the master secret and the randoms, cut into the keys of both directions: MAC \
            keys where the suite needs them, then cipher keys, then IVs. The lengths come from the suite. Here the \
            random of the server comes first, in the master secret that of the client.",
        ja: "マスターシークレットと双方の乱数から作る長い値を切り分け、両方向の鍵にします。順に、必要ならばMAC\
            の鍵、暗号の鍵、IVで、長さは暗号スイートで決まります。乱数はサーバーのものが先で、マスターシークレットを\
            作るときとは順序が逆です。",
        source: "RFC 5246 section 6.3",
        book: "",
    },
    Text {
        id: "derivation/TLS 1.2 finished",
        en: "12 bytes from the master secret and the hash of all handshake messages, with a label for each side. \
            In TLS 1.2 this is usually the first check of the list of cipher suites: a list changed on the way comes \
            to light only here.",
        ja: "マスターシークレットと、それまでのハンドシェイクメッセージのハッシュから作る12バイトの値で、ラベル\
            は双方で異なります。TLS 1.2では通常、暗号スイートの一覧まで検証するのはこれが最初で、途中の書き換え\
            もここで初めて見つかります。",
        source: "RFC 5246 section 7.4.9",
        book: "6.1",
    },
];
