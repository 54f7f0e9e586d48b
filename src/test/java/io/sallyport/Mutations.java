package io.sallyport;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Bodies that were valid once: bytes lost, doubled, flipped, and members put where none belong. */
public final class Mutations {

  private static final List<String> PIECES =
      List.of(
          "\"to\":\"16505550199\",",
          "\"t\\u006f\":\"16505550199\",",
          "\"type\":\"text\",",
          "\"TYPE\":\"template\",",
          "\"status\":\"read\",",
          "\"text\":{\"body\":\"x\"},",
          "\"template\":{\"name\":\"a\",\"language\":{\"code\":\"en\"}},",
          "\"recipient\":\"US.13491208655302741918\",",
          "\"category\":\"utility\",",
          "{\"a\":",
          "[[[[[[[[",
          "]]]]",
          "}}",
          "null",
          "1e999",
          "-0",
          "\\u0000",
          "\\ud800",
          "\u0000",
          "\ufeff",
          "/* */",
          "//\n",
          "'",
          "\"",
          "\r\n",
          ",",
          ":");

  private final Random random;

  public Mutations(Random random) {
    this.random = random;
  }

  /** One of them, changed one to six times; now and then as it was. */
  public byte[] of(List<String> seeds) {
    byte[] body = one(seeds).getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(7); i > 0; i--) {
      body = changed(body, seeds);
    }
    return body;
  }

  private byte[] changed(byte[] body, List<String> seeds) {
    if (body.length == 0) {
      return one(PIECES).getBytes(StandardCharsets.UTF_8);
    }
    int at = random.nextInt(body.length);
    int end = Math.min(body.length, at + 1 + random.nextInt(20));
    return switch (random.nextInt(9)) {
      case 0 -> flipped(body, at);
      case 1 -> spliced(body, at, new byte[0], end);
      case 2 -> spliced(body, end, Arrays.copyOfRange(body, at, end), end);
      case 3 -> Arrays.copyOf(body, at);
      case 4 -> spliced(body, at, one(seeds).getBytes(StandardCharsets.UTF_8), end);
      case 5 -> spliced(body, at, new byte[] {(byte) random.nextInt(256)}, at);
      default -> {
        int member = afterAComma(body, at);
        yield spliced(body, member, one(PIECES).getBytes(StandardCharsets.UTF_8), member);
      }
    };
  }

  private static byte[] flipped(byte[] body, int at) {
    byte[] flipped = body.clone();
    flipped[at] ^= (byte) (1 << (at % 8));
    return flipped;
  }

  /** Where a member could begin. */
  private static int afterAComma(byte[] body, int from) {
    int at = from;
    while (at > 0 && body[at - 1] != ',' && body[at - 1] != '{') {
      at--;
    }
    return at;
  }

  private static byte[] spliced(byte[] body, int from, byte[] piece, int to) {
    ByteArrayOutputStream all = new ByteArrayOutputStream(body.length + piece.length);
    all.write(body, 0, from);
    all.writeBytes(piece);
    all.write(body, to, body.length - to);
    return all.toByteArray();
  }

  private String one(List<String> all) {
    return all.get(random.nextInt(all.size()));
  }
}
