package io.sallyport.redis.ledger;

import io.sallyport.ledger.LedgerExplanation;
import io.sallyport.ledger.Replays;
import io.sallyport.redis.core.Call;
import io.sallyport.redis.core.Keys;
import io.sallyport.redis.core.Scripts;
import io.sallyport.redis.core.TimeLimit;
import io.sallyport.rule.Terms;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Judges sends again on Redis, by replay.lua. */
public final class RedisReplays implements Replays {

  /** Terms differ by what is asked; their scripts are soon made again. */
  private static final int MOST_SCRIPTS = 64;

  private final Scripts scripts;
  private final TimeLimit limit;
  private final Map<Terms, ReplayScript> byTerms = new ConcurrentHashMap<>();

  /**
   * Judges sends again.
   *
   * @param timeout after which a call fails
   */
  public RedisReplays(Scripts scripts, Duration timeout) {
    this.scripts = scripts;
    this.limit = new TimeLimit(timeout);
  }

  @Override
  public Future<List<Optional<LedgerExplanation>>> judge(
      String phoneNumberId, Terms terms, List<Case> cases) {
    Call call = script(terms).call().key("number", Keys.number(phoneNumberId));
    for (Case one : cases) {
      call.each()
          .set("facts", one.facts())
          .set(
              "arguments",
              new JsonArray(AdmitScript.recalled(one.contact(), terms, one.context())).encode());
    }
    return limit.of(scripts.run(call)).map(answers -> judged(terms, cases, answers));
  }

  private ReplayScript script(Terms terms) {
    ReplayScript known = byTerms.get(terms);
    if (known != null) {
      return known;
    }
    if (byTerms.size() >= MOST_SCRIPTS) {
      byTerms.clear();
    }
    return byTerms.computeIfAbsent(terms, ReplayScript::new);
  }

  private static List<Optional<LedgerExplanation>> judged(
      Terms terms, List<Case> cases, Response answers) {
    List<Optional<LedgerExplanation>> all = new ArrayList<>(cases.size());
    for (int i = 0; i < cases.size(); i++) {
      Response answer = answers.get(i);
      all.add(
          answer.size() == 0
              ? Optional.empty()
              : Optional.of(
                  RedisRecords.examination(cases.get(i).contact(), AdmitReply.of(terms, answer))));
    }
    return all;
  }
}
