package io.sallyport.webhook;

import static io.sallyport.twin.inbound.CustomerMessage.SHARED_CONTACT;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.redis.core.Clock;
import io.sallyport.redis.core.Scripts;
import io.sallyport.redis.ledger.RedisLedger;
import io.sallyport.rule.Reason;
import io.sallyport.send.Decision;
import io.sallyport.send.Result;
import io.sallyport.testkit.Concurrent;
import io.sallyport.testkit.RealRedis;
import io.sallyport.testkit.Slow;
import io.sallyport.twin.Twin;
import io.sallyport.twin.TwinSeed;
import io.sallyport.twin.inbound.CustomerMessage;
import io.sallyport.twin.inbound.PhoneCall;
import io.sallyport.twin.inbound.Referral;
import io.sallyport.twin.outbound.SentMessage;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The gateway and the twin share no rule code, and must agree: nothing is forwarded that the twin
 * fails for the window, nothing refused that it would deliver. Customers write late, change or take
 * back what they wrote, call, change their numbers and user ids; the business answers under any
 * name in any spelling, be it one that was left; time travels.
 */
@Concurrent
class AgreementTest {

  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  /** Events and sends. */
  private static final int ACTIONS = 5_000;

  private static final int MANY_ACTIONS = Integer.getInteger("actions", 100_000);

  private static final int PEOPLE = 300;
  private static final int EVENTS_PER_ROUND = 40;
  private static final int SENDS_PER_ROUND = 60;

  /** A customer, by the names Meta has told the gateway. */
  private static final class Person {
    private String phone;
    private String userId;

    /** What the customer was known by before, newest last. */
    private final List<String> left = new ArrayList<>();

    /** Whether a webhook has carried the user id. */
    private boolean userIdTold;

    Person(String phone, String userId) {
      this.phone = phone;
      this.userId = userId;
    }
  }

  private final long seed = Long.getLong("seed", new Random().nextLong());
  private final Random random = new Random(seed);
  private final Twin twin =
      Twin.start(TwinSeed.options().withStatusDelay(Duration.ofSeconds(3)), REDIS.vertx());
  private final SmallGateway gateway =
      new SmallGateway(
          REDIS.vertx(),
          new RedisLedger(
              new Scripts(REDIS.client()),
              new Clock(() -> twin.clock().offset()),
              Duration.ofSeconds(10),
              Duration.ofDays(2),
              effect -> {},
              nanos -> {},
              number -> 80,
              Runnable::run),
          twin.port());
  private final List<Person> people = new ArrayList<>();
  private final Map<String, Integer> matrix = new ConcurrentHashMap<>();
  private int names;

  @Test
  void neitherForwardsWhatFailsNorRefusesWhatPasses() {
    agree(ACTIONS);
  }

  @Slow
  @Test
  void neitherForwardsWhatFailsNorRefusesWhatPassesForLong() {
    agree(MANY_ACTIONS);
  }

  private void agree(int actions) {
    REDIS.run(Command.FLUSHALL);
    System.out.printf("AgreementTest: -Dseed=%d, %d events and sends%n", seed, actions);
    twin.webhookUrl(gateway.webhookUrl());
    for (int i = 0; i < PEOPLE; i++) {
      people.add(newPerson());
    }
    coverADay();

    for (int done = 0; done < actions; done += EVENTS_PER_ROUND + SENDS_PER_ROUND) {
      Collections.shuffle(people, random);
      together(people.subList(0, EVENTS_PER_ROUND), this::happens);
      Collections.shuffle(people, random);
      together(people.subList(0, SENDS_PER_ROUND), this::isWrittenTo);
      twin.clock().advance(Duration.ofSeconds(random.nextInt(3_000)));
    }

    System.out.println("AgreementTest: " + new TreeMap<>(matrix));
    assertThat(matrix.keySet())
        .as("seed %d", seed)
        .containsExactlyInAnyOrder(
            "text forwarded, open", "text refused, closed", "text refused, left");
    assertThat(twin.messages())
        .as("seed %d", seed)
        .noneMatch(message -> Integer.valueOf(131047).equals(message.error()))
        .anyMatch(SentMessage::reachesCustomer);
    twin.close();
  }

  /** Nobody has written, and the gateway knows it. */
  private void coverADay() {
    for (int hour = 0; hour < 26; hour++) {
      twin.customer(people.get(0).phone).isWrittenToInTheApp("Hello", twin.clock().now()).join();
      twin.clock().advance(Duration.ofHours(1));
    }
  }

  private interface Action {
    CompletableFuture<?> of(Person person);
  }

  private static void together(List<Person> some, Action action) {
    CompletableFuture<?>[] all =
        some.stream()
            .map(action::of)
            .map(done -> done.orTimeout(60, TimeUnit.SECONDS))
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(all).join();
  }

