/* A client for the tests of `tlsbook compare`: as short as it can be, with slips for the tests to find. */
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#define SSL_SUCCESS 1
#define SSL_FAILURE 0
#define DEFAULT_PORT 11111

static void complain(const char *what, SSL *ssl)
{
    int code = SSL_get_error(ssl, 0); /* slip: not what the call returned */
    fprintf(stderr, "ERROR: %s (%s)\n", what, ERR_error_string((unsigned long)code, NULL));
}

int main(int argc, char **argv)
{
    struct sockaddr_in address = { .sin_family = AF_INET };
    struct hostent *host;
    const char *ca_cert = "../../certs/tb-ca-cert.pem";
    int port = DEFAULT_PORT;
    int ret = SSL_FAILURE;
    char line[256];

    inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
    if (argc > 1) {
        host = gethostbyname(argv[1]);
        memcpy(&address.sin_addr, host->h_addr_list[0], host->h_length); /* slip: host may be NULL */
    }
    if (argc > 2)
        ca_cert = argv[2];
    if (argc > 3)
        port = atoi(argv[3]);

    SSL_library_init();
    SSL_CTX *ctx = SSL_CTX_new(SSLv23_client_method());
    SSL_CTX_load_verify_locations(ctx, ca_cert, NULL); /* slip: no SSL_CTX_set_verify */

    int sockfd = socket(AF_INET, SOCK_STREAM, 0);
    address.sin_port = htons((unsigned short)port);
    if (connect(sockfd, (struct sockaddr *)&address, sizeof(address)) != 0)
        return 1;

    SSL *ssl = SSL_new(ctx);
    SSL_set_fd(ssl, sockfd);
    if (SSL_connect(ssl) != SSL_SUCCESS) {
        complain("failed SSL connect", ssl);
        goto end;
    }
    for (;;) {
        printf("Message to send: ");
        if (fgets(line, sizeof(line), stdin) < 0) /* slip: a pointer is not negative */
            break;
        line[strcspn(line, "\n")] = '\0';
        if (line[0] == '\0')
            strcpy(line, "an empty line");
        SSL_write(ssl, line, (int)strlen(line));
        if (strcmp(line, "break") == 0) {
            printf("Sending break command\n");
            ret = SSL_SUCCESS;
            break;
        }
        int length = SSL_read(ssl, line, sizeof(line) - 1);
        if (length <= 0) {
            complain("failed SSL read", ssl);
            break;
        }
        line[length] = '\0';
        printf("Received: %s\n", line);
    }
end:
    SSL_shutdown(ssl);
    SSL_free(ssl);
    close(sockfd);
    SSL_CTX_free(ctx);
    printf("End of TLS Client\n");
    if (ret != SSL_SUCCESS)
        ret = SSL_FAILURE;
    return ret; /* slip: 1 is success here */
}
