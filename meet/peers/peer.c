/* A TLS client and a TLS server for our programs to meet: on OpenSSL, or with -DWITH_WOLFSSL on wolfSSL, which takes
 * the same calls through its compatibility layer.
 *
 *     peer server SUBJECT        shows "port N", and serves one client after the other
 *     peer client SUBJECT PORT   says "Hello server", and shows the answer; twice if SUBJECT is about two connections
 *
 * SUBJECT is what the session is about; the names are in `about_one`, and several may be joined: psk+once. Both are run
 * in the folder that has certs/.
 * Exit status 3: the library cannot do it; the last line says why.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <sys/socket.h>

#ifdef WITH_WOLFSSL
#include <wolfssl/options.h>
#include <wolfssl/openssl/ssl.h>
#else
#include <openssl/err.h>
#include <openssl/ssl.h>
#endif

#define CANNOT 3
#define MOST_EARLY 32 /* bytes of early data, as in the book */

static const char hello[] = "Hello server";
static const char answer[] = "I hear ya fa shizzle!";

/* What the session is about. */
static int version = TLS1_3_VERSION;
static int mutual, psk, resumption, early_data, hybrid;
/* A server that says goodbye after its first answer and has gone; one that is gone without a word; one that says goodbye
 * and waits for the client; one that sends a ticket before each answer (the only ones on OpenSSL; wolfSSL sends one after the handshake, too). */
static int once, cut, half, late;

static void cannot(const char *why)
{
    printf("cannot: %s\n", why);
    exit(CANNOT);
}

static void fail(const char *what)
{
    fprintf(stderr, "peer: %s has failed\n", what);
#ifndef WITH_WOLFSSL
    ERR_print_errors_fp(stderr);
#endif
    exit(1);
}

static void check(int success, const char *what)
{
    if (!success)
        fail(what);
}

/* The book's pre-shared key. */
static const char identity_of_book[] = "Client_identity";
static const unsigned char key_of_book[] = { 0x1a, 0x2b, 0x3c, 0x4d };

static unsigned int psk_client(SSL *ssl, const char *hint, char *identity, unsigned int max_identity,
                               unsigned char *key, unsigned int max_key)
{
    (void)ssl, (void)hint;
    if (max_identity < sizeof(identity_of_book) || max_key < sizeof(key_of_book))
        return 0;
    memcpy(identity, identity_of_book, sizeof(identity_of_book));
    memcpy(key, key_of_book, sizeof(key_of_book));
    return sizeof(key_of_book);
}

static unsigned int psk_server(SSL *ssl, const char *identity, unsigned char *key, unsigned int max_key)
{
    (void)ssl;
    if (identity == NULL || strcmp(identity, identity_of_book) != 0 || max_key < sizeof(key_of_book))
        return 0;
    memcpy(key, key_of_book, sizeof(key_of_book));
    return sizeof(key_of_book);
}

static void use_identity(SSL_CTX *ctx, const char *certificate, const char *key)
{
    check(SSL_CTX_use_certificate_file(ctx, certificate, SSL_FILETYPE_PEM) == 1, certificate);
    check(SSL_CTX_use_PrivateKey_file(ctx, key, SSL_FILETYPE_PEM) == 1, key);
}

