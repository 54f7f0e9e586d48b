package io.sallyport.redis.ledger;

import io.sallyport.contact.Contact;
import io.sallyport.ledger.SendContext;
import io.sallyport.redis.core.Answer;
import io.sallyport.redis.core.Call;
import io.sallyport.redis.core.Clock;
import io.sallyport.redis.core.Head;
import io.sallyport.redis.core.Keys;
import io.sallyport.redis.core.Lua;
import io.sallyport.rule.Rates;
import io.sallyport.rule.Terms;
import io.sallyport.rule.Throughput;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * admit.lua for the terms of sends: one script for each of the few terms there are, see {@link
 * AdmitText}. Rates differ from number to number and are arguments.
 */
public final class AdmitScript {

  static final Head HEAD = Lua.head(AdmitText.FILE);

  /** Only for its arguments. */
  private static final Lua OF_ARGUMENTS = new Lua("", HEAD);

  private final Map<Terms, Lua> scripts = new ConcurrentHashMap<>();
  private final AdmitText.Use use;
  private final Duration recordLife;

  private AdmitScript(AdmitText.Use use, Duration recordLife) {
    this.use = use;
    this.recordLife = recordLife;
  }

  /** One that decides and reserves; a contact's record lives so long after its last change. */
  public static AdmitScript deciding(Duration recordLife) {
    return new AdmitScript(AdmitText.Use.DECIDE, recordLife);
  }

  /** The same, and it answers what each verdict stood on. */
  static AdmitScript remembering(Duration recordLife) {
    return new AdmitScript(AdmitText.Use.REMEMBER, recordLife);
  }

  /** One that reserves nothing and says of every rule what it looked at. */
  public static AdmitScript explaining() {
    return new AdmitScript(AdmitText.Use.EXPLAIN, Duration.ZERO);
  }

  public Lua on(Terms terms) {
    Lua known = scripts.get(terms);
    return known == null ? scripts.computeIfAbsent(terms, this::withTerms) : known;
  }

  private Lua withTerms(Terms terms) {
    String text = new AdmitText(terms, use, recordLife).text();
    return new Lua(Lua.withConstants(HEAD.inPlace(text)), HEAD);
  }

  /**
   * What is asked of one send; the names' and the contact's own keys are still to be given.
   *
   * @param where the contact's record is thought to be
   */
  Call call(
      String phoneNumberId,
      Contact contact,
      Contact where,
      Terms terms,
      SendContext context,
      Clock clock) {
    Call call =
        on(terms)
            .call()
            .key("number", Keys.number(phoneNumberId))
            .key("pair_rate", Keys.pairRate(phoneNumberId, where))
            .set("clock_offset", clock.offset());
    if (terms.billing().freePerMonth() > 0) {
      call.key("spend", Keys.spend(phoneNumberId, Keys.month(clock.now())));
    }
    if (!where.equals(contact)) {
      call.key("asked_names", Keys.names(phoneNumberId, contact)).set("asked", contact.id());
    }
    setRates(call, terms.rates());
    setContext(call, context);
    return call;
  }

  /** The arguments of a send that is judged again, on what replay.lua recalls. */
  static List<String> recalled(Contact contact, Terms terms, SendContext context) {
    Call call =
        OF_ARGUMENTS
            .call()
            .set("name", contact.id())
            .set("asked", contact.id())
            .set("clock_offset", 0);
    setRates(call, terms.rates());
    setContext(call, context);
    return call.arguments();
  }

  /** How fast the number may send; the marketing rate's burst is what a second brings, or one. */
  private static void setRates(Call call, Rates rates) {
    int perSecond = rates.throughput();
    int raised = rates.fixed() ? perSecond : Throughput.RAISED;
    call.set("throughput", perSecond).set("raised_throughput", raised);
    double marketing = rates.marketing();
    if (marketing > 0) {
      call.set("marketing_interval", (long) Math.ceil(1_000_000 / marketing))
          .set("marketing_burst", Math.max(1, (long) Math.floor(marketing)));
    }
  }

  private static void setContext(Call call, SendContext context) {
    if (context.blockedCountry() != null) {
      call.set("blocked_country", context.blockedCountry());
    }
    Instant quiet = context.quietUntil();
    if (quiet != null) {
      call.set("quiet_until", quiet.getEpochSecond());
    }
  }

  /** The answer, or a part of it, in one of the forms that the script's head lists. */
  static Answer answer(String form, Response response) {
    return new Answer(HEAD, form, response);
  }
}
