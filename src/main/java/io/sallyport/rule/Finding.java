package io.sallyport.rule;

import org.jspecify.annotations.Nullable;

/**
 * What one rule says of a send, whether it is enforced or not.
 *
 * @param applies whether the rule looks at such a send at all
 * @param refusal null when it passes
 */
public record Finding(MessageRule rule, boolean applies, @Nullable Refusal refusal) {

  public Reason reason() {
    return rule.reason();
  }
}
