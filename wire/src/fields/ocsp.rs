//! OCSP stapling (RFC 6066 section 8, RFC 6961): what a client asks for, and what it gets.

use names::codes::status_type;

use super::cursor::Cursor;
use super::{der, x509};

/// RFC 6066 section 8.
pub(crate) fn status_request(c: &mut Cursor) -> Option<()> {
    let kind = ("Certificate Status Type", "tls.handshake.extensions_status_request_type");
    c.code(kind, 1, names::status_type)?;
    ocsp_request(c)
}

/// RFC 6961 section 2.2: several of those, each with its length.
pub(crate) fn status_requests(c: &mut Cursor) -> Option<()> {
    let length = ("Certificate Status List Length", "tls.handshake.extensions_status_request_list_len");
    c.list(length, 2, |c| {
        c.each(|c| {
            let kind = ("Certificate Status Type", "tls.handshake.extensions_status_request_type");
            c.code(kind, 1, names::status_type)?;
            let length = ("Certificate Status Length", "tls.handshake.extensions_status_request_len");
            c.list(length, 2, ocsp_request)
        })
    })
}

/// `OCSPStatusRequest`: whose answers the client takes, and what it would ask them. Wireshark does not read these.
fn ocsp_request(c: &mut Cursor) -> Option<()> {
    let responders =
        ("Responder ID list Length", "tls.handshake.extensions_status_request_responder_ids_len");
    match c.uint(responders, 2)? {
        0 => {}
        length => c.group("Responder ID list", length, |c| {
            c.each(|c| c.vector("Responder ID Length", 2, "Responder ID", x509::responder_id))
        })?,
    }
    let extensions = ("Request Extensions Length", "tls.handshake.extensions_status_request_exts_len");
    match c.uint(extensions, 2)? {
        0 => Some(()),
        length => c.group("Request Extensions", length, x509::request_extensions),
    }
}

/// RFC 6066 section 8; RFC 6961 section 2.2, a response for each certificate of the chain.
pub(crate) fn certificate_status(c: &mut Cursor) -> Option<()> {
    let kind = ("Certificate Status Type", "tls.handshake.extensions_status_request_type");
    match u8::try_from(c.code(kind, 1, names::status_type)?) {
        Ok(status_type::OCSP_MULTI) => {
            let length = ("OCSP Response List Length", "tls.handshake.ocsp_response_list_len");
            c.list(length, 3, |c| c.each(ocsp_response))
        }
        _ => ocsp_response(c),
    }
}

/// A response with its length, which is zero if there is none for this certificate of the chain.
fn ocsp_response(c: &mut Cursor) -> Option<()> {
    let length = c.uint(("OCSP Response Length", "tls.handshake.ocsp_response_len"), 3)?;
    match der::next(c) {
        _ if length == 0 => Some(()),
        Some(der::tag::SEQUENCE) => c.group("OCSP Response", length, x509::ocsp_response),
        _ => c.bytes("OCSP Response", length).map(drop), // of a type that is not known
    }
}
