package io.sallyport.it.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.World;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What Meta would refuse of a template is refused here, in Meta's codes
 * (README.md#what-a-send-answers).
 */
@QuarkusIntegrationTest
@WithTestResource(World.class)
class TemplateRulesIT extends Scenario {
  private static final String MARKETING_EDGE = "/v23.0/" + World.NUMBER + "/marketing_messages";

  /** One way to be refused. */
  record Refused(int http, int code, String reason, String... words) {}

  static Stream<Arguments> unsendable() {
    JsonObject one = Bodies.body("1");
    Refused missing = new Refused(404, 132001, "unknown_template", "does not exist", World.WABA);
    Refused count =
        new Refused(400, 132000, "template_parameters", "does not match the expected number");
    Refused noUrl =
        new Refused(
            400,
            131008,
            "template_parameters",
            "buttons: Button at index 0 of type Url requires a parameter");
    return Stream.of(
        arguments(
            "login_code",
            "en_US",
            List.of(one, Bodies.urlButton(0, "1")),
            new Refused(
                400, 131055, "unsupported_category", "AUTHENTICATION", "MARKETING, UTILITY")),
        arguments(
            "login_code",
            "en_US",
            List.of(),
            new Refused(400, 131055, "unsupported_category", "supported-categories")),
        arguments("no_such_template", "en_US", List.of(), missing),
        arguments("spring_sale", "en", List.of(one), missing),
        arguments("spring_sale", "en-US", List.of(one), missing),
        arguments("spring_sale", "en_us", List.of(one), missing),
        arguments("Spring_Sale", "en_US", List.of(one), missing),
        arguments("spring_sale ", "en_US", List.of(one), missing),
        arguments("spring_sale/en_US", "en_US", List.of(one), missing),
        arguments(
            "draft_notice",
            "en_US",
            List.of(one),
            new Refused(400, 132001, "template_not_approved", "PENDING", "APPROVED")),
        arguments(
            "old_offer",
            "en_US",
            List.of(one),
            new Refused(400, 132015, "template_paused", "paused", "low quality")),
        arguments(
            "old_offer", "en_US", List.of(), new Refused(400, 132015, "template_paused", "paused")),
        arguments(
            "retired_offer",
            "en_US",
            List.of(one),
            new Refused(400, 132016, "template_disabled", "disabled")),
        arguments("spring_sale", "en_US", List.of(), count),
        arguments("spring_sale", "en_US", List.of(Bodies.body()), count),
        arguments("spring_sale", "en_US", List.of(Bodies.body("1", "2")), count),
        arguments("order_update", "en_US", List.of(one), count),
        arguments("spring_sale", "en_US", List.of(one, Bodies.imageHeader()), count),
        arguments(
            "catalog_photo",
            "en_US",
            List.of(one, Bodies.urlButton(0, "x")),
            format("expected IMAGE, received UNKNOWN")),
        arguments(
            "catalog_photo",
            "en_US",
            List.of(one, Bodies.header(), Bodies.urlButton(0, "x")),
            format("expected IMAGE, received UNKNOWN")),
        arguments(
            "catalog_photo",
            "en_US",
            List.of(one, Bodies.header("video"), Bodies.urlButton(0, "x")),
            format("expected IMAGE, received VIDEO")),
        arguments(
            "catalog_photo",
            "en_US",
            List.of(one, Bodies.header("text"), Bodies.urlButton(0, "x")),
            format("expected IMAGE, received TEXT")),
        arguments("catalog_photo", "en_US", List.of(one, Bodies.imageHeader()), noUrl),
        arguments(
            "catalog_photo",
            "en_US",
            List.of(one, Bodies.imageHeader(), Bodies.urlButton(1, "x")),
            noUrl),
        arguments(
            "visit",
            "en_US",
            List.of(Bodies.urlButton(2, "x")),
            format("expected LOCATION, received UNKNOWN")),
        arguments(
            "visit",
            "en_US",
            List.of(Bodies.imageHeader(), Bodies.urlButton(2, "x")),
            format("expected LOCATION, received IMAGE")),
        arguments(
            "visit",
            "en_US",
            List.of(Bodies.header("location"), Bodies.urlButton(0, "x")),
            new Refused(
                400,
                131008,
                "template_parameters",
                "buttons: Button at index 2 of type Url requires a parameter")),
        arguments(
            "welcome_named", "en_US", List.of(Bodies.namedBody("first_name", "Pablo")), count),
        arguments(
            "welcome_named",
            "en_US",
            List.of(Bodies.namedBody("first_name", "Pablo", "order", "1")),
            new Refused(400, 132000, "template_parameters", "order_number", "first_name")),
        arguments(
            "welcome_named",
            "en_US",
            List.of(Bodies.body("Pablo", "1")),
            new Refused(
                400,
                132000,
                "template_parameters",
                "Parameter name is missing or empty",
                "order_number")));
  }

  private static Refused format(String differs) {
    return new Refused(400, 132012, "template_parameters", "header: Format mismatch, " + differs);
  }

  static Stream<Arguments> sendable() {
    return Stream.of(
        arguments("spring_sale", "marketing", List.of(Bodies.body("Pablo"))),
        arguments("order_update", "utility", List.of(Bodies.body("1", "2"))),
        arguments(
            "welcome_named",
            "utility",
            List.of(Bodies.namedBody("order_number", "1", "first_name", "Pablo"))),
        arguments(
            "catalog_photo",
            "marketing",
            List.of(Bodies.imageHeader(), Bodies.body("Pablo"), Bodies.urlButton(0, "x"))),
        arguments(
            "catalog_photo",
            "marketing",
            List.of(Bodies.urlButton(0, "x"), Bodies.body("Pablo"), Bodies.imageHeader())),
        arguments(
            "visit", "utility", List.of(Bodies.header("location"), Bodies.urlButton("2", "x"))),
        arguments(
            "visit",
            "utility",
            List.of(Bodies.header("LOCATION"), Bodies.urlButton((Object) 2, "x"))));
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("unsendable")
  void refusesWhatMetaWould(
      String name, String language, List<JsonObject> components, Refused refused) {
    String contact = newContact();
    JsonObject[] all = components.toArray(JsonObject[]::new);

    Answer answer = gateway().send(Bodies.template(contact, name, language, all));

    answer
        .assertRefused(refused.http(), refused.code(), refused.reason())
        .contains(refused.words())
        .contains(name);
    assertThat(reachedMeta(contact)).isEmpty();
  }

  @ParameterizedTest(name = "{0} {2}")
  @MethodSource("sendable")
  void sendsWhatMetaWouldTake(String name, String category, List<JsonObject> components) {
    String contact = newContact();
    JsonObject[] all = components.toArray(JsonObject[]::new);

    Answer answer = gateway().send(Bodies.template(contact, name, "en_US", all));

    assertThat(answer.assertForwarded().header("Sallyport-Category")).isEqualTo(category);
    assertThat(reachedMeta(contact)).hasSize(1);
  }

  @Test
  void sendsATemplateWithoutATypeMember() {
    JsonObject body = Bodies.utility(newContact());
    body.remove("type");

    gateway().send(body);

    gateway().send(body).assertForwarded();
  }

  @Test
  void keepsMarketingMessagesForMarketingTemplates() {
    String contact = contactWithOpenWindow();

    Answer utility = gateway().post(MARKETING_EDGE, Bodies.utility(contact));
    Answer text = gateway().post(MARKETING_EDGE, Bodies.text(contact));

    utility
        .assertRefused(400, 131055, "not_marketing")
        .contains("order_update", "UTILITY", "/messages");
    text.assertRefused(400, 131055, "not_marketing").contains("template", "/messages");
    assertThat(reachedMeta(contact)).isEmpty();
    gateway().post(MARKETING_EDGE, Bodies.marketing(contact)).assertForwarded();
  }

  @Test
  void namesTheKeyToSetWhenTheTemplatesCannotBeListed() {
    String contact = newContact();
    int lists = twin().templateListCalls();

    Answer answer =
        gateway().post(Gateway.messages(World.TOKENLESS_NUMBER), Bodies.utility(contact));

    answer
        .assertRefused(404, 132001, "unknown_template")
        .contains(
            World.TOKENLESS_WABA,
            "sallyport.numbers.\"" + World.TOKENLESS_NUMBER + "\".access-token");
    assertThat(twin().templateListCalls()).isEqualTo(lists);
    assertThat(reachedMeta(contact)).isEmpty();
  }

  @Test
  void judgesADirectSendAsFreeFormUnlessItIsSwitchedOn() {
    String open = contactWithOpenWindow();
    String closed = contactWithClosedWindow();

    gateway().send(Bodies.text(open).put("category", "utility")).assertForwarded();
    Answer refused = gateway().send(Bodies.text(closed).put("category", "utility"));
    Answer unsupported = gateway().send(Bodies.text(open).put("category", "authentication"));

    refused.assertRefused(400, 131047, "window_closed");
    unsupported.assertRefused(400, 131055, "unsupported_category").contains("AUTHENTICATION");
    assertThat(reachedMeta(closed)).isEmpty();
  }
}
