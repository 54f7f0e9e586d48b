package io.sallyport.meta;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/** The gateway's own calls of the Graph API. */
@Path("/{version}")
interface GraphApi {

  /** One page of a WABA's templates (platform-facts.md#listing-templates). */
  @GET
  @Path("/{waba}/message_templates")
  Uni<JsonNode> messageTemplates(
      @PathParam("version") String version,
      @PathParam("waba") String wabaId,
      @HeaderParam("Authorization") String authorization,
      @QueryParam("fields") String fields,
      @QueryParam("limit") int limit,
      @QueryParam("after") @Nullable String after);

  /** One page of a WABA's numbers (platform-facts.md#numbers-of-a-waba). */
  @GET
  @Path("/{waba}/phone_numbers")
  Uni<JsonNode> phoneNumbers(
      @PathParam("version") String version,
      @PathParam("waba") String wabaId,
      @HeaderParam("Authorization") String authorization,
      @QueryParam("fields") String fields,
      @QueryParam("limit") int limit,
      @QueryParam("after") @Nullable String after);

  /** What a token is good for; asked with the token itself. */
  @GET
  @Path("/debug_token")
  Uni<JsonNode> debugToken(
      @PathParam("version") String version,
      @HeaderParam("Authorization") String authorization,
      @QueryParam("input_token") String token);

  /** The apps that are subscribed to a WABA. */
  @GET
  @Path("/{waba}/subscribed_apps")
  Uni<JsonNode> subscribedApps(
      @PathParam("version") String version,
      @PathParam("waba") String wabaId,
      @HeaderParam("Authorization") String authorization);

  /** Fields of a number. */
  @GET
  @Path("/{number}")
  Uni<JsonNode> phoneNumber(
      @PathParam("version") String version,
      @PathParam("number") String phoneNumberId,
      @HeaderParam("Authorization") String authorization,
      @QueryParam("fields") String fields);

  /** What an app is subscribed to; asked with the app's id and secret. */
  @GET
  @Path("/{app}/subscriptions")
  Uni<JsonNode> subscriptions(
      @PathParam("version") String version,
      @PathParam("app") String appId,
      @HeaderParam("Authorization") String authorization);
}
