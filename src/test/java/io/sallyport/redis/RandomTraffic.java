package io.sallyport.redis;

import io.sallyport.admission.ModelLedger.Remembered;
import io.sallyport.admission.NumberNews;
import io.sallyport.admission.Observation;
import io.sallyport.admission.Observation.Price;
import io.sallyport.admission.VirtualTime;
import io.sallyport.contact.Contact;
import io.sallyport.contact.Names;
import io.sallyport.redis.LedgerPair.Held;
import io.sallyport.template.Category;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Random commands about a few numbers and the names of a few people.
 *
 * <p>Redis remembers a few of some things only (see Lives), the model all of them. So no contact
 * here has more than four sends of which more is to be heard, eight messages that wait, four from
 * ads, four sends priced as in a free entry point. Nor is there what Redis cannot know: a message
 * under a name that is newer than a rename nobody heard of yet; an older and a newer one than it in
 * one delivery; a name left twice before anybody writes under it again, or renames told in another
 * order than they happened; a status under a name that is not one of the contact's when it comes,
 * or of a message that is both delivered with its price and failed; a failure that beats the answer
 * of a send that was not counted. How long the last answer took is known by what was known when two
 * people turned out to be one, so no three do at once.
 */
final class RandomTraffic {

  /** A message Meta took. */
  private static final class Message {
    final Held held;
    final String wamid;
    boolean done;
    @Nullable Instant failedAt;

    Message(Held held, String wamid) {
      this.held = held;
      this.wamid = wamid;
    }
  }

  private final Random random;
  private final VirtualTime time;
  private final LedgerPair ledgers;
  private final RandomTerms terms;
  private final List<Held> held = new ArrayList<>();
  private final List<Message> messages = new ArrayList<>();
  private final Map<String, Instant> newestInbound = new HashMap<>();
  private final Map<String, Instant> left = new HashMap<>();

  RandomTraffic(Random random, VirtualTime time, LedgerPair ledgers) {
    this.random = random;
    this.time = time;
    this.ledgers = ledgers;
    this.terms = new RandomTerms(random);
  }

  /** A new number now and then, so that all starts again. */
  private String number() {
    return "n" + random.nextInt(3) + "-" + time.now().getEpochSecond() / 2_000_000;
  }

  static List<Contact> names() {
    List<Contact> names = new ArrayList<>();
    for (int person = 0; person < 3; person++) {
      names.add(new Contact("1650555000" + person));
      names.add(new Contact("US.1349120865530274191" + person));
      names.add(new Contact("US.ENT.1181579921288684483" + person));
    }
    return names;
  }

  private Contact name() {
    return names().get(random.nextInt(9));
  }

  void step() {
    String number = number();
    switch (random.nextInt(20)) {
      case 0, 1, 2 -> admit(number, name());
      case 3, 4, 5, 6 -> settle();
      case 7, 8 -> observe(List.of(inbound(number)));
      case 9, 10, 11 -> status();
      case 12 -> observe(List.of(consent(number)));
      case 13 -> observe(List.of(new Observation.Answered(number, some(name()), past())));
      case 14 -> rename(number);
      case 15 -> ledgers.cover(number, random.nextInt(20) == 0);
      case 16 -> news(number);
      case 17 -> batch(number);
      case 18 -> early(number, name());
      default -> travel();
    }
    if (random.nextInt(10) == 0) {
      ledgers.examine(number, names(), terms.any(number));
    }
  }

  private void travel() {
    int kind = random.nextInt(40);
    time.travel(Duration.ofSeconds(kind == 0 ? 700_000 : kind < 10 ? 40_000 : 600));
  }

  private void admit(String number, Contact contact) {
    Held admitted = ledgers.admit(number, contact, terms.any(number));
    if (admitted != null) {
      held.add(admitted);
    }
  }

  private void settle() {
    if (held.isEmpty()) {
      return;
    }
    Held one = held.remove(random.nextInt(held.size()));
    List<Contact> others = random.nextInt(4) == 0 ? otherNames(one.contact()) : List.of();
    if (random.nextInt(6) == 0 || !fits(one.number(), one.contact(), others, 1)) {
      ledgers.release(one);
    } else {
      Message message = new Message(one, "wamid." + Long.toHexString(random.nextLong()));
      ledgers.commit(one, message.wamid, others);
      messages.add(message);
    }
  }

