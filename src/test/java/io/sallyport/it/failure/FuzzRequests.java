package io.sallyport.it.failure;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.Mutations;
import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Events;
import io.sallyport.testkit.World;
import io.sallyport.twin.Twin;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/**
 * Requests that were valid once, by their number: the same seed and number give the same bytes.
 * Webhooks and imports are of another number than sends, so that they open no window for these.
 */
final class FuzzRequests {

  /** The only contact whose window is open. */
  static final String OPEN = "16505557000";

  private static final String CLOSED = "16505557001";
  private static final String JSON = "\nContent-Type: application/json";
  private static final String SEND = "/v23.0/" + World.NUMBER + "/messages HTTP/1.1";
  private static final String API = "/sallyport/v1/numbers/" + World.NUMBER;
  private static final String IMPORT =
      "/sallyport/v1/numbers/" + World.TOKENLESS_NUMBER + "/import HTTP/1.1";

  /**
   * Bytes, and whether they are certainly all that the gateway has to wait for: the head is as it
   * was, and says how long the body is.
   */
  record Request(byte[] bytes, boolean isWhole) {}

  /** Heads and bodies that belong together; each head is tried with each body. */
  private record Kind(List<String> heads, List<String> bodies) {}

  private final long seed;
  private final Twin twin;
  private final List<Kind> kinds =
      List.of(sends(), sends(), forms(), webhooks(), calls(), imports(), passing());

  FuzzRequests(long seed, Twin twin) {
    this.seed = seed;
    this.twin = twin;
  }

  private static Kind sends() {
    return new Kind(
        List.of("POST " + SEND + JSON, "POST " + SEND + JSON + "\nIdempotency-Key: a-key"),
        List.of(
            Bodies.text(CLOSED).encode(),
            Bodies.text(OPEN).encode(),
            Bodies.utility(CLOSED).encode(),
            Bodies.marketing(CLOSED).encode(),
            Bodies.template(CLOSED, "notice_01", "en_US").encode(),
            Bodies.readReceipt().encode(),
            Bodies.text(CLOSED).put("category", "utility").encode(),
            Bodies.text(CLOSED).put("recipient_type", "group").encode()));
  }

  private static Kind forms() {
    String rest = "&type=text&text=%7B%22body%22%3A%22hi%22%7D";
    return new Kind(
        List.of("POST " + SEND + "\nContent-Type: application/x-www-form-urlencoded"),
        List.of(
            "messaging_product=whatsapp&to=" + CLOSED + rest,
            "messaging_product=whatsapp&to=" + OPEN + rest));
  }

  private static Kind webhooks() {
    Instant now = Instant.now();
    String number = World.TOKENLESS_NUMBER;
    return new Kind(
        List.of("POST /webhooks/whatsapp HTTP/1.1" + JSON + "\nX-Hub-Signature-256: @signature@"),
        List.of(
            Events.delivery(Events.inbound(number, sender(), "text", now)).encode(),
            Events.delivery(Events.inbound(number, sender(), "reaction", now)).encode(),
            Events.delivery(
                    Events.change("account_update", JsonObject.of("event", "ACCOUNT_VIOLATION")))
                .encode()));
  }

  private static JsonObject sender() {
    return JsonObject.of("from", CLOSED, "from_user_id", "US.13491208655302741918");
  }

  private static Kind calls() {
    String at = "2026-11-01T00:00:00Z";
    return new Kind(
        List.of(
            "GET " + API + "/contacts/" + CLOSED + " HTTP/1.1",
            "PUT " + API + "/contacts/" + CLOSED + "/consent HTTP/1.1" + JSON,
            "POST " + API + "/explain HTTP/1.1" + JSON,
            "GET " + API + "/templates HTTP/1.1",
            "GET " + API + "/spend?from=2026-11-01&to=2026-11-30 HTTP/1.1",
            "GET " + API + "/deferred/abc HTTP/1.1",
            "GET /sallyport/v1/relay/crm/dead-letters?limit=3 HTTP/1.1",
            "POST /sallyport/v1/relay/crm/dead-letters/replay HTTP/1.1" + JSON),
        List.of(
            "",
            "{\"state\":\"opt_in\",\"source\":\"shop\",\"at\":\"" + at + "\"}",
            "{\"ids\":[\"evt_3f5bcb0d5c5e7a3e8f0c6a2d1b4e9f70\"]}",
            Bodies.text(CLOSED).encode()));
  }

  private static Kind imports() {
    String line =
        "{\"contact\":\"16505557002\",\"last_inbound_at\":\"2026-11-22T10:00:00Z\",\"consent\":"
            + "\"opt_in\",\"consent_at\":\"2026-11-22T10:00:00Z\",\"source\":\"crm\"}\n";
    return new Kind(
        List.of("POST " + IMPORT + "\nContent-Type: application/x-ndjson"),
        List.of(line, line + "\n" + line.replace("7002", "7003")));
  }

  private static Kind passing() {
    String number = "/v23.0/" + World.NUMBER;
    String parts =
        "--x\r\nContent-Disposition: form-data; name=\"messaging_product\"\r\n\r\nwhatsapp\r\n"
            + "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n"
            + "Content-Type: image/png\r\n\r\nabc\r\n--x--\r\n";
    return new Kind(
        List.of(
            "GET " + number + "?fields=display_phone_number,id HTTP/1.1",
            "GET /v23.0/" + World.WABA + "/message_templates?limit=2 HTTP/1.1",
            "GET /v23.0/" + World.WABA + "?fields=a.b([]).c([\"PHONE\"]) HTTP/1.1",
            "POST /v23.0/upload%3AMTphdHRhY2g%3D%3D%3Fsig%3DARZq HTTP/1.1" + JSON,
            "POST " + number + "/register HTTP/1.1" + JSON,
            "POST " + number + "/media HTTP/1.1\nContent-Type: multipart/form-data; boundary=x"),
        List.of("", "{\"messaging_product\":\"whatsapp\",\"pin\":\"123456\"}", parts));
  }

  /** The request of that number. */
  Request of(int number) {
    Random random = new Random(seed + number);
    Mutations mutations = new Mutations(random);
    Kind kind = kinds.get(random.nextInt(kinds.size()));
    byte[] body = mutations.of(kind.bodies());
    String head = kind.heads().get(random.nextInt(kind.heads().size()));
    String whole =
        (head + "\nHost: localhost\nAuthorization: Bearer a\nConnection: close\nContent-Length: ")
            .replace("@signature@", twin.sign(body))
            .replace("\n", "\r\n");
    byte[] lines = (whole + body.length + "\r\n\r\n").getBytes(ISO_8859_1);
    boolean isWhole = random.nextInt(3) != 0;
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(isWhole ? lines : mutations.of(List.of(new String(lines, UTF_8))));
    request.writeBytes(body);
    return new Request(request.toByteArray(), isWhole);
  }
}
