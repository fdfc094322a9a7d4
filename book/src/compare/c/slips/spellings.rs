//! Tests that a check does not depend on how a slip is written: each finds it in three spellings, and nothing in a
//! program that looks like them and is right.

use super::tests::found;

/// Asserts that `slip` is found in each spelling, and not in `innocent`, nor anything else there.
fn check(slip: &str, spellings: [&str; 3], innocent: &str) {
    for spelling in spellings {
        let shown = found(spelling);
        assert!(shown.iter().any(|one| one.contains(slip)), "{slip}\n{spelling}\n{shown:#?}");
    }
    assert_eq!(found(innocent), Vec::<String>::new(), "{innocent}");
}

#[test]
fn results() {
    check(
        "fgets returns a pointer",
        [
            "int f() { if (0 > fgets(a, 9, stdin)) return 1; return 0; }",
            "int f() { char *p = fgets(a, 9, stdin); if (p < 0) return 1; return 0; }",
            "int f() { do { use(a); } while (!((char *)fgets(a, 9, stdin) < (0))); return 0; }",
        ],
        "int f() { char *p = fgets(a, 9, stdin); if (!p) return 1; n = read(s, a, 9); if (n < 0) return 2; return 0; }",
    );
    check(
        "fread returns a size_t",
        [
            "int f() { size_t n = fread(b, 1, 9, fp); if (n < 0) return 1; return 0; }",
            "int f() { for (n = 0; (n = fread(b, 1, 9, fp)) < 0; ) use(n); return 0; }",
            "int f() { if (0 > (int)fread(b, 1, 9, fp)) return 1; return 0; }",
        ],
        "int f() { size_t n; if ((n = fread(b, 1, 9, fp)) <= 0) return 1; return 0; }",
    );
    check(
        "SSL_read returns 0, too",
        [
            "int f() { if (SSL_read(s, b, 9) < 0) return 1; return 0; }",
            "int f() { int n = wolfSSL_read(s, b, 9); if (0 > n) return 1; return 0; }",
            "int f() { do { n = 0; } while ((n = SSL_read(s, b, 9)) < (0)); return 0; }",
        ],
        "int f() { int n = SSL_read(s, b, 9); if (n < 0) return 1; else if (n == 0) return 2; return 0; }",
    );
    check(
        "SSL_get_error is not given",
        [
            "void f(SSL *s) { int e = SSL_get_error(s, 0); use(e); }",
            "void f(SSL *s) { use(wolfSSL_get_error(s, (int)0)); }",
            "#define WHY(s, r) SSL_get_error(s, r)\nvoid f(SSL *s) { switch (WHY(s, (0))) { } }",
        ],
        "void f(SSL *s) { int r = SSL_connect(s); use(SSL_get_error(s, r)); SSL_CTX_set_verify(c, 1, 0); }",
    );
    check(
        "given a code of SSL_get_error",
        [
            "void f(SSL *s, int r) { int e = SSL_get_error(s, r); puts(ERR_error_string(e, 0)); }",
            "void f(SSL *s, int r) { puts(ERR_error_string((unsigned long)SSL_get_error(s, r), 0)); }",
            "void f(SSL *s, int r) { unsigned long e; e = (unsigned long)(SSL_get_error(s, r)); ERR_error_string_n(e, b, 9); }",
        ],
        "void f(SSL *s, int r) { unsigned long e = SSL_get_error(s, r); use(e); e = ERR_get_error(); puts(ERR_error_string(e, 0)); }",
    );
    check(
        "is used without a look whether gethostbyname has failed",
        [
            "void f() { struct hostent *h = gethostbyname(n); use(h->h_addr); }",
            "void f() { memcpy(&a, gethostbyname(n)->h_addr, 4); }",
            "void f() { struct hostent *h; h = (struct hostent *)(gethostbyname(n)); use((*h).h_addr); }",
        ],
        "void f() { struct hostent *h = gethostbyname(n); if (!h) return; use(h->h_addr); }",
    );
    check(
        "nobody looks whether SSL_set_fd has worked",
        [
            "#define SET(s, fd) SSL_set_fd(s, fd)\nvoid f(SSL *s) { SET(s, 3); }",
            "int f(SSL *s) { int r = SSL_set_fd(s, 3); r = SSL_connect(s); return r; }",
            "void f(SSL *s) { do { if (fd > 0) SSL_set_fd(s, fd); } while (0); }",
        ],
        "#define CHECK(x) if ((x) != 1) return 0\nint f(SSL *s) { CHECK(SSL_set_fd(s, 3)); (void)SSL_set_fd(s, 4); int r = SSL_set_fd(s, 5); return r; }",
    );
    check(
        "gets the result of the comparison",
        [
            "int f() { int r; if (r = SSL_accept(s) <= 0) return r; return 0; }",
            "int f() { int r; while ((r = (connect(s, a, n)) == -1)) wait(r); return 0; }",
            "int f() { int r; if (s && (r = (SSL_SUCCESS != SSL_set_session(a, s)))) return r; return 0; }",
        ],
        "int f() { bool failed; if ((failed = SSL_accept(s) != 1)) return 1; int r; if ((r = SSL_accept(s)) != 1) return r; return 0; }",
    );
    check(
        "the program goes on after HMAC_Final has failed",
        [
            "void f() { int r = HMAC_Final(c, h, &n); if (r != 1) puts(\"no\"); use(h); }",
            "void f() { if (!HMAC_Final(c, h, &n)) { perror(\"no\"); } use(h); }",
            "void f() { if (1 != (r = HMAC_Final(c, h, &n))) { /* no */ fprintf(stderr, \"no\"); } use(h); }",
        ],
        "void f() { if (!HMAC_Final(c, h, &n)) { puts(\"no\"); return; } if (!SSL_session_reused(s)) { puts(\"not reused\"); } use(h); }",
    );
}

