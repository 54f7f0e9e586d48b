package io.sallyport.http.send;

import io.sallyport.channel.PageChannel;
import io.sallyport.channel.PageErrors;
import io.sallyport.channel.PageErrors.PageError;
import io.sallyport.http.send.GraphAnswer.Errors;
import io.sallyport.rule.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/**
 * Writes refusals as Messenger's and Instagram's own errors (platform-facts.md#errors-of-pages).
 * Where Meta has none for it, {@code error_user_msg} is the gateway's sentence.
 *
 * @param channel whose they are
 */
public record PageAnswers(PageChannel channel) implements Errors {

  /** Those of Instagram's own host, which other calls than sends are refused with, too. */
  public static final Errors OF_INSTAGRAM_LOGIN = new PageAnswers(PageChannel.INSTAGRAM_LOGIN);

  @Override
  public int status(Refusal refusal) {
    return PageErrors.of(channel, refusal).status();
  }

  @Override
  public Buffer body(Refusal refusal, String id) {
    PageError error = PageErrors.of(channel, refusal);
    JsonObject json =
        JsonObject.of("message", error.message(), "type", error.type(), "code", error.code());
    if (error.subcode() != null) {
      json.put("error_subcode", error.subcode());
    }
    if (!error.isMetas()) {
      json.put("error_user_msg", refusal.details());
    }
    return JsonObject.of("error", json.put("fbtrace_id", "sallyport-" + id)).toBuffer();
  }
}
