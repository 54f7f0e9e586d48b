package io.sallyport.it.kommo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.GatewayProcess;
import io.sallyport.testkit.LibreTranslate;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.Store;
import io.sallyport.testkit.World;
import io.sallyport.twin.Twin;
import io.sallyport.twin.TwinSeed;
import io.sallyport.twin.graph.ReceivedRequest;
import io.sallyport.twin.kommo.KommoSeed;
import io.sallyport.twin.kommo.KommoTwin;
import io.sallyport.twin.kommo.chats.Account;
import io.sallyport.twin.kommo.chats.Chat;
import io.sallyport.twin.kommo.chats.ChatMessage;
import io.sallyport.twin.kommo.control.ReceivedCall;
import io.sallyport.twin.kommo.templates.ChatTemplate;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two gateways keep Kommo's templates as Meta's are, and both sides of a chat read their own
 * language.
 */
class KommoTemplatesIT {

  private static final Account ACCOUNT = KommoSeed.NORTH;

  @TempDir static Path directory;
  private static final List<Process> processes = new ArrayList<>();
  private static Store store;
  private static Twin meta;
  private static KommoTwin kommo;
  private static LibreTranslate translator;

  private final String contact = Scenario.newContact();
  private final String chat = World.NUMBER + "-" + contact;

  @BeforeAll
  static void start() throws IOException {
    store = Store.start(World.freePort());
    meta = Twin.start(TwinSeed.options().withAppSecret(World.APP_SECRET));
    kommo = KommoTwin.start(KommoSeed.options());
    translator = new LibreTranslate();
    for (int i = 0; i < 2; i++) {
      Gateway gateway = new Gateway(World.freePort(), World.freePort());
      processes.add(
          GatewayProcess.start(gateway, configuration(gateway), directory.resolve("output" + i)));
      meta.webhookUrl("http://localhost:" + gateway.port() + Gateway.WEBHOOKS);
      kommo.hookUrl("http://localhost:" + gateway.port() + "/kommo/:scope_id");
    }
  }

  private static Map<String, String> configuration(Gateway gateway) {
    Map<String, String> all = World.configuration(store, meta.url());
    String channel = "sallyport.kommo.channels.wa.";
    all.put(channel + "id", KommoSeed.CHANNEL.id());
    all.put(channel + "secret", KommoSeed.CHANNEL.secret());
    String account = "sallyport.kommo.accounts.north.";
    all.put(account + "amojo-id", ACCOUNT.amojoId());
    all.put(account + "channel", "wa");
    all.put(account + "number", World.NUMBER);
    all.put(account + "api-url", kommo.url());
    all.put(account + "api-token", ACCOUNT.apiToken());
    all.put(account + "translate-to", "en");
    all.put("sallyport.translation.url", translator.url());
    all.put("sallyport.kommo.amojo-url", kommo.url());
    all.put("sallyport.kommo.public-url", "http://localhost:" + gateway.port());
    return all;
  }

  @AfterAll
  static void stop() {
    processes.forEach(process -> process.destroyForcibly().onExit().join());
    translator.close();
    kommo.close();
    meta.close();
    store.stop();
  }

  @BeforeEach
  void everybodyIsThere() {
    translator.answer(200);
    translator.release();
    Scenario.await()
        .untilAsserted(
            () ->
                assertThat(there().filter(one -> "approved".equals(one.reviewStatus())).count())
                    .isGreaterThanOrEqualTo(20));
  }

  private static Stream<ChatTemplate> there() {
    return kommo.templates(ACCOUNT).stream();
  }

  private static Optional<ChatTemplate> there(String name) {
    return there().filter(one -> one.name().equals(name)).findFirst();
  }

  private static void awaitReview(String name, String status) {
    Scenario.await()
        .untilAsserted(
            () ->
                assertThat(there(name).map(ChatTemplate::reviewStatus)).as(name).contains(status));
  }