#[test]
fn memory() {
    check(
        "has only lent",
        [
            "void f() { SSL_SESSION *s = SSL_get_session(ssl); save(s); SSL_SESSION_free(s); }",
            "void f() { SSL_SESSION_free(wolfSSL_get_session(ssl)); }",
            "void f() { SSL_SESSION *s; if ((s = (SSL_SESSION *)SSL_get_session(ssl)) != NULL) SSL_SESSION_free((s)); }",
        ],
        "void f() { SSL_SESSION *s = SSL_get_session(ssl); SSL_SESSION_up_ref(s); SSL_SESSION_free(s); }",
    );
    check(
        "rsa is a RSA: RSA_free frees it",
        [
            "void f() { RSA *rsa; rsa = RSA_new(); free((void *)rsa); }",
            "void f() { RSA *other = 0, *rsa = RSA_new(); do { free(rsa); } while (0); }",
            "#define DROP(p) free(p)\nvoid f(RSA *rsa) { DROP(rsa); }",
        ],
        "void f() { BYTE *text = (BYTE *)malloc(9); free(text); RSA *rsa = RSA_new(); RSA_free(rsa); }",
    );
    check(
        "is called twice",
        [
            "void done(int a) { close(a); }\nvoid g() { int p = o(); done(p); close(p); }",
            "void done(SSL *a) { SSL_free((a)); }\nvoid g() { SSL *p = o(); do { done(p); } while (0); if (p) SSL_free(p); }",
            "#define DROP(p) free(p)\nvoid done(char *a) { DROP(a); }\nvoid g() { char *p = o(); done((void *)p); free(p); }",
        ],
        "void done(FILE *a) { fclose(a); }\nvoid g() { FILE *p = o(); if (go()) { done(p); return; } fclose(p); p = o(); done(p); p = 0; if (p) fclose(p); }",
    );
    check(
        "the caller's buffer is never written",
        [
            "int cb(unsigned char *key) { key = (unsigned char *)\"ab\"; return 2; }",
            "int cb(unsigned char key[]) { if (ready()) key = secret; return 2; }",
            "int cb(char *key) { for (key = text; *other; other++) { } return 2; }",
        ],
        "int cb(char *host) { if (host == NULL) host = \"localhost\"; return use(host); }",
    );
}

