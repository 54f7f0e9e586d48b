package io.sallyport.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What stands in front of a gateway and leads some requests past it. */
public final class LeakyFront implements AutoCloseable {

  private final ServerSocket server;
  private final int gateway;
  private final int meta;
  private final String words;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "leaky");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Listens.
   *
   * @param words of requests that go to Meta's port
   */
  public LeakyFront(int gateway, int meta, String words) {
    this.gateway = gateway;
    this.meta = meta;
    this.words = words;
    try {
      server = new ServerSocket(0, 50, InetAddress.getByName("localhost"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  public String url() {
    return "http://localhost:" + server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket near = server.accept();
        threads.execute(() -> lead(near));
      } catch (IOException closed) {
        // The loop ends.
      }
    }
  }

  private void lead(Socket near) {
    try (near) {
      byte[] first = new byte[1 << 14];
      int length = Math.max(0, near.getInputStream().read(first));
      String text = new String(first, 0, length, StandardCharsets.ISO_8859_1);
      try (Socket far = new Socket("localhost", text.contains(words) ? meta : gateway)) {
        far.getOutputStream().write(first, 0, length);
        threads.execute(() -> pump(near, far));
        far.getInputStream().transferTo(near.getOutputStream());
      }
    } catch (IOException closed) {
      // So is the other side, by the tries above.
    }
  }

  private static void pump(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      in.transferTo(to.getOutputStream());
    } catch (IOException closed) {
      // The answer's side ends it.
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      threads.shutdownNow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
