package io.sallyport.redis.ledger;

import io.sallyport.contact.Contact;
import io.sallyport.contact.Names;
import io.sallyport.ledger.ModelLedger.Remembered;
import io.sallyport.ledger.NumberNews;
import io.sallyport.ledger.NumberNews.Disconnected.Cause;
import io.sallyport.ledger.Observation;
import io.sallyport.ledger.VirtualTime;
import io.sallyport.redis.ledger.LedgerPair.Held;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Random commands about a few numbers and the names of a few people, and of a crowd.
 *
 * <p>Redis remembers a few of some things only (see TimesToLive), the model all of them. So no
 * contact here has more than four sends of which more is to be heard, eight messages that wait,
 * four from ads, four sends priced as in a free entry point. Nor is there what Redis cannot know: a
 * message under a name that is newer than a rename nobody heard of yet; an older and a newer one
 * than it in one delivery; a name left twice before anybody writes under it again, or renames told
 * in another order than they happened; a status under a name that is not one of the contact's when
 * it comes, or of a message that is both delivered with its price and failed; a failure that beats
 * the answer of a send that was not counted. How long the last answer took is known by what was
 * known when two people turned out to be one, so no three do at once.
 */
final class RandomTraffic {

  private final Random random;
  private final VirtualTime time;
  private final LedgerPair ledgers;
  private final RandomTerms terms;
  private final List<Held> held = new ArrayList<>();
  private final RandomNames names;
  private final RandomStatuses statuses;
  private final Map<String, Instant> newestInbound = new HashMap<>();
  private final Map<String, Instant> left = new HashMap<>();

  RandomTraffic(Random random, VirtualTime time, LedgerPair ledgers) {
    this.random = random;
    this.time = time;
    this.ledgers = ledgers;
    this.terms = new RandomTerms(random);
    this.names = new RandomNames(random);
    this.statuses = new RandomStatuses(random, time, ledgers, names);
  }

  /** A new number now and then, so that all starts again. */
  private String number() {
    return "n" + random.nextInt(3) + "-" + time.now().getEpochSecond() / 2_000_000;
  }

  void step() {
    String number = number();
    switch (random.nextInt(20)) {
      case 0, 1, 2 -> admit(number, names.recipient());
      case 3, 4, 5, 6 -> settle();
      case 7 -> observe(List.of(inbound(number)));
      case 8 -> observe(List.of(random.nextInt(4) == 0 ? inGroup(number) : inbound(number)));
      case 9, 10, 11 -> status(number);
      case 12 -> observe(List.of(consent(number)));
      case 13 ->
          observe(
              List.of(
                  random.nextInt(4) == 0
                      ? new Observation.Named(number, names.some(names.one()), statuses.past())
                      : new Observation.Answered(
                          number, names.some(names.one()), statuses.past())));
      case 14 -> rename(number);
      case 15 -> cover(number);
      case 16 -> news(number);
      case 17 -> batch(number);
      case 18 -> early(number, names.one());
      default -> travel();
    }
    if (random.nextInt(10) == 0) {
      ledgers.examine(number, names.few(), terms.any(number));
      ledgers.examine(number, List.of(RandomNames.GROUP), terms.any(number));
    }
  }

  private void travel() {
    int kind = random.nextInt(40);
    time.travel(Duration.ofSeconds(kind == 0 ? 700_000 : kind < 10 ? 40_000 : 600));
  }

  private void admit(String number, Contact contact) {
    Held admitted = ledgers.admit(number, contact, terms.any(number), terms.any(number));
    if (admitted != null) {
      held.add(admitted);
    }
  }

