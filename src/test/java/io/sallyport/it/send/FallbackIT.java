package io.sallyport.it.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Events;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.World;
import io.sallyport.twin.graph.ReceivedRequest;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A text is sent as a template where only the closed window refuses it. */
@QuarkusIntegrationTest
@WithTestResource(
    value = World.class,
    initArgs = {
      @ResourceArg(name = "sallyport.clients.crm.key", value = Gateway.CALLER_TOKEN),
      @ResourceArg(name = "sallyport.clients.crm.fallback", value = "page_001/en_US")
    })
class FallbackIT extends Scenario {

  private static final String API = "/sallyport/v1/numbers/" + World.NUMBER;
  private static final String SALE = "spring_sale/en_US";

  private Answer send(String fallback, JsonObject body) {
    return gateway().call(request(Gateway.messages(World.NUMBER), body, header(fallback)));
  }

  private static String[] header(String fallback) {
    return new String[] {"Sallyport-Fallback", fallback};
  }

  private HttpRequest request(String target, JsonObject body, String... headers) {
    return gateway()
        .to(target)
        .header("Content-Type", "application/json")
        .headers(headers)
        .POST(BodyPublishers.ofString(body.encode()))
        .build();
  }

  private static void assertSubstituted(Answer answer, String template, String category) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.header("Sallyport-Decision")).isEqualTo("substituted");
    assertThat(answer.header("Sallyport-Reason")).isEqualTo("window_closed");
    assertThat(answer.header("Sallyport-Template")).isEqualTo(template);
    assertThat(answer.header("Sallyport-Category")).isEqualTo(category);
    assertThat(answer.header("Sallyport-Window")).isEqualTo("closed");
  }

  private JsonObject sent(String contact) {
    List<ReceivedRequest> sends = reachedMeta(contact);
    assertThat(sends).hasSize(1);
    assertThat(sends.get(0).headers().get("Sallyport-Fallback")).isNull();
    return sends.get(0).body().toJsonObject();
  }

  @Test
  void theTemplateHasTheTextAsItsVariable() {
    String contact = contactWithClosedWindow();
    JsonObject text =
        Bodies.text(contact, " It is\n packed. ")
            .put("context", JsonObject.of("message_id", "wamid.A"))
            .put("biz_opaque_callback_data", "row 7");

    assertSubstituted(send(SALE, text), SALE, "marketing");

    assertThat(sent(contact))
        .isEqualTo(
            Bodies.template(contact, "spring_sale", "en_US", Bodies.body("It is packed."))
                .put("context", JsonObject.of("message_id", "wamid.A"))
                .put("biz_opaque_callback_data", "row 7"));
  }

  @Test
  void theClientsOwnIsUsedWithoutAHeaderAndCanBeSwitchedOff() {
    String contact = contactWithClosedWindow();
    send("none", Bodies.text(contact)).assertRefused(400, 131047, "window_closed");
    assertThat(reachedMeta(contact)).isEmpty();

    assertSubstituted(gateway().send(Bodies.text(contact)), "page_001/en_US", "utility");
    assertThat(sent(contact).getJsonObject("template").getString("name")).isEqualTo("page_001");
  }

  @Test
  void anOpenWindowNeedsNone() {
    String contact = contactWithOpenWindow();

    send(SALE, Bodies.text(contact)).assertForwarded();
    assertThat(sent(contact)).isEqualTo(Bodies.text(contact));
  }

  /** Another rule's no stands, and the answer is its. */
  @Test
  void whatTheTemplateIsRefusedByIsTheAnswer() {
    String contact = contactWithClosedWindow();
    assertSubstituted(send(SALE, Bodies.text(contact, "one")), SALE, "marketing");
    assertSubstituted(send(SALE, Bodies.text(contact, "two")), SALE, "marketing");
    Answer third = send(SALE, Bodies.text(contact, "three"));
    third
        .assertRefused(400, 131049, "marketing_throttled")
        .startsWith("This contact last wrote at ")
        .contains("Its fallback, spring_sale/en_US, was refused, too:");
    assertThat(third.header("Sallyport-Template")).isEqualTo(SALE);
    assertThat(reachedMeta(contact)).hasSize(2);

    String stopped = contactWithClosedWindow();
    tell(Events.preference(stopped, "stop", now()));
    send(SALE, Bodies.text(stopped)).assertRefused(400, 131050, "opted_out");
    assertThat(reachedMeta(stopped)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "order_update/en_US, 400, 132000, template_parameters",
    "nobody_knows/en_US, 404, 132001, unknown_template",
    "page_001/de, 404, 132001, unknown_template",
    "old_offer/en_US, 400, 132015, template_paused",
    "login_code/en_US, 400, 131055, unsupported_category"
  })
  void aTemplateThatDoesNotFit(String fallback, int status, int code, String reason) {
    String contact = contactWithClosedWindow();

    send(fallback, Bodies.text(contact)).assertRefused(status, code, reason);
    assertThat(reachedMeta(contact)).isEmpty();
  }

  @Test
  void whatIsNoTextOrTooLongIsRefusedAsWithoutOne() {
    String contact = contactWithClosedWindow();
    JsonObject image = Bodies.message(contact, "image", JsonObject.of("id", "1013859600285441"));

    send(SALE, image).assertRefused(400, 131047, "window_closed");
    send(SALE, Bodies.text(contact, "a".repeat(1_025))).assertRefused(400, 131047, "window_closed");
    assertThat(reachedMeta(contact)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"spring_sale", "Spring/en_US", "a/b/c", "spring_sale/en_US;q=1"})
  void aHeaderThatIsNoFallbackIsRefusedWhateverTheWindow(String fallback) {
    send(fallback, Bodies.text(contactWithOpenWindow()))
        .assertRefused(400, 100, "invalid_body")
        .contains("Sallyport-Fallback");
  }

  @Test
  void aHeaderThatStandsTwiceIsRefused() {
    String contact = contactWithOpenWindow();
    String[] headers = {"Sallyport-Fallback", SALE, "Sallyport-Fallback", SALE};

    gateway()
        .call(request(Gateway.messages(World.NUMBER), Bodies.text(contact), headers))
        .assertRefused(400, 100, "invalid_body");
  }

  /** The key stands for what the caller sent. */
  @Test
  void withAKeyItIsSentOnce() {
    String contact = contactWithClosedWindow();
    String[] headers = {
      "Sallyport-Fallback", SALE, "Idempotency-Key", UUID.randomUUID().toString()
    };
    HttpRequest text = request(Gateway.messages(World.NUMBER), Bodies.text(contact), headers);

    List<Answer> all =
        Stream.generate(() -> CompletableFuture.supplyAsync(() -> gateway().call(text)))
            .limit(10)
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();

    assertThat(all)
        .filteredOn(it -> "substituted".equals(it.header("Sallyport-Decision")))
        .hasSize(1);
    assertThat(all).allSatisfy(it -> assertThat(it.status()).isIn(200, 409));
    Answer again = gateway().call(text);
    assertThat(again.header("Sallyport-Decision")).isEqualTo("replayed");
    assertThat(reachedMeta(contact)).hasSize(1);
    gateway()
        .call(request(Gateway.messages(World.NUMBER), Bodies.text(contact, "Another."), headers))
        .assertRefused(422, 100, "key_reused");
  }

  @Test
  void explainSaysWhatWouldBeSentInsteadAndAtWhatPrice() {
    String contact = contactWithClosedWindow();

    JsonObject explained =
        gateway().call(request(API + "/explain", Bodies.text(contact), header(SALE))).json();

    assertThat(explained.getString("reason")).isEqualTo("window_closed");
    JsonObject instead = explained.getJsonObject("instead");
    assertThat(instead.getString("decision")).isEqualTo("substituted");
    assertThat(instead.getString("template")).isEqualTo(SALE);
    assertThat(instead.getString("verdict")).isEqualTo("forward");
    assertThat(instead.getJsonObject("price").getString("category")).isEqualTo("marketing");
    assertThat(reachedMeta(contact)).isEmpty();

    String open = contactWithOpenWindow();
    assertThat(
            gateway()
                .call(request(API + "/explain", Bodies.text(open), header(SALE)))
                .json()
                .containsKey("instead"))
        .isFalse();
    gateway()
        .call(request(API + "/explain", Bodies.text(contact), header("spring_sale")))
        .assertGraphError(400, 100);
  }
}
