package io.sallyport.http.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sallyport.relay.DeadLetter;
import io.sallyport.relay.Relay;
import io.sallyport.rule.Reason;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** A relay target's dead letters. */
@Path("/relay/{target}/dead-letters")
@Produces(MediaType.APPLICATION_JSON)
public final class RelayResource {

  private static final int MOST = 1000;
  private static final String STANDARD = "100";

  private final Relay relay;
  private final JsonBody body;

  RelayResource(Relay relay, JsonBody body) {
    this.relay = relay;
    this.body = body;
  }

  /**
   * Dead letters, the oldest first.
   *
   * @param next {@code after} of the next page; null when this is the last one
   */
  @RegisterForReflection
  public record Listing(
      @JsonProperty("dead_letters") List<Item> deadLetters, @Nullable String next) {}

  /** One dead letter; times are RFC 3339, null without an attempt. */
  @RegisterForReflection
  public record Item(
      String id,
      @JsonProperty("first_try_at") @Nullable String firstTryAt,
      @JsonProperty("last_try_at") @Nullable String lastTryAt,
      int tries,
      @JsonProperty("last_error") String lastError) {

    static Item of(DeadLetter letter) {
      return new Item(
          letter.id(),
          letter.tries().first() == null ? null : letter.tries().first().toString(),
          letter.tries().last() == null ? null : letter.tries().last().toString(),
          letter.tries().count(),
          letter.tries().lastError());
    }
  }

  /** Result of a replay. */
  @RegisterForReflection
  public record Replayed(int count) {}

  @GET
  @Operation(summary = "Deliveries the target did not take, which are not tried any more")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Listing.class)))
  @APIResponse(responseCode = "400", ref = "Error")
  @APIResponse(responseCode = "404", ref = "Error")
  @APIResponse(responseCode = "503", ref = "Error")
  public Uni<Listing> list(
      @PathParam("target") String target,
      @Parameter(description = "1 to 1000") @DefaultValue(STANDARD) @QueryParam("limit")
          String limit,
      @Parameter(description = "`next` of the page before") @DefaultValue("") @QueryParam("after")
          String after) {
    known(target);
    int most = ApiCalls.limit(limit, MOST);
    if (!after.matches("(\\d{1,19}-\\d{1,19})?")) {
      throw ApiCalls.invalid("`after` must be `next` of the page before.");
    }
    return ApiCalls.stored(relay.deadLetters(target, after, most), ApiCalls.STORE_SILENT)
        .map(letters -> listing(letters, most));
  }

  private static Listing listing(List<DeadLetter> letters, int most) {
    String next = letters.size() == most ? letters.get(most - 1).place() : null;
    return new Listing(letters.stream().map(Item::of).toList(), next);
  }

  @POST
  @Path("/replay")
  @Operation(summary = "Queue dead letters anew, all or those named, and try a paused target again")
  @RequestBody(
      required = false,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = ReplayBody.class)))
  @APIResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = Replayed.class)))
  @APIResponse(responseCode = "400", ref = "Error")
  @APIResponse(responseCode = "404", ref = "Error")
  @APIResponse(responseCode = "503", ref = "Error")
  public Uni<Response> replay(
      @PathParam("target") String target, @Context HttpServerRequest request) {
    known(target);
    return ids(request)
        .chain(named -> ApiCalls.stored(relay.replay(target, named.ids()), ApiCalls.STORE_SILENT))
        .map(count -> Response.accepted(new Replayed(count)).build());
  }

  /** Which dead letters to replay; without a body all of them. */
  private Uni<ReplayBody> ids(HttpServerRequest request) {
    return body.readIfAny(request)
        .map(bytes -> bytes.length == 0 ? new ReplayBody(null) : ReplayBody.read(bytes));
  }

  private void known(String target) {
    if (!relay.has(target)) {
      throw ApiCalls.refused(
          404,
          Reason.INVALID_BODY,
          "No target of this name is known: PUT it, or set"
              + " sallyport.relay.targets.\"<name>\".url.");
    }
  }
}
