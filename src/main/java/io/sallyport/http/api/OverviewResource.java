package io.sallyport.http.api;

import io.sallyport.http.api.NumberResource.CoverageView;
import io.sallyport.http.api.OverviewView.CircuitView;
import io.sallyport.http.api.OverviewView.ContradictionCount;
import io.sallyport.http.api.OverviewView.CoverageState;
import io.sallyport.http.api.OverviewView.DecisionCount;
import io.sallyport.http.api.OverviewView.RedisView;
import io.sallyport.http.api.OverviewView.RelayView;
import io.sallyport.http.api.OverviewView.WindowCount;
import io.sallyport.http.api.TargetsResource.PauseView;
import io.sallyport.ledger.NumberState;
import io.sallyport.ledger.SharedClock;
import io.sallyport.overview.CircuitReport;
import io.sallyport.overview.Count;
import io.sallyport.overview.Counted.Contradicted;
import io.sallyport.overview.Counted.Decided;
import io.sallyport.overview.OverviewStore;
import io.sallyport.overview.OverviewStore.Health;
import io.sallyport.relay.Relay;
import io.sallyport.relay.Sender;
import io.sallyport.relay.TargetState;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The state of all replicas at a glance; also while the store is silent, which it then says. */
@Path("/overview")
@Produces(MediaType.APPLICATION_JSON)
public final class OverviewResource {

  private static final String NONE = "none";

  /** Numbers listed with their coverage, those first that have none. */
  private static final int MOST_NUMBERS = 1000;

  private final OverviewStore store;
  private final FreshNumbers numbers;
  private final Relay relay;
  private final SharedClock clock;

  OverviewResource(OverviewStore store, FreshNumbers numbers, Relay relay, SharedClock clock) {
    this.store = store;
    this.numbers = numbers;
    this.relay = relay;
    this.clock = clock;
  }

  @GET
  @OperatorsOnly
  @Operation(
      summary = "Decisions a minute, windows, contradictions, circuits, relay, Redis, coverage",
      description = "Of all replicas, at most 10 s old; over more than 3 hours in steps of 10 min")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = OverviewView.class)))
  @APIResponse(responseCode = "400", ref = "Error")
  @APIResponse(responseCode = "403", ref = "Error")
  public Uni<OverviewView> get(
      @Parameter(description = "How far back, 1 to 168") @DefaultValue("24") @QueryParam("hours")
          String hours) {
    Duration back = hours(hours);
    Instant now = clock.now();
    boolean byMinute = back.compareTo(OverviewStore.BY_MINUTE) <= 0;
    Uni<List<Count>> counts = orElse(() -> store.counts(now.minus(back), now, byMinute), List.of());
    Uni<List<CircuitReport>> circuits = orElse(() -> store.circuits(now), List.of());
    Uni<Optional<Health>> health = orElse(() -> store.health().map(Optional::of), Optional.empty());
    Uni<Map<String, NumberState>> states =
        numbers.read().onFailure().recoverWithItem(numbers::known);
    return Uni.combine()
        .all()
        .unis(counts, circuits, health, states)
        .with(
            (counted, open, redis, read) ->
                new OverviewView(
                    now.truncatedTo(ChronoUnit.MILLIS),
                    byMinute ? 1 : OverviewStore.STEP_MINUTES,
                    decisions(counted),
                    windows(read),
                    contradictions(counted),
                    circuits(open),
                    relay(now),
                    redis.map(OverviewResource::redis).orElse(RedisView.SILENT),
                    coverage(read)));
  }

  private static Duration hours(String text) {
    if (text.matches("[1-9]\\d{0,2}")) {
      Duration back = Duration.ofHours(Integer.parseInt(text));
      if (back.compareTo(OverviewStore.LONGEST) <= 0) {
        return back;
      }
    }
    throw ApiCalls.invalid("`hours` must be from 1 to " + OverviewStore.LONGEST.toHours() + ".");
  }

  private static <T> Uni<T> orElse(Supplier<Future<T>> asked, T whenSilent) {
    return Uni.createFrom()
        .completionStage(() -> asked.get().toCompletionStage())
        .onFailure()
        .recoverWithItem(whenSilent);
  }

  private static List<DecisionCount> decisions(List<Count> counts) {
    return counts.stream()
        .filter(count -> count.what() instanceof Decided)
        .map(count -> decision(count, (Decided) count.what()))
        .sorted(
            Comparator.comparing(DecisionCount::minute)
                .thenComparing(DecisionCount::decision)
                .thenComparing(count -> String.valueOf(count.reason())))
        .toList();
  }

  private static DecisionCount decision(Count count, Decided what) {
    String reason = what.reason().equals(NONE) ? null : what.reason();
    return new DecisionCount(count.from(), what.decision(), reason, count.many());
  }

  private static List<ContradictionCount> contradictions(List<Count> counts) {
    Map<String, ContradictionCount> all = new TreeMap<>();
    for (Count count : counts) {
      if (count.what() instanceof Contradicted what) {
        all.merge(
            what.kind() + ":" + what.about(),
            new ContradictionCount(what.kind(), what.about(), count.many()),
            (one, other) ->
                new ContradictionCount(one.kind(), one.about(), one.count() + other.count()));
      }
    }
    return List.copyOf(all.values());
  }

  private static WindowCount windows(Map<String, NumberState> states) {
    long open = states.values().stream().mapToLong(state -> state.windows().open()).sum();
    long closing = states.values().stream().mapToLong(state -> state.windows().closing()).sum();
    return new WindowCount(open, closing);
  }

  /** Each once, however many replicas have it. */
  private static List<CircuitView> circuits(List<CircuitReport> reports) {
    Map<String, CircuitView> all = new TreeMap<>();
    for (CircuitReport one : reports) {
      all.merge(
          one.phoneNumberId() + ":" + one.cause(),
          new CircuitView(one.phoneNumberId(), one.cause(), one.since()),
          (a, b) -> a.since().isBefore(b.since()) ? a : b);
    }
    return List.copyOf(all.values());
  }

  private List<RelayView> relay(Instant now) {
    return relay.senders().stream()
        .map(sender -> relay(sender, now))
        .sorted(Comparator.comparing(RelayView::target))
        .toList();
  }

  private static RelayView relay(Sender sender, Instant now) {
    TargetState state = sender.state();
    return state == null
        ? new RelayView(sender.target(), 0, 0, null, 0)
        : new RelayView(
            sender.target(),
            state.waiting(),
            TargetsResource.lag(state, now),
            PauseView.of(state.pause()),
            state.deadLetters());
  }

  private static RedisView redis(Health health) {
    double latency = TimeUnit.NANOSECONDS.toMicros(health.latency().toNanos()) / 1_000.0;
    return new RedisView(true, latency, health.memoryBytes());
  }

  private static List<CoverageState> coverage(Map<String, NumberState> states) {
    List<CoverageState> all = new ArrayList<>(states.size());
    states.forEach(
        (id, state) -> {
          CoverageView coverage = CoverageView.of(state.coverage());
          all.add(new CoverageState(id, coverage.state(), coverage.since()));
        });
    Stream<CoverageState> listed =
        all.size() <= MOST_NUMBERS
            ? all.stream()
            : all.stream()
                .sorted(Comparator.comparing((CoverageState one) -> one.state()).reversed())
                .limit(MOST_NUMBERS);
    return listed.toList();
  }
}
