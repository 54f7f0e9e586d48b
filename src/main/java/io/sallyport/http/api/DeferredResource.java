package io.sallyport.http.api;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sallyport.http.access.Caller;
import io.sallyport.instead.Deferral;
import io.sallyport.instead.DeferredQueue;
import io.sallyport.instead.DeferredState;
import io.sallyport.instead.HeldSends;
import io.sallyport.rule.Reason;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.event.Event;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Sends that wait: for their turn, for their contact, or for a person. */
@Path("/numbers/{phone_number_id}/deferred/{id}")
@Produces(MediaType.APPLICATION_JSON)
public final class DeferredResource {

  private static final String UNKNOWN =
      "No send waits, or has waited within a week, under this id.";

  private static final String ANOTHERS = "This send is another client's.";

  private static final String ONLY_WAITING = "; only what waits can be cancelled.";
  private static final String ONLY_HELD = "; only what is held can be let go or refused.";

  private final ApiCalls calls;
  private final DeferredQueue queue;
  private final HeldSends held;
  private final JsonBody body;
  private final Event<Deferral.Queued> queued;

  DeferredResource(
      ApiCalls calls,
      DeferredQueue queue,
      HeldSends held,
      JsonBody body,
      Event<Deferral.Queued> queued) {
    this.calls = calls;
    this.queue = queue;
    this.held = held;
    this.body = body;
    this.queued = queued;
  }

  /** The path of a deferred send, for {@code Location}. */
  public static String location(@Nullable String phoneNumberId, String id) {
    return "/sallyport/v1/numbers/" + phoneNumberId + "/deferred/" + id;
  }

  @GET
  @GoneNumbers
  @Operation(summary = "What became of a send that waited, or where it has got to")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = DeferredView.class)))
  @APIResponse(responseCode = "403", ref = "Error")
  @APIResponse(responseCode = "404", ref = "Error")
  @APIResponse(responseCode = "503", ref = "Error")
  public Uni<DeferredView> get(
      @PathParam("phone_number_id") String phoneNumberId,
      @PathParam("id") String id,
      @Context ContainerRequestContext context) {
    return own(phoneNumberId, id, context).map(DeferredView::of);
  }

  /** The send, if it is the caller's, or an operator asks. */
  private Uni<DeferredState> own(String number, String id, ContainerRequestContext context) {
    return ApiCalls.stored(queue.find(number, id), ApiCalls.STORE_SILENT)
        .map(
            found -> {
              DeferredState state = found == null ? unknown(number) : found;
              boolean isOthers =
                  context.getProperty(ApiAccess.CALLER) instanceof Caller.Known caller
                      && state.client() != null
                      && !state.client().equals(caller.client().name());
              if (isOthers) {
                throw ApiCalls.refused(Reason.FORBIDDEN_NUMBER, ANOTHERS);
              }
              return state;
            });
  }

  /** There is none: of a number that was never there that is what is said. */
  private DeferredState unknown(String number) {
    calls.number(number);
    return known(null);
  }

  @DELETE
  @Operation(summary = "Take a waiting send out")
  @APIResponse(responseCode = "204", description = "It will not be sent")
  @APIResponse(responseCode = "403", ref = "Error")
  @APIResponse(responseCode = "404", ref = "Error")
  @APIResponse(responseCode = "409", ref = "Error")
  @APIResponse(responseCode = "503", ref = "Error")
  public Uni<Void> cancel(
      @PathParam("phone_number_id") String phoneNumberId,
      @PathParam("id") String id,
      @Context ContainerRequestContext context) {
    String at = calls.number(phoneNumberId).phoneNumberId();
    return own(at, id, context)
        .chain(
            own ->
                ApiCalls.stored(
                    queue
                        .cancel(at, id)
                        .compose(was -> was ? Future.succeededFuture(true) : held.cancel(at, id)),
                    ApiCalls.STORE_SILENT))
        .chain(was -> was ? Uni.createFrom().voidItem() : tooLate(at, id, ONLY_WAITING));
  }

  @POST
  @Path("/release")
  @OperatorsOnly
  @Operation(summary = "Let a held send go: it is decided again, and sent if it may")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = DeferredView.class)))
  @APIResponse(responseCode = "404", ref = "Error")
  @APIResponse(responseCode = "409", ref = "Error")
  @APIResponse(responseCode = "503", ref = "Error")
  public Uni<DeferredView> release(
      @PathParam("phone_number_id") String phoneNumberId, @PathParam("id") String id) {
    String at = calls.number(phoneNumberId).phoneNumberId();
    return ApiCalls.stored(held.release(at, id), ApiCalls.STORE_SILENT)
        .invoke(
            was -> {
              if (was) {
                queued.fire(new Deferral.Queued(at, Duration.ZERO));
              }
            })
        .chain(was -> decided(at, id, was));
  }

  /** What is said of a refusal. */
  @RegisterForReflection
  public record RefusalBody(
      @Schema(description = "Why, for whoever asks for the send") @Nullable String because) {}

  @POST
  @Path("/refuse")
  @OperatorsOnly
  @Operation(summary = "Refuse a held send")
  @RequestBody(content = @Content(schema = @Schema(implementation = RefusalBody.class)))
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = DeferredView.class)))
  @APIResponse(responseCode = "400", ref = "Error")
  @APIResponse(responseCode = "404", ref = "Error")
  @APIResponse(responseCode = "409", ref = "Error")
  @APIResponse(responseCode = "503", ref = "Error")
  public Uni<DeferredView> refuse(
      @PathParam("phone_number_id") String phoneNumberId,
      @PathParam("id") String id,
      @Context HttpServerRequest request) {
    String at = calls.number(phoneNumberId).phoneNumberId();
    return body.readIfAny(request)
        .map(DeferredResource::because)
        .chain(why -> ApiCalls.stored(held.refuse(at, id, why.orElse(null)), ApiCalls.STORE_SILENT))
        .chain(was -> decided(at, id, was));
  }

  private static Optional<String> because(byte[] bytes) {
    return bytes.length == 0
        ? Optional.empty()
        : Optional.ofNullable(BodyMembers.read(bytes, Set.of("because")).word("because"));
  }

  private Uni<DeferredView> decided(String number, String id, boolean was) {
    return was ? view(number, id) : tooLate(number, id, ONLY_HELD);
  }

  private Uni<DeferredView> view(String number, String id) {
    return ApiCalls.stored(queue.find(number, id), ApiCalls.STORE_SILENT)
        .map(state -> DeferredView.of(known(state)));
  }

  private static DeferredState known(@Nullable DeferredState state) {
    if (state == null) {
      throw ApiCalls.refused(404, Reason.INVALID_BODY, UNKNOWN);
    }
    return state;
  }

  private <T> Uni<T> tooLate(String number, String id, String only) {
    return ApiCalls.stored(queue.find(number, id), ApiCalls.STORE_SILENT)
        .chain(
            state ->
                Uni.createFrom()
                    .failure(
                        ApiCalls.refused(
                            409,
                            Reason.INVALID_BODY,
                            "The send is " + ApiCalls.word(known(state).state()) + only)));
  }
}
