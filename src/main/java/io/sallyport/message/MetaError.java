package io.sallyport.message;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Meta's error codes that Sallyport answers with or acts on (platform-facts.md#error-codes), and
 * their titles.
 */
public enum MetaError {
  NOT_CAPABLE(3, "Application does not have the capability to make this API call."),
  TOO_MANY_CALLS(4, "Application request limit reached"),
  PERMISSION_DENIED(10, "Permission Denied"),
  INVALID_PARAMETER(100, "Invalid parameter"),
  ACCESS_TOKEN(190, "Access token has expired"),
  POLICY_BLOCK(368, "Temporarily blocked for policies violations"),
  SOMETHING_WENT_WRONG(131000, "Something went wrong"),
  SERVICE_UNAVAILABLE(131016, "Service unavailable"),
  UNDELIVERABLE(131026, "Message undeliverable"),
  ACCOUNT_LOCKED(131031, "Account has been locked"),
  PARAMETER_MISSING(131008, "Required parameter is missing"),
  RATE_LIMIT(130429, "Rate limit hit"),
  PAYMENT_ISSUE(131042, "Business eligibility payment issue"),
  RE_ENGAGEMENT(131047, "Re-engagement message"),
  SPAM_RATE_LIMIT(131048, "Spam rate limit hit"),
  NOT_DELIVERED_BY_CHOICE(131049, "Meta chose not to deliver."),
  MARKETING_STOPPED(131050, "User has stopped receipt of marketing messages."),
  METHOD_NOT_ALLOWED(131055, "Method not allowed"),
  PAIR_RATE_LIMIT(131056, "(Business Account, Consumer Account) pair rate limit hit"),
  PARAMETER_COUNT(132000, "Number of parameters does not match the expected number of params"),
  TEMPLATE_MISSING(132001, "Template name does not exist in the translation"),
  PARAMETER_FORMAT(132012, "Parameter format does not match format in the created template"),
  TEMPLATE_PAUSED(132015, "Template is Paused"),
  TEMPLATE_DISABLED(132016, "Template is Disabled"),
  NOT_REGISTERED(133010, "Phone number Not Registered");

  private static final Set<MetaError> STOPPING_NUMBER =
      EnumSet.of(ACCOUNT_LOCKED, POLICY_BLOCK, NOT_REGISTERED);

  private final int code;
  private final String message;

  MetaError(int code, String title) {
    this.code = code;
    this.message = "(#" + code + ") " + title;
  }

  /** The error with which Meta refuses every send of a number until somebody acts; else null. */
  public static @Nullable MetaError stoppingNumber(int code) {
    return STOPPING_NUMBER.stream().filter(error -> error.code == code).findFirst().orElse(null);
  }

  public int code() {
    return code;
  }

  /** {@code error.message} as Graph spells it: {@code (#131047) Re-engagement message}. */
  public String message() {
    return message;
  }
}
