package io.sallyport.admission;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.message.BodyFormat;
import io.sallyport.policy.BusinessNumber;
import io.sallyport.policy.Endpoint;
import java.net.URLEncoder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A send as it came in.
 *
 * @param target path and query, as they came
 * @param headers the caller's headers, as they came
 * @param client who sends: a client's name, or while none are configured the token's hash
 * @param key the caller's Idempotency-Key, if any; keys of different clients differ
 * @param body the bytes, which are forwarded as they are; not to be changed by anyone
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; copying it would cost a copy per send
public record Send(
    BusinessNumber number,
    Endpoint endpoint,
    String target,
    Iterable<Map.Entry<String, String>> headers,
    String client,
    @Nullable String key,
    byte[] body) {

  /** A send of nobody in particular, without an Idempotency-Key. */
  public Send(
      BusinessNumber number,
      Endpoint endpoint,
      String target,
      Iterable<Map.Entry<String, String>> headers,
      byte[] body) {
    this(number, endpoint, target, headers, "", null, body);
  }

  BodyFormat format() {
    return BodyFormat.of(headers);
  }

  /** What came with it; none where that was a client's key. */
  Credential credential() {
    return Credential.of(headers, target).or(headers, body);
  }

  /**
   * The same with the mark in it, before the other members: the only change ever made to a body
   * (design §2.1).
   */
  Send marked(String mark) {
    return with(format() == BodyFormat.FORM ? markedForm(mark) : markedObject(mark));
  }

  private byte[] markedForm(String mark) {
    String field = "biz_opaque_callback_data=" + URLEncoder.encode(mark, UTF_8) + "&";
    byte[] marked = new byte[field.length() + body.length];
    System.arraycopy(field.getBytes(UTF_8), 0, marked, 0, field.length());
    System.arraycopy(body, 0, marked, field.length(), body.length);
    return marked;
  }

  private byte[] markedObject(String mark) {
    byte[] member = ("\"biz_opaque_callback_data\":\"" + mark + "\",").getBytes(UTF_8);
    int open = 0;
    while (body[open] != '{') {
      open++;
    }
    byte[] marked = new byte[body.length + member.length];
    System.arraycopy(body, 0, marked, 0, open + 1);
    System.arraycopy(member, 0, marked, open + 1, member.length);
    System.arraycopy(body, open + 1, marked, open + 1 + member.length, body.length - open - 1);
    return marked;
  }

  private Send with(byte[] marked) {
    return new Send(number, endpoint, target, headers, client, key, marked);
  }
}
