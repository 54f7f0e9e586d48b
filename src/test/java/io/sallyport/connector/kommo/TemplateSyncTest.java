package io.sallyport.connector.kommo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sallyport.calls.JsonCalls;
import io.sallyport.redis.core.Keys;
import io.sallyport.redis.core.Scripts;
import io.sallyport.redis.store.RedisLinks;
import io.sallyport.redis.store.RedisTurns;
import io.sallyport.template.Category;
import io.sallyport.template.MemoryTemplates;
import io.sallyport.template.Template;
import io.sallyport.template.Template.CategoryChange;
import io.sallyport.template.TemplateContent;
import io.sallyport.template.TemplateEvent.CategoryImpending;
import io.sallyport.template.TemplateParameters;
import io.sallyport.template.TemplateParameters.Slot;
import io.sallyport.template.TemplateRegistry;
import io.sallyport.testkit.Concurrent;
import io.sallyport.testkit.RealRedis;
import io.sallyport.twin.kommo.KommoSeed;
import io.sallyport.twin.kommo.KommoTwin;
import io.sallyport.twin.kommo.control.ReceivedCall;
import io.sallyport.twin.kommo.faults.KommoFault;
import io.sallyport.twin.kommo.faults.KommoFaultOrder;
import io.sallyport.twin.kommo.templates.ChatTemplate;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kommo has what Meta has approved, whatever happens on the way. */
@Concurrent
class TemplateSyncTest {

  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private static final String WABA = "102290129340398";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static KommoTwin kommo;

  private final MemoryTemplates meta = new MemoryTemplates();
  private final TemplateRegistry registry =
      new TemplateRegistry(
          wabaId -> Uni.createFrom().failure(new IllegalStateException("nobody asks")),
          meta,
          Duration.ZERO);
  private Instant now = Instant.parse("2026-11-30T12:00:00Z");
  private TemplateSync sync;

  @BeforeAll
  static void start() {
    kommo = KommoTwin.start(KommoSeed.options());
  }

  @AfterAll
  static void stop() {
    kommo.close();
  }

  @BeforeEach
  void nothingIsKnown() {
    REDIS.run(Command.FLUSHALL);
    kommo.reset();
    sync = replica();
  }

  private TemplateSync replica() {
    Map<String, String> all = new HashMap<>(Configured.properties("secret"));
    all.put("sallyport.kommo.accounts.shop.api-url", kommo.url());
    all.put("sallyport.kommo.accounts.shop.api-token", KommoSeed.NORTH.apiToken());
    Duration timeout = Duration.ofSeconds(10);
    RedisLinks links = new RedisLinks(REDIS.client(), timeout);
    KommoRest rest =
        new KommoRest(REDIS.vertx(), new RedisTurns(new Scripts(REDIS.client()), timeout));
    KommoState state = new KommoState(links);
    TemplateWork work =
        new TemplateWork(new ChatTemplates(rest), new TemplateNames(links, registry), state);
    return new TemplateSync(
        Configured.accounts(all), registry, work, rest, state, links, () -> now);
  }

  private static Template template(String name, Category category, String status, String body) {
    return template(name, category, status, body, "", null);
  }

  private static Template template(
      String name,
      Category category,
      String status,
      String body,
      String header,
      @Nullable CategoryChange impending) {
    return new Template(
        new Template.Key(name, "en_US"),
        category,
        status,
        impending,
        new TemplateParameters(List.of(Slot.positional("body", 1))),
        null,
        new TemplateContent(body, header, "", List.of(), true));
  }

  private static Template approved(String name) {
    return template(name, Category.UTILITY, Template.APPROVED, "Order {{1}}.");
  }

  /** What Meta lists from now on. */
  private void listed(Template... templates) {
    meta.advance(Duration.ofSeconds(1));
    meta.replace(WABA, List.of(templates), meta.now()).await().atMost(PATIENCE);
    registry.reload(WABA).await().atMost(PATIENCE);
  }

  private static Duration look(TemplateSync sync) {
    return sync.look("shop").await().atMost(PATIENCE);
  }

  /** What Kommo has: name, category, review. */
  private static List<String> there() {
    return kommo.templates(KommoSeed.NORTH).stream()
        .map(one -> one.externalId() + " " + one.view(true).getString("waba_category"))
        .sorted()
        .toList();
  }

