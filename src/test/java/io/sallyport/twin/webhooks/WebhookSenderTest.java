package io.sallyport.twin.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.twin.Twin;
import io.sallyport.twin.TwinFixture;
import io.sallyport.twin.WebhookReceiver;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class WebhookSenderTest extends TwinFixture {
  @Test
  void signsTheExactEscapedBytes() throws Exception {
    twin.customerWrites(CUSTOMER, "\u00e4/\uD83D\uDE00 \"x\"", twin.clock().now()).join();

    WebhookReceiver.Webhook webhook = receiver.webhooks.get(0);
    assertThat(webhook.text()).contains("{\"body\":\"\\u00e4\\/\\ud83d\\ude00 \\\"x\\\"\"}");
    assertThat(webhook.signature()).isEqualTo(hmac("twin-app-secret", webhook.body()));
    assertThat(text(webhook)).isEqualTo("\u00e4/\uD83D\uDE00 \"x\"");
  }

  @Test
  void deliversGivenBytesUntouched() throws Exception {
    byte[] payload = "{ \"object\" : \"\u00e4/\" }".getBytes(StandardCharsets.UTF_8);

    assertThat(twin.deliver(payload).join()).isEqualTo(200);

    WebhookReceiver.Webhook webhook = receiver.webhooks.get(0);
    assertThat(webhook.body()).isEqualTo(payload);
    assertThat(webhook.signature()).isEqualTo(hmac("twin-app-secret", payload));
    assertThat(twin.sign(payload)).isEqualTo(webhook.signature());
  }

  @Test
  void triesAgainUntilTheGatewayAnswers200() {
    receiver.answers.addAll(List.of(503, 500));

    assertThat(twin.customerWrites(CUSTOMER, "Hi", twin.clock().now()).join()).isEqualTo(200);

    assertThat(receiver.webhooks).hasSize(3);
    assertThat(receiver.webhooks.get(2).body()).isEqualTo(receiver.webhooks.get(0).body());
  }

  @Test
  void givesUpAfterTheLastTry() {
    receiver.answers.addAll(List.of(503, 503, 503, 503, 503, 503));

    assertThat(twin.customerWrites(CUSTOMER, "Hi", twin.clock().now()).join()).isEqualTo(503);

    assertThat(receiver.webhooks).hasSize(options().maxWebhookTries());
  }

  @Test
  void whatOneCustomerWritesArrivesInOrder() {
    receiver.answers.addAll(List.of(503, 503));
    List<CompletableFuture<Integer>> webhooks = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      webhooks.add(twin.customerWrites(CUSTOMER, "" + i, twin.clock().now()));
    }
    webhooks.forEach(CompletableFuture::join);

    List<String> texts = receiver.webhooks.stream().skip(2).map(WebhookSenderTest::text).toList();

    assertThat(texts)
        .containsExactlyElementsOf(IntStream.range(0, 30).mapToObj(i -> "" + i).toList());
  }

  @Test
  void anUnreachableGatewayIsStatusZero() {
    twin.webhookUrl("http://localhost:1/hook");
    assertThat(twin.customerWrites(CUSTOMER, "Hi", twin.clock().now()).join()).isZero();

    twin.webhookUrl(null);
    assertThat(twin.customerWrites(CUSTOMER, "Hi", twin.clock().now()).join()).isZero();
  }

  @Test
  void duplicatesEveryWebhook() {
    twin.webhookDelivery(new WebhookDelivery(true, false, 1, 0));

    twin.customerWrites(CUSTOMER, "Hi", twin.clock().now()).join();

    assertThat(receiver.webhooks).hasSize(2);
    assertThat(receiver.webhooks.get(1).body()).isEqualTo(receiver.webhooks.get(0).body());
  }

  @Test
  void shufflesBySeed() {
    List<String> written = List.of("1", "2", "3", "4", "5", "6");

    List<String> first = writeShuffled(written, 7);
    List<String> again = writeShuffled(written, 7);

    assertThat(first).containsExactlyInAnyOrderElementsOf(written).isNotEqualTo(written);
    assertThat(again).isEqualTo(first);
  }

  @Test
  void batchesSeveralUpdatesIntoOnePost() {
    twin.webhookDelivery(new WebhookDelivery(false, false, 4, 0));

    write(List.of("1", "2", "3", "4", "5", "6"));

    assertThat(receiver.webhooks)
        .extracting(webhook -> webhook.json().getJsonArray("entry").size())
        .containsExactly(4, 2);
  }

  @Test
  void verifiesTheAddress() {
    assertThat(post("/twin/webhooks/verify", "").body().strip()).isEqualTo("{\"verified\":true}");
    try (Twin wrong = Twin.start(options().withVerifyToken("x").withWebhookUrl(receiver.url()))) {
      twin.close();
      twin = wrong;
      assertThat(post("/twin/webhooks/verify", "").body().strip())
          .isEqualTo("{\"verified\":false}");
    }
  }

  private List<String> writeShuffled(List<String> texts, long seed) {
    receiver.webhooks.clear();
    twin.webhookDelivery(new WebhookDelivery(false, true, 1, seed));
    write(texts);
    return receiver.webhooks.stream().map(WebhookSenderTest::text).toList();
  }

  private void write(List<String> texts) {
    List<CompletableFuture<Integer>> answers = new ArrayList<>();
    texts.forEach(it -> answers.add(twin.customerWrites(CUSTOMER, it, twin.clock().now())));
    answers.forEach(CompletableFuture::join);
  }

  private static String text(WebhookReceiver.Webhook webhook) {
    JsonObject message = webhook.value().getJsonArray("messages").getJsonObject(0);
    return message.getJsonObject("text").getString("body");
  }

  private static String hmac(String secret, byte[] body) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
  }
}
