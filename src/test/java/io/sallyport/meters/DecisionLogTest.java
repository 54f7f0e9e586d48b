package io.sallyport.meters;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sallyport.account.ConfiguredNumbers;
import io.sallyport.audit.DecisionRecord;
import io.sallyport.config.Serving;
import io.sallyport.message.Outcome;
import io.sallyport.message.SendAnswer;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import io.sallyport.send.Decision;
import io.sallyport.send.Result;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DecisionLogTest {

  private static final Logger CATEGORY = Logger.getLogger("sallyport.decisions");

  /** Takes lines when it may. */
  private static final class Lines extends Handler {
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch mayTake = new CountDownLatch(0);

    @Override
    public void publish(LogRecord line) {
      try {
        mayTake.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      taken.add(line.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private final Lines lines = new Lines();
  private final MeterRegistry registry = new SimpleMeterRegistry();

  @BeforeEach
  void addHandler() {
    CATEGORY.setUseParentHandlers(false);
    CATEGORY.addHandler(lines);
  }

  @AfterEach
  void removeHandler() {
    CATEGORY.removeHandler(lines);
  }

  private DecisionLog log(String which) {
    Map<String, String> properties = new HashMap<>(ConfiguredNumbers.sample());
    properties.put("sallyport.audit.log", which);
    DecisionLog log = new DecisionLog(ConfiguredNumbers.config(properties), registry);
    log.start(new Serving());
    return log;
  }

  private static DecisionRecord record(int id, Decision decision) {
    return new DecisionRecord(
        Instant.EPOCH, Integer.toString(id), "106540352242922", "", null, null, decision);
  }

  private static DecisionRecord refused(int id) {
    return record(id, Decision.refused(Refusal.of(Reason.INVALID_BODY, "details")));
  }

  private static DecisionRecord answered(int id) {
    byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
    Result answer =
        new Result.Sent(new Outcome.Answered(200, List.of(), body, SendAnswer.read(body)));
    return record(id, new Decision(null, null, null, null, null, null, answer, null));
  }

  private double lost() {
    return registry.get("sallyport.decision.lines.lost").counter().count();
  }

  @Test
  void writesALineForEachInTheirOrder() {
    DecisionLog log = log("all");

    IntStream.range(0, 1000).mapToObj(DecisionLogTest::refused).forEach(log);

    Awaitility.await().until(() -> lines.taken.size() == 1000);
    for (int i = 0; i < 1000; i++) {
      assertThat(lines.taken.get(i)).startsWith("{").contains("\"id\":\"" + i + "\"");
    }
    assertThat(lost()).isZero();
  }

  @Test
  void whatWaitsIsWrittenBeforeTheEnd() throws InterruptedException {
    DecisionLog log = log("all");

    log.accept(refused(1));
    log.accept(refused(2));
    log.stop();

    assertThat(lines.taken).hasSize(2);
  }

  @Test
  void onlyRefusalsWhereOnlyTheyAreWanted() throws InterruptedException {
    DecisionLog log = log("refused");

    log.accept(answered(1));
    log.accept(refused(2));
    log.accept(answered(3));
    log.stop();

    assertThat(lines.taken).singleElement().asString().contains("\"id\":\"2\"");
  }

  @Test
  void nobodyWaitsForALogThatIsStuck() {
    lines.mayTake = new CountDownLatch(1);
    DecisionLog log = log("all");

    IntStream.range(0, 20_000).mapToObj(DecisionLogTest::refused).forEach(log);

    double lost = lost();
    // One queue of them waits, and up to one more is in the writer's hands.
    assertThat(20_000 - lost).isBetween(8192.0, 2 * 8192.0 + 1);
    lines.mayTake.countDown();
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> lines.taken.size() == 20_000 - (int) lost);
  }
}
