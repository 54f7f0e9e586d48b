package io.sallyport.http.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.sallyport.ledger.SharedClock;
import io.sallyport.rule.BusinessNumber;
import io.sallyport.rule.Reason;
import io.sallyport.template.TemplateRegistry;
import io.sallyport.template.TemplateSource;
import io.sallyport.template.TemplateStore.Snapshot;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The templates of a number's WABA, as the gateway knows them. */
@Path("/numbers/{phone_number_id}/templates")
@Produces(MediaType.APPLICATION_JSON)
public final class TemplatesResource {

  private final ApiCalls calls;
  private final TemplateRegistry templates;
  private final SharedClock clock;

  TemplatesResource(ApiCalls calls, TemplateRegistry templates, SharedClock clock) {
    this.calls = calls;
    this.templates = templates;
    this.clock = clock;
  }

  /**
   * The templates of one WABA.
   *
   * @param refreshedAt when Meta was last asked, RFC 3339; null when it never was
   */
  public record Listing(
      List<Item> templates, @JsonProperty("refreshed_at") @Nullable String refreshedAt) {}

  /** One template in one language. */
  public record Item(String name, String language, String category, String status) {}

  @GET
  @Operation(summary = "The templates of the number's WABA, as the gateway judges sends by")
  public Listing list(@PathParam("phone_number_id") String phoneNumberId) {
    return listing(calls.number(phoneNumberId));
  }

  @POST
  @Path("/refresh")
  @Operation(summary = "Ask Meta again, unless it was asked within the last second")
  public Uni<Listing> refresh(@PathParam("phone_number_id") String phoneNumberId) {
    BusinessNumber number = calls.number(phoneNumberId);
    if (!number.templatesReadable()) {
      throw ApiCalls.refused(400, Reason.UNKNOWN_TEMPLATE, number.templatesUnreadable());
    }
    return templates
        .refreshNow(number.wabaId())
        .onFailure()
        .transform(
            failure ->
                failure instanceof TemplateSource.Unavailable
                    ? ApiCalls.refused(
                        502,
                        Reason.UPSTREAM_UNREACHABLE,
                        "The Graph API did not list the templates.")
                    : ApiCalls.refused(Reason.UNDECIDED, ApiCalls.STORE_SILENT))
        .map(refreshed -> listing(number));
  }

  private Listing listing(BusinessNumber number) {
    Instant now = clock.now();
    return templates
        .snapshot(number.wabaId())
        .map(held -> listing(held, now))
        .orElseGet(() -> new Listing(List.of(), null));
  }

  private static Listing listing(Snapshot held, Instant now) {
    List<Item> items =
        held.templates().stream()
            .map(
                template ->
                    new Item(
                        template.key().name(),
                        template.key().language(),
                        template.categoryAt(now).name(),
                        template.status()))
            .sorted(Comparator.comparing(Item::name).thenComparing(Item::language))
            .toList();
    return new Listing(items, held.refreshedAt().toString());
  }
}
