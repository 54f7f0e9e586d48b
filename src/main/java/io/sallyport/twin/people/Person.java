package io.sallyport.twin.people;

import io.sallyport.twin.platform.TwinNumber;
import java.util.Map;
import java.util.TreeMap;

/**
 * A customer: a person, whatever the name, with a relationship to each business phone number. Only
 * {@link People} changes the names.
 */
public final class Person {
  private final Map<String, Relationship> byNumber = new TreeMap<>();
  private volatile Names names;

  Person(Names names) {
    this.names = names;
  }

  public Names names() {
    return names;
  }

  public void names(Names to) {
    names = to;
  }

  public synchronized Relationship with(TwinNumber number) {
    return byNumber.computeIfAbsent(number.pnid(), pnid -> new Relationship());
  }

  public synchronized boolean hasMet(TwinNumber number) {
    return byNumber.containsKey(number.pnid());
  }

  /** Adds the history of the other, who is the same person under another name. */
  synchronized void merge(Person other) {
    other.relationships().forEach((pnid, theirs) -> byNumber.merge(pnid, theirs, Person::merged));
  }

  private static Relationship merged(Relationship mine, Relationship theirs) {
    mine.merge(theirs);
    return mine;
  }

  private synchronized Map<String, Relationship> relationships() {
    return Map.copyOf(byNumber);
  }
}
