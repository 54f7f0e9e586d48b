package io.sallyport.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An address of webhooks in normal form, so that two spellings of it are equal (RFC 3986 §6.2):
 * scheme and host in lower case, an explicit port, no slash at the end.
 */
public record WebhookAddress(String scheme, String host, int port, String path) {

  /** Empty if it is relative, not HTTP, or has a user, a query or a fragment. */
  public static Optional<WebhookAddress> of(String text) {
    try {
      return of(new URI(text));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static Optional<WebhookAddress> of(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    int standard = standardPort(scheme);
    String host = uri.getHost();
    if (standard == 0 || host == null || hasMore(uri)) {
      return Optional.empty();
    }
    String path = uri.getRawPath();
    return Optional.of(
        new WebhookAddress(
            scheme,
            host.toLowerCase(Locale.ROOT),
            uri.getPort() < 0 ? standard : uri.getPort(),
            path.endsWith("/") ? path.substring(0, path.length() - 1) : path));
  }

  private static boolean hasMore(URI uri) {
    return isSaid(uri.getRawUserInfo())
        || isSaid(uri.getRawQuery())
        || isSaid(uri.getRawFragment());
  }

  private static boolean isSaid(@Nullable String part) {
    return part != null;
  }

  private static int standardPort(String scheme) {
    return switch (scheme) {
      case "https" -> 443;
      case "http" -> 80;
      default -> 0;
    };
  }
}
