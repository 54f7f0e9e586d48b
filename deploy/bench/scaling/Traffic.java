import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a customer's message, a send and a status cost, in CPU time of the gateway's process and of
 * Redis's, many numbers taking turns. CPU time and not the clock's, so that a busy machine counts
 * for less. This program is Meta and the CRM as well; its own time is not counted.
 *
 * <p>Arguments: port of the gateway, of Redis, of Meta; process ids of the gateway and of Redis;
 * numbers; of each kind so many, at so many a second.
 */
public final class Traffic {

  private static final int CONTACTS = 20_000;
  private static final int AT_ONCE = 64;
  private static final int WARM_UPS = 4;
  private static final int BATCH = 20;
  private static final String[] WORDS = {"sent", "delivered", "read"};
  private static final long FIRST_NUMBER = 100_000_000_000_000L;
  private static final Pattern ID = Pattern.compile("\"id\":\"(wamid\\.[^\"]+)\"");
  private static final Pattern TO = Pattern.compile("\"to\":\"(\\d+)\"");
  private static final String STATUS =
      "{\"id\":\"%s\",\"status\":\"%s\",\"timestamp\":\"%d\",\"recipient_id\":\"%s\","
          + "\"conversation\":{\"id\":\"c\",\"origin\":{\"type\":\"service\"}},\"pricing\":"
          + "{\"billable\":false,\"pricing_model\":\"PMP\",\"category\":\"service\",\"type\":"
          + "\"free_customer_service\"}}";

  private record Sent(int contact, String id) {}

  private interface Work {
    HttpRequest of(int i);
  }

  private final int gatewayPort;
  private final int redisPort;
  private final long gateway;
  private final long redis;
  private final int numbers;
  private final ExecutorService threads = Executors.newFixedThreadPool(4, Traffic::daemon);
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(threads).build();
  private final AtomicLong wamids = new AtomicLong();
  private final Queue<Sent> sent = new ConcurrentLinkedQueue<>();
  private double idleGateway;
  private double idleRedis;

  private Traffic(int gatewayPort, int redisPort, long gateway, long redis, int numbers) {
    this.gatewayPort = gatewayPort;
    this.redisPort = redisPort;
    this.gateway = gateway;
    this.redis = redis;
    this.numbers = numbers;
  }

  public static void main(String[] arguments) throws Exception {
    int[] given = new int[arguments.length];
    for (int i = 0; i < given.length; i++) {
      given[i] = Integer.parseInt(arguments[i]);
    }
    Traffic traffic = new Traffic(given[0], given[1], given[3], given[4], given[5]);
    traffic.serve(given[2]);
    traffic.run(given[6], given[7]);
    System.exit(0);
  }

  private void run(int count, int rate) throws Exception {
    measure(null, CONTACTS, 0, this::inbound);
    for (int round = 0; round < WARM_UPS; round++) {
      sent.clear();
      measure(null, count, 0, this::send);
      Sent[] all = sent.toArray(Sent[]::new);
      measure(null, all.length * 3, 0, i -> status(all, i));
    }
    idle();
    measure("a customer's message", count, rate, this::inbound);
    sent.clear();
    measure("a send", count, rate, this::send);
    Sent[] all = sent.toArray(Sent[]::new);
    measure("a status", all.length * 3, rate, i -> status(all, i));
    sent.clear();
    measure("a send, as many as are answered", count * 2, 0, this::send);
    Map<Long, List<Sent>> byNumber =
        sent.stream().collect(Collectors.groupingBy(one -> number(one.contact)));
    int batches = byNumber.values().stream().mapToInt(List::size).min().orElse(0) / BATCH;
    measure(
        BATCH + " statuses in one", batches * numbers * 3, rate / 10, i -> statuses(byNumber, i));
    measure("a send with an Idempotency-Key", count, rate, this::sendOnce);
  }