#[test]
fn loops() {
    check(
        "has got the last part of the input",
        [
            "void f() { while (1) { size_t n = fread(b, 1, SIZE, in); if (SIZE > n) { break; } Update(b, n); } }",
            "void f() { for (;;) { if ((n = fread(b, 1, SIZE, in)) != SIZE) break; Update(b, (int)n); } }",
            "void f() { while ((n = fread(b, 1, SIZE, in)) == SIZE) { Update(b, n); } }",
        ],
        "void f() { while ((n = fread(b, 1, SIZE, in)) == SIZE) { Update(b, n); } Update(b, n); }",
    );
    check(
        "reads again, without a pause",
        [
            "int f(int fd) { int n; do { n = read(fd, b, 9); } while (n <= 0); return n; }",
            "int f(int fd) { int n; while ((n = recv(fd, b, 9, 0)) < 1) { } return n; }",
            "int f(int fd) { for (int n = 0; 0 >= n; ) { n = (int)read(fd, b, 9); } return 0; }",
        ],
        "int f(int fd) { int n = 0; while (n <= 0) { n = read(fd, b, 9); if (n == 0) break; usleep(9); } return n; }",
    );
    check(
        "does not block, and nothing waits",
        [
            "int main() { int s = socket(1, 2 | SOCK_NONBLOCK, 3); while (1) step(s); }",
            "int main() { ioctl(s, FIONBIO, &one); do step(s); while (1); }",
            "int main() { fcntl(s, F_SETFL, flags | (O_NONBLOCK)); for (;;) step(s); }",
        ],
        "int main() { fcntl(s, F_SETFL, O_NONBLOCK); for (;;) { poll(&p, 1, -1); step(s); } }",
    );
}

/// The connection, however it has come into its variable, and the failure, however it is found.
#[test]
fn servers_that_one_client_ends() {
    let server = |connection: &str, handshake: &str, after: &str| {
        format!(
            "static int next(int s, int *out) {{ *out = accept(s, 0, 0); return 0; }}\n\
             static void shut(int fd) {{ close(fd); }}\n\
             int serve(int s) {{ int c; while (1) {{ {connection} {handshake} talk(ssl); close(c); }}\nend: {after} return 1; }}"
        )
    };
    let handshake = "if ((r = SSL_accept(ssl)) != 1) { goto end; }";
    let open =
        ["int c = accept(s, 0, 0);", "if ((c = (int)accept4(s, 0, 0, 0)) < 0) continue;", "next(s, &c);"]
            .map(|connection| server(connection, handshake, "close(s);"));
    let slip = "`goto end` leaves the loop, and c stays open";
    check(slip, open.each_ref().map(String::as_str), &server("int c = accept(s, 0, 0);", "", "close(s);"));
    let ended = [
        "int r = SSL_accept(ssl); if (r <= 0) { close(c); return 1; }",
        "if (1 == wolfSSL_accept(ssl)) { greet(); } else { shut(c); break; }",
        "do { r = SSL_accept(ssl); } while (0); if (r != 1) { shut((c)); goto end; }",
    ]
    .map(|handshake| server("int c = accept(s, 0, 0);", handshake, ""));
    for server in &ended {
        let shown = found(server);
        let slip = |one: &String| {
            one.contains("one failed handshake ends the server") && !one.contains("stays open")
        };
        assert!(shown.iter().any(slip), "{server}\n{shown:#?}");
    }
    // A server without sockets.
    check(
        "`goto end` leaves the loop",
        [
            "int f() { for (;;) { if (SSL_accept(s) != 1) goto end; talk(s); }\nend: return 0; }",
            "int f() { while (1) { int r = SSL_accept(s); if (r < 1) { say(); goto end; } talk(s); }\nend: return 0; }",
            "int f() { do { if (!(SSL_accept(s) == 1)) goto end; talk(s); } while (1);\nend: return 0; }",
        ],
        "int f() { for (;;) { if (SSL_accept(s) != 1) goto next; talk(s); next: SSL_free(s); } }",
    );
    // It goes on with the next client; and an inner loop that only tries again is left, not the outer one.
    let innocent = [
        "if (SSL_accept(ssl) != 1) { if (verbose) puts(\"no\"); close(c); continue; }",
        "while ((r = SSL_accept(ssl)) != 1) { if (r != 1) break; }",
        "if (SSL_accept(ssl) == 1) { talk(ssl); return 0; }",
        "if (SSL_accept(ssl) != 1) { switch (why) { case 1: break; } close(c); goto again; } again:",
    ];
    for handshake in innocent {
        assert_eq!(found(&server("int c = accept(s, 0, 0);", handshake, "close(s);")), Vec::<String>::new());
    }
}

