package io.sallyport.twin.messenger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.twin.faults.Fault;
import io.sallyport.twin.messenger.accounts.Account;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Meta takes, and with what it refuses. */
class MessengerSendTest extends MessengerTestFixture {

  private static final JsonObject HUMAN =
      JsonObject.of("messaging_type", "MESSAGE_TAG", "tag", "HUMAN_AGENT");

  @ParameterizedTest
  @CsvSource({
    "messenger,       400, 2018278, OAuthException, '(#10) This message is sent outside of allowed"
        + " window. Learn more about the new policy here:"
        + " https://developers.facebook.com/docs/messenger-platform/policy-overview'",
    "instagram,       400, 2534022, OAuthException, '(#10) This message is sent outside of allowed"
        + " window.'",
    "instagram-login, 403, 2534022, IGApiException, 'This message is sent outside of allowed"
        + " window.'",
  })
  void refusesAtOnceOutsideOfTheWindow(
      String channel, int status, int subcode, String type, String message) {
    Account account = account(channel);
    does(account, "messages", ago("86390s"));
    assertThat(sendText(account).statusCode()).isEqualTo(200);
    twin.clock().advance(Duration.ofSeconds(11));

    HttpResponse<String> refused = sendText(account);

    assertThat(refused.statusCode()).isEqualTo(status);
    JsonObject error = error(refused);
    assertThat(error.remove("fbtrace_id")).isNotNull();
    assertThat(error)
        .isEqualTo(
            JsonObject.of("message", message, "type", type, "code", 10, "error_subcode", subcode));
  }

