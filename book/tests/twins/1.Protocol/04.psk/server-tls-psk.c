/* A server for the tests of `tlsbook compare`: it has the right key, or not. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

static unsigned int psk_server_cb(SSL *ssl, const char *identity, unsigned char *key, unsigned int key_max_len)
{
    (void)ssl;
    printf("Identity: %s\n", identity);
    if (strcmp(identity, "Client_identity") != 0 || key_max_len < 4)
        return 0;
    memcpy(key, "\x1a\x2b\x3c\x4d", 4);
    return 4;
}

int main(int argc, char **argv)
{
    int port = 11111;
    const char answer[] = "I hear ya fa shizzle!";
    char buff[256];

    if (argc > 1)
        port = atoi(argv[1]);

    SSL_library_init();
    SSL_CTX *ctx = SSL_CTX_new(SSLv23_server_method());
    SSL_CTX_set_psk_server_callback(ctx, psk_server_cb);

    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((unsigned short)port) };
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int sockfd = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(sockfd, (struct sockaddr *)&address, sizeof(address)) != 0)
        return 1;
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