static SSL_CTX *context(int server)
{
    SSL_CTX *ctx = SSL_CTX_new(server ? TLS_server_method() : TLS_client_method());
    check(ctx != NULL, "SSL_CTX_new");
    check(SSL_CTX_set_min_proto_version(ctx, version) == 1, "SSL_CTX_set_min_proto_version");
    check(SSL_CTX_set_max_proto_version(ctx, version) == 1, "SSL_CTX_set_max_proto_version");
    if (hybrid && SSL_CTX_set1_groups_list(ctx, "X25519MLKEM768") != 1)
        cannot("the library of this peer has no X25519MLKEM768");
    if (psk) {
        if (server)
            SSL_CTX_set_psk_server_callback(ctx, psk_server);
        else
            SSL_CTX_set_psk_client_callback(ctx, psk_client);
        return ctx; /* no certificates */
    }
    if (server)
        use_identity(ctx, "certs/tb-server-cert.pem", "certs/tb-server-key.pem");
    else if (mutual)
        use_identity(ctx, "certs/tb-client-cert.pem", "certs/tb-client-key.pem");
    if (!server || mutual) {
        int mode = SSL_VERIFY_PEER | (server ? SSL_VERIFY_FAIL_IF_NO_PEER_CERT : 0);
        check(SSL_CTX_load_verify_locations(ctx, "certs/tb-ca-cert.pem", NULL) == 1, "SSL_CTX_load_verify_locations");
        SSL_CTX_set_verify(ctx, mode, NULL);
    }
#ifndef WITH_WOLFSSL
    if (early_data && server)
        check(SSL_CTX_set_max_early_data(ctx, MOST_EARLY) == 1, "SSL_CTX_set_max_early_data");
    if (late && server)
        check(SSL_CTX_set_num_tickets(ctx, 0) == 1, "SSL_CTX_set_num_tickets");
#endif
    return ctx;
}

static void send_ticket(SSL *ssl)
{
#ifndef WITH_WOLFSSL
    check(SSL_new_session_ticket(ssl) == 1, "SSL_new_session_ticket");
    check(SSL_do_handshake(ssl) == 1, "SSL_do_handshake");
#else
    check(wolfSSL_send_SessionTicket(ssl) == 1, "wolfSSL_send_SessionTicket");
#endif
}

/* Reads the early data of a client, before SSL_accept. */
static void take_early_data(SSL *ssl)
{
#ifndef WITH_WOLFSSL
    unsigned char data[MOST_EARLY];
    size_t length;
    int state;
    while ((state = SSL_read_early_data(ssl, data, sizeof(data), &length)) == SSL_READ_EARLY_DATA_SUCCESS)
        printf("Early: %.*s\n", (int)length, (const char *)data);
    check(state == SSL_READ_EARLY_DATA_FINISH, "SSL_read_early_data");
#else
    (void)ssl;
#endif
}

static void serve(SSL *ssl)
{
    char message[1024];
    int length;
    while ((length = SSL_read(ssl, message, sizeof(message) - 1)) > 0) {
        message[length] = '\0';
        printf("Received: %s\n", message);
        if (strcmp(message, "break") == 0)
            break;
        if (late)
            send_ticket(ssl);
        check(SSL_write(ssl, answer, sizeof(answer)) > 0, "SSL_write");
        if (cut)
            return;
        if (once)
            break;
        if (half) {
            SSL_shutdown(ssl); /* our close_notify */
            shutdown(SSL_get_fd(ssl), SHUT_WR);
            while (recv(SSL_get_fd(ssl), message, sizeof(message), 0) > 0)
                ; /* until the client closes, too */
            return;
        }
    }
    if (SSL_shutdown(ssl) == 0 && !once)
        SSL_shutdown(ssl); /* waits for the client's close_notify */
}

static void run_server(SSL_CTX *ctx)
{
    struct sockaddr_in address = { .sin_family = AF_INET };
    socklen_t length = sizeof(address);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    check(bind(listener, (struct sockaddr *)&address, length) == 0 && listen(listener, 5) == 0, "listen");
    check(getsockname(listener, (struct sockaddr *)&address, &length) == 0, "getsockname");
    printf("port %d\n", ntohs(address.sin_port));
    for (;;) {
        int connection = accept(listener, NULL, NULL);
        SSL *ssl = SSL_new(ctx);
        check(ssl != NULL && SSL_set_fd(ssl, connection) == 1, "SSL_set_fd");
        if (early_data)
            take_early_data(ssl);
        check(SSL_accept(ssl) == 1, "SSL_accept");
        printf("%s, %s\n", SSL_get_version(ssl), SSL_session_reused(ssl) ? "reused" : "new");
        serve(ssl);
        SSL_free(ssl);
        close(connection);
    }
}

