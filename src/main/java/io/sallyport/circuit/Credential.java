package io.sallyport.circuit;

import io.sallyport.message.BodyFormat;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request authenticates with: {@code Authorization: Bearer …}, or {@code access_token} in
 * the query (platform-facts.md#access-token); resumable uploads use {@code OAuth …}. Tokens are
 * read in this class only.
 *
 * @param token the header's, or else the query's; empty for none
 * @param fault why it is not exactly one bearer token; null when it is, or when there is none
 */
public record Credential(String token, @Nullable String fault) {

  /** Without a token. */
  public static final Credential NONE = new Credential("", null);

  /** The parameter of a query, and the member of a body, that holds a token. */
  public static final String PARAMETER = "access_token";

  private static final Pattern BEARER =
      Pattern.compile("(?:bearer|oauth) +(\\S+)", Pattern.CASE_INSENSITIVE);

  /**
   * The credential of a request.
   *
   * @param target path and query
   */
  public static Credential of(Iterable<Map.Entry<String, String>> headers, String target) {
    List<String> values = new ArrayList<>(1);
    for (Map.Entry<String, String> header : headers) {
      if (header.getKey().equalsIgnoreCase("authorization")) {
        values.add(header.getValue().strip());
      }
    }
    if (values.size() == 1 && target.indexOf('?') < 0) {
      Matcher bearer = BEARER.matcher(values.get(0));
      return bearer.matches()
          ? new Credential(bearer.group(1), null)
          : new Credential(values.get(0), fault(1, false, Set.of()));
    }
    Set<String> tokens = new LinkedHashSet<>();
    boolean bearers = true;
    for (String value : values) {
      Matcher bearer = BEARER.matcher(value);
      boolean isBearer = bearer.matches();
      bearers &= isBearer;
      tokens.add(isBearer ? bearer.group(1) : value);
    }
    tokens.addAll(inQuery(target));
    String token = tokens.isEmpty() ? "" : tokens.iterator().next();
    return new Credential(token, fault(values.size(), bearers, tokens));
  }

  private static @Nullable String fault(int headers, boolean bearers, Set<String> tokens) {
    if (headers > 1) {
      return "There are several Authorization headers; send one.";
    }
    if (!bearers) {
      return "The Authorization header must be `Bearer <key>`.";
    }
    if (tokens.contains("")) {
      return "`access_token` in the query is empty.";
    }
    return tokens.size() > 1
        ? "The Authorization header and `access_token` in the query differ; send one of them."
        : null;
  }

  private static List<String> inQuery(String target) {
    int query = target.indexOf('?');
    if (query < 0) {
      return List.of();
    }
    List<String> values = new ArrayList<>();
    for (String pair : target.substring(query + 1).split("[&;]", -1)) {
      int equals = pair.indexOf('=');
      if (equals >= 0 && decoded(pair.substring(0, equals)).equals(PARAMETER)) {
        values.add(decoded(pair.substring(equals + 1)));
      }
    }
    return values;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return text;
    }
  }

  /** This credential; without a token, the one that some SDKs put into the body. */
  public Credential or(Iterable<Map.Entry<String, String>> headers, byte[] body) {
    if (!token.isEmpty()) {
      return this;
    }
    String member = BodyFormat.of(headers).member(body, PARAMETER);
    return member == null ? this : new Credential(member, null);
  }

  /** Identifies a caller that is known by its token only: a hash of it, 32 hex digits. */
  public String hash() {
    return TokenHash.of(token).hex();
  }

  @Override
  public String toString() {
    return "Credential[" + (token.isEmpty() ? "none" : "hidden") + "]";
  }
}
