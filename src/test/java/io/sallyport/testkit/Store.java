package io.sallyport.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.embedded.RedisServer;

/** A real Redis that can be stopped, frozen and spoken to. */
public final class Store {
  private static final Pattern PROCESS_ID = Pattern.compile("process_id:(\\d+)");

  private static final int MOST_TRIES = 5;

  private final int port;
  private final List<String> settings;
  private RedisServer server;

  private Store(int port, List<String> settings) {
    this.port = port;
    this.settings = settings;
  }

  public static Store start(int port) {
    Store store = new Store(port, List.of("save \"\""));
    store.start();
    return store;
  }

  /** One that has all it answered for after {@link #crash} and {@link #start}, too. */
  public static Store startDurable(int port, Path directory) {
    Store store =
        new Store(
            port, List.of("save \"\"", "appendonly yes", "appendfsync always", "dir " + directory));
    store.start();
    return store;
  }

  public String url() {
    return "redis://127.0.0.1:" + port;
  }

  /** Starts it on the same port as before; empty unless it is durable. */
  public void start() {
    for (int tries = 1; ; tries++) {
      try {
        startOnce();
        return;
      } catch (IOException e) {
        // Its executable was just written, and a process that began meanwhile still has it open.
        if (tries == MOST_TRIES) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void startOnce() throws IOException {
    var builder = RedisServer.newRedisServer().port(port).setting("bind 127.0.0.1");
    for (String setting : settings) {
      builder = builder.setting(setting);
    }
    server = builder.build();
    server.start();
  }

  public void stop() {
    try {
      server.stop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With {@code kill -9}. */
  public void crash() {
    signal("KILL", processId());
    stop();
  }

  /**
   * Stops the process where it is: connections stay open, and what is written to them is done after
   * {@link Frozen#close}.
   */
  public Frozen freeze() {
    String id = processId();
    signal("STOP", id);
    return () -> signal("CONT", id);
  }

  private String processId() {
    Matcher id = PROCESS_ID.matcher(command("INFO server"));
    if (!id.find()) {
      throw new IllegalStateException("Redis does not tell its process id");
    }
    return id.group(1);
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