  private CompletableFuture<?> happens(Person person) {
    Instant now = twin.clock().now();
    Instant earlier = now.minusSeconds(random.nextInt(100_000));
    return switch (random.nextInt(28)) {
      case 0 -> ring(person, PhoneCall.byCustomer(now, random.nextBoolean()));
      case 1 -> ring(person, PhoneCall.byBusiness(now, random.nextBoolean()));
      case 2 -> ring(person, PhoneCall.byCustomer(now, false).withoutDirection());
      case 3, 4 -> twin.customer(person.phone).isWrittenToInTheApp("Hello", now);
      case 5 -> twin.customer(person.phone).hasHistory("Hello", now);
      case 6 -> twin.customer(person.phone).prefers(random.nextBoolean());
      case 7 -> writes(person, CustomerMessage.text("Hi", now).onStandby());
      case 8 -> writes(person, CustomerMessage.text("Hi", now).ofType("unsupported"));
      case 9 -> writes(person, CustomerMessage.text("Hi", now).from(Referral.AD));
      case 10 -> changesNumber(person);
      case 11 -> changesUserId(person);
      case 12, 13 -> writes(person, CustomerMessage.text("Hi there", now).ofType("edit"));
      case 14 -> writes(person, CustomerMessage.text("Hi", earlier).ofType("revoke"));
      case 15 -> writes(person, CustomerMessage.text("", now).ofType(SHARED_CONTACT));
      case 16 -> twin.customer(person.phone).signsUp();
      case 17, 18, 19, 20, 21 -> writes(person, CustomerMessage.text("Hi", earlier));
      default -> writes(person, CustomerMessage.text("Hi", now));
    };
  }

  private CompletableFuture<?> ring(Person person, PhoneCall call) {
    return twin.customer(person.phone).rings(call);
  }

  private CompletableFuture<?> writes(Person person, CustomerMessage message) {
    person.userIdTold = true;
    return twin.customer(person.phone).alsoKnownAs(person.userId, null).writes(message);
  }

  /** Who has told a user id gets another with the number. */
  private CompletableFuture<?> changesNumber(Person person) {
    Person renamed = newPerson();
    String left = person.phone;
    person.left.add(left);
    person.phone = renamed.phone;
    if (!person.userIdTold) {
      person.userId = renamed.userId;
      return twin.customer(left).changesNumber(person.phone, null, null);
    }
    person.left.add(person.userId);
    person.userId = renamed.userId;
    return twin.customer(left).changesNumberAndUserId(person.phone, person.userId);
  }

  private CompletableFuture<?> changesUserId(Person person) {
    if (person.userIdTold) {
      person.left.add(person.userId);
    }
    person.userId = newPerson().userId;
    person.userIdTold = true;
    return twin.customer(person.phone).changesUserId(person.userId, null);
  }

  private CompletableFuture<?> isWrittenTo(Person person) {
    String to = name(person);
    return switch (random.nextInt(5)) {
      case 0 -> gateway.send(template(to, "notice_01"));
      case 1 -> gateway.send(template(to, "spring_sale"));
      default -> {
        boolean open = twin.customer(to).truth().windowEnd() != null;
        String truth = person.left.contains(to) ? "left" : open ? "open" : "closed";
        yield gateway.send(text(to)).thenAccept(decision -> note(decision, truth));
      }
    };
  }

  private void note(Decision decision, String truth) {
    String said =
        decision.result() instanceof Result.Refused refused
            ? refused.refusal().reason() == Reason.WINDOW_CLOSED
                ? "text refused, " + truth
                : "text refused otherwise"
            : "text forwarded, " + truth;
    matrix.merge(said, 1, Integer::sum);
  }

  /** Any name of the person, also one that was left, in any spelling. */
  private String name(Person person) {
    if (!person.left.isEmpty() && random.nextInt(8) == 0) {
      return person.left.get(random.nextInt(person.left.size()));
    }
    if (person.userIdTold && random.nextInt(4) == 0) {
      return person.userId;
    }
    return spelt(random.nextBoolean() ? person.phone : variant(person.phone));
  }

  private String spelt(String digits) {
    return switch (random.nextInt(3)) {
      case 0 -> digits;
      case 1 -> "+" + digits;
      default ->
          "+"
              + digits.substring(0, 4)
              + " ("
              + digits.substring(4, 7)
              + ") "
              + digits.substring(7, 9)
              + "-"
              + digits.substring(9);
    };
  }

  /**
   * The other form of a Brazilian, Mexican or Argentinian number (platform-facts.md#phone-numbers).
   */
  private static String variant(String phone) {
    if (phone.startsWith("55119955")) {
      return "5511" + phone.substring(5);
    } else if (phone.startsWith("521")) {
      return "52" + phone.substring(3);
    }
    return phone.startsWith("549") ? "54" + phone.substring(3) : phone;
  }

  private Person newPerson() {
    int i = names++;
    String line = String.format("%04d", i % 10_000);
    String area = Integer.toString(i / 10_000);
    String phone =
        switch (i % 6) {
          case 0 -> "551199555" + line;
          case 1 -> "521555" + area + "55" + line;
          case 2 -> "54911555" + area + line;
          default -> "165" + area + "555" + line;
        };
    return new Person(phone, "US.1349" + String.format("%010d", i));
  }

  private static JsonObject text(String to) {
    return body(to, "text", JsonObject.of("body", "Hello"));
  }

  private static JsonObject template(String to, String name) {
    JsonArray parameters = JsonArray.of(JsonObject.of("type", "text", "text", "Sam"));
    return body(
        to,
        "template",
        JsonObject.of("name", name, "language", JsonObject.of("code", "en_US"))
            .put(
                "components",
                JsonArray.of(JsonObject.of("type", "body", "parameters", parameters))));
  }

  private static JsonObject body(String to, String type, JsonObject content) {
    boolean isUserId = to.startsWith("US.");
    return JsonObject.of("messaging_product", "whatsapp", isUserId ? "recipient" : "to", to)
        .put("type", type)
        .put(type, content);
  }
}
