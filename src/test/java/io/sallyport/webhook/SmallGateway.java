package io.sallyport.webhook;

import io.sallyport.account.Accounts;
import io.sallyport.account.ConfiguredNumbers;
import io.sallyport.channel.Channel;
import io.sallyport.channel.PageChannel;
import io.sallyport.channel.WhatsApp;
import io.sallyport.circuit.Circuits;
import io.sallyport.config.AccountsConfig;
import io.sallyport.consent.ConsentKeywords;
import io.sallyport.ledger.Ledger;
import io.sallyport.ledger.LedgerUpdates;
import io.sallyport.ledger.MemoryMessagingLimits;
import io.sallyport.ledger.RecordedKeys;
import io.sallyport.message.Outcome;
import io.sallyport.message.SendAnswer;
import io.sallyport.pricing.RateCard;
import io.sallyport.pricing.Tariff;
import io.sallyport.rule.BusinessNumber;
import io.sallyport.rule.Endpoint;
import io.sallyport.rule.PageTerms;
import io.sallyport.rule.Policies;
import io.sallyport.rule.PolicySettings;
import io.sallyport.rule.PolicySettings.DirectSend;
import io.sallyport.rule.PolicySettings.Marketing;
import io.sallyport.rule.PolicySettings.StoreFailure;
import io.sallyport.rule.PolicySettings.UnknownWindow;
import io.sallyport.rule.Rates;
import io.sallyport.rule.Rules;
import io.sallyport.send.Deciders;
import io.sallyport.send.Decision;
import io.sallyport.send.Send;
import io.sallyport.send.SendMessage;
import io.sallyport.template.Category;
import io.sallyport.template.MemoryTemplates;
import io.sallyport.template.Template;
import io.sallyport.template.TemplateRegistry;
import io.sallyport.testkit.Plain;
import io.sallyport.twin.TwinSeed;
import io.sallyport.twin.messenger.accounts.Account;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The gateway's rules and webhook reader around a ledger whose time may travel: the packaged
 * gateway's cannot while it runs.
 */
final class SmallGateway {

  static final Marketing TWO_A_DAY = new Marketing(2, Duration.ofHours(24), true, Duration.ZERO);

  private static final String NUMBER = TwinSeed.NUMBER.pnid();

  /** Fast: here time stands still while many send. */
  private static final BusinessNumber SENDER =
      new BusinessNumber(
          NUMBER, TwinSeed.WABA, true, null, TwinSeed.WABA, null, new Rates(100_000, true, 0));

  private final LedgerUpdates updates;
  private final HttpClient graph;
  private final int graphPort;
  private final SendMessage sendMessage;
  private final Side side;
  private final Context context;
  private final int port;

  /**
   * Who sends, and what is known of it.
   *
   * @param address the id that it is sent to under
   */
  private record Side(
      BusinessNumber sender,
      String address,
      Channel channel,
      Policies policies,
      TemplateRegistry templates,
      WebhookReader reader) {}

  /** The sample number. */
  <L extends Ledger & LedgerUpdates> SmallGateway(Vertx vertx, L ledger, int graphPort) {
    this(vertx, ledger, graphPort, ofNumber());
  }

  /** A Page or an Instagram account. */
  <L extends Ledger & LedgerUpdates> SmallGateway(
      Vertx vertx, L ledger, int graphPort, Account account) {
    this(vertx, ledger, graphPort, ofAccount(account));
  }

