package io.sallyport.http.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sallyport.contact.Consent;
import io.sallyport.ledger.ContactLists;
import io.sallyport.ledger.ContactLists.Consents;
import io.sallyport.ledger.ContactLists.Stated;
import io.sallyport.rule.BusinessNumber;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The consents that contacts of a number gave or took back, to be kept elsewhere. */
@Path("/numbers/{phone_number_id}/consents")
public final class ConsentsResource {

  private static final String LINES = "application/x-ndjson";

  private final ApiCalls calls;
  private final ContactLists lists;

  ConsentsResource(ApiCalls calls, ContactLists lists) {
    this.calls = calls;
    this.lists = lists;
  }

  /**
   * One line.
   *
   * @param state opt_in or opt_out
   */
  @RegisterForReflection
  public record ConsentLine(
      String contact,
      String state,
      @Nullable String source,
      @JsonProperty("at") @Nullable Instant at) {

    static ConsentLine of(Stated stated) {
      Consent consent = stated.consent();
      return new ConsentLine(
          stated.contact().id(), ApiCalls.word(consent.state()), consent.source(), consent.at());
    }
  }

  @GET
  @Produces(LINES)
  @Operation(summary = "Every contact whose consent was stated, a JSON object a line, unordered")
  @APIResponse(
      responseCode = "200",
      content = @Content(mediaType = LINES, schema = @Schema(implementation = ConsentLine.class)))
  @APIResponse(responseCode = "400", ref = "Error")
  @APIResponse(responseCode = "503", ref = "Error")
  public Multi<ConsentLine> list(
      @PathParam("phone_number_id") String phoneNumberId,
      @Parameter(description = "opt_in or opt_out; both without it") @QueryParam("state")
          @Nullable String state) {
    BusinessNumber number = calls.number(phoneNumberId);
    Consent.State only = state == null ? null : state(state);
    return Multi.createBy()
        .repeating()
        .uni(AtomicReference<@Nullable String>::new, place -> step(number.phoneNumberId(), place))
        .whilst(step -> step.next() != null)
        .onItem()
        .transformToIterable(Consents::some)
        .filter(stated -> only == null || stated.consent().state() == only)
        .map(ConsentLine::of);
  }

  private Uni<Consents> step(String phoneNumberId, AtomicReference<@Nullable String> place) {
    return ApiCalls.stored(lists.consents(phoneNumberId, place.get()), ApiCalls.STORE_SILENT)
        .invoke(step -> place.set(step.next()));
  }

  private static Consent.State state(String word) {
    return switch (word) {
      case "opt_in" -> Consent.State.OPT_IN;
      case "opt_out" -> Consent.State.OPT_OUT;
      default -> throw ApiCalls.invalid("`state` must be opt_in or opt_out.");
    };
  }
}
