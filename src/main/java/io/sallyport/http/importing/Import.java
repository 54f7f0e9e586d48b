package io.sallyport.http.importing;

import io.sallyport.contact.Contact;
import io.sallyport.ledger.LedgerUpdates;
import io.sallyport.ledger.Observation;
import io.sallyport.ledger.SharedClock;
import io.sallyport.rule.BusinessNumber;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * One running import. Lines are stored in batches as they are read; while enough batches are being
 * stored the upload is paused, so that an upload of any size fits in memory. Everything runs on the
 * request's event loop.
 */
final class Import implements NdjsonLines.Sink {

  private static final Logger LOG = Logger.getLogger(Import.class);

  static final int BATCH = 256;
  static final int BATCHES_AT_ONCE = 2;

  /** Progress is reported after this many lines, and at this interval. */
  private static final long TOLD_EVERY = 10_000;

  private static final Duration TOLD_AFTER = Duration.ofSeconds(2);

  /** Retries, so that a short failure of the store does not end an import of hours. */
  private static final Duration FIRST_RETRY = Duration.ofMillis(200);

  private static final int RETRIES = 4;

  /**
   * How long the rest of a failed upload is read and dropped, so that its sender can read the
   * answer.
   */
  private static final Duration LINGER = Duration.ofSeconds(30);

  private enum Fate {
    UNDER_WAY,
    STORED,
    FAILED
  }

  private enum Phase {
    READING,
    READ,
    /** The store failed; batches still being stored are waited for. */
    BROKEN,
    ENDED
  }

  /** A line to be stored. */
  private record Line(long number, List<Observation> observations) {}

  /** Lines that are stored together. */
  private static final class Batch {
    private final List<Line> lines;
    private Fate fate = Fate.UNDER_WAY;

    Batch(List<Line> lines) {
      this.lines = lines;
    }

    long first() {
      return lines.get(0).number();
    }

    /**
     * Lines with two observations first, so that a store that splits them into pieces of even size
     * never separates a line's two. Their order does not matter.
     */
    List<Observation> observations() {
      List<Observation> all = new ArrayList<>(2 * lines.size());
      lines.stream().map(Line::observations).filter(it -> it.size() == 2).forEach(all::addAll);
      lines.stream().map(Line::observations).filter(it -> it.size() != 2).forEach(all::addAll);
      return all;
    }
  }

  private final Vertx vertx;
  private final Context context;
  private final HttpServerRequest request;
  private final LedgerUpdates ledger;
  private final BusinessNumber number;
  private final NdjsonLines lines = new NdjsonLines(ImportLineReader.LONGEST, this);
  private final ImportLineReader reader;
  private final ImportAnswer answer;
  private final Deque<Line> waiting = new ArrayDeque<>();
  private final Deque<Batch> underWay = new ArrayDeque<>();
  private Phase phase = Phase.READING;
  private long imported;
  private long told;
  private long timer;

