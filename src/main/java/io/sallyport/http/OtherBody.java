package io.sallyport.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sallyport.circuit.Credential;
import io.sallyport.message.BodyFormat;
import io.sallyport.message.FormBody;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks the body of a call that is not a send. Graph accepts a {@code batch} of calls on any path,
 * in a form or in JSON, and each of them could be a send.
 */
public final class OtherBody {

  /** How a body is treated. */
  public enum Kind {
    /** A file: it cannot contain calls, and is streamed. */
    OPAQUE,
    /** JSON or a form: it is read and checked first. */
    READABLE,
    /** Multipart: accepted only for uploads, and checked while it is streamed. */
    PARTS
  }

  /** Edges that take files in parts: media, a Flow's assets, attachments of a Page. */
  private static final Pattern UPLOADS =
      Pattern.compile(".*/(?:media|assets|message_attachments)/?");

  /** Types of files. A comma outside of quotes would begin a second type, so it does not match. */
  private static final Pattern FILES =
      Pattern.compile(
          "(?:(?:image|video|audio)/|application/(?:octet-stream|pdf|zip|vnd\\.(?!.*json)))"
              + "[^,\"]*(?:\"[^\"]*\"[^,\"]*)*");

  /** The edge that takes a Page's attachments, to be sent later. */
  private static final Pattern ATTACHMENTS =
      Pattern.compile(".*/message_attachments/?", Pattern.CASE_INSENSITIVE);

  private static final Set<String> RECIPIENT = Set.of("recipient");

  private static final String NO_JSON = "The body is not valid JSON.";

  private static final JsonFactory JSON = new JsonFactory();

  private OtherBody() {}

  public static Kind kind(@Nullable String contentType) {
    String type = contentType == null ? "" : contentType.strip().toLowerCase(Locale.ROOT);
    if (type.startsWith("multipart/")) {
      return Kind.PARTS;
    }
    return FILES.matcher(type).matches() ? Kind.OPAQUE : Kind.READABLE;
  }

  /** What is wrong with the headers, if anything; a compressed body could not be checked. */
  public static Optional<String> faultOfHeaders(MultiMap headers) {
    if (headers.getAll(HttpHeaders.CONTENT_TYPE).size() > 1) {
      return Optional.of("A body has one Content-Type.");
    }
    return kind(headers.get(HttpHeaders.CONTENT_TYPE)) != Kind.OPAQUE
            && BodyHeaders.isCompressed(headers)
        ? Optional.of(BodyHeaders.COMPRESSED)
        : Optional.empty();
  }

  public static boolean takesParts(String path) {
    return UPLOADS.matcher(path).matches();
  }

  /** Whether a path takes attachments of messages, which have no recipient yet. */
  public static boolean takesAttachments(String path) {
    return ATTACHMENTS.matcher(path).matches();
  }

  /** What is wrong with an attachment, if anything: with a recipient it is a message. */
  public static Optional<String> faultOfAttachment(byte[] body) {
    Optional<String> asForm =
        GraphQuery.faultOfForm(new String(body, StandardCharsets.UTF_8), RECIPIENT);
    return asForm.isPresent() ? asForm : faultOfJson(body, RECIPIENT);
  }

  /** What is wrong with a readable body, if anything; it is checked both as JSON and as a form. */
  public static Optional<String> fault(byte[] body, boolean vaulted) {
    Set<String> refused = GraphQuery.ofBody(vaulted);
    Optional<String> asForm =
        GraphQuery.faultOfForm(new String(body, StandardCharsets.UTF_8), refused);
    return asForm.isPresent() ? asForm : faultOfJson(body, refused);
  }

  /**
   * What is wrong with a client's send, if anything: it may not contain a token, which would be the
   * client's key or not the number's. Invalid JSON is left to the reader of sends, which reports it
   * better.
   */
  public static Optional<String> faultOfVaultedSend(byte[] body, BodyFormat format) {
    if (format == BodyFormat.FORM) {
      return GraphQuery.faultOfForm(
          new String(body, StandardCharsets.UTF_8), GraphQuery.ofBody(true));
    }
    return faultOfJson(body, Keyless.PARAMETERS).filter(fault -> !fault.equals(NO_JSON));
  }

  /**
   * What is wrong with a form of Messenger or Instagram, if anything: two tokens, of which nobody
   * knows which one Graph reads.
   *
   * @param token that was read of the request
   */
  public static Optional<String> faultOfPageSend(
      byte[] body, Iterable<Map.Entry<String, String>> headers, String token) {
    if (BodyFormat.of(headers) != BodyFormat.FORM) {
      return Optional.empty();
    }
    String inForm = FormBody.field(body, Credential.PARAMETER);
    return inForm == null || inForm.equals(token)
        ? Optional.empty()
        : Optional.of("`access_token` in the form is another than the request has; send one.");
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
