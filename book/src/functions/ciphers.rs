//! Symmetric ciphers: their names, and encryption step by step. In the book's tables, xxx is the length of the key.

pub(super) const ENTRIES: &[(&str, &str, &str)] = &[
    (
        "EVP_CIPHER_CTX_new",
        "Makes a context for encrypting or decrypting.",
        "暗号化または復号のためのコンテキストを作ります。",
    ),
    (
        "EVP_CIPHER_CTX_free",
        "Clears the key in the context and gives it up.",
        "鍵を消去してコンテキストを解放します。",
    ),
    (
        "EVP_CIPHER_CTX_reset",
        "Clears the context, so that it can be used for another cipher.",
        "コンテキストを初期状態に戻し、別の暗号に使えるようにします。",
    ),
    (
        "EVP_CIPHER_CTX_cleanup",
        "An older name of EVP_CIPHER_CTX_reset.",
        "EVP_CIPHER_CTX_resetの古い名前です。",
    ),
    (
        "EVP_CipherInit",
        "Sets cipher, key and IV; an argument says whether to encrypt or to decrypt.",
        "暗号、鍵、IVを設定します。暗号化と復号のどちらを行うかは引数で指定します。",
    ),
    ("EVP_EncryptInit", "EVP_CipherInit for encrypting.", "EVP_CipherInitの暗号化専用版です。"),
    ("EVP_DecryptInit", "EVP_CipherInit for decrypting.", "EVP_CipherInitの復号専用版です。"),
    (
        "EVP_CipherUpdate",
        "Encrypts or decrypts the next piece; what is less than a block waits for more.",
        "続きのデータを暗号化または復号します。1ブロックに満たない分は次に持ち越します。",
    ),
    (
        "EVP_CipherFinal",
        "Ends it: adds or checks the padding, and with GCM compares the tag when decrypting.",
        "最後の処理を行います。パディングの付加や検査、GCMの復号では認証タグの照合も行います。",
    ),
    (
        "EVP_CIPHER_CTX_set_padding",
        "Turns padding off or on; without it, the data must be a whole number of blocks.",
        "パディングの有無を指定します。なしの場合、データはブロック長の倍数でなければなりません。",
    ),
    (
        "EVP_CIPHER_CTX_ctrl",
        "Gives and takes what is special to a cipher, such as the tag of GCM.",
        "GCMの認証タグなど、暗号に固有の値を設定または取得します。",
    ),
    (
        "EVP_CTRL_AEAD_GET_TAG",
        "Asks for the tag after encrypting; it goes along with the ciphertext.",
        "暗号化のあとで認証タグを取得します。タグは暗号文とともに送ります。",
    ),
    (
        "EVP_CTRL_AEAD_SET_TAG",
        "Gives the expected tag before decrypting ends; another one means that something was changed.",
        "復号を終える前に、期待する認証タグを設定します。一致しなければ、データが改ざんされています。",
    ),
    (
        "EVP_CIPHER_key_length",
        "Says how many bytes the key of a cipher has.",
        "暗号の鍵の長さをバイト数で返します。",
    ),
    (
        "EVP_CIPHER_CTX_key_length",
        "Says how many bytes the key has that the context works with.",
        "コンテキストで使われている鍵の長さをバイト数で返します。",
    ),
    (
        "EVP_CIPHER_iv_length",
        "Says how many bytes of IV a cipher takes; 0 if it takes none.",
        "暗号のIVの長さをバイト数で返します。IVを使わない暗号では0です。",
    ),
    (
        "EVP_CIPHER_CTX_iv_length",
        "Says how many bytes of IV the context works with.",
        "コンテキストで使われているIVの長さをバイト数で返します。",
    ),
    (
        "EVP_CIPHER_block_size",
        "Says how long a block is; 1 for a stream cipher, or a mode that works like one.",
        "ブロック長を返します。ストリーム暗号や、ストリーム暗号のように動作するモードでは1です。",
    ),
    (
        "EVP_CIPHER_CTX_block_size",
        "Says how long a block is for the cipher in the context.",
        "コンテキストに設定した暗号のブロック長を返します。",
    ),
    (
        "EVP_CIPHER_mode",
        "Says which mode of operation a cipher has, as a number.",
        "暗号利用モードを番号で返します。",
    ),
    (
        "EVP_CIPHER_CTX_mode",
        "Says which mode of operation the context works in.",
        "コンテキストで使われている暗号利用モードを返します。",
    ),
    (
        "EVP_CIPHER_flags",
        "Says what the library has to know of a cipher, as bits; the mode is among them.",
        "ライブラリー向けの暗号の属性をビットで返します。暗号利用モードも含まれます。",
    ),
    (
        "EVP_CIPHER_CTX_flags",
        "Says the same of the cipher in a context.",
        "コンテキストに設定した暗号の属性を返します。",
    ),
    (
        "EVP_aes_128_cbc",
        "AES with a key of 128 bits in CBC: it hides, but it does not notice changes.",
        "128ビット鍵のAESのCBCモード。内容は隠せますが、改ざんは検出できません。",
    ),
    (
        "EVP_aes_128_gcm",
        "AES with a key of 128 bits in GCM, which also notices changes; TLS_AES_128_GCM_SHA256 uses it.",
        "128ビット鍵のAESのGCMモード。改ざんも検出でき、TLS_AES_128_GCM_SHA256で使われます。",
    ),
    (
        "EVP_aes_xxx_ecb",
        "AES in ECB: equal blocks give equal ciphertext, so patterns of the data remain visible.",
        "AESのECBモード。同じブロックは同じ暗号文になり、データのパターンが見えてしまいます。",
    ),
    (
        "EVP_aes_xxx_cbc",
        "AES in CBC: each block is mixed with the ciphertext before it; needs padding and an unpredictable \
         IV.",
        "AESのCBCモード。直前の暗号文を次のブロックに混ぜます。パディングと予測できないIVが必要です。",
    ),
    (
        "EVP_aes_xxx_cfb1",
        "AES in CFB, one bit at a time; each bit costs a whole block operation.",
        "AESの1ビット単位のCFBモード。1ビットごとにブロック1つ分の計算を行います。",
    ),
    ("EVP_aes_xxx_cfb8", "AES in CFB, one byte at a time.", "AESの1バイト単位のCFBモード。"),
    (
        "EVP_aes_xxx_cfb128",
        "AES in CFB, one block at a time; needs no padding.",
        "AESの1ブロック単位のCFBモード。パディングは不要です。",
    ),
    (
        "EVP_aes_xxx_ofb",
        "AES in OFB: makes a key stream by encrypting its own output again and again.",
        "AESのOFBモード。出力を繰り返し暗号化して鍵ストリームを作ります。",
    ),
    (
        "EVP_aes_xxx_ctr",
        "AES in CTR: makes a key stream by encrypting a counter; the same counter must never occur twice.",
        "AESのCTRモード。カウンターを暗号化して鍵ストリームを作ります。同じカウンター値は二度と使えません。",
    ),
    (
        "EVP_aes_xxx_gcm",
        "AES in GCM: CTR with a tag that notices changes; the same nonce must never occur twice with a key.",
        "AESのGCMモード。CTRに改ざんを検出する認証タグを加えたものです。同じ鍵でノンスを再使用してはなりま\
         せん。",
    ),
    (
        "EVP_aes_xxx_xts",
        "AES in XTS, made for the sectors of disks; takes two keys of the named length.",
        "AESのXTSモード。ディスクのセクター向けで、名前にある長さの鍵を2つ使います。",
    ),
    (
        "EVP_des_ecb",
        "DES in ECB: its key of 56 bits can be found by trying all.",
        "DESのECBモード。鍵は56ビットで、総当たりで見つけられます。",
    ),
    (
        "EVP_des_cbc",
        "DES in CBC: its key of 56 bits can be found by trying all.",
        "DESのCBCモード。鍵は56ビットで、総当たりで見つけられます。",
    ),
    (
        "EVP_des_ede3_ecb",
        "Triple DES in ECB: DES three times, with blocks of only 64 bits.",
        "トリプルDESのECBモード。DESを3回行います。ブロック長は64ビットしかありません。",
    ),
    (
        "EVP_des_ede3_cbc",
        "Triple DES in CBC: after some tens of gigabytes with one key, its blocks of 64 bits begin to \
         collide.",
        "トリプルDESのCBCモード。ブロック長が64ビットのため、1つの鍵で数十GBも暗号化すると衝突が起き始めま\
         す。",
    ),
    (
        "EVP_idea_cbc",
        "IDEA in CBC, a cipher of 1991 with a key of 128 bits and blocks of 64.",
        "IDEAのCBCモード。鍵は128ビット、ブロック長は64ビットの、1991年の暗号です。",
    ),
    (
        "EVP_rc4",
        "RC4, a stream cipher with known biases, which RFC 7465 forbids in TLS.",
        "RC4。出力の偏りが知られているストリーム暗号で、TLSではRFC 7465により禁止されています。",
    ),
];
