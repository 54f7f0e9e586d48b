package io.sallyport.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sallyport.message.BodyFormat;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the body of a call that is no send may hold. Graph takes a {@code batch} of calls on any
 * path, in a form or in JSON; each of them could be a send.
 */
final class OtherBody {

  /** How a body must be treated. */
  enum Kind {
    /** No call of Graph's hides in it: it streams through. */
    OPAQUE,
    /** Read as names and values: it is looked at first. */
    READABLE,
    /** Parts: only where files are uploaded, and watched as they stream through. */
    PARTS
  }

  /** Edges that take files in parts: media, and the assets of a Flow. */
  private static final Pattern UPLOADS = Pattern.compile(".*/(?:media|assets)/?");

  /** A comma outside of quotes would begin a second type. */
  private static final Pattern FILES =
      Pattern.compile(
          "(?:(?:image|video|audio)/|application/(?:octet-stream|pdf|zip|vnd\\.(?!.*json)))"
              + "[^,\"]*(?:\"[^\"]*\"[^,\"]*)*");

  private static final String NO_JSON = "The body is not valid JSON.";

  private static final JsonFactory JSON = new JsonFactory();

  private OtherBody() {}

  static Kind kind(@Nullable String contentType) {
    String type = contentType == null ? "" : contentType.strip().toLowerCase(Locale.ROOT);
    if (type.startsWith("multipart/")) {
      return Kind.PARTS;
    }
    return FILES.matcher(type).matches() ? Kind.OPAQUE : Kind.READABLE;
  }

  /** What the headers say against a body, if anything: what cannot be read cannot be looked at. */
  static Optional<String> faultOfHeaders(MultiMap headers) {
    if (headers.getAll(HttpHeaders.CONTENT_TYPE).size() > 1) {
      return Optional.of("A body has one Content-Type.");
    }
    return kind(headers.get(HttpHeaders.CONTENT_TYPE)) != Kind.OPAQUE
            && JsonBody.isCompressed(headers)
        ? Optional.of(JsonBody.COMPRESSED)
        : Optional.empty();
  }

  static boolean takesParts(String path) {
    return UPLOADS.matcher(path).matches();
  }

  /** What is wrong with a readable body, if anything; it is taken as JSON and as a form. */
  static Optional<String> fault(byte[] body, boolean vaulted) {
    Optional<String> asForm =
        GraphQuery.faultOfForm(new String(body, StandardCharsets.UTF_8), vaulted);
    return asForm.isPresent() ? asForm : faultOfJson(body, GraphQuery.ofBody(vaulted));
  }

  /**
   * What is wrong with a client's send, if anything: a token in it would be another than the
   * number's, or the client's key. Of what is no JSON the reader of sends tells more.
   */
  static Optional<String> faultOfVaultedSend(byte[] body, BodyFormat format) {
    if (format == BodyFormat.FORM) {
      return GraphQuery.faultOfForm(new String(body, StandardCharsets.UTF_8), true);
    }
    return faultOfJson(body, Keyless.PARAMETERS).filter(fault -> !fault.equals(NO_JSON));
  }

  private static Optional<String> faultOfJson(byte[] body, Set<String> names) {
    boolean isObject = false;
    try (JsonParser parser = JSON.createParser(body)) {
      isObject = parser.nextToken() == JsonToken.START_OBJECT;
      if (!isObject) {
        return Optional.empty();
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName().strip().toLowerCase(Locale.ROOT);
        if (names.contains(name)) {
          return Optional.of("`" + name + "` in the body does not pass this gateway.");
        }
        parser.nextToken();
        parser.skipChildren();
      }
      return Optional.empty();
    } catch (IOException notJson) {
      return isObject ? Optional.of(NO_JSON) : Optional.empty();
    }
  }
}
