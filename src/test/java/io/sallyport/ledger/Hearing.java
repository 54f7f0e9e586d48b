package io.sallyport.ledger;

import io.sallyport.contact.Contact;
import io.sallyport.contact.Window;
import io.sallyport.ledger.ContactHistory.Wrote;
import io.sallyport.ledger.Effect.Cause;
import io.sallyport.message.MetaError;
import io.sallyport.template.Category;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** One delivery of observations to the model. */
final class Hearing {

  private static final Duration DAY = Duration.ofHours(24);
  private static final Duration NEAR_THE_END = Duration.ofMinutes(1);

  private final Function<String, NumberHistory> numbers;
  private final Instant now;
  private final Consumer<Effect> effects;
  private final List<Runnable> ofNamesApart = new ArrayList<>();

  Hearing(Function<String, NumberHistory> numbers, Instant now, Consumer<Effect> effects) {
    this.numbers = numbers;
    this.now = now;
    this.effects = effects;
  }

  private People people(Observation observation) {
    return numbers.apply(observation.phoneNumberId()).people;
  }

  void renames(Observation observation) {
    if (observation instanceof Observation.Renamed renamed) {
      people(renamed).rename(renamed.left(), renamed.contact().first(), renamed.at());
      people(renamed).named(renamed.contact().first()).see();
    }
  }

  void wrote(Observation observation) {
    if (observation instanceof Observation.Inbound inbound) {
      boolean waits =
          inbound.via() != Observation.Via.CALL
              && inbound.via() != Observation.Via.IMPORT
              && inbound.via() != Observation.Via.EVENT;
      if (waits && inbound.at().isAfter(now.minusSeconds(10))) {
        numbers.apply(inbound.phoneNumberId()).throughput.drain(now, 80);
      }
      wrote(inbound, inbound.contact().first(), waits);
    }
  }

  private void wrote(Observation.Inbound inbound, Contact name, boolean waits) {
    ContactHistory person = people(inbound).writing(name, inbound.at());
    boolean wasOpen = person.isOpen(now);
    person.wrote(inbound, now, waits);
    if (person.isOpen(now) && !wasOpen) {
      effects.accept(new Effect.WindowOpened(inbound.phoneNumberId()));
    }
  }

  void names(Observation observation) {
    for (Contact other : observation.contact().others()) {
      Contact first = observation.contact().first();
      if (observation instanceof Observation.Renamed) {
        people(observation).renamed(first, other, observation.at());
      } else if (!people(observation).named(first, other, observation.at())) {
        effects.accept(new Effect.NameNotLearned(observation.phoneNumberId()));
        ofNamesApart.add(() -> all(observation, other));
      }
    }
  }

  /** Names that stay two people: what was said is said of each. */
  void restOfNamesApart() {
    ofNamesApart.forEach(Runnable::run);
  }

  private void all(Observation observation, Contact name) {
    if (observation instanceof Observation.Inbound inbound) {
      wrote(inbound, name, false);
    }
    rest(observation, name);
  }

  void rest(Observation observation) {
    rest(observation, observation.contact().first());
  }

  private void rest(Observation observation, Contact name) {
    ContactHistory person = people(observation).named(name);
    if (observation instanceof Observation.SendFailed failure) {
      failed(failure, person);
    } else if (observation instanceof Observation.SendReported report) {
      reported(report, person);
    } else if (observation instanceof Observation.ConsentStated stated) {
      person.stated(ConsentWord.of(stated));
    } else if (observation instanceof Observation.Answered answered) {
      person
          .answered(answered.at())
          .ifPresent(
              after -> effects.accept(new Effect.FirstAnswer(answered.phoneNumberId(), after)));
    }
  }

  private void failed(Observation.SendFailed failure, ContactHistory person) {
    Contact participant = failure.participant();
    person
        .sends
        .find(failure.wamid())
        .filter(send -> !send.isToGroup() || send.group.failed(participant))
        .filter(send -> participant == null)
        .ifPresent(
            send -> {
              person.sends.failed(send);
              if (failure.code() == MetaError.RE_ENGAGEMENT.code()
                  && send.window() == Window.State.OPEN) {
                Cause cause = cause(send, person.lastInbound());
                effects.accept(new Effect.ClosedAfterAll(failure.phoneNumberId(), cause));
              }
            });
    // A participant does not speak for the group.
    if (participant == null) {
      person.marketing.failed(failure.wamid());
      person.failed(failure);
    }
  }

  /** Why the window was thought open; a contact who was given it by Meta's clock has written. */
  private static Cause cause(Sent send, Wrote inbound) {
    Duration left = Duration.between(send.at(), inbound.at().plus(DAY));
    if (!left.isNegative() && left.compareTo(NEAR_THE_END) <= 0) {
      return Cause.AT_THE_END;
    }
    return switch (inbound.via()) {
      case MESSAGE, EVENT -> Cause.UNKNOWN;
      case CALL -> Cause.CALL;
      case STANDBY -> Cause.STANDBY;
      case UNSUPPORTED -> Cause.UNSUPPORTED;
      case IMPORT -> Cause.IMPORT;
    };
  }

  private void reported(Observation.SendReported report, ContactHistory person) {
    if (report.freeEntryPointEnd() != null && !report.contact().first().isGroup()) {
      person.see();
      person.sends.ends(report.freeEntryPointEnd());
    }
    person.sends.find(report.wamid()).ifPresent(send -> reported(report, person, send));
  }

  private void reported(Observation.SendReported report, ContactHistory person, Sent send) {
    String number = report.phoneNumberId();
    Observation.Price price = report.price();
    if (send.isToGroup()) {
      ofGroup(report, send);
    } else if (price != null && !send.isPriced()) {
      person.sends.priced(send, price);
      boolean billable = price.kind() == Observation.Price.Kind.REGULAR;
      effects.accept(new Effect.Priced(number, send.expected(), billable));
      pricedAsAi(number, price);
    }
    if (report.delivered()) {
      var reason = send.contradicts();
      if (reason != null) {
        effects.accept(new Effect.DeliveredAfterAll(number, reason));
      }
    }
    send.reported(report.delivered());
  }

  private void ofGroup(Observation.SendReported report, Sent send) {
    long before = send.charges().stream().filter(Sent.Charged::priced).count();
    send.group.reported(report.participant(), report.delivered(), report.price());
    long after = send.charges().stream().filter(Sent.Charged::priced).count();
    Observation.Price price = send.group.price(report.participant());
    boolean billable = price != null && price.kind() == Observation.Price.Kind.REGULAR;
    for (long i = before; i < after; i++) {
      effects.accept(new Effect.Priced(report.phoneNumberId(), send.expected(), billable));
      pricedAsAi(report.phoneNumberId(), report.price());
    }
  }

  private void pricedAsAi(String number, Observation.Price price) {
    if (price != null && Category.GENERAL_PURPOSE_AI.equals(price.category())) {
      effects.accept(new Effect.AiPriced(number));
    }
  }
}
