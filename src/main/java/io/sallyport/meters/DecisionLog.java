package io.sallyport.meters;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sallyport.audit.Act;
import io.sallyport.audit.DecisionRecord;
import io.sallyport.audit.LogLine;
import io.sallyport.config.SallyportConfig;
import io.sallyport.config.Serving;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.handlers.ConsoleHandler;
import org.jspecify.annotations.Nullable;

/**
 * Logs decisions, and the acts of operators, as lines of JSON in the category {@code
 * sallyport.decisions}, which goes where the log goes unless it has handlers of its own.
 *
 * <p>One thread writes them in bursts: no send waits for its line, and waking a thread for every
 * line would cost more than the line.
 */
@Singleton
public final class DecisionLog implements Consumer<DecisionRecord> {

  private static final org.jboss.logging.Logger LOG =
      org.jboss.logging.Logger.getLogger(DecisionLog.class);

  /** A strong reference: the log manager holds only a weak one. */
  private static final Logger CATEGORY = Logger.getLogger("sallyport.decisions");

  /** A few seconds of a pod's sends; if standard output is blocked for longer, lines are lost. */
  private static final int LONGEST_QUEUE = 8192;

  private static final Duration BURST = Duration.ofMillis(10);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final SallyportConfig.Audit.Log which;
  private final Counter lost;
  private final BlockingQueue<LogLine> waiting = new ArrayBlockingQueue<>(LONGEST_QUEUE);

  /** The console, written to once a burst; null when the lines go elsewhere. */
  private @Nullable Handler flushed;

  private final Thread writer = new Thread(this::write, "decision-log");

  DecisionLog(SallyportConfig config, MeterRegistry registry) {
    this.which = config.audit().log();
    this.lost =
        Counter.builder("sallyport.decision.lines.lost")
            .description("Decisions without a line in the log, since it could not be written")
            .register(registry);
  }

  void start(@Observes Serving start) {
    if (CATEGORY.getHandlers().length == 0) {
      CATEGORY.setUseParentHandlers(false);
      Stream.of(Logger.getLogger("").getHandlers())
          .flatMap(DecisionLog::innermost)
          .map(handler -> handler instanceof ConsoleHandler ? bareLines() : handler)
          .forEach(CATEGORY::addHandler);
    }
    writer.setDaemon(true);
    writer.start();
  }

  /** Without handlers that pass records on to a thread: this class has its own. */
  private static Stream<Handler> innermost(Handler handler) {
    Handler[] nested = handler instanceof ExtHandler outer ? outer.getHandlers() : new Handler[0];
    return nested.length == 0
        ? Stream.of(handler)
        : Stream.of(nested).flatMap(DecisionLog::innermost);
  }

  /** On the console the line is only the JSON object, whatever the log's format is. */
  private Handler bareLines() {
    ConsoleHandler lines = new ConsoleHandler(ConsoleHandler.Target.SYSTEM_OUT, new BareLines());
    lines.setAutoFlush(false);
    flushed = lines;
    return lines;
  }

  /** What {@code %m%n} says, with fewer copies. */
  private static final class BareLines extends ExtFormatter {
    @Override
    public String format(ExtLogRecord line) {
      return line.getMessage() + System.lineSeparator();
    }
  }

  @Override
  public void accept(DecisionRecord one) {
    boolean wanted =
        switch (which) {
          case ALL -> true;
          case REFUSED -> one.decision().refusal() != null;
          case OFF -> false;
        };
    if (wanted && !waiting.offer(one)) {
      lost.increment();
    }
  }

  /** What an operator did, whichever decisions are wanted. */
  public void act(Act act) {
    if (!waiting.offer(act)) {
      lost.increment();
    }
  }

  private void write() {
    List<LogLine> burst = new ArrayList<>();
    boolean ends = false;
    while (!ends) {
      try {
        burst.add(waiting.take());
        Thread.sleep(BURST.toMillis());
      } catch (InterruptedException stop) {
        ends = true;
      }
      waiting.drainTo(burst);
      burst.forEach(this::write);
      burst.clear();
      if (flushed != null) {
        flushed.flush();
      }
    }
  }

  /** A failure to log one decision must not stop the thread. */
  private void write(LogLine one) {
    try {
      CATEGORY.log(Level.INFO, one.logLine());
    } catch (RuntimeException bug) {
      lost.increment();
      LOG.errorf("decision not logged because=%s", bug.getClass().getName());
    }
  }

  /** Writes what is still queued. */
  @PreDestroy
  void stop() throws InterruptedException {
    writer.interrupt();
    writer.join(PATIENCE.toMillis());
  }
}
