package io.sallyport.twin.messenger.graph;

import io.sallyport.twin.http.Request;
import io.sallyport.twin.http.Response;
import io.sallyport.twin.messenger.accounts.Account;
import io.sallyport.twin.messenger.accounts.Accounts;
import io.sallyport.twin.messenger.sends.DraftReader;
import io.sallyport.twin.messenger.sends.Problem;
import io.sallyport.twin.messenger.sends.Sends;
import io.sallyport.twin.messenger.threads.Conversation;
import io.sallyport.twin.messenger.threads.Threads;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** What Pages and Instagram accounts are asked and told over HTTP. */
public final class MessengerApi {
  private static final Set<String> THREAD_CONTROL =
      Set.of("pass_thread_control", "take_thread_control", "release_thread_control");

  private final Accounts accounts;
  private final Threads threads;
  private final Sends sends;
  private final Set<String> tokens;

  /**
   * @param tokens that pass beside those of accounts; any does when empty
   */
  public MessengerApi(Accounts accounts, Threads threads, Sends sends, Set<String> tokens) {
    this.accounts = accounts;
    this.threads = threads;
    this.sends = sends;
    this.tokens = tokens;
  }

  /** Whether a request to Facebook's host is about a Page or an account that is linked to one. */
  public boolean isMine(Request request) {
    String id = request.segment(0);
    String token = DraftReader.token(request);
    return !accounts.at(false, id, token).isEmpty()
        || accounts.find(id).isPresent()
        || isPerson(false, id);
  }

  public Response answer(Request request, boolean instagramsHost) {
    String token = DraftReader.token(request);
    List<Account> under = accounts.at(instagramsHost, request.segment(0), token);
    Problem problem = problem(request, under, token);
    return problem == null
        ? route(under, request, instagramsHost)
        : problem.response(instagramsHost);
  }

  private @Nullable Problem problem(Request request, List<Account> under, @Nullable String token) {
    if (token == null || token.isBlank()) {
      return Problem.token();
    }
    if (under.isEmpty()) {
      return accounts.find(request.segment(0)).isPresent() && request.isSend()
          ? Problem.notThisEdge()
          : null;
    }
    boolean isOwn = token.equals(under.get(0).token());
    boolean passes = tokens.isEmpty() || tokens.contains(token);
    return isOwn || (passes && !accounts.isOfAnother(under.get(0), token)) ? null : Problem.token();
  }

  private Response route(List<Account> under, Request request, boolean instagramsHost) {
    String id = request.segment(0);
    if (under.isEmpty()) {
      return request.is("GET", 1) && isPerson(instagramsHost, id)
          ? Response.ok(JsonObject.of("id", id, "name", "Twin Customer"))
          : Problem.unknownObject(id).response(instagramsHost);
    }
    Account first = under.get(0);
    if (request.is("GET", 1)) {
      JsonObject view = JsonObject.of("id", first.page(), "name", "Twin Test Shop");
      return Response.ok(instagramsHost ? view.put("user_id", first.id()) : view);
    }
    if (request.is("GET", 2) && request.edge().equals("notification_message_tokens")) {
      JsonArray data = new JsonArray();
      under.forEach(it -> threads.subscriptions(it).forEach(one -> data.add(one.view())));
      return Response.ok(JsonObject.of("data", data));
    }
    return request.is("POST", 2)
        ? told(under, request)
        : Problem.unknownObject(id).response(instagramsHost);
  }

  private Response told(List<Account> under, Request request) {
    String edge = request.edge();
    if (edge.equals("messages")) {
      return sends.answer(under, request);
    }
    if (edge.equals("message_attachments")) {
      long id = ThreadLocalRandom.current().nextLong(1_000_000_000_000L, 9_000_000_000_000L);
      return Response.ok(JsonObject.of("attachment_id", Long.toString(id)));
    }
    if (edge.equals("subscribed_apps")) {
      return Response.ok(JsonObject.of("success", true));
    }
    return THREAD_CONTROL.contains(edge)
        ? control(under, request, edge)
        : Problem.unknownObject(edge).response(under.get(0).isAtInstagramsHost());
  }

  private Response control(List<Account> under, Request request, String edge) {
    JsonObject body = request.json();
    String person = body.getJsonObject("recipient", new JsonObject()).getString("id", "");
    for (Account account : under) {
      Optional<Conversation> known = threads.find(account, person);
      if (known.isPresent()) {
        boolean passes = edge.startsWith("pass");
        known.get().owner(passes ? String.valueOf(body.getValue("target_app_id")) : null);
        return Response.ok(JsonObject.of("success", true));
      }
    }
    return Problem.unknownObject(person).response(under.get(0).isAtInstagramsHost());
  }

  private boolean isPerson(boolean instagramsHost, String id) {
    return accounts.all().stream()
        .filter(account -> account.isAtInstagramsHost() == instagramsHost)
        .anyMatch(account -> threads.find(account, id).isPresent());
  }
}
