package io.sallyport.http;

import io.sallyport.circuit.Credential;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Puts an access token of Meta's in the place of a client's key in a form; all else stays. */
public final class FormKeys {

  private FormKeys() {}

  /**
   * The form with the token for its {@code access_token}, and without {@code appsecret_proof},
   * which is made of the key.
   *
   * @param token null for none: then there is no {@code access_token} either
   */
  public static byte[] replaced(byte[] form, @Nullable String token) {
    StringBuilder kept = new StringBuilder(form.length + 256);
    for (String pair : new String(form, StandardCharsets.ISO_8859_1).split("&", -1)) {
      String name = GraphQuery.name(pair);
      boolean isToken = name.equals(Credential.PARAMETER);
      if (name.equals("appsecret_proof") || (isToken && token == null)) {
        continue;
      }
      kept.append(kept.isEmpty() ? "" : "&")
          .append(
              isToken && token != null
                  ? Credential.PARAMETER + "=" + URLEncoder.encode(token, StandardCharsets.UTF_8)
                  : pair);
    }
    return kept.toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
