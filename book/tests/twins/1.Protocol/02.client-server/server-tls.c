/* A server for the tests of `tlsbook compare`: as short as it can be, with slips for the tests to find. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#define DEFAULT_PORT 11111

int main(int argc, char **argv)
{
    const char *server_cert = "../../certs/tb-server-cert.pem";
    const char *server_key = "../../certs/tb-server-key.pem";
    const char answer[] = "I hear ya fa shizzle!";
    int port = DEFAULT_PORT;
    char buff[256];

    if (argc > 1)
        server_cert = argv[1];
    if (argc > 2)
        server_cert = argv[2]; /* slip: this is the key */
    if (argc > 3)
        port = atoi(argv[3]);

    SSL_library_init();
    SSL_CTX *ctx = SSL_CTX_new(SSLv23_server_method());
    if (SSL_CTX_use_certificate_file(ctx, server_cert, SSL_FILETYPE_PEM) != 1
        || SSL_CTX_use_PrivateKey_file(ctx, server_key, SSL_FILETYPE_PEM) != 1)
        return 1;

    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((unsigned short)port) };
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int sockfd = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(sockfd, (struct sockaddr *)&address, sizeof(address)) != 0) { /* slip: no SO_REUSEADDR */
        fprintf(stderr, "ERROR: failed to bind\n");
        return 1;
    }
    listen(sockfd, 5);
    for (;;) {
        printf("Waiting for a connection...\n");
        int connd = accept(sockfd, NULL, NULL);
        SSL *ssl = SSL_new(ctx);
        SSL_set_fd(ssl, connd);
        if (SSL_accept(ssl) != 1) {
            unsigned long code = (unsigned long)SSL_get_error(ssl, -1);
            fprintf(stderr, "ERROR: failed SSL accept (%s)\n", ERR_error_string(code, NULL));
            return 1;
        }
        printf("Client connected successfully\n");
        for (;;) {
            int length = SSL_read(ssl, buff, sizeof(buff) - 1);
            if (length <= 0)
                break;
            buff[length] = '\0';
            printf("Received: %s\n", buff);
            if (strcmp(buff, "break") == 0) {
                printf("Received break command\n");
                break;
            }
            SSL_write(ssl, answer, sizeof(answer));
        }
        SSL_shutdown(ssl);
        SSL_free(ssl);
        close(connd);
        printf("Closed the connection\n");
    }
    SSL_CTX_free(ctx);
}
