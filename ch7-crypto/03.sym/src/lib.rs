//! What the programs of section 7.4 share: the table of ciphers ([`ciphers`]), and the error of EVP_CipherFinal.

use common::Error;
use common::error::Reason;
use common::files::{Output, Writer};
use openssl::error::ErrorStack;

pub mod ciphers;

/// The failure of EVP_CipherFinal in a mode that does not notice changes.
///
/// If the decrypted data does not end with padding, this keeps the output file: an experiment of the book
/// looks at the garbage that a wrong key makes. After any other failure there is no output file.
pub fn cipher_final_failed(stack: &ErrorStack, outfp: Writer, output: &Output) -> Error {
    let why = Reason::of_stack(stack);
    let mut reason = why.to_string();
    if why.is_bad_decrypt() {
        let written = outfp.written();
        if let Err(error) = outfp.fclose() {
            return error;
        }
        reason = match written {
            // Decrypting holds the last block back, since it may be the padding.
            0 => format!(
                "{reason}; {output} is empty, since the only block is the one that should end with padding"
            ),
            _ => format!(
                "{reason}; {output} has the {written} bytes that came out before the last block: garbage"
            ),
        };
    }
    Error::Algorithm { call: "EVP_CipherFinal", reason }
}