/* One connection. Returns its session, with the ticket if one has come. */
static SSL_SESSION *session_with(SSL_CTX *ctx, int port, SSL_SESSION *earlier)
{
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((unsigned short)port) };
    char message[1024];
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int connection = socket(AF_INET, SOCK_STREAM, 0);
    check(connect(connection, (struct sockaddr *)&address, sizeof(address)) == 0, "connect");
    SSL *ssl = SSL_new(ctx);
    check(ssl != NULL && SSL_set_fd(ssl, connection) == 1, "SSL_set_fd");
    if (earlier != NULL)
        check(SSL_set_session(ssl, earlier) == 1, "SSL_set_session");
#ifndef WITH_WOLFSSL
    static const char early[] = "good early morning";
    size_t written;
    if (earlier != NULL && early_data)
        check(SSL_write_early_data(ssl, early, strlen(early), &written) == 1, "SSL_write_early_data");
#endif
    check(SSL_connect(ssl) == 1, "SSL_connect");
    printf("%s, %s\n", SSL_get_version(ssl), SSL_session_reused(ssl) ? "reused" : "new");
#ifndef WITH_WOLFSSL
    if (earlier != NULL && early_data)
        check(SSL_get_early_data_status(ssl) == SSL_EARLY_DATA_ACCEPTED, "early data");
#endif
    check(SSL_write(ssl, hello, (int)strlen(hello)) > 0, "SSL_write");
    int length = SSL_read(ssl, message, sizeof(message) - 1);
    check(length > 0, "SSL_read");
    printf("Received: %.*s\n", length, message);
    SSL_SESSION *session = SSL_get1_session(ssl);
    if (SSL_shutdown(ssl) == 0)
        SSL_shutdown(ssl); /* waits for the server's close_notify */
    SSL_free(ssl);
    close(connection);
    return session;
}

static void run_client(SSL_CTX *ctx, int port)
{
    SSL_SESSION *session = session_with(ctx, port, NULL);
    if (resumption || early_data)
        SSL_SESSION_free(session_with(ctx, port, session));
    SSL_SESSION_free(session);
}

static void about_one(const char *subject)
{
    const struct { const char *name; int *flag; } subjects[] = {
        { "mutual", &mutual }, { "psk", &psk }, { "resumption", &resumption }, { "early-data", &early_data },
        { "hybrid", &hybrid }, { "once", &once }, { "cut", &cut }, { "half", &half }, { "late", &late },
    };
    if (strcmp(subject, "tls1.3") == 0)
        return;
    if (strcmp(subject, "tls1.2") == 0) {
        version = TLS1_2_VERSION;
        return;
    }
    for (size_t i = 0; i < sizeof(subjects) / sizeof(subjects[0]); i++) {
        if (strcmp(subject, subjects[i].name) == 0) {
            *subjects[i].flag = 1;
            return;
        }
    }
    fprintf(stderr, "peer: no such subject: %s\n", subject);
    exit(2);
}

static void about(char *subjects)
{
    for (char *subject = strtok(subjects, "+"); subject != NULL; subject = strtok(NULL, "+"))
        about_one(subject);
}

int main(int argc, char **argv)
{
    setvbuf(stdout, NULL, _IOLBF, 0);
    signal(SIGPIPE, SIG_IGN); /* a client that has gone is an error of SSL_write, not the end of the program */
    if (argc == 2 && strcmp(argv[1], "version") == 0) {
#ifdef WITH_WOLFSSL
        printf("wolfSSL %s\n", wolfSSL_lib_version());
#else
        printf("OpenSSL %s\n", OpenSSL_version(OPENSSL_VERSION_STRING));
#endif
        return 0;
    }
    int server = argc == 3 && strcmp(argv[1], "server") == 0;
    if (!server && !(argc == 4 && strcmp(argv[1], "client") == 0)) {
        fprintf(stderr, "usage: peer server SUBJECT, peer client SUBJECT PORT, or peer version\n");
        return 2;
    }
    about(argv[2]);
#ifdef WITH_WOLFSSL
    if (early_data)
#ifdef WOLFSSL_EARLY_DATA
        cannot("this peer uses early data with OpenSSL only");
#else
        cannot("wolfSSL is built without early data here");
#endif
#endif
    SSL_CTX *ctx = context(server);
    if (server)
        run_server(ctx);
    else
        run_client(ctx, atoi(argv[3]));
    SSL_CTX_free(ctx);
    return 0;
}
