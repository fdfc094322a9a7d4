//! Macros of OpenSSL that call one function with a number: `SSL_CTX_set_min_proto_version` is `SSL_CTX_ctrl` with 123.

/// The numbers of `SSL_ctrl` and `SSL_CTX_ctrl`, and what the macros' names end in (`openssl/ssl.h`).
const CONTROLS: [(&str, &str); 14] = [
    ("16", "set_msg_callback_arg"),
    ("33", "set_mode"),
    ("41", "set_read_ahead"),
    ("42", "sess_set_cache_size"),
    ("44", "set_session_cache_mode"),
    ("54", "set_tlsext_servername_arg"),
    ("55", "set_tlsext_host_name"),
    ("78", "clear_mode"),
    ("91", "set1_groups"),
    ("92", "set1_groups_list"),
    ("98", "set1_sigalgs_list"),
    ("123", "set_min_proto_version"),
    ("124", "set_max_proto_version"),
    ("130", "get_min_proto_version"),
];

/// The macro behind a call that gdb has written with its number: `SSL_CTX_ctrl 123`. Any other call as it is.
pub(crate) fn resolved(call: &str) -> String {
    let Some((function, number)) = call.split_once(' ') else { return call.to_owned() };
    let known = CONTROLS.iter().find(|(other, _)| *other == number);
    match (function.strip_suffix("ctrl"), known) {
        (Some(start @ ("SSL_" | "SSL_CTX_")), Some((_, end))) => format!("{start}{end}"),
        (Some("SSL_" | "SSL_CTX_"), None) => format!("{function}({number})"),
        _ => function.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_stands_for_a_macro() {
        assert_eq!(resolved("SSL_CTX_ctrl 123"), "SSL_CTX_set_min_proto_version");
        assert_eq!(resolved("SSL_ctrl 55"), "SSL_set_tlsext_host_name");
        assert_eq!(resolved("SSL_ctrl 9999"), "SSL_ctrl(9999)");
        assert_eq!(resolved("EVP_CIPHER_CTX_ctrl 16"), "EVP_CIPHER_CTX_ctrl");
        assert_eq!(resolved("SSL_new"), "SSL_new");
    }
}
