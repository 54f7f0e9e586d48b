package io.sallyport.account;

import io.sallyport.channel.PageChannel;
import io.sallyport.config.AccountsConfig;
import io.sallyport.config.AccountsConfig.PageAccount;
import io.sallyport.rule.BusinessNumber;
import io.sallyport.rule.Rates;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The accounts of Messenger and Instagram, which are configured. */
@Singleton
public final class Accounts {

  /**
   * One account, which stands where a business phone number does.
   *
   * @param number its id, in the shape that what decides takes
   * @param page of an Instagram account that is sent to by way of its Page
   * @param appSecret signs its webhooks, beside the Meta apps' secrets
   */
  public record Account(
      BusinessNumber number,
      PageChannel channel,
      @Nullable String page,
      @Nullable Secret<String> token,
      @Nullable Secret<String> appSecret,
      boolean humanAgent) {

    public String id() {
      return number.phoneNumberId();
    }

    /** What is sent to: the id in {@code /{id}/messages}. */
    public String address() {
      return page == null ? id() : page;
    }

    /** Its access token; empty for none. */
    public String tokenText() {
      return token == null ? "" : token.get();
    }
  }

  private final Map<String, Account> byId = new TreeMap<>();

  public Accounts(AccountsConfig config) {
    config
        .byId()
        .forEach((id, account) -> account(id, account).ifPresent(one -> byId.put(id, one)));
  }

  private static Optional<Account> account(String id, PageAccount given) {
    // The start-up checks refuse one without a channel.
    return given
        .channel()
        .map(
            channel ->
                new Account(
                    new BusinessNumber(id, id, false, null, id, null, Rates.DEFAULT),
                    channel,
                    channel == PageChannel.INSTAGRAM ? given.page().orElse(null) : null,
                    secret(tokenKey(id), given.accessToken()),
                    secret(appSecretKey(id), given.appSecret()),
                    given.humanAgent().orElse(false)));
  }

  private static @Nullable Secret<String> secret(String key, Optional<String> text) {
    return text.map(given -> new Secret<>(key, given, Numbers::token)).orElse(null);
  }

  public static String tokenKey(String id) {
    return "sallyport.accounts.\"" + id + "\".access-token";
  }

  public static String appSecretKey(String id) {
    return "sallyport.accounts.\"" + id + "\".app-secret";
  }

  public boolean isEmpty() {
    return byId.isEmpty();
  }

  public Collection<Account> all() {
    return Collections.unmodifiableCollection(byId.values());
  }

  /** Sorted. */
  public Set<String> ids() {
    return Collections.unmodifiableSet(byId.keySet());
  }

  public Optional<Account> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  public boolean has(String id) {
    return byId.containsKey(id);
  }

  /** Those that are sent to under an address, Messenger's first. */
  public List<Account> at(String address) {
    return byId.values().stream()
        .filter(account -> account.address().equals(address))
        .sorted((one, other) -> one.channel().compareTo(other.channel()))
        .toList();
  }

  /** Those whose access token this is. */
  public List<Account> withToken(String token) {
    return token.isEmpty()
        ? List.of()
        : byId.values().stream().filter(account -> account.tokenText().equals(token)).toList();
  }

  /** The access token of an account; empty without one. */
  public Optional<String> accessTokenOf(String id) {
    return find(id).map(Account::tokenText).filter(text -> !text.isEmpty());
  }

  /** Whether Meta lets an account tag messages as a human agent's. */
  public boolean hasHumanAgent(String id) {
    return find(id).filter(Account::humanAgent).isPresent();
  }

  /** Whether an account is called on Instagram's own host. */
  public boolean isOnInstagram(String id) {
    return find(id).filter(one -> one.channel() == PageChannel.INSTAGRAM_LOGIN).isPresent();
  }

  /** What may have to be read again. */
  public Stream<Secret<String>> secrets() {
    return byId.values().stream()
        .flatMap(account -> Stream.of(account.token(), account.appSecret()))
        .filter(Objects::nonNull);
  }
}
