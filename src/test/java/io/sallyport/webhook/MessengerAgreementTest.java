package io.sallyport.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.channel.PageChannel;
import io.sallyport.channel.PageErrors;
import io.sallyport.channel.PageErrors.PageError;
import io.sallyport.message.Outcome;
import io.sallyport.redis.core.Clock;
import io.sallyport.redis.core.Scripts;
import io.sallyport.redis.ledger.RedisLedger;
import io.sallyport.send.Decision;
import io.sallyport.send.Result;
import io.sallyport.testkit.Concurrent;
import io.sallyport.testkit.RealRedis;
import io.sallyport.testkit.Slow;
import io.sallyport.twin.Twin;
import io.sallyport.twin.TwinAccount;
import io.sallyport.twin.TwinSeed;
import io.sallyport.twin.messenger.accounts.Account;
import io.sallyport.twin.messenger.sends.Problem;
import io.sallyport.twin.messenger.sends.Verdict;
import io.sallyport.twin.webhooks.WebhookDelivery;
import io.sallyport.webhook.MessengerPlay.Order;
import io.sallyport.webhook.MessengerPlay.Person;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The gateway and the twin share no code that knows Messenger or Instagram, and must agree: nothing
 * is forwarded that the twin refuses for a window, a tag, or a used or expired right; nothing is
 * refused that it would take; and what both refuse has one code. People write late, tap, react,
 * comment and opt in; webhooks come twice, in any order and several in one; sends are JSON or
 * forms; time travels.
 */
@Concurrent
class MessengerAgreementTest {

  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  /** Events and sends. */
  private static final int ACTIONS = 3_000;

  private static final int MANY_ACTIONS = Integer.getInteger("actions", 100_000);

  private static final int PEOPLE = 300;
  private static final int EVENTS_PER_ROUND = 50;
  private static final int SENDS_PER_ROUND = 50;

  /** The gateway keeps tokens and comments in whole seconds: they may end that much early. */
  private static final Duration EARLY = Duration.ofSeconds(1);

  /** Windows end with Meta's millisecond. */
  private static final List<String> OF_WINDOWS = List.of("10/2018278", "10/2534022", "100/2018276");

  /** What only Meta knows: who has the thread, who blocked the account, who there is. */
  private static final List<Integer> METAS = Arrays.asList(2018300, 1545041, 2018001, 2534014);

  private final long seed = Long.getLong("seed", new Random().nextLong());
  private final Random random = new Random(seed);
  private final Twin twin =
      Twin.start(TwinSeed.options().withStatusDelay(Duration.ofSeconds(3)), REDIS.vertx());
  private final Map<String, Integer> matrix = new ConcurrentHashMap<>();
  private final Queue<String> disagreements = new ConcurrentLinkedQueue<>();

  @ParameterizedTest
  @ValueSource(strings = {"messenger", "instagram", "instagram-login"})
  void neitherForwardsWhatIsRefusedNorRefusesWhatIsTaken(String channel) {
    agree(channel, ACTIONS);
  }

  @Slow
  @ParameterizedTest
  @ValueSource(strings = {"messenger", "instagram", "instagram-login"})
  void neitherForwardsWhatIsRefusedNorRefusesWhatIsTakenForLong(String channel) {
    agree(channel, MANY_ACTIONS);
  }

  private void agree(String channel, int actions) {
    REDIS.run(Command.FLUSHALL);
    System.out.printf(
        "MessengerAgreementTest: %s, -Dseed=%d, %d events and sends%n", channel, seed, actions);
    Account account = account(channel);
    SmallGateway gateway = new SmallGateway(REDIS.vertx(), ledger(), port(account), account);
    twin.webhookUrl(gateway.webhookUrl());
    MessengerPlay play = new MessengerPlay(random, twin.account(account.id()), account);
    List<Person> people = new ArrayList<>();
    for (int i = 0; i < PEOPLE; i++) {
      people.add(new Person(String.format("555%013d", i)));
    }

    for (int done = 0; done < actions; done += EVENTS_PER_ROUND + SENDS_PER_ROUND) {
      twin.webhookDelivery(delivery());
      Collections.shuffle(people, random);
      together(people.subList(0, EVENTS_PER_ROUND), play::happens);
      Collections.shuffle(people, random);
      together(
          people.subList(0, SENDS_PER_ROUND),
          person -> isWrittenTo(account, gateway, play, person));
      twin.clock().advance(Duration.ofSeconds(random.nextInt(3_000)));
    }

    new TreeMap<>(matrix).forEach((what, times) -> System.out.printf("%8d %s%n", times, what));
    System.out.printf("%8d disagreements%n", disagreements.size());
    assertThat(disagreements.stream().limit(20)).as("seed %d", seed).isEmpty();
    assertThat(matrix.keySet()).as("seed %d", seed).containsAll(met(account));
    twin.close();
  }