#[test]
fn texts() {
    check(
        "is before the start of msg",
        [
            "void f(char *msg) { int n = strlen(msg) - 1; msg[n] = 0; }",
            "void f(char *msg) { size_t n = strnlen(msg, 9); if (big) msg[(n) - 1] = 0; }",
            "void f(char *msg) { while (fgets(msg, 9, stdin)) { msg[(int)strlen(msg) - 1] = 0; } }",
        ],
        "void f(char *msg) { size_t n = strlen(msg); if (n > 0 && msg[n - 1] == 10) msg[n - 1] = 0; if (*msg) msg[strlen(msg) - 1] = 0; }",
    );
    check(
        "any id that begins with \"Client\" is taken for it",
        [
            "int f(char *id) { return !strncmp(\"Client\", id, 6); }",
            "#define NAME \"Client\"\nint f(char *id) { return strncmp(id, NAME, strlen(NAME)) == 0; }",
            "#define SIZE 6\nint f(char *id) { int r = strncasecmp((id), \"Client\", (size_t)SIZE); return r == 0; }",
        ],
        "int f(char *id) { if (strncmp(id, \"Client\", 6) == 0 && id[6] == 0) return 1; return strncmp(id, \"Client\", sizeof(\"Client\")); }",
    );
}

#[test]
fn statuses() {
    check(
        "ret is never assigned",
        [
            "int f() { int n, ret = SSL_FAILURE; n = g(); if (n < 0) goto end; h();\nend: return (ret); }",
            "int f() { static int ret = -1; do { g(); } while (0); return ret; }",
            "int f() { const char *p = 0; int ret = (int)SSL_FAILURE; use(p); return ret; }",
        ],
        "#define DONE(r) (r) = 1\nchar *g() { char text[9] = \"\"; fill(text); return text; }\nint f() { int ret = 0; DONE(ret); return ret; }\nint h() { int r = g(); return r; }",
    );
    check(
        "ret still says that load has worked",
        [
            "int f() { int ret = load(c); if (ret != SSL_SUCCESS) goto end; if (open() == -1) goto end; ret = 1;\nend: return ret; }",
            "int f() { int ret; ret = load(c); if (1 != ret) { goto end; } if (open() == -1) { say(); goto end; } ret = 1;\nend: return ret; }",
            "int f() { int ret; if ((ret = load(c)) != 1) return ret; if (open() == -1) return ret; return (ret); }",
        ],
        "int f() { int ret = load(c); if (ret != SSL_SUCCESS) goto end; ret = -1; if (open() == -1) goto end; ret = 1;\nend: return ret; }",
    );
    check(
        "the exit status is 0, whatever has failed",
        [
            "int main() { if (x()) goto end; y(); end: return (0); }",
            "int main() { if (x()) goto end; y(); end: return EXIT_SUCCESS; }",
            "int main() { do { if (x()) goto end; } while (y()); end: return (int)0; }",
        ],
        "int main() { int r = 1; if (x()) goto end; y(); r = 0; end: return r; }",
    );
    check(
        "the exit status is 1 (SSL_SUCCESS) for success",
        [
            "int main() { int r = SSL_FAILURE; r = SSL_SUCCESS; return r; }",
            "int main() { int a, r = (int)(SSL_FAILURE); a = x(); if (a) { r = SSL_SUCCESS; } return (r); }",
            "int main() { int r; r = x(); if (r != SSL_SUCCESS) r = (SSL_FAILURE); return r; }",
        ],
        "int main() { int r = SSL_FAILURE; r = x(); return r == SSL_SUCCESS ? 0 : 1; }",
    );
}

