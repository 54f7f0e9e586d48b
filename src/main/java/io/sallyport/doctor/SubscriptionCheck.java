package io.sallyport.doctor;

import io.sallyport.account.Numbers;
import io.sallyport.account.Secret;
import io.sallyport.config.MetaApps;
import io.sallyport.config.MetaApps.App;
import io.sallyport.config.SallyportConfig;
import io.sallyport.doctor.Waiting.NoAnswer;
import io.sallyport.meta.GraphSubscriptions;
import io.sallyport.meta.GraphSubscriptions.Addresses;
import io.sallyport.meta.GraphSubscriptions.SubscribedApp;
import io.sallyport.meta.GraphSubscriptions.Subscription;
import io.sallyport.meta.GraphTokens;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where Meta delivers webhooks: each WABA's app is subscribed, to what the gateway reads, and no
 * address of a WABA or number leads past the gateway.
 */
@Singleton
final class SubscriptionCheck implements Check {

  private static final String SUBSCRIBE =
      "curl -X POST %s/%s/%s/subscribed_apps -H \"Authorization: Bearer $TOKEN\"";

  private static final String RESET_NUMBER =
      "curl %s/%s/%s -H \"Authorization: Bearer $TOKEN\" -H 'Content-Type: application/json' -d"
          + " '{\"webhook_configuration\":{\"override_callback_uri\":\"\"}}'";

  /** Without these windows, deliveries and opt-outs are not known. */
  private static final Set<String> NEEDED =
      Set.of("messages", "user_preferences", "account_update");

  /** Without these something is known later, or not at all. */
  private static final Set<String> USEFUL =
      Set.of(
          "message_template_status_update",
          "message_template_quality_update",
          "message_template_components_update",
          "template_category_update",
          "phone_number_quality_update",
          "business_capability_update",
          "smb_message_echoes",
          "history",
          "calls",
          "standby");

  /** Numbers of a WABA that Meta is asked for: it counts the calls. */
  private static final int MOST = 50;

  private final Numbers numbers;
  private final MetaApps apps;
  private final PublicAddress own;
  private final GraphSubscriptions meta;
  private final GraphTokens tokens;
  private final SallyportConfig.Graph graph;

  SubscriptionCheck(
      Numbers numbers,
      SallyportConfig config,
      PublicAddress own,
      GraphSubscriptions meta,
      GraphTokens tokens) {
    this.numbers = numbers;
    this.apps = MetaApps.of(config.webhook());
    this.own = own;
    this.meta = meta;
    this.tokens = tokens;
    this.graph = config.graph();
  }

  @Override
  public String name() {
    return "webhooks";
  }

  @Override
  public List<Finding> look(Options options) {
    List<Finding> found = new ArrayList<>();
    Set<String> appIds = new TreeSet<>();
    Map<String, Secret<String>> byWaba = numbers.tokenByReadableWaba();
    byWaba.forEach(
        (wabaId, token) -> {
          found.addAll(ofWaba(wabaId, token.get()));
          Waiting.on(tokens.app(token.get())).ifPresent(appIds::add);
        });
    appIds.forEach(appId -> found.addAll(ofApp(appId)));
    return found.isEmpty()
        ? List.of(Finding.skip(name(), "no WABA's token is known: Meta cannot be asked"))
        : found;
  }

  private List<Finding> ofWaba(String wabaId, String token) {
    List<Finding> found = new ArrayList<>();
    String check = name() + " " + wabaId;
    try {
      List<SubscribedApp> subscribed = Waiting.on(meta.ofWaba(wabaId, token));
      found.add(
          subscribed.isEmpty()
              ? Finding.fail(check, "no app is subscribed to the WABA", fix(SUBSCRIBE, wabaId))
              : Finding.ok(check, subscribed.size() + " app subscribed to the WABA"));
      subscribed.stream()
          .map(SubscribedApp::override)
          .filter(address -> !address.isEmpty())
          .forEach(address -> found.add(goes(check, address, fix(SUBSCRIBE, wabaId))));
      Set<String> all = numbers.ofWaba(wabaId);
      all.stream()
          .limit(MOST)
          .forEach(
              number -> found.add(ofNumber(number, numbers.accessTokenOf(number).orElse(token))));
      if (all.size() > MOST) {
        found.add(Finding.skip(check, (all.size() - MOST) + " more numbers are not asked for"));
      }
    } catch (NoAnswer refused) {
      found.add(
          Finding.warn(check, refused.why(), "the WABA's token, whatsapp_business_management"));
    }
    return found;
  }

  private Finding ofNumber(String number, String token) {
    String check = name() + " " + number;
    try {
      Addresses addresses = Waiting.on(meta.ofNumber(number, token));
      String address = addresses.effective();
      return address.isEmpty()
          ? Finding.skip(check, "Meta does not tell where they go")
          : goes(
              check,
              address,
              addresses.number().isEmpty()
                  ? "App Dashboard, WhatsApp, Configuration: the gateway's address"
                  : fix(RESET_NUMBER, number));
    } catch (NoAnswer refused) {
      return Finding.warn(check, refused.why(), "the WABA's token");
    }
  }

  private Finding goes(String check, String address, String fix) {
    String shown = own.shown(address);
    if (own.all().isEmpty()) {
      return Finding.warn(
          check, "they go to " + shown + ": is it this gateway?", PublicAddress.KEY + "=<its own>");
    }
    return own.has(address)
        ? Finding.ok(check, "they go to " + shown)
        : Finding.fail(check, "they go to " + shown + ", past the gateway", fix);
  }

  private String fix(String command, String id) {
    return String.format(command, graph.url(), graph.version(), id);
  }

  /** Which of the configured secrets is the app's shows only when Meta takes it. */
  private List<Finding> ofApp(String appId) {
    String check = "app " + appId;
    String refused = "";
    for (App app : apps.all()) {
      try {
        Optional<Subscription> whatsApp =
            Waiting.on(meta.ofApp(appId, app.secret())).stream()
                .filter(one -> one.object().equals("whatsapp_business_account"))
                .findFirst();
        return whatsApp
            .map(one -> subscribed(check, one))
            .orElseGet(
                () ->
                    List.of(
                        Finding.fail(
                            check,
                            "it is not subscribed to whatsapp_business_account",
                            "App Dashboard, WhatsApp, Configuration: the gateway's address")));
      } catch (NoAnswer no) {
        refused = no.why();
      }
    }
    return List.of(
        Finding.fail(
            check,
            "no configured secret is this app's, which the token was made for: " + refused,
            "sallyport.webhook.app-secret, or apps.\"<name>\".secret (App settings, Basic)"));
  }

  private List<Finding> subscribed(String check, Subscription one) {
    List<Finding> found = new ArrayList<>();
    found.add(
        goes(
            check, one.address(), "App Dashboard, WhatsApp, Configuration: the gateway's address"));
    List<String> missing = missing(NEEDED, one);
    String fix = "App Dashboard, WhatsApp, Configuration, Webhook fields";
    if (!missing.isEmpty()) {
      found.add(Finding.fail(check, "not subscribed to " + String.join(", ", missing), fix));
    }
    List<String> useful = missing(USEFUL, one);
    if (!useful.isEmpty()) {
      found.add(Finding.warn(check, "not subscribed to " + String.join(", ", useful), fix));
    }
    return found;
  }

  private static List<String> missing(Set<String> fields, Subscription one) {
    return fields.stream().filter(field -> !one.fields().contains(field)).sorted().toList();
  }
}
