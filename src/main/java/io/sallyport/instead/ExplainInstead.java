package io.sallyport.instead;

import io.sallyport.ledger.SharedClock;
import io.sallyport.message.Opener;
import io.sallyport.message.OutboundMessage;
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

  /**
   * It waits until the contact writes, then or never.
   *
   * @param opener the template that asks the contact to write; null for none
   * @param opened what that would get, and if it is refused nothing waits; null when none would be
   *     sent
   */
  public record Parks(Instant until, Template.@Nullable Key opener, @Nullable Explanation opened)
      implements Other {}

  /**
   * It waits until a person lets it go.
   *
   * @param substitute what waits in its place; null where it does itself
   */
  public record Holds(List<String> why, @Nullable Substitute substitute) implements Other {

    public Holds {
      why = List.copyOf(why);
    }
  }

  private final ExplainSend explainSend;
  private final TemplateFallback fallback;
  private final ParkedSends parked;
  private final SharedClock clock;

  /**
   * The explanations.
   *
   * @param parked knows who had an opener today
   */
  public ExplainInstead(
      ExplainSend explainSend, TemplateFallback fallback, ParkedSends parked, SharedClock clock) {
    this.explainSend = explainSend;
    this.fallback = fallback;
    this.parked = parked;
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
                instead(draft, preferences, explanation)
                    .map(instead -> new Explained(explanation, instead)));
  }

  private Future<@Nullable Other> instead(
      Draft draft, Preferences preferences, Explanation explanation) {
    List<String> why = Hold.why(explanation, preferences.holds());
    return why.isEmpty()
        ? substitute(draft, preferences.fallback(), explanation)
            .compose(made -> instead(draft, preferences, explanation, made))
        : Future.succeededFuture(new Holds(why, null));
  }

  private Future<@Nullable Other> instead(
      Draft draft, Preferences preferences, Explanation explanation, @Nullable Substitute made) {
    boolean isSent = made != null && made.explanation().refusing() == null;
    List<String> why = made == null ? List.of() : Hold.why(made.explanation(), preferences.holds());
    if (!why.isEmpty()) {
      return Future.succeededFuture(new Holds(why, made));
    }
    ParkWish wish = preferences.park();
    return wish == null || isSent || !Park.isFor(explanation.refusing(), explanation.sendClass())
        ? Future.succeededFuture(made)
        : parks(draft, explanation, wish, made);
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

  /**
   * What is parked.
   *
   * @param otherwise where no opener can be made of it
   */
  private Future<@Nullable Other> parks(
      Draft draft, Explanation refused, ParkWish wish, @Nullable Other otherwise) {
    Instant until = clock.now().plus(wish.length());
    Template.Key key = wish.opener();
    if (key == null) {
      return Future.succeededFuture(new Parks(until, null, null));
    }
    byte[] opener = Opener.of(draft.body(), key.name(), key.language());
    OutboundMessage message = refused.message();
    if (opener == null || message == null) {
      return Future.succeededFuture(otherwise);
    }
    return parked
        .mayTakeOpener(draft.number().phoneNumberId(), message.recipient())
        .compose(
            may ->
                may
                    ? explainSend.handle(draft.as(opener))
                    : Future.<@Nullable Explanation>succeededFuture())
        .map(opened -> new Parks(until, key, opened));
  }
}
