package io.sallyport.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sallyport.Mutations;
import io.sallyport.contact.Contact;
import io.sallyport.message.Reading.Understood;
import io.sallyport.testkit.Slow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Whatever the bytes, reading a send neither throws nor hangs; and what it understands is what
 * another reader (Jackson's tree) would send, to whom, whichever of two equal members it takes.
 */
class FuzzTest {

  private static final int CASES = 15_000;
  private static final int MANY_CASES = Integer.getInteger("cases", 150_000);
  private static final ObjectMapper OTHER_READER =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

  private static final List<String> SENDS =
      List.of(
          "{\"messaging_product\":\"whatsapp\",\"to\":\"16505551234\",\"type\":\"text\",\"text\":"
              + "{\"body\":\"Your order\",\"preview_url\":false}}",
          "{\"to\":16505551234,\"text\":{\"body\":\"\\u00e9\\ud83d\\ude00\"}}",
          "{\"messaging_product\":\"whatsapp\",\"recipient_type\":\"individual\",\"to\":"
              + "\"+1 (650) 555-1234\",\"type\":\"template\",\"template\":{\"name\":\"spring_sale\","
              + "\"language\":{\"code\":\"en_US\"},\"components\":[{\"type\":\"body\",\"parameters\":"
              + "[{\"type\":\"text\",\"text\":\"Pablo\"}]}]}}",
          "{\"recipient\":\"US.13491208655302741918\",\"type\":\"image\",\"image\":{\"id\":\"1\"}}",
          "{\"messaging_product\":\"whatsapp\",\"status\":\"read\",\"message_id\":\"wamid.A\"}",
          "{\"to\":\"16505551234\",\"category\":\"utility\",\"type\":\"text\",\"text\":{\"body\":"
              + "\"Hi\"},\"biz_opaque_callback_data\":\"order-7\"}",
          "{\"recipient_type\":\"group\",\"to\":\"120363012345678901@g.us\",\"type\":\"text\","
              + "\"text\":{\"body\":\"Hi all\"}}");

  @Test
  void neitherThrowsNorIsFooled() {
    read(CASES);
  }

  @Slow
  @Test
  void neitherThrowsNorIsFooledForLong() {
    read(MANY_CASES);
  }

  private static void read(int cases) {
    long seed = Long.getLong("seed", new Random().nextLong());
    System.out.printf("message.FuzzTest: -Dseed=%d, %d bodies%n", seed, cases);
    Mutations mutations = new Mutations(new Random(seed));
    Map<SendClass, Integer> understood = new EnumMap<>(SendClass.class);
    long slowest = 0;

    for (int i = 0; i < cases; i++) {
      byte[] body = mutations.of(SENDS);
      long start = System.nanoTime();
      Reading reading = OutboundMessage.read(body, "US");
      SendAnswer.read(body);
      slowest = Math.max(slowest, System.nanoTime() - start);
      if (reading instanceof Understood it) {
        understood.merge(it.message().sendClass(), 1, Integer::sum);
        check(it.message(), body, "-Dseed=" + seed + ", body " + i);
      }
    }

    System.out.printf("message.FuzzTest: %s, slowest %d us%n", understood, slowest / 1000);
    assertThat(understood).containsOnlyKeys(SendClass.values());
    assertThat(Duration.ofNanos(slowest)).isLessThan(Duration.ofSeconds(2));
  }

  private static void check(OutboundMessage message, byte[] body, String as) {
    String text = new String(body, StandardCharsets.UTF_8);
    JsonNode tree;
    try {
      tree = OTHER_READER.readTree(body);
    } catch (IOException e) {
      throw new AssertionError(as + ": only we could read " + text, e);
    }
    boolean hasTemplate = tree.hasNonNull("template");
    String type = tree.path("type").asText("").strip();
    switch (message.sendClass()) {
      case CONTROL -> {
        assertThat(tree.has("status")).as("%s: %s", as, text).isTrue();
        for (String member : List.of("to", "recipient", "type", "text", "template")) {
          assertThat(tree.hasNonNull(member)).as("%s: %s", as, text).isFalse();
        }
      }
      case TEMPLATE -> {
        boolean isOne =
            type.isEmpty() ? !tree.hasNonNull("text") : type.equalsIgnoreCase("template");
        assertThat(isOne && hasTemplate).as("%s: %s", as, text).isTrue();
        assertThat(message.template().name())
            .as("%s: %s", as, text)
            .isEqualTo(tree.path("template").path("name").asText());
      }
      default -> assertThat(type).as("%s: %s", as, text).isNotEqualToIgnoringCase("template");
    }
    if (message.contact() != null) {
      assertThat(message.contact()).as("%s: %s", as, text).isEqualTo(contact(tree));
    }
  }

  private static Contact contact(JsonNode tree) {
    String to = (tree.hasNonNull("to") ? tree.path("to") : tree.path("recipient")).asText();
    boolean group = tree.path("recipient_type").asText("").equalsIgnoreCase("group");
    return (group ? Contact.group(to) : Contact.addressed(to, "US")).orElseThrow();
  }
}
