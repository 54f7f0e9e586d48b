package io.sallyport.http.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NdjsonLinesTest {

  private static final int LONGEST = 10;

  private final List<String> told = new ArrayList<>();
  private final NdjsonLines lines =
      new NdjsonLines(
          LONGEST,
          new NdjsonLines.Sink() {
            @Override
            public void line(long number, byte[] content) {
              told.add(number + ":" + new String(content, StandardCharsets.UTF_8));
            }

            @Override
            public void tooLong(long number) {
              told.add(number + " too long");
            }
          });

  /** However the stream is cut. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 100})
  void numbersLinesFromOneAndSkipsBlankOnes(int piece) {
    add("\uFEFFa\n\n \t\r\nbb\r\n0123456789\r\n01234567890\nlast", piece);

    lines.end();

    assertThat(told).containsExactly("1:a", "4:bb", "5:0123456789", "6 too long", "7:last");
    assertThat(lines.count()).isEqualTo(7);
  }

  @Test
  void endsTheLastLineOnce() {
    add("a\n", 100);

    lines.end();

    assertThat(told).containsExactly("1:a");
    assertThat(lines.count()).isEqualTo(1);
  }

  @Test
  void hasNoLinesWhenThereIsNothing() {
    lines.end();

    assertThat(told).isEmpty();
    assertThat(lines.count()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 100})
  void keepsAByteOrderMarkAnywhereButAtTheStart(int piece) {
    add("\uFEFF\na\n\uFEFFb\n", piece);

    assertThat(told).containsExactly("2:a", "3:\uFEFFb");
  }

  @Test
  void tellsALineOfItsLongestWithEverythingBesides() {
    add("\uFEFF0123456789\r\n", 1);

    assertThat(told).containsExactly("1:0123456789");
  }

  @Test
  void forgetsWhatALongLineSaidBefore() {
    add("x".repeat(1000) + "\nab\n" + "y".repeat(1000), 3);

    lines.end();

    assertThat(told).containsExactly("1 too long", "2:ab", "3 too long");
  }

  @Test
  void keepsNothingOfALineThatIsTooLong() {
    add("x".repeat(8), 1);
    assertThat(lines.held()).isEqualTo(8);

    add("x".repeat(1000), 1);
    assertThat(lines.held()).isZero();
  }

  @Test
  void splitsAnyTextAsAnyOtherReaderWould() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    List<String> expected = new ArrayList<>();
    for (int number = 1; number <= 2000; number++) {
      String line = "é".repeat(random.nextInt(LONGEST / 2 + 1));
      text.append(line).append(random.nextBoolean() ? "\r\n" : "\n");
      if (!line.isEmpty()) {
        expected.add(number + ":" + line);
      }
    }

    Buffer all = Buffer.buffer(text.toString());
    for (int from = 0; from < all.length(); ) {
      int to = Math.min(all.length(), from + 1 + random.nextInt(40));
      lines.add(all.getBuffer(from, to));
      from = to;
    }

    assertThat(told).as("seed %d", seed).isEqualTo(expected);
  }

  private void add(String text, int piece) {
    Buffer all = Buffer.buffer(text);
    for (int from = 0; from < all.length(); from += piece) {
      lines.add(all.getBuffer(from, Math.min(all.length(), from + piece)));
    }
  }
}
