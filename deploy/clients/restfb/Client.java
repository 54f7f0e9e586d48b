import com.restfb.Body;
import com.restfb.Connection;
import com.restfb.DefaultFacebookClient;
import com.restfb.FacebookEndpoints;
import com.restfb.Parameter;
import com.restfb.Version;
import com.restfb.exception.FacebookException;
import com.restfb.exception.FacebookGraphException;
import com.restfb.json.JsonArray;
import com.restfb.json.JsonObject;
import com.restfb.types.whatsapp.WhatsAppMessageTemplate;
import com.restfb.types.whatsapp.platform.SendMessage;
import com.restfb.types.whatsapp.platform.send.Text;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Four steps, each told in one line of JSON, as steps.mjs has them. */
class Client {
  private static final Map<String, String> GIVEN = System.getenv();
  private static final String CUSTOMER = GIVEN.get("CUSTOMER");

  private static DefaultFacebookClient client;

  public static void main(String[] arguments) {
    client = new DefaultFacebookClient(GIVEN.get("TOKEN"), Version.LATEST);
    client.setFacebookEndpointUrls(
        new FacebookEndpoints() {
          @Override
          public String getGraphEndpoint() {
            return GIVEN.get("GATEWAY");
          }
        });
    client.setHeaderAuthorization(true);

    tell("send", new JsonObject().add("id", sendTemplate(GIVEN.get("NUMBER"))));
    tell("refusal", error(Client::sendText));
    tell("templates", new JsonObject().add("templates", templates()));
    tell("throttle", error(Client::sendTooFast));
  }

  private static void tell(String step, JsonObject facts) {
    System.out.println(facts.add("step", step));
  }

  /** RestFB has no type for a template send: a JSON object goes into its body. */
  private static String sendTemplate(String number) {
    JsonArray parameters = new JsonArray();
    for (String value : List.of("860198", "packed")) {
      parameters.add(new JsonObject().add("type", "text").add("text", value));
    }
    JsonObject body = new JsonObject().add("type", "body").add("parameters", parameters);
    JsonObject template =
        new JsonObject()
            .add("name", "order_update")
            .add("language", new JsonObject().add("code", "en_US"))
            .add("components", new JsonArray().add(body));
    return send(
        number,
        new JsonObject()
            .add("messaging_product", "whatsapp")
            .add("to", CUSTOMER)
            .add("type", "template")
            .add("template", template));
  }

  private static void sendTooFast() {
    for (int i = 0; i < 5; i++) {
      sendTemplate(GIVEN.get("SLOW_NUMBER"));
    }
  }

  private static void sendText() {
    SendMessage message = new SendMessage(CUSTOMER);
    message.setText(new Text("Hello!"));
    send(GIVEN.get("NUMBER"), message);
  }

  private static String send(String number, Object message) {
    JsonObject sent = client.publish(number + "/messages", JsonObject.class, Body.withData(message));
    return sent.get("messages").asArray().get(0).asObject().getString("id", null);
  }

  /** Page by page with cursors: RestFB follows {@code paging.next} with https only. */
  private static JsonArray templates() {
    TreeSet<String> all = new TreeSet<>();
    Connection<WhatsAppMessageTemplate> page = templates(Parameter.with("limit", 10));
    while (true) {
      page.getData()
          .forEach(it -> all.add(it.getName() + " " + it.getLanguage() + " " + it.getStatus()));
      if (!page.hasNext()) {
        break;
      }
      page = templates(Parameter.with("limit", 10), Parameter.with("after", page.getAfterCursor()));
    }
    JsonArray told = new JsonArray();
    all.forEach(told::add);
    return told;
  }

  private static Connection<WhatsAppMessageTemplate> templates(Parameter... parameters) {
    return client.fetchConnection(
        GIVEN.get("WABA") + "/message_templates", WhatsAppMessageTemplate.class, parameters);
  }

  private static JsonObject error(Runnable action) {
    long began = System.currentTimeMillis();
    JsonObject facts = new JsonObject();
    try {
      action.run();
      facts.add("type", "none");
    } catch (FacebookGraphException e) {
      JsonObject raw = e.getRawErrorJson().get("error").asObject();
      facts
          .add("type", e.getClass().getSimpleName())
          .add("code", e.getErrorCode())
          .add("message", e.getErrorMessage())
          .add("details", raw.get("error_data").asObject().getString("details", null));
    } catch (FacebookException e) {
      facts.add("type", e.getClass().getSimpleName()).add("message", e.getMessage());
    }
    return facts.add("tookMs", System.currentTimeMillis() - began);
  }
}
