package io.sallyport.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import redis.embedded.core.ExecutableProvider;

/** One process of the Redis binary: a server, a cluster's node, or a Sentinel. */
public final class RedisProcess {

  private static final Path BINARY = binary();

  private final int port;
  private final Process process;

  private RedisProcess(int port, Process process) {
    this.port = port;
    this.process = process;
    // Also when a test run ends in a way that no test sees.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  /**
   * Starts it, and waits until it answers.
   *
   * @param settings lines of its configuration, after the port
   */
  public static RedisProcess start(int port, List<String> settings) {
    return start(port, settings, List.of());
  }

  public static RedisProcess startSentinel(int port, List<String> settings) {
    return start(port, settings, List.of("--sentinel"));
  }

  private static RedisProcess start(int port, List<String> settings, List<String> options) {
    try {
      Path directory = Files.createTempDirectory("redis-" + port + "-");
      List<String> lines = new ArrayList<>();
      lines.add("port " + port);
      lines.add("bind 127.0.0.1");
      lines.add("dir " + directory);
      lines.addAll(settings);
      Path configuration = Files.write(directory.resolve("redis.conf"), lines);
      List<String> command = new ArrayList<>(List.of(BINARY.toString(), configuration.toString()));
      command.addAll(options);
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("log").toFile())
              .start();
      RedisProcess started = new RedisProcess(port, process);
      await().ignoreExceptions().until(() -> started.command("PING").startsWith("+PONG"));
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path binary() {
    try {
      return ExecutableProvider.newJarResourceProvider().get().toPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return port;
  }

  public String url() {
    return "redis://127.0.0.1:" + port;
  }

  /** As kill -9 does, with every connection; harmless when it is dead already. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Stops it where it is, for good: to others it looks like a machine that lost its power. */
  public void freeze() {
    try {
      new ProcessBuilder("kill", "-STOP", Long.toString(process.pid())).start().onExit().join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything it answers to one inline command. */
  public String command(String line) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write((line + "\r\nQUIT\r\n").getBytes(StandardCharsets.UTF_8));
      InputStream in = socket.getInputStream();
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      in.transferTo(answer);
      return answer.toString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A command whose answer is OK. */
  public void order(String line) {
    String answer = command(line);
    if (!answer.startsWith("+OK")) {
      throw new IllegalStateException(line + " was answered with " + answer);
    }
  }

  /** Waits until it has everything that was written to its master so far. */
  public void awaitReplicationFrom(RedisProcess master) {
    await().until(() -> command("INFO replication").contains("master_link_status:up"));
    long written = replicationOffset(master);
    await().until(() -> replicationOffset(this) >= written);
  }

  private static long replicationOffset(RedisProcess process) {
    return process
        .command("INFO replication")
        .lines()
        .filter(line -> line.startsWith("master_repl_offset:"))
        .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1).trim()))
        .findFirst()
        .orElseThrow();
  }

  /** As {@link Scenario#await}, for what has to come. */
  public static ConditionFactory await() {
    return Awaitility.await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(50))
        .atMost(Duration.ofMinutes(1));
  }
}
