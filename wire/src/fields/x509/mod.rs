//! Certificates (RFC 5280) as fields, down to the last byte, in Wireshark's words; and OCSP responses, which are about
//! them.

mod algorithm;
mod certificate;
mod curve;
mod extension;
mod name;
mod ocsp;
mod policy;
mod statement;

pub(crate) use algorithm::{is_raw_public_key, raw_public_key};
pub(crate) use certificate::{certificate, subject};
pub(crate) use name::name_of;
pub(crate) use ocsp::{ocsp_response, request_extensions, responder_id};
