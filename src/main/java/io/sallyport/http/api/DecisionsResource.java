package io.sallyport.http.api;

import io.sallyport.audit.Audit;
import io.sallyport.audit.DecisionStore;
import io.sallyport.audit.DecisionStore.Kept;
import io.sallyport.contact.Contact;
import io.sallyport.rule.BusinessNumber;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The newest decisions, as many as {@code sallyport.audit.remembered} says. */
@Path("/numbers/{phone_number_id}/decisions")
@Produces(MediaType.APPLICATION_JSON)
public final class DecisionsResource {

  private static final int MOST = 1_000;
  private static final Pattern PLACE = Pattern.compile("\\d{1,19}-\\d{1,19}");

  private final ApiCalls calls;
  private final DecisionStore decisions;
  private final Audit audit;

  DecisionsResource(ApiCalls calls, DecisionStore decisions, Audit audit) {
    this.calls = calls;
    this.decisions = decisions;
    this.audit = audit;
  }

  @GET
  @Operation(summary = "Decisions of the newest sends, the newest first")
  @APIResponse(
      responseCode = "200",
      description = "`decisions`, and the `next` page's `before`; null when this is the last one")
  @APIResponse(responseCode = "400", ref = "Error")
  @APIResponse(responseCode = "503", ref = "Error")
  public Uni<String> recent(
      @PathParam("phone_number_id") String phoneNumberId,
      @Parameter(description = "Only those of this contact, in any spelling") @QueryParam("contact")
          @Nullable String contact,
      @QueryParam("before") @Nullable String before,
      @QueryParam("limit") @DefaultValue("100") String limit) {
    BusinessNumber number = calls.number(phoneNumberId);
    Contact only = contact == null ? null : ApiCalls.contact(number, contact);
    return recent(decisions, audit, number.phoneNumberId(), only, before, limit);
  }

  /** The newest decisions of a number, or of an account of another channel. */
  static Uni<String> recent(
      DecisionStore decisions,
      Audit audit,
      String number,
      @Nullable Contact contact,
      @Nullable String before,
      String limit) {
    int most = ApiCalls.limit(limit, MOST);
    if (before != null && !PLACE.matcher(before).matches()) {
      throw ApiCalls.invalid("`before` must be the `next` of the page before.");
    }
    String only = contact == null ? "" : "\"contact\":\"" + audit.hashOf(contact) + "\"";
    return ApiCalls.stored(decisions.recent(number, before, most), ApiCalls.STORE_SILENT)
        .map(page -> json(page, only, most));
  }

  /** Joins stored decisions, which are JSON already. */
  private static String json(List<Kept> page, String only, int limit) {
    String all =
        page.stream()
            .map(Kept::json)
            .filter(one -> one.contains(only))
            .collect(Collectors.joining(","));
    String next = page.size() < limit ? "null" : "\"" + page.get(page.size() - 1).place() + "\"";
    return "{\"decisions\":[" + all + "],\"next\":" + next + "}";
  }
}
