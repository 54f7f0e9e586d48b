package io.sallyport.redis.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.testkit.RealRedis;
import io.vertx.redis.client.Response;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is named in Java has the same names in the script. */
class CallTest {

  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private static final String TEXT =
      """
      -- Answers what it was given.
      --
      -- key.record
      -- key.other?     left out by most
      -- arg.name       of the contact
      -- arg.reason?
      -- arg.at         s
      -- each_arg.field
      -- each_arg.value
      --
      -- Answers
      -- answer.record
      -- answer.said
      -- answer.fields
      -- answer_field.name
      -- answer_field.value
      local fields = {}
      for i = 1, each_count do
        fields[i] = answer_field({name = each_arg.field, value = each_arg.value})
      end
      return answer({
        record = key.record, said = arg.name .. arg.reason .. arg.at .. (key.other or ''),
        fields = fields
      })
      """;

  private static final Head HEAD = Head.of(TEXT);
  private static final Lua SCRIPT = new Lua(HEAD.inPlace(TEXT), HEAD);

  private static Call call() {
    return SCRIPT.call().set("at", 7).key("record", "sp:{n}:n").set("name", "x");
  }

  private static Answer run(Call call) throws Exception {
    Response response =
        new Scripts(REDIS.client())
            .run(call)
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
    return new Answer(HEAD, "answer", response);
  }

  @Test
  void namesMayBeGivenInAnyOrderAndOptionalOnesLeftOut() throws Exception {
    Answer answer = run(call());

    assertThat(answer.text("record")).isEqualTo("sp:{n}:n");
    assertThat(answer.text("said")).isEqualTo("x7");
    assertThat(answer.get("fields").size()).isZero();
  }

  @Test
  void optionalOnesArrive() throws Exception {
    Answer answer = run(call().key("other", "sp:{n}:w").set("reason", true));

    assertThat(answer.text("said")).isEqualTo("x17sp:{n}:w");
  }

  @Test
  void whatComesAnyNumberOfTimesArrivesInItsOrder() throws Exception {
    Call call = call();
    call.each().set("field", "first").set("value", 1);
    call.each().set("value", 2).set("field", "second");

    Response fields = run(call).get("fields");

    assertThat(fields.size()).isEqualTo(2);
    assertThat(new Answer(HEAD, "answer_field", fields.get(0)).text("name")).isEqualTo("first");
    assertThat(new Answer(HEAD, "answer_field", fields.get(1)).number("value")).isEqualTo(2);
  }

  @Test
  void whatIsLeftOutIsNotSentAsSomethingElse() {
    Call call = SCRIPT.call().key("record", "sp:{n}:n").set("name", "x");

    assertThatThrownBy(() -> run(call)).hasMessageContaining("argument at is missing");
    assertThatThrownBy(() -> run(SCRIPT.call().set("name", "x").set("at", 7)))
        .hasMessageContaining("key record is missing");
  }

  @Test
  void aNameThatTheScriptDoesNotKnowIsAMistake() {
    Call call = call();

    assertThatThrownBy(() -> call.set("when", 7)).hasMessageContaining("when is none of");
    assertThatThrownBy(() -> call.key("name", "")).hasMessageContaining("name is none of");
  }
}
