package io.sallyport.twin.kommo.rest;

import io.sallyport.twin.http.Request;
import io.sallyport.twin.http.Response;
import io.sallyport.twin.kommo.chats.Account;
import io.sallyport.twin.kommo.chats.Scopes;
import io.sallyport.twin.kommo.shape.BadData;
import io.sallyport.twin.kommo.templates.ChatTemplate;
import io.sallyport.twin.kommo.templates.ChatTemplates;
import io.sallyport.twin.platform.TwinClock;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Routes a call: token, rate, then the call itself. The token says whose account it is; every
 * account is on the twin's one address.
 *
 * <pre>
 * GET    /api/v4/account[?with=amojo_id]
 * GET    /api/v4/users[?with=amojo_id]
 * GET    /api/v4/sources
 * GET    /api/v4/chats/templates[?page=, limit=, filter[external_id]=, with=reviews]
 * POST   /api/v4/chats/templates                          an array
 * PATCH, DELETE /api/v4/chats/templates                   an array, or below /{id}
 * GET    /api/v4/chats/templates/{id}
 * POST   /api/v4/chats/templates/{id}/review
 * POST   /api/v4/chats/templates/{id}/review/{review}
 * </pre>
 */
public final class RestApi {
  private static final Set<String> WITH_BODY = Set.of("POST", "PATCH");

  private final TwinClock clock;
  private final Scopes scopes;
  private final TemplateCalls templates;
  private final ReviewCalls reviews;
  private final RequestRate rate = new RequestRate();

  public RestApi(TwinClock clock, Scopes scopes, ChatTemplates templates) {
    this.clock = clock;
    this.scopes = scopes;
    this.templates = new TemplateCalls(clock, templates);
    this.reviews = new ReviewCalls(templates);
  }

  public static boolean isMine(String path) {
    return path.startsWith("/api/v4/");
  }

  public void clear() {
    rate.clear();
  }

  public Response answer(Request request) {
    try {
      Account account = scopes.withToken(token(request)).orElseThrow(Problem::unauthorized);
      rate.take(account.apiToken(), clock.now());
      checkType(request);
      return call(account, request, request.segments().subList(2, request.segments().size()));
    } catch (Problem problem) {
      return problem.response();
    } catch (BadData bad) {
      return Problem.invalid(bad.path(), bad.detail()).response();
    }
  }

  /** In the header only. */
  private static @Nullable String token(Request request) {
    String header = request.headers().get("Authorization");
    boolean isBearer = header != null && header.startsWith("Bearer ");
    return isBearer ? header.substring(7) : null;
  }

  private static void checkType(Request request) {
    String type = String.valueOf(request.headers().get("Content-Type"));
    boolean isJson = type.split(";", 2)[0].strip().equals("application/json");
    if (WITH_BODY.contains(request.method()) && !isJson) {
      throw Problem.invalid("Content-Type", "must be application/json");
    }
  }

  private Response call(Account account, Request request, List<String> path) {
    if (path.size() >= 2 && path.subList(0, 2).equals(List.of("chats", "templates"))) {
      return ofTemplates(account, request, path.subList(2, path.size()));
    }
    String with = request.query().get("with");
    boolean withAmojo = with != null && Arrays.asList(with.split(",")).contains("amojo_id");
    return switch (request.method() + " " + String.join("/", path)) {
      case "GET account" -> Hal.ok(Sources.account(account, withAmojo));
      case "GET users" -> Hal.ok(Sources.users(account, withAmojo));
      case "GET sources" -> Hal.ok(Sources.list(account));
      default -> throw Problem.notFound();
    };
  }

  private Response ofTemplates(Account account, Request request, List<String> tail) {
    if (tail.size() > 1) {
      return review(account, request, tail);
    }
    @Nullable String id = tail.isEmpty() ? null : tail.get(0);
    return switch (request.method()) {
      case "GET" ->
          id == null ? templates.list(account, request) : templates.get(account, id, request);
      case "POST" -> {
        if (id != null) {
          throw Problem.notFound();
        }
        yield templates.add(account, request);
      }
      case "PATCH" -> templates.change(account, id, request);
      case "DELETE" -> templates.remove(account, id, request);
      default -> throw Problem.of(405, "Method Not Allowed", request.method());
    };
  }

  private Response review(Account account, Request request, List<String> tail) {
    if (!request.method().equals("POST") || !tail.get(1).equals("review") || tail.size() > 3) {
      throw Problem.notFound();
    }
    ChatTemplate template = templates.find(account, tail.get(0));
    return tail.size() == 2
        ? reviews.start(account, template, request.body())
        : reviews.decide(template, tail.get(2), request.body());
  }
}