  private void idle() throws Exception {
    Thread.sleep(3_000);
    long gatewayBefore = cpuMicros(gateway);
    long redisBefore = cpuMicros(redis);
    long from = System.nanoTime();
    Thread.sleep(10_000);
    double seconds = (System.nanoTime() - from) / 1e9;
    idleGateway = (cpuMicros(gateway) - gatewayBefore) / seconds;
    idleRedis = (cpuMicros(redis) - redisBefore) / seconds;
    System.out.printf(
        "idle, of a second: gateway %.0f ms, Redis %.0f ms%n",
        idleGateway / 1000, idleRedis / 1000);
  }

  /** At the rate, or (0) as many as are answered; waits until all is over, the relay's part too. */
  private void measure(String what, int count, int rate, Work work) throws Exception {
    long gatewayBefore = cpuMicros(gateway);
    long redisBefore = cpuMicros(redis);
    long[] scriptsBefore = scripts();
    long memoryBefore = memory();
    long from = System.nanoTime();
    AtomicInteger failed = new AtomicInteger();
    Semaphore room = new Semaphore(AT_ONCE);
    long[] nanos = new long[count];
    for (int i = 0; i < count; i++) {
      int mine = i;
      for (long left = 1; rate > 0 && left > 0; LockSupport.parkNanos(left)) {
        left = from + mine * 1_000_000_000L / rate - System.nanoTime();
      }
      room.acquire();
      long begun = System.nanoTime();
      client
          .sendAsync(work.of(mine), BodyHandlers.ofString())
          .whenComplete(
              (answer, failure) -> {
                if (failure != null || answer.statusCode() != 200) {
                  failed.incrementAndGet();
                } else {
                  remember(mine, answer.body());
                }
                nanos[mine] = System.nanoTime() - begun;
                room.release();
              });
    }
    room.acquire(AT_ONCE);
    double answered = count / ((System.nanoTime() - from) / 1e9);
    Thread.sleep(2_000);
    double seconds = (System.nanoTime() - from) / 1e9;
    if (what != null) {
      long[] scripts = scripts();
      Arrays.sort(nanos);
      System.out.printf(
          "%s: %d at %.0f/s, %d failed, half within %.1f ms, 99 %% within %.1f ms; CPU of the"
              + " gateway %.0f us, of Redis %.0f us; %.2f script calls of %.0f us; Redis grew by %d"
              + " bytes of each%n",
          what,
          count,
          answered,
          failed.get(),
          nanos[count / 2] / 1e6,
          nanos[count * 99 / 100] / 1e6,
          (cpuMicros(gateway) - gatewayBefore - idleGateway * seconds) / count,
          (cpuMicros(redis) - redisBefore - idleRedis * seconds) / count,
          (scripts[0] - scriptsBefore[0]) / (double) count,
          (scripts[1] - scriptsBefore[1]) / (double) (scripts[0] - scriptsBefore[0]),
          (memory() - memoryBefore) / count);
    } else if (failed.get() > 0) {
      System.out.printf("warm-up: %d of %d failed%n", failed.get(), count);
    }
  }

  private void remember(int i, String answer) {
    Matcher id = ID.matcher(answer);
    if (id.find()) {
      sent.add(new Sent(i % CONTACTS, id.group(1)));
    }
  }

  private HttpRequest send(int i) {
    return toContact(i).build();
  }

  private HttpRequest sendOnce(int i) {
    return toContact(i).header("Idempotency-Key", "order-" + i).build();
  }

