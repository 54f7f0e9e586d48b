package io.sallyport.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contact.Contact;
import io.sallyport.contact.ContactState;
import io.sallyport.contact.Names;
import io.sallyport.contact.Window;
import io.sallyport.ledger.Observation.Price;
import io.sallyport.ledger.Observation.Via;
import io.sallyport.pricing.PricingModel;
import io.sallyport.rule.Enforcement;
import io.sallyport.rule.Grounds;
import io.sallyport.rule.PolicySettings.Marketing;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Terms;
import io.sallyport.template.Category;
import io.sallyport.testkit.Plain;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/** A ledger that knows nothing of the number and its contact, and the words to talk to it. */
public abstract class LedgerFixture {

  protected static final Duration DAY = Duration.ofHours(24);
  protected static final Duration HOUR = Duration.ofHours(1);
  protected static final Duration SECOND = Duration.ofSeconds(1);
  protected static final Duration INSTANT = Duration.ofMillis(20);

  protected static final Marketing TWO_A_DAY = new Marketing(2, DAY, true, Duration.ZERO);
  protected static final Terms FREE_FORM = terms(true, Category.SERVICE, null);
  protected static final Terms UTILITY = terms(false, Category.UTILITY, null);
  protected static final Terms MARKETING = marketing(TWO_A_DAY);

  /** Names of Meta's documented samples. */
  protected static final Contact PHONE = new Contact("16505551234");

  protected static final Contact USER = new Contact("US.13491208655302741918");
  protected static final Contact PARENT = new Contact("US.ENT.11815799212886844830");
  protected static final Contact NEW_PHONE = new Contact("16505551235");
  protected static final Contact NEW_USER = new Contact("US.27491208655302741919");

  protected final VirtualTime time = new VirtualTime();
  protected final List<Effect> effects = new CopyOnWriteArrayList<>();
  protected Ledger ledger;
  protected LedgerUpdates updates;
  protected Records records;
  protected String number;
  protected Contact contact;

  private final LedgerContract of;

  /** Of a ledger whose time is {@link #time}, which tells {@link #effects}. */
  protected LedgerFixture(LedgerContract of) {
    this.of = of;
  }

  @BeforeEach
  void aContactNobodyKnows() {
    ledger = of.ledger(time, effects::add);
    updates = (LedgerUpdates) ledger;
    records = of.records(ledger, time);
    number = "n" + UUID.randomUUID();
    contact = PHONE;
  }

  protected static Terms terms(
      boolean needsWindow, Category category, @Nullable Marketing marketing) {
    return terms(PricingModel.PER_MESSAGE, needsWindow, category, marketing, Map.of());
  }

  protected static Terms terms(
      PricingModel model,
      boolean needsWindow,
      Category category,
      @Nullable Marketing marketing,
      Map<Reason, Enforcement> enforcement) {
    return Plain.terms(
        needsWindow, false, Duration.ZERO, false, marketing, enforcement, model.billing(category));
  }

  protected static Terms marketing(Marketing marketing) {
    return terms(false, Category.MARKETING, marketing);
  }

  protected static <T> T done(Future<T> call) {
    return call.toCompletionStage().toCompletableFuture().join();
  }

  protected Verdict admit(Terms terms) {
    return admit(contact, terms);
  }

  protected Verdict admit(Contact name, Terms terms) {
    return done(ledger.admit(number, name, terms));
  }

  protected Verdict.Admitted admitted(Contact name, Terms terms) {
    Verdict verdict = admit(name, terms);
    assertThat(verdict).isInstanceOf(Verdict.Admitted.class);
    return (Verdict.Admitted) verdict;
  }

  protected Reservation reserved(Terms terms) {
    return admitted(contact, terms).reservation();
  }

  protected void commit(Reservation reservation, String wamid, Contact... names) {
    done(ledger.commit(reservation, new Acceptance(wamid, List.of(names))));
  }

  /** Sends and answers what was admitted. */
  protected Verdict.Admitted send(String wamid, Terms terms) {
    return send(contact, wamid, terms);
  }

  protected Verdict.Admitted send(Contact name, String wamid, Terms terms) {
    Verdict.Admitted admitted = admitted(name, terms);
    commit(admitted.reservation(), wamid);
    return admitted;
  }

  protected @Nullable Grounds grounds(Terms terms) {
    return grounds(contact, terms);
  }

  protected @Nullable Grounds grounds(Contact name, Terms terms) {
    return admit(name, terms) instanceof Verdict.Refused refused ? refused.grounds() : null;
  }

  protected LedgerExplanation examine(Contact name, Terms terms) {
    return done(records.examine(number, name, terms));
  }

  protected ContactState state(Contact name) {
    return examine(name, MARKETING).state();
  }

  protected ContactState state() {
    return state(contact);
  }

  protected Window window() {
    return state().window();
  }

  protected static Names names(Contact first, Contact... others) {
    return new Names(first, List.of(others));
  }

  /** Answers what was noticed by it. */
  protected List<Effect> observe(Observation... observations) {
    effects.clear();
    done(updates.observe(List.of(observations)));
    return List.copyOf(effects);
  }

  protected List<Effect> inbound(Instant at) {
    return inbound(Names.of(contact), at);
  }

  protected List<Effect> inbound(Names names, Instant at) {
    return inbound(names, at, Via.MESSAGE);
  }

  protected List<Effect> inbound(Names names, Instant at, Via via) {
    return observe(new Observation.Inbound(number, names, at, via, false));
  }

  protected List<Effect> fromAd(Names names, Instant at) {
    return observe(new Observation.Inbound(number, names, at, Via.MESSAGE, true));
  }

  protected List<Effect> failed(String wamid, int code, Instant at) {
    return observe(new Observation.SendFailed(number, Names.of(contact), at, wamid, code));
  }

  protected List<Effect> reported(String wamid, boolean delivered, @Nullable Price price) {
    return observe(
        Plain.reported(number, Names.of(contact), time.second(), wamid, delivered, price, null));
  }

  protected List<Effect> answered(Instant at) {
    return observe(new Observation.Answered(number, Names.of(contact), at));
  }

  protected Observation optedOut(Contact name, Instant at) {
    return new Observation.ConsentStated(number, Names.of(name), at, false, "meta", true);
  }

  protected Observation optedIn(Contact name, Instant at) {
    return new Observation.ConsentStated(number, Names.of(name), at, true, "meta", true);
  }

  protected Observation putDownAsIn(Contact name, Instant at) {
    return new Observation.ConsentStated(number, Names.of(name), at, true, "shop form", false);
  }

  protected Observation renamed(Contact left, Names now, Instant at) {
    return new Observation.Renamed(number, left, now, at);
  }
}
