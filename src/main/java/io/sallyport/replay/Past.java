package io.sallyport.replay;

import io.sallyport.audit.BasisText;
import io.sallyport.audit.FlatJson;
import io.sallyport.audit.Kept;
import io.sallyport.contact.Contact;
import io.sallyport.message.SendClass;
import io.sallyport.pricing.Charge;
import io.sallyport.replay.Outcome.Kind;
import io.sallyport.rule.Reason;
import io.sallyport.send.Decision;
import io.sallyport.template.Category;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A decision that is remembered.
 *
 * @param place where it is in the list of decisions
 * @param id the refusal's id; null when it was not refused
 * @param category null when it is not known
 * @param charge what it was expected to cost when it was let out
 * @param basis what it stood on; null when nothing is noted of it
 */
record Past(
    String place,
    @Nullable String id,
    Instant at,
    Outcome outcome,
    @Nullable Contact contact,
    @Nullable String sendClass,
    @Nullable Category category,
    @Nullable String country,
    @Nullable Charge charge,
    @Nullable BasisText basis) {

  private static final Map<String, Reason> REASONS = new HashMap<>();

  static {
    for (Reason reason : Reason.values()) {
      REASONS.put(reason.wire(), reason);
    }
  }

  static Past of(Kept kept) {
    Map<String, String> members = FlatJson.read(kept.json());
    String contact = members.get("contact");
    String category = members.get("category");
    String charge = members.get("charge");
    BasisText basis = kept.basis() == null ? null : BasisText.read(kept.basis());
    return new Past(
        kept.place(),
        members.get("id"),
        Instant.parse(members.getOrDefault("at", "")),
        outcome(members, basis),
        contact == null ? null : new Contact(contact),
        members.get("class"),
        category == null ? null : new Category(category),
        members.get("country"),
        charge == null ? null : Charge.valueOf(charge.toUpperCase(Locale.ROOT)),
        basis);
  }

  private static Outcome outcome(Map<String, String> members, @Nullable BasisText basis) {
    String decision = members.getOrDefault("decision", "").toUpperCase(Locale.ROOT);
    Reason reason = REASONS.get(members.getOrDefault("reason", ""));
    return switch (Decision.Word.valueOf(decision)) {
      case FORWARDED, OBSERVED, REPLAYED, UNKNOWN, FAILED -> Outcome.PASSED;
      case SUBSTITUTED -> new Outcome(Kind.REPLACED, reason);
      case REJECTED -> Outcome.refused(reason);
      default -> new Outcome(Kind.DEFERRED, basis == null ? reason : basis.basis().refusedBy());
    };
  }

  /** Whether it has a category that its own rule looks at. */
  boolean statesCategory() {
    return category != null && (isOf(SendClass.TEMPLATE) || isOf(SendClass.DIRECT_SEND));
  }

  private boolean isOf(SendClass one) {
    return one.name().equalsIgnoreCase(sendClass);
  }
}
