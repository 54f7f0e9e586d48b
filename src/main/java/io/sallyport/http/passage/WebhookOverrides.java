package io.sallyport.http.passage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sallyport.config.WebhookAddress;
import io.sallyport.http.GraphQuery;
import io.sallyport.http.OtherBody;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds in a call the address that Meta is to send webhooks to instead of the app's: {@code
 * override_callback_uri} of a WABA's {@code subscribed_apps}, and in a number's {@code
 * webhook_configuration} (platform-facts.md#webhook-override). Looked for on every path, as {@code
 * batch} is.
 *
 * <p>An empty address, which removes an override, and the gateway's own addresses do not count.
 */
final class WebhookOverrides {

  /** {@code error_data.details} of such a call. */
  static final String DETAILS =
      "This call would have Meta send webhooks to another address than this gateway's, which"
          + " would then not know who wrote, and refuse. Let the gateway pass them on instead"
          + " (sallyport.relay.targets.\"<name>\".url); an address that is the gateway's own belongs"
          + " into sallyport.webhook.public-url.";

  private static final String CONFIGURATION = "webhook_configuration";

  /** By itself, or as a member: {@code webhook_configuration[override_callback_uri]}. */
  private static final Pattern ADDRESS =
      Pattern.compile("(?:" + CONFIGURATION + "_.*)?override_callback_uri(?:_.*)?");

  private static final Pattern IN_CONFIGURATION = Pattern.compile(CONFIGURATION + "(?:_.*)?");

  private static final JsonFactory JSON = new JsonFactory();

  private final Set<WebhookAddress> own;

  /**
   * @param own the gateway's own addresses, as configured
   */
  WebhookOverrides(Collection<String> own) {
    this.own =
        own.stream()
            .flatMap(address -> WebhookAddress.of(address).stream())
            .collect(Collectors.toSet());
  }

  /** Whether a query has one. */
  boolean inQuery(@Nullable String query) {
    return query != null && inPairs(query);
  }

  /** Whether a body has one; it is read both as JSON and as a form. */
  boolean inBody(byte[] body) {
    return inPairs(new String(body, StandardCharsets.UTF_8)) || inJson(body);
  }

  /** Checked both ways, since some parsers end a value at a semicolon and others do not. */
  private boolean inPairs(String pairs) {
    return inPairs(pairs.split("&", -1)) || inPairs(pairs.split("[&;]", -1));
  }

  private boolean inPairs(String[] pairs) {
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      if (equals >= 0) {
        String name = plain(GraphQuery.decoded(pair.substring(0, equals)));
        if (isElsewhere(name, GraphQuery.decoded(pair.substring(equals + 1)))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Invalid JSON contains no override; {@link OtherBody} refuses an incomplete object. */
  private boolean inJson(byte[] body) {
    try (JsonParser parser = JSON.createParser(body)) {
      return inJson(parser);
    } catch (IOException notJson) {
      return false;
    }
  }

  private boolean inJson(JsonParser parser) throws IOException {
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      if (token == JsonToken.FIELD_NAME && isElsewhere(plain(parser.currentName()), parser)) {
        return true;
      }
    }
    return false;
  }

  private boolean isElsewhere(String name, JsonParser parser) throws IOException {
    boolean isAddress = ADDRESS.matcher(name).matches();
    if (!isAddress && !IN_CONFIGURATION.matcher(name).matches()) {
      return false;
    }
    JsonToken value = parser.nextToken();
    if (value == JsonToken.VALUE_STRING) {
      return isElsewhere(name, parser.getText());
    }
    // An object of the configuration's is walked through; an address is a text, or none.
    return isAddress && value != JsonToken.VALUE_NULL;
  }

  private boolean isElsewhere(String name, String value) {
    if (value.isBlank()) {
      return false;
    } else if (ADDRESS.matcher(name).matches()) {
      return WebhookAddress.of(value).filter(own::contains).isEmpty();
    } else if (!IN_CONFIGURATION.matcher(name).matches()) {
      return false;
    }
    String text = value.strip();
    boolean isJson = text.startsWith("{") || text.startsWith("[");
    return isJson ? inJsonText(text) : (name.equals(CONFIGURATION) && !text.equals("null"));
  }

  /**
   * Graph accepts JSON as a parameter's value; text that cannot be parsed counts as an override.
   */
  private boolean inJsonText(String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      return inJson(parser);
    } catch (IOException unreadable) {
      return true;
    }
  }

  /** A name as the most lenient parser would read it, with underscores for nested members. */
  private static String plain(String name) {
    int end = name.indexOf('\0');
    return (end < 0 ? name : name.substring(0, end))
        .strip()
        .toLowerCase(Locale.ROOT)
        .replace("]", "")
        .replaceAll("[\\[. ]+", "_");
  }
}
