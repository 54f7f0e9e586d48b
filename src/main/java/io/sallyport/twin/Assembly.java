package io.sallyport.twin;

import io.sallyport.twin.account.AccountUpdates;
import io.sallyport.twin.account.Accounts;
import io.sallyport.twin.control.ClockControl;
import io.sallyport.twin.control.Control;
import io.sallyport.twin.control.ControlApi;
import io.sallyport.twin.control.CustomerControl;
import io.sallyport.twin.control.FaultControl;
import io.sallyport.twin.control.MessageControl;
import io.sallyport.twin.control.NumberControl;
import io.sallyport.twin.control.OutageControl;
import io.sallyport.twin.control.RequestControl;
import io.sallyport.twin.control.TemplateControl;
import io.sallyport.twin.control.WabaControl;
import io.sallyport.twin.control.WebhookControl;
import io.sallyport.twin.faults.FaultInjector;
import io.sallyport.twin.faults.FaultQueue;
import io.sallyport.twin.graph.GraphApi;
import io.sallyport.twin.graph.RequestLog;
import io.sallyport.twin.graph.SendApi;
import io.sallyport.twin.graph.SendReader;
import io.sallyport.twin.graph.Subscriptions;
import io.sallyport.twin.inbound.Inbound;
import io.sallyport.twin.messenger.MessengerParts;
import io.sallyport.twin.messenger.hooks.MessengerWebhooks;
import io.sallyport.twin.outbound.Acceptance;
import io.sallyport.twin.outbound.DeliveryRules;
import io.sallyport.twin.outbound.SentMessages;
import io.sallyport.twin.outbound.StatusFollowUp;
import io.sallyport.twin.people.People;
import io.sallyport.twin.platform.MediaStore;
import io.sallyport.twin.platform.Numbers;
import io.sallyport.twin.platform.Tokens;
import io.sallyport.twin.platform.TwinClock;
import io.sallyport.twin.templates.TemplateReview;
import io.sallyport.twin.templates.Templates;
import io.sallyport.twin.webhooks.HubSignature;
import io.sallyport.twin.webhooks.WebhookDelivery;
import io.sallyport.twin.webhooks.WebhookSender;
import io.sallyport.twin.webhooks.Webhooks;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/** Puts the parts of a twin together. Each part gets only what it uses. */
final class Assembly {
  final TwinClock clock;
  final Numbers numbers;
  final WebhookSender sender;
  final AccountUpdates accountUpdates;
  final Templates templates = new Templates();
  final Inbound inbound;
  final SentMessages sent = new SentMessages();
  final RequestLog requests = new RequestLog();
  final FaultQueue faults = new FaultQueue();
  final MessengerParts messenger;

  private final TwinOptions options;
  private final MediaStore media = new MediaStore();
  private final Accounts accounts = new Accounts();
  private final People people = new People();
  private final Tokens tokens = new Tokens();
  private final Subscriptions subscriptions;
  private final Webhooks webhooks;

  Assembly(TwinOptions options, Vertx vertx, HubSignature signature) {
    this.options = options;
    this.clock = new TwinClock(vertx);
    this.numbers = new Numbers(options.numbers());
    this.sender =
        new WebhookSender(vertx, signature, options.webhookUrl(), options.maxWebhookTries());
    this.subscriptions = new Subscriptions(Tokens.APP, sender::url);
    this.webhooks = new Webhooks(sender, clock);
    this.accountUpdates = new AccountUpdates(numbers, accounts, webhooks);
    this.inbound = Inbound.of(clock, numbers, people, media, webhooks);
    this.messenger =
        new MessengerParts(
            clock,
            new MessengerWebhooks(
                sender, clock, signature, new HubSignature(options.instagramAppSecret())),
            options.accounts(),
            options.tokens(),
            options.statusDelay());
    templates.reset(options.templates());
  }

  /**
   * @param outage closes the port for a time
   */
  RequestRouter router(Vertx vertx, Consumer<Duration> outage) {
    FaultInjector injector = new FaultInjector(vertx);
    return new RequestRouter(
        clock, requests, faults, injector, graphApi(), messenger.api, controlApi(outage));
  }

  private GraphApi graphApi() {
    StatusFollowUp followUp = new StatusFollowUp(clock, options.statusDelay(), sent, webhooks);
    DeliveryRules rules = new DeliveryRules(options.marketingAllowance());
    Acceptance acceptance = new Acceptance(clock, accounts, people, rules, sent, followUp);
    SendApi sends = new SendApi(new SendReader(templates), acceptance);
    return new GraphApi(
        options.tokens(),
        numbers,
        tokens,
        subscriptions,
        options.appSecret(),
        templates,
        media,
        sends);
  }

  private ControlApi controlApi(Consumer<Duration> outage) {
    NumberControl numberControl = new NumberControl(numbers, tokens, subscriptions);
    Map<String, Control> controls =
        Map.ofEntries(
            Map.entry("accounts", messenger.control),
            Map.entry("clock", new ClockControl(clock)),
            Map.entry("customers", new CustomerControl(clock, numbers, inbound)),
            Map.entry("messages", new MessageControl(sent, people)),
            Map.entry("numbers", numberControl),
            Map.entry("tokens", numberControl),
            Map.entry("subscriptions", numberControl),
            Map.entry("requests", new RequestControl(requests)),
            Map.entry("wabas", new WabaControl(accountUpdates)),
            Map.entry("templates", templateControl()),
            Map.entry("webhooks", new WebhookControl(sender, options.verifyToken())),
            Map.entry("faults", new FaultControl(faults)),
            Map.entry("outage", new OutageControl(outage)));
    return new ControlApi(controls, this::reset);
  }

  private TemplateControl templateControl() {
    TemplateReview review = new TemplateReview(clock, templates, webhooks);
    return new TemplateControl(templates, review, numbers.first().wabaId());
  }

  /** Back to what the twin was started with. */
  void reset() {
    clock.reset();
    people.clear();
    numbers.reset();
    tokens.reset();
    subscriptions.reset();
    accounts.clear();
    templates.reset(options.templates());
    sent.clear();
    messenger.reset();
    media.clear();
    requests.clear();
    faults.clear();
    sender.dropWaiting();
    sender.delivery(WebhookDelivery.PLAIN);
    sender.url(options.webhookUrl());
  }
}
