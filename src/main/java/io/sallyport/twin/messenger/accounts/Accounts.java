package io.sallyport.twin.messenger.accounts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The Pages and Instagram accounts there are. */
public final class Accounts {
  private final Map<String, Account> byId = new LinkedHashMap<>();

  public synchronized void reset(List<Account> to) {
    byId.clear();
    to.forEach(this::put);
  }

  public synchronized void put(Account account) {
    byId.put(account.id(), account);
  }

  public synchronized List<Account> all() {
    return List.copyOf(byId.values());
  }

  public synchronized Optional<Account> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  public Account get(String id) {
    return find(id).orElseThrow(() -> new IllegalArgumentException("No account " + id));
  }

  /**
   * The accounts that are sent to under an id; a Page's Messenger comes before its Instagram.
   *
   * @param id of the path, or {@code me} for those whose token it is
   */
  public List<Account> at(boolean instagramsHost, String id, @Nullable String token) {
    return all().stream()
        .filter(account -> account.isAtInstagramsHost() == instagramsHost)
        .filter(
            account ->
                id.equals("me")
                    ? account.token() != null && account.token().equals(token)
                    : account.page().equals(id))
        .sorted((one, other) -> one.network().compareTo(other.network()))
        .toList();
  }

  /** Whether the token is known to be another account's. */
  public boolean isOfAnother(Account account, String token) {
    return all().stream().anyMatch(other -> token.equals(other.token()))
        && !token.equals(account.token());
  }
}