  /** Meta does something to a template, and tells it by a webhook. */
  private static void atMeta(String path, JsonObject change) throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(meta.url() + "/twin/templates" + path))
                    .POST(BodyPublishers.ofString(change.encode()))
                    .build(),
                BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(answer.body()).getInteger("webhook")).isEqualTo(200);
  }

  private static void status(String name, String status) throws Exception {
    atMeta("?webhook", JsonObject.of("name", name, "status", status));
  }

  @Test
  void whatMetaHasApprovedIsThereOnceAndKommosPaceIsKept() {
    Stream<String> named = Stream.of("spring_sale", "order_update", "welcome_named");
    Stream<String> filled =
        IntStream.rangeClosed(10, 24).mapToObj(i -> String.format("notice_%02d", i));
    List<String> stable = Stream.concat(named, filled).toList();
    stable.forEach(name -> awaitReview(name, "approved"));

    assertThat(there().map(ChatTemplate::name)).containsAll(stable).doesNotHaveDuplicates();
    assertThat(there().map(ChatTemplate::name))
        .doesNotContain(
            "login_code", "draft_notice", "old_offer", "retired_offer", "catalog_photo");
    JsonObject sale = there("spring_sale").orElseThrow().view(false);
    assertThat(sale.getString("waba_category")).isEqualTo("MARKETING");
    assertThat(sale.getString("waba_language")).isEqualTo("en_US");
    assertThat(sale.getString("content")).isEqualTo("Hi {{1}}, our spring sale starts today.");
    List<ReceivedCall> calls = kommo.calls("rest");
    assertThat(calls).allMatch(call -> call.status() < 300);
    for (int i = 7; i < calls.size(); i++) {
      assertThat(Duration.between(calls.get(i - 7).at(), calls.get(i).at()))
          .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }
  }

  @Test
  void whatMetaChangesFollows() throws Exception {
    awaitReview("notice_01", "approved");
    awaitReview("notice_02", "approved");
    awaitReview("notice_03", "approved");
    long id = there("notice_01").orElseThrow().id();

    status("notice_01", "PAUSED");
    awaitReview("notice_01", "paused");
    status("notice_01", "APPROVED");
    awaitReview("notice_01", "approved");
    assertThat(there("notice_01").orElseThrow().id()).isEqualTo(id);

    atMeta("/category", JsonObject.of("name", "notice_02", "new_category", "MARKETING"));
    Scenario.await()
        .untilAsserted(
            () ->
                assertThat(there("notice_02"))
                    .hasValueSatisfying(
                        one ->
                            assertThat(one.view(true))
                                .contains(
                                    Map.entry("waba_category", "MARKETING"),
                                    Map.entry("review_status", "approved"))));

    status("notice_03", "DISABLED");
    Scenario.await().untilAsserted(() -> assertThat(there("notice_03")).isEmpty());

    status("brand_new", "APPROVED");
    awaitReview("brand_new", "approved");
  }

  private ChatMessage written(JsonObject order) throws Exception {
    String id = kommo.write(ACCOUNT, "+" + contact, order).get(1, TimeUnit.MINUTES).getString("id");
    Scenario.await()
        .untilAsserted(() -> assertThat(kommo.message(id).orElseThrow().delivery()).isNotNull());
    return kommo.message(id).orElseThrow();
  }

  /** The bodies of what Meta got for the contact, in order. */
  private List<JsonObject> sent() {
    return meta.sends().stream()
        .map(ReceivedRequest::body)
        .map(body -> new JsonObject(body.toString()))
        .filter(body -> body.encode().contains(contact))
        .toList();
  }

  @Test
  void aTemplateThatAManagerPicksIsSentByKommosIdAlone() throws Exception {
    awaitReview("order_update", "approved");
    ChatTemplate template = there("order_update").orElseThrow();
    JsonObject picked =
        JsonObject.of("id", template.id(), "content", template.content())
            .put(
                "params",
                JsonArray.of(
                    JsonObject.of("key", "{{2}}", "value", "ready"),
                    JsonObject.of("key", "{{1}}", "value", "A7")));

    ChatMessage message =
        written(
            JsonObject.of("text", "Your order A7 is ready.")
                .put("extra", JsonObject.of("template", picked)));

    assertThat(message.delivery().status()).isEqualTo(1);
    JsonObject sent = sent().get(0).getJsonObject("template");
    assertThat(sent.getString("name")).isEqualTo("order_update");
    assertThat(sent.getJsonArray("components").encode())
        .contains("\"text\":\"A7\"},{\"type\":\"text\",\"text\":\"ready\"");
    assertThat(translator.asked("A7")).isEmpty();
  }

  @Test
  void namedPlacesAreNamedAndAMissingValueIsSaid() throws Exception {
    awaitReview("welcome_named", "approved");

    ChatMessage message =
        written(
            JsonObject.of("template", "welcome_named/en_US")
                .put("params", JsonObject.of("order_number", "A8", "first_name", "Sam")));
    ChatMessage missing =
        written(
            JsonObject.of("template", "welcome_named/en_US")
                .put("params", JsonObject.of("first_name", "Sam")));

    assertThat(message.delivery().status()).isEqualTo(1);
    assertThat(sent()).hasSize(1);
    assertThat(sent().get(0).encode())
        .contains("\"parameter_name\":\"first_name\",\"text\":\"Sam\"")
        .contains("\"parameter_name\":\"order_number\",\"text\":\"A8\"");
    assertThat(missing.delivery().errorCode()).isEqualTo(905);
    assertThat(missing.delivery().error()).contains("has no value");
  }

  private void customer(String text) throws Exception {
    assertThat(meta.customerWrites(contact, text, Instant.now()).get(1, TimeUnit.MINUTES))
        .isEqualTo(200);
  }

  /** What the manager reads of the contact, in order. */
  private List<String> read() {
    return kommo.chats().stream()
        .filter(one -> chat.equals(one.conversationId()))
        .map(Chat::messages)
        .flatMap(List::stream)
        .filter(ChatMessage::isFromClient)
        .map(message -> message.content().getString("text"))
        .toList();
  }

  private void awaitRead(String... texts) {
    Scenario.await().untilAsserted(() -> assertThat(read()).containsExactly(texts));
  }

  @Test
  void eachSideReadsItsOwnLanguage() throws Exception {
    customer("Hola");
    awaitRead("Hola\n\nen: Hola");

    ChatMessage answer = written(JsonObject.of("text", "Good day"));

    assertThat(answer.content().getString("text")).isEqualTo("Good day");
    assertThat(answer.delivery().status()).isEqualTo(1);
    assertThat(sent().get(0).getJsonObject("text").getString("body")).isEqualTo("es: Good day");
    assertThat(translator.asked("Hola").get(0).encode()).doesNotContain(contact);

    customer("In English, please");
    awaitRead("Hola\n\nen: Hola", "In English, please");
    written(JsonObject.of("text", "Of course"));
    assertThat(sent().get(1).getJsonObject("text").getString("body")).isEqualTo("Of course");
  }

  @Test
  void aSlowTranslatorHoldsNothingBackForLongAndNothingIsSentTwice() throws Exception {
    customer("Hola uno");
    awaitRead("Hola uno\n\nen: Hola uno");
    translator.hold();

    customer("Hola dos");
    ChatMessage answer = written(JsonObject.of("text", "Wait"));

    awaitRead("Hola uno\n\nen: Hola uno", "Hola dos");
    assertThat(answer.delivery().status()).isEqualTo(1);
    assertThat(sent()).hasSize(1);
    assertThat(sent().get(0).getJsonObject("text").getString("body")).isEqualTo("Wait");

    translator.release();
    customer("Hola tres");
    awaitRead("Hola uno\n\nen: Hola uno", "Hola dos", "Hola tres\n\nen: Hola tres");
    assertThat(sent()).hasSize(1);
  }

  @Test
  void captionsAreLeftAsTheyAre() throws Exception {
    customer("Hola");
    awaitRead("Hola\n\nen: Hola");

    written(JsonObject.of("type", "picture", "text", "This one"));

    assertThat(sent().get(0).getJsonObject("image").getString("caption")).isEqualTo("This one");
    assertThat(translator.asked("This one")).isEmpty();
  }
}