  private void settle() {
    if (held.isEmpty()) {
      return;
    }
    Held one = held.remove(random.nextInt(held.size()));
    List<Contact> others = random.nextInt(4) == 0 ? names.others(one.contact()) : List.of();
    if (random.nextInt(6) == 0 || !fits(one.number(), one.contact(), others, 1)) {
      ledgers.release(one);
    } else {
      String wamid = statuses.wamid();
      ledgers.commit(one, wamid, others);
      statuses.accepted(one, wamid);
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

  private void observe(List<Observation> observations) {
    for (Observation one : observations) {
      List<Contact> others = new ArrayList<>(one.contact().others());
      if (one instanceof Observation.Renamed renamed) {
        others.add(renamed.left());
      }
      boolean joins = !one.contact().others().isEmpty();
      if (!fits(one.phoneNumberId(), one.contact().first(), others, 0)
          || (joins && one instanceof Observation.Inbound && namesLeft(one))) {
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

  /** Who writes under a name that was left is somebody else: one more than are known. */
  private boolean namesLeft(Observation one) {
    return left.containsKey(key(one.phoneNumberId(), one.contact().first()))
        || one.contact().others().stream()
            .anyMatch(name -> left.containsKey(key(one.phoneNumberId(), name)));
  }

  private static String key(String number, Contact name) {
    return number + " " + name.id();
  }

  private Observation.Inbound inbound(String number) {
    var via = Observation.Via.values()[random.nextInt(Observation.Via.values().length)];
    boolean fromAd = random.nextInt(6) == 0;
    return new Observation.Inbound(number, names.some(names.one()), statuses.past(), via, fromAd);
  }

  /** No ad leads to a group. */
  private Observation inGroup(String number) {
    return new Observation.Inbound(
        number, Names.of(RandomNames.GROUP), statuses.past(), Observation.Via.MESSAGE, false);
  }

  private Observation consent(String number) {
    boolean in = random.nextInt(3) > 0;
    boolean byContact = !in || random.nextBoolean();
    String source = List.of("meta", "keyword", "paper form").get(random.nextInt(3));
    return new Observation.ConsentStated(
        number, names.some(names.one()), statuses.past(), in, source, byContact);
  }

  /** About one in a hundred commands; the messages it comes with are of another batch. */
  private void rename(String number) {
    Contact from = names.one();
    Contact to = names.one();
    if (random.nextInt(4) > 0 || from.equals(to)) {
      return;
    }
    Instant at = statuses.past();
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
    Contact name = names.one();
    Observation.Inbound first = inbound(number);
    all.add(first);
    all.add(new Observation.Answered(number, Names.of(name), statuses.past()));
    Contact second = names.one();
    if (!second.equals(first.contact().first())) {
      all.add(
          new Observation.Inbound(
              number, Names.of(second), statuses.past(), Observation.Via.MESSAGE, false));
    }
    Observation.SendFailed failed =
        new Observation.SendFailed(
            number, Names.of(name), statuses.past(), statuses.wamid(), statuses.code());
    all.add(failed);
    all.add(failed);
    Collections.shuffle(all, random);
    observe(all);
  }

  private void status(String number) {
    Observation status =
        random.nextInt(8) == 0
            ? null
            : statuses.next((of, some) -> fits(of, some.first(), some.others(), 0));
    if (status != null) {
      ledgers.observe(List.of(status));
    } else {
      observe(
          List.of(
              new Observation.SendFailed(
                  number,
                  names.some(names.one()),
                  statuses.past(),
                  statuses.wamid(),
                  statuses.code())));
    }
  }

  /** A failure comes before the answer it is about. */
  private void early(String number, Contact contact) {
    Held one = ledgers.admit(number, contact, terms.marketing(number), terms.any(number));
    if (one == null) {
      return;
    }
    if (one.model().counted() && fits(number, contact, List.of(), 1)) {
      String wamid = statuses.wamid();
      ledgers.observe(
          List.of(
              new Observation.SendFailed(
                  number, Names.of(contact), time.second(), wamid, statuses.code())));
      ledgers.commit(one, wamid, List.of());
    } else {
      ledgers.release(one);
    }
  }

  private void cover(String number) {
    Instant newest = random.nextInt(4) == 0 ? null : statuses.past();
    ledgers.cover(number, random.nextInt(20) == 0, newest);
  }

  private void news(String number) {
    if (random.nextInt(3) > 0) {
      return;
    }
    Instant at = statuses.past();
    Instant until = time.second().plusSeconds(random.nextInt(40_000) - 20_000);
    ledgers.observe(
        switch (random.nextInt(9)) {
          case 0 -> new NumberNews.BusinessInitiatedBlocked(number, at, until);
          case 1 -> new NumberNews.EverythingBlocked(number, at, until);
          case 2, 3 -> new NumberNews.Disabled(number, at, random.nextInt(4) == 0);
          case 4 -> new NumberNews.MessagingLimit(number, at, "TIER_" + random.nextInt(3) + "K");
          case 5 -> new NumberNews.Throughput(number, at, "TIER_" + random.nextInt(3));
          case 6 -> new NumberNews.Disconnected(number, at, Cause.PARTNER_REMOVED);
          case 7 -> new NumberNews.Disconnected(number, at, Cause.ACCOUNT_OFFBOARDED);
          default -> new NumberNews.Reconnected(number, at);
        });
  }
}
