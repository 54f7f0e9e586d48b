package io.sallyport.account;

import io.sallyport.config.NumbersConfig;
import io.sallyport.config.NumbersConfig.Mode;
import io.sallyport.config.NumbersConfig.PhoneNumber;
import io.sallyport.rule.BusinessNumber;
import io.sallyport.rule.MessagingLimit;
import io.sallyport.rule.Rates;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The configured business phone numbers. */
@Singleton
public final class Numbers {

  private static final Pattern TOKEN = Pattern.compile("[!-~]+");

  private final Map<String, BusinessNumber> byId = new TreeMap<>();
  private final Map<String, Secret<String>> tokenById = new HashMap<>();
  private final Map<String, Secret<String>> tokenByText = new HashMap<>();
  private final Map<String, Secret<String>> tokenByWaba = new HashMap<>();
  private final Map<String, SortedSet<String>> idsByWaba = new HashMap<>();

  public Numbers(NumbersConfig config) {
    config.byId().forEach(this::addToken);
    config.byId().forEach(this::add);
  }

  private void addToken(String id, PhoneNumber number) {
    number
        .accessToken()
        .ifPresent(
            configured -> {
              Secret<String> token =
                  tokenByText.computeIfAbsent(
                      configured, text -> new Secret<>(tokenKey(id), text, Numbers::token));
              tokenById.put(id, token);
              tokenByWaba.putIfAbsent(wabaId(number), token);
            });
  }

  public static String tokenKey(String id) {
    return "sallyport.numbers.\"" + id + "\".access-token";
  }

  /** Checks that a token may stand in a header. */
  public static String token(String text) {
    if (!TOKEN.matcher(text).matches()) {
      throw new Secret.Unusable("a token must be visible ASCII characters without a space");
    }
    return text;
  }

  private void add(String id, PhoneNumber number) {
    String wabaId = wabaId(number);
    boolean isReadable = tokenByWaba.containsKey(wabaId);
    idsByWaba.computeIfAbsent(wabaId, waba -> new TreeSet<>()).add(id);
    byId.put(
        id,
        new BusinessNumber(
            id,
            wabaId,
            isReadable,
            number.country().orElse(null),
            number.portfolio().orElse(wabaId),
            number.messagingLimit().flatMap(MessagingLimit::of).orElse(null),
            rates(number)));
  }

  private static Rates rates(PhoneNumber number) {
    boolean coexistence = number.mode() == Mode.COEXISTENCE;
    int standard = coexistence ? Rates.COEXISTENCE : Rates.STANDARD;
    boolean fixed = coexistence || number.throughput().isPresent();
    return new Rates(number.throughput().orElse(standard), fixed, 0);
  }

  /** The start-up checks require one. */
  private static String wabaId(PhoneNumber number) {
    return number.wabaId().orElse("");
  }

  public Optional<BusinessNumber> find(String phoneNumberId) {
    return Optional.ofNullable(byId.get(phoneNumberId));
  }

  /** The configured phone number ids. */
  public Set<String> ids() {
    return Collections.unmodifiableSet(byId.keySet());
  }

  public boolean has(String phoneNumberId) {
    return byId.containsKey(phoneNumberId);
  }

  public boolean hasWaba(String wabaId) {
    return idsByWaba.containsKey(wabaId);
  }

  /** The ids of the configured numbers of a WABA. */
  public SortedSet<String> ofWaba(String wabaId) {
    return Collections.unmodifiableSortedSet(idsByWaba.getOrDefault(wabaId, new TreeSet<>()));
  }

  /** The WABAs whose templates can be listed. */
  public Set<String> readableWabaIds() {
    return tokenByWaba.keySet();
  }

  /** The token of any number of the WABA: templates are the account's, not the number's. */
  public Optional<String> accessToken(String wabaId) {
    return Optional.ofNullable(tokenByWaba.get(wabaId)).map(Secret::get);
  }

  /** The number's own token. */
  public Optional<String> accessTokenOf(String phoneNumberId) {
    return Optional.ofNullable(tokenById.get(phoneNumberId)).map(Secret::get);
  }

  /** Each once, however many numbers have it. */
  public Collection<Secret<String>> secrets() {
    return tokenByText.values();
  }
}