  private HttpRequest.Builder toContact(int i) {
    String body =
        "{\"messaging_product\":\"whatsapp\",\"to\":\""
            + phone(i % CONTACTS)
            + "\",\"type\":\"text\",\"text\":{\"body\":\"Your order has left our warehouse.\"}}";
    return HttpRequest.newBuilder(uri("/v25.0/" + number(i % CONTACTS) + "/messages"))
        .header("Authorization", "Bearer bench-token")
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  private HttpRequest inbound(int i) {
    int contact = i % CONTACTS;
    String phone = phone(contact);
    return webhook(
        contact,
        ("\"contacts\":[{\"profile\":{\"name\":\"A\"},\"wa_id\":\"%s\"}],\"messages\":[{\"from\":"
                + "\"%s\",\"id\":\"wamid.in%d\",\"timestamp\":\"%d\",\"type\":\"text\",\"text\":"
                + "{\"body\":\"Hello\"}}]")
            .formatted(phone, phone, wamids.incrementAndGet(), System.currentTimeMillis() / 1000));
  }

  private HttpRequest status(Sent[] all, int i) {
    Sent one = all[i % all.length];
    return webhook(one.contact, "\"statuses\":[" + status(one, WORDS[i / all.length]) + "]");
  }

  /** The statuses of the same kind of so many sends of one number. */
  private HttpRequest statuses(Map<Long, List<Sent>> byNumber, int i) {
    Sent[] some = byNumber.get(number(i % numbers)).toArray(Sent[]::new);
    int batches = some.length / BATCH;
    StringJoiner all = new StringJoiner(",", "\"statuses\":[", "]");
    int from = i / numbers % batches * BATCH;
    for (int k = from; k < from + BATCH; k++) {
      all.add(status(some[k], WORDS[i / numbers / batches]));
    }
    return webhook(i % numbers, all.toString());
  }

  private static String status(Sent one, String word) {
    return STATUS.formatted(one.id, word, System.currentTimeMillis() / 1000, phone(one.contact));
  }

  private HttpRequest webhook(int contact, String items) {
    String body =
        "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"102290129340398\",\"changes\":"
            + "[{\"field\":\"messages\",\"value\":{\"messaging_product\":\"whatsapp\",\"metadata\":{"
            + "\"display_phone_number\":\"15550783881\",\"phone_number_id\":\""
            + number(contact)
            + "\"},"
            + items
            + "}}]}]}";
    return HttpRequest.newBuilder(uri("/webhooks/whatsapp"))
        .header("Content-Type", "application/json")
        .header("X-Hub-Signature-256", "sha256=" + signature(body))
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private static String signature(String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(
          new SecretKeySpec("bench-app-secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + gatewayPort + path);
  }

  private long number(int contact) {
    return FIRST_NUMBER + contact % numbers;
  }

  private static String phone(int contact) {
    return String.format("1%d555%04d", 201 + contact / 10_000, contact % 10_000);
  }

  /** Meta, which answers each send with an id of its own, and the CRM, which takes everything. */
  private void serve(int port) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange call) throws IOException {
    String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Matcher to = TO.matcher(body);
    String contact = to.find() ? to.group(1) : "";
    byte[] answer =
        (call.getRequestURI().getPath().endsWith("/messages")
                ? "{\"messaging_product\":\"whatsapp\",\"contacts\":[{\"input\":\"%s\",\"wa_id\":\"%s\"}],\"messages\":[{\"id\":\"wamid.%d\"}]}"
                    .formatted(contact, contact, wamids.incrementAndGet())
                : "{\"data\":[]}")
            .getBytes(StandardCharsets.UTF_8);
    call.getResponseHeaders().set("Content-Type", "application/json");
    call.sendResponseHeaders(200, answer.length);
    call.getResponseBody().write(answer);
    call.close();
  }

  /** How many calls of scripts Redis has had, and the time in them, us. */
  private long[] scripts() throws IOException {
    Matcher found = info("commandstats", "cmdstat_evalsha:calls=(\\d+),usec=(\\d+)");
    return new long[] {Long.parseLong(found.group(1)), Long.parseLong(found.group(2))};
  }

  private long memory() throws IOException {
    return Long.parseLong(info("memory", "used_memory:(\\d+)").group(1));
  }

  private Matcher info(String section, String pattern) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), redisPort)) {
      String call = "INFO " + section + "\r\nQUIT\r\n";
      socket.getOutputStream().write(call.getBytes(StandardCharsets.US_ASCII));
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      Matcher found = Pattern.compile(pattern).matcher(all);
      if (!found.find()) {
        throw new IOException("Redis does not say " + pattern);
      }
      return found;
    }
  }

  /** CPU time a process used so far. */
  private static long cpuMicros(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 10_000;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    return thread;
  }
}
