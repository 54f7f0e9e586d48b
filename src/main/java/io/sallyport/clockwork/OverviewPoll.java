package io.sallyport.clockwork;

import static jakarta.interceptor.Interceptor.Priority.LIBRARY_BEFORE;

import io.quarkus.runtime.ShutdownEvent;
import io.sallyport.account.Operators;
import io.sallyport.circuit.Circuits;
import io.sallyport.circuit.OpenCircuit;
import io.sallyport.circuit.Trouble;
import io.sallyport.config.Serving;
import io.sallyport.ledger.SharedClock;
import io.sallyport.meters.Counts;
import io.sallyport.overview.CircuitReport;
import io.sallyport.overview.Counted;
import io.sallyport.overview.OverviewStore;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Tells the other replicas every 5 s, for their overview, what the meters have counted since, and
 * which circuits are open. A minute's end is one of these moments, so each count is of one minute.
 */
@Singleton
final class OverviewPoll {

  private static final Logger LOG = Logger.getLogger(OverviewPoll.class);

  private static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final Operators operators;
  private final Counts counts;
  private final Circuits circuits;
  private final OverviewStore store;
  private final SharedClock clock;

  /** What the store has. */
  private final Map<Counted, Long> told = new HashMap<>();

  private boolean hasReported;

  OverviewPoll(
      Vertx vertx,
      Operators operators,
      Counts counts,
      Circuits circuits,
      OverviewStore store,
      SharedClock clock) {
    this.vertx = vertx;
    this.operators = operators;
    this.counts = counts;
    this.circuits = circuits;
    this.store = store;
    this.clock = clock;
  }

  /** Only operators see an overview, so without any nothing is stored. */
  void start(@Observes Serving start) {
    if (operators.configured()) {
      plan();
    }
  }

  private void plan() {
    long interval = INTERVAL.toMillis();
    long pause = interval - Math.floorMod(clock.now().toEpochMilli(), interval);
    vertx.setTimer(
        Math.max(1, pause),
        due ->
            tell()
                .onFailure(silent -> LOG.debugf("overview not told because=%s", silent))
                .onComplete(told -> plan()));
  }

  /** What was counted since the last time is told, too, when this process ends. */
  void stop(@Observes @Priority(LIBRARY_BEFORE) ShutdownEvent stop) {
    if (operators.configured()) {
      UniHelper.toUni(tell().timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
          .onFailure()
          .recoverWithNull()
          .await()
          .indefinitely();
    }
  }

  /** What could not be told is told with the next. */
  private synchronized Future<Void> tell() {
    Instant now = clock.now();
    Map<Counted, Long> all = counts.now();
    Map<Counted, Long> more = new HashMap<>();
    all.forEach(
        (what, many) -> {
          long since = many - told.getOrDefault(what, 0L);
          if (since > 0) {
            more.put(what, since);
          }
        });
    return store
        .add(now.minus(INTERVAL.dividedBy(2)), more)
        .onSuccess(kept -> tookAll(all))
        .compose(kept -> report(now));
  }

  private synchronized void tookAll(Map<Counted, Long> all) {
    told.putAll(all);
  }

  private Future<Void> report(Instant now) {
    List<CircuitReport> open = new ArrayList<>();
    for (String number : circuits.troubled()) {
      OpenCircuit ofNumber = circuits.open(number);
      if (ofNumber != null) {
        open.add(of(number, ofNumber));
      }
      circuits.heldTokens(number).stream()
          .map(OpenCircuit::since)
          .min(Instant::compareTo)
          .ifPresent(since -> open.add(new CircuitReport(number, "token", since)));
    }
    if (open.isEmpty() && !hasReported) {
      return Future.succeededFuture();
    }
    hasReported = !open.isEmpty();
    return store.report(now, open);
  }

  private static CircuitReport of(String number, OpenCircuit open) {
    boolean isAccount = open.trouble() instanceof Trouble.Account;
    return new CircuitReport(number, isAccount ? "account" : "upstream", open.since());
  }
}
