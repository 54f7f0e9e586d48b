package io.sallyport.http.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.sallyport.contact.Window;
import io.sallyport.ledger.NumberNews.Disconnected;
import io.sallyport.ledger.NumberState;
import io.sallyport.ledger.NumberState.Coverage;
import io.sallyport.ledger.Records;
import io.sallyport.rule.BusinessNumber;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** What the gateway knows about a business phone number. */
@Path("/numbers")
@Produces(MediaType.APPLICATION_JSON)
public final class NumberResource {

  private final ApiCalls calls;
  private final Records records;

  NumberResource(ApiCalls calls, Records records) {
    this.calls = calls;
    this.records = records;
  }

  /**
   * A number.
   *
   * @param messagingLimit as Meta writes it
   * @param throughput as Meta writes it
   * @param windowWhenUnheard the window of a contact without any known message: unknown or closed
   */
  public record NumberView(
      @JsonProperty("phone_number_id") String phoneNumberId,
      @JsonProperty("waba_id") String wabaId,
      CoverageView coverage,
      RestrictionsView restrictions,
      @JsonProperty("messaging_limit") @Nullable String messagingLimit,
      @Nullable String throughput,
      @JsonProperty("first_response") WaitingView firstResponse,
      @JsonProperty("window_when_unheard") String windowWhenUnheard) {

    static NumberView of(BusinessNumber number, NumberState state) {
      boolean complete = state.coverage().complete();
      return new NumberView(
          number.phoneNumberId(),
          number.wabaId(),
          CoverageView.of(state.coverage()),
          new RestrictionsView(
              state.businessInitiatedUntil(), state.everythingUntil(), state.disabled()),
          state.messagingLimit(),
          state.throughput(),
          new WaitingView(state.waiting(), state.waitingSince()),
          ApiCalls.word(complete ? Window.State.CLOSED : Window.State.UNKNOWN));
    }
  }

  /**
   * Since when the number's webhooks have been received without a gap.
   *
   * @param state complete, partial or none
   * @param completeAt when it is complete: long enough that a contact without a known message has
   *     no open window
   * @param gap what it starts after: nothing_before, not_stored, silence, unheard_sends or
   *     disconnected
   * @param endedAt when Meta said that it sends no more webhooks; null while it may
   * @param endedBy partner_removed or account_offboarded
   */
  public record CoverageView(
      String state,
      @Nullable Instant since,
      @JsonProperty("complete_at") @Nullable Instant completeAt,
      @JsonProperty("last_webhook_at") @Nullable Instant lastWebhookAt,
      @Nullable String gap,
      @JsonProperty("ended_at") @Nullable Instant endedAt,
      @JsonProperty("ended_by") @Nullable String endedBy) {

    static CoverageView of(Coverage coverage) {
      Instant since = coverage.since();
      Disconnected ended = coverage.ended();
      return new CoverageView(
          coverage.complete() ? "complete" : since == null ? "none" : "partial",
          since,
          since == null ? null : since.plus(Window.LENGTH),
          coverage.lastWebhookAt(),
          ApiCalls.wordOrNull(coverage.started()),
          ended == null ? null : ended.at(),
          ended == null ? null : ApiCalls.word(ended.cause()));
    }
  }

  /** What Meta blocks. */
  public record RestrictionsView(
      @JsonProperty("business_initiated_until") @Nullable Instant businessInitiatedUntil,
      @JsonProperty("everything_until") @Nullable Instant everythingUntil,
      boolean disabled) {}

  /** How many contacts wait for an answer, and since when the first of them has waited. */
  public record WaitingView(
      long waiting, @JsonProperty("waiting_since") @Nullable Instant waitingSince) {}

  @GET
  @Path("/{phone_number_id}")
  @Operation(summary = "Webhook coverage, restrictions, limits, and who waits for an answer")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = NumberView.class)))
  @APIResponse(responseCode = "400", ref = "Error")
  @APIResponse(responseCode = "503", ref = "Error")
  public Uni<NumberView> get(@PathParam("phone_number_id") String phoneNumberId) {
    BusinessNumber number = calls.number(phoneNumberId);
    return ApiCalls.stored(records.number(number.phoneNumberId()), ApiCalls.STORE_SILENT)
        .map(state -> NumberView.of(number, state));
  }
}
