package io.sallyport.testkit;

import io.sallyport.it.failure.KillIT;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A wire between the gateway and a server that can be cut at a chosen moment, once: at a request
 * that contains some words, or at its answer. It can also be slow for some requests.
 */
public final class Tap implements AutoCloseable {

  /** Which way bytes go. */
  public enum Way {
    REQUEST,
    ANSWER
  }

  /** How much of the piece at which the wire is cut still passes. */
  public enum Passes {
    NOTHING,
    HALF
  }

  /**
   * Where to cut.
   *
   * @param words of the request
   * @param then done at that moment, before anything else can happen on the wire
   * @param closes whether the connection is closed; otherwise nothing ever comes any more
   */
  public record Cut(String words, Way way, Passes passes, Runnable then, boolean closes) {}

  /** Requests with these words arrive so much later, and what follows on their connection. */
  private record Slow(String words, Duration by) {}

  private final ServerSocket server;
  private final int target;
  private final AtomicReference<Cut> next = new AtomicReference<>();
  private volatile Slow slow = new Slow("", Duration.ZERO);
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  /** A wire to a port of this machine. */
  public Tap(int target) {
    this.target = target;
    try {
      server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon(this::accept);
  }

  public int port() {
    return server.getLocalPort();
  }

  public void cut(Cut cut) {
    next.set(cut);
  }

  /** From now on, every request with these words arrives so much later. */
  public void slow(String words, Duration by) {
    slow = new Slow(words, by);
  }

  /** Whether the cut was made. */
  public boolean isCut() {
    return next.get() == null;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket near = server.accept();
        Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.addAll(List.of(near, far));
        Wires wires = new Wires(near, far);
        daemon(() -> wires.pump(Way.REQUEST));
        daemon(() -> wires.pump(Way.ANSWER));
      } catch (IOException e) {
        // Closed, or the server is gone: the caller sees a closed connection.
      }
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "tap");
    thread.setDaemon(true);
    thread.start();
  }

  /** One connection. */
  private final class Wires {
    private final Socket near;
    private final Socket far;

    /** The cut whose words this connection's last request had. */
    private volatile Cut asked;

    private volatile boolean dead;

    Wires(Socket near, Socket far) {
      this.near = near;
      this.far = far;
    }

    public void pump(Way way) {
      Socket from = way == Way.REQUEST ? near : far;
      Socket to = way == Way.REQUEST ? far : near;
      byte[] buffer = new byte[1 << 16];
      try (InputStream in = from.getInputStream();
          OutputStream out = to.getOutputStream()) {
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          byte[] piece = Arrays.copyOf(buffer, read);
          if (!dead && !isCutAt(way, piece, out)) {
            delay(way, piece);
            out.write(piece);
          }
        }
      } catch (IOException closed) {
        // So is the other side, by the try above.
      }
    }

    private void delay(Way way, byte[] piece) {
      Slow now = slow;
      if (way == Way.REQUEST && !now.by().isZero() && contains(piece, now.words())) {
        KillIT.pause((int) now.by().toMillis());
      }
    }

    private boolean isCutAt(Way way, byte[] piece, OutputStream out) throws IOException {
      Cut cut = next.get();
      if (way == Way.REQUEST && cut != null && contains(piece, cut.words())) {
        asked = cut;
      }
      if (cut == null || asked != cut || cut.way() != way || !next.compareAndSet(cut, null)) {
        return false;
      }
      if (cut.passes() == Passes.HALF) {
        out.write(piece, 0, piece.length / 2);
      }
      dead = true;
      cut.then().run();
      if (cut.closes()) {
        near.close();
        far.close();
      }
      return true;
    }

    private boolean contains(byte[] piece, String words) {
      return new String(piece, StandardCharsets.ISO_8859_1).contains(words);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
