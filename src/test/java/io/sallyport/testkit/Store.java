package io.sallyport.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.embedded.RedisServer;

/** A real Redis that can be stopped, frozen and spoken to. */
public final class Store {
  private static final Pattern PROCESS_ID = Pattern.compile("process_id:(\\d+)");

  private final int port;
  private RedisServer server;

  private Store(int port) {
    this.port = port;
  }

  public static Store start(int port) {
    Store store = new Store(port);
    store.start();
    return store;
  }

  public String url() {
    return "redis://127.0.0.1:" + port;
  }

  /** Starts it empty, on the same port as before. */
  public void start() {
    try {
      server =
          RedisServer.newRedisServer()
              .port(port)
              .setting("bind 127.0.0.1")
              .setting("save \"\"")
              .build();
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void stop() {
    try {
      server.stop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Stops the process where it is: connections stay open, and what is written to them is done after
   * {@link Frozen#close}.
   */
  public Frozen freeze() {
    Matcher id = PROCESS_ID.matcher(command("INFO server"));
    if (!id.find()) {
      throw new IllegalStateException("Redis does not tell its process id");
    }
    signal("STOP", id.group(1));
    return () -> signal("CONT", id.group(1));
  }

  /** A Redis that does not move. */
  public interface Frozen extends AutoCloseable {
    @Override
    void close();
  }

  private static void signal(String name, String processId) {
    try {
      int exit = new ProcessBuilder("kill", "-" + name, processId).start().waitFor();
      if (exit != 0) {
        throw new IllegalStateException("kill -" + name + " ended with " + exit);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Everything Redis answers to one inline command. */
  public String command(String line) {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.getOutputStream().write((line + "\r\nQUIT\r\n").getBytes(StandardCharsets.UTF_8));
      InputStream in = socket.getInputStream();
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      in.transferTo(answer);
      return answer.toString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
