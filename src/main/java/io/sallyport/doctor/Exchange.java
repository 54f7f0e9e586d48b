package io.sallyport.doctor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Writes bytes to a server as they are, and reads what comes back. */
final class Exchange {

  private static final int CONNECT = 5_000;

  /** How long nothing may come before the answer is taken for whole, ms. */
  private static final int SILENCE = 2_500;

  /** Far more than an answer of the gateway's has, and less than a file. */
  private static final int MOST = 1 << 20;

  private final URI server;
  private final boolean isTls;

  Exchange(URI server) {
    this.server = server;
    this.isTls = "https".equalsIgnoreCase(server.getScheme());
  }

  /**
   * The answer, in ISO 8859-1; empty when the server only closed the connection.
   *
   * @throws IOException when there is no connection
   */
  String of(byte[] request) throws IOException {
    int port = server.getPort() < 0 ? (isTls ? 443 : 80) : server.getPort();
    try (Socket plain = SocketFactory.getDefault().createSocket()) {
      plain.connect(new InetSocketAddress(server.getHost(), port), CONNECT);
      try (Socket socket = isTls ? tls(plain, port) : plain) {
        socket.setSoTimeout(SILENCE);
        return answer(socket, request);
      }
    }
  }

  private Socket tls(Socket plain, int port) throws IOException {
    SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    SSLSocket socket = (SSLSocket) factory.createSocket(plain, server.getHost(), port, true);
    var parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private static String answer(Socket socket, byte[] request) {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try {
      socket.getOutputStream().write(request);
      InputStream in = socket.getInputStream();
      byte[] part = new byte[8_192];
      for (int read = in.read(part); read >= 0 && answer.size() < MOST; read = in.read(part)) {
        answer.write(part, 0, read);
      }
    } catch (SocketTimeoutException itWaitsForMore) {
      // What it has said until then counts.
    } catch (IOException itIsTurnedAway) {
      // A connection that is reset has carried nothing further.
    }
    return answer.toString(ISO_8859_1);
  }
}
