package io.sallyport.tracing;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The route for a span's name; it contains nothing the caller wrote. */
final class RouteName {

  static final Set<String> WEBHOOKS = Set.of("/webhooks/whatsapp", "/webhooks/meta");

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private static final Pattern SEND =
      Pattern.compile("(/v\\d+\\.\\d+)?/[0-9A-Za-z_-]+/(messages|marketing_messages)");

  private static final Pattern API =
      Pattern.compile(
          "/sallyport/v1/(?:(numbers)/[^/]+(?:/(contacts|explain|import|templates|spend|decisions"
              + "|deferred)(?:/.*)?)?|(relay)/[^/]+(?:/.*)?)");

  private static final Pattern ACCOUNTS =
      Pattern.compile("/sallyport/v1/accounts/[^/]+/(contacts|explain|decisions)(?:/.*)?");

  private RouteName() {}

  static String method(String method) {
    return METHODS.contains(method) ? method : "_OTHER";
  }

  static String of(@Nullable String path) {
    if (path == null) {
      return "/*";
    }
    var send = SEND.matcher(path);
    if (send.matches()) {
      return (send.group(1) == null ? "" : "/{version}") + "/{phone_number_id}/" + send.group(2);
    } else if (WEBHOOKS.contains(path)) {
      return path;
    }
    var accounts = ACCOUNTS.matcher(path);
    if (accounts.matches()) {
      return "/sallyport/v1/accounts/{account_id}/" + accounts.group(1);
    }
    var api = API.matcher(path);
    if (!api.matches()) {
      return "/*";
    } else if (api.group(3) != null) {
      return "/sallyport/v1/relay/{target}/*";
    }
    String what = api.group(2);
    return "/sallyport/v1/numbers/{phone_number_id}" + (what == null ? "" : "/" + what);
  }
}
