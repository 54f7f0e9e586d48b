package io.sallyport.policy;

import io.sallyport.template.Category;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the owner of the numbers decided.
 *
 * @param supportedCategories template categories that may be sent
 * @param unknownWindow what an unknown window means for free-form
 * @param windowMargin how long before its end a window counts as closed
 * @param requireOptIn whether who has not written first must have opted in to be written to
 * @param enforcement of single rules; the others are enforced
 */
public record PolicySettings(
    Set<Category> supportedCategories,
    UnknownWindow unknownWindow,
    Duration windowMargin,
    DirectSend directSend,
    StoreFailure onStoreFailure,
    boolean requireOptIn,
    Map<Reason, Enforcement> enforcement,
    Marketing marketing) {

  /** What to do when it is not known whether a window is open. */
  public enum UnknownWindow {
    REJECT,
    ALLOW
  }

  /** Whether Direct Send (PF §1.8) is a way to send outside a window. */
  public enum DirectSend {
    /** No: such a send is judged as free-form. */
    OFF,
    /** With category utility, yes; the number must be enabled for it at Meta. */
    UTILITY
  }

  /** What to do with a send that could not be decided. */
  public enum StoreFailure {
    REJECT,
    ALLOW
  }

  /**
   * The marketing allowance of a contact (design §5).
   *
   * @param max counted marketing sends per conversation
   * @param window how long a marketing conversation lasts from its first counted send
   * @param resetOnReply whether a reply of the contact starts the count anew
   * @param minGap shortest time between two counted sends; zero for none
   */
  public record Marketing(int max, Duration window, boolean resetOnReply, Duration minGap) {
    public Marketing {
      if (max < 0 || window.isNegative() || window.isZero() || minGap.isNegative()) {
        throw new IllegalArgumentException("not a marketing allowance");
      }
    }
  }

  public PolicySettings {
    supportedCategories = Set.copyOf(supportedCategories);
    enforcement = Map.copyOf(enforcement);
  }

  /** A reason that is not mentioned is enforced. */
  public Enforcement enforcement(Reason reason) {
    return enforcement.getOrDefault(reason, Enforcement.ENFORCE);
  }

  /** {@code MARKETING, UTILITY}, for sentences. */
  String categoriesInWords() {
    return supportedCategories.stream()
        .map(Category::name)
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