#[test]
fn arguments() {
    check(
        "argv[2] overwrites a, which argv[1] has set",
        [
            "int main(int argc, char **argv) { char *a = argv[1]; a = argv[2]; return use(a); }",
            "int main(int argc, char **argv) { char *a; a = (char *)argv[1]; if (argc > 2) a = (argv[2]); return use(a); }",
            "int main(int argc, char **argv) { for (a = argv[1]; go(); ) { a = argv[2]; } return use(a); }",
        ],
        "int main(int argc, char **argv) { char *a; if (go()) { a = argv[1]; } else { a = argv[2]; }\n\
         switch (argc) { case 2: b = argv[1]; break; case 3: b = argv[2]; break; } return use(a); }",
    );
    check(
        "argv[1] is only looked at if there are 2 arguments",
        [
            "int main(int argc, char **argv) { FILE *f = argc > 2 ? fopen(argv[1], \"r\") : stdin; return use(f); }",
            "int main(int argc, char **argv) { if (3 <= argc) f = fopen(argv[1], \"r\"); return use(f); }",
            "int main(int argc, char **argv) { if ((argc) > (2) && go()) { f = fopen(argv[1], \"r\"); } return use(f); }",
        ],
        "int main(int argc, char **argv) { FILE *f = argc > 1 ? fopen(argv[1], \"r\") : stdin; if (2 < argc) use(argv[2]); return use(f); }",
    );
    check(
        "it has told its usage",
        [
            "int main(int argc, char **argv) { if (2 != argc) printf(\"Usage\"); return x(argv[1]); }",
            "int main(int argc, char **argv) { if (argc < 2) { puts(\"Usage\"); } return x(argv[1]); }",
            "static void usage(void) { puts(\"Usage\"); }\nint main(int argc, char **argv) { if ((argc) != 2) usage(); return x(argv[1]); }",
        ],
        "int main(int argc, char **argv) { if (argc < 2) { puts(\"Usage\"); exit(1); } return x(argv[1]); }",
    );
}

