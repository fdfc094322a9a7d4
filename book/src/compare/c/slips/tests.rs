//! Tests of the checks: each finds its slip in one program, and nothing in another.

use super::{find, pair};
use crate::compare::c::syntax::{Program, read};

/// What is found in a program.
pub(super) fn found(source: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.c");
    std::fs::write(&path, source).unwrap();
    let files = read(&[path]).unwrap();
    find(&Program::new(&files)).into_iter().map(|slip| format!("{}: {}", slip.line, slip.what)).collect()
}

/// Asserts that a check finds `slip` in a line of `wrong`, and nothing in `right`.
fn check(wrong: &str, slip: &str, right: &str) {
    let shown = found(wrong);
    assert!(shown.iter().any(|one| one.starts_with(slip)), "{slip}\n{shown:#?}");
    assert_eq!(found(right), Vec::<String>::new(), "{right}");
}

#[test]
fn results_that_cannot_be_negative() {
    check(
        "int main() { char a[9];\n if (fgets(a, 9, stdin) < 0) return 1; }",
        "2: fgets returns a pointer, NULL on failure: `< 0` is never true: the end of the input",
        "int main() { char a[9];\n if (fgets(a, 9, stdin) == NULL) return 1; }",
    );
    check(
        "int f() { size_t n; if ((n = fread(b, 1, 9, fp)) < 0) return 1; }",
        "1: fread returns a size_t",
        "int f() { size_t n; if ((n = fread(b, 1, 9, fp)) == 0) return 1; }",
    );
    check(
        "int f() { size_t n; if ((n = i2d_X(s, &b)) <= 0) return 1; }",
        "1: n is a size_t: a negative result of i2d_X",
        "int f() { int n; if ((n = i2d_X(s, &b)) <= 0) return 1; }",
    );
}

#[test]
fn codes_of_the_wrong_kind() {
    check(
        "void f(SSL *s) { int e = 0; e = SSL_get_error(s, 0); puts(ERR_error_string(e, 0)); }",
        "1: ERR_error_string is given a code of SSL_get_error",
        "void f(SSL *s, int r) { int e = SSL_get_error(s, r); puts(ERR_error_string(ERR_get_error(), 0)); }",
    );
}

#[test]
fn a_pointer_that_nobody_looks_at() {
    check(
        "void f() { h = gethostbyname(n); use(h->addr); }",
        "1: h is used without a look whether gethostbyname has failed",
        "void f() { h = gethostbyname(n); if (h == NULL) return; use(h->addr); }",
    );
}

#[test]
fn what_is_freed_wrongly() {
    check(
        "void f() { s = SSL_get_session(ssl); save(s); SSL_SESSION_free(s); }",
        "1: SSL_SESSION_free frees what SSL_get_session has only lent",
        "void f() { s = SSL_get1_session(ssl); save(s); SSL_SESSION_free(s); }",
    );
    check(
        "void f() { RSA *rsa = RSA_new(); free(rsa); }",
        "1: rsa is a RSA: RSA_free frees it",
        "void f() { RSA *rsa = RSA_new(); RSA_free(rsa); }",
    );
    check(
        "int f(FILE *a) { fclose(a); return 0; }\nint g() { FILE *p = o(); f(p);\n if (p) fclose(p); return 0; }",
        "3: fclose(p) is called twice: f has done so already, line 1 of x.c",
        "int f(FILE *a) { use(a); return 0; }\nint g() { FILE *p = o(); f(p);\n if (p) fclose(p); return 0; }",
    );
}

#[test]
fn a_result_that_the_caller_never_gets() {
    check(
        "unsigned cb(SSL *s, unsigned char *key, unsigned max) { key = (unsigned char *)\"ab\"; return 2; }",
        "1: key points to \"ab\" now; the caller's buffer is never written",
        "unsigned cb(SSL *s, unsigned char *key, unsigned max) { memcpy(key, \"ab\", 2); key = key + 2; return 2; }",
    );
}

#[test]
fn loops_that_end_too_soon_or_never() {
    check(
        "void f() { while (1) { n = fread(b, 1, SIZE, stdin); if (n < SIZE) break; Update(b, n); } }",
        "1: the loop ends before Update has got the last part",
        "void f() { while (1) { n = fread(b, 1, SIZE, stdin); Update(b, n); if (n < SIZE) break; } }",
    );
    check(
        "int f(int fd) { int n = 0; while (n <= 0) { n = read(fd, b, 9); } return n; }",
        "1: reads again, without a pause",
        "int f(int fd) { int n = 0; while (n > 0) { n = read(fd, b, 9); } return n; }",
    );
    check(
        "int main() { fcntl(s, F_SETFL, O_NONBLOCK); while (1) step(); }",
        "1: does not block, and nothing waits",
        "int main() { fcntl(s, F_SETFL, O_NONBLOCK); while (1) { select(1, 0, 0, 0, 0); step(); } }",
    );
}

