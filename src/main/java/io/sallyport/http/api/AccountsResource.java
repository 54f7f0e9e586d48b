package io.sallyport.http.api;

import io.sallyport.account.Accounts.Account;
import io.sallyport.audit.Audit;
import io.sallyport.audit.DecisionStore;
import io.sallyport.audit.Kept;
import io.sallyport.circuit.AccessToken;
import io.sallyport.contact.Contact;
import io.sallyport.contact.Names;
import io.sallyport.instead.PageSends;
import io.sallyport.ledger.LedgerUpdates;
import io.sallyport.ledger.Observation.ConsentStated;
import io.sallyport.ledger.Records;
import io.sallyport.ledger.SharedClock;
import io.sallyport.rule.Endpoint;
import io.sallyport.rule.Refusal;
import io.sallyport.send.Draft;
import io.sallyport.send.Upstream;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** What the gateway knows and decides on Messenger and Instagram. */
@Path("/accounts/{account_id}")
@Produces(MediaType.APPLICATION_JSON)
public final class AccountsResource {

  private static final String WHO = "The id by which the account knows the person";

  private final ApiCalls calls;
  private final JsonBody body;
  private final PageSends sends;
  private final Upstream upstream;
  private final Records records;
  private final LedgerUpdates updates;
  private final SharedClock clock;
  private final DecisionStore decisions;
  private final Audit audit;

  AccountsResource(
      ApiCalls calls,
      JsonBody body,
      PageSends sends,
      Upstream upstream,
      Records records,
      LedgerUpdates updates,
      SharedClock clock,
      DecisionStore decisions,
      Audit audit) {
    this.calls = calls;
    this.body = body;
    this.sends = sends;
    this.upstream = upstream;
    this.records = records;
    this.updates = updates;
    this.clock = clock;
    this.decisions = decisions;
    this.audit = audit;
  }

  @GET
  @Path("/contacts/{contact}")
  @Operation(summary = "What is known of a person; also of one that was never seen")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = AccountContactView.class)))
  @APIResponse(responseCode = "400", ref = "Error")
  @APIResponse(responseCode = "503", ref = "Error")
  public Uni<AccountContactView> contact(
      @PathParam("account_id") String id,
      @Parameter(description = WHO) @PathParam("contact") String name) {
    Account account = calls.account(id);
    Contact person = ApiCalls.person(name);
    return ApiCalls.stored(
            records.examine(
                id, person, sends.terms(account.channel(), account.number(), person, clock.now())),
            ApiCalls.STORE_SILENT)
        .map(found -> AccountContactView.of(found.state()));
  }

  @PUT
  @Path("/contacts/{contact}/consent")
  @Operation(summary = "State the person's consent to marketing messages; the newest word stands")
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
      @PathParam("account_id") String id,
      @Parameter(description = WHO) @PathParam("contact") String name,
      @Context HttpServerRequest request) {
    String account = calls.account(id).id();
    Names person = Names.of(ApiCalls.person(name));
    Instant now = clock.now();
    return body.read(request)
        .map(bytes -> ConsentBody.read(bytes, now))
        .chain(
            stated ->
                ApiCalls.stored(
                    updates
                        .observe(
                            List.of(
                                new ConsentStated(
                                    account,
                                    person,
                                    stated.at(),
                                    stated.optsIn(),
                                    stated.source(),
                                    false)))
                        .<Void>mapEmpty(),
                    ApiCalls.STORE_SILENT));
  }

  @POST
  @ChangesNothing
  @Path("/explain")
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
      @PathParam("account_id") String id,
      @Context HttpServerRequest request,
      @Context ContainerRequestContext context) {
    Account account = calls.account(id);
    AccessToken token = upstream.token(id, ApiAccess.credential(request, context));
    return body.read(request)
        .chain(
            bytes ->
                ApiCalls.stored(
                    sends
                        .explain(account.channel())
                        .handle(new Draft(account.number(), Endpoint.MESSAGES, token, "", bytes)),
                    Refusal.UNDECIDED))
        .map(ExplanationView::withoutPrice);
  }

  @GET
  @Path("/decisions")
  @Operation(summary = "Decisions of the newest sends, the newest first")
  @APIResponse(
      responseCode = "200",
      description = "`decisions`, and the `next` page's `before`; null when this is the last one")
  @APIResponse(responseCode = "400", ref = "Error")
  @APIResponse(responseCode = "503", ref = "Error")
  public Uni<String> recent(
      @PathParam("account_id") String id,
      @Parameter(description = "Only those to this person") @QueryParam("contact")
          @Nullable String contact,
      @Parameter(description = "Only those of this Sallyport-Reason") @QueryParam("reason")
          @Nullable String reason,
      @QueryParam("before") @Nullable String before,
      @QueryParam("limit") @DefaultValue("100") String limit) {
    String account = calls.account(id).id();
    JsonPages pages =
        new JsonPages(
            "decisions", (place, most) -> decisions.recent(account, place, most), before, limit);
    Predicate<Kept> isFor = DecisionsResource.reason(reason);
    if (contact != null) {
      Set<String> names = audit.asStored(Set.of(ApiCalls.person(contact)));
      isFor = isFor.and(one -> DecisionsResource.isAbout(one, names));
    }
    return ApiCalls.stored(pages.of(isFor), ApiCalls.STORE_SILENT);
  }
}
