package io.sallyport.twin.kommo.chats;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which accounts and channels there are, and which are connected. */
public final class Scopes {
  private final Map<String, Channel> channels = new LinkedHashMap<>();
  private final Map<String, Account> accounts = new LinkedHashMap<>();
  private final Map<String, Account> byToken = new LinkedHashMap<>();
  private final Map<String, Scope> connected = new LinkedHashMap<>();

  /** Back to these, with nobody connected. */
  public synchronized void reset(List<Channel> allChannels, List<Account> allAccounts) {
    channels.clear();
    accounts.clear();
    byToken.clear();
    connected.clear();
    allChannels.forEach(channel -> channels.put(channel.id(), channel));
    allAccounts.forEach(this::add);
  }

  public synchronized void add(Account account) {
    accounts.put(account.amojoId(), account);
    byToken.put(account.apiToken(), account);
  }

  /** The hook address of every channel from now on. */
  public synchronized void hookUrl(@Nullable String to) {
    channels.replaceAll((id, channel) -> channel.withHookUrl(to));
    connected.replaceAll(
        (id, scope) -> new Scope(scope.channel().withHookUrl(to), scope.account()));
  }

  public synchronized Optional<Channel> channel(String id) {
    return Optional.ofNullable(channels.get(id));
  }

  public synchronized Channel firstChannel() {
    return channels.values().iterator().next();
  }

  public synchronized Optional<Account> account(String amojoId) {
    return Optional.ofNullable(accounts.get(amojoId));
  }

  public synchronized Account firstAccount() {
    return accounts.values().iterator().next();
  }

  public synchronized List<Account> accounts() {
    return new ArrayList<>(accounts.values());
  }

  public synchronized Optional<Account> withToken(@Nullable String token) {
    return Optional.ofNullable(token).map(byToken::get);
  }

  public synchronized void connect(Scope scope) {
    connected.put(scope.id(), scope);
  }

  public synchronized void disconnect(Channel channel, Account account) {
    connected.remove(Scope.id(channel, account));
  }

  public synchronized Optional<Scope> find(String scopeId) {
    return Optional.ofNullable(connected.get(scopeId));
  }

  public synchronized Optional<Scope> of(Account account) {
    return channels.values().stream()
        .flatMap(channel -> Optional.ofNullable(connected.get(Scope.id(channel, account))).stream())
        .findFirst();
  }
}
