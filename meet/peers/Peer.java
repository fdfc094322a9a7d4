import java.io.FileInputStream;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * A TLS client and a TLS server for our programs to meet, on Java's own TLS (JSSE).
 *
 * The command line is that of peer.c. Run it in the folder that has certs/: java Peer.java server tls1.3
 */
public class Peer {
    private static final byte[] HELLO = "Hello server".getBytes();
    private static final byte[] ANSWER = "I hear ya fa shizzle!\0".getBytes();

    public static void main(String[] args) throws Exception {
        if (args.length == 1 && args[0].equals("version")) {
            System.out.println("Java " + Runtime.version().toString().split("[+-]")[0]);
            return;
        }
        boolean server = args[0].equals("server");
        String subject = args[1];
        switch (subject) {
            case "psk" -> cannot("JSSE has no pre-shared keys");
            case "early-data" -> cannot("JSSE has no early data");
            case "hybrid" -> cannot("this peer cannot choose its groups");
            default -> { }
        }
        SSLContext ctx = context(server, subject);
        if (server) {
            serve(ctx, subject);
            return;
        }
        int port = Integer.parseInt(args[2]);
        connect(ctx, subject, port);
        if (subject.equals("resumption"))
            connect(ctx, subject, port); // with the session that the context has kept
    }

    private static void cannot(String why) {
        System.out.println("cannot: " + why);
        System.exit(3);
    }

    private static SSLContext context(boolean server, String subject) throws Exception {
        char[] password = new char[0];
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, password);
        if (server || subject.equals("mutual")) {
            String name = "certs/tb-" + (server ? "server" : "client");
            Certificate[] chain = { certificate(name + "-cert.pem") };
            own.setKeyEntry("own", privateKey(name + "-key.pem"), password, chain);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, password);

        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, password);
        trusted.setCertificateEntry("ca", certificate("certs/tb-ca-cert.pem"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);

        SSLContext ctx = SSLContext.getInstance("TLS");
        ctx.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return ctx;
    }

    private static Certificate certificate(String file) throws Exception {
        try (InputStream in = new FileInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private static PrivateKey privateKey(String file) throws Exception {
        String pem = Files.readString(Path.of(file)).replaceAll("-----[A-Z ]+-----|\\s", "");
        byte[] der = Base64.getDecoder().decode(pem);
        return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
    }

    private static String[] versions(String subject) {
        return new String[] { subject.equals("tls1.2") ? "TLSv1.2" : "TLSv1.3" };
    }

    private static void serve(SSLContext ctx, String subject) throws Exception {
        InetAddress address = InetAddress.getByName("127.0.0.1");
        SSLServerSocket listener = (SSLServerSocket) ctx.getServerSocketFactory().createServerSocket(0, 5, address);
        listener.setEnabledProtocols(versions(subject));
        listener.setNeedClientAuth(subject.equals("mutual"));
        System.out.println("port " + listener.getLocalPort());
        while (true) {
            try (SSLSocket tls = (SSLSocket) listener.accept()) {
                byte[] message = new byte[1024];
                int length;
                while ((length = tls.getInputStream().read(message)) > 0) {
                    if (new String(message, 0, length).equals("break"))
                        break;
                    tls.getOutputStream().write(ANSWER);
                }
            }
        }
    }

    private static void connect(SSLContext ctx, String subject, int port) throws Exception {
        try (SSLSocket tls = (SSLSocket) ctx.getSocketFactory().createSocket("127.0.0.1", port)) {
            tls.setEnabledProtocols(versions(subject));
            SSLParameters parameters = tls.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS"); // the certificate must be for this address
            tls.setSSLParameters(parameters);
            tls.getOutputStream().write(HELLO);
            byte[] answer = new byte[1024];
            int length = tls.getInputStream().read(answer);
            if (!Arrays.equals(Arrays.copyOf(answer, length), ANSWER))
                throw new Exception("another answer");
        }
    }
}
