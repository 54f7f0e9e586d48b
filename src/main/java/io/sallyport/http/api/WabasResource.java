package io.sallyport.http.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sallyport.account.ListedNumber;
import io.sallyport.account.Listing;
import io.sallyport.account.Numbers;
import io.sallyport.account.Origin;
import io.sallyport.account.Secret;
import io.sallyport.account.Waba;
import io.sallyport.account.Wabas;
import io.sallyport.config.MetaApps;
import io.sallyport.config.SallyportConfig;
import io.sallyport.directory.Directory;
import io.sallyport.directory.Discovery;
import io.sallyport.directory.Kind;
import io.sallyport.directory.NumberSource;
import io.sallyport.directory.PutWaba;
import io.sallyport.directory.SealedSecret;
import io.sallyport.ledger.SharedClock;
import io.sallyport.rule.Reason;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The WABAs whose numbers are served. */
@Path("/wabas")
@OperatorsOnly
@Produces(MediaType.APPLICATION_JSON)
public final class WabasResource {

  private static final Set<String> MEMBERS =
      Set.of("access_token", "portfolio", "app", "time_zone");

  private final JsonBody body;
  private final PutCalls puts;
  private final Directory directory;
  private final Discovery discovery;
  private final Wabas wabas;
  private final MetaApps apps;
  private final SharedClock clock;

  WabasResource(
      JsonBody body,
      PutCalls puts,
      Directory directory,
      Discovery discovery,
      Wabas wabas,
      SallyportConfig config,
      SharedClock clock) {
    this.body = body;
    this.puts = puts;
    this.directory = directory;
    this.discovery = discovery;
    this.wabas = wabas;
    this.apps = MetaApps.of(config.webhook());
    this.clock = clock;
  }

  /** What is put. */
  @RegisterForReflection
  public record WabaBody(
      @JsonProperty("access_token") String accessToken,
      @Nullable String portfolio,
      @Nullable String app,
      @JsonProperty("time_zone") @Nullable String timeZone) {}

  /**
   * A WABA.
   *
   * @param listedAt when Meta's list of its numbers last changed; null before the first
   * @param problem why Meta did not list them when it was asked last; null when it did
   */
  @RegisterForReflection
  public record WabaView(
      String name,
      @JsonProperty("access_token") @Nullable SecretView accessToken,
      @Nullable String portfolio,
      @Nullable String app,
      @JsonProperty("time_zone") @Nullable String timeZone,
      String source,
      @JsonProperty("read_only") boolean readOnly,
      @JsonProperty("listed_at") @Nullable Instant listedAt,
      @Nullable String problem) {}

  /** All of them. */
  @RegisterForReflection
  public record WabaList(List<WabaView> wabas) {}

  /**
   * What Meta lists.
   *
   * @param gone numbers it listed once
   */
  @RegisterForReflection
  public record Refreshed(
      @JsonProperty("waba_id") String wabaId,
      List<String> numbers,
      List<String> gone,
      @JsonProperty("refreshed_at") Instant refreshedAt) {

    static Refreshed of(Listing listing) {
      return new Refreshed(listing.wabaId(), ids(listing, false), ids(listing, true), listing.at());
    }

    private static List<String> ids(Listing listing, boolean gone) {
      return listing.byId().values().stream()
          .filter(number -> (number.goneSince() != null) == gone)
          .map(ListedNumber::id)
          .toList();
    }
  }

