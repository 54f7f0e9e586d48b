package io.sallyport.meta;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.config.SallyportConfig;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Asks Meta where it delivers webhooks (platform-facts.md#webhook-override,
 * platform-facts.md#webhook-subscriptions). Every call fails when Meta does not answer, with {@link
 * io.sallyport.directory.NumberSource.Refused} when it says why.
 */
@Singleton
public final class GraphSubscriptions {

  private final GraphApi graph;
  private final String version;

  GraphSubscriptions(GraphApi graph, SallyportConfig config) {
    this.graph = graph;
    this.version = config.graph().version();
  }

  /**
   * An app that is subscribed to a WABA.
   *
   * @param id empty when Meta does not tell it
   * @param override the WABA's own address in place of the app's; empty for none
   */
  public record SubscribedApp(String id, String override) {}

  /**
   * Where a number's webhooks go; the first that is not empty counts.
   *
   * @param number the number's own address
   * @param waba its WABA's
   * @param app the app's
   */
  public record Addresses(String number, String waba, String app) {

    /** The one that counts. */
    public String effective() {
      return number.isEmpty() ? waba.isEmpty() ? app : waba : number;
    }
  }

  /**
   * What an app is subscribed to of one kind of object.
   *
   * @param object {@code whatsapp_business_account}, {@code page} or {@code instagram}
   */
  public record Subscription(String object, String address, boolean active, Set<String> fields) {

    public Subscription {
      fields = Set.copyOf(fields);
    }
  }

  /** The apps that are subscribed to a WABA. */
  public Uni<List<SubscribedApp>> ofWaba(String wabaId, String token) {
    return named(graph.subscribedApps(version, wabaId, "Bearer " + token))
        .map(
            answer -> {
              List<SubscribedApp> apps = new ArrayList<>();
              for (JsonNode app : answer.path("data")) {
                apps.add(
                    new SubscribedApp(
                        app.path("whatsapp_business_api_data").path("id").asText(""),
                        app.path("override_callback_uri").asText("")));
              }
              return apps;
            });
  }

  /** Where a number's webhooks go. */
  public Uni<Addresses> ofNumber(String phoneNumberId, String token) {
    return named(
            graph.phoneNumber(version, phoneNumberId, "Bearer " + token, "webhook_configuration"))
        .map(answer -> answer.path("webhook_configuration"))
        .map(
            found ->
                new Addresses(
                    found.path("phone_number").asText(""),
                    found.path("whatsapp_business_account").asText(""),
                    found.path("application").asText("")));
  }

  /** What an app is subscribed to; refused when the secret is not its. */
  public Uni<List<Subscription>> ofApp(String appId, String secret) {
    return named(graph.subscriptions(version, appId, "Bearer " + appId + "|" + secret))
        .map(
            answer -> {
              List<Subscription> all = new ArrayList<>();
              for (JsonNode one : answer.path("data")) {
                Set<String> fields = new HashSet<>();
                one.path("fields").forEach(field -> fields.add(field.path("name").asText("")));
                all.add(
                    new Subscription(
                        one.path("object").asText(""),
                        one.path("callback_url").asText(""),
                        one.path("active").asBoolean(false),
                        fields));
              }
              return all;
            });
  }

  private static Uni<JsonNode> named(Uni<JsonNode> call) {
    return call.onFailure().transform(GraphFailures::named);
  }
}
