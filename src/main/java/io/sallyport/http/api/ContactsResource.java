package io.sallyport.http.api;

import io.sallyport.audit.Audit;
import io.sallyport.contact.Contact;
import io.sallyport.contact.Names;
import io.sallyport.event.WindowWatch;
import io.sallyport.ledger.ContactStates;
import io.sallyport.ledger.LedgerUpdates;
import io.sallyport.ledger.Observation.ConsentStated;
import io.sallyport.ledger.SharedClock;
import io.sallyport.rule.BusinessNumber;
import io.sallyport.rule.Policies;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What the gateway knows about a contact, and the consent a business may state. */
@Path("/numbers/{phone_number_id}/contacts/{contact}")
@Produces(MediaType.APPLICATION_JSON)
public final class ContactsResource {

  private static final String WHO = "Phone number in any spelling, user id, or group id";

  private final ApiCalls calls;
  private final JsonBody body;
  private final Policies policies;
  private final SharedClock clock;
  private final LedgerUpdates updates;
  private final ContactStates contacts;
  private final Audit audit;
  private final WindowWatch windows;

  ContactsResource(
      ApiCalls calls,
      JsonBody body,
      Policies policies,
      SharedClock clock,
      LedgerUpdates updates,
      ContactStates contacts,
      Audit audit,
      WindowWatch windows) {
    this.calls = calls;
    this.body = body;
    this.policies = policies;
    this.clock = clock;
    this.updates = updates;
    this.contacts = contacts;
    this.audit = audit;
    this.windows = windows;
  }

  @GET
  @Operation(summary = "What is known of a contact; also of one that was never seen")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = ContactView.class)))
  @APIResponse(responseCode = "400", ref = "Error")
  @APIResponse(responseCode = "503", ref = "Error")
  public Uni<ContactView> get(
      @PathParam("phone_number_id") String phoneNumberId,
      @Parameter(description = WHO) @PathParam("contact") String name) {
    BusinessNumber number = calls.number(phoneNumberId);
    Contact contact = ApiCalls.contact(number, name);
    int allowed = policies.settings().marketing().max();
    return ApiCalls.stored(contacts.of(number.phoneNumberId(), contact), ApiCalls.STORE_SILENT)
        .map(state -> ContactView.of(state, allowed));
  }

  @DELETE
  @Operation(summary = "Forget the contact under all names, but for an opt-out of marketing")
  @APIResponse(responseCode = "204", description = "Forgotten")
  @APIResponse(responseCode = "400", ref = "Error")
  @APIResponse(responseCode = "503", ref = "Error")
  public Uni<Void> forget(
      @PathParam("phone_number_id") String phoneNumberId,
      @Parameter(description = WHO) @PathParam("contact") String name) {
    BusinessNumber number = calls.number(phoneNumberId);
    Contact contact = ApiCalls.contact(number, name);
    String id = number.phoneNumberId();
    return ApiCalls.stored(
        UniHelper.toUni(contacts.of(id, contact))
            .chain(
                state -> {
                  Set<Contact> names = state.names(contact);
                  return audit
                      .forget(id, names)
                      .chain(() -> windows.forget(id, names))
                      .chain(() -> UniHelper.toUni(updates.forget(id, contact)));
                }),
        ApiCalls.STORE_SILENT);
  }

  @PUT
  @Path("/consent")
  @Operation(summary = "State the contact's consent to marketing; the newest word stands")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = ConsentBody.class)))
  @APIResponse(responseCode = "204", description = "Stored")
  @APIResponse(responseCode = "400", ref = "Error")
  @APIResponse(responseCode = "503", ref = "Error")
  public Uni<Void> consent(
      @PathParam("phone_number_id") String phoneNumberId,
      @Parameter(description = WHO) @PathParam("contact") String name,
      @Context HttpServerRequest request) {
    BusinessNumber number = calls.number(phoneNumberId);
    Names names = Names.of(ApiCalls.contact(number, name));
    Instant now = clock.now();
    return body.read(request)
        .map(bytes -> ConsentBody.read(bytes, now))
        .chain(stated -> ApiCalls.stored(state(number, names, stated), ApiCalls.STORE_SILENT));
  }

  private Future<Void> state(BusinessNumber number, Names names, ConsentBody stated) {
    return updates
        .observe(
            List.of(
                new ConsentStated(
                    number.phoneNumberId(),
                    names,
                    stated.at(),
                    stated.optsIn(),
                    stated.source(),
                    false)))
        .mapEmpty();
  }
}