  Import(
      Vertx vertx,
      HttpServerRequest request,
      LedgerUpdates ledger,
      SharedClock clock,
      BusinessNumber number,
      Function<String, Optional<Contact>> contacts) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.request = request;
    this.ledger = ledger;
    this.number = number;
    var start = clock.now().truncatedTo(ChronoUnit.SECONDS);
    this.reader = new ImportLineReader(number, contacts, start, clock::now);
    this.answer = new ImportAnswer(request.response());
  }

  void start() {
    timer = vertx.setPeriodic(TOLD_AFTER.toMillis(), tick -> tellNow());
    request.response().closeHandler(gone -> abandon());
    request.exceptionHandler(broken -> abandon());
    request.endHandler(end -> read());
    request.handler(this::read).resume();
  }

  private void read(Buffer chunk) {
    if (phase == Phase.READING) {
      lines.add(chunk);
      proceed();
    }
  }

  private void read() {
    if (phase == Phase.READING) {
      lines.end();
      phase = Phase.READ;
      proceed();
    }
  }

  @Override
  public void line(long number, byte[] content) {
    ImportLine line = reader.read(content);
    if (line instanceof ImportLine.Stated stated) {
      waiting.add(new Line(number, stated.observations()));
    } else if (line instanceof ImportLine.Faulty faulty) {
      answer.error(number, faulty.why());
    }
  }

  @Override
  public void tooLong(long number) {
    answer.error(number, "The line is longer than " + ImportLineReader.LONGEST + " bytes.");
  }

  private void proceed() {
    while (underWay.size() < BATCHES_AT_ONCE && isWorthStoring()) {
      store(nextBatch());
    }
    tell(TOLD_EVERY);
    if (phase == Phase.READ && underWay.isEmpty()) {
      end("done");
      answer.end(imported);
    } else if (phase == Phase.READING && waiting.size() >= BATCH) {
      request.pause();
    } else if (phase == Phase.READING) {
      request.resume();
    }
  }

  /** Whether to store a batch now: a full one, or what there is if nothing else is being stored. */
  private boolean isWorthStoring() {
    return waiting.size() >= BATCH
        || (!waiting.isEmpty() && (underWay.isEmpty() || phase == Phase.READ));
  }

  private Batch nextBatch() {
    List<Line> next = new ArrayList<>(Math.min(BATCH, waiting.size()));
    while (next.size() < BATCH && !waiting.isEmpty()) {
      next.add(waiting.remove());
    }
    return new Batch(next);
  }

  private void store(Batch batch) {
    underWay.add(batch);
    List<Observation> observations = batch.observations();
    Uni.createFrom()
        .deferred(() -> UniHelper.toUni(ledger.observe(observations)))
        .onFailure()
        .retry()
        .withBackOff(FIRST_RETRY)
        .atMost(RETRIES)
        .subscribe()
        .with(
            done -> context.runOnContext(here -> over(batch, Fate.STORED)),
            failure -> context.runOnContext(here -> failed(batch, failure)));
  }

  private void failed(Batch batch, Throwable failure) {
    LOG.warnf(
        "import not stored number=%s line=%d because=%s",
        number.phoneNumberId(), batch.first(), failure.getClass().getSimpleName());
    if (phase != Phase.ENDED) {
      phase = Phase.BROKEN;
      waiting.clear();
    }
    over(batch, Fate.FAILED);
  }

  /** Lines count as imported when their batch and all before it are stored. */
  private void over(Batch batch, Fate fate) {
    batch.fate = fate;
    while (!underWay.isEmpty() && underWay.getFirst().fate == Fate.STORED) {
      imported += underWay.remove().lines.size();
    }
    if (phase == Phase.READING || phase == Phase.READ) {
      proceed();
    } else if (phase == Phase.BROKEN
        && underWay.stream().noneMatch(one -> one.fate == Fate.UNDER_WAY)) {
      end("stopped");
      answer.stop(imported, underWay.getFirst().first());
      swallow();
    }
  }

  private void swallow() {
    request.resume();
    vertx.setTimer(
        LINGER.toMillis(),
        late -> {
          if (!request.isEnded()) {
            request.connection().close();
          }
        });
  }

  /** The number of the last line before which all are imported or reported as errors, included. */
  private long settled() {
    if (!underWay.isEmpty()) {
      return underWay.getFirst().first() - 1;
    }
    return waiting.isEmpty() ? lines.count() : waiting.getFirst().number() - 1;
  }

  /** Not before a line is imported: until then the answer's status can still be an error. */
  private void tellNow() {
    if (imported > 0) {
      tell(1);
    }
  }

  private void tell(long atLeast) {
    long settled = settled();
    if (phase != Phase.ENDED && settled - told >= atLeast) {
      told = settled;
      answer.progress(settled, imported);
    }
  }

  /** The sender closed the connection. What is already being stored stays. */
  private void abandon() {
    if (phase != Phase.ENDED) {
      waiting.clear();
      end("abandoned");
    }
  }

  private void end(String how) {
    phase = Phase.ENDED;
    vertx.cancelTimer(timer);
    LOG.infof(
        "import %s number=%s lines=%d imported=%d errors=%d",
        how, number.phoneNumberId(), lines.count(), imported, answer.errors());
  }
}
