package io.sallyport.http.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sallyport.http.api.TargetsResource.PauseView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operator sees at a glance.
 *
 * @param stepMinutes how many minutes each count is of
 * @param redis how the store does
 */
@RegisterForReflection
public record OverviewView(
    Instant at,
    @JsonProperty("step_minutes") int stepMinutes,
    List<DecisionCount> decisions,
    WindowCount windows,
    List<ContradictionCount> contradictions,
    List<CircuitView> circuits,
    List<RelayView> relay,
    RedisView redis,
    List<CoverageState> coverage) {

  /**
   * Decisions.
   *
   * @param minute when the minutes begin
   * @param reason null of those without one
   */
  @RegisterForReflection
  public record DecisionCount(
      Instant minute, String decision, @Nullable String reason, long count) {}

  /** Customer service windows; {@code closing} within an hour. */
  @RegisterForReflection
  public record WindowCount(long open, long closing) {}

  /** Times Meta did otherwise than was thought, in all these hours. */
  @RegisterForReflection
  public record ContradictionCount(String kind, String about, long count) {}

  /**
   * A circuit that is open at some replica.
   *
   * @param cause upstream, account or token
   */
  @RegisterForReflection
  public record CircuitView(
      @JsonProperty("phone_number_id") String phoneNumberId, String cause, Instant since) {}

  /** A target of the relay. */
  @RegisterForReflection
  public record RelayView(
      String target,
      long waiting,
      @JsonProperty("lag_seconds") long lagSeconds,
      @Nullable PauseView paused,
      @JsonProperty("dead_letters") long deadLetters) {}

  /** The store, as this replica sees it. */
  @RegisterForReflection
  public record RedisView(
      boolean ok,
      @JsonProperty("latency_ms") @Nullable Double latencyMs,
      @JsonProperty("memory_bytes") @Nullable Long memoryBytes) {

    static final RedisView SILENT = new RedisView(false, null, null);
  }

  /**
   * Whether a number's webhooks are received.
   *
   * @param state complete, partial or none
   */
  @RegisterForReflection
  public record CoverageState(
      @JsonProperty("phone_number_id") String phoneNumberId,
      String state,
      @Nullable Instant since) {}
}
