package io.sallyport.http.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sallyport.account.Accounts;
import io.sallyport.account.ConfiguredNumbers;
import io.sallyport.account.Operators;
import io.sallyport.account.Sessions;
import io.sallyport.account.WazzupChannels;
import io.sallyport.audit.Act;
import io.sallyport.audit.ActStore;
import io.sallyport.audit.Acts;
import io.sallyport.audit.Kept;
import io.sallyport.config.AccountsConfig;
import io.sallyport.connector.kommo.FakeLinks;
import io.sallyport.http.access.Callers;
import io.sallyport.http.access.Permissions;
import io.sallyport.ledger.GrayNews;
import io.sallyport.ledger.GrayUpdates;
import io.sallyport.ledger.Observation;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImportRouteTest {

  private static final String NUMBER = "106540352242922";
  private static final Duration LONG = Duration.ofSeconds(20);

  private final ScriptedStore store = new ScriptedStore();
  private final Vertx vertx = Vertx.vertx();
  private HttpServer server;
  private HttpClient client;

  /** An upload, and as much of its answer as has come. */
  private record Upload(HttpClientRequest request, StringBuffer received, Future<Integer> status) {

    void write(String text) {
      request.write(text);
    }

    /** Waits for the whole answer. */
    JsonObject end() throws Exception {
      request.end();
      return answer();
    }

    JsonObject answer() throws Exception {
      get(status);
      return new JsonObject(text());
    }

    String text() {
      return received.toString();
    }
  }

  /** No channel is configured, and none is told of. */
  private static final class NoProvider implements GrayUpdates {

    @Override
    public Future<Void> observe(List<GrayNews> news) {
      throw new AssertionError("no channel");
    }

    @Override
    public Future<Addressee> addressee(String messageId) {
      throw new AssertionError("no channel");
    }
  }

  @BeforeEach
  void serve() throws Exception {
    Router router = Router.router(vertx);
    var sample = ConfiguredNumbers.sample();
    var numbers = ConfiguredNumbers.of(sample);
    var operators = new Operators(ConfiguredNumbers.config(sample));
    var channels = new WazzupChannels(ConfiguredNumbers.config(sample));
    var accounts = new Accounts(AccountsConfig.NONE);
    var sessions = new Sessions(new FakeLinks(), operators, store);
    var callers = new Callers(ConfiguredNumbers.clients(sample), operators, sessions);
    var permissions = new Permissions(numbers, accounts, channels, store);
    var acts = new Acts(store::now, act -> {}, noted());
    var imports = new Imports(vertx, store, store, new NoProvider());
    new ImportRoute(callers, permissions, numbers, channels, imports, acts).register(router, vertx);
    router.route().order(-2).handler(limited -> limited.response().setStatusCode(413).end());
    server = get(vertx.createHttpServer().requestHandler(router).listen(0, "localhost"));
    client = vertx.createHttpClient();
  }

  /** No operator imports here. */
  private static ActStore noted() {
    return new ActStore() {
      @Override
      public Future<Void> keep(Act act) {
        throw new AssertionError(act);
      }

      @Override
      public Uni<List<Kept>> recent(String before, int most) {
        throw new AssertionError("nobody asks");
      }
    };
  }

  @AfterEach
  void close() throws Exception {
    store.letGo();
    get(vertx.close());
  }

  @Test
  void importsWhatIsRightAndTellsWhatIsNot() throws Exception {
    Upload upload = upload();
    upload.write("\uFEFF" + line(1) + "\r\n\r\n" + "nonsense\n" + line(2));

    JsonObject answer = upload.end();

    assertThat(answer.getLong("imported")).isEqualTo(2);
    assertThat(answer.getJsonArray("errors"))
        .singleElement()
        .isEqualTo(
            new JsonObject()
                .put("line", 3)
                .put("error", "The line is not valid JSON (at column 1)."));
    assertThat(answer.containsKey("errors_omitted")).isFalse();
    assertThat(upload.status().result()).isEqualTo(200);
    assertThat(contacts()).containsExactly("16505550001", "16505550002");
  }

  @Test
  void importsNothing() throws Exception {
    JsonObject answer = upload().end();

    assertThat(answer.encode()).isEqualTo("{\"progress\":[],\"imported\":0,\"errors\":[]}");
  }

  @Test
  void storesALineAsSoonAsItComes() {
    Upload upload = upload();

    upload.write(line(1) + "\n");

    await().atMost(LONG).until(() -> contacts().equals(List.of("16505550001")));
    upload.request().reset();
  }

  @Test
  void tellsProgressWhileItReads() throws Exception {
    Upload upload = upload();

    upload.write(lines(1, 12_000));
    await().atMost(LONG).until(() -> upload.text().contains("{\"line\":1"));
    upload.write(lines(12_001, 13_000));
    JsonObject answer = upload.end();

    assertThat(answer.getLong("imported")).isEqualTo(13_000);
    JsonObject first = answer.getJsonArray("progress").getJsonObject(0);
    assertThat(first.getLong("line")).isPositive().isEqualTo(first.getLong("imported"));
  }

  @Test
  void tellsProgressOfASlowUpload() throws Exception {
    Upload upload = upload();

    upload.write(line(1) + "\n\n" + line(2));
    await().atMost(LONG).until(() -> upload.text().startsWith("{\"progress\":["));
    JsonObject answer = upload.end();

    assertThat(answer.getJsonArray("progress").encode()).isEqualTo("[{\"line\":2,\"imported\":1}]");
    assertThat(answer.getLong("imported")).isEqualTo(2);
  }

  @Test
  void readsNoFasterThanItStores() throws Exception {
    store.hold();
    AtomicLong written = new AtomicLong();
    String piece = lines(1, 1000);
    Upload upload = upload();

    int pieces = 600;
    IntStream.range(0, pieces)
        .forEach(i -> upload.request().write(piece).onSuccess(done -> written.incrementAndGet()));
    await().atMost(LONG).until(() -> store.batches().size() == 2);
    long before = atRest(written);
    store.letGo();
    JsonObject answer = upload.end();

    // What the two sockets hold is sent; the rest waits with the sender.
    assertThat(before).isLessThan(pieces / 2);
    assertThat(answer.getLong("imported")).isEqualTo(1000L * pieces);
    assertThat(store.mostHeld()).isEqualTo(2);
    assertThat(store.batches()).allMatch(batch -> batch.size() <= Import.BATCH);
  }

  @Test
  void partsNoLineThatSaysTwoThings() throws Exception {
    store.hold();
    Upload upload = upload();
    upload.write(line(1) + "\n");
    await().atMost(LONG).until(() -> store.batches().size() == 1);

    upload.write(line(2) + "\n" + both(3) + "\n" + line(4) + "\n" + both(5) + "\n");
    upload.request().end();
    await().atMost(LONG).until(() -> store.batches().size() == 2);
    store.letGo();

    upload.answer();
    assertThat(store.batches().get(1).stream().map(ImportRouteTest::contact))
        .containsExactly(
            "16505550003",
            "16505550003",
            "16505550005",
            "16505550005",
            "16505550002",
            "16505550004");
  }

  @Test
  void omitsErrorsAfterTheFirstThousand() throws Exception {
    Upload upload = upload();
    upload.write("{}\n".repeat(1500));

    JsonObject answer = upload.end();

    assertThat(answer.getJsonArray("errors")).hasSize(1000);
    assertThat(answer.getLong("errors_omitted")).isEqualTo(500);
    assertThat(store.batches()).isEmpty();
  }

  @Test
  void refusesWhenTheStoreFailsAtOnce() throws Exception {
    store.failFrom(1);
    Upload upload = upload();
    upload.write("\n" + line(1) + "\n");

    JsonObject answer = upload.end();

    assertThat(upload.status().result()).isEqualTo(503);
    assertThat(answer.getLong("imported")).isZero();
    assertThat(answer.getLong("stopped_at_line")).isEqualTo(2);
    assertThat(answer.getJsonObject("error").getInteger("code")).isEqualTo(131016);
    assertThat(answer.getJsonArray("errors")).isEmpty();
  }

  @Test
  void saysWhereItStoppedWhenTheStoreFailsMidway() throws Exception {
    store.failFrom(150);
    Upload upload = upload();
    upload.write(lines(1, 50_000));

    JsonObject answer = upload.answer();

    long imported = answer.getLong("imported");
    assertThat(upload.status().result()).isEqualTo(200);
    assertThat(imported).isGreaterThan(10_000).isLessThan(50_000);
    assertThat(answer.getLong("stopped_at_line")).isEqualTo(imported + 1);
    assertThat(answer.getJsonObject("error").getString("message")).startsWith("(#131016)");
  }

  @Test
  void triesAgainWhenTheStoreFailsForAMoment() throws Exception {
    store.failFrom(1);
    Upload upload = upload();
    upload.write(line(1) + "\n");
    await().atMost(LONG).until(() -> store.batches().size() == 2);

    store.failFrom(Integer.MAX_VALUE);
    JsonObject answer = upload.end();

    assertThat(upload.status().result()).isEqualTo(200);
    assertThat(answer.getLong("imported")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/x-ndjson",
        "application/ndjson",
        "application/jsonl; charset=utf8",
        "application/json-lines",
        "text/plain;charset=\"UTF-8\"",
        "Application/JSON"
      })
  void takesLinesUnderAnyOfTheirNames(String contentType) throws Exception {
    Upload upload = upload(HttpMethod.POST, path(NUMBER), "Content-Type", contentType);
    upload.write(line(1));

    assertThat(upload.end().getLong("imported")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, 106540352242922, Content-Encoding, gzip, 415, compressed",
    "POST, 106540352242922, Content-Type, application/x-www-form-urlencoded, 415, Content-Type",
    "POST, 106540352242922, Content-Type, application/json; charset=latin1, 415, Content-Type",
    "POST, 102290129340398, Content-Type, application/x-ndjson, 400, 102290129340398",
    "GET, 106540352242922, Accept, */*, 405, POST",
    "PUT, 106540352242922, Accept, */*, 405, POST"
  })
  void refusesAnythingElse(
      String method, String number, String header, String value, int status, String words)
      throws Exception {
    Upload upload = upload(HttpMethod.valueOf(method), path(number), header, value);
    upload.write(lines(1, 10_000));

    JsonObject answer = upload.end();

    JsonObject error = answer.getJsonObject("error");
    assertThat(upload.status().result()).isEqualTo(status);
    assertThat(error.getInteger("code")).isEqualTo(100);
    assertThat(error.getJsonObject("error_data").getString("details")).contains(words);
    assertThat(store.batches()).isEmpty();
  }

  /** A counter that counts no further. */
  private static long atRest(AtomicLong counter) throws InterruptedException {
    long last = -1;
    while (counter.get() != last) {
      last = counter.get();
      Thread.sleep(1000);
    }
    return last;
  }

  private Upload upload() {
    return upload(HttpMethod.POST, path(NUMBER), "Content-Type", "application/x-ndjson");
  }

  private Upload upload(HttpMethod method, String path, String header, String value) {
    try {
      HttpClientRequest request =
          get(client.request(method, server.actualPort(), "localhost", path));
      request.putHeader(header, value).setChunked(true);
      StringBuffer received = new StringBuffer();
      Future<Integer> status =
          request
              .response()
              .compose(
                  response ->
                      response.handler(received::append).end().map(end -> response.statusCode()));
      request.sendHead();
      return new Upload(request, received, status);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static String path(String number) {
    return "/sallyport/v1/numbers/" + number + "/import";
  }

  private static String lines(int first, int last) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(ImportRouteTest::line)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String line(int contact) {
    return line(contact, "");
  }

  private static String both(int contact) {
    return line(contact, ",\"consent\":\"opt_in\"");
  }

  private static String line(int contact, String more) {
    return String.format(
        "{\"contact\":\"1650555%04d\",\"last_inbound_at\":\"2026-11-20T11:00:00Z\"%s}",
        contact, more);
  }

  private List<String> contacts() {
    return store.batches().stream().flatMap(List::stream).map(ImportRouteTest::contact).toList();
  }

  private static String contact(Observation observation) {
    return observation.contact().first().id();
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }
}
