package io.sallyport.rule;

import io.sallyport.contact.ContactState;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Meta restricts the account, or has disabled it (platform-facts.md#account-restrictions). */
public final class NumberRestricted implements LedgerRule {

  private static final String MANAGER =
      "See the account's quality and violations in WhatsApp Manager.";

  @Override
  public Reason reason() {
    return Reason.NUMBER_RESTRICTED;
  }

  @Override
  public Map<String, Object> terms(Terms terms) {
    return Map.of();
  }

  /**
   * Meta blocks sends.
   *
   * @param everything whether replies are blocked, too, not only what the business initiates
   * @param until when it ends; null when Meta did not say
   */
  public record Restricted(boolean everything, @Nullable Instant until) implements Grounds {

    /** The account is disabled: until it is reinstated nothing leaves, read receipts neither. */
    public static final Restricted DISABLED = new Restricted(true, null);

    @Override
    public Reason reason() {
      return Reason.NUMBER_RESTRICTED;
    }

    @Override
    public @Nullable Instant possibleAt() {
      return until;
    }

    @Override
    public String details(PolicySettings settings) {
      return (everything
              ? "Meta has blocked this account from sending messages"
              : "Meta has blocked this account from starting conversations; replies in an open"
                  + " window can still be sent. It is blocked")
          + (until == null ? "" : " until " + until)
          + ". "
          + MANAGER;
    }

    @Override
    public String cure(PolicySettings settings) {
      return (until == null ? "" : "Wait until " + until + ". ") + MANAGER;
    }
  }

  @Override
  public Grounds grounds(String kind, Facts facts) {
    return switch (kind) {
      case "everything" -> new Restricted(true, facts.seconds("ends"));
      case "business_initiated" -> new Restricted(false, facts.seconds("ends"));
      default -> throw LedgerRule.unknown(kind);
    };
  }

  @Override
  public String because(boolean applies, Terms terms, ContactState state) {
    return "Meta does not block such a send of this account.";
  }
}
