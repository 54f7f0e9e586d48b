package io.sallyport.testkit;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/**
 * Many callers at once, and a Meta that takes everything at once: cheaper than a client library.
 */
public final class Load {

  /** What one caller offers. */
  public record Request(int port, String target, String body) {

    public byte[] bytes() {
      return ("POST "
              + target
              + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer t\r\n"
              + "Content-Type: application/json\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body)
          .getBytes(StandardCharsets.UTF_8);
    }
  }

  /**
   * One call.
   *
   * @param due when it should have begun, {@link System#nanoTime}
   * @param began when it was written, ns
   * @param ended when it was answered, ns
   */
  public record Call(int index, int status, long due, long began, long ended) {

    public long latency() {
      return ended - due;
    }
  }

  private final IntFunction<Request> requests;
  private final int many;
  private final Predicate<Call> last;
  private final long start = System.nanoTime() + 100_000_000L;
  private final long gap;
  private final AtomicInteger next = new AtomicInteger();
  private final ConcurrentLinkedQueue<Call> calls = new ConcurrentLinkedQueue<>();
  private volatile boolean over;

  private Load(IntFunction<Request> requests, int many, Predicate<Call> last, int perSecond) {
    this.requests = requests;
    this.many = many;
    this.last = last;
    this.gap = 1_000_000_000L / perSecond;
  }

  /** Requests at fixed times, whatever became of those before. */
  public static List<Call> offer(
      int callers, int perSecond, int many, IntFunction<Request> requests) {
    return run(callers, new Load(requests, many, call -> false, perSecond));
  }

  /** The same, as many as it takes until {@code last} says of a call that it was the last. */
  public static List<Call> offerUntil(
      Predicate<Call> last, int callers, int perSecond, IntFunction<Request> requests) {
    return run(callers, new Load(requests, Integer.MAX_VALUE, last, perSecond));
  }

  private static List<Call> run(int callers, Load load) {
    CountDownLatch running = new CountDownLatch(callers);
    for (int i = 0; i < callers; i++) {
      new Thread(
              () -> {
                try {
                  load.call();
                } finally {
                  running.countDown();
                }
              },
              "caller")
          .start();
    }
    try {
      running.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return new ArrayList<>(load.calls);
  }

  private void call() {
    Socket socket = null;
    InputStream answers = InputStream.nullInputStream();
    int port = 0;
    try {
      for (int i = next.getAndIncrement(); i < many && !over; i = next.getAndIncrement()) {
        Request request = requests.apply(i);
        if (socket == null || port != request.port()) {
          port = request.port();
          socket = new Socket("localhost", port);
          socket.setTcpNoDelay(true);
          answers = new BufferedInputStream(socket.getInputStream());
        }
        long due = start + i * gap;
        LockSupport.parkNanos(due - System.nanoTime());
        long began = System.nanoTime();
        socket.getOutputStream().write(request.bytes());
        Call call = new Call(i, status(answers), due, began, System.nanoTime());
        calls.add(call);
        if (last.test(call)) {
          over = true;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads one answer, whose length is told. */
  private static int status(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("closed");
      }
      head.append((char) next);
    }
    String lower = head.toString().toLowerCase(Locale.ROOT);
    int at = lower.indexOf("content-length: ") + "content-length: ".length();
    in.readNBytes(Integer.parseInt(lower.substring(at, lower.indexOf("\r", at)).strip()));
    return Integer.parseInt(head.substring(9, 12));
  }

  /** A Meta without templates or limits. */
  public static HttpServer startMeta(Vertx vertx) {
    AtomicInteger ids = new AtomicInteger();
    return vertx
        .createHttpServer()
        .requestHandler(request -> request.body().onSuccess(body -> answer(request, ids)))
        .listen(0)
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }

  private static void answer(HttpServerRequest request, AtomicInteger ids) {
    request
        .response()
        .putHeader("Content-Type", "application/json")
        .end(
            request.method().equals(HttpMethod.GET)
                ? "{\"data\":[]}"
                : "{\"messaging_product\":\"whatsapp\",\"contacts\":[],\"messages\":[{\"id\":\"wamid."
                    + ids.incrementAndGet()
                    + "\"}]}");
  }
}