  /** Whether what is remembered of the contact, once these names are joined, is what Redis can. */
  private boolean fits(String number, Contact contact, List<Contact> others, int moreDue) {
    List<Contact> all = new ArrayList<>(others);
    all.add(contact);
    Remembered sum = ledgers.model.remembered(number, all);
    return sum.people() <= 2
        && sum.due() + moreDue <= 4
        && sum.waiting() < 8
        && sum.ads() < 4
        && sum.pricedFree() < 4;
  }

  /** Mostly the same person's, so that people stay apart for a while. */
  private List<Contact> otherNames(Contact name) {
    List<Contact> all = names();
    int person = all.indexOf(name) / 3;
    if (random.nextInt(12) == 0) {
      person = random.nextInt(3);
    }
    List<Contact> others = new ArrayList<>(all.subList(person * 3, person * 3 + 3));
    others.remove(name);
    Collections.shuffle(others, random);
    return others.subList(0, random.nextInt(others.size() + 1));
  }

  /** The name, perhaps among others, in any order. */
  private Names some(Contact name) {
    List<Contact> all = new ArrayList<>();
    all.add(name);
    if (random.nextInt(3) == 0) {
      all.addAll(otherNames(name));
    }
    Collections.shuffle(all, random);
    return new Names(all.get(0), all.subList(1, all.size()));
  }

  private void observe(List<Observation> observations) {
    for (Observation one : observations) {
      List<Contact> others = new ArrayList<>(one.contact().others());
      if (one instanceof Observation.Renamed renamed) {
        others.add(renamed.left());
      }
      if (!fits(one.phoneNumberId(), one.contact().first(), others, 0)) {
        return;
      }
    }
    for (Observation one : observations) {
      if (one instanceof Observation.Inbound inbound) {
        newestInbound.merge(
            key(inbound.phoneNumberId(), inbound.contact().first()),
            inbound.at(),
            (a, b) -> a.isAfter(b) ? a : b);
        left.computeIfPresent(
            key(inbound.phoneNumberId(), inbound.contact().first()),
            (name, at) -> inbound.at().isAfter(at) ? null : at);
      }
    }
    ledgers.observe(observations);
  }

  private static String key(String number, Contact name) {
    return number + " " + name.id();
  }

  private Observation.Inbound inbound(String number) {
    var via = Observation.Via.values()[random.nextInt(Observation.Via.values().length)];
    boolean fromAd = random.nextInt(6) == 0;
    return new Observation.Inbound(number, some(name()), past(), via, fromAd);
  }

  private Observation consent(String number) {
    boolean in = random.nextInt(3) > 0;
    boolean byContact = !in || random.nextBoolean();
    String source = List.of("meta", "keyword", "paper form").get(random.nextInt(3));
    return new Observation.ConsentStated(number, some(name()), past(), in, source, byContact);
  }

  /** About one in a hundred commands; the messages it comes with are of another batch. */
  private void rename(String number) {
    Contact from = name();
    Contact to = name();
    if (random.nextInt(4) > 0 || from.equals(to)) {
      return;
    }
    Instant at = past();
    Instant newest = newestInbound.getOrDefault(key(number, from), at);
    at = newest.isAfter(at) ? newest : at;
    Instant back = left.get(key(number, to));
    if (left.containsKey(key(number, from)) || (back != null && !back.isBefore(at))) {
      return;
    }
    if (fits(number, from, List.of(to), 0)) {
      var renamed = new Observation.Renamed(number, from, Names.of(to), at);
      left.put(key(number, from), at);
      left.remove(key(number, to));
      ledgers.observe(random.nextBoolean() ? List.of(renamed) : List.of(renamed, renamed));
    }
  }

  /** Several at once, only one of which joins people. */
  private void batch(String number) {
    List<Observation> all = new ArrayList<>();
    Contact name = name();
    Observation.Inbound first = inbound(number);
    all.add(first);
    all.add(new Observation.Answered(number, Names.of(name), past()));
    Contact second = name();
    if (!second.equals(first.contact().first())) {
      all.add(
          new Observation.Inbound(
              number, Names.of(second), past(), Observation.Via.MESSAGE, false));
    }
    Observation.SendFailed failed =
        new Observation.SendFailed(number, Names.of(name), past(), wamid(), code());
    all.add(failed);
    all.add(failed);
    Collections.shuffle(all, random);
    observe(all);
  }

