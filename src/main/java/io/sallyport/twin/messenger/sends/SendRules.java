package io.sallyport.twin.messenger.sends;

import io.sallyport.twin.messenger.accounts.Account;
import io.sallyport.twin.messenger.threads.Conversation;
import io.sallyport.twin.messenger.threads.ReplyRight;
import io.sallyport.twin.messenger.threads.Subscription;
import io.sallyport.twin.messenger.threads.Threads;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What Meta takes and what it refuses (platform-facts.md#errors-of-pages). */
public final class SendRules {
  private final Threads threads;

  public SendRules(Threads threads) {
    this.threads = threads;
  }

  /** Decides and, if the send is taken, uses up what it uses up: one send at a time. */
  synchronized Verdict take(List<Account> under, Draft draft, Instant now) {
    Verdict verdict = judge(under, draft, now);
    if (verdict.isTaken()) {
      verdict.effect().run();
    }
    return verdict;
  }

  /**
   * What would be decided.
   *
   * @param under the accounts that are sent to under the path, at least one; the one that knows the
   *     recipient is meant, or else the first
   */
  public synchronized Verdict judge(List<Account> under, Draft draft, Instant now) {
    List<String> keys = draft.keys();
    if (keys.size() != 1 || draft.recipient().size() != 1) {
      return Verdict.refused(under.get(0), Problem.invalid("Invalid recipient"));
    }
    Account account =
        under.stream().filter(one -> knows(one, draft)).findFirst().orElse(under.get(0));
    Problem problem = draft.action() != null ? inAction(draft) : inContent(account, draft);
    if (problem != null) {
      return Verdict.refused(account, problem);
    }
    return switch (draft.key()) {
      case "id" -> toPerson(account, draft, now);
      case "comment_id", "post_id" -> toCommenter(account, draft, now);
      case "notification_messages_token", "one_time_notif_token" ->
          toSubscriber(account, draft, now);
      case "user_ref" -> toReference(account, draft);
      default -> Verdict.refused(account, Problem.nobody(account));
    };
  }

  private boolean knows(Account account, Draft draft) {
    return switch (draft.key()) {
      case "id" -> threads.find(account, draft.value()).isPresent();
      case "comment_id", "post_id" -> threads.right(account, draft.value()).isPresent();
      case "user_ref" -> threads.isReferred(account, draft.value());
      default -> threads.subscription(account, draft.value()).isPresent();
    };
  }

  private static @Nullable Problem inAction(Draft draft) {
    if (draft.message() != null) {
      return Problem.messageAndAction();
    }
    return draft.key().equals("id") ? null : Problem.invalid("Invalid recipient");
  }

  private static @Nullable Problem inContent(Account account, Draft draft) {
    if (draft.message() == null || draft.message().isEmpty()) {
      return Problem.invalid("The parameter message is required.");
    }
    String text = draft.text();
    if (text != null && !Texts.fits(account, text)) {
      return Problem.invalid("Length of param message[text] is too long.");
    }
    boolean isOfPages = draft.key().equals("post_id") || draft.key().startsWith("one_time");
    if (isOfPages && account.network().isInstagram()) {
      return Problem.invalid("Invalid recipient");
    }
    return draft.isTagged() ? inTag(account, draft) : null;
  }

  /** Of the tags there were two are left, and on Instagram one. */
  private static @Nullable Problem inTag(Account account, Draft draft) {
    boolean isFeedback =
        draft.isTagged("CUSTOMER_FEEDBACK")
            && draft.isFeedbackForm()
            && !account.network().isInstagram();
    return isFeedback || draft.isTagged("HUMAN_AGENT") ? null : Problem.tag();
  }

  private Verdict toPerson(Account account, Draft draft, Instant now) {
    Optional<Conversation> known = threads.find(account, draft.value());
    if (known.isEmpty()) {
      return Verdict.refused(account, Problem.nobody(account));
    }
    Problem problem = inConversation(account, known.get(), draft, now);
    return problem == null
        ? Verdict.taken(account, draft.value(), () -> {})
        : Verdict.refused(account, problem);
  }

  private static @Nullable Problem inConversation(
      Account account, Conversation conversation, Draft draft, Instant now) {
    if (conversation.isBlocked()) {
      return Problem.unavailable();
    }
    if (conversation.owner() != null) {
      return Problem.anotherAppsThread();
    }
    boolean needsWindow =
        draft.action() == null
            && !conversation.isSelf()
            && (account.network().isInstagram() || !draft.isUtility());
    return !needsWindow || conversation.isOpen(now)
        ? null
        : outside(account, conversation, draft, now);
  }

  private static @Nullable Problem outside(
      Account account, Conversation conversation, Draft draft, Instant now) {
    if (draft.isTagged("HUMAN_AGENT") && !account.humanAgent()) {
      return Problem.humanAgentNotApproved();
    }
    return draft.isTagged() && conversation.isOpenToHumans(now)
        ? null
        : Problem.outsideOfWindow(account);
  }

  /** The answer begins a conversation, and opens no window. */
  private Verdict toCommenter(Account account, Draft draft, Instant now) {
    Optional<ReplyRight> right = threads.right(account, draft.value());
    if (right.isEmpty() || right.get().isUsed() || right.get().isExpired(now)) {
      return Verdict.refused(account, Problem.notRepliable());
    }
    String person = right.get().person();
    return Verdict.taken(
        account,
        person,
        () -> {
          right.get().use();
          threads.with(account, person);
        });
  }

  private Verdict toSubscriber(Account account, Draft draft, Instant now) {
    Optional<Subscription> found = threads.subscription(account, draft.value());
    boolean once = draft.key().equals("one_time_notif_token");
    if (found.isEmpty() || found.get().isOnce() != once) {
      return Verdict.refused(account, Problem.tokenIsNot("is invalid"));
    }
    Subscription subscription = found.get();
    List<Problem> problems = new ArrayList<>();
    if (subscription.isStopped()) {
      problems.add(Problem.tokenStopped());
    }
    if (subscription.isExpired(now)) {
      problems.add(Problem.tokenIsNot("has expired"));
    }
    if (subscription.isUsed(now)) {
      problems.add(once ? Problem.tokenIsNot("is invalid") : Problem.tokenUsed());
    }
    return problems.isEmpty()
        ? Verdict.taken(account, subscription.person(), () -> subscription.use(now))
        : Verdict.refused(account, problems);
  }

  private Verdict toReference(Account account, Draft draft) {
    return threads.isReferred(account, draft.value())
        ? Verdict.taken(account, null, () -> threads.useReference(account, draft.value()))
        : Verdict.refused(account, Problem.nobody(account));
  }
}
