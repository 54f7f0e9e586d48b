package io.sallyport.redis.ledger;

import io.sallyport.contact.Contact;
import io.sallyport.contact.Names;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The names of three people, a phone number, a user id and a parent id each; and a crowd of numbers
 * that Meta names together with one of them, more than one contact may have.
 */
final class RandomNames {

  private static final List<Contact> PEOPLE =
      IntStream.range(0, 3)
          .boxed()
          .flatMap(
              person ->
                  Stream.of(
                      "1650555000" + person,
                      "US.1349120865530274191" + person,
                      "US.ENT.1181579921288684483" + person))
          .map(Contact::new)
          .toList();

  private static final List<Contact> CROWD =
      IntStream.range(100, 124).mapToObj(i -> new Contact("16505550" + i)).toList();

  static final List<Contact> ALL = Stream.of(PEOPLE, CROWD).flatMap(List::stream).toList();

  /** A group; the participants are none of the people above. */
  static final Contact GROUP = new Contact("Y2FwaV9ncm91cDoxNzA1NTU1MDEzOQ==");

  static final List<Contact> PARTICIPANTS =
      Stream.of("16505550131", "16505550132", "BR.13491208655302741918").map(Contact::new).toList();

  private final Random random;

  RandomNames(Random random) {
    this.random = random;
  }

  Contact one() {
    List<Contact> some = random.nextInt(4) == 0 ? CROWD : PEOPLE;
    return some.get(random.nextInt(some.size()));
  }

  /** A few, to look at. */
  List<Contact> few() {
    List<Contact> all = new ArrayList<>(ALL);
    Collections.shuffle(all, random);
    return all.subList(0, 9);
  }

  /** Whom to write to. */
  Contact recipient() {
    return random.nextInt(6) == 0 ? GROUP : one();
  }

  /** Others, mostly of the same person, so that people stay apart for a while. */
  List<Contact> others(Contact name) {
    if (name.isGroup()) {
      return List.of();
    }
    if (CROWD.contains(name)) {
      Contact other = CROWD.get(random.nextInt(4) == 0 ? random.nextInt(CROWD.size()) : 0);
      return other.equals(name) ? List.of() : List.of(other);
    }
    int person = random.nextInt(12) == 0 ? random.nextInt(3) : PEOPLE.indexOf(name) / 3;
    List<Contact> others = new ArrayList<>(PEOPLE.subList(person * 3, person * 3 + 3));
    others.remove(name);
    Collections.shuffle(others, random);
    return others.subList(0, random.nextInt(others.size() + 1));
  }

  /** The name, perhaps among others, in any order. */
  Names some(Contact name) {
    List<Contact> all = new ArrayList<>();
    all.add(name);
    if (random.nextInt(3) == 0 || CROWD.contains(name)) {
      all.addAll(others(name));
    }
    Collections.shuffle(all, random);
    return new Names(all.get(0), all.subList(1, all.size()));
  }
}