  private static ChatTemplate only() {
    List<ChatTemplate> all = kommo.templates(KommoSeed.NORTH);
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  /** Redis has lost what it held, leases too. */
  private static void forgetAllButThePace() {
    for (Response key : REDIS.run(Command.KEYS, "*")) {
      if (!key.toString().equals(Keys.turnCall(kommo.url()))) {
        REDIS.run(Command.DEL, key.toString());
      }
    }
  }

  private static int calls() {
    return kommo.calls("rest").size();
  }

  @Test
  void approvedOnesAreCreatedReviewedAndApproved() {
    listed(
        approved("order_update"),
        template("sale", Category.MARKETING, Template.APPROVED, "Sale, {{1}}!"),
        template("login", Category.AUTHENTICATION, Template.APPROVED, "{{1}} is your code."),
        template("draft", Category.UTILITY, "PENDING", "Soon {{1}}."),
        template("old", Category.UTILITY, Template.PAUSED, "Old {{1}}."));

    assertThat(look(sync)).isEqualTo(TemplateSync.NOTHING);

    assertThat(there()).containsExactly("order_update/en_US UTILITY", "sale/en_US MARKETING");
    assertThat(kommo.templates(KommoSeed.NORTH))
        .extracting(ChatTemplate::reviewStatus)
        .containsOnly("approved");
  }

  @Test
  void aPausedOneStaysAndComesBack() {
    listed(approved("order_update"));
    look(sync);
    long id = only().id();

    listed(template("order_update", Category.UTILITY, Template.PAUSED, "Order {{1}}."));
    look(sync);
    assertThat(only().reviewStatus()).isEqualTo("paused");

    listed(approved("order_update"));
    look(sync);
    assertThat(only().reviewStatus()).isEqualTo("approved");
    assertThat(only().id()).isEqualTo(id);
  }

  @Test
  void oneThatMetaDisablesOrDeletesIsWithdrawn() {
    listed(approved("one"), approved("two"), approved("three"));
    look(sync);

    listed(template("one", Category.UTILITY, Template.DISABLED, "Order {{1}}."), approved("two"));
    look(sync);

    assertThat(there()).containsExactly("two/en_US UTILITY");
  }

  @Test
  void anotherTextOrCategoryIsAnotherTemplate() {
    listed(approved("order_update"));
    look(sync);
    long first = only().id();

    listed(template("order_update", Category.UTILITY, Template.APPROVED, "Your order {{1}}."));
    look(sync);
    long second = only().id();
    assertThat(only().content()).isEqualTo("Your order {{1}}.");

    listed(template("order_update", Category.MARKETING, Template.APPROVED, "Your order {{1}}."));
    look(sync);
    assertThat(there()).containsExactly("order_update/en_US MARKETING");
    assertThat(only().reviewStatus()).isEqualTo("approved");
    assertThat(only().id()).isNotIn(first, second);
  }

  @Test
  void anAnnouncedCategoryIsWaitedForAndThenComes() {
    listed(approved("order_update"));
    meta.apply(
            WABA,
            new CategoryImpending(
                new Template.Key("order_update", "en_US"),
                meta.now().plusSeconds(100),
                new CategoryChange(Category.MARKETING, now.plusSeconds(60))))
        .await()
        .atMost(PATIENCE);
    registry.reload(WABA).await().atMost(PATIENCE);

    Duration next = look(sync);

    assertThat(there()).containsExactly("order_update/en_US UTILITY");
    assertThat(next).isBetween(Duration.ofSeconds(59), Duration.ofSeconds(61));
    now = now.plus(next);
    look(sync);
    assertThat(there()).containsExactly("order_update/en_US MARKETING");
  }

  @Test
  void withoutNewsNobodyIsCalledNotEvenRedis() {
    listed(approved("order_update"));
    look(sync);
    int calls = calls();
    listed(approved("order_update"));
    REDIS.run(Command.CONFIG, "RESETSTAT");

    assertThat(look(sync)).isEqualTo(TemplateSync.NOTHING);

    assertThat(calls()).isEqualTo(calls);
    assertThat(REDIS.run(Command.INFO, "commandstats").toString())
        .doesNotContain("cmdstat_get:")
        .doesNotContain("cmdstat_eval");
  }

  @Test
  void aReplicaThatStartsFindsItDone() {
    listed(approved("order_update"));
    look(sync);
    int calls = calls();

    assertThat(look(replica())).isEqualTo(TemplateSync.NOTHING);

    assertThat(calls()).isEqualTo(calls);
  }

  @Test
  void withoutRedissMemoryNothingIsCreatedTwice() {
    listed(approved("order_update"), approved("two"));
    look(sync);
    long id = kommo.templates(KommoSeed.NORTH).get(0).id();
    forgetAllButThePace();

    look(replica());

    assertThat(kommo.templates(KommoSeed.NORTH)).hasSize(2);
    assertThat(kommo.templates(KommoSeed.NORTH).get(0).id()).isEqualTo(id);
  }

  @Test
  void twoReplicasDoItOnceAndNeverTooFast() {
    listed(IntStream.range(0, 12).mapToObj(i -> approved("t" + i)).toArray(Template[]::new));
    TemplateSync other = replica();

    List<CompletableFuture<Duration>> both = new ArrayList<>();
    for (TemplateSync one : List.of(sync, other)) {
      both.add(one.look("shop").subscribeAsCompletionStage());
    }
    both.forEach(CompletableFuture::join);

    assertThat(kommo.templates(KommoSeed.NORTH)).hasSize(12);
    List<ReceivedCall> calls = kommo.calls("rest");
    assertThat(calls).hasSizeGreaterThan(24).allMatch(call -> call.status() < 300);
    for (int i = 7; i < calls.size(); i++) {
      assertThat(Duration.between(calls.get(i - 7).at(), calls.get(i).at()))
          .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = KommoFault.class,
      names = {"RATE_LIMITED", "SERVER_ERROR_503", "FORBIDDEN", "RESET"})
  void whoIsToldToWaitWaitsAndNobodyElseGoesOn(KommoFault fault) {
    listed(approved("order_update"));
    kommo.fault(fault, "rest", 1);

    Duration pause = look(sync);

    assertThat(pause).isBetween(Duration.ofSeconds(5), Duration.ofMinutes(1));
    assertThat(calls()).isEqualTo(1);
    listed(approved("order_update"), approved("two"));
    assertThat(look(sync)).isBetween(pause.minusSeconds(3), pause);
    assertThat(look(replica())).isBetween(pause, pause.plusMinutes(1));
    assertThat(calls()).as("news do not end a pause").isEqualTo(1);
  }

  @Test
  void oneThatKommoDoesNotTakeKeepsNoOtherBack() {
    Template tooLong =
        template("long", Category.UTILITY, Template.APPROVED, "Hi {{1}}", "x".repeat(61), null);
    listed(approved("a"), tooLong, approved("z"));

    assertThat(look(sync)).isEqualTo(TemplateSync.NOTHING);

    assertThat(there()).containsExactly("a/en_US UTILITY", "z/en_US UTILITY");
    assertThat(kommo.templates(KommoSeed.NORTH))
        .extracting(ChatTemplate::reviewStatus)
        .containsOnly("approved");
  }

  /** A replica died on the way: the answer to a creation was lost. */
  @Test
  void whatWasBegunIsFinished() {
    listed(approved("a"), approved("b"));
    look(sync);
    listed(approved("a"), approved("b"), approved("c"));
    // The list is answered, the creation is done and its answer lost.
    kommo.fault(KommoFaultOrder.of(KommoFault.SLOW, "rest", 1).withDelay(Duration.ofMillis(1)));
    kommo.fault(KommoFaultOrder.of(KommoFault.RESET, "rest", 1).accepting());
    assertThat(look(sync)).isEqualTo(Duration.ofSeconds(5));
    assertThat(kommo.templates(KommoSeed.NORTH)).hasSize(3);
    forgetAllButThePace();

    look(replica());

    assertThat(there()).hasSize(3);
    assertThat(kommo.templates(KommoSeed.NORTH))
        .extracting(ChatTemplate::reviewStatus)
        .containsOnly("approved");
  }

  /** Somebody else puts these into Kommo. */
  private static void inKommo(String... templates) throws JsonProcessingException {
    new JsonCalls(REDIS.vertx(), 1)
        .call(
            HttpMethod.POST,
            kommo.url() + "/api/v4/chats/templates",
            Map.of("Authorization", "Bearer " + KommoSeed.NORTH.apiToken()),
            new ObjectMapper().readTree("[" + String.join(",", templates) + "]"),
            PATIENCE)
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }

  @Test
  void oursAreFoundOnEveryPage() throws JsonProcessingException {
    String general = "{\"name\":\"own\",\"content\":\"Hi\",\"type\":\"amocrm\"}";
    inKommo(Collections.nCopies(50, general).toArray(String[]::new));
    listed(approved("order_update"));
    look(sync);
    forgetAllButThePace();

    look(replica());

    assertThat(kommo.templates(KommoSeed.NORTH)).hasSize(51);
  }

  @Test
  void anothersTemplatesAreLeftAlone() throws JsonProcessingException {
    inKommo(
        "{\"name\":\"own\",\"content\":\"Hi\",\"type\":\"amocrm\"}",
        "{\"name\":\"own\",\"content\":\"Hi\",\"type\":\"waba\",\"external_id\":\"7\"}");
    listed(approved("order_update"));

    look(sync);

    assertThat(kommo.templates(KommoSeed.NORTH)).hasSize(3);
  }
}
