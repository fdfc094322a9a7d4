//! The fields of the hellos.

use crate::Text;

pub(crate) const TEXTS: &[Text] = &[Text {
    id: "field/tls.handshake.random",
    en: "32 fresh random bytes. They enter the transcript hash, and through it every key and signature that follows, so \
             nothing recorded from another session fits into this one. A key log names the session by them.",
    ja: "クライアントが接続のたびに作る32バイトの乱数です。トランスクリプトハッシュを通じて以降のすべての鍵と署名に影響するため、\
             別のセッションの記録は流用できません。鍵ログはこの値でセッションを見分けます。",
    source: "RFC 8446 section 4.1.2",
    book: "6.1",
}];
