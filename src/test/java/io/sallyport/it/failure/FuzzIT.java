package io.sallyport.it.failure;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.sallyport.it.failure.FuzzRequests.Request;
import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.Slow;
import io.sallyport.testkit.WholeAnswers;
import io.sallyport.testkit.World;
import io.sallyport.twin.outbound.SentMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Whatever the bytes: a whole answer or a closed connection, in time, no failure of the gateway's
 * own, and nothing free-form for a contact whose window is closed, by Meta's own judgement.
 */
@Slow
@QuarkusIntegrationTest
@WithTestResource(
    value = World.class,
    initArgs = {
      @ResourceArg(name = "sallyport.policy.enforcement.\"pair_rate\"", value = "off"),
      @ResourceArg(name = "sallyport.policy.enforcement.\"throughput\"", value = "off")
    })
class FuzzIT extends Scenario {

  private static final int CASES = Integer.getInteger("cases", 6_000);
  private static final int CALLERS = 16;

  /** After so long a gateway that says nothing may wait for the rest of a request. */
  private static final int SILENCE_MILLIS = 400;

  private static final int DEADLINE_MILLIS = 20_000;

  /** So many failures tell as much as all of them, which may take their time. */
  private static final int ENOUGH = 20;

  private final long seed = Long.getLong("seed", new Random().nextLong());
  private final Map<String, Integer> ends = new ConcurrentHashMap<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();

  @Test
  void everyRequestEndsAndNoneEscapes() throws Exception {
    System.out.printf("FuzzIT: -Dseed=%d, %d requests%n", seed, CASES);
    twin().webhookUrl("http://localhost:" + gateway().port() + Gateway.WEBHOOKS);
    assertThat(twin().customerWrites(FuzzRequests.OPEN, "Hello", twin().clock().now()).join())
        .isEqualTo(200);

    send(new FuzzRequests(seed, twin()));

    System.out.printf("FuzzIT: %s%n", new TreeMap<>(ends));
    assertThat(failures).as("-Dseed=%d", seed).isEmpty();
    assertThat(ends).containsKeys("200", "400", "401", "404", "closed");
    assertThat(gateway().manage("/q/health/ready").status()).isEqualTo(200);
    gateway().send(Bodies.text(FuzzRequests.OPEN)).assertForwarded();
    assertThat(twin().messages())
        .as("-Dseed=%d", seed)
        .noneMatch(message -> Integer.valueOf(131047).equals(message.error()))
        .anyMatch(message -> message.type().equals("text"))
        .anyMatch(message -> message.type().equals("template"))
        .anyMatch(SentMessage::reachesCustomer);
  }

  /** 501 and 505 are what a method or a version nobody has heard of gets. */
  private static boolean isFailure(String end) {
    return end.matches("50[0234]");
  }

  private void send(FuzzRequests requests) throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    List<Callable<Void>> all =
        IntStream.range(0, CASES).mapToObj(i -> (Callable<Void>) () -> one(requests, i)).toList();
    try {
      for (Future<Void> done : callers.invokeAll(all)) {
        done.get();
      }
    } finally {
      callers.shutdownNow();
    }
  }

  private Void one(FuzzRequests requests, int i) {
    if (failures.size() > ENOUGH) {
      return null;
    }
    Request request = requests.of(i);
    try {
      List<Integer> statuses = WholeAnswers.statuses(exchange(request));
      statuses.forEach(status -> count(Integer.toString(status)));
      if (statuses.isEmpty()) {
        count("closed");
      }
      assertThat(statuses).noneMatch(status -> isFailure(Integer.toString(status)));
    } catch (AssertionError | IOException e) {
      failures.add(
          "request "
              + i
              + ":\n"
              + new String(request.bytes(), ISO_8859_1)
              + "\n"
              + e.getMessage()
              + "\n");
    }
    return null;
  }

  private void count(String end) {
    ends.merge(end, 1, Integer::sum);
  }

  private byte[] exchange(Request request) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try (Socket socket = new Socket("localhost", gateway().port())) {
      socket.setSoTimeout(request.isWhole() ? DEADLINE_MILLIS : SILENCE_MILLIS);
      socket.getOutputStream().write(request.bytes());
      try {
        copy(socket.getInputStream(), answer);
      } catch (SocketTimeoutException itWaitsForMore) {
        if (request.isWhole()) {
          throw itWaitsForMore;
        }
        socket.setSoTimeout(DEADLINE_MILLIS);
        socket.shutdownOutput();
        copy(socket.getInputStream(), answer);
      }
      assertThat(request.isWhole() && answer.size() == 0).as("closed without a word").isFalse();
    } catch (SocketException reset) {
      // It does not read what comes after a request that it has turned away.
      count("reset");
    }
    return answer.toByteArray();
  }

  private static void copy(InputStream in, ByteArrayOutputStream answer) throws IOException {
    byte[] piece = new byte[8_192];
    for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
      answer.write(piece, 0, read);
    }
  }
}
