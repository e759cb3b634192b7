package io.pogo.zk.internal;

import com.google.common.base.Throwables;
import io.pogo.engine.base.Words;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.apache.zookeeper.client.ConnectStringParser;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.common.ClientX509Util;
import org.apache.zookeeper.common.X509Exception;
import org.apache.zookeeper.common.X509Util;

/**
 * Finds the reason why a ZooKeeper server does not answer, which ZooKeeper's client only logs before it tries again.
 * Connects once to the first server, with TLS where it is requested, and reports how far the connection gets. Blocks
 * for a few seconds, and while names are resolved.
 */
final class ServerProbe {
    private static final int PATIENCE_MILLIS = 2_000;

    /**
     * The time for which a refusal of the client's certificate is awaited after the handshake: with TLS 1.3 it comes
     * only then.
     */
    private static final int SECOND_THOUGHTS_MILLIS = 500;

    private ServerProbe() {}

    /** Returns the reason, as one clause. */
    static String ask(String connectString, ZKClientConfig config) {
        InetSocketAddress named =
                new ConnectStringParser(connectString).getServerAddresses().get(0);
        InetSocketAddress server = new InetSocketAddress(named.getHostString(), named.getPort());
        if (server.isUnresolved()) {
            return "the host " + named.getHostString() + " is not known";
        }
        String where = named.getHostString() + ":" + named.getPort();
        try (Socket plain = new Socket()) {
            plain.connect(server, PATIENCE_MILLIS);
            return config.getBoolean(ZKClientConfig.SECURE_CLIENT)
                    ? shakeHands(plain, name(named, server.getAddress(), config), config, where)
                    : where + " accepts connections, but does not answer as ZooKeeper does; does it want TLS or SASL?";
        } catch (IOException e) {
            return where + " cannot be connected to: " + Words.of(e);
        }
    }

    /**
     * Returns the name that the client expects in the certificate: its search for a principal has looked up the
     * address.
     */
    private static String name(InetSocketAddress named, InetAddress address, ZKClientConfig config) {
        boolean looksUp =
                config.isSaslClientEnabled() && config.getProperty(ZKClientConfig.ZOOKEEPER_SERVER_PRINCIPAL) == null;
        return looksUp ? address.getHostName() : named.getHostString();
    }

    private static String shakeHands(Socket plain, String name, ZKClientConfig config, String where) {
        try (ClientX509Util tls = new ClientX509Util();
                SSLSocket socket = (SSLSocket) tls.createSSLContext(config)
                        .getSocketFactory()
                        .createSocket(plain, name, plain.getPort(), true)) {
            if (isNameCompared(tls, config)) {
                compareName(socket);
            }
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.startHandshake();
            socket.setSoTimeout(SECOND_THOUGHTS_MILLIS);
            InputStream answers = socket.getInputStream();
            return answers.read() < 0
                    ? where + " closes the connection after the TLS handshake"
                    : where + " answers over TLS as ZooKeeper does not";
        } catch (SocketTimeoutException e) {
            return where + " speaks TLS, but does not answer as ZooKeeper does";
        } catch (IOException e) {
            return "the TLS handshake with " + where + " fails: " + Words.of(e);
        } catch (X509Exception e) {
            return "the key store or the trust store cannot be used: " + Words.of(Throwables.getRootCause(e));
        }
    }

    /**
     * Returns whether this probe compares the host name: in FIPS mode, its default, and without a trust store the
     * client leaves that to Java, as here; otherwise the TLS context does it.
     */
    private static boolean isNameCompared(ClientX509Util tls, ZKClientConfig config) {
        boolean byJava =
                X509Util.getFipsMode(config) || config.getProperty(tls.getSslTruststoreLocationProperty()) == null;
        return byJava && tls.isServerHostnameVerificationEnabled(config);
    }

    private static void compareName(SSLSocket socket) {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
    }
}
