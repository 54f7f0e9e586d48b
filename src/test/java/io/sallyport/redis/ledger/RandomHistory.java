package io.sallyport.redis.ledger;

import io.sallyport.contact.Contact;
import io.sallyport.contact.Names;
import io.sallyport.ledger.Observation;
import io.sallyport.ledger.Observation.Price;
import io.sallyport.ledger.Observation.Via;
import io.sallyport.template.Category;
import io.sallyport.testkit.Plain;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * What Meta and the business said of two people in ten days.
 *
 * <p>What must depend on the order is not in it, since no ledger could know better:
 *
 * <ul>
 *   <li>A status names its contact as the send did: of another name nobody could say yet whose
 *       message it is about.
 *   <li>A message has one fate, one price, and one time at which it failed. A failed one has no
 *       price (platform-facts.md#price-in-a-status).
 *   <li>A name that was left is nobody's again: numbers are given to others after months, and Meta
 *       repeats itself for a week.
 *   <li>What the business put down is older than a stop: whether it undoes one of another name
 *       depends on whether the names were known to be one contact's when it was put down.
 *   <li>A person's marketing is of one day: where one conversation ends and the next begins was
 *       known when they were sent, by what had not failed yet.
 * </ul>
 *
 * Nor has it more than Redis remembers of a contact, see TimesToLive: four sends, four ads, eight
 * messages that wait.
 */
final class RandomHistory {

  static final Duration LENGTH = Duration.ofDays(10);

  /** One send, before everything else is heard. */
  record Send(Contact contact, Instant at, String wamid, boolean marketing) {}

  /** One person: a phone number, a user id, a parent id, and the next phone number and user id. */
  private record Person(List<Contact> names, @Nullable Instant moved) {

    Contact phone() {
      return names.get(0);
    }
  }

  private final Random random;
  private final String number;
  private final Instant now;
  private final List<Send> sends = new ArrayList<>();
  private final List<Observation> observations = new ArrayList<>();
  private final List<Contact> names = new ArrayList<>();

  RandomHistory(Random random, String number, Instant now) {
    this.random = random;
    this.number = number;
    this.now = now;
    Person first = person(0);
    Person second = person(1);
    names.addAll(first.names());
    names.addAll(second.names());
    int length = 5 + random.nextInt(36);
    tell(first, length - length / 4);
    tell(second, length / 4);
    sends.sort((a, b) -> a.at().compareTo(b.at()));
  }

  /** Oldest first. */
  List<Send> sends() {
    return sends;
  }

  /** Each once, in no order. */
  List<Observation> observations() {
    return observations;
  }

  List<Contact> names() {
    return names;
  }

  /** All of it in another order, some of it more than once, in deliveries of some at once. */
  List<List<Observation>> delivered() {
    List<Observation> all = new ArrayList<>(observations);
    for (Observation one : observations) {
      if (random.nextInt(3) == 0) {
        all.add(one);
      }
    }
    Collections.shuffle(all, random);
    List<List<Observation>> deliveries = new ArrayList<>();
    for (int from = 0; from < all.size(); ) {
      int to = Math.min(all.size(), from + 1 + random.nextInt(10));
      deliveries.add(all.subList(from, to));
      from = to;
    }
    return deliveries;
  }

  private Person person(int index) {
    List<Contact> all =
        List.of(
            new Contact("1650555010" + index),
            new Contact("US.1349120865530274191" + index),
            new Contact("US.ENT.1181579921288684483" + index),
            new Contact("1650555020" + index),
            new Contact("US.2749120865530274191" + index));
    return new Person(all, random.nextInt(3) == 0 ? within(Duration.ofDays(4)) : null);
  }

  private void tell(Person person, int length) {
    Instant campaign = within(Duration.ofDays(5));
    for (int i = random.nextInt(5); i > 0; i--) {
      boolean marketing = random.nextBoolean();
      Instant at =
          marketing ? campaign.minusSeconds(random.nextInt(80_000)) : within(Duration.ofDays(6));
      Send send =
          new Send(
              person.names().get(random.nextInt(2)),
              at.truncatedTo(ChronoUnit.MINUTES).plusSeconds(i),
              wamid(),
              marketing);
      sends.add(send);
      report(send, person);
    }
    if (person.moved() != null) {
      observations.add(moved(person));
    }
    int ads = 4;
    int waiting = 8;
    while (length-- > 0) {
      int kind = random.nextInt(10);
      if (kind < 5 && waiting-- > 0) {
        observations.add(wrote(person, ads-- > 0 && random.nextInt(3) == 0));
      } else if (kind < 8) {
        observations.add(stated(person));
      } else if (kind == 8) {
        Instant at = within(LENGTH);
        observations.add(new Observation.Answered(number, some(person, at), at));
      } else {
        Instant at = within(Duration.ofDays(6));
        observations.add(failed(some(person, at), at, wamid()));
      }
    }
  }

  private Observation moved(Person person) {
    List<Contact> next = List.of(person.names().get(3), person.names().get(4));
    Names names = new Names(next.get(0), random.nextBoolean() ? next.subList(1, 2) : List.of());
    return new Observation.Renamed(number, person.phone(), names, person.moved());
  }

  private Observation wrote(Person person, boolean fromAd) {
    Names names = some(person);
    Instant at = within(LENGTH);
    if (namesLeft(person, names, at)) {
      at = person.moved();
    }
    return new Observation.Inbound(
        number, names, at, Via.values()[random.nextInt(Via.values().length)], fromAd);
  }

  private Observation stated(Person person) {
    int kind = random.nextInt(4);
    boolean byContact = kind > 0;
    Instant at =
        byContact
            ? within(Duration.ofDays(7))
            : now.minus(Duration.ofDays(8)).minusSeconds(random.nextInt(100_000));
    String source = List.of("meta", "keyword").get(random.nextInt(2));
    return new Observation.ConsentStated(
        number, some(person, at), at, kind != 1, source, byContact);
  }

  /** One fate: it fails, or is sent, delivered and read. */
  private void report(Send send, Person person) {
    Instant at = send.at().plusSeconds(random.nextInt(50));
    Names names = with(send.contact(), person, at);
    if (random.nextInt(3) == 0) {
      observations.add(failed(names, at, send.wamid()));
      return;
    }
    Price.Kind kind = Price.Kind.values()[random.nextInt(3)];
    Price price = new Price(kind, random.nextBoolean() ? null : Category.SERVICE);
    Instant end = send.at().plus(Duration.ofDays(3)).plusSeconds(random.nextInt(9));
    boolean ends = kind == Price.Kind.FREE_ENTRY_POINT && random.nextBoolean();
    boolean priced = random.nextInt(4) > 0;
    if (random.nextInt(4) > 0) {
      observations.add(
          Plain.reported(
              number, names, at, send.wamid(), false, priced ? price : null, ends ? end : null));
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      boolean again = priced && i == 2;
      Instant later = at.plusSeconds(random.nextInt(80_000));
      observations.add(
          Plain.reported(
              number,
              with(send.contact(), person, later),
              later,
              send.wamid(),
              true,
              again ? price : null,
              null));
    }
  }

  private Observation failed(Names names, Instant at, String wamid) {
    int code = List.of(131047, 131049, 131050, 131026, 131049).get(random.nextInt(5));
    return new Observation.SendFailed(number, names, at, wamid, code);
  }

  /** A few of the person's names, as far as they are not the next ones of somebody who stayed. */
  private Names some(Person person) {
    List<Contact> all = new ArrayList<>(person.names().subList(0, person.moved() == null ? 3 : 5));
    Collections.shuffle(all, random);
    int many = random.nextInt(3) == 0 ? 2 + random.nextInt(2) : 1;
    return new Names(all.get(0), all.subList(1, many));
  }

  /** The same at a time: what names a number that was left and another name joins nobody. */
  private Names some(Person person, Instant at) {
    return current(person, some(person), at);
  }

  private static Names current(Person person, Names names, Instant at) {
    return namesLeft(person, names, at) ? Names.of(person.phone()) : names;
  }

  private static boolean namesLeft(Person person, Names names, Instant at) {
    boolean has = names.first().equals(person.phone()) || names.others().contains(person.phone());
    return has && person.moved() != null && at.isAfter(person.moved());
  }

  private Names with(Contact contact, Person person, Instant at) {
    Names names = current(person, with(contact, person), at);
    return names.first().equals(person.phone()) && names.others().isEmpty()
        ? Names.of(contact)
        : names;
  }

  private Names with(Contact contact, Person person) {
    Names names = some(person);
    if (names.first().equals(contact) || names.others().contains(contact)) {
      return names;
    }
    List<Contact> others = new ArrayList<>(names.others());
    others.add(contact);
    return new Names(names.first(), others);
  }

  private String wamid() {
    return "wamid." + Long.toHexString(random.nextLong());
  }

  private Instant within(Duration last) {
    return now.minusSeconds(random.nextInt((int) last.toSeconds()));
  }
}
