package io.sallyport.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks the headers about a body: JSON (or a form), in UTF-8, not compressed. */
public final class BodyHeaders {

  public static final String COMPRESSED =
      "The body is compressed; send it as it is, without Content-Encoding.";

  /** Accepts {@code utf8} for {@code utf-8}, as browsers do. */
  public static final String UTF_8 = "\\s*(?:;\\s*charset\\s*=\\s*\"?utf-?8\"?\\s*)?;?";

  /** How nearly all callers write it. */
  private static final String PLAIN_JSON = "application/json";

  private static final Pattern JSON = Pattern.compile("application/json" + UTF_8);

  private static final Pattern JSON_OR_FORM =
      Pattern.compile("application/(?:json|x-www-form-urlencoded)" + UTF_8);

  private BodyHeaders() {}

  public static boolean isCompressed(MultiMap headers) {
    return headers.contains(HttpHeaders.CONTENT_ENCODING)
        && !headers.getAll(HttpHeaders.CONTENT_ENCODING).equals(List.of("identity"));
  }

  /** What is wrong with the headers; null when nothing is. */
  public static @Nullable String fault(HttpServerRequest request) {
    return fault(request, JSON, "The Content-Type must be application/json (UTF-8).");
  }

  /** {@link #fault} for a send, which may also be a form. */
  public static @Nullable String faultOfSend(HttpServerRequest request) {
    return fault(
        request,
        JSON_OR_FORM,
        "The Content-Type must be application/json, or application/x-www-form-urlencoded (UTF-8).");
  }

  private static @Nullable String fault(
      HttpServerRequest request, Pattern accepted, String otherwise) {
    if (isCompressed(request.headers())) {
      return COMPRESSED;
    }
    List<String> types = request.headers().getAll(HttpHeaders.CONTENT_TYPE);
    boolean fits =
        types.size() == 1
            && (types.get(0).equals(PLAIN_JSON)
                || accepted.matcher(types.get(0).strip().toLowerCase(Locale.ROOT)).matches());
    return fits ? null : otherwise;
  }
}