  /** What a run that shows something has met. */
  private static List<String> met(Account account) {
    boolean instagram = account.network().isInstagram();
    String window = instagram ? "refused, 10/2534022" : "refused, 10/2018278";
    return List.of(
        "text: forwarded, taken",
        "text: " + window,
        "text that says utility: " + window,
        "utility: " + (instagram ? window : "forwarded, taken"),
        "human agent: forwarded, taken",
        "human agent: " + (instagram ? window : "refused, 100/2018276"),
        "dead tag: refused, 100",
        "feedback: " + (instagram ? "refused, 100" : "forwarded, taken"),
        "private reply: forwarded, taken",
        "private reply: refused, 100/2534025",
        "token: forwarded, taken",
        "token: refused, 4/2018354",
        "action: forwarded, taken");
  }

  private static Account account(String channel) {
    return switch (channel) {
      case "messenger" -> TwinSeed.PAGE;
      case "instagram" -> TwinSeed.INSTAGRAM.withHumanAgent(true);
      default -> TwinSeed.INSTAGRAM_LOGIN;
    };
  }

  private int port(Account account) {
    twin.account(account.id()).put(account);
    return account.isAtInstagramsHost() ? twin.instagramPort() : twin.port();
  }

  private RedisLedger ledger() {
    return new RedisLedger(
        new Scripts(REDIS.client()),
        new Clock(() -> twin.clock().offset()),
        Duration.ofSeconds(10),
        Duration.ofDays(8),
        effect -> {},
        nanos -> {},
        number -> 80,
        Runnable::run);
  }

  /** Collecting takes a fifth of a second: one round in eight does. */
  private WebhookDelivery delivery() {
    boolean collects = random.nextInt(8) == 0;
    return new WebhookDelivery(
        random.nextInt(4) == 0, collects, collects ? 1 + random.nextInt(6) : 1, random.nextLong());
  }

  private static void together(List<Person> some, Function<Person, CompletableFuture<?>> action) {
    CompletableFuture<?>[] all =
        some.stream()
            .map(action)
            .map(done -> done.orTimeout(60, TimeUnit.SECONDS))
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(all).join();
  }

  private CompletableFuture<?> isWrittenTo(
      Account account, SmallGateway gateway, MessengerPlay play, Person person) {
    Order order = play.order(person);
    boolean isForm = random.nextInt(4) == 0;
    return (isForm
            ? gateway.send(play.form(order), "application/x-www-form-urlencoded")
            : gateway.send(order.body()))
        .thenAccept(decision -> compare(account, order, decision));
  }

  private void compare(Account account, Order order, Decision decision) {
    if (decision.result() instanceof Result.Refused refused) {
      PageError error = PageErrors.of(channel(account), refused.refusal());
      refused(account, order, code(error.code(), error.subcode()));
    } else if (decision.result() instanceof Result.Sent sent
        && sent.outcome() instanceof Outcome.Answered answered) {
      forwarded(order, answered);
    } else {
      disagree(order, String.valueOf(decision.result()));
    }
  }

  private void refused(Account account, Order order, String code) {
    TwinAccount at = twin.account(account.id());
    Instant now = twin.clock().now();
    Verdict verdict = at.judge(order.draft(), now);
    String by = "refused, ";
    if (verdict.isTaken() && !OF_WINDOWS.contains(code)) {
      verdict = at.judge(order.draft(), now.plus(EARLY));
      by = "refused in the last second, ";
    }
    if (verdict.isTaken()) {
      disagree(order, "refused " + code + ", and the twin would take it");
    } else if (verdict.problems().stream().anyMatch(it -> METAS.contains(it.subcode()))) {
      note(order, by + code + ", and by what only Meta knows");
    } else if (hasKnownCode(order)
        && verdict.problems().stream().noneMatch(it -> isCode(it, code))) {
      disagree(order, "refused " + code + ", by the twin with " + verdict.problems());
    } else {
      note(order, by + code);
    }
  }

  /** With what Meta refuses what can be used once, no document says. */
  private static boolean hasKnownCode(Order order) {
    return !order.kind().equals("once") && !order.kind().equals("reference");
  }

  private static boolean isCode(Problem problem, String code) {
    return code(problem.code(), problem.subcode()).equals(code);
  }

  private void forwarded(Order order, Outcome.Answered answered) {
    if (answered.status() == 200) {
      note(order, "forwarded, taken");
      return;
    }
    JsonObject error = new JsonObject(new String(answered.body())).getJsonObject("error");
    String code = code(error.getInteger("code"), error.getInteger("error_subcode"));
    Integer subcode = error.getInteger("error_subcode");
    if (METAS.contains(subcode) || order.kind().endsWith("to nobody")) {
      note(order, "forwarded, left to Meta " + code);
    } else {
      disagree(order, "forwarded, and refused " + code);
    }
  }

  private void disagree(Order order, String what) {
    disagreements.add(order.kind() + ": " + what + ": " + order.body().encode());
  }

  private void note(Order order, String what) {
    matrix.merge(order.kind() + ": " + what, 1, Integer::sum);
  }

  private static String code(int code, Integer subcode) {
    return subcode == null ? Integer.toString(code) : code + "/" + subcode;
  }

  private static PageChannel channel(Account account) {
    return switch (account.network()) {
      case MESSENGER -> PageChannel.MESSENGER;
      case INSTAGRAM -> PageChannel.INSTAGRAM;
      case INSTAGRAM_LOGIN -> PageChannel.INSTAGRAM_LOGIN;
    };
  }
}
