package io.sallyport.policy;

import io.sallyport.message.MetaError;
import java.util.List;
import java.util.Locale;

/**
 * Why a send did not leave, or did not end well, in the order the rules are applied (design §2.2).
 */
public enum Reason {
  /** Clients are configured, and this is none of them. */
  UNAUTHENTICATED(MetaError.ACCESS_TOKEN),
  /** The client may not use this number. */
  FORBIDDEN_NUMBER(MetaError.PERMISSION_DENIED),
  UNKNOWN_NUMBER(MetaError.INVALID_PARAMETER),
  TOO_LARGE(MetaError.INVALID_PARAMETER),
  INVALID_BODY(MetaError.INVALID_PARAMETER),
  UNSUPPORTED_CATEGORY(MetaError.METHOD_NOT_ALLOWED),
  UNKNOWN_TEMPLATE(MetaError.TEMPLATE_MISSING),
  TEMPLATE_NOT_APPROVED(MetaError.TEMPLATE_MISSING),
  TEMPLATE_PAUSED(MetaError.TEMPLATE_PAUSED),
  TEMPLATE_DISABLED(MetaError.TEMPLATE_DISABLED),
  TEMPLATE_PARAMETERS(MetaError.PARAMETER_COUNT),
  NOT_MARKETING(MetaError.METHOD_NOT_ALLOWED),
  NUMBER_RESTRICTED(MetaError.ACCOUNT_LOCKED),
  /** Meta does not take the access token that the send would have. */
  TOKEN_REFUSED(MetaError.ACCESS_TOKEN),
  OPTED_OUT(MetaError.MARKETING_STOPPED),
  NO_OPT_IN(MetaError.MARKETING_STOPPED),
  WINDOW_CLOSED(MetaError.RE_ENGAGEMENT),
  MARKETING_THROTTLED(MetaError.NOT_DELIVERED_BY_CHOICE),
  PAIR_RATE(MetaError.PAIR_RATE_LIMIT),
  THROUGHPUT(MetaError.RATE_LIMIT),
  MESSAGING_LIMIT(MetaError.SPAM_RATE_LIMIT),
  /** A send with the same Idempotency-Key is under way. */
  IN_FLIGHT(MetaError.INVALID_PARAMETER),
  /** The Idempotency-Key was used with another body. */
  KEY_REUSED(MetaError.INVALID_PARAMETER),
  UNDECIDED(MetaError.SERVICE_UNAVAILABLE),
  /** Nothing reached Meta: no connection. */
  UPSTREAM_UNREACHABLE(MetaError.SERVICE_UNAVAILABLE),
  /** The request was written and no answer came: it may have been sent. */
  OUTCOME_UNKNOWN(MetaError.SOMETHING_WENT_WRONG);

  /** Judged by what the message and the template say, in this order. */
  public static final List<Reason> JUDGED_BY_POLICY =
      List.of(
          UNSUPPORTED_CATEGORY,
          UNKNOWN_TEMPLATE,
          TEMPLATE_NOT_APPROVED,
          TEMPLATE_PAUSED,
          TEMPLATE_DISABLED,
          TEMPLATE_PARAMETERS,
          NOT_MARKETING);

  /** Judged by what is known of the number and the contact, in this order. */
  public static final List<Reason> JUDGED_BY_LEDGER =
      List.of(
          NUMBER_RESTRICTED,
          OPTED_OUT,
          NO_OPT_IN,
          WINDOW_CLOSED,
          MARKETING_THROTTLED,
          PAIR_RATE,
          THROUGHPUT);

  private final MetaError error;
  private final String wire;

  Reason(MetaError error) {
    this.error = error;
    this.wire = name().toLowerCase(Locale.ROOT);
  }

  /** The error a caller's SDK already knows; a refusal may have a better one. */
  public MetaError error() {
    return error;
  }

  /** Whether the rule can be observed or off. Without the others nothing could be decided. */
  public boolean isOptional() {
    return JUDGED_BY_POLICY.contains(this)
        || JUDGED_BY_LEDGER.contains(this)
        || this == MESSAGING_LIMIT;
  }

  /** A throttle: the same send passes later, by itself. */
  public boolean isThrottle() {
    return this == MARKETING_THROTTLED
        || this == PAIR_RATE
        || this == THROUGHPUT
        || this == MESSAGING_LIMIT;
  }

  /** As it stands in {@code Sallyport-Reason} and in metrics. */
  public String wire() {
    return wire;
  }
}