#[test]
fn arguments_and_exit_status() {
    check(
        "int main(int argc, char **argv) { a = argv[1];\n a = argv[2]; return 0; }",
        "2: argv[2] overwrites a, which argv[1] has set",
        "int main(int argc, char **argv) { a = argv[1];\n b = argv[2]; return 0; }",
    );
    check(
        "int main() { if (x()) goto end; y(); end: return 0; }",
        "1: the exit status is 0, whatever has failed",
        "int main() { if (x()) goto end; y(); return 0; end: return 1; }",
    );
    check(
        "int main() { int r = SSL_FAILURE; if (r != SSL_SUCCESS)\n r = SSL_FAILURE; return r; }",
        "2: the exit status is 1 (SSL_SUCCESS) for success",
        "int main() { int r = SSL_FAILURE; return r == SSL_SUCCESS ? 0 : 1; }",
    );
}

#[test]
fn clients_and_servers() {
    check(
        "int main() { SSL_connect(s); }",
        "1: no SSL_CTX_set_verify",
        "int main() { SSL_CTX_set_verify(c, SSL_VERIFY_PEER, 0); SSL_set1_host(s, h); SSL_connect(s); }",
    );
    check(
        "int main() { bind(s, a, n); /* SO_REUSEADDR would help */ }",
        "1: no SO_REUSEADDR",
        "int main() { setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, 4); bind(s, a, n); }",
    );
    check(
        "int main() { ip = \"192.0.2.1\"; }",
        "1: the address is a fixed 192.0.2.1",
        "int main() { ip = \"127.0.0.1\"; }",
    );
}

#[test]
fn certificates_that_are_of_no_use() {
    let certs = common::defaults::workspace().join("certs").canonicalize().unwrap();
    let source = |name: &str| {
        let file = certs.join(name);
        format!(
            "#define CA_FILE \"{}\"\nint f() {{ return SSL_CTX_load_verify_locations(c, CA_FILE, 0); }}",
            file.display()
        )
    };
    check(
        &source("none.pem"),
        &format!("1: {}/none.pem is not there", certs.display()),
        &source("tb-ca-cert.pem"),
    );
    let expired = found(&source("broken/tb-server-expired-cert.pem"));
    assert!(expired[0].contains("tb-server-expired-cert.pem has expired on "), "{expired:?}");
    assert_eq!(found(&source("tb-server-key.pem")), Vec::<String>::new());
    // What the program does not open need not be there.
    let unused = source("none.pem").replace("(c, CA_FILE", "(c, other");
    assert_eq!(found(&unused), Vec::<String>::new());
    let unopened = source("none.pem").replace("SSL_CTX_load_verify_locations(c, CA_FILE, 0)", "use(CA_FILE)");
    assert_eq!(found(&unopened), Vec::<String>::new());
}

#[test]
fn no_source_makes_it_panic() {
    let pieces = ["int main(", "}", "if (", "= fgets(", "< 0", ";", "argv[1]", "\"", "/*"];
    for a in pieces {
        for b in pieces {
            for c in pieces {
                found(&format!("int main() {{ {a} {b} {c} {a}"));
                found(&format!("{a}{b}{c}"));
            }
        }
    }
}

