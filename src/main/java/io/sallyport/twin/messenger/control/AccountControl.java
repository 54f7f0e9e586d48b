package io.sallyport.twin.messenger.control;

import io.sallyport.twin.control.Control;
import io.sallyport.twin.http.Request;
import io.sallyport.twin.http.Response;
import io.sallyport.twin.messenger.accounts.Account;
import io.sallyport.twin.messenger.accounts.Accounts;
import io.sallyport.twin.messenger.accounts.Network;
import io.sallyport.twin.messenger.acts.Acts;
import io.sallyport.twin.messenger.hooks.MessengerWebhooks;
import io.sallyport.twin.messenger.sends.Sends;
import io.sallyport.twin.messenger.threads.Conversation;
import io.sallyport.twin.messenger.threads.Threads;
import io.sallyport.twin.platform.TwinClock;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** {@code /twin/accounts} and what is below: Pages, Instagram accounts and their people. */
public final class AccountControl implements Control {
  private final TwinClock clock;
  private final Accounts accounts;
  private final Threads threads;
  private final Sends sends;
  private final Acts acts;
  private final MessengerWebhooks webhooks;

  public AccountControl(
      TwinClock clock,
      Accounts accounts,
      Threads threads,
      Sends sends,
      Acts acts,
      MessengerWebhooks webhooks) {
    this.clock = clock;
    this.accounts = accounts;
    this.threads = threads;
    this.sends = sends;
    this.acts = acts;
    this.webhooks = webhooks;
  }

  @Override
  public Future<Response> answer(Request request) {
    if (request.is("GET", 2)) {
      JsonArray all = new JsonArray();
      accounts.all().forEach(account -> all.add(account.view()));
      return Control.done(Response.ok(all));
    }
    if (request.is("PUT", 3)) {
      return Control.done(Response.ok(put(request.segment(2), request.json()).view()));
    }
    Account account = accounts.get(request.segment(2));
    return switch (request.segment(3)) {
      case "messages" -> messages(account, request);
      case "people" -> people(account, request);
      case "test" ->
          request.is("POST", 4) ? Control.told(webhooks.test(account)) : Control.unknown(request);
      default -> Control.unknown(request);
    };
  }

  private Account put(String id, JsonObject body) {
    Account old = accounts.find(id).orElseGet(() -> Account.page(id, null));
    Network network = Network.of(body.getString("channel", old.network().word()));
    String page = network == Network.INSTAGRAM ? body.getString("page", old.page()) : id;
    Account changed =
        new Account(
            id,
            network,
            page,
            body.getString("token", old.token()),
            body.getBoolean("human_agent", old.humanAgent()));
    accounts.put(changed);
    return changed;
  }

  private Future<Response> messages(Account account, Request request) {
    if (!request.is("GET", 4)) {
      return Control.unknown(request);
    }
    String to = request.query().get("to");
    JsonArray found = new JsonArray();
    sends.all().stream()
        .filter(sent -> sent.account().equals(account.id()))
        .filter(sent -> to == null || to.equals(sent.person()))
        .forEach(sent -> found.add(sent.view()));
    return Control.done(Response.ok(found));
  }

  private Future<Response> people(Account account, Request request) {
    String person = request.segment(4);
    if (request.is("GET", 5)) {
      Conversation known = threads.find(account, person).orElseGet(Conversation::new);
      return Control.done(Response.ok(known.view(clock.now())));
    }
    return request.is("POST", 6)
        ? acts.act(account, person, request.segment(5), request.json()).map(Response::ok)
        : Control.unknown(request);
  }
}
