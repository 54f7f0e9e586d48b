package io.sallyport.http.api;

import io.sallyport.audit.ActStore;
import io.sallyport.audit.Kept;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** What operators did. */
@Path("/acts")
@Produces(MediaType.APPLICATION_JSON)
public final class ActsResource {

  private final ActStore acts;

  ActsResource(ActStore acts) {
    this.acts = acts;
  }

  @GET
  @OperatorsOnly
  @Operation(summary = "What operators did, the newest first; the last 10,000 or so")
  @APIResponse(
      responseCode = "200",
      description = "`acts`, and the `next` page's `before`; null when this is the last one")
  @APIResponse(responseCode = "400", ref = "Error")
  @APIResponse(responseCode = "403", ref = "Error")
  @APIResponse(responseCode = "503", ref = "Error")
  public Uni<String> recent(
      @Parameter(description = "Only those of this operator") @QueryParam("operator")
          @Nullable String operator,
      @QueryParam("before") @Nullable String before,
      @QueryParam("limit") @DefaultValue("100") String limit) {
    JsonPages pages = new JsonPages("acts", acts::recent, before, limit);
    Predicate<Kept> wanted =
        one ->
            operator == null || operator.equals(new JsonObject(one.json()).getString("operator"));
    return ApiCalls.stored(pages.of(wanted), ApiCalls.STORE_SILENT);
  }
}
