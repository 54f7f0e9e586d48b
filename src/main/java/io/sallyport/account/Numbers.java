package io.sallyport.account;

import io.sallyport.config.NumbersConfig;
import io.sallyport.config.NumbersConfig.Mode;
import io.sallyport.config.NumbersConfig.PhoneNumber;
import io.sallyport.rule.BusinessNumber;
import io.sallyport.rule.MessagingLimit;
import io.sallyport.rule.Rates;
import io.sallyport.rule.Throughput;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The business phone numbers: those named in the configuration, and those that WABAs list. What the
 * configuration says of a number overrides what its WABA does.
 */
@Singleton
public final class Numbers {

  private static final Pattern TOKEN = Pattern.compile("[!-~]+");

  private static final Duration GONE_SERVED = Duration.ofHours(24);

  private static final SortedSet<String> NONE = Collections.emptySortedSet();

  /**
   * One number.
   *
   * @param listed what its WABA lists; null when no WABA does
   * @param coexistence whether it is used in the WhatsApp Business app as well
   */
  public record Held(
      BusinessNumber number,
      @Nullable Secret<String> token,
      @Nullable ListedNumber listed,
      boolean coexistence,
      Origin origin) {

    /** Whether its WABA has not listed it for a day: then it is served no more. */
    public boolean isGone(Instant now) {
      Instant since = goneSince();
      return since != null && !now.isBefore(since.plus(GONE_SERVED));
    }

    /** Since when its WABA lists it no more; null while it does, and of one that is configured. */
    public @Nullable Instant goneSince() {
      return listed == null || origin == Origin.CONFIGURATION ? null : listed.goneSince();
    }
  }

  private final NumbersConfig config;
  private final Wabas wabas;
  private final Map<String, Secret<String>> tokenByText = new HashMap<>();
  private final Map<String, Secret<String>> tokenByNumber = new HashMap<>();

  /** Of WABAs that are known by their numbers only. */
  private final Map<String, Secret<String>> tokenByWaba = new HashMap<>();

  private final Map<String, Held> byId = new ConcurrentSkipListMap<>();
  private final Map<String, SortedSet<String>> idsByWaba = new ConcurrentHashMap<>();
  private final Map<String, String> listedBy = new HashMap<>();
  private final Map<String, Set<String>> listedOf = new HashMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile boolean isChanged;

  public Numbers(NumbersConfig config, Wabas wabas) {
    this.config = config;
    this.wabas = wabas;
    config.byId().forEach(this::addToken);
    config.byId().keySet().forEach(this::settle);
    wabas.onChange(this::settleWaba);
  }

  private void addToken(String id, PhoneNumber number) {
    number
        .accessToken()
        .ifPresent(
            configured -> {
              Secret<String> token =
                  tokenByText.computeIfAbsent(
                      configured, text -> new Secret<>(tokenKey(id), text, Numbers::token));
              tokenByNumber.put(id, token);
              number.wabaId().ifPresent(waba -> tokenByWaba.putIfAbsent(waba, token));
            });
  }

  public static String tokenKey(String id) {
    return BusinessNumber.tokenKey(id);
  }

  /** Checks that a token may stand in a header. */
  public static String token(String text) {
    if (!TOKEN.matcher(text).matches()) {
      throw new Secret.Unusable("a token must be visible ASCII characters without a space");
    }
    return text;
  }

  private synchronized void settleWaba(String wabaId) {
    Set<String> before = listedOf.getOrDefault(wabaId, Set.of());
    Set<String> now = wabas.find(wabaId).isPresent() ? listed(wabaId).keySet() : Set.of();
    listedOf.put(wabaId, now);
    Set<String> listed = new HashSet<>(before);
    listed.addAll(now);
    listed.forEach(id -> listedBy.compute(id, (same, last) -> lister(id, wabaId)));
    Set<String> concerned = new HashSet<>(ofWaba(wabaId));
    concerned.addAll(listed);
    concerned.forEach(this::settle);
    isChanged = true;
  }

  /** Whose a number is after the list of one WABA has changed; null for nobody's. */
  private @Nullable String lister(String id, String wabaId) {
    if (lists(wabaId, id)) {
      return wabaId;
    }
    // It may have moved: whoever has lost it is not asked before those who have it.
    return wabas.all().stream()
        .map(Waba::id)
        .filter(other -> lists(other, id))
        .findFirst()
        .orElse(listedOf.getOrDefault(wabaId, Set.of()).contains(id) ? wabaId : null);
  }

  private boolean lists(String wabaId, String id) {
    ListedNumber number = wabas.find(wabaId).isPresent() ? listed(wabaId).get(id) : null;
    return number != null && number.goneSince() == null;
  }

  private SortedMap<String, ListedNumber> listed(String wabaId) {
    return wabas.listing(wabaId).map(Listing::byId).orElse(Collections.emptySortedMap());
  }

