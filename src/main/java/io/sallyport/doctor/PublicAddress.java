package io.sallyport.doctor;

import io.sallyport.config.SallyportConfig;
import io.sallyport.config.WebhookAddress;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/** The gateway's own webhook addresses, {@code sallyport.webhook.public-url}. */
@Singleton
final class PublicAddress {

  static final String KEY = "sallyport.webhook.public-url";

  private final List<String> all;

  PublicAddress(SallyportConfig config) {
    this.all = config.webhook().publicUrl().orElse(List.of());
  }

  /** The addresses; empty when none is configured. */
  List<String> all() {
    return all;
  }

  /** Whether an address is one of them. */
  boolean has(String address) {
    return all.stream()
        .anyMatch(
            own ->
                WebhookAddress.of(own)
                    .filter(it -> WebhookAddress.of(address).filter(it::equals).isPresent())
                    .isPresent());
  }

  /** An address that Meta tells, as it may be shown: somebody else's path may be a secret. */
  String shown(String address) {
    if (has(address)) {
      return address;
    }
    try {
      return Probe.shown(new URI(address));
    } catch (URISyntaxException e) {
      return "an address that cannot be read";
    }
  }
}
