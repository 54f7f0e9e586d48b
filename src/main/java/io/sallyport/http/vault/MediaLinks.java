package io.sallyport.http.vault;

import static java.util.stream.Collectors.toSet;

import io.sallyport.config.SallyportConfig;
import io.sallyport.http.Keyless;
import io.sallyport.meta.GraphClient;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites Meta's links to paths of the gateway: a link to the Graph API keeps its path, a link to
 * a media host gets the prefix {@code /sallyport/v1/media/{phone_number_id}/{host}}.
 */
@Singleton
public final class MediaLinks {

  public static final String PREFIX = "/sallyport/v1/media/";

  /** A path on a media host: only plain characters and escapes, and no dot segments. */
  private static final Pattern PLAIN =
      Pattern.compile("(?!.*/\\.{1,2}(?:/|$))(?:/[0-9A-Za-z._~!$&'()*+,=:@%-]*)+");

  /** The hosts in Meta's links, even if {@code graph.url} is a proxy. */
  private static final List<URI> METAS =
      List.of(URI.create("https://graph.facebook.com"), URI.create("https://graph.instagram.com"));

  /** What may precede a suffix such as {@code .fbcdn.net}: one or more DNS labels. */
  private static final Pattern LABELS = Pattern.compile("[0-9a-z-]+(?:\\.[0-9a-z-]+)*");

  /** Bounds the hosts that are logged: answers may contain links to any number of hosts. */
  private static final int MOST_HOSTS_TOLD = 100;

  private static final Logger LOG = Logger.getLogger(MediaLinks.class);

  private final URI graph;
  private final List<URI> apis;
  private final Set<String> hosts;
  private final Set<String> suffixes;
  private final Set<String> hostsTold = ConcurrentHashMap.newKeySet();

  MediaLinks(SallyportConfig config) {
    this.graph = config.graph().url();
    this.apis =
        Stream.concat(Stream.of(graph, config.graph().instagramUrl()), METAS.stream()).toList();
    this.hosts = mediaHosts(config).filter(host -> !host.startsWith(".")).collect(toSet());
    this.suffixes = mediaHosts(config).filter(host -> host.startsWith(".")).collect(toSet());
  }

  private static Stream<String> mediaHosts(SallyportConfig config) {
    return config.graph().mediaHosts().stream().map(host -> host.toLowerCase(Locale.ROOT));
  }

  /**
   * Whether media may be fetched from this host: it is configured, with its port, or is below a
   * configured {@code .suffix}.
   *
   * @param authority host or host:port, in lower case
   */
  public boolean isMediaHost(String authority) {
    return hosts.contains(authority)
        || suffixes.stream().anyMatch(suffix -> isBelow(suffix, authority));
  }

  private static boolean isBelow(String suffix, String authority) {
    return authority.endsWith(suffix)
        && LABELS.matcher(authority.substring(0, authority.length() - suffix.length())).matches();
  }

  public static boolean isPlain(String path) {
    return PLAIN.matcher(path).matches();
  }

  /**
   * A link's path and query on the gateway.
   *
   * @param phoneNumberId the number whose token got the link, and will fetch it
   * @return null when it is not a link to the Graph API or to a media host
   */
  public @Nullable String ours(String link, String phoneNumberId) {
    URI uri = uri(link);
    if (uri == null) {
      return null;
    }
    String path = uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    for (URI api : apis) {
      if (isOn(api, uri)) {
        String base = GraphClient.basePath(api);
        return path.startsWith(base + "/")
            ? Keyless.target(path.substring(base.length()) + query)
            : null;
      }
    }
    String authority = uri.getRawAuthority().toLowerCase(Locale.ROOT);
    if (!isMediaHost(authority)) {
      tellOnce(authority);
      return null;
    }
    return isTls(uri) == GraphClient.isTls(graph, authority) && isPlain(path)
        ? Keyless.target(PREFIX + phoneNumberId + "/" + authority + path + query)
        : null;
  }

  /**
   * If it is a media host, clients cannot fetch the link, and would send their keys to that host.
   */
  private void tellOnce(String authority) {
    if (hostsTold.size() < MOST_HOSTS_TOLD && hostsTold.add(authority)) {
      LOG.warnf(
          "link in an answer of Meta's not rewritten, not in sallyport.graph.media-hosts host=%s",
          authority);
    }
  }

  private static boolean isOn(URI api, URI link) {
    return isTls(api) == isTls(link)
        && api.getHost().equalsIgnoreCase(link.getHost())
        && port(api) == port(link);
  }

  private static boolean isTls(URI uri) {
    return "https".equalsIgnoreCase(uri.getScheme());
  }

  private static @Nullable URI uri(String link) {
    if (!link.startsWith("https://") && !link.startsWith("http://")) {
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
    return uri.getPort() >= 0 ? uri.getPort() : isTls(uri) ? 443 : 80;
  }
}