  /** Puts together what is known of a number, or lets it go when nothing is. */
  private void settle(String id) {
    @Nullable PhoneNumber given = config.byId().get(id);
    @Nullable String lister = listedBy.get(id);
    @Nullable String wabaId = given == null ? lister : given.wabaId().orElse(lister);
    Held before = wabaId == null ? byId.remove(id) : byId.put(id, held(id, wabaId, given));
    if (before != null && !before.number().wabaId().equals(wabaId)) {
      idsByWaba.computeIfPresent(
          before.number().wabaId(), (waba, ids) -> ids.remove(id) && ids.isEmpty() ? null : ids);
    }
    if (wabaId != null) {
      idsByWaba.computeIfAbsent(wabaId, waba -> new ConcurrentSkipListSet<>()).add(id);
    }
  }

  private Held held(String id, String wabaId, @Nullable PhoneNumber given) {
    @Nullable Waba waba = wabas.find(wabaId).orElse(null);
    @Nullable ListedNumber listed = wabaId.equals(listedBy.get(id)) ? listed(wabaId).get(id) : null;
    @Nullable String portfolio = waba == null ? null : waba.portfolio();
    Mode mode =
        Optional.ofNullable(given)
            .flatMap(PhoneNumber::mode)
            .orElse(listed != null && listed.coexistence() ? Mode.COEXISTENCE : Mode.CLOUD);
    BusinessNumber number =
        new BusinessNumber(
            id,
            wabaId,
            tokenOfWaba(wabaId) != null,
            given == null ? null : given.country().orElse(null),
            Optional.ofNullable(given)
                .flatMap(PhoneNumber::portfolio)
                .orElse(portfolio == null ? wabaId : portfolio),
            Optional.ofNullable(given)
                .flatMap(PhoneNumber::messagingLimit)
                .flatMap(MessagingLimit::of)
                .orElse(null),
            rates(mode == Mode.COEXISTENCE, given, listed));
    Secret<String> own = tokenByNumber.get(id);
    return new Held(
        number,
        own == null && waba != null ? waba.token() : own,
        listed,
        mode == Mode.COEXISTENCE,
        given != null
            ? Origin.CONFIGURATION
            : waba != null && waba.origin() == Origin.API ? Origin.API : Origin.WABA);
  }

  private static Rates rates(
      boolean coexistence, @Nullable PhoneNumber given, @Nullable ListedNumber listed) {
    OptionalInt set = given == null ? OptionalInt.empty() : given.throughput();
    boolean raised = listed != null && "HIGH".equals(listed.throughput());
    int standard = coexistence ? Rates.COEXISTENCE : raised ? Throughput.RAISED : Rates.STANDARD;
    return new Rates(set.orElse(standard), coexistence || set.isPresent(), 0);
  }

  public Optional<BusinessNumber> find(String phoneNumberId) {
    return held(phoneNumberId).map(Held::number);
  }

  /** A number and where it comes from. */
  public Optional<Held> held(String phoneNumberId) {
    return Optional.ofNullable(byId.get(phoneNumberId));
  }

  /** The phone number ids, sorted. */
  public Set<String> ids() {
    return Collections.unmodifiableSet(byId.keySet());
  }

  public boolean has(String phoneNumberId) {
    return byId.containsKey(phoneNumberId);
  }

  public boolean hasWaba(String wabaId) {
    return idsByWaba.containsKey(wabaId) || wabas.find(wabaId).isPresent();
  }

  /** The ids of the numbers of a WABA. */
  public SortedSet<String> ofWaba(String wabaId) {
    return Collections.unmodifiableSortedSet(idsByWaba.getOrDefault(wabaId, NONE));
  }

  /** The WABAs whose templates can be listed. */
  public Set<String> readableWabaIds() {
    return tokenByReadableWaba().keySet();
  }

  /** The WABA's token, or that of any of its numbers: templates are the account's. */
  public Optional<String> accessToken(String wabaId) {
    return Optional.ofNullable(tokenOfWaba(wabaId)).map(Secret::get);
  }

  private @Nullable Secret<String> tokenOfWaba(String wabaId) {
    @Nullable Secret<String> own = wabas.find(wabaId).map(Waba::token).orElse(null);
    return own == null ? tokenByWaba.get(wabaId) : own;
  }

  /** The number's own token, else its WABA's. */
  public Optional<String> accessTokenOf(String phoneNumberId) {
    return held(phoneNumberId).map(Held::token).map(Secret::get);
  }

  /** Told now and then that numbers or WABAs came, went or changed. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /** Whether there is something to tell them. */
  public boolean hasChanged() {
    return isChanged;
  }

  /** Tells the listeners, once for all that has changed since it was called last. */
  public void tellChanges() {
    if (isChanged) {
      isChanged = false;
      listeners.forEach(Runnable::run);
    }
  }

  /** The token of each WABA that has one. */
  public Map<String, Secret<String>> tokenByReadableWaba() {
    Map<String, Secret<String>> all = new TreeMap<>(tokenByWaba);
    for (Waba waba : wabas.all()) {
      if (waba.token() != null) {
        all.put(waba.id(), waba.token());
      }
    }
    return all;
  }

  /** Each once, however many numbers have it. */
  public Collection<Secret<String>> secrets() {
    return Stream.concat(
            tokenByText.values().stream(),
            wabas.all().stream().map(Waba::token).flatMap(Stream::ofNullable))
        .toList();
  }
}
