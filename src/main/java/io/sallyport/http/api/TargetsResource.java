package io.sallyport.http.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sallyport.account.LastCharacters;
import io.sallyport.config.RelayConfig;
import io.sallyport.config.RelayValues;
import io.sallyport.config.SallyportConfig;
import io.sallyport.directory.Directory;
import io.sallyport.directory.Kind;
import io.sallyport.directory.PutTarget;
import io.sallyport.directory.RelayTargets;
import io.sallyport.directory.SealedSecret;
import io.sallyport.event.EventType;
import io.sallyport.ledger.SharedClock;
import io.sallyport.relay.Pause;
import io.sallyport.relay.Relay;
import io.sallyport.relay.Sender;
import io.sallyport.relay.Target;
import io.sallyport.relay.TargetState;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The receivers of webhooks. */
@Path("/relay")
@Produces(MediaType.APPLICATION_JSON)
public final class TargetsResource {

  private static final Set<String> MEMBERS = Set.of("url", "secret", "numbers", "events");

  private final JsonBody body;
  private final PutCalls puts;
  private final Directory directory;
  private final RelayTargets targets;
  private final Relay relay;
  private final Map<String, RelayConfig.Target> configured;
  private final SharedClock clock;

  TargetsResource(
      JsonBody body,
      PutCalls puts,
      Directory directory,
      RelayTargets targets,
      Relay relay,
      SallyportConfig config,
      SharedClock clock) {
    this.body = body;
    this.puts = puts;
    this.directory = directory;
    this.targets = targets;
    this.relay = relay;
    this.configured = config.relay().targets();
    this.clock = clock;
  }

  /** What is put. */
  @RegisterForReflection
  public record TargetBody(
      String url,
      @Nullable String secret,
      @Nullable List<String> numbers,
      @Nullable List<String> events) {}

  /**
   * A target.
   *
   * @param url null of one that has no address of its own
   * @param lagSeconds how long the oldest letter has waited; 0 while none waits
   */
  @RegisterForReflection
  public record TargetView(
      String name,
      @Nullable String url,
      @Nullable SecretView secret,
      @Nullable List<String> numbers,
      List<String> events,
      String source,
      @JsonProperty("read_only") boolean readOnly,
      long waiting,
      @JsonProperty("lag_seconds") long lagSeconds,
      @Nullable PauseView paused,
      @JsonProperty("dead_letters") long deadLetters) {}

  /** Since when a target is paused, and why. */
  @RegisterForReflection
  public record PauseView(Instant since, String why) {

    static @Nullable PauseView of(@Nullable Pause pause) {
      return pause == null ? null : new PauseView(pause.since(), pause.why());
    }
  }

  /** All of them. */
  @RegisterForReflection
  public record TargetList(List<TargetView> targets) {}

  @GET
  @Operation(summary = "The receivers of webhooks, without their secrets")
  public TargetList list() {
    return new TargetList(relay.senders().stream().map(this::view).toList());
  }

