package io.sallyport.connector.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.calls.JsonCalls;
import io.sallyport.calls.JsonCalls.Answer;
import io.sallyport.connector.kommo.KommoAccount.Api;
import io.sallyport.link.Turns;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Calls of Kommo's REST API, version 4. Kommo takes seven a second: all replicas together make one
 * after another, so that however long a call takes to arrive, no second has more.
 */
@Singleton
final class KommoRest {

  private static final String ROOT = "/api/v4/";

  /** From an answer to the next call: a seventh of a second, and a little more. */
  static final Duration PAUSE = Duration.ofMillis(150);

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** If a replica dies in a call. */
  private static final Duration LONGEST_CALL = TIMEOUT.plusSeconds(2);

  /** If a replica dies at its work, another goes on with it after this time. */
  static final Duration LEASE = Duration.ofSeconds(25);

  private final Vertx vertx;
  private final Turns turns;
  private final JsonCalls calls;

  KommoRest(Vertx vertx, Turns turns) {
    this.vertx = vertx;
    this.turns = turns;
    this.calls = new JsonCalls(vertx, 4);
  }

  /** Another replica works on the account. */
  static final class Taken extends Exception {
    private static final long serialVersionUID = 1L;
    private final Duration wait;

    Taken(Duration wait) {
      super("another replica's", null, false, false);
      this.wait = wait;
    }

    /** Until its lease ends, if it dies. */
    Duration waitFor() {
      return wait;
    }
  }

  /** Kommo answered with an error. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private final int status;

    Refused(int status) {
      super("HTTP " + status, null, false, false);
      this.status = status;
    }

    /** Whether Kommo minds who calls, or how often, or whether the account is paid for. */
    boolean isForAll() {
      return switch (status) {
        case 401, 402, 403, 408, 425, 429 -> true;
        default -> status >= 500 || status < 400;
      };
    }

    boolean isOfTheToken() {
      return status == 401 || status == 402 || status == 403;
    }

    int status() {
      return status;
    }
  }

  /**
   * Calls when it is this replica's turn, once.
   *
   * @param path below {@code /api/v4/}
   * @return the body of a good answer; fails with {@link Refused}, {@link Taken}, or without an
   *     answer
   */
  Future<JsonNode> call(
      KommoAccount account, HttpMethod method, String path, @Nullable JsonNode body) {
    Api api = Objects.requireNonNull(account.api());
    return turns
        .take(api.url(), account.name(), LEASE, LONGEST_CALL)
        .compose(
            turn -> {
              if (!turn.isOurs()) {
                return Future.failedFuture(new Taken(turn.delay()));
              }
              return turn.isNow()
                  ? now(api, method, path, body)
                  : pass(turn.delay().compareTo(PAUSE) < 0 ? turn.delay() : PAUSE)
                      .compose(later -> call(account, method, path, body));
            });
  }

  /** Nobody else works on the account for so long; zero for anybody may. */
  Future<Void> hold(KommoAccount account, Duration lease) {
    return turns.hold(Objects.requireNonNull(account.api()).url(), account.name(), lease);
  }

  private Future<Void> pass(Duration time) {
    Promise<Void> passed = Promise.promise();
    vertx.setTimer(Math.max(1, time.toMillis()), timer -> passed.complete());
    return passed.future();
  }

  private Future<JsonNode> now(Api api, HttpMethod method, String path, @Nullable JsonNode body) {
    Map<String, String> headers = Map.of("Authorization", "Bearer " + api.token().get());
    return calls
        .call(method, api.url() + ROOT + path, headers, body, TIMEOUT)
        .eventually(() -> turns.called(api.url(), PAUSE).otherwiseEmpty())
        .compose(KommoRest::good);
  }

  private static Future<JsonNode> good(Answer answer) {
    return answer.isGood()
        ? Future.succeededFuture(answer.body())
        : Future.failedFuture(new Refused(answer.status()));
  }
}