#[test]
fn programs() {
    check(
        "no SSL_CTX_set_verify",
        [
            "int main() { SSL_set1_host(s, h); int r = wolfSSL_connect(s); return r; }",
            "#define GO(s) SSL_connect(s)\nint main() { SSL_set1_host(s, h); SSL_CTX_set_verify(c, (SSL_VERIFY_NONE), 0); return SSL_connect(s); }",
            "static int go(SSL *s) { do { r = SSL_connect(s); } while (r < 1); return r; }\nint main() { SSL_set1_host(s, h); return go(s); }",
        ],
        "int main() { SSL_set_verify(s, SSL_VERIFY_PEER, 0); SSL_set1_host(s, h); return SSL_connect(s); }",
    );
    check(
        "nobody looks whether the certificate is that of the host",
        [
            "int main() { SSL_CTX_set_verify(c, SSL_VERIFY_PEER, 0); return wolfSSL_connect(s); }",
            "int main() { SSL_CTX_set_verify(c, (SSL_VERIFY_PEER), 0); int r = SSL_connect(s); return r; }",
            "#define GO SSL_connect(s)\nint main() { SSL_set_verify(s, SSL_VERIFY_PEER, 0); if (GO != 1) return 1; return 0; }",
        ],
        "int main() { SSL_CTX_set_psk_client_callback(c, key); SSL_CTX_set_verify(c, SSL_VERIFY_PEER, 0); return SSL_connect(s); }",
    );
    check(
        "OpenSSL refuses these cipher suites: NO-SUCH",
        [
            "int f() { const char *list = \"NO-SUCH\"; return SSL_CTX_set_cipher_list(c, list); }",
            "#define LIST \"NO-SUCH\"\nint f() { return wolfSSL_CTX_set_cipher_list(c, (LIST)); }",
            "#define SET(c, l) SSL_set_cipher_list(c, l)\nint f() { if (SET(s, \"NO-SUCH\") != 1) return 1; return 0; }",
        ],
        "int f() { const char *list = \"ECDHE+AESGCM\"; return SSL_CTX_set_cipher_list(c, list); }",
    );
    check(
        "the address is a fixed 192.0.2.1",
        [
            "#define HOST \"192.0.2.1\"\nint main() { return go(HOST); }",
            "int main() { const char *host = \"192.0.2.1\"; return go(host); }",
            "int main() { for (ip = (char *)\"192.0.2.1\"; go(ip); ) { } return 0; }",
        ],
        "#define OTHER \"192.0.2.1\"\nint main() { return go(\"127.0.0.1\"); }",
    );
    check(
        "no SO_REUSEADDR",
        [
            "int main() { int r = bind(s, a, n); return r; }",
            "int main() { if ((bind)(s, a, n) == -1 || bind(s, b, n)) return 1; return 0; }",
            "static int open_at(int s) { return bind(s, a, n); }\nint main() { return open_at(3); }",
        ],
        "int main() { int one = 1; setsockopt(s, SOL_SOCKET, (SO_REUSEADDR), &one, sizeof(one)); return bind(s, a, n); }",
    );
    check(
        "SIGPIPE is not handled",
        [
            "int main() { int s = socket(1, 2, 3); return wolfSSL_write(ssl, b, 9); }",
            "static int say(int s) { do { n = send(s, b, 9, 0); } while (n < 0); return n; }\nint main() { return say(socket(1, 2, 3)); }",
            "int main() { if ((s = socket(1, 2, 3)) < 0) return 1; write(s, b, 9); return (int)write(s, b, 9); }",
        ],
        "int main() { int s = socket(1, 2, 3); while (send(s, b, 9, (MSG_NOSIGNAL)) > 0) { } return close(s); }",
    );
    check(
        "no close: the socket stays open",
        [
            "int main() { int s = socket(1, 2, 3); return connect(s, a, n); }",
            "#define OPEN socket(1, 2, 3)\nint main() { return listen(OPEN, 5); }",
            "static int dial(void) { do { s = socket(1, 2, 3); } while (s < 0); return s; }\nint main() { return dial(); }",
        ],
        "#define END(s) do { close(s); } while (0)\nint main() { int s = socket(1, 2, 3); END(s); return 0; }",
    );
    let step = "static void step(void) { connect(s, a, n); close(s); }\nint main() { ";
    check(
        "nothing leaves this loop",
        [
            &format!("{step}while (1) step(); }}"),
            &format!("{step}for (;;) {{ step(); switch (n) {{ case 1: break; }} }} }}"),
            &format!("{step}do {{ step(); while (n) break; }} while ((true)); return 0; }}"),
        ],
        &format!("{step}while (1) {{ step(); if (n) break; }} return 0; }}"),
    );
    check(
        "no fcntl sets O_NONBLOCK",
        [
            "int main() { int s = socket(1, 2, 3); int w = wolfSSL_want(ssl); close(s); return w; }",
            "int main() { int s = socket(1, 2, 3); if (!SSL_want_read(ssl)) close(s); return 0; }",
            "static int again(void) { return 2 == (SSL_want(ssl)); }\nint main() { int s = socket(1, 2, 3); close(s); return again(); }",
        ],
        "#define SET(s) do { fcntl(s, F_SETFL, O_NONBLOCK); } while (0)\nint main() { SET(socket(1, 2, 3)); close(s); return SSL_want(ssl); }",
    );
    check(
        "127.0.0.1 is printed",
        [
            "int main() { printf(\"to %s\", \"127.0.0.1\"); return connect(s, a, n); }",
            "#define HOME \"127.0.0.1\"\nint main() { fprintf(stderr, \"to %s\", (HOME)); int r = connect(s, a, n); return r; }",
            "#define HOME \"127.0.0.1\"\nint main(int argc, char **argv) { printf(\"to %s\", HOME); if (argc > 1) inet_pton(2, argv[1], &a); return connect(s, a, n); }",
        ],
        "int main() { printf(\"to %s\", \"127.0.0.1\"); a.sin_addr.s_addr = htonl(INADDR_LOOPBACK); return connect(s, &a, n); }",
    );
}
