package io.sallyport.it;

import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Events;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.Load;
import io.sallyport.testkit.World;
import io.sallyport.twin.Twin;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a pod gets, most of it sends: what the gateway runs here is what its AOT cache knows. The
 * twin answers, and tells the status of every message in a webhook, which the relay passes on.
 */
final class AotTraffic {

  private static final String API = "/sallyport/v1/numbers/" + World.NUMBER;
  private static final int CALLERS = 32;
  private static final int PER_SECOND = 1_500;
  private static final int CONTACTS = 5_000;

  /** Contacts of the last so many write never: their windows are unknown. */
  private static final int STRANGERS = 500;

  private final Gateway gateway;
  private final Twin twin;

  private AotTraffic(Gateway gateway, Twin twin) {
    this.gateway = gateway;
    this.twin = twin;
  }

  /**
   * Plays it.
   *
   * @return how many sends were answered
   */
  static int play(Gateway gateway, Twin twin, int seconds) {
    AotTraffic traffic = new AotTraffic(gateway, twin);
    traffic.begin();
    traffic.others(5);
    int sends = traffic.sends(seconds);
    traffic.others(20);
    return sends;
  }

  /** Half of the contacts are told in an import, and all write, each a webhook of the twin's. */
  private void begin() {
    int known = CONTACTS - STRANGERS;
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < known / 2; i++) {
      lines.append(
          JsonObject.of("contact", Events.contact(i), "last_inbound_at", Instant.now().toString()));
      lines.append('\n');
    }
    expect(200, importing(lines.toString()));
    for (int i = 0; i < known; i += CALLERS) {
      CompletableFuture.allOf(
              IntStream.range(i, Math.min(i + CALLERS, known))
                  .mapToObj(c -> twin.customerWrites(Events.contact(c), "Hello?", Instant.now()))
                  .toArray(CompletableFuture[]::new))
          .join();
    }
  }

  private int sends(int seconds) {
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    List<Load.Call> calls =
        Load.offerUntil(call -> call.ended() > end, CALLERS, PER_SECOND, this::send);
    Map<Integer, Long> answers =
        calls.stream()
            .collect(Collectors.groupingBy(Load.Call::status, TreeMap::new, Collectors.counting()));
    System.out.println("Sends by status: " + answers);
    if (answers.getOrDefault(200, 0L) < calls.size() / 2) {
      throw new IllegalStateException("Most sends were not forwarded: " + answers);
    }
    return calls.size();
  }

  /**
   * Of twenty, one each is a marketing template, malformed, to nobody's window; three are utility.
   */
  private Load.Request send(int i) {
    String contact = Events.contact(i % (CONTACTS - STRANGERS));
    String body =
        switch (i % 20) {
          case 3 -> Bodies.marketing(contact).encode();
          case 7 -> Bodies.text(contact).put("to", 7).encode();
          case 11 -> Bodies.text(Events.contact(CONTACTS - 1 - i % STRANGERS)).encode();
          case 5, 9, 17 -> Bodies.utility(contact).encode();
          default -> Bodies.text(contact).encode();
        };
    return new Load.Request(gateway.port(), Gateway.messages(World.NUMBER), body);
  }

  /** All that is not a plain send, so many times. */
  private void others(int times) {
    for (int i = 0; i < times; i++) {
      String contact = Events.contact(i);
      twin.customerWrites(contact, "Is it still available?", Instant.now()).join();
      gateway.sendWithKey("aot-" + i, Bodies.text(contact));
      expect(200, gateway.sendWithKey("aot-" + i, Bodies.text(contact)));
      gateway.sendAsync(World.NUMBER, Bodies.text(contact));
      gateway.send(Bodies.readReceipt());
      gateway.send(Bodies.template(contact, "no_such", "en_US"));
      gateway.send(Bodies.template(contact, "old_offer", "en_US", Bodies.body("Sam")));
      gateway.send(Bodies.template(contact, "order_update", "en_US", Bodies.body("one")));
      form(contact);
      expect(200, gateway.get(API));
      expect(200, gateway.get(API + "/contacts/" + contact));
      expect(200, gateway.post(API + "/explain", Bodies.text(contact)));
      expect(200, gateway.get(API + "/templates"));
      expect(200, gateway.get(API + "/spend"));
      gateway.get("/v23.0/" + World.NUMBER + "?fields=display_phone_number");
      gateway.get("/v23.0/" + World.WABA + "/message_templates?limit=3");
      gateway.get(Gateway.WEBHOOKS + "?hub.mode=subscribe&hub.challenge=1&hub.verify_token=wrong");
      expect(401, gateway.webhook("{}".getBytes(StandardCharsets.UTF_8), "sha256=00"));
      for (String health : List.of("live", "ready", "started")) {
        expect(200, gateway.manage("/q/health/" + health));
      }
      expect(200, gateway.manage("/q/metrics"));
    }
  }

  private Answer importing(String lines) {
    return gateway.call(
        gateway
            .to(API + "/import")
            .header("Content-Type", "application/x-ndjson")
            .POST(BodyPublishers.ofString(lines))
            .build());
  }

  private void form(String contact) {
    String text = URLEncoder.encode("{\"body\":\"Hello!\"}", StandardCharsets.UTF_8);
    HttpRequest request =
        gateway
            .to(Gateway.messages(World.NUMBER))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                BodyPublishers.ofString(
                    "messaging_product=whatsapp&type=text&to=" + contact + "&text=" + text))
            .build();
    expect(200, gateway.call(request));
  }

  private static void expect(int status, Answer answer) {
    if (answer.status() != status) {
      throw new IllegalStateException(
          "Answered with " + answer.status() + ", not " + status + ": " + answer.text());
    }
  }
}