  private void status() {
    if (messages.isEmpty() || random.nextInt(8) == 0) {
      String number = number();
      observe(List.of(new Observation.SendFailed(number, some(name()), past(), wamid(), code())));
      return;
    }
    int index = random.nextInt(messages.size());
    Message message = messages.get(index);
    Instant sent = message.held.model().at();
    if (sent.isBefore(time.now().minus(Duration.ofDays(20)))) {
      messages.remove(index);
    } else if (!message.done && (message.failedAt != null || random.nextInt(4) == 0)) {
      fail(message, sent);
    } else {
      report(message, sent);
    }
  }

  private void fail(Message message, Instant sent) {
    if (message.failedAt == null) {
      message.failedAt = later(sent);
    }
    observe(
        List.of(
            new Observation.SendFailed(
                message.held.number(),
                some(message.held.contact()),
                message.failedAt,
                message.wamid,
                code())));
  }

  private void report(Message message, Instant sent) {
    boolean delivered = random.nextBoolean();
    Price price = random.nextInt(3) == 0 ? null : price();
    boolean ends =
        price != null && price.kind() == Price.Kind.FREE_ENTRY_POINT && random.nextBoolean();
    Names names = some(message.held.contact());
    if (!fits(message.held.number(), names.first(), names.others(), 0)) {
      names = Names.of(message.held.contact());
    }
    if (price != null
        && ledgers
                .model
                .remembered(message.held.number(), List.of(message.held.contact()))
                .pricedFree()
            >= 3) {
      price = new Price(Price.Kind.REGULAR, null);
      ends = false;
    }
    message.done = message.done || delivered;
    ledgers.observe(
        List.of(
            new Observation.SendReported(
                message.held.number(),
                names,
                later(sent),
                message.wamid,
                delivered,
                price,
                ends ? sent.plusSeconds(259_200 + random.nextInt(50)) : null)));
  }

  private Price price() {
    Category category =
        List.of(Category.MARKETING, Category.UTILITY, Category.SERVICE).get(random.nextInt(3));
    return new Price(
        Price.Kind.values()[random.nextInt(3)], random.nextBoolean() ? null : category);
  }

  /** A failure comes before the answer it is about. */
  private void early(String number, Contact contact) {
    Held one = ledgers.admit(number, contact, terms.marketing(number));
    if (one == null) {
      return;
    }
    if (one.model().counted() && fits(number, contact, List.of(), 1)) {
      String wamid = wamid();
      ledgers.observe(
          List.of(
              new Observation.SendFailed(number, Names.of(contact), time.second(), wamid, code())));
      ledgers.commit(one, wamid, List.of());
    } else {
      ledgers.release(one);
    }
  }

  private void news(String number) {
    if (random.nextInt(3) > 0) {
      return;
    }
    Instant at = past();
    Instant until = time.second().plusSeconds(random.nextInt(40_000) - 20_000);
    ledgers.observe(
        switch (random.nextInt(6)) {
          case 0 -> new NumberNews.BusinessInitiatedBlocked(number, at, until);
          case 1 -> new NumberNews.EverythingBlocked(number, at, until);
          case 2, 3 -> new NumberNews.Disabled(number, at, random.nextInt(4) == 0);
          case 4 -> new NumberNews.MessagingLimit(number, at, "TIER_" + random.nextInt(3) + "K");
          default -> new NumberNews.Throughput(number, at, "TIER_" + random.nextInt(3));
        });
  }

  private String wamid() {
    return "wamid." + Long.toHexString(random.nextLong());
  }

  private Instant past() {
    return time.second().minusSeconds(random.nextInt(random.nextBoolean() ? 3_000 : 120_000));
  }

  private Instant later(Instant sent) {
    Instant at = past();
    return at.isBefore(sent) ? sent : at;
  }

  private int code() {
    return switch (random.nextInt(14)) {
      case 0, 1, 2, 3 -> 131047;
      case 4, 5 -> 131049;
      case 6 -> 131050;
      default -> 131026;
    };
  }
}
