package io.sallyport.ledger;

import io.sallyport.contact.Consent;
import java.time.Instant;

/** One statement of a contact's consent, and which of two stands. */
record ConsentWord(Instant at, Kind kind, String source) {

  /** The weakest first. */
  enum Kind {
    BUSINESS_IN,
    CONTACT_IN,
    OUT
  }

  static ConsentWord of(Observation.ConsentStated stated) {
    Kind in = stated.byContact() ? Kind.CONTACT_IN : Kind.BUSINESS_IN;
    return new ConsentWord(stated.at(), stated.optIn() ? in : Kind.OUT, stated.source());
  }

  /** Of two words on one person the newer, of two at the same second the stronger. */
  ConsentWord newer(ConsentWord other) {
    if (!at.equals(other.at)) {
      return at.isAfter(other.at) ? this : other;
    }
    if (kind != other.kind) {
      return kind.compareTo(other.kind) > 0 ? this : other;
    }
    return source.compareTo(other.source) > 0 ? this : other;
  }

  /** Of two words on two people who turned out to be one. */
  ConsentWord joined(ConsentWord other) {
    if (kind == Kind.OUT && other.kind == Kind.BUSINESS_IN) {
      return this;
    }
    return kind == Kind.BUSINESS_IN && other.kind == Kind.OUT ? other : newer(other);
  }

  Consent consent() {
    Consent.State state = kind == Kind.OUT ? Consent.State.OPT_OUT : Consent.State.OPT_IN;
    return new Consent(state, source, at);
  }
}
