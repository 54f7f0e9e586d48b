package io.sallyport.http.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sallyport.account.Client;
import io.sallyport.account.Clients;
import io.sallyport.account.KeyHash;
import io.sallyport.account.Operators;
import io.sallyport.config.SallyportConfig;
import io.sallyport.directory.Directory;
import io.sallyport.directory.Kind;
import io.sallyport.directory.PutClient;
import io.sallyport.instead.HoldReason;
import io.sallyport.instead.Preferences;
import io.sallyport.ledger.SharedClock;
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
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The callers of the gateway, such as CRMs. */
@Path("/clients")
@OperatorsOnly
@Produces(MediaType.APPLICATION_JSON)
public final class ClientsResource {

  private static final Set<String> MEMBERS =
      Set.of("key", "numbers", "default_number", "fallback", "hold");

  private static final String NOW_SHUT =
      "This is the first client: from now on every send needs a client's key.";

  private final JsonBody body;
  private final PutCalls puts;
  private final Directory directory;
  private final Clients clients;
  private final Operators operators;
  private final SharedClock clock;
  private final boolean hasPrices;

  ClientsResource(
      JsonBody body,
      PutCalls puts,
      Directory directory,
      Clients clients,
      Operators operators,
      SharedClock clock,
      SallyportConfig config) {
    this.body = body;
    this.puts = puts;
    this.directory = directory;
    this.clients = clients;
    this.operators = operators;
    this.clock = clock;
    this.hasPrices = config.pricing().rateCard().isPresent();
  }

  /** What is put. */
  @RegisterForReflection
  public record ClientBody(
      @Schema(description = "a key, an array of them, or sha256:<hex>") Object key,
      @Nullable List<String> numbers,
      @JsonProperty("default_number") @Nullable String defaultNumber,
      @Schema(description = "<template>/<language>") @Nullable String fallback,
      @Schema(description = "first_contact, marketing, utility, template, price>N")
          @Nullable List<String> hold) {}

  /**
   * A client.
   *
   * @param key what is shown of its key; an array when it has several
   * @param notice what a first client changes for everyone; null else
   */
  @RegisterForReflection
  public record ClientView(
      String name,
      @Nullable Object key,
      @Nullable List<String> numbers,
      @JsonProperty("default_number") @Nullable String defaultNumber,
      @Nullable String fallback,
      @Nullable List<String> hold,
      String source,
      @JsonProperty("read_only") boolean readOnly,
      @Nullable String notice) {}

  /** All of them. */
  @RegisterForReflection
  public record ClientList(List<ClientView> clients) {}

  @GET
  @Operation(summary = "The clients, without their keys")
  public ClientList list() {
    return new ClientList(
        Stream.concat(
                clients.all().stream().map(this::configured),
                directory.clients().values().stream()
                    .filter(put -> !clients.isConfigured(put.name()))
                    .map(put -> view(put, null)))
            .toList());
  }