  /** platform-facts.md#page-windows, row by row. */
  @ParameterizedTest
  @CsvSource({
    "messages, '{}', true",
    "messages, '{\"type\":\"image\"}', true",
    "messages, '{\"type\":\"quick_reply\"}', true",
    "messages, '{\"type\":\"sticker\"}', true",
    "messages, '{\"type\":\"reply\"}', true",
    "messages, '{\"type\":\"story_reply\"}', true",
    "messages, '{\"type\":\"story_mention\"}', true",
    "messages, '{\"type\":\"share\"}', true",
    "messages, '{\"type\":\"ig_reel\"}', true",
    "messages, '{\"type\":\"unsupported\"}', true",
    "messages, '{\"type\":\"referral\"}', true",
    "messages, '{\"standby\":true}', true",
    "messages, '{\"self\":true}', true",
    "postbacks, '{}', true",
    "referrals, '{}', true",
    "reactions, '{}', true",
    "reactions, '{\"action\":\"unreact\"}', false",
    "optins, '{}', true",
    "optins, '{\"type\":\"notification_messages\"}', false",
    "optins, '{\"type\":\"one_time_notif_req\"}', false",
    "comments, '{}', false",
    "edits, '{}', false",
    "edits, '{\"bare\":true}', false",
    "unsends, '{}', false",
    "reads, '{}', false",
    "deliveries, '{}', false",
    "echoes, '{}', false",
    "handovers, '{}', false",
  })
  void someActsOpenTheWindow(String act, String order, boolean opens) {
    for (Account account : new Account[] {PAGE, INSTAGRAM, LOGIN}) {
      does(account, "messages", ago("25h"));

      does(account, act, new JsonObject(order));

      assertThat(sendText(account).statusCode() == 200).as(account.id()).isEqualTo(opens);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "messenger,       25h,     100/2018276",
    "instagram,       25h,     100/2018276",
    "instagram-login, 25h,     200",
    "instagram-login, 604790s, 200",
    "instagram-login, 604801s, 10/2534022",
    "messenger,       1h,      200",
  })
  void humansWhoAreApprovedHaveSevenDays(String channel, String ago, String outcome) {
    does(account(channel), "messages", ago(ago));

    assertThat(outcome(post(account(channel), to("id", PERSON).mergeIn(HUMAN)))).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({
    "messenger, CONFIRMED_EVENT_UPDATE",
    "messenger, ACCOUNT_UPDATE",
    "messenger, POST_PURCHASE_UPDATE",
    "messenger, CUSTOMER_FEEDBACK",
    "instagram, CUSTOMER_FEEDBACK",
    "instagram-login, ACCOUNT_UPDATE",
  })
  void deadTagsAreRefusedInTheWindow(String channel, String tag) {
    does(account(channel), "messages");
    JsonObject tagged = JsonObject.of("messaging_type", "MESSAGE_TAG", "tag", tag);

    assertThat(outcome(post(account(channel), to("id", PERSON).mergeIn(tagged))))
        .isEqualTo("100/null");
  }

  @ParameterizedTest
  @CsvSource({"messenger, 25h, 200", "messenger, 169h, 10/2018278", "instagram, 25h, 100/null"})
  void aFormAsksForFeedbackForSevenDays(String channel, String ago, String outcome) {
    does(account(channel), "messages", ago(ago));
    JsonObject form = JsonObject.of("template_type", "customer_feedback");
    JsonObject message =
        JsonObject.of("attachment", JsonObject.of("type", "template", "payload", form));
    JsonObject body = to("id", PERSON).put("message", message);

    body.put("messaging_type", "MESSAGE_TAG").put("tag", "CUSTOMER_FEEDBACK");

    assertThat(outcome(post(account(channel), body))).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({"messenger, 200", "instagram, 10/2534022", "instagram-login, 10/2534022"})
  void aTemplateNeedsNoWindowOnMessenger(String channel, String outcome) {
    does(account(channel), "messages", ago("25h"));
    JsonObject template = JsonObject.of("name", "order_update");
    JsonObject body = to("id", PERSON).put("messaging_type", "UTILITY");

    assertThat(outcome(post(account(channel), body))).startsWith("10/");
    body.put("message", JsonObject.of("template", template));
    assertThat(outcome(post(account(channel), body))).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({"messenger, comments, comment_id", "messenger, posts, post_id"})
  void aCommentIsAnsweredOnceWithinSevenDays(String channel, String act, String key) {
    Account account = account(channel);
    String early = does(account, act, ago("604790s")).getString("id");
    String late = does(account, act, ago("604801s")).getString("id");

    assertThat(outcome(post(account, to(key, early)))).isEqualTo("200");
    assertThat(outcome(post(account, to(key, early)))).isEqualTo("100/2534025");
    assertThat(outcome(post(account, to(key, late)))).isEqualTo("100/2534025");
    assertThat(outcome(sendText(account))).isEqualTo("10/2018278");
    does(account, "messages");
    assertThat(outcome(sendText(account))).isEqualTo("200");
  }

  @Test
  void aTokenIsUsedOnceADayUntilItEnds() {
    JsonObject order = JsonObject.of("type", "notification_messages", "token", "t1", "valid", "2d");
    does(PAGE, "optins", order);

    assertThat(outcome(byToken("t1"))).isEqualTo("200");
    assertThat(outcome(byToken("t1"))).isEqualTo("4/2018354");
    twin.clock().advance(Duration.ofHours(24));
    assertThat(outcome(byToken("t1"))).isEqualTo("200");
    does(PAGE, "optins", order.copy().put("status", "STOP NOTIFICATIONS"));
    assertThat(outcome(byToken("t1"))).isEqualTo("10/1893015");
    does(PAGE, "optins", order.copy().put("status", "RESUME NOTIFICATIONS"));
    twin.clock().advance(Duration.ofHours(24).plusSeconds(1));
    assertThat(outcome(byToken("t1"))).isEqualTo("100/null");
    assertThat(outcome(byToken("t2"))).isEqualTo("100/null");
  }

  private HttpResponse<String> byToken(String token) {
    return post(PAGE, to("notification_messages_token", token));
  }

  @Test
  void onePersonIsWrittenToOnceByATokenAndByAReference() {
    does(PAGE, "optins", JsonObject.of("type", "one_time_notif_req", "token", "once"));
    twin.account(PAGE.id()).does("visitor-1", "optins", JsonObject.of("user_ref", true)).join();

    assertThat(outcome(post(PAGE, to("one_time_notif_token", "once")))).isEqualTo("200");
    assertThat(outcome(post(PAGE, to("one_time_notif_token", "once")))).isEqualTo("100/null");
    HttpResponse<String> taken = post(PAGE, to("user_ref", "visitor-1"));
    assertThat(new JsonObject(taken.body()).fieldNames()).containsExactly("message_id");
    assertThat(outcome(post(PAGE, to("user_ref", "visitor-1")))).isEqualTo("100/2018001");
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"recipient\":{\"id\":\"5550000000000001\",\"user_ref\":\"x\"},\"message\":{\"text\":\"a\"}}',"
        + " 100/null",
    "'{\"recipient\":{\"thread_key\":\"x\"},\"message\":{\"text\":\"a\"}}', 100/null",
    "'{\"message\":{\"text\":\"a\"}}', 100/null",
    "'{\"recipient\":{\"id\":\"5550000000000001\"}}', 100/null",
    "'{\"recipient\":{\"id\":\"5550000000000009\"},\"message\":{\"text\":\"a\"}}', 100/2018001",
    "'{\"recipient\":{\"id\":\"5550000000000001\"},\"message\":{\"text\":\"a\"},\"sender_action\":\"typing_on\"}',"
        + " 100/2018014",
    "'{\"recipient\":{\"id\":\"5550000000000001\"},\"sender_action\":\"typing_on\"}', 200",
  })
  void whatIsWrongIsRefused(String body, String outcome) {
    does(PAGE, "messages", ago("25h"));

    assertThat(outcome(post(PAGE, new JsonObject(body)))).isEqualTo(outcome);
  }

  @Test
  void theThreadIsAnotherAppsOrThePersonIsGone() {
    does(PAGE, "messages");
    does(PAGE, "handovers", JsonObject.of("to", "263902037430900"));
    assertThat(outcome(sendText(PAGE))).isEqualTo("10/2018300");
    does(PAGE, "handovers");
    assertThat(outcome(sendText(PAGE))).isEqualTo("200");
    does(PAGE, "blocks");
    assertThat(outcome(sendText(PAGE))).isEqualTo("551/1545041");
  }

  @Test
  void aFormIsReadWithMetasOwnQuotes() {
    does(PAGE, "messages");
    String form =
        "recipient={'id':'"
            + PERSON
            + "'}&message={text:'Hello!'}&messaging_type=RESPONSE"
            + "&access_token="
            + PAGE.token();

    HttpResponse<String> taken =
        call(
            to(PAGE, "/v25.0/me/messages")
                .setHeader("Authorization", "")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form.replace("{", "%7B").replace("}", "%7D"))));

    assertThat(new JsonObject(taken.body()).getString("recipient_id")).isEqualTo(PERSON);
    assertThat(twin.account(PAGE.id()).messages().get(0).text()).isEqualTo("Hello!");
  }

