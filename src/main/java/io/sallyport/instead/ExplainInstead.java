package io.sallyport.instead;

import io.sallyport.circuit.AccessToken;
import io.sallyport.rule.BusinessNumber;
import io.sallyport.rule.Endpoint;
import io.sallyport.send.ExplainSend;
import io.sallyport.send.Explanation;
import io.sallyport.template.Template;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** What {@link SubmitSend} would do with a send. Nothing is sent and nothing is consumed. */
public final class ExplainInstead {

  /**
   * What a send would get.
   *
   * @param fallback as what it would be sent instead; null when it would not
   */
  public record Explained(Explanation explanation, @Nullable Substitute fallback) {}

  /**
   * A message in place of one that is refused.
   *
   * @param explanation what it would get
   */
  public record Substitute(Template.Key template, Explanation explanation) {}

  private final ExplainSend explainSend;
  private final TemplateFallback fallback;

  public ExplainInstead(ExplainSend explainSend, TemplateFallback fallback) {
    this.explainSend = explainSend;
    this.fallback = fallback;
  }

  /**
   * Explains a send.
   *
   * @param token what the send would authenticate with at Meta
   * @param body of a {@code POST …/messages}; any bytes are allowed
   * @return fails when the ledger cannot be asked
   */
  public Future<Explained> handle(
      BusinessNumber number,
      Endpoint endpoint,
      AccessToken token,
      byte[] body,
      Preferences preferences) {
    return explainSend
        .handle(number, endpoint, token, body)
        .compose(
            explanation ->
                substitute(number, endpoint, token, body, preferences.fallback(), explanation)
                    .map(substitute -> new Explained(explanation, substitute)));
  }

  private Future<@Nullable Substitute> substitute(
      BusinessNumber number,
      Endpoint endpoint,
      AccessToken token,
      byte[] body,
      Template.@Nullable Key key,
      Explanation refused) {
    if (key == null || !TemplateFallback.isFor(refused.refusing(), refused.sendClass())) {
      return Future.succeededFuture();
    }
    return fallback
        .body(number, body, key)
        .compose(
            made ->
                made == null
                    ? Future.succeededFuture()
                    : explainSend
                        .handle(number, endpoint, token, made)
                        .map(explanation -> new Substitute(key, explanation)));
  }
}
