package io.sallyport.twin.control;

import io.sallyport.twin.http.Request;
import io.sallyport.twin.http.Response;
import io.sallyport.twin.inbound.BusinessApp;
import io.sallyport.twin.inbound.CustomerMessage;
import io.sallyport.twin.inbound.Customers;
import io.sallyport.twin.inbound.Inbound;
import io.sallyport.twin.inbound.PhoneCall;
import io.sallyport.twin.inbound.PhoneCalls;
import io.sallyport.twin.inbound.Referral;
import io.sallyport.twin.people.ContactName;
import io.sallyport.twin.platform.Numbers;
import io.sallyport.twin.platform.TwinClock;
import io.sallyport.twin.platform.TwinNumber;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** {@code /twin/customers/{name}} and what is below: what a customer does. */
public final class CustomerControl implements Control {
  private static final Set<String> CHOICES = Set.of("stop", "resume", "signup");

  private final TwinClock clock;
  private final Numbers numbers;
  private final Customers customers;
  private final PhoneCalls calls;
  private final BusinessApp app;
  private final NameControl names;

  public CustomerControl(TwinClock clock, Numbers numbers, Inbound inbound) {
    this.clock = clock;
    this.numbers = numbers;
    this.customers = inbound.customers();
    this.calls = inbound.calls();
    this.app = inbound.app();
    this.names = new NameControl(inbound.names());
  }

  @Override
  public Future<Response> answer(Request request) {
    ContactName customer = ContactName.of(request.segment(2));
    if (request.is("GET", 3)) {
      String pnid = request.query().get("phone_number_id");
      return truth(pnid == null ? numbers.first() : numbers.get(pnid), customer);
    }
    if (request.is("PUT", 3)) {
      names.addNames(customer, request.json());
      return truth(number(request.json()), customer);
    }
    return request.is("POST", 4)
        ? act(request, customer, request.json())
        : Control.unknown(request);
  }

  private Future<Response> truth(TwinNumber number, ContactName customer) {
    return Control.done(Response.ok(customers.truth(number, customer).view()));
  }

  private Future<Response> act(Request request, ContactName customer, JsonObject body) {
    TwinNumber number = number(body);
    return switch (request.segment(3)) {
      case "messages" -> write(number, customer, body);
      case "preferences" -> prefer(number, customer, body);
      case "number" -> Control.told(names.changeNumber(number, customer, body));
      case "user-id" -> Control.told(names.changeUserId(number, customer, body));
      case "calls" -> Control.told(calls.ring(number, customer, phoneCall(body)));
      case "echoes" -> Control.told(echo(number, customer, body));
      case "history" -> Control.told(history(number, customer, body));
      default -> Control.unknown(request);
    };
  }

  private Future<Response> write(TwinNumber number, ContactName customer, JsonObject body) {
    String type = body.getString("type", "text");
    Object content = body.getValue(type) instanceof String ? null : body.getValue(type);
    CustomerMessage message =
        new CustomerMessage(
            type,
            body.getString("text", "Hi"),
            at(body, "0s"),
            referral(body),
            body.getBoolean("standby", false),
            content);
    names.addNames(customer, body);
    Customers.Written written = customers.write(number, customer, message);
    String timestamp = Long.toString(written.at().getEpochSecond());
    return written
        .webhook()
        .map(
            status ->
                Response.ok(
                    JsonObject.of("id", written.id(), "timestamp", timestamp, "webhook", status)));
  }

  /** {@code true}, {@code "ad"} or {@code "post"}; with {@code "desktop": true} from a computer. */
  private static Referral referral(JsonObject body) {
    Object referral = body.getValue("referral", false);
    if (referral.equals(false)) {
      return Referral.NONE;
    }
    if (referral.equals("post")) {
      return Referral.POST;
    }
    if (!referral.equals(true) && !referral.equals("ad")) {
      throw new IllegalArgumentException("referral must be true, ad or post");
    }
    return body.getBoolean("desktop", false) ? Referral.AD_ON_DESKTOP : Referral.AD;
  }

  private Future<Response> prefer(TwinNumber number, ContactName customer, JsonObject body) {
    String value = body.getString("value", "");
    if (!CHOICES.contains(value)) {
      throw new IllegalArgumentException("value must be stop, resume or signup");
    }
    names.addNames(customer, body);
    return customers
        .preferMarketing(number, customer, value)
        .map(status -> Response.ok(JsonObject.of("value", value, "webhook", status)));
  }

  private PhoneCall phoneCall(JsonObject body) {
    String direction = body.getString("direction", "user");
    if (!direction.equals("user") && !direction.equals("business")) {
      throw new IllegalArgumentException("direction must be user or business");
    }
    boolean accepted = body.getBoolean("accepted", true);
    Instant at = at(body, "0s");
    String length = body.getString("duration");
    PhoneCall call =
        direction.equals("user")
            ? PhoneCall.byCustomer(at, accepted)
            : PhoneCall.byBusiness(at, accepted);
    call = length == null ? call : call.lasting(Span.parse(length));
    return body.getBoolean("bare", false) ? call.withoutDirection() : call;
  }

  private Future<Integer> echo(TwinNumber number, ContactName customer, JsonObject body) {
    String text = body.getString("text", "Written in the app");
    boolean firstResponse = body.getBoolean("first_response", false);
    return app.echo(number, customer, text, at(body, "0s"), firstResponse);
  }

  private Future<Integer> history(TwinNumber number, ContactName customer, JsonObject body) {
    String text = body.getString("text", "Written before");
    Instant at = at(body, "1h");
    if (body.getBoolean("file", false)) {
      return app.historyFile(number, customer, text, at);
    }
    JsonObject progress = JsonObject.of("phase", body.getInteger("phase", 0));
    progress.put("chunk_order", body.getInteger("chunk_order", 1));
    progress.put("progress", body.getInteger("progress", 100));
    return app.history(number, customer, text, at, progress);
  }

  private Instant at(JsonObject body, String ago) {
    Duration before = Span.parse(body.getString("ago", ago));
    return clock.now().minus(before);
  }

  private TwinNumber number(JsonObject body) {
    return numbers.get(body.getString("phone_number_id", numbers.first().pnid()));
  }
}
