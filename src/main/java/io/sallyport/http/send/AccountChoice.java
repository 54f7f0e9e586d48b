package io.sallyport.http.send;

import io.sallyport.account.Accounts;
import io.sallyport.account.Accounts.Account;
import io.sallyport.channel.PageChannel;
import io.sallyport.circuit.Credential;
import io.sallyport.contact.Contact;
import io.sallyport.http.access.Caller;
import io.sallyport.http.access.Permissions;
import io.sallyport.ledger.Records;
import io.sallyport.message.MetaError;
import io.sallyport.message.Reading;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which account a send of Messenger or Instagram is, by its path: an id, or {@code me}. A Page that
 * serves both has two accounts under one id.
 */
@Singleton
final class AccountChoice {

  static final String ME = "me";

  private final Accounts accounts;
  private final Permissions permissions;
  private final Records records;

  AccountChoice(Accounts accounts, Permissions permissions, Records records) {
    this.accounts = accounts;
    this.permissions = permissions;
    this.records = records;
  }

  /**
   * The accounts that a path may mean, or why there is none.
   *
   * @param refusal null when there is one
   */
  record Candidates(List<Account> all, @Nullable Refusal refusal) {}

  /** Whether a path's id is for other channels; without accounts none is. */
  boolean isFor(String id) {
    return !accounts.isEmpty() && (id.equals(ME) || accounts.has(id) || !accounts.at(id).isEmpty());
  }

  /**
   * In whose words a send to this id is refused before its account is chosen: Instagram's own if
   * every account that it may be has Instagram Login. Of {@code me} these are the caller's; of one
   * who is not known, all.
   */
  PageChannel channelOf(Caller caller, String id, Credential credential) {
    boolean isLogin;
    if (id.equals(ME)) {
      List<Account> own = own(caller, credential);
      isLogin =
          (own.isEmpty() ? accounts.all() : own)
              .stream().allMatch(one -> one.channel() == PageChannel.INSTAGRAM_LOGIN);
    } else {
      isLogin = accounts.isOnInstagram(id);
    }
    return isLogin ? PageChannel.INSTAGRAM_LOGIN : PageChannel.MESSENGER;
  }

  /**
   * The accounts that the path may mean, as far as the caller may use them.
   *
   * @param credential what the caller sent
   */
  Candidates candidates(Caller caller, String id, Credential credential) {
    if (id.equals(ME)) {
      return me(caller, credential);
    }
    List<Account> all = accounts.at(id);
    if (all.isEmpty()) {
      return new Candidates(List.of(), notAnAddress(caller, id));
    }
    List<Account> usable = usable(caller, all);
    return new Candidates(
        usable, usable.isEmpty() ? permissions.refusalOfAccount(caller, all.get(0).id()) : null);
  }

  private Candidates me(Caller caller, Credential credential) {
    String fault = credential.fault();
    if (fault != null) {
      return new Candidates(List.of(), Refusal.of(Reason.INVALID_BODY, fault));
    }
    List<Account> own = own(caller, credential);
    Set<String> addresses = own.stream().map(Account::address).collect(Collectors.toSet());
    return addresses.size() == 1
        ? new Candidates(usable(caller, accounts.at(addresses.iterator().next())), null)
        : new Candidates(
            List.of(), Refusal.of(Reason.UNKNOWN_NUMBER, Permissions.unknownAccount(ME)));
  }

  private List<Account> own(Caller caller, Credential credential) {
    return caller instanceof Caller.Known
        ? usable(caller, List.copyOf(accounts.all()))
        : accounts.withToken(credential.token());
  }

  private List<Account> usable(Caller caller, List<Account> all) {
    return all.stream()
        .filter(one -> permissions.refusalOfAccount(caller, one.id()) == null)
        .toList();
  }

  /** As Meta refuses it. */
  private Refusal notAnAddress(Caller caller, String id) {
    Refusal forbidden = permissions.refusalOfAccount(caller, id);
    return forbidden != null
        ? forbidden
        : new Refusal(
            Reason.UNKNOWN_NUMBER,
            MetaError.NOT_CAPABLE,
            null,
            "This Instagram account is sent to by way of its Page: POST /{page}/messages.",
            null,
            null);
  }

  /**
   * The one account: of two at one Page the one that knows the recipient; if neither does, or the
   * store does not say, Messenger's. Null when it is another that the caller may not use.
   *
   * @param usable at least one, Messenger's first
   */
  Future<@Nullable Account> choose(List<Account> usable, Reading reading) {
    Account first = usable.get(0);
    List<Account> all = accounts.at(first.address());
    Contact contact =
        reading instanceof Reading.Understood understood ? understood.message().contact() : null;
    if (all.size() == 1 || contact == null) {
      return Future.succeededFuture(first);
    }
    Account instagram =
        all.stream()
            .filter(one -> one.channel() == PageChannel.INSTAGRAM)
            .findFirst()
            .orElse(first);
    Account messenger = all.get(0);
    return Future.join(
            records.isKnown(messenger.id(), contact), records.isKnown(instagram.id(), contact))
        .map(known -> chosen(messenger, instagram, known.resultAt(0), known.resultAt(1)))
        .otherwise(silent -> first)
        .map(chosen -> chosen == null ? first : usable.contains(chosen) ? chosen : null);
  }

  /** Null when neither knows the recipient. */
  private static @Nullable Account chosen(
      Account messenger, Account instagram, boolean byMessenger, boolean byInstagram) {
    if (byMessenger) {
      return messenger;
    }
    return byInstagram ? instagram : null;
  }
}