#[test]
fn a_failure_that_nobody_notices() {
    check(
        "void f(SSL *s) {\n SSL_set_fd(s, 3); }",
        "2: nobody looks whether SSL_set_fd has worked",
        "int f(SSL *s) { if (SSL_set_fd(s, 3) != 1) return 0; return 1; }",
    );
    check(
        "void f(HMAC_CTX *c) { if (HMAC_Final(c, h, &n) != SSL_SUCCESS) { fprintf(stderr, \"no\"); }\n use(h); }",
        "1: the program goes on after HMAC_Final has failed",
        "void f(HMAC_CTX *c) { if (HMAC_Final(c, h, &n) != SSL_SUCCESS) { fprintf(stderr, \"no\"); return; }\n use(h); }",
    );
    check(
        "static void say(void) { puts(\"no\"); }\nint f() { if ((s = d2i_SSL_SESSION(0, &p, n)) == NULL)\n say(); use(s); }",
        "2: the program goes on after d2i_SSL_SESSION has failed",
        "static void say(void) { exit(1); }\nint f() { if ((s = d2i_SSL_SESSION(0, &p, n)) == NULL)\n say(); use(s); }",
    );
    check(
        "int main(int argc, char **argv) { if (argc != 2) printf(\"Usage\");\n return x(argv[1]); }",
        "1: the program goes on after it has told its usage",
        "int main(int argc, char **argv) { if (argc != 2) { printf(\"Usage\"); return 1; }\n return x(argv[1]); }",
    );
    check(
        "int f() { int ret; if (s != NULL && (ret = SSL_set_session(a, s) != SSL_SUCCESS)) return 0; return 1; }",
        "1: ret gets the result of the comparison, 1 when SSL_set_session fails: `(ret = SSL_set_session(…)) != SSL_SUCCESS`",
        "int f() { int ret; if (s != NULL && (ret = SSL_set_session(a, s)) != SSL_SUCCESS) return 0; return 1; }",
    );
}

#[test]
fn a_status_that_says_nothing() {
    check(
        "int f() { int ret = SSL_FAILURE; if (g() < 0) goto end; h();\nend: return ret; }",
        "2: f returns SSL_FAILURE, whatever happens: ret is never assigned",
        "int f() { int ret = SSL_FAILURE; if (g() < 0) goto end; ret = h();\nend: return ret; }",
    );
    assert_eq!(found("int f() { int ret = 0; g(&ret); return ret; }"), Vec::<String>::new());
    let begins = "int f() { int ret; if ((ret = load(c)) != SSL_SUCCESS) { goto end; }\n";
    check(
        &format!(
            "{begins} if ((s = open()) == -1) {{ goto end; }}\n if (more() < 0) goto end; ret = 1;\nend: return ret; }}"
        ),
        "2: when open fails, ret still says that load has worked, and so 1 times more: the failure is returned as a success",
        &format!("{begins} if ((s = open()) == -1) {{ ret = 0; goto end; }}\n ret = 1;\nend: return ret; }}"),
    );
    // What has been assigned is no success that somebody has looked for.
    let unknown = "int f() { int ret; if ((ret = connect(s)) == -1) goto end;\n if (open() == -1) goto end; ret = 1;\nend: return ret; }";
    assert_eq!(found(unknown), Vec::<String>::new());
}

#[test]
fn a_server_that_one_client_can_end() {
    let server = |failed: &str, end: &str| {
        format!(
            "int serve() {{ while (1) {{ c = accept(s, 0, 0);\n if ((ret = SSL_accept(ssl)) != 1) {{ {failed} }} again: talk(ssl); close(c); }}\n\
             end: {end} return 1; }}"
        )
    };
    check(
        &server("goto end;", "close(s);"),
        "2: one failed handshake ends the server: `goto end` leaves the loop, and c stays open",
        &server("close(c); continue;", "close(s);"),
    );
    assert!(found(&server("return 1;", "")).contains(
        &"2: one failed handshake ends the server: `return 1` leaves the loop, and c stays open".to_owned()
    ));
    assert!(
        found(&server("goto end;", "close(c);"))
            .contains(&"2: one failed handshake ends the server: `goto end` leaves the loop".to_owned())
    );
    assert_eq!(found(&server("goto again;", "close(s);")), Vec::<String>::new());
}

#[test]
fn text_that_is_shorter_or_longer() {
    check(
        "void f(char *msg) { msg[strnlen(msg, 9) - 1] = 0; }",
        "1: msg[strnlen(…) - 1] is before the start of msg if that is empty",
        "void f(char *msg) { msg[strcspn(msg, \"\\n\")] = 0; }",
    );
    check(
        "int f(const char *id) { return strncmp(id, \"Client\", 6) == 0; }",
        "1: any id that begins with \"Client\" is taken for it",
        "int f(const char *id) { return strncmp(id, \"GET \", 4) == 0 || strncmp(id, \"Client\", 7) == 0; }",
    );
}

#[test]
fn an_argument_too_many_is_asked_for() {
    check(
        "int main(int argc, char **argv) { if ((argc > 2) && (f = fopen(argv[1], \"rb\")) == NULL) return 1; return 0; }",
        "1: argv[1] is only looked at if there are 2 arguments",
        "int main(int argc, char **argv) { if ((argc > 1) && (f = fopen(argv[1], \"rb\")) == NULL) return 1;\n\
         if (argc >= 3) x(argv[2]); if (argc > 5) return 2; return 0; }",
    );
}

