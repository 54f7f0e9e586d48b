import com.restfb.DefaultFacebookClient;
import com.restfb.FacebookEndpoints;
import com.restfb.Parameter;
import com.restfb.Version;
import com.restfb.exception.FacebookException;
import com.restfb.exception.FacebookGraphException;
import com.restfb.json.JsonObject;
import com.restfb.types.send.CommentIdMessageRecipient;
import com.restfb.types.send.IdMessageRecipient;
import com.restfb.types.send.Message;
import com.restfb.types.send.MessageRecipient;
import com.restfb.types.send.SendResponse;
import java.util.Map;

/** Five steps, each told in one line of JSON, as messenger-steps.mjs has them. It sends forms. */
class Messenger {
  private static final Map<String, String> GIVEN = System.getenv();

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
    MessageRecipient open = new IdMessageRecipient(GIVEN.get("OPEN"));
    MessageRecipient closed = new IdMessageRecipient(GIVEN.get("CLOSED"));
    MessageRecipient comment = new CommentIdMessageRecipient(GIVEN.get("COMMENT"));

    tell("send", new JsonObject().add("id", send(open)));
    tell("window", error(() -> send(closed)));
    tell("tag", error(() -> sendTagged(open)));
    tell("reply", new JsonObject().add("id", send(comment)));
    tell("second reply", error(() -> send(comment)));
  }

  private static void tell(String step, JsonObject facts) {
    System.out.println(facts.add("step", step));
  }

  private static String send(MessageRecipient recipient) {
    return publish(recipient, Parameter.with("messaging_type", "RESPONSE"));
  }

  private static String sendTagged(MessageRecipient recipient) {
    return publish(
        recipient,
        Parameter.with("messaging_type", "MESSAGE_TAG"),
        Parameter.with("tag", "ACCOUNT_UPDATE"));
  }

  private static String publish(MessageRecipient recipient, Parameter... more) {
    Parameter[] all = new Parameter[more.length + 2];
    all[0] = Parameter.with("recipient", recipient);
    all[1] = Parameter.with("message", new Message("Hello!"));
    System.arraycopy(more, 0, all, 2, more.length);
    String account = GIVEN.get("ACCOUNT");
    return client.publish(account + "/messages", SendResponse.class, all).getMessageId();
  }

  private static JsonObject error(Runnable action) {
    JsonObject facts = new JsonObject();
    try {
      action.run();
      facts.add("type", "none");
    } catch (FacebookGraphException e) {
      facts
          .add("type", e.getClass().getSimpleName())
          .add("code", e.getErrorCode())
          .add("message", e.getErrorMessage());
      if (e.getErrorSubcode() != null) {
        facts.add("subcode", e.getErrorSubcode());
      }
    } catch (FacebookException e) {
      facts.add("type", e.getClass().getSimpleName()).add("message", e.getMessage());
    }
    return facts;
  }
}
