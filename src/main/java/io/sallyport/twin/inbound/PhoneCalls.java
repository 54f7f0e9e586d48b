package io.sallyport.twin.inbound;

import io.sallyport.twin.people.ContactName;
import io.sallyport.twin.people.Names;
import io.sallyport.twin.people.People;
import io.sallyport.twin.people.Person;
import io.sallyport.twin.platform.TwinClock;
import io.sallyport.twin.platform.TwinNumber;
import io.sallyport.twin.platform.Wamid;
import io.sallyport.twin.webhooks.Envelope;
import io.sallyport.twin.webhooks.Webhooks;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Calls between customers and the business, told under the field {@code calls}
 * (platform-facts.md#calls).
 */
public final class PhoneCalls {
  private final TwinClock clock;
  private final People people;
  private final Webhooks webhooks;

  PhoneCalls(TwinClock clock, People people, Webhooks webhooks) {
    this.clock = clock;
    this.people = people;
    this.webhooks = webhooks;
  }

  public Future<Integer> ring(TwinNumber number, ContactName customer, PhoneCall call) {
    Instant at = call.at().truncatedTo(ChronoUnit.SECONDS);
    if (call.length() != null && at.plus(call.length()).isAfter(clock.now())) {
      throw new IllegalArgumentException("The call would end in the future: ago < duration");
    }
    Person person = people.acting(customer);
    Names names = person.names().shown();
    if (call.opensWindow()) {
      person.with(number).customerCalled(at);
    }
    String id = Wamid.nextCall();
    List<JsonObject> values = new ArrayList<>();
    values.add(call.bare() ? bare(number, names, id, at) : connected(number, names, call, id, at));
    if (!call.byCustomer()) {
      values.add(status(number, names, id, "RINGING", at));
      values.add(status(number, names, id, call.accepted() ? "ACCEPTED" : "REJECTED", at));
    }
    if (call.length() != null) {
      values.add(terminated(number, names, call, id, at, call.length()));
    }
    return Webhooks.firstFailure(
        values.stream()
            .map(value -> webhooks.aboutCustomer(person, number, "calls", value))
            .toList());
  }

  private static JsonObject bare(TwinNumber number, Names names, String id, Instant at) {
    if (names.phone() == null) {
      throw new IllegalArgumentException("A call without direction needs the customer's phone");
    }
    JsonObject call = JsonObject.of("id", id, "to", names.phone(), "from", number.displayPhone());
    call.put("event", "connect").put("timestamp", seconds(at)).put("session", session("offer"));
    return Envelope.messagingValue(number).put("calls", JsonArray.of(call));
  }

  private static JsonObject connected(
      TwinNumber number, Names names, PhoneCall call, String id, Instant at) {
    JsonObject view = call(number, names, call, id).put("event", "connect");
    view.put("timestamp", seconds(at));
    view.put("session", session(call.byCustomer() ? "offer" : "answer"));
    return value(number, names).put("calls", JsonArray.of(view));
  }

  private static JsonObject terminated(
      TwinNumber number, Names names, PhoneCall call, String id, Instant at, Duration length) {
    Instant end = at.plus(length);
    JsonObject view = call(number, names, call, id).put("event", "terminate");
    view.put("timestamp", seconds(end)).put("status", call.accepted() ? "COMPLETED" : "FAILED");
    if (call.accepted()) {
      view.put("start_time", seconds(at)).put("end_time", seconds(end));
      view.put("duration", length.toSeconds());
    }
    return value(number, names).put("calls", JsonArray.of(view));
  }

  private static JsonObject call(TwinNumber number, Names names, PhoneCall call, String id) {
    JsonObject view = JsonObject.of("id", id);
    view.mergeIn(names.as(call.byCustomer() ? "from" : "to"));
    view.put(call.byCustomer() ? "to" : "from", number.displayPhone());
    return view.put("direction", call.direction());
  }

  /** Only business-initiated calls have statuses. */
  private static JsonObject status(
      TwinNumber number, Names names, String id, String name, Instant at) {
    JsonObject status = JsonObject.of("id", id, "type", "call", "status", name);
    status.put("timestamp", seconds(at)).mergeIn(names.asRecipient());
    return value(number, names).put("statuses", JsonArray.of(status));
  }

  private static JsonObject value(TwinNumber number, Names names) {
    return Envelope.messagingValue(number).put("contacts", names.contacts());
  }

  private static JsonObject session(String type) {
    return JsonObject.of("sdp_type", type, "sdp", "v=0\r\ns=-\r\n");
  }

  private static String seconds(Instant at) {
    return Long.toString(at.getEpochSecond());
  }
}