  @GET
  @Operation(summary = "The WABAs whose numbers are served")
  public WabaList list() {
    return new WabaList(wabas.all().stream().map(this::view).toList());
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "A WABA, without its token")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = WabaView.class)))
  @APIResponse(responseCode = "404", ref = "Error")
  public WabaView get(@PathParam("id") String id) {
    return wabas.find(id).map(this::view).orElseThrow(() -> unknown(id));
  }

  @PUT
  @Path("/{id}")
  @Operation(summary = "Serve the numbers of a WABA, on every replica within 2 s")
  @RequestBody(content = @Content(schema = @Schema(implementation = WabaBody.class)))
  @APIResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = WabaView.class)))
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = WabaView.class)))
  @APIResponse(responseCode = "400", ref = "Error")
  @APIResponse(responseCode = "403", ref = "Error")
  @APIResponse(responseCode = "409", ref = "Error")
  @APIResponse(responseCode = "503", ref = "Error")
  public Uni<Response> put(@PathParam("id") String id, @Context HttpServerRequest request) {
    PutCalls.checkId("waba", id);
    PutCalls.refuseConfigured(wabas.isConfigured(id), "sallyport.wabas.\"" + id + "\"");
    return body.read(request)
        .map(bytes -> read(id, BodyMembers.read(bytes, MEMBERS)))
        .chain(waba -> puts.put(Kind.WABA, id, waba, () -> get(id)))
        .invoke(() -> discovery.ask(id).subscribe().with(listed -> {}, failure -> {}));
  }

  private PutWaba read(String id, BodyMembers given) {
    String app = given.word("app");
    if (app != null && !apps.has(app)) {
      throw ApiCalls.invalid("`app`: sallyport.webhook.apps has no " + app + ".");
    }
    String zone = given.word("time_zone");
    if (zone != null) {
      checkZone(zone);
    }
    String portfolio = given.word("portfolio");
    if (portfolio != null) {
      PutCalls.checkId("portfolio", portfolio);
    }
    return new PutWaba(id, token(id, given), portfolio, app, zone);
  }

  private SealedSecret token(String id, BodyMembers given) {
    String token = given.word("access_token");
    PutWaba before = directory.wabas().get(id);
    if (token == null) {
      if (before == null || given.isNull("access_token")) {
        throw ApiCalls.invalid("`access_token` is needed: Meta lists the numbers with it.");
      }
      return before.accessToken();
    }
    puts.checkSealing("access_token");
    String usable = PutCalls.readSecret("access_token", token, Numbers::token);
    return directory.tokenOfWaba(id, usable, clock.now());
  }

  private static void checkZone(String zone) {
    try {
      ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw ApiCalls.invalid(
          "`time_zone` is no time zone: use Europe/Lisbon or another of IANA's.");
    }
  }

  @DELETE
  @Path("/{id}")
  @Operation(summary = "Serve the numbers of a WABA no more, on any replica within 2 s")
  @APIResponse(responseCode = "204")
  @APIResponse(responseCode = "404", ref = "Error")
  @APIResponse(responseCode = "409", ref = "Error")
  public Uni<Response> delete(@PathParam("id") String id) {
    PutCalls.refuseConfigured(wabas.isConfigured(id), "sallyport.wabas.\"" + id + "\"");
    // A listing that stays is of no WABA, and so is not looked at.
    return puts.remove(Kind.WABA, id, () -> unknown(id))
        .call(() -> directory.remove(Kind.LISTING, id).onFailure().recoverWithItem(false));
  }

  @POST
  @Path("/{id}/refresh")
  @Operation(summary = "Ask Meta for the WABA's numbers; at most once a second")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Refreshed.class)))
  @APIResponse(responseCode = "404", ref = "Error")
  @APIResponse(responseCode = "502", ref = "Error")
  @APIResponse(responseCode = "503", ref = "Error")
  public Uni<Refreshed> refresh(@PathParam("id") String id) {
    if (wabas.find(id).isEmpty()) {
      throw unknown(id);
    }
    return discovery.askNow(id).onFailure().transform(WabasResource::unlisted).map(Refreshed::of);
  }

  private static RuntimeException unlisted(Throwable failure) {
    if (failure instanceof NumberSource.Refused) {
      return ApiCalls.refused(
          502, Reason.UPSTREAM_UNREACHABLE, String.valueOf(failure.getMessage()));
    }
    return failure instanceof NumberSource.Unavailable
        ? ApiCalls.refused(
            502, Reason.UPSTREAM_UNREACHABLE, "The Graph API did not list the WABA's numbers.")
        : ApiCalls.refused(Reason.UNDECIDED, ApiCalls.STORE_SILENT);
  }

  private WabaView view(Waba waba) {
    Secret<String> token = waba.token();
    boolean isConfigured = waba.origin() == Origin.CONFIGURATION;
    return new WabaView(
        waba.id(),
        token == null && isConfigured ? null : new SecretView(waba.tokenLast4(), waba.tokenSetAt()),
        waba.portfolio(),
        waba.app(),
        waba.timeZone(),
        waba.origin().word(),
        isConfigured,
        wabas.listing(waba.id()).map(Listing::at).orElse(null),
        discovery.problem(waba.id()));
  }

  private static RuntimeException unknown(String id) {
    return PutCalls.unknown("No WABA " + id + " is known: PUT it, or set sallyport.wabas.");
  }
}
