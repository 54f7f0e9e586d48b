package io.sallyport.twin.kommo.control;

import io.sallyport.twin.control.Control;
import io.sallyport.twin.http.Request;
import io.sallyport.twin.http.Response;
import io.sallyport.twin.kommo.chats.Account;
import io.sallyport.twin.kommo.chats.Scopes;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** {@code /twin/accounts}: who is there and connected; new ones; the integration switched off. */
final class AccountControl implements Control {
  private final Scopes scopes;
  private final Chosen chosen;

  AccountControl(Scopes scopes, Chosen chosen) {
    this.scopes = scopes;
    this.chosen = chosen;
  }

  @Override
  public Future<Response> answer(Request request) {
    if (request.is("GET", 2)) {
      JsonArray all = new JsonArray();
      scopes.accounts().forEach(account -> all.add(view(account)));
      return Control.done(Response.ok(all));
    }
    if (request.is("POST", 2)) {
      Account added = read(request.json());
      scopes.add(added);
      return Control.done(Response.ok(view(added)));
    }
    if (request.is("DELETE", 4) && request.segment(3).equals("connection")) {
      Account account = chosen.account(request.segment(2));
      scopes.of(account).ifPresent(scope -> scopes.disconnect(scope.channel(), account));
      return Control.done(Response.ok(view(account)));
    }
    return Control.unknown(request);
  }

  private Account read(JsonObject body) {
    String name = body.getString("name", "");
    if (name.isBlank()) {
      throw new IllegalArgumentException("name is required");
    }
    int number = scopes.accounts().size() + 1;
    return new Account(
        body.getString("amojo_id", UUID.randomUUID().toString()),
        30_000_000L + number,
        name,
        body.getString("token", "kommo-token-" + number),
        body.getString("source", "1555010" + (1000 + number)),
        UUID.randomUUID().toString(),
        body.getString("manager", "Manager " + number));
  }

  private JsonObject view(Account account) {
    String scope = scopes.of(account).map(connected -> connected.id()).orElse(null);
    return JsonObject.of(
        "name", account.name(),
        "amojo_id", account.amojoId(),
        "token", account.apiToken(),
        "source", account.source(),
        "manager", account.managerName(),
        "manager_id", account.managerId(),
        "connected", scope != null,
        "scope_id", scope);
  }
}
