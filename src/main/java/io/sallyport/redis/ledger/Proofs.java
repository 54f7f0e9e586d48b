package io.sallyport.redis.ledger;

import io.sallyport.contact.Contact;
import io.sallyport.ledger.Effect;
import io.sallyport.ledger.IdempotencyKey;
import io.sallyport.ledger.Observation;
import io.sallyport.ledger.Observation.SendProved;
import io.sallyport.redis.core.Bytes;
import io.sallyport.redis.core.Call;
import io.sallyport.redis.core.Clock;
import io.sallyport.redis.core.Keys;
import io.sallyport.redis.core.Marks;
import io.sallyport.redis.core.Script;
import io.sallyport.redis.core.Step;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What statuses tell of sends with an Idempotency-Key whose answer was lost. */
final class Proofs {

  private final Clock clock;
  private final Consumer<Effect> effects;

  Proofs(Clock clock, Consumer<Effect> effects) {
    this.clock = clock;
    this.effects = effects;
  }

  /**
   * The steps for those of the observations that are proofs; they may be repeated.
   *
   * @param settlements told what the proved sends held
   */
  List<Step> of(List<? extends Observation> observations, Consumer<Settlement> settlements) {
    List<Step> steps = new ArrayList<>();
    for (Observation observation : observations) {
      if (observation instanceof SendProved proved) {
        add(proved, steps, settlements);
      }
    }
    return steps;
  }

  private void add(SendProved proved, List<Step> steps, Consumer<Settlement> settlements) {
    String data = proved.callbackData();
    String number = proved.phoneNumberId();
    if (data.startsWith(IdempotencyKey.PREFIX)) {
      String nonce = data.substring(IdempotencyKey.PREFIX.length());
      String id = IdempotencyKey.idOf(nonce);
      if (!id.isEmpty()) {
        steps.add(new Proof(proved, Keys.idempotency(number, id), nonce, false, settlements));
      }
      return;
    }
    List<Contact> names = new ArrayList<>(proved.contact().others());
    names.add(proved.contact().first());
    for (Contact name : names) {
      String match = IdempotencyKey.match(data, name.id());
      steps.add(new Proof(proved, Keys.callback(number, match), "", true, settlements));
    }
  }

  /** Meta's answer to the send, as far as the status tells. */
  private static String answer(SendProved proved) {
    String name = proved.contact().first().id();
    String json =
        JsonObject.of(
                "messaging_product",
                "whatsapp",
                "contacts",
                JsonArray.of(JsonObject.of("input", name, "wa_id", name)),
                "messages",
                JsonArray.of(JsonObject.of("id", proved.wamid())))
            .encode();
    return Bytes.text(json.getBytes(StandardCharsets.UTF_8));
  }

  /** Finds the key, and tells its record. */
  private final class Proof extends Step {

    private final SendProved proved;
    private final String nonce;
    private String key;
    private boolean searching;
    private final Consumer<Settlement> settlements;

    Proof(
        SendProved proved,
        String key,
        String nonce,
        boolean searching,
        Consumer<Settlement> settlements) {
      this.proved = proved;
      this.key = key;
      this.nonce = nonce;
      this.searching = searching;
      this.settlements = settlements;
    }

    @Override
    public Call call() {
      Call call = Script.PROOF.call().key("record", key);
      return searching
          ? call.set("what", "search")
          : call.set("what", "tell")
              .set("nonce", nonce)
              .set("clock_offset", clock.offset())
              .set("wamid", proved.wamid())
              .set("body", answer(proved));
    }

    @Override
    public boolean isDone(Response answer) {
      if (answer.size() == 0) {
        return true;
      } else if (searching) {
        searching = false;
        key = Keys.idempotency(proved.phoneNumberId(), answer.get(0).toString());
        return false;
      }
      Settlement held =
          Settlement.ofProved(
              proved.phoneNumberId(), Script.PROOF.answer(answer), Marks.of(proved.wamid()));
      effects.accept(new Effect.Proved(proved.phoneNumberId(), held.reservation(), proved.wamid()));
      settlements.accept(held);
      return true;
    }
  }
}