  @Test
  void hostsAndTokensAreAnAccountsOwn() {
    for (Account account : new Account[] {PAGE, INSTAGRAM, LOGIN}) {
      does(account, "messages");
    }
    JsonObject body = to("id", PERSON);
    HttpResponse<String> underInstagramsId =
        call(
            to(PAGE, "/" + INSTAGRAM.id() + "/messages")
                .POST(BodyPublishers.ofString(body.encode())));
    HttpResponse<String> atTheOtherHost =
        call(to(PAGE, "/" + LOGIN.id() + "/messages").POST(BodyPublishers.ofString(body.encode())));
    HttpResponse<String> withAnothersToken =
        call(
            to(LOGIN, "/" + LOGIN.id() + "/messages")
                .setHeader("Authorization", "Bearer " + PAGE.token())
                .POST(BodyPublishers.ofString(body.encode())));

    assertThat(outcome(underInstagramsId)).isEqualTo("3/null");
    assertThat(outcome(atTheOtherHost)).isEqualTo("3/null");
    assertThat(outcome(withAnothersToken)).isEqualTo("190/null");
    assertThat(error(withAnothersToken).getString("type")).isEqualTo("IGApiException");
  }

  @ParameterizedTest
  @CsvSource({
    "RATE_LIMITED, 429, 613/null",
    "TOKEN_EXPIRED, 401, 190/463",
    "POLICY_BLOCK, 403, 368/null",
    "ACCOUNT_LOCKED, 403, 10/1893063",
    "SERVER_ERROR_500, 500, 1200/2018024",
    "SERVER_ERROR_503, 503, 2/null",
  })
  void faultsHaveMessengersOwnErrors(Fault fault, int status, String outcome) {
    does(PAGE, "messages");
    twin.fault(fault, 1);

    HttpResponse<String> failed = sendText(PAGE);

    assertThat(failed.statusCode()).isEqualTo(status);
    assertThat(outcome(failed)).isEqualTo(outcome);
    assertThat(outcome(sendText(PAGE))).isEqualTo("200");
  }
}
