package io.sallyport.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sallyport.config.WebhookAddress;
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
 * <p>No address, which takes an override away, and the gateway's own are none.
 */
final class WebhookOverrides {

  private static final String CONFIGURATION = "webhook_configuration";

  /** By itself, or as a member of the configuration's: {@code webhook_configuration[…]}. */
  private static final Pattern ADDRESS =
      Pattern.compile("(?:" + CONFIGURATION + "_.*)?override_callback_uri(?:_.*)?");

  private static final Pattern IN_CONFIGURATION = Pattern.compile(CONFIGURATION + "(?:_.*)?");

  private static final JsonFactory JSON = new JsonFactory();

  private final Set<WebhookAddress> own;

  /**
   * A look-out.
   *
   * @param own the gateway's own addresses, as they are configured
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

  /** Whether a body has one; it is taken as JSON and as a form. */
  boolean inBody(byte[] body) {
    return inPairs(new String(body, StandardCharsets.UTF_8)) || inJson(body);
  }

  /** A semicolon ends a value for some readers, and not for others. */
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

  /** What is no JSON is no override; {@link OtherBody} refuses an object that breaks off. */
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

  /** Graph takes JSON as the value of a parameter; what cannot be read may be read by others. */
  private boolean inJsonText(String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      return inJson(parser);
    } catch (IOException unreadable) {
      return true;
    }
  }

  /** A name as the most lenient reader may take it; members of members by underscores. */
  private static String plain(String name) {
    int end = name.indexOf('\0');
    return (end < 0 ? name : name.substring(0, end))
        .strip()
        .toLowerCase(Locale.ROOT)
        .replace("]", "")
        .replaceAll("[\\[. ]+", "_");
  }
}
