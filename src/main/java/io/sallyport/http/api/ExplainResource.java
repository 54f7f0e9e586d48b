package io.sallyport.http.api;

import io.sallyport.circuit.AccessToken;
import io.sallyport.http.access.Caller;
import io.sallyport.http.access.PreferenceHeaders;
import io.sallyport.instead.ExplainInstead;
import io.sallyport.instead.Preferences;
import io.sallyport.rule.BusinessNumber;
import io.sallyport.rule.Endpoint;
import io.sallyport.rule.Refusal;
import io.sallyport.send.Draft;
import io.sallyport.send.Upstream;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What would be decided about a send, and why. */
@Path("/numbers/{phone_number_id}/explain")
@Produces(MediaType.APPLICATION_JSON)
public final class ExplainResource {

  private final ApiCalls calls;
  private final JsonBody body;
  private final ExplainInstead explainInstead;
  private final Upstream upstream;

  ExplainResource(ApiCalls calls, JsonBody body, ExplainInstead explainInstead, Upstream upstream) {
    this.calls = calls;
    this.body = body;
    this.explainInstead = explainInstead;
    this.upstream = upstream;
  }

  @POST
  @ChangesNothing
  @Operation(summary = "What a send would get, rule by rule; nothing is sent or consumed")
  @RequestBody(
      required = true,
      description = "The body of a send",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(type = SchemaType.OBJECT)))
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = ExplanationView.class)))
  @APIResponse(responseCode = "400", ref = "Error")
  @APIResponse(responseCode = "413", ref = "Error")
  @APIResponse(responseCode = "503", ref = "Error")
  public Uni<ExplanationView> explain(
      @PathParam("phone_number_id") String phoneNumberId,
      @QueryParam("endpoint") @DefaultValue("messages") String edge,
      @Context HttpServerRequest request,
      @Context ContainerRequestContext context) {
    BusinessNumber number = calls.number(phoneNumberId);
    Endpoint endpoint = endpoint(edge);
    Caller caller = (Caller) context.getProperty(ApiAccess.CALLER);
    Preferences preferences = preferences(request, caller);
    AccessToken token = upstream.token(phoneNumberId, ApiAccess.credential(request, context));
    return body.read(request)
        .chain(
            bytes ->
                ApiCalls.stored(
                    explainInstead.handle(
                        new Draft(
                            number, endpoint, token, caller.name(request.headers(), bytes), bytes),
                        preferences),
                    Refusal.UNDECIDED))
        .map(ExplanationView::of);
  }

  private static Preferences preferences(HttpServerRequest request, Caller caller) {
    PreferenceHeaders.fault(request.headers())
        .ifPresent(
            fault -> {
              throw ApiCalls.invalid(fault);
            });
    return PreferenceHeaders.of(request.headers(), caller.preferences());
  }

  private static Endpoint endpoint(String edge) {
    return switch (edge) {
      case "messages" -> Endpoint.MESSAGES;
      case "marketing_messages" -> Endpoint.MARKETING_MESSAGES;
      default -> throw ApiCalls.invalid("`endpoint` must be messages or marketing_messages.");
    };
  }
}
