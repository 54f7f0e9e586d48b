package io.sallyport.twin.kommo.control;

import io.sallyport.twin.http.Request;
import io.sallyport.twin.kommo.chats.Account;
import io.sallyport.twin.kommo.chats.Scope;
import io.sallyport.twin.kommo.chats.Scopes;

/** The account a call is about: {@code ?account=} a name or an amojo id, else the first. */
final class Chosen {
  private final Scopes scopes;

  Chosen(Scopes scopes) {
    this.scopes = scopes;
  }

  Account account(Request request) {
    String name = request.query().get("account");
    return name == null ? scopes.firstAccount() : account(name);
  }

  Account account(String name) {
    return scopes.accounts().stream()
        .filter(account -> name.equals(account.amojoId()) || name.equals(account.name()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No account " + name));
  }

  Scope scope(Request request) {
    return scopes
        .of(account(request))
        .orElseThrow(() -> new IllegalArgumentException("The account is not connected"));
  }
}