#[test]
fn names_that_openssl_refuses() {
    check(
        "#define LIST \"TLS13-AES128-GCM-SHA256\"\nint f() { return\n SSL_CTX_set_cipher_list(c, LIST); }",
        "3: OpenSSL refuses these cipher suites: TLS13-AES128-GCM-SHA256",
        "int f() { return SSL_CTX_set_cipher_list(c, \"ECDHE+AESGCM\") + wolfSSL_CTX_set1_groups_list(c, \"P-521:P-256\"); }",
    );
    assert_eq!(
        found("int f() { return SSL_CTX_set1_sigalgs_list(c, \"RSA+SHA0\"); }"),
        ["1: OpenSSL refuses these signature algorithms: RSA+SHA0"]
    );
}

#[test]
fn connections_that_are_not_what_they_seem() {
    let client = "#define HOME \"127.0.0.1\"\nint main(int argc, char **argv) { struct sockaddr_in a; printf(\"to %s\", HOME);\n";
    check(
        &format!("{client} if (argc > 1) h = gethostbyname(argv[1]); connect(s, &a, 9); }}"),
        "2: 127.0.0.1 is printed, but the address that is connected to stays 0.0.0.0",
        &format!("{client} inet_pton(AF_INET, HOME, &a.sin_addr); connect(s, &a, 9); }}"),
    );
    check(
        "int main() { s = socket(1, 2, 3);\n SSL_write(ssl, b, 9); }",
        "2: SIGPIPE is not handled: after SSL_write to a peer that has gone",
        "int main() { s = socket(1, 2, 3); signal(SIGPIPE, SIG_IGN);\n SSL_write(ssl, b, 9); close(s); }",
    );
    check(
        "int main() { s = socket(1, 2, 3);\n send(s, b, 9, 0);\n send(s, b, 9, 0); close(s); }",
        "2: SIGPIPE is not handled: after send to a peer that has gone",
        "int main() { s = socket(1, 2, 3); send(s, b, 9, 0); close(s); }", // the first write still works
    );
    check(
        "int main() {\n s = socket(1, 2, 3); connect(s, a, n); }",
        "2: no close: the socket stays open",
        "int main() {\n s = socket(1, 2, 3); connect(s, a, n); SSL_set0_rbio(ssl, BIO_new_socket(s, BIO_CLOSE)); }",
    );
}

#[test]
fn sockets_that_block_in_a_loop_that_must_not() {
    let server =
        "s = socket(1, 2, 3);\n if (SSL_want(ssl) == SSL_READING) return 1; poll(p, 1, 9); close(s); }";
    check(
        &format!("int main() {{ {server}"),
        "2: SSL_want is asked, but no fcntl sets O_NONBLOCK",
        &format!("int main() {{ fcntl(s, F_SETFL, O_NONBLOCK); {server}"),
    );
}

#[test]
fn zero_is_what_a_call_has_returned_that_fails_with_nothing_else() {
    check(
        "void f(SSL *s) { int r = SSL_read(s, b, 9); use(SSL_get_error(s, 0)); SSL_read_early_data(s, b, 9, &n); }",
        "1: SSL_get_error is not given what the failed call has returned",
        "void f(SSL *s) { int r = SSL_read_early_data(s, b, 9, &n); if (r <= 0) use(SSL_get_error(s, 0)); }",
    );
}

#[test]
fn two_programs_that_do_not_end_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let read = |name: &str, source: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, source).unwrap();
        read(&[path]).unwrap()
    };
    let client =
        |word: &str| format!("int main() {{ SSL_connect(s);\n if (strcmp(m, \"{word}\") == 0) end(); }}");
    let server = read("s.c", "int main() { SSL_accept(s);\n\n if (strcmp(m, \"break\") == 0) end(); }");
    let found = |client: &str| {
        let client = read("c.c", client);
        let slip = pair(&Program::new(&client), &Program::new(&server))?;
        Some((slip.line, slip.what.to_string()))
    };
    let what = "\"break\\n\" is sent, but s.c:3 waits for \"break\"".to_owned();
    assert_eq!(found(&client("break\\n")), Some((2, what.clone())));
    let turned = "#define END \"break\\n\"\nint main() { SSL_connect(s);\n if (!strcmp(END, m)) end(); }";
    assert_eq!(found(turned), Some((3, what)));
    assert_eq!(found(&client("break")), None);
    assert_eq!(found(&client("stop\\n")), None);
}
