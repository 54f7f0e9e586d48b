package io.sallyport.redis.ledger;

import io.sallyport.redis.core.Call;
import io.sallyport.redis.core.Head;
import io.sallyport.redis.core.Lua;
import io.sallyport.rule.Terms;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * replay.lua for the terms of sends: the text of admit.lua stands in it, word for word, so that
 * what is judged again is judged by the very rules that decide. Its terms are no part of the text:
 * there are few texts whatever is asked, and Redis keeps every text it was ever given.
 */
final class ReplayScript {

  private static final String FILE = "ledger/replay";
  private static final Head HEAD = Lua.head(FILE);

  /** By what name each key's facts are noted. */
  private static final String KEYS =
      """
      local KEYS = {}
      key.contact, key.names, key.number = 'contact', 'names', 'number'
      key.pair_rate, key.spend, key.asked_names = 'pair_rate', 'spend', 'asked_names'
      """;

  private final Lua script;
  private final String terms;

  ReplayScript(Terms terms) {
    AdmitText admit = new AdmitText(terms, AdmitText.Use.REPLAY, Duration.ZERO);
    String judge =
        "local function judge(ARGV, redis)\n"
            + Lua.withConstants(AdmitScript.HEAD.inPlace(KEYS + admit.text()))
            + "end\n";
    String around = Lua.withConstants(HEAD.inPlace(Lua.text(FILE)));
    this.script = new Lua(around.replace("--- judge\n", judge), HEAD);
    this.terms = new JsonObject(admit.values()).encode();
  }

  Lua lua() {
    return script;
  }

  /** A call without cases. */
  Call call() {
    return script.call().set("terms", terms);
  }
}