  private <L extends Ledger & LedgerUpdates> SmallGateway(
      Vertx vertx, L ledger, int graphPort, Side side) {
    this.updates = ledger;
    this.side = side;
    this.graphPort = graphPort;
    this.context = vertx.getOrCreateContext();
    this.graph = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(64));
    this.sendMessage =
        new SendMessage(
            new Deciders(
                side.channel(),
                side.policies(),
                side.templates(),
                ledger,
                Plain.shared(new MemoryMessagingLimits(ledger::now)),
                new Circuits(ledger::now)),
            new RecordedKeys(),
            this::toMeta);
    this.port =
        vertx
            .createHttpServer()
            .requestHandler(this::webhook)
            .listen(0)
            .toCompletionStage()
            .toCompletableFuture()
            .join()
            .actualPort();
  }

  private static Side ofNumber() {
    return new Side(
        SENDER,
        NUMBER,
        WhatsApp.CHANNEL,
        new Policies(Rules.OF_WHATSAPP, settings(), new Tariff(null, RateCard.EMPTY)),
        templates(),
        reader(AccountsConfig.NONE));
  }

  private static Side ofAccount(Account account) {
    PageChannel channel =
        switch (account.network()) {
          case MESSENGER -> PageChannel.MESSENGER;
          case INSTAGRAM -> PageChannel.INSTAGRAM;
          case INSTAGRAM_LOGIN -> PageChannel.INSTAGRAM_LOGIN;
        };
    PageTerms terms = new PageTerms(channel == PageChannel.MESSENGER, id -> account.humanAgent());
    return new Side(
        Plain.number(account.id(), account.id(), false, null),
        account.page(),
        channel,
        new Policies(channel.rules(), settings(), new Tariff(null, RateCard.EMPTY), terms),
        templates(),
        reader(configured(account)));
  }

  private static AccountsConfig configured(Account account) {
    String key = "sallyport.accounts.\"" + account.id() + "\".";
    return ConfiguredNumbers.accounts(
        Map.of(key + "channel", account.network().word(), key + "page", account.page()));
  }

  private static WebhookReader reader(AccountsConfig accounts) {
    return new WebhookReader(
        ConfiguredNumbers.of(ConfiguredNumbers.sample()),
        new Accounts(accounts),
        new ConsentKeywords(Map.of(), Map.of()));
  }

  private static PolicySettings settings() {
    return Plain.settings(
        Set.of(Category.MARKETING, Category.UTILITY),
        UnknownWindow.REJECT,
        Duration.ZERO,
        DirectSend.OFF,
        StoreFailure.REJECT,
        false,
        Map.of(),
        TWO_A_DAY);
  }

  private static TemplateRegistry templates() {
    List<Template> all =
        List.of(
            template("spring_sale", Category.MARKETING), template("notice_01", Category.UTILITY));
    TemplateRegistry registry =
        new TemplateRegistry(
            wabaId -> Uni.createFrom().item(all), new MemoryTemplates(), Duration.ofSeconds(1));
    registry.refresh(TwinSeed.WABA).await().indefinitely();
    return registry;
  }

  private static Template template(String name, Category category) {
    Template.Key key = new Template.Key(name, "en_US");
    return new Template(key, category, Template.APPROVED, null, null, null);
  }

  String webhookUrl() {
    return "http://localhost:" + port;
  }

  /** Decides a send, and lets it out if it may leave. */
  CompletableFuture<Decision> send(JsonObject body) {
    return send(body.encode(), "application/json");
  }

  CompletableFuture<Decision> send(String body, String contentType) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Send send =
        Plain.send(
            side.sender(),
            Endpoint.MESSAGES,
            "/v25.0/" + side.address() + "/messages",
            Map.of("Content-Type", contentType).entrySet(),
            bytes);
    CompletableFuture<Decision> decided = new CompletableFuture<>();
    context.runOnContext(
        now ->
            sendMessage
                .handle(send)
                .onSuccess(decided::complete)
                .onFailure(decided::completeExceptionally));
    return decided;
  }

  private Future<Outcome> toMeta(Send send) {
    return graph
        .request(HttpMethod.POST, graphPort, "localhost", send.target())
        .compose(
            request -> {
              request.putHeader("Authorization", "Bearer dev-token");
              send.headers().forEach(one -> request.putHeader(one.getKey(), one.getValue()));
              return request.send(Buffer.buffer(send.body()));
            })
        .compose(
            response ->
                response.body().map(body -> answered(response.statusCode(), body.getBytes())));
  }

  private static Outcome answered(int status, byte[] body) {
    return new Outcome.Answered(
        status, Map.<String, String>of().entrySet(), body, SendAnswer.read(body));
  }

  private void webhook(HttpServerRequest request) {
    request.body().onSuccess(body -> webhook(request, body.getBytes()));
  }

  private void webhook(HttpServerRequest request, byte[] body) {
    try {
      Webhook webhook = side.reader().read(body);
      updates
          .observe(webhook.observations())
          .compose(stored -> updates.cover(side.sender().phoneNumberId(), false, null))
          .onSuccess(stored -> request.response().end())
          .onFailure(failure -> request.response().setStatusCode(503).end());
    } catch (IOException notJson) {
      request.response().setStatusCode(500).end();
    }
  }
}
