package io.sallyport.meta;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.config.Ids;
import io.sallyport.config.SallyportConfig;
import io.sallyport.directory.TokenSource;
import io.sallyport.directory.TokenState;
import io.sallyport.directory.TokenState.Validity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Asks Meta about a token, with the token itself (platform-facts.md#access-token). */
@Singleton
public final class GraphTokens implements TokenSource {

  /** What sends and listing need. */
  private static final List<String> NEEDED =
      List.of("whatsapp_business_management", "whatsapp_business_messaging");

  /** Meta's code for a token it does not take, and the subcode of one that has expired. */
  private static final int NOT_TAKEN = 190;

  private static final int EXPIRED = 463;

  private final GraphApi graph;
  private final String version;

  GraphTokens(GraphApi graph, SallyportConfig config) {
    this.graph = graph;
    this.version = config.graph().version();
  }

  @Override
  public Uni<TokenState> state(String token) {
    return state(token, NEEDED);
  }

  /**
   * The same of a token for something else.
   *
   * @param needed the permissions it needs
   */
  public Uni<TokenState> state(String token, List<String> needed) {
    return debug(token)
        .map(answer -> read(answer, needed))
        .onFailure()
        .recoverWithItem(GraphTokens::refused);
  }

  /** The Meta app that a token was made for; empty when Meta does not say. */
  public Uni<Optional<String>> app(String token) {
    return debug(token)
        .map(answer -> Optional.of(answer.path("data").path("app_id").asText("")).filter(Ids::isId))
        .onFailure()
        .recoverWithItem(Optional.empty());
  }

  private Uni<JsonNode> debug(String token) {
    return graph.debugToken(version, "Bearer " + token, token);
  }

  private static TokenState read(JsonNode answer, List<String> needed) {
    JsonNode data = answer.path("data");
    if (!data.path("is_valid").isBoolean()) {
      return TokenState.UNKNOWN;
    }
    Set<String> has = new HashSet<>();
    data.path("scopes").forEach(scope -> has.add(scope.asText("")));
    // Without a list nobody knows what is missing.
    Stream<String> missing =
        data.path("scopes").isArray()
            ? needed.stream().filter(it -> !has.contains(it))
            : Stream.of();
    return new TokenState(
        data.path("is_valid").asBoolean() ? Validity.VALID : Validity.INVALID,
        end(data.path("expires_at")),
        missing.toList());
  }

  /** Seconds since 1970; 0 of a token that does not expire. */
  private static @Nullable Instant end(JsonNode seconds) {
    return seconds.canConvertToLong() && seconds.asLong() > 0
        ? Instant.ofEpochSecond(Math.min(seconds.asLong(), Instant.MAX.getEpochSecond()))
        : null;
  }

  private static TokenState refused(Throwable failure) {
    JsonNode error = GraphFailures.error(failure);
    if (error.path("code").asInt() != NOT_TAKEN) {
      return TokenState.UNKNOWN;
    }
    boolean expired = error.path("error_subcode").asInt() == EXPIRED;
    return new TokenState(expired ? Validity.EXPIRED : Validity.INVALID, null, List.of());
  }
}
