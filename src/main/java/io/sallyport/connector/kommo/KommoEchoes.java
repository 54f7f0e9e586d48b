package io.sallyport.connector.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.circuit.AccessToken;
import io.sallyport.circuit.Credential;
import io.sallyport.contact.Contact;
import io.sallyport.ledger.SharedClock;
import io.sallyport.message.Outcome;
import io.sallyport.relay.Letter;
import io.sallyport.relay.OrderKeys;
import io.sallyport.relay.Relay;
import io.sallyport.send.Send;
import io.sallyport.send.Upstream;
import io.vertx.core.Future;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Shows in Kommo what other clients of the gateway send by an account's number: it is queued as
 * what was written on the phone is. Nobody waits for that.
 */
@Singleton
public final class KommoEchoes {

  private static final Logger LOG = Logger.getLogger(KommoEchoes.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KommoAccounts accounts;
  private final SharedClock clock;
  private final Provider<Relay> relay;

  KommoEchoes(KommoAccounts accounts, SharedClock clock, Provider<Relay> relay) {
    this.accounts = accounts;
    this.clock = clock;
    this.relay = relay;
  }

  /** The way to Meta, watched; without accounts it is the same. */
  public Upstream of(Upstream upstream) {
    if (accounts.all().isEmpty()) {
      return upstream;
    }
    return new Upstream() {
      @Override
      public Future<Outcome> send(Send send) {
        return upstream.send(send).onSuccess(outcome -> sent(send, outcome));
      }

      @Override
      public AccessToken token(String phoneNumberId, Credential callers) {
        return upstream.token(phoneNumberId, callers);
      }
    };
  }

  private void sent(Send send, Outcome outcome) {
    KommoAccount account = accounts.ofNumber(send.number().phoneNumberId());
    if (account != null
        && account.botId() != null
        && !send.client().equals(account.target())
        && outcome instanceof Outcome.Answered answered
        && answered.isAccepted()) {
      queue(account, send, answered);
    }
  }

  private void queue(KommoAccount account, Send send, Outcome.Answered answered) {
    JsonNode body;
    try {
      body = JSON.readTree(send.body());
    } catch (IOException isForm) {
      LOG.debugf("a form is not shown in Kommo account=%s", account.name());
      return;
    }
    List<Contact> names = answered.answer().recipient();
    if (!(body instanceof ObjectNode message) || names.isEmpty()) {
      return;
    }
    if (!message.hasNonNull("type")) {
      message.put("type", message.has("template") ? "template" : "text");
    }
    String wamid = String.valueOf(answered.answer().wamid());
    Contact contact = names.get(0);
    message.put(contact.isPhone() ? "to" : "to_user_id", contact.id());
    message.put("id", wamid).put("timestamp", Long.toString(clock.now().getEpochSecond()));
    Letter letter = new Letter("sent_" + wamid, delivery(account, message), null, null, null);
    OrderKeys order =
        new OrderKeys.Builder().add(send.number().phoneNumberId(), contact.id()).build();
    relay
        .get()
        .queue(account.target(), letter, order)
        .subscribe()
        .with(
            queued -> {},
            silent -> LOG.warnf("a send is not shown in Kommo account=%s", account.name()));
  }

  /** As Meta tells of what is written on the phone (platform-facts.md#coexistence). */
  private static byte[] delivery(KommoAccount account, JsonNode message) {
    ObjectNode delivery = JSON.createObjectNode();
    ObjectNode change = delivery.putArray("entry").addObject().putArray("changes").addObject();
    ObjectNode value = change.put("field", "smb_message_echoes").putObject("value");
    value.putObject("metadata").put("phone_number_id", account.number().phoneNumberId());
    value.putArray("message_echoes").add(message);
    return delivery.toString().getBytes(StandardCharsets.UTF_8);
  }
}