  @GET
  @Path("/{name}")
  @Operation(summary = "A client, without its key")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = ClientView.class)))
  @APIResponse(responseCode = "404", ref = "Error")
  public ClientView get(@PathParam("name") String name) {
    return get(name, null);
  }

  private ClientView get(String name, @Nullable String notice) {
    PutClient put = directory.clients().get(name);
    return clients.all().stream()
        .filter(client -> client.name().equals(name))
        .findFirst()
        .map(this::configured)
        .or(() -> Stream.ofNullable(put).map(one -> view(one, notice)).findFirst())
        .orElseThrow(() -> unknown(name));
  }

  @PUT
  @Path("/{name}")
  @Operation(summary = "Let a client in, on every replica within 2 s")
  @RequestBody(content = @Content(schema = @Schema(implementation = ClientBody.class)))
  @APIResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = ClientView.class)))
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = ClientView.class)))
  @APIResponse(responseCode = "400", ref = "Error")
  @APIResponse(responseCode = "403", ref = "Error")
  @APIResponse(responseCode = "409", ref = "Error")
  @APIResponse(responseCode = "503", ref = "Error")
  public Uni<Response> put(@PathParam("name") String name, @Context HttpServerRequest request) {
    PutCalls.checkId("client", name);
    PutCalls.refuseConfigured(clients.isConfigured(name), "sallyport.clients.\"" + name + "\"");
    String notice = clients.configured() ? null : NOW_SHUT;
    return body.read(request)
        .map(bytes -> read(name, BodyMembers.read(bytes, MEMBERS)))
        .chain(client -> puts.put(Kind.CLIENT, name, client, () -> get(name, notice)));
  }

  private PutClient read(String name, BodyMembers given) {
    List<String> numbers = given.words("numbers");
    if (numbers != null) {
      numbers.forEach(number -> PutCalls.checkId("numbers", number));
    }
    String defaultNumber = given.word("default_number");
    if (defaultNumber != null) {
      PutCalls.checkId("default_number", defaultNumber);
    }
    if (defaultNumber != null && numbers != null && !numbers.contains(defaultNumber)) {
      throw ApiCalls.invalid(
          "`default_number`: " + defaultNumber + " is not a number this client may use.");
    }
    return new PutClient(
        name, keys(name, given), numbers, defaultNumber, fallback(given), hold(given));
  }

  private static @Nullable String fallback(BodyMembers given) {
    String fallback = given.word("fallback");
    if (fallback != null && Preferences.fallback(fallback).isEmpty()) {
      throw ApiCalls.invalid("`fallback` must be <template>/<language>, as order_update/en_US.");
    }
    return fallback;
  }

  private @Nullable List<String> hold(BodyMembers given) {
    List<String> hold = given.words("hold");
    if (hold != null) {
      hold.forEach(this::checkHold);
    }
    return hold;
  }

  private void checkHold(String written) {
    HoldReason reason =
        HoldReason.of(written)
            .orElseThrow(
                () -> ApiCalls.invalid("`hold`: " + HoldReason.WORDS + ", not " + written + "."));
    if (reason.above() != null && !hasPrices) {
      throw ApiCalls.invalid(
          "`hold`: " + written + " needs prices: set sallyport.pricing.rate-card.");
    }
  }

  private List<PutClient.Key> keys(String name, BodyMembers given) {
    List<String> keys =
        given.isArray("key")
            ? Objects.requireNonNull(given.words("key"))
            : Stream.ofNullable(given.word("key")).toList();
    PutClient before = directory.clients().get(name);
    if (keys.isEmpty()) {
      if (before == null || given.has("key")) {
        throw ApiCalls.invalid("`key` is needed: a long random word, or its sha256:<hex>.");
      }
      return before.keys();
    }
    return keys.stream().map(key -> hashed(name, key)).toList();
  }

  private PutClient.Key hashed(String name, String key) {
    KeyHash hash = PutCalls.readSecret("key", key, KeyHash::of);
    boolean isOthers =
        operators.withKey(hash).isPresent()
            || clients.withKey(hash).filter(other -> !other.name().equals(name)).isPresent();
    if (isOthers) {
      throw ApiCalls.invalid("`key` is somebody else's already: give each their own.");
    }
    return new PutClient.Key(hash.hex(), hash.last4(), clock.now().toEpochMilli());
  }

  @DELETE
  @Path("/{name}")
  @Operation(summary = "Let a client in no more, on any replica within 2 s")
  @APIResponse(responseCode = "204")
  @APIResponse(responseCode = "404", ref = "Error")
  @APIResponse(responseCode = "409", ref = "Error")
  public Uni<Response> delete(@PathParam("name") String name) {
    PutCalls.refuseConfigured(clients.isConfigured(name), "sallyport.clients.\"" + name + "\"");
    return puts.remove(Kind.CLIENT, name, () -> unknown(name));
  }

  private ClientView configured(Client client) {
    Preferences preferences = client.preferences();
    return new ClientView(
        client.name(),
        keyView(
            clients.keysOf(client).stream().map(key -> new SecretView(key.last4(), null)).toList()),
        sorted(client.numbers()),
        client.defaultNumber(),
        preferences.fallback() == null ? null : preferences.fallback().slashed(),
        preferences.holds().isEmpty()
            ? null
            : preferences.holds().stream().map(HoldReason::toString).toList(),
        "configuration",
        true,
        null);
  }

  private static ClientView view(PutClient put, @Nullable String notice) {
    return new ClientView(
        put.name(),
        keyView(
            put.keys().stream()
                .map(key -> new SecretView(key.last4(), Instant.ofEpochMilli(key.setAt())))
                .toList()),
        put.numbers(),
        put.defaultNumber(),
        put.fallback(),
        put.hold(),
        "api",
        false,
        notice);
  }

  private static @Nullable Object keyView(List<SecretView> keys) {
    return keys.isEmpty() ? null : keys.size() == 1 ? keys.get(0) : keys;
  }

  private static @Nullable List<String> sorted(@Nullable Set<String> numbers) {
    return numbers == null ? null : numbers.stream().sorted().toList();
  }

  private static RuntimeException unknown(String name) {
    return PutCalls.unknown("No client " + name + " is known: PUT it, or set sallyport.clients.");
  }
}
