package io.sallyport.policy;

import io.sallyport.policy.PolicySettings.DirectSend;
import io.sallyport.policy.PolicySettings.Marketing;
import io.sallyport.policy.PolicySettings.StoreFailure;
import io.sallyport.policy.PolicySettings.UnknownWindow;
import io.sallyport.template.Category;
import java.time.Duration;
import java.util.Set;

/** Settings as they come without any configuration. */
final class Samples {

  static final Marketing TWO_A_DAY = new Marketing(2, Duration.ofHours(24), true, Duration.ZERO);

  static final BusinessNumber NUMBER =
      new BusinessNumber("106540352242922", "102290129340398", true);

  private Samples() {}

  static PolicySettings settings(DirectSend directSend, Marketing marketing) {
    return new PolicySettings(
        Set.of(Category.MARKETING, Category.UTILITY),
        UnknownWindow.REJECT,
        Duration.ofMinutes(1),
        directSend,
        StoreFailure.REJECT,
        marketing);
  }

  static Policies policies(DirectSend directSend) {
    return new Policies(settings(directSend, TWO_A_DAY));
  }
}
