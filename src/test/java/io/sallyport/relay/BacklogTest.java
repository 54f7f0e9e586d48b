package io.sallyport.relay;

import static io.sallyport.relay.Letters.NOON;
import static io.sallyport.relay.Letters.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whose claim it is. */
class BacklogTest {

  private final Backlog backlog = new Backlog();

  private List<String> next() {
    return next(NOON);
  }

  private List<String> next(Instant now) {
    return backlog.takeDue(now, 100).stream().map(QueuedLetter::place).toList();
  }

  private void add(QueuedLetter... letters) {
    List.of(letters).forEach(backlog::add);
  }

  @Test
  void ofOneContactOnlyTheOldestGoes() {
    add(waiting("1", "a"), waiting("2", "a"), waiting("3", "b"));

    assertThat(next()).containsExactly("1", "3");
    assertThat(next()).isEmpty();
    backlog.remove("1");
    assertThat(next()).containsExactly("2");
  }

  @Test
  void aBatchWaitsForAllItsContactsAndAllWaitForIt() {
    add(waiting("1", "a"), waiting("2", "b"), waiting("3", "a", "b"), waiting("4", "b", "c"));

    assertThat(next()).containsExactly("1", "2");
    backlog.remove("2");
    assertThat(next()).isEmpty();
    backlog.remove("1");
    assertThat(next()).containsExactly("3");
    backlog.remove("3");
    assertThat(next()).containsExactly("4");
  }

  @Test
  void whatFailedBlocksItsContactUntilItIsDone() {
    add(waiting("1", "a"), waiting("2", "a"));
    next();
    backlog.retryLater("1", Tries.none().at(NOON.plusSeconds(5)));

    assertThat(next()).isEmpty();
    assertThat(next(NOON.plusSeconds(4))).isEmpty();
    assertThat(next(NOON.plusSeconds(5))).containsExactly("1");
  }

  @Test
  void allAreDueWhenTheTargetIsBack() {
    add(waiting("1", "a"), waiting("2", "b"), waiting("3", "a"));
    next();
    backlog.retryLater("1", Tries.none().at(NOON.plusSeconds(500)));
    backlog.retryLater("2", Tries.none().at(NOON.plusSeconds(900)));

    backlog.makeAllDue(NOON);

    assertThat(next()).containsExactly("1", "2");
  }

  @Test
  void aNewStartForgetsAllButWhatIsUnderWay() {
    add(waiting("1", "a"), waiting("2", "a"), waiting("3", "b"));
    assertThat(next()).containsExactly("1", "3");
    backlog.remove("3");

    backlog.forgetAllButInFlight();
    add(waiting("1", "a"), waiting("2", "a"), waiting("4", "c"));

    assertThat(next()).containsExactly("4");
    backlog.remove("1");
    assertThat(next()).containsExactly("2");
  }

  @Test
  void lettersWithoutAKeyWaitForNobody() {
    add(waiting("1"), waiting("2"));

    assertThat(next()).containsExactly("1", "2");
  }

  @Test
  void keepsTheOrderOfEveryContactWhateverHappens() {
    long seed = Long.getLong("seed", new Random().nextLong());
    Random random = new Random(seed);
    Map<String, Integer> last = new HashMap<>();
    List<QueuedLetter> inFlight = new ArrayList<>();
    Instant now = NOON;
    int added = 0;
    int done = 0;
    while (done < 3_000) {
      String as = "-Dseed=" + seed + ", letter " + done;
      if (added < 3_000 && random.nextInt(3) > 0) {
        backlog.add(waiting(Integer.toString(added++), now, contacts(random)));
      }
      inFlight.addAll(backlog.takeDue(now, 1 + random.nextInt(8)));
      if (!inFlight.isEmpty()) {
        QueuedLetter one = inFlight.remove(random.nextInt(inFlight.size()));
        if (random.nextInt(4) == 0) {
          backlog.retryLater(one.place(), one.tries().at(now.plusSeconds(random.nextInt(9))));
        } else {
          backlog.remove(one.place());
          done++;
          int number = Integer.parseInt(one.place());
          for (Long key : one.order().keys()) {
            assertThat(last.getOrDefault("" + key, -1)).as(as).isLessThan(number);
            last.put("" + key, number);
          }
        }
      }
      now = now.plus(Duration.ofMillis(random.nextInt(900)));
    }
    assertThat(backlog.size()).isZero();
  }

  private static String[] contacts(Random random) {
    return random.ints(1 + random.nextInt(3), 0, 12).mapToObj(i -> "c" + i).toArray(String[]::new);
  }
}
