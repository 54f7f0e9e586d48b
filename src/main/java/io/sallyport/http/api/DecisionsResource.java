package io.sallyport.http.api;

import io.sallyport.audit.Audit;
import io.sallyport.audit.DecisionStore;
import io.sallyport.audit.Kept;
import io.sallyport.contact.Contact;
import io.sallyport.ledger.ContactStates;
import io.sallyport.rule.BusinessNumber;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The newest decisions, as many as {@code sallyport.audit.remembered} says. */
@Path("/numbers/{phone_number_id}/decisions")
@Produces(MediaType.APPLICATION_JSON)
public final class DecisionsResource {

  private static final Pattern REASON = Pattern.compile("[a-z_]{1,64}");

  private final ApiCalls calls;
  private final DecisionStore decisions;
  private final Audit audit;
  private final ContactStates contacts;

  DecisionsResource(ApiCalls calls, DecisionStore decisions, Audit audit, ContactStates contacts) {
    this.calls = calls;
    this.decisions = decisions;
    this.audit = audit;
    this.contacts = contacts;
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
      @Parameter(description = "Only those with this reason") @QueryParam("reason")
          @Nullable String reason,
      @QueryParam("before") @Nullable String before,
      @QueryParam("limit") @DefaultValue("100") String limit) {
    BusinessNumber number = calls.number(phoneNumberId);
    JsonPages pages =
        new JsonPages(
            "decisions",
            (place, most) -> decisions.recent(number.phoneNumberId(), place, most),
            before,
            limit);
    Predicate<Kept> isFor = reason(reason);
    Uni<String> page =
        contact == null
            ? pages.of(isFor)
            : names(number, ApiCalls.contact(number, contact))
                .chain(names -> pages.of(isFor.and(one -> isAbout(one, names))));
    return ApiCalls.stored(page, ApiCalls.STORE_SILENT);
  }

  static Predicate<Kept> reason(@Nullable String reason) {
    if (reason == null) {
      return one -> true;
    }
    if (!REASON.matcher(reason).matches()) {
      throw ApiCalls.invalid("`reason` must be one as in Sallyport-Reason.");
    }
    String only = "\"reason\":\"" + reason + "\"";
    return one -> one.json().contains(only);
  }

  /** As they stand in decisions: a contact may have been written to under another name. */
  private Uni<Set<String>> names(BusinessNumber number, Contact contact) {
    return Uni.createFrom()
        .completionStage(() -> contacts.of(number.phoneNumberId(), contact).toCompletionStage())
        .map(state -> audit.asStored(state.names(contact)));
  }

  static boolean isAbout(Kept one, Set<String> names) {
    return names.stream().anyMatch(name -> one.json().contains("\"contact\":\"" + name + "\""));
  }
}
