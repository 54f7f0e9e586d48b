package io.sallyport.redis.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.testkit.Concurrent;
import io.sallyport.testkit.RealRedis;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that has not heard of some script, or of any. */
@Concurrent
class ScriptsTest {

  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private static final String CONTACT = "sp:{n}:c:16505551234";

  private final Scripts scripts = new Scripts(REDIS.client());

  @BeforeEach
  void aServerWithoutScripts() {
    REDIS.run(Command.FLUSHALL);
    REDIS.run(Command.SCRIPT, "FLUSH");
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private static Call consent(String word) {
    return Script.CONSENT
        .call()
        .key("contact", CONTACT)
        .key("names", "sp:{n}:a:1")
        .set("name", "16505551234")
        .set("word", word)
        .set("at", 1_790_942_400)
        .set("source", "meta");
  }

  private static Call answered() {
    return Script.ANSWERED
        .call()
        .key("contact", CONTACT)
        .key("names", "sp:{n}:a:1")
        .key("waiting", "sp:{n}:w")
        .set("name", "16505551234")
        .set("at", 1_790_942_400)
        .set("record_life", 1_000);
  }

  private static boolean isKnown(Script script) {
    return REDIS.run(Command.SCRIPT, "EXISTS", script.lua().sha1()).get(0).toInteger() == 1;
  }

  @ParameterizedTest
  @EnumSource(Script.class)
  void redisFindsEveryScriptByItsDigest(Script script) {
    assertThat(REDIS.run(Command.SCRIPT, "LOAD", script.lua().source()).toString())
        .isEqualTo(script.lua().sha1());
  }

  @Test
  void oneCallIsSentWithItsSourceTheFirstTime() throws Exception {
    assertThat(await(scripts.run(consent("in")))).isNotNull();

    assertThat(isKnown(Script.CONSENT)).isTrue();
    assertThat(REDIS.run(Command.HGET, CONTACT, "consent").toString()).startsWith("in ");
  }

  @Test
  void aBatchLoadsItsScriptsTheFirstTime() throws Exception {
    List<Response> answers = await(scripts.runAll(List.of(consent("in"), answered())));

    assertThat(answers).hasSize(2);
    assertThat(isKnown(Script.CONSENT)).isTrue();
    assertThat(isKnown(Script.ANSWERED)).isTrue();
  }

  @Test
  void aBatchOfWhichOneScriptIsUnknownIsRunAgainInItsOrder() throws Exception {
    REDIS.run(Command.SCRIPT, "LOAD", Script.CONSENT.lua().source());

    List<Response> answers =
        await(scripts.runAll(List.of(consent("in"), answered(), consent("out"), answered())));

    assertThat(answers).hasSize(4);
    assertThat(answers.get(1).get(0).toLong()).isEqualTo(-1);
    assertThat(REDIS.run(Command.HGET, CONTACT, "consent").toString()).startsWith("out ");
    assertThat(REDIS.run(Command.HGET, CONTACT, "replied").toString()).isEqualTo("1790942400");
  }

  @Test
  void anErrorOfAScriptIsAFailureAndNothingIsRepeated() {
    REDIS.run(Command.SCRIPT, "LOAD", Script.CONSENT.lua().source());
    REDIS.run(Command.SCRIPT, "LOAD", Script.ANSWERED.lua().source());
    REDIS.run(Command.SET, CONTACT, "not a hash");
    REDIS.run(Command.CONFIG, "RESETSTAT");

    assertThatThrownBy(() -> await(scripts.runAll(List.of(answered(), answered()))))
        .hasMessageContaining("WRONGTYPE");
    assertThatThrownBy(() -> await(scripts.run(answered()))).hasMessageContaining("WRONGTYPE");

    assertThat(REDIS.run(Command.INFO, "commandstats").toString())
        .contains("cmdstat_evalsha:calls=3,")
        .doesNotContain("cmdstat_eval:");
  }
}
