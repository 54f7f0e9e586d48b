package io.sallyport.redis.ledger;

import io.sallyport.contact.Contact;
import io.sallyport.contact.Names;
import io.sallyport.ledger.Observation;
import io.sallyport.ledger.Observation.Price;
import io.sallyport.ledger.VirtualTime;
import io.sallyport.redis.ledger.LedgerPair.Held;
import io.sallyport.template.Category;
import io.sallyport.testkit.Plain;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** What becomes of the messages Meta took. */
final class RandomStatuses {

  /** A status comes within a month (platform-facts.md#time-to-live). */
  private static final Duration LATEST = Duration.ofDays(20);

  /** A message Meta took. */
  private static final class Message {
    final Held held;
    final String wamid;
    boolean delivered;
    @Nullable Instant failedAt;

    Message(Held held, String wamid) {
      this.held = held;
      this.wamid = wamid;
    }
  }

  private final Random random;
  private final VirtualTime time;
  private final LedgerPair ledgers;
  private final RandomNames names;
  private final List<Message> messages = new ArrayList<>();

  RandomStatuses(Random random, VirtualTime time, LedgerPair ledgers, RandomNames names) {
    this.random = random;
    this.time = time;
    this.ledgers = ledgers;
    this.names = names;
  }

  void accepted(Held held, String wamid) {
    messages.add(new Message(held, wamid));
  }

  String wamid() {
    return "wamid." + Long.toHexString(random.nextLong());
  }

  Instant past() {
    return time.second().minusSeconds(random.nextInt(random.nextBoolean() ? 3_000 : 120_000));
  }

  int code() {
    return switch (random.nextInt(14)) {
      case 0, 1, 2, 3 -> 131047;
      case 4, 5 -> 131049;
      case 6 -> 131050;
      default -> 131026;
    };
  }

  /**
   * A status of one of the messages; null when there is none.
   *
   * @param mayJoin whether the names of a number's contact may be told together
   */
  @Nullable Observation next(BiPredicate<String, Names> mayJoin) {
    if (messages.isEmpty()) {
      return null;
    }
    Message message = messages.get(random.nextInt(messages.size()));
    if (message.held.model().at().isBefore(time.now().minus(LATEST))) {
      messages.remove(message);
      return null;
    }
    if (message.held.contact().isGroup()) {
      return ofGroup(message);
    }
    Names some = names.some(message.held.contact());
    if (!mayJoin.test(message.held.number(), some)) {
      some = Names.of(message.held.contact());
    }
    boolean fails = message.failedAt != null || random.nextInt(4) == 0;
    return fails && !message.delivered ? failed(message, some) : reported(message, some);
  }

  /** Of all, or of a participant; what is heard of them contradicts itself, too. */
  private Observation ofGroup(Message message) {
    Names group = Names.of(message.held.contact());
    Contact participant =
        random.nextInt(4) == 0
            ? null
            : RandomNames.PARTICIPANTS.get(random.nextInt(RandomNames.PARTICIPANTS.size()));
    if (random.nextInt(5) == 0) {
      return new Observation.SendFailed(
          message.held.number(), group, later(message), message.wamid, code(), participant);
    }
    return new Observation.SendReported(
        message.held.number(),
        group,
        later(message),
        message.wamid,
        random.nextBoolean(),
        random.nextInt(3) == 0 ? null : price(message),
        null,
        participant);
  }

  private Observation failed(Message message, Names some) {
    if (message.failedAt == null) {
      message.failedAt = later(message);
    }
    return new Observation.SendFailed(
        message.held.number(), some, message.failedAt, message.wamid, code());
  }

  private Observation reported(Message message, Names some) {
    boolean delivered = random.nextBoolean();
    message.delivered = message.delivered || delivered;
    Price price = random.nextInt(3) == 0 ? null : price(message);
    boolean ends =
        price != null && price.kind() == Price.Kind.FREE_ENTRY_POINT && random.nextBoolean();
    Instant end =
        ends
            ? message.held.model().at().plus(Duration.ofDays(3)).plusSeconds(random.nextInt(50))
            : null;
    return Plain.reported(
        message.held.number(), some, later(message), message.wamid, delivered, price, end);
  }

  private Price price(Message message) {
    int free =
        ledgers
            .model
            .remembered(message.held.number(), List.of(message.held.contact()))
            .pricedFree();
    Price.Kind kind = free < 3 ? Price.Kind.values()[random.nextInt(3)] : Price.Kind.REGULAR;
    Category category =
        List.of(Category.MARKETING, Category.UTILITY, Category.SERVICE).get(random.nextInt(3));
    return new Price(kind, random.nextBoolean() ? null : category);
  }

  private Instant later(Message message) {
    Instant sent = message.held.model().at();
    Instant at = past();
    return at.isBefore(sent) ? sent : at;
  }
}
