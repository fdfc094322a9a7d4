"""A TLS client and a TLS server for our programs to meet, on Python's module ssl.

The command line is that of peer.c. Run it in the folder that has certs/.
"""

import platform
import socket
import ssl
import sys

IDENTITY, KEY = "Client_identity", bytes.fromhex("1a2b3c4d")
ANSWER = b"I hear ya fa shizzle!\0"


def cannot(why):
    print(f"cannot: {why}")
    sys.exit(3)


def context(server, subject):
    ctx = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER if server else ssl.PROTOCOL_TLS_CLIENT)
    version = ssl.TLSVersion.TLSv1_2 if subject == "tls1.2" else ssl.TLSVersion.TLSv1_3
    ctx.minimum_version = ctx.maximum_version = version
    if subject == "early-data":
        cannot("Python's ssl has no early data")
    if subject == "hybrid":
        cannot("this peer cannot choose its groups")
    if subject == "psk":
        if not hasattr(ctx, "set_psk_client_callback"):
            cannot("Python's ssl has pre-shared keys since 3.13")
        ctx.check_hostname = False
        ctx.verify_mode = ssl.CERT_NONE
        if server:
            ctx.set_psk_server_callback(lambda identity: KEY if identity == IDENTITY else b"")
        else:
            ctx.set_psk_client_callback(lambda hint: (IDENTITY, KEY))
        return ctx
    if server:
        ctx.load_cert_chain("certs/tb-server-cert.pem", "certs/tb-server-key.pem")
    elif subject == "mutual":
        ctx.load_cert_chain("certs/tb-client-cert.pem", "certs/tb-client-key.pem")
    if not server or subject == "mutual":
        ctx.load_verify_locations("certs/tb-ca-cert.pem")
        ctx.verify_mode = ssl.CERT_REQUIRED
    return ctx


def serve(ctx):
    listener = socket.create_server(("127.0.0.1", 0))
    print(f"port {listener.getsockname()[1]}", flush=True)
    while True:
        connection, _ = listener.accept()
        with ctx.wrap_socket(connection, server_side=True) as tls:
            while (message := tls.recv(1024)) not in (b"", b"break"):
                tls.sendall(ANSWER)
            tls.unwrap()


def connect(ctx, port, session=None):
    with socket.create_connection(("127.0.0.1", port)) as connection:
        tls = ctx.wrap_socket(connection, server_hostname="127.0.0.1", session=session)
        if tls.session_reused != (session is not None):
            sys.exit("peer.py: the session is not reused")
        tls.sendall(b"Hello server")
        print("Received:", tls.recv(1024))
        session = tls.session  # with the ticket, which has been read by now
        tls.unwrap()
        return session


def main():
    if sys.argv[1:] == ["version"]:
        openssl = " ".join(ssl.OPENSSL_VERSION.split()[:2])
        print(f"Python {platform.python_version()} ({openssl})")
        return
    side, subject = sys.argv[1:3]
    ctx = context(side == "server", subject)
    if side == "server":
        serve(ctx)
    else:
        session = connect(ctx, int(sys.argv[3]))
        if subject == "resumption":
            connect(ctx, int(sys.argv[3]), session)


main()
