package io.sallyport.connector.kommo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Hooks as Kommo may write them. */
class ReadHookTest {

  private static Hook read(String json) throws Exception {
    return Hook.read(new ObjectMapper().readTree(json));
  }

  @Test
  void membersMayBeMissingNullOrEmpty() throws Exception {
    Hook hook =
        read(
            "{\"message\":{\"receiver\":{\"id\":\"p\",\"phone\":\"\",\"client_id\":null},"
                + "\"conversation\":{\"id\":\"c\"},\"message\":{\"id\":\"m\",\"text\":null}}}");

    Hook.Message message = (Hook.Message) hook;
    assertThat(message.chat()).isEqualTo(new Hook.Chat("c", null, "p", null));
    assertThat(message.text()).isEmpty();
    assertThat(message.template()).isNull();
  }

  @Test
  void aReactionNamesOurMessageInEitherForm() throws Exception {
    String head = "{\"action\":{\"reaction\":{\"conversation\":{\"client_id\":\"n-1\"},";

    assertThat(
            read(
                head
                    + "\"type\":\"react\",\"emoji\":\"x\",\"message\":{\"client_id\":\"wamid.a\"}}}}"))
        .isInstanceOfSatisfying(
            Hook.Reaction.class,
            reaction -> {
              assertThat(reaction.message()).isEqualTo("wamid.a");
              assertThat(reaction.emoji()).isEqualTo("x");
            });
    assertThat(read(head + "\"type\":\"unreact\",\"emoji\":\"x\",\"msgid\":\"wamid.b#3\"}}}"))
        .isInstanceOfSatisfying(
            Hook.Reaction.class,
            reaction -> {
              assertThat(reaction.message()).isEqualTo("wamid.b#3");
              assertThat(reaction.emoji()).isNull();
            });
  }

  @Test
  void whatIsNoMessageIsNothing() throws Exception {
    assertThat(read("[]")).isEqualTo(new Hook.Nothing());
    assertThat(read("{\"message\":{}}")).isEqualTo(new Hook.Nothing());
    assertThat(read("{\"message\":{\"message\":{\"id\":\"../x\"}}}")).isEqualTo(new Hook.Nothing());
    assertThat(read("{\"action\":{\"typing\":{}}}")).isEqualTo(new Hook.Nothing());
  }

  @Test
  void aReactionToAMessageOfKommosNamesItByKommosId() throws Exception {
    Hook hook =
        read(
            "{\"action\":{\"reaction\":{\"type\":\"react\",\"emoji\":\"x\",\"message\":{\"id\":\"k-1\"}}}}");

    assertThat(hook)
        .isInstanceOfSatisfying(
            Hook.Reaction.class, reaction -> assertThat(reaction.message()).isEqualTo("k-1"));
  }

  @Test
  void somebodyIsWriting() throws Exception {
    Hook hook =
        read("{\"action\":{\"typing\":{\"conversation\":{\"id\":\"c\",\"client_id\":\"n-1\"}}}}");

    assertThat(hook).isEqualTo(new Hook.Typing(new Hook.Chat("c", "n-1", "", null)));
  }

  @Test
  void aTemplateIsNamedByItsIdAndPerhapsByOurName() throws Exception {
    Hook hook =
        read(
            "{\"message\":{\"message\":{\"id\":\"m\",\"template\":{\"id\":7103,\"content\":\"{{b}}"
                + " {{a}}\","
                + "\"params\":[{\"key\":\"{{a}}\",\"value\":\"1\"},{\"key\":\"{{b}}\",\"value\":\"2\"}]}}}}");

    assertThat(((Hook.Message) hook).template())
        .isEqualTo(new Hook.Filled(7103, "", List.of("2", "1")));
  }

  @Test
  void aMarkerWithAnEmptyValueOrNoneHasNone() throws Exception {
    Hook hook =
        read(
            "{\"message\":{\"message\":{\"id\":\"m\",\"template\":{\"id\":7103,\"content\":\"{{b}}"
                + " {{a}} {{c}} {{c}}\",\"params\":[{\"key\":\"{{a}}\",\"value\":\"\"},"
                + "{\"key\":\"{{c}}\",\"value\":\"3\"}]}}}}");

    assertThat(Objects.requireNonNull(((Hook.Message) hook).template()).values())
        .containsExactly(null, null, "3", "3");
  }
}
