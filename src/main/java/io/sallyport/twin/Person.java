package io.sallyport.twin;

import java.util.Map;
import java.util.TreeMap;

/**
 * A customer: a person, whatever the name, with a relationship to each business phone number. Only
 * {@link People} changes the names.
 */
final class Person {
  private final Map<String, Relationship> byNumber = new TreeMap<>();
  private volatile Names names;

  Person(Names names) {
    this.names = names;
  }

  Names names() {
    return names;
  }

  void names(Names to) {
    names = to;
  }

  synchronized Relationship with(TwinNumber number) {
    return byNumber.computeIfAbsent(number.pnid(), pnid -> new Relationship());
  }

  synchronized boolean hasMet(TwinNumber number) {
    return byNumber.containsKey(number.pnid());
  }

  /** The other turns out to have been this person all along. */
  synchronized void join(Person other) {
    other.relationships().forEach((pnid, theirs) -> byNumber.merge(pnid, theirs, Person::joined));
  }

  private static Relationship joined(Relationship mine, Relationship theirs) {
    mine.join(theirs);
    return mine;
  }

  private synchronized Map<String, Relationship> relationships() {
    return Map.copyOf(byNumber);
  }
}
