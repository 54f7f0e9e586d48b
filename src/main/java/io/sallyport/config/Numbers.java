package io.sallyport.config;

import io.sallyport.policy.BusinessNumber;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The configured business phone numbers. */
@Singleton
public final class Numbers {

  private final Map<String, BusinessNumber> byId = new HashMap<>();
  private final Map<String, String> tokenByWaba = new HashMap<>();
  private final Set<String> wabaIds = new TreeSet<>();

  Numbers(SallyportConfig config) {
    config
        .numbers()
        .values()
        .forEach(
            number ->
                number
                    .accessToken()
                    .ifPresent(token -> tokenByWaba.putIfAbsent(wabaId(number), token)));
    config.numbers().forEach((id, number) -> add(id, wabaId(number)));
  }

  private void add(String id, String wabaId) {
    wabaIds.add(wabaId);
    byId.put(id, new BusinessNumber(id, wabaId, tokenByWaba.containsKey(wabaId)));
  }

  /** The start-up checks refuse a number without one. */
  private static String wabaId(SallyportConfig.PhoneNumber number) {
    return number.wabaId().orElse("");
  }

  public Optional<BusinessNumber> find(String phoneNumberId) {
    return Optional.ofNullable(byId.get(phoneNumberId));
  }

  public boolean has(String phoneNumberId) {
    return byId.containsKey(phoneNumberId);
  }

  public boolean hasWaba(String wabaId) {
    return wabaIds.contains(wabaId);
  }

  /** The WABAs whose templates can be listed. */
  public Set<String> readableWabaIds() {
    return tokenByWaba.keySet();
  }

  /** The token of any number of the WABA: templates are the account's, not the number's. */
  public Optional<String> accessToken(String wabaId) {
    return Optional.ofNullable(tokenByWaba.get(wabaId));
  }
}
