package io.sallyport.redis.ledger;

import io.sallyport.contact.Contact;
import io.sallyport.ledger.SendContext;
import io.sallyport.redis.core.Answer;
import io.sallyport.redis.core.Call;
import io.sallyport.redis.core.Clock;
import io.sallyport.redis.core.Head;
import io.sallyport.redis.core.Lua;
import io.sallyport.rule.LedgerRule;
import io.sallyport.rule.Rates;
import io.sallyport.rule.Rules;
import io.sallyport.rule.Terms;
import io.sallyport.rule.Throughput;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * admit.lua with the parts of all rules, and the terms of a send put into its text: one script for
 * each of the few terms there are, so that they are neither sent nor read with each call. Rates
 * differ from number to number and are arguments.
 */
public final class AdmitScript {

  private static final String FILE = "ledger/admit";
  private static final String RULES = "--- rules\n";

  private static final Head HEAD = Lua.head(FILE);

  private static final String TEXT = text();

  private final Map<Terms, Lua> scripts = new ConcurrentHashMap<>();
  private final boolean explains;
  private final Duration recordLife;

  private AdmitScript(boolean explains, Duration recordLife) {
    this.explains = explains;
    this.recordLife = recordLife;
  }

  /** One that decides and reserves; a contact's record lives so long after its last change. */
  public static AdmitScript deciding(Duration recordLife) {
    return new AdmitScript(false, recordLife);
  }

  /** One that reserves nothing and says of every rule what it looked at. */
  public static AdmitScript explaining() {
    return new AdmitScript(true, Duration.ZERO);
  }

  public Lua on(Terms terms) {
    Lua known = scripts.get(terms);
    return known == null ? scripts.computeIfAbsent(terms, this::withTerms) : known;
  }

  private Lua withTerms(Terms terms) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("explains", explains);
    all.put("record_life", recordLife.toSeconds());
    Map<String, Object> enforcement = new LinkedHashMap<>();
    for (LedgerRule rule : Rules.OF_WHATSAPP.ofLedger()) {
      all.putAll(rule.terms(terms));
      enforcement.put(
          rule.reason().wire(), terms.enforcement(rule.reason()).name().toLowerCase(Locale.ROOT));
    }
    all.put("enforcement", enforcement);
    all.put("bill", Bill.of(terms.billing()).asTerms());
    return new Lua(Lua.withConstants("local terms = " + Lua.literal(all) + "\n" + TEXT), HEAD);
  }

  private static String text() {
    String rules =
        Rules.OF_WHATSAPP.ofLedger().stream()
            .map(rule -> Lua.text("rules/" + rule.reason().wire()))
            .collect(Collectors.joining("\n"));
    return HEAD.inPlace(Lua.text(FILE).replace(RULES, rules));
  }

  /** What is asked of one send; where its contact's record is and so on is still to be named. */
  Call call(Terms terms, Contact contact, SendContext occasion, Clock clock) {
    Call call = on(terms).call().set("asked", contact.id()).set("clock_offset", clock.offset());
    setRates(call, terms.rates());
    setOccasion(call, occasion);
    return call;
  }

  /** How fast the number may send; the marketing rate's burst is what a second brings, or one. */
  private static void setRates(Call call, Rates rates) {
    int perSecond = rates.throughput();
    int raised = rates.fixed() ? perSecond : Throughput.RAISED;
    call.set("throughput", perSecond).set("raised_throughput", raised);
    double marketing = rates.marketing();
    if (marketing == 0) {
      call.set("marketing_interval", 0);
      return;
    }
    call.set("marketing_interval", (long) Math.ceil(1_000_000 / marketing))
        .set("marketing_burst", Math.max(1, (long) Math.floor(marketing)));
  }

  private static void setOccasion(Call call, SendContext occasion) {
    if (occasion.blockedCountry() != null) {
      call.set("blocked_country", occasion.blockedCountry());
    }
    Instant quiet = occasion.quietUntil();
    if (quiet != null) {
      call.set("quiet_until", quiet.getEpochSecond());
    }
  }

  /** The answer, or a part of it, in one of the forms that the script's head lists. */
  static Answer answer(String form, Response response) {
    return new Answer(HEAD, form, response);
  }
}
