package io.sallyport.http.api;

import io.sallyport.instead.DeferredQueue;
import io.sallyport.instead.DeferredState;
import io.sallyport.rule.BusinessNumber;
import io.sallyport.rule.Reason;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Deferred sends. */
@Path("/numbers/{phone_number_id}/deferred/{id}")
@Produces(MediaType.APPLICATION_JSON)
public final class DeferredResource {

  private static final String UNKNOWN =
      "No send waits, or has waited within a week, under this id.";

  private final ApiCalls calls;
  private final DeferredQueue queue;

  DeferredResource(ApiCalls calls, DeferredQueue queue) {
    this.calls = calls;
    this.queue = queue;
  }

  /** The path of a deferred send, for {@code Location}. */
  public static String location(@Nullable String phoneNumberId, String id) {
    return "/sallyport/v1/numbers/" + phoneNumberId + "/deferred/" + id;
  }

  @GET
  @Operation(summary = "What became of a send that was deferred")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = DeferredView.class)))
  @APIResponse(responseCode = "404", ref = "Error")
  @APIResponse(responseCode = "503", ref = "Error")
  public Uni<DeferredView> get(
      @PathParam("phone_number_id") String phoneNumberId, @PathParam("id") String id) {
    BusinessNumber number = calls.number(phoneNumberId);
    return ApiCalls.stored(queue.find(number.phoneNumberId(), id), ApiCalls.STORE_SILENT)
        .map(state -> DeferredView.of(known(state)));
  }

  @DELETE
  @Operation(summary = "Take a waiting send out of the queue")
  @APIResponse(responseCode = "204", description = "It will not be sent")
  @APIResponse(responseCode = "404", ref = "Error")
  @APIResponse(responseCode = "409", ref = "Error")
  @APIResponse(responseCode = "503", ref = "Error")
  public Uni<Void> cancel(
      @PathParam("phone_number_id") String phoneNumberId, @PathParam("id") String id) {
    BusinessNumber number = calls.number(phoneNumberId);
    return ApiCalls.stored(queue.cancel(number.phoneNumberId(), id), ApiCalls.STORE_SILENT)
        .chain(
            cancelled ->
                cancelled
                    ? Uni.createFrom().voidItem()
                    : ApiCalls.stored(queue.find(number.phoneNumberId(), id), ApiCalls.STORE_SILENT)
                        .chain(state -> Uni.createFrom().failure(tooLate(known(state)))));
  }

  private static DeferredState known(@Nullable DeferredState state) {
    if (state == null) {
      throw ApiCalls.refused(404, Reason.INVALID_BODY, UNKNOWN);
    }
    return state;
  }

  private static WebApplicationException tooLate(DeferredState state) {
    return ApiCalls.refused(
        409,
        Reason.INVALID_BODY,
        "The send is " + ApiCalls.word(state.state()) + "; only what is queued can be cancelled.");
  }
}
