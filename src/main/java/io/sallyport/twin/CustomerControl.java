package io.sallyport.twin;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** {@code /twin/customers/{name}} and what is below: what a customer does. */
final class CustomerControl {
  private static final Set<String> CHOICES = Set.of("stop", "resume", "signup");

  private final World world;
  private final Customers customers;
  private final PhoneCalls calls;
  private final BusinessApp app;
  private final IdentityControl identities;

  CustomerControl(World world) {
    this.world = world;
    this.customers = new Customers(world);
    this.calls = new PhoneCalls(world);
    this.app = new BusinessApp(world);
    this.identities = new IdentityControl(world);
  }

  Future<Reply> answer(Call call) {
    ContactName customer = ContactName.of(call.segment(2));
    if (call.is("GET", 3)) {
      JsonObject query = new JsonObject();
      Names.put(query, "phone_number_id", call.query().get("phone_number_id"));
      return truth(number(query), customer);
    }
    if (call.is("PUT", 3)) {
      identities.introduce(customer, call.json());
      return truth(number(call.json()), customer);
    }
    return call.is("POST", 4) ? act(call, customer, call.json()) : ControlApi.unknown(call);
  }

  private Future<Reply> truth(TwinNumber number, ContactName customer) {
    return ControlApi.done(Reply.ok(customers.truth(number, customer).view()));
  }

  private Future<Reply> act(Call call, ContactName customer, JsonObject body) {
    TwinNumber number = number(body);
    return switch (call.segment(3)) {
      case "messages" -> write(number, customer, body);
      case "preferences" -> prefer(number, customer, body);
      case "number" -> told(identities.changeNumber(number, customer, body));
      case "user-id" -> told(identities.changeUserId(number, customer, body));
      case "calls" -> told(calls.ring(number, customer, phoneCall(body)));
      case "echoes" -> told(echo(number, customer, body));
      case "history" -> told(history(number, customer, body));
      default -> ControlApi.unknown(call);
    };
  }

  private static Future<Reply> told(Future<Integer> webhook) {
    return webhook.map(status -> Reply.ok(JsonObject.of("webhook", status)));
  }

  private Future<Reply> write(TwinNumber number, ContactName customer, JsonObject body) {
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
    identities.introduce(customer, body);
    Customers.Written written = customers.write(number, customer, message);
    String timestamp = Long.toString(written.at().getEpochSecond());
    return written
        .webhook()
        .map(
            status ->
                Reply.ok(
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

  private Future<Reply> prefer(TwinNumber number, ContactName customer, JsonObject body) {
    String value = body.getString("value", "");
    if (!CHOICES.contains(value)) {
      throw new IllegalArgumentException("value must be stop, resume or signup");
    }
    identities.introduce(customer, body);
    return customers
        .preferMarketing(number, customer, value)
        .map(status -> Reply.ok(JsonObject.of("value", value, "webhook", status)));
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
    return world.clock().now().minus(before);
  }

  private TwinNumber number(JsonObject body) {
    String pnid = body.getString("phone_number_id", world.options().firstNumber().pnid());
    return world
        .number(pnid)
        .orElseThrow(() -> new IllegalArgumentException("No phone_number_id " + pnid));
  }
}
