package io.sallyport.rule;

import static io.sallyport.rule.Reason.Judge.BUDGETS;
import static io.sallyport.rule.Reason.Judge.CHANNEL;
import static io.sallyport.rule.Reason.Judge.GATEWAY;
import static io.sallyport.rule.Reason.Judge.LEDGER;
import static io.sallyport.rule.Reason.Judge.MESSAGE;
import static io.sallyport.rule.Reason.Judge.PASS_THROUGH;
import static io.sallyport.rule.Reason.Judge.PORTFOLIO;
import static io.sallyport.rule.Reason.RetryAfter.NEVER;
import static io.sallyport.rule.Reason.RetryAfter.SOON;
import static io.sallyport.rule.Reason.RetryAfter.WHEN_POSSIBLE;

import io.sallyport.message.MetaError;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Why a send did not leave, or did not end well, in the order the rules are applied
 * (README.md#what-a-send-answers), with what callers and stores need to know of each: HTTP status,
 * Meta's code, who judges it, whether {@code Retry-After} is told, and the letter by which it is
 * stored when it is observed.
 */
public enum Reason {
  /** Clients are configured, and this is none of them. */
  UNAUTHENTICATED(401, MetaError.ACCESS_TOKEN, GATEWAY, NEVER),
  /** The client may not use this number. */
  FORBIDDEN_NUMBER(403, MetaError.PERMISSION_DENIED, GATEWAY, NEVER),
  UNKNOWN_NUMBER(400, MetaError.INVALID_PARAMETER, GATEWAY, NEVER),
  TOO_LARGE(413, MetaError.INVALID_PARAMETER, GATEWAY, NEVER),
  INVALID_BODY(400, MetaError.INVALID_PARAMETER, GATEWAY, NEVER),
  UNSUPPORTED_CATEGORY(400, MetaError.METHOD_NOT_ALLOWED, MESSAGE, NEVER, '0'),
  UNKNOWN_TEMPLATE(404, MetaError.TEMPLATE_MISSING, MESSAGE, NEVER, '1'),
  TEMPLATE_NOT_APPROVED(400, MetaError.TEMPLATE_MISSING, MESSAGE, NEVER, '2'),
  TEMPLATE_PAUSED(400, MetaError.TEMPLATE_PAUSED, MESSAGE, NEVER, '3'),
  TEMPLATE_DISABLED(400, MetaError.TEMPLATE_DISABLED, MESSAGE, NEVER, '4'),
  TEMPLATE_PARAMETERS(400, MetaError.PARAMETER_COUNT, MESSAGE, NEVER, '5'),
  NOT_MARKETING(400, MetaError.METHOD_NOT_ALLOWED, MESSAGE, NEVER, '6'),
  NUMBER_RESTRICTED(403, MetaError.ACCOUNT_LOCKED, LEDGER, WHEN_POSSIBLE, '7'),
  /** Meta does not take the access token that the send would have. */
  TOKEN_REFUSED(401, MetaError.ACCESS_TOKEN, GATEWAY, WHEN_POSSIBLE),
  OPTED_OUT(400, MetaError.MARKETING_STOPPED, LEDGER, NEVER, '8'),
  NO_OPT_IN(400, MetaError.MARKETING_STOPPED, LEDGER, NEVER, '9'),
  WINDOW_CLOSED(400, MetaError.RE_ENGAGEMENT, LEDGER, NEVER, 'a'),
  MARKETING_THROTTLED(400, MetaError.NOT_DELIVERED_BY_CHOICE, LEDGER, NEVER, 'b'),
  PAIR_RATE(400, MetaError.PAIR_RATE_LIMIT, LEDGER, WHEN_POSSIBLE, 'c'),
  THROUGHPUT(429, MetaError.RATE_LIMIT, LEDGER, WHEN_POSSIBLE, 'd'),
  MESSAGING_LIMIT(400, MetaError.SPAM_RATE_LIMIT, PORTFOLIO, NEVER, 'e'),
  /** A budget that applies has no room. */
  BUDGET(400, MetaError.PAYMENT_ISSUE, BUDGETS, NEVER, 'l'),
  /** Messenger and Instagram: the account may not tag messages as a human agent's. */
  HUMAN_AGENT_OFF(400, MetaError.INVALID_PARAMETER, CHANNEL, NEVER, 'f'),
  /** Messenger and Instagram: Meta takes this message tag no more, or not for such a message. */
  TAG_NOT_ALLOWED(400, MetaError.INVALID_PARAMETER, CHANNEL, NEVER, 'g'),
  /** Messenger and Instagram: a comment or post is replied to in private once. */
  PRIVATE_REPLY_USED(400, MetaError.INVALID_PARAMETER, CHANNEL, NEVER, 'h'),
  /** The same, and within 7 days. */
  PRIVATE_REPLY_EXPIRED(400, MetaError.INVALID_PARAMETER, CHANNEL, NEVER, 'i'),
  /** Messenger: a token that stands for the person has been used. */
  TOKEN_USED(400, MetaError.TOO_MANY_CALLS, CHANNEL, NEVER, 'j'),
  /** The same: it has ended, or the person has stopped it. */
  TOKEN_EXPIRED(400, MetaError.INVALID_PARAMETER, CHANNEL, NEVER, 'k'),
  /** A gray number does not write first: the contact never wrote to it. */
  FIRST_CONTACT(400, MetaError.SPAM_RATE_LIMIT, CHANNEL, NEVER, 'w'),
  /** So many messages of a gray number in a row had no answer. */
  UNANSWERED(400, MetaError.SPAM_RATE_LIMIT, CHANNEL, NEVER, 'x'),
  /** It is long since the contact wrote to the gray number. */
  SILENCE(400, MetaError.SPAM_RATE_LIMIT, CHANNEL, NEVER, 'y'),
  /** A send with the same Idempotency-Key is under way. */
  IN_FLIGHT(409, MetaError.INVALID_PARAMETER, GATEWAY, SOON),
  /** The Idempotency-Key was used with another body. */
  KEY_REUSED(422, MetaError.INVALID_PARAMETER, GATEWAY, NEVER),
  UNDECIDED(503, MetaError.SERVICE_UNAVAILABLE, GATEWAY, SOON),
  /** Of a send that may leave: a person is to let it go first. */
  HELD(202, MetaError.PERMISSION_DENIED, GATEWAY, NEVER),
  /** Nothing reached Meta: no connection. */
  UPSTREAM_UNREACHABLE(502, MetaError.SERVICE_UNAVAILABLE, GATEWAY, WHEN_POSSIBLE),
  /** The request was written and no answer came: it may have been sent. */
  OUTCOME_UNKNOWN(504, MetaError.SOMETHING_WENT_WRONG, GATEWAY, NEVER),
  /**
   * Of no send: a call that would have Meta send its webhooks elsewhere
   * (security.md#no-way-around-the-decision).
   */
  WEBHOOK_OVERRIDE(403, MetaError.PERMISSION_DENIED, PASS_THROUGH, NEVER);

  /** What a rule is judged by. */
  public enum Judge {
    /** What came in or what Meta answered; not a rule that could be off. */
    GATEWAY,
    /** What the message and its template say: a {@link MessageRule}. */
    MESSAGE,
    /** What is known of the number and the contact: a {@link LedgerRule}. */
    LEDGER,
    /** What the portfolio's numbers have sent together. */
    PORTFOLIO,
    /** What is used of the budgets that apply. */
    BUDGETS,
    /** What a channel other than WhatsApp has of its own; see the rules of {@code channel}. */
    CHANNEL,
    /** What a call that is no send says. */
    PASS_THROUGH
  }

  /**
   * Whether a refusal carries {@code Retry-After}. Never where a well-known SDK would take it for a
   * reason to try a final error again (limits.md#when-to-try-again).
   */
  public enum RetryAfter {
    NEVER,
    /** After a second. */
    SOON,
    /** When the send becomes possible, if that is known. */
    WHEN_POSSIBLE
  }

  /** Judged by what the message and the template say on WhatsApp, in this order. */
  public static final List<Reason> JUDGED_BY_POLICY = judgedBy(MESSAGE);

  /** Judged by what is known of the number and the contact on WhatsApp, in this order. */
  public static final List<Reason> JUDGED_BY_LEDGER = judgedBy(LEDGER);

  /** Judged on WhatsApp by what others than the ledger count, in this order. */
  public static final List<Reason> JUDGED_AFTER_LEDGER = List.of(MESSAGING_LIMIT, BUDGET);

  /** Of channels other than WhatsApp only, in this order. */
  public static final List<Reason> JUDGED_BY_CHANNEL = judgedBy(CHANNEL);

  private static final char NOT_STORED = ' ';

  private final int status;
  private final MetaError error;
  private final Judge judge;
  private final RetryAfter retryAfter;
  private final char letter;
  private final String wire;

  Reason(int status, MetaError error, Judge judge, RetryAfter retryAfter, char letter) {
    this.status = status;
    this.error = error;
    this.judge = judge;
    this.retryAfter = retryAfter;
    this.letter = letter;
    this.wire = name().toLowerCase(Locale.ROOT);
  }

  Reason(int status, MetaError error, Judge judge, RetryAfter retryAfter) {
    this(status, error, judge, retryAfter, ' ');
  }

  private static List<Reason> judgedBy(Judge judge) {
    return Stream.of(values()).filter(reason -> reason.judge == judge).toList();
  }

  /** The HTTP status a refusal is answered with; a refusal may have Meta's own. */
  public int status() {
    return status;
  }

  /** The error a caller's SDK already knows; a refusal may have a better one. */
  public MetaError error() {
    return error;
  }

  public RetryAfter retryAfter() {
    return retryAfter;
  }

  /** Whether the rule can be observed or off. Without the others nothing could be decided. */
  public boolean isOptional() {
    return judge != GATEWAY;
  }

  /** The same of the rules that sends are judged by. */
  public boolean isOptionalOfSends() {
    return isOptional() && judge != PASS_THROUGH;
  }

  /** A throttle: the same send passes later, by itself. */
  public boolean isThrottle() {
    return this == MARKETING_THROTTLED
        || this == PAIR_RATE
        || this == THROUGHPUT
        || this == MESSAGING_LIMIT;
  }

  /**
   * By which an observed reason is stored with a send, and must never change; null for one that is
   * never observed on a send.
   */
  public @Nullable String letter() {
    return letter == NOT_STORED ? null : String.valueOf(letter);
  }

  /**
   * The reason of a letter.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static Reason ofLetter(String letter) {
    for (Reason reason : values()) {
      if (letter.equals(reason.letter())) {
        return reason;
      }
    }
    throw new IllegalArgumentException("no reason is stored as " + letter);
  }

  /** As it stands in {@code Sallyport-Reason} and in metrics. */
  public String wire() {
    return wire;
  }
}
