package io.sallyport.http.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sallyport.account.ListedNumber;
import io.sallyport.account.Numbers;
import io.sallyport.account.Numbers.Held;
import io.sallyport.directory.TokenHealth;
import io.sallyport.directory.TokenState;
import io.sallyport.http.api.NumberResource.CoverageView;
import io.sallyport.http.api.NumberResource.RestrictionsView;
import io.sallyport.ledger.NumberState;
import io.sallyport.ledger.Records;
import io.sallyport.ledger.SharedClock;
import io.sallyport.rule.BusinessNumber;
import io.sallyport.rule.MessagingLimit;
import io.sallyport.rule.Throughput;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** All business phone numbers, with what is known of each. */
@Path("/numbers")
@Produces(MediaType.APPLICATION_JSON)
public final class NumbersResource {

  private static final int MOST = 1000;
  private static final String STANDARD = "100";

  private final Numbers numbers;
  private final Records records;
  private final TokenHealth tokens;
  private final SharedClock clock;

  NumbersResource(Numbers numbers, Records records, TokenHealth tokens, SharedClock clock) {
    this.numbers = numbers;
    this.records = records;
    this.tokens = tokens;
    this.clock = clock;
  }

  /**
   * A page of them.
   *
   * @param next {@code after} of the next page; null when this is the last one
   */
  @RegisterForReflection
  public record NumberList(List<NumberItem> numbers, @Nullable String next) {}

  /**
   * One number; what is unknown is null.
   *
   * @param mode cloud or coexistence
   * @param throughput messages a second, in and out, in force
   * @param messagingLimit contacts the portfolio may reach outside a window in 24 h, in force; null
   *     when it is not limited
   * @param quality Meta's word
   * @param source configuration, waba or api
   * @param goneSince since when its WABA lists it no more
   */
  @RegisterForReflection
  public record NumberItem(
      @JsonProperty("phone_number_id") String phoneNumberId,
      @JsonProperty("waba_id") String wabaId,
      String portfolio,
      @JsonProperty("display_phone_number") @Nullable String displayPhoneNumber,
      @Nullable String name,
      String mode,
      int throughput,
      @JsonProperty("messaging_limit") @Nullable Long messagingLimit,
      @Nullable String quality,
      String source,
      @JsonProperty("gone_since") @Nullable Instant goneSince,
      TokenView token,
      CoverageView coverage,
      RestrictionsView restrictions) {}

  /**
   * What Meta says of the number's token.
   *
   * @param state ok, expiring, expired, invalid, incomplete or unknown
   * @param missing permissions it needs
   */
  @RegisterForReflection
  public record TokenView(
      String state,
      @JsonProperty("expires_at") @Nullable Instant expiresAt,
      List<String> missing) {}

  @GET
  @OwnNumbers
  @Operation(summary = "Every number, with its mode, limits, quality, token and webhook coverage")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = NumberList.class)))
  @APIResponse(responseCode = "400", ref = "Error")
  @APIResponse(responseCode = "503", ref = "Error")
  public Uni<NumberList> list(
      @Parameter(description = "1 to 1000") @DefaultValue(STANDARD) @QueryParam("limit")
          String limit,
      @Parameter(description = "`next` of the page before") @DefaultValue("") @QueryParam("after")
          String after,
      @Context ContainerRequestContext context) {
    int most = ApiCalls.limit(limit, MOST);
    List<String> page =
        numbers.ids().stream()
            .filter(ApiAccess.visible(context))
            .filter(id -> id.compareTo(after) > 0)
            .limit(most + 1L)
            .toList();
    String next = page.size() > most ? page.get(most - 1) : null;
    List<Uni<NumberItem>> items =
        page.stream().limit(most).flatMap(id -> numbers.held(id).stream()).map(this::item).toList();
    return items.isEmpty()
        ? Uni.createFrom().item(new NumberList(List.of(), null))
        : ApiCalls.stored(
            Uni.join()
                .all(items)
                .usingConcurrencyOf(32)
                .andFailFast()
                .map(all -> new NumberList(all, next)),
            ApiCalls.STORE_SILENT);
  }

  private Uni<NumberItem> item(Held held) {
    return Uni.createFrom()
        .completionStage(() -> records.number(held.number().phoneNumberId()).toCompletionStage())
        .map(state -> item(held, state));
  }

  private NumberItem item(Held held, NumberState state) {
    BusinessNumber number = held.number();
    ListedNumber listed = held.listed();
    MessagingLimit limit = MessagingLimit.of(number, state.messagingLimit());
    TokenState token = tokens.state(held.token());
    return new NumberItem(
        number.phoneNumberId(),
        number.wabaId(),
        number.portfolio(),
        listed == null ? null : listed.displayNumber(),
        listed == null ? null : listed.name(),
        held.coexistence() ? "coexistence" : "cloud",
        number.rates().fixed() || state.throughput() == null
            ? number.rates().throughput()
            : Math.max(number.rates().throughput(), Throughput.RAISED),
        limit.isUnlimited() ? null : limit.contacts(),
        listed == null ? null : listed.quality(),
        held.origin().word(),
        held.goneSince(),
        new TokenView(token.word(clock.now()).word(), token.expiresAt(), token.missing()),
        CoverageView.of(state.coverage()),
        new RestrictionsView(
            state.businessInitiatedUntil(), state.everythingUntil(), state.disabled()));
  }
}
