package io.sallyport.policy;

import io.sallyport.message.MetaError;
import java.util.Locale;

/**
 * Why a send did not leave, or did not end well, in the order the rules are applied (design §2.2).
 */
public enum Reason {
  UNKNOWN_NUMBER(MetaError.INVALID_PARAMETER),
  TOO_LARGE(MetaError.INVALID_PARAMETER),
  INVALID_BODY(MetaError.INVALID_PARAMETER),
  UNSUPPORTED_CATEGORY(MetaError.METHOD_NOT_ALLOWED),
  UNKNOWN_TEMPLATE(MetaError.TEMPLATE_MISSING),
  TEMPLATE_NOT_APPROVED(MetaError.TEMPLATE_MISSING),
  TEMPLATE_PAUSED(MetaError.TEMPLATE_PAUSED),
  TEMPLATE_DISABLED(MetaError.TEMPLATE_DISABLED),
  TEMPLATE_PARAMETERS(MetaError.TEMPLATE_PARAMETERS),
  NOT_MARKETING(MetaError.METHOD_NOT_ALLOWED),
  OPTED_OUT(MetaError.MARKETING_STOPPED),
  WINDOW_CLOSED(MetaError.RE_ENGAGEMENT),
  MARKETING_THROTTLED(MetaError.NOT_DELIVERED_BY_CHOICE),
  UNDECIDED(MetaError.SERVICE_UNAVAILABLE),
  /** Nothing reached Meta: no connection. */
  UPSTREAM_UNREACHABLE(MetaError.SERVICE_UNAVAILABLE),
  /** The request was written and no answer came: it may have been sent. */
  OUTCOME_UNKNOWN(MetaError.SOMETHING_WENT_WRONG);

  private final MetaError error;
  private final String wire;

  Reason(MetaError error) {
    this.error = error;
    this.wire = name().toLowerCase(Locale.ROOT);
  }

  /** The error a caller's SDK already knows. */
  public MetaError error() {
    return error;
  }

  /** As it stands in {@code Sallyport-Reason} and in metrics. */
  public String wire() {
    return wire;
  }
}
