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
}
