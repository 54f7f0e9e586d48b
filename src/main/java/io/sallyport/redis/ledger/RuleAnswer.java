package io.sallyport.redis.ledger;

import io.sallyport.redis.core.Answer;
import io.sallyport.rule.Facts;
import io.sallyport.rule.Grounds;
import io.sallyport.rule.Rules;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a rule's part of admit.lua found: the rule's reason, the kind of its grounds to refuse (or
 * that it passes, or does not apply), then names and values of the facts.
 *
 * @param rules of the send's channel
 */
record RuleAnswer(Rules rules, Response response) implements Facts {

  private static final int FACTS = 2;

  /** Null for none, which is an empty text. */
  static @Nullable RuleAnswer ofAny(Rules rules, Response response) {
    return response.type() == ResponseType.MULTI ? new RuleAnswer(rules, response) : null;
  }

  private String reason() {
    return response.get(0).toString();
  }

  private String kind() {
    return response.get(1).toString();
  }

  /** Whether the rule looks at such a send at all. */
  boolean applies() {
    return !kind().equals("not_applicable");
  }

  /** Null when it does not refuse. */
  @Nullable Grounds grounds() {
    return kind().equals("pass") || !applies()
        ? null
        : rules.ledgerRule(reason()).grounds(kind(), this);
  }

  private @Nullable Response find(String name) {
    for (int i = FACTS; i + 1 < response.size(); i += 2) {
      if (response.get(i).toString().equals(name)) {
        return response.get(i + 1);
      }
    }
    return null;
  }

  private Response get(String name) {
    Response value = find(name);
    if (value == null) {
      throw new IllegalStateException("admit.lua left out " + name);
    }
    return value;
  }

  @Override
  public @Nullable Instant seconds(String name) {
    Response value = find(name);
    return value == null ? null : Answer.seconds(value);
  }

  @Override
  public Instant millis(String name) {
    return Instant.ofEpochMilli(get(name).toLong());
  }

  @Override
  public int number(String name) {
    return get(name).toInteger();
  }

  @Override
  public String word(String name) {
    return get(name).toString();
  }
}
