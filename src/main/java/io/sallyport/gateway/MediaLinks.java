package io.sallyport.gateway;

import io.sallyport.config.SallyportConfig;
import io.sallyport.meta.GraphClient;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Meta's links as paths of the gateway: what is on the Graph API's own host keeps its path, what is
 * on a media host gets {@code /sallyport/v1/media/{phone_number_id}/{host}} before it.
 */
@Singleton
final class MediaLinks {

  static final String PREFIX = "/sallyport/v1/media/";

  /** A path on another host: plain, since what is asked for there must be what was said here. */
  private static final Pattern PLAIN =
      Pattern.compile("(?!.*/\\.{1,2}(?:/|$))(?:/[0-9A-Za-z._~!$&'()*+,=:@%-]*)+");

  private final URI graph;
  private final int graphPort;
  private final String basePath;
  private final Set<String> mediaHosts;

  MediaLinks(SallyportConfig config) {
    this.graph = config.graph().url();
    this.graphPort = port(graph);
    this.basePath = GraphClient.basePath(graph);
    this.mediaHosts =
        config.graph().mediaHosts().stream()
            .map(host -> host.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether media are fetched from there; exactly as configured, a port included. */
  boolean isMediaHost(String authority) {
    return mediaHosts.contains(authority);
  }

  static boolean isPlain(String path) {
    return PLAIN.matcher(path).matches();
  }

  /**
   * A link as path and query of the gateway.
   *
   * @param phoneNumberId whose token fetched the link, and will fetch what is there
   * @return null for what is no link to the Graph API or to a media host
   */
  @Nullable String ours(String link, String phoneNumberId) {
    URI uri = uri(link);
    if (uri == null || !String.valueOf(uri.getScheme()).equalsIgnoreCase(graph.getScheme())) {
      return null;
    }
    String path = uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    if (graph.getHost().equalsIgnoreCase(uri.getHost()) && graphPort == port(uri)) {
      return path.startsWith(basePath + "/")
          ? Keyless.target(path.substring(basePath.length()) + query)
          : null;
    }
    String authority = uri.getRawAuthority().toLowerCase(Locale.ROOT);
    return isMediaHost(authority) && isPlain(path)
        ? Keyless.target(PREFIX + phoneNumberId + "/" + authority + path + query)
        : null;
  }

  private static @Nullable URI uri(String link) {
    if (!link.startsWith("http")) {
      return null;
    }
    try {
      URI uri = new URI(link);
      return uri.getHost() == null || uri.getRawUserInfo() != null ? null : uri;
    } catch (URISyntaxException noLink) {
      return null;
    }
  }

  private static int port(URI uri) {
    boolean tls = "https".equalsIgnoreCase(uri.getScheme());
    return uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
  }
}
