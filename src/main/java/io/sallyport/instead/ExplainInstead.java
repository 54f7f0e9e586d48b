package io.sallyport.instead;

import io.sallyport.ledger.SharedClock;
import io.sallyport.send.Draft;
import io.sallyport.send.ExplainSend;
import io.sallyport.send.Explanation;
import io.sallyport.template.Template;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link SubmitSend} would do with a send. Nothing is sent and nothing is consumed. */
public final class ExplainInstead {

  /**
   * What a send would get.
   *
   * @param instead what would happen rather than that; null for nothing
   */
  public record Explained(Explanation explanation, @Nullable Other instead) {}

  /** What happens rather than what the send would get. */
  public sealed interface Other {}

  /**
   * Another message is sent in its place.
   *
   * @param explanation what that would get
   */
  public record Substitute(Template.Key template, Explanation explanation) implements Other {}

  /** It waits until the contact writes, then or never. */
  public record Parks(Instant until, Template.@Nullable Key opener) implements Other {}

  /** It waits until a person lets it go. */
  public record Holds(List<String> why) implements Other {

    public Holds {
      why = List.copyOf(why);
    }
  }

  private final ExplainSend explainSend;
  private final TemplateFallback fallback;
  private final SharedClock clock;

  public ExplainInstead(ExplainSend explainSend, TemplateFallback fallback, SharedClock clock) {
    this.explainSend = explainSend;
    this.fallback = fallback;
    this.clock = clock;
  }

  /**
   * Explains a send.
   *
   * @param draft whose body is JSON
   * @return fails when the ledger cannot be asked
   */
  public Future<Explained> handle(Draft draft, Preferences preferences) {
    return explainSend
        .handle(draft)
        .compose(
            explanation ->
                substitute(draft, preferences.fallback(), explanation)
                    .map(made -> explained(explanation, made, preferences)));
  }

  private Explained explained(
      Explanation explanation, @Nullable Substitute made, Preferences preferences) {
    List<String> why = Hold.why(explanation, preferences.holds());
    if (!why.isEmpty()) {
      return new Explained(explanation, new Holds(why));
    }
    ParkWish wish = preferences.park();
    boolean isSent = made != null && made.explanation().refusing() == null;
    boolean parks =
        wish != null && !isSent && Park.isFor(explanation.refusing(), explanation.sendClass());
    return new Explained(
        explanation,
        parks && wish != null ? new Parks(clock.now().plus(wish.length()), wish.opener()) : made);
  }

  private Future<@Nullable Substitute> substitute(
      Draft draft, Template.@Nullable Key key, Explanation refused) {
    if (key == null || !TemplateFallback.isFor(refused.refusing(), refused.sendClass())) {
      return Future.succeededFuture();
    }
    return fallback
        .body(draft.number(), draft.body(), key)
        .compose(
            made ->
                made == null
                    ? Future.succeededFuture()
                    : explainSend
                        .handle(draft.as(made))
                        .map(explanation -> new Substitute(key, explanation)));
  }
}