  @GET
  @Path("/{target}")
  @Operation(summary = "A receiver of webhooks, without its secret")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = TargetView.class)))
  @APIResponse(responseCode = "404", ref = "Error")
  public TargetView get(@PathParam("target") String target) {
    return relay.sender(target).map(this::view).orElseThrow(TargetsResource::unknown);
  }

  @PUT
  @Path("/{target}")
  @OperatorsOnly
  @Operation(summary = "Relay webhooks to a target, from every replica within 2 s")
  @RequestBody(content = @Content(schema = @Schema(implementation = TargetBody.class)))
  @APIResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = TargetView.class)))
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = TargetView.class)))
  @APIResponse(responseCode = "400", ref = "Error")
  @APIResponse(responseCode = "403", ref = "Error")
  @APIResponse(responseCode = "409", ref = "Error")
  @APIResponse(responseCode = "503", ref = "Error")
  public Uni<Response> put(@PathParam("target") String target, @Context HttpServerRequest request) {
    PutCalls.checkId("target", target);
    refuseConfigured(target);
    return body.read(request)
        .map(bytes -> read(target, BodyMembers.read(bytes, MEMBERS)))
        .chain(entry -> puts.put(Kind.TARGET, target, entry, () -> get(target)));
  }

  /** Those of Kommo accounts are configured, too, though not under this name. */
  private void refuseConfigured(String target) {
    boolean isConfigured =
        targets.isConfigured(target)
            || (relay.has(target) && !directory.targets().containsKey(target));
    PutCalls.refuseConfigured(isConfigured, "sallyport.relay.targets.\"" + target + "\"");
  }

  private PutTarget read(String name, BodyMembers given) {
    List<String> numbers = given.words("numbers");
    if (numbers != null) {
      numbers.forEach(number -> PutCalls.checkId("numbers", number));
    }
    List<String> events = given.words("events");
    SealedSecret secret = secret(name, given);
    if (events != null) {
      events.forEach(TargetsResource::checkEvent);
      if (!events.isEmpty() && secret == null) {
        throw ApiCalls.invalid("`events` need `secret`: Meta signs its webhooks only, not these.");
      }
    }
    return new PutTarget(
        name, address(given), secret, numbers, events == null ? List.of() : events);
  }

  /** It has no default, and only secrets stay. */
  private static String address(BodyMembers given) {
    String url = given.word("url");
    if (url == null || !isAddress(url)) {
      throw ApiCalls.invalid(
          "`url` must be an address to post to, in every PUT: https://host[:port]/path.");
    }
    return url;
  }

  private static boolean isAddress(String url) {
    try {
      return RelayValues.isAddress(new URI(url));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static void checkEvent(String event) {
    if (EventType.of(event).isEmpty()) {
      throw ApiCalls.invalid("`events`: there is no " + event + ".");
    }
  }

  private @Nullable SealedSecret secret(String name, BodyMembers given) {
    if (!given.has("secret")) {
      PutTarget before = directory.targets().get(name);
      return before == null ? null : before.secret();
    }
    String secret = given.word("secret");
    if (secret == null) {
      return null;
    }
    puts.checkSealing("secret");
    if (!RelayValues.isSecret(secret)) {
      throw ApiCalls.invalid("`secret` must be whsec_ and the base64 of 24 to 64 random bytes.");
    }
    return directory.secretOfTarget(name, secret, clock.now());
  }

  @DELETE
  @Path("/{target}")
  @OperatorsOnly
  @Operation(summary = "Relay nothing to a target any more; what waits for it is dropped")
  @APIResponse(responseCode = "204")
  @APIResponse(responseCode = "404", ref = "Error")
  @APIResponse(responseCode = "409", ref = "Error")
  public Uni<Response> delete(@PathParam("target") String target) {
    refuseConfigured(target);
    return puts.remove(Kind.TARGET, target, TargetsResource::unknown);
  }

  private TargetView view(Sender sender) {
    String name = sender.target();
    RelayConfig.Target known = configured.get(name);
    PutTarget put = known == null ? directory.targets().get(name) : null;
    return put == null
        ? view(
            sender,
            known == null ? null : known.url().map(URI::toString).orElse(null),
            configuredSecret(known),
            "configuration")
        : view(sender, put.url(), SecretView.of(put.secret()), "api");
  }

  private TargetView view(
      Sender sender, @Nullable String url, @Nullable SecretView secret, String source) {
    String name = sender.target();
    TargetState state = sender.state();
    return new TargetView(
        name,
        url,
        secret,
        relay
            .target(name)
            .map(Target::numbers)
            .filter(some -> !some.isEmpty())
            .map(TargetsResource::sorted)
            .orElse(null),
        relay.target(name).map(Target::events).map(TargetsResource::sorted).orElse(List.of()),
        source,
        source.equals("configuration"),
        state == null ? 0 : state.waiting(),
        state == null ? 0 : lag(state, clock.now()),
        state == null ? null : PauseView.of(state.pause()),
        state == null ? 0 : state.deadLetters());
  }

  /** How long the oldest letter has waited, s. */
  static long lag(TargetState state, Instant now) {
    Instant oldest = state.oldest();
    return oldest == null ? 0 : Math.max(0, Duration.between(oldest, now).toSeconds());
  }

  private static List<String> sorted(Set<String> some) {
    return some.stream().sorted().toList();
  }

  private static @Nullable SecretView configuredSecret(RelayConfig.@Nullable Target known) {
    return known == null
        ? null
        : known
            .secret()
            .map(secret -> new SecretView(LastCharacters.of(secret), null))
            .orElse(null);
  }

  private static RuntimeException unknown() {
    return PutCalls.unknown(
        "No target of this name is known: PUT it, or set"
            + " sallyport.relay.targets.\"<name>\".url.");
  }
}
