//! README.txt of the folder.

/// In English and in Japanese.
pub(super) const TEXT: &str = "\
TLS, recomputed by hand
=======================

Each folder session-N belongs to one TLS session of a capture, with the number that `tlsbook explain` gives it.
Sessions of earlier versions than TLS 1.2, and sessions without known secrets, have none.

  sh session-1/run-all.sh           recomputes what the session proves, with the programs of chapter 7
  sh session-1/run-all-openssl.sh   the same with the command openssl, except for opening records of AES-GCM and ChaCha20

Both stop with exit status 1 at the first result that is not what the session or its key log says. Change a byte of an
input, and see which step notices it.

  messages/   the handshake messages, decrypted, in the order of the wire
  records/    protected records as they were on the wire
  secrets/    what nobody can compute from the wire: the (EC)DHE secret, the PSK, or traffic secrets; in TLS 1.2
              the premaster or the master secret
  expected/   secrets of the key log that the steps must arrive at
  inputs/     certificates of CAs
  computed/   the results, once a script has run

Each step of run-all.sh is a comment (what the RFC calls it), one command line, and a comparison. To try single lines:

  cd session-1; results=computed; . ./functions.sh; PATH=(the folder of the programs):$PATH

ALL OF THIS IS SECRET: whoever has it can read the session. Only you can read the files; remove them when you are done.


TLSを手で計算し直す
===================

session-Nの各フォルダーは、キャプチャーの1つのTLSセッションに対応します。番号は`tlsbook explain`が表示するものと同じです。
TLS 1.2より前のバージョンのセッションと、シークレットがわからないセッションのフォルダーはありません。

  sh session-1/run-all.sh           セッションの証明を、第7章のプログラムで計算し直します
  sh session-1/run-all-openssl.sh   同じことをopensslコマンドで行います（AES-GCMとChaCha20のレコードの復号を除く）

どちらも、計算結果がセッションや鍵ログの値と異なると、その手順を表示して終了ステータス1で終わります。入力ファイルを1バイト変更して、
どの手順で検出されるかを確かめてみてください。

  messages/   ハンドシェイクのメッセージ（復号したもの、送受信の順）
  records/    暗号化されたレコード（通信路上のバイト列）
  secrets/    通信路上のデータからは計算できない値：(EC)DHEの共有シークレット、PSK、またはトラフィックシークレット
              （TLS 1.2ではプリマスターシークレットかマスターシークレット）
  expected/   計算結果と照合する、鍵ログの値
  inputs/     CA証明書
  computed/   スクリプトの計算結果

run-all.shの各手順は、コメント（RFCでの名称）、1つのコマンドライン、照合からなります。1行ずつ試すには、次のようにします。

  cd session-1; results=computed; . ./functions.sh; PATH=（プログラムのフォルダー）:$PATH

これらのファイルはすべて秘密情報です。手に入れた人はセッションの内容を読むことができます。ファイルは所有者だけが読めます。
使い終わったら削除してください。
";
