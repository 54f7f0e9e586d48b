import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Text sends at a constant rate, whatever the answers take: wrk waits for an answer before it sends
 * the next, and so leaves out the sends that a stall would have held up. Here each send has its
 * time, and its latency counts from that time on. A thread and a connection for every 64th send; a
 * machine that is behind shows it, since late is late.
 *
 * <p>Arguments: port, sends per second, seconds to warm up, seconds to measure, file of contacts.
 */
public final class ConstantRate {

  private static final int CONNECTIONS = 64;

  private final int port;
  private final List<String> contacts;
  private final long intervalNanos;
  private final int warmUps;
  private final long[] nanos;
  private final long start = System.nanoTime() + 500_000_000L;
  private final AtomicInteger notOk = new AtomicInteger();

  private ConstantRate(int port, int rate, int warmSeconds, int seconds, List<String> contacts) {
    this.port = port;
    this.contacts = contacts;
    this.intervalNanos = 1_000_000_000L / rate;
    this.warmUps = warmSeconds * rate;
    this.nanos = new long[seconds * rate];
  }

  public static void main(String[] arguments) throws Exception {
    ConstantRate load =
        new ConstantRate(
            Integer.parseInt(arguments[0]),
            Integer.parseInt(arguments[1]),
            Integer.parseInt(arguments[2]),
            Integer.parseInt(arguments[3]),
            Files.readAllLines(Path.of(arguments[4])));
    load.run();
    load.print();
  }

  private void run() throws InterruptedException {
    Thread[] threads = new Thread[CONNECTIONS];
    for (int i = 0; i < CONNECTIONS; i++) {
      int first = i;
      threads[i] = new Thread(() -> sendEvery64th(first));
      threads[i].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void sendEvery64th(int first) {
    int from = (int) (System.nanoTime() >>> 10 & 0xffff);
    try (Connection connection = new Connection(port, contacts.get(0))) {
      for (int i = first; i < warmUps + nanos.length; i += CONNECTIONS) {
        long due = start + i * intervalNanos;
        waitUntil(due);
        boolean ok = connection.send(contacts.get((from + i) % contacts.size()));
        if (i >= warmUps) {
          nanos[i - warmUps] = System.nanoTime() - due;
          if (!ok) {
            notOk.incrementAndGet();
          }
        }
      }
    } catch (IOException e) {
      e.printStackTrace();
      System.exit(1);
    }
  }

  private static void waitUntil(long due) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private void print() {
    Arrays.sort(nanos);
    System.out.printf(
        "RESULT %d %d %d %d %d%n",
        nanos.length, micros(0.5), micros(0.99), nanos[nanos.length - 1] / 1000, notOk.get());
  }

  private long micros(double part) {
    return nanos[(int) Math.ceil(nanos.length * part) - 1] / 1000;
  }

  /** Sends one message after the other and reads the answers. */
  private static final class Connection implements AutoCloseable {

    private final Socket socket;
    private final byte[] request;
    private final int toAt;
    private final int contactAt;
    private final byte[] answer = new byte[16384];

    Connection(int port, String contact) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(10_000);
      String body =
          "{\"messaging_product\":\"whatsapp\",\"recipient_type\":\"individual\",\"to\":\""
              + contact
              + "\",\"type\":\"text\",\"text\":{\"preview_url\":false,\"body\":"
              + "\"Your order has left our warehouse. It arrives tomorrow.\"}}";
      String text =
          "POST /v25.0/106540352242922/messages HTTP/1.1\r\nHost: 127.0.0.1:"
              + port
              + "\r\nAuthorization: Bearer bench-token\r\nContent-Type: application/json\r\nX-To: "
              + contact
              + "\r\n"
              + "Content-Length: "
              + body.length()
              + "\r\n\r\n"
              + body;
      request = text.getBytes(StandardCharsets.US_ASCII);
      toAt = text.indexOf(contact);
      contactAt = text.lastIndexOf(contact);
    }

    boolean send(String contact) throws IOException {
      for (int i = 0; i < contact.length(); i++) {
        request[toAt + i] = (byte) contact.charAt(i);
        request[contactAt + i] = (byte) contact.charAt(i);
      }
      socket.getOutputStream().write(request);
      return read(socket.getInputStream());
    }

    /** Reads an answer whose length is told. */
    private boolean read(InputStream in) throws IOException {
      int have = 0;
      int bodyAt = -1;
      int end = Integer.MAX_VALUE;
      while (have < end) {
        int more = in.read(answer, have, answer.length - have);
        if (more <= 0) {
          throw new IOException("the answer ended before its end");
        }
        have += more;
        if (bodyAt < 0) {
          bodyAt = endOfHeaders(have);
          end = bodyAt < 0 ? end : bodyAt + contentLength(bodyAt);
        }
      }
      return answer[9] == '2';
    }

    private int endOfHeaders(int have) {
      for (int i = 3; i < have; i++) {
        if (answer[i] == '\n' && answer[i - 1] == '\r' && answer[i - 2] == '\n') {
          return i + 1;
        }
      }
      return -1;
    }

    private int contentLength(int headersEnd) throws IOException {
      String headers = new String(answer, 0, headersEnd, StandardCharsets.ISO_8859_1);
      int at = headers.toLowerCase(java.util.Locale.ROOT).indexOf("\r\ncontent-length:");
      if (at < 0) {
        throw new IOException("an answer without Content-Length: " + headers);
      }
      return Integer.parseInt(headers.substring(at + 17, headers.indexOf('\r', at + 17)).trim());
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
