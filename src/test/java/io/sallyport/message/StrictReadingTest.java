package io.sallyport.message;

import static io.sallyport.message.Bodies.malformed;
import static io.sallyport.message.Bodies.read;
import static io.sallyport.message.Bodies.understood;
import static io.sallyport.message.Bodies.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.message.Reading.Malformed;
import io.sallyport.message.Reading.Understood;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictReadingTest {

  private static final String TEXT =
      "{\"to\":\"16505551234\",\"type\":\"text\",\"text\":{\"body\":\"größe \\ud83d\\ude00\"}}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"to\":\"16505551234\",\"to\":\"16505551235\",\"type\":\"text\"}",
        "{\"to\":\"16505551234\",\"\\u0074o\":\"16505551235\",\"type\":\"text\"}",
        "{\"to\":\"16505551234\",\"type\":\"text\",\"t\\u0079pe\":\"template\"}",
        "{\"to\":\"16505551234\",\"type\":\"text\",\"text\":{\"body\":\"a\",\"body\":\"b\"}}",
        "{\"to\":\"16505551234\",\"type\":\"contacts\",\"contacts\":[{\"org\":{\"a\":1,\"a\":2}}]}",
        "{\"to\":\"16505551234\",\"type\":\"template\",\"template\":{\"name\":\"a\",\"name\":\"b\","
            + "\"language\":{\"code\":\"en\"}}}"
      })
  void aNameGivenTwiceIsRefusedAtAnyLevel(String body) {
    assertThat(malformed(body)).contains("Duplicate field");
  }

  @Test
  void equalNamesInDifferentObjectsAreNoDuplicates() {
    assertThat(
            understood(
                    "{\"to\":\"16505551234\",\"type\":\"interactive\","
                        + "\"interactive\":{\"type\":\"button\",\"to\":1}}")
                .sendClass())
        .isEqualTo(SendClass.FREE_FORM);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "17",
        "\"text\"",
        "[]",
        "[{\"to\":\"16505551234\"}]",
        "to=16505551234"
      })
  void whatIsNotOneObjectIsRefused(String body) {
    assertThat(malformed(body)).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", ",", "x", "]", "null", "\u0000"})
  void whateverFollowsTheObjectIsRefused(String more) {
    assertThat(malformed(TEXT + more)).isNotBlank();
    assertThat(understood(TEXT + " \r\n\t").sendClass()).isEqualTo(SendClass.FREE_FORM);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'to':'16505551234','type':'text'}",
        "{to:\"16505551234\",\"type\":\"text\"}",
        "{\"to\":\"16505551234\",\"type\":\"text\",}",
        "{\"to\":\"16505551234\",/* */\"type\":\"text\"}",
        "{\"to\":\"16505551234\",\"type\":\"text\",\"a\":NaN}",
        "{\"to\":\"16505551234\",\"type\":\"te\nxt\"}",
        "{\"to\":016505551234,\"type\":\"text\"}"
      })
  void lenientSpellingsOfJsonAreRefused(String body) {
    assertThat(malformed(body)).startsWith("The body is not valid JSON");
  }

  @Test
  void aByteOrderMarkIsRefused() {
    assertThat(malformed("\ufeff" + TEXT)).contains("byte-order mark");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE", "ISO-8859-1"})
  void onlyUtf8IsRead(String charset) {
    String ascii = TEXT.replaceAll("[^ -~]", "");

    assertThat(malformed(TEXT.getBytes(Charset.forName(charset)))).isNotBlank();
    if (charset.startsWith("UTF")) {
      assertThat(malformed(ascii.getBytes(Charset.forName(charset)))).isNotBlank();
    }
  }

  @Test
  void bytesThatAreNotUtf8AreRefusedWhereverTheyStand() {
    byte[] overlong = utf8(TEXT.replace("gr", "\u0001\u0002"));
    for (int i = 0; i < overlong.length; i++) {
      overlong[i] = overlong[i] == 1 ? (byte) 0xC1 : overlong[i] == 2 ? (byte) 0xB4 : overlong[i];
    }
    byte[] beyondTheBuffer = utf8("{\"a\":\"" + "x".repeat(5000) + "\u0001\"}");
    beyondTheBuffer[beyondTheBuffer.length - 3] = (byte) 0xFF;

    assertThat(malformed(overlong)).isEqualTo("The body is not valid UTF-8.");
    assertThat(malformed(beyondTheBuffer)).isEqualTo("The body is not valid UTF-8.");
    assertThat(understood(TEXT.replace("gr", "ü".repeat(5000))).sendClass())
        .isEqualTo(SendClass.FREE_FORM);
  }

  @Test
  void nestingHasAnEnd() {
    assertThat(read(nested(StrictJson.MAX_DEPTH - 1))).isInstanceOf(Understood.class);
    assertThat(malformed(nested(StrictJson.MAX_DEPTH))).contains("nested deeper than 64 levels");
    assertThat(malformed(nested(200_000))).contains("nested deeper than 64 levels");
  }

  private static String nested(int arrays) {
    return "{\"to\":\"16505551234\",\"type\":\"text\",\"a\":"
        + "[".repeat(arrays)
        + "]".repeat(arrays)
        + "}";
  }

  @Test
  void hugeNamesAndNumbersAreRefusedOrSkippedButNeverThrow() {
    String digits = "1".repeat(200_000);

    assertThat(malformed("{\"to\":" + digits + ",\"type\":\"text\"}")).isNotBlank();
    assertThat(malformed("{\"" + digits + "\":1,\"to\":\"1\",\"type\":\"text\"}")).isNotBlank();
  }

  @Test
  void aBodyThatBreaksOffIsRefusedWhereverItDoes() {
    byte[] whole = utf8(Bodies.TEMPLATE);
    assertThat(OutboundMessage.read(whole, null)).isInstanceOf(Understood.class);

    for (int length = 0; length < whole.length; length++) {
      assertThat(OutboundMessage.read(Arrays.copyOf(whole, length), null))
          .as("the first %d bytes", length)
          .isInstanceOf(Malformed.class);
    }
  }

  @Test
  void noMutationOfABodyMakesReadingThrow() {
    long seed = System.nanoTime();
    System.out.println("StrictReadingTest mutates with seed " + seed);
    Random random = new Random(seed);
    byte[][] whole = {utf8(TEXT), utf8(Bodies.TEMPLATE)};
    int understood = 0;

    for (int round = 0; round < 50_000; round++) {
      byte[] mutated = mutate(whole[round % whole.length], random);
      Reading reading = readOrExplain(mutated, seed, round);
      if (reading instanceof Malformed malformed) {
        assertThat(malformed.why()).isNotBlank();
      } else {
        understood++;
      }
    }

    assertThat(understood).as("mutations that are still a send").isBetween(1, 49_999);
  }

  private static Reading readOrExplain(byte[] body, long seed, int round) {
    try {
      return OutboundMessage.read(body, null);
    } catch (RuntimeException | Error e) {
      String text = new String(body, StandardCharsets.ISO_8859_1);
      throw new AssertionError("seed " + seed + ", round " + round + ": " + text, e);
    }
  }

  /** One to four bytes changed, dropped, doubled or swapped for a character JSON cares about. */
  private static byte[] mutate(byte[] body, Random random) {
    byte[] mutated = body.clone();
    for (int change = random.nextInt(4); change >= 0 && mutated.length > 1; change--) {
      int at = random.nextInt(mutated.length);
      switch (random.nextInt(4)) {
        case 0 -> mutated[at] = (byte) random.nextInt(256);
        case 1 -> mutated[at] = utf8("{}[]\",:\\0-e. ntf")[random.nextInt(16)];
        case 2 -> mutated = splice(mutated, at, at + 1 + random.nextInt(8), false);
        default -> mutated = splice(mutated, at, at + 1 + random.nextInt(40), true);
      }
    }
    return mutated;
  }

  /** Drops {@code from..to}, or repeats it. */
  private static byte[] splice(byte[] body, int from, int to, boolean repeat) {
    int end = Math.min(to, body.length);
    int head = repeat ? end : from;
    int tail = repeat ? from : end;
    byte[] spliced = Arrays.copyOf(body, head + body.length - tail);
    System.arraycopy(body, tail, spliced, head, body.length - tail);
    return spliced;
  }
}
