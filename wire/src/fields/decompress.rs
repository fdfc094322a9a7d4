//! Decompression of Compressed Certificate messages (RFC 8879).
//!
//! The output goes into a buffer of the length that the message announces. A buffer that grows would be
//! limited only by the machine's memory.

use brotli_decompressor::{BrotliDecompressStream, BrotliResult, BrotliState, StandardAlloc};
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress as inflate, inflate_flags};
use names::codes::certificate_compression::{BROTLI, ZLIB, ZSTD};
use texts::{Sentence, say};

use crate::model::MAX_MESSAGE;

/// How many times longer than its input the output may be. Keys and signatures do not compress: certificates
/// become two or three times as long, one that is repeated again and again 20 times. (With brotli, 20 bytes
/// can become 1 MiB.)
const MAX_RATIO: usize = 100;

/// How decompression ended.
pub(crate) enum End {
    /// At the end of the data: how many bytes were read, and how many written.
    Of { taken: usize, given: usize },
    /// The buffer is full, and there is more.
    TooLong,
    /// The bytes are not all there.
    CutOff,
    /// The bytes are not of this format.
    Damaged,
}

/// Decompresses to exactly `length` bytes. `Err`: why that fails.
pub(crate) fn decompress(algorithm: u16, compressed: &[u8], length: u64) -> Result<Vec<u8>, Sentence> {
    let decoder = match algorithm {
        ZLIB => zlib,
        BROTLI => brotli,
        // Its libraries in Rust do not limit the size of a decompressed block, or need a newer Rust than this
        // workspace.
        ZSTD => return Err(say!("zstd is not read here")),
        _ => return Err(say!("algorithm {0} is not known", algorithm)),
    };
    let length = usize::try_from(length).unwrap_or(usize::MAX);
    if length > MAX_MESSAGE {
        return Err(say!(
            "it would be {0} bytes long, more than the {1} that are read here",
            length,
            MAX_MESSAGE
        ));
    }
    if length / MAX_RATIO > compressed.len() {
        return Err(say!("it would be more than {0} times as long, as no certificate is", MAX_RATIO));
    }
    let mut bytes = vec![0; length];
    match decoder(compressed, &mut bytes) {
        End::Of { taken, given } if given == length && taken == compressed.len() => Ok(bytes),
        End::Of { given, .. } if given != length => {
            Err(say!("it gives {0} bytes, and {1} are announced", given, length))
        }
        End::Of { .. } => Err(say!("there is more behind its end")),
        End::TooLong => Err(say!("it gives more than the {0} bytes that are announced", length)),
        End::CutOff => Err(say!("it is cut off")),
        End::Damaged => Err(say!("it is damaged")),
    }
}

/// RFC 1950, with its checksum.
fn zlib(compressed: &[u8], out: &mut [u8]) -> End {
    let flags =
        inflate_flags::TINFL_FLAG_PARSE_ZLIB_HEADER | inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
    match inflate(&mut DecompressorOxide::new(), compressed, out, 0, flags) {
        (TINFLStatus::Done, taken, given) => End::Of { taken, given },
        (TINFLStatus::HasMoreOutput, ..) => End::TooLong,
        (TINFLStatus::NeedsMoreInput | TINFLStatus::FailedCannotMakeProgress, ..) => End::CutOff,
        _ => End::Damaged,
    }
}

/// RFC 7932. While it runs, the decoder takes up to 16 MiB for its window, the largest one of that format.
fn brotli(compressed: &[u8], out: &mut [u8]) -> End {
    let alloc = StandardAlloc::default;
    let mut state = BrotliState::new_strict(alloc(), alloc(), alloc());
    let (mut taken, mut given, mut total) = (0, 0, 0);
    let result = BrotliDecompressStream(
        &mut compressed.len(),
        &mut taken,
        compressed,
        &mut out.len(),
        &mut given,
        out,
        &mut total,
        &mut state,
    );
    match result {
        BrotliResult::ResultSuccess => End::Of { taken, given },
        BrotliResult::NeedsMoreOutput => End::TooLong,
        BrotliResult::NeedsMoreInput => End::CutOff,
        BrotliResult::ResultFailure => End::Damaged,
    }
}
