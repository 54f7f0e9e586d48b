package io.sallyport.http.api;

import io.sallyport.replay.Replay;
import io.sallyport.replay.Replay.Range;
import io.sallyport.rule.BusinessNumber;
import io.sallyport.rule.PolicySettings;
import io.sallyport.rule.Reason;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** What another policy would have decided. */
@Path("/numbers/{phone_number_id}/replay")
@Produces(MediaType.APPLICATION_JSON)
public final class ReplayResource {

  private static final String ONE_AT_A_TIME = "This replica is judging others: try again.";

  private final ApiCalls calls;
  private final JsonBody body;
  private final Replay replay;

  /** Redis is everybody's. */
  private final AtomicBoolean isBusy = new AtomicBoolean();

  ReplayResource(ApiCalls calls, JsonBody body, Replay replay) {
    this.calls = calls;
    this.body = body;
    this.replay = replay;
  }

  @POST
  @ChangesNothing
  @Operation(
      summary = "What another policy would have decided of the remembered sends",
      description = "Each on the state as it was then; nothing is sent or consumed.")
  @RequestBody(
      required = true,
      description =
          "Keys of sallyport.policy with `_` for `-`, in place of those in force: `{\"marketing\":"
              + "{\"max\":1}}`; and `from`, `to`, `limit`, which decisions",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(type = SchemaType.OBJECT)))
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = ReplayReport.class)))
  @APIResponse(responseCode = "400", ref = "Error")
  @APIResponse(responseCode = "409", ref = "Error")
  @APIResponse(responseCode = "503", ref = "Error")
  public Uni<ReplayReport> judge(
      @PathParam("phone_number_id") String phoneNumberId, @Context HttpServerRequest request) {
    BusinessNumber number = calls.number(phoneNumberId);
    return body.read(request).chain(bytes -> judge(number, bytes));
  }

  private Uni<ReplayReport> judge(BusinessNumber number, byte[] bytes) {
    Set<String> allowed = new HashSet<>(PolicyChanges.MEMBERS);
    allowed.addAll(Set.of("from", "to", "limit"));
    BodyMembers members = BodyMembers.read(bytes, allowed);
    PolicySettings settings = PolicyChanges.of(members, replay.settings());
    Range range = range(members);
    if (!isBusy.compareAndSet(false, true)) {
      throw ApiCalls.refused(409, Reason.IN_FLIGHT, ONE_AT_A_TIME);
    }
    return ApiCalls.stored(
        Uni.createFrom()
            .item(() -> replay.judge(number, settings, range))
            .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
            .onTermination()
            .invoke(() -> isBusy.set(false))
            .map(ReplayReport::of),
        ApiCalls.STORE_SILENT);
  }

  private static Range range(BodyMembers members) {
    Integer limit = members.count("limit");
    if (limit != null && limit == 0) {
      throw ApiCalls.invalid("`limit` must be at least 1.");
    }
    return new Range(
        time(members, "from"), time(members, "to"), limit == null ? Integer.MAX_VALUE : limit);
  }

  private static @Nullable Instant time(BodyMembers members, String name) {
    String text = members.word(name);
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw ApiCalls.invalid("`" + name + "` must be a time, 2026-11-30T09:00:00Z.");
    }
  }
}
