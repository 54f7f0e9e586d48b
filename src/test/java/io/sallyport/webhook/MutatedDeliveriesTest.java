package io.sallyport.webhook;

import static io.sallyport.webhook.Deliveries.PHONE_NUMBER_ID;
import static io.sallyport.webhook.Deliveries.SECOND_ID;
import static io.sallyport.webhook.Deliveries.WABA;
import static io.sallyport.webhook.Deliveries.change;
import static io.sallyport.webhook.Deliveries.delivery;
import static io.sallyport.webhook.Deliveries.messages;
import static io.sallyport.webhook.Deliveries.ofNumber;
import static io.sallyport.webhook.Deliveries.reader;
import static io.sallyport.webhook.Deliveries.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.ledger.Observation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** However a delivery is bent, it is read, or it is no JSON. */
class MutatedDeliveriesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ROUNDS = 4000;

  /** One of everything. */
  private static final String ALL =
      delivery(
              ofNumber(
                  "messages",
                  "'contacts':[{'wa_id':'16505551234','user_id':'US.1','parent_user_id':'US.ENT.1'}],"
                      + "'errors':[{'code':130429}],"
                      + messages(
                          text("16505551234", "'1749416383'"),
                          "{'from_user_id':'US.1','timestamp':'1749416383','type':'text',"
                              + "'text':{'body':'stop'},'referral':{'source_type':'ad'}}",
                          "{'from':'16505551234','group_id':'Y2Fw','timestamp':'1749416383'}",
                          "{'from':'16505551234','from_user_id':'US.1','timestamp':'1749416383',"
                              + "'type':'system','system':{'type':'user_changed_user_id','wa_id':"
                              + "'16505551235','user_id':'US.2','previous_user_id':'US.1'}}")
                      + ",'statuses':[{'id':'wamid.HBgL','status':'sent','timestamp':'1749416383',"
                      + "'recipient_id':'16505551234','recipient_user_id':'US.1','conversation':"
                      + "{'expiration_timestamp':'1749675583','origin':{'type':"
                      + "'referral_conversion'}},'pricing':{'billable':false,'type':"
                      + "'free_entry_point','category':'referral_conversion'}},"
                      + "{'id':'wamid.HBgM','status':'failed','timestamp':'1749416383',"
                      + "'recipient_id':'16505551234','errors':[{'code':131049}]}]"),
              ofNumber(
                  "standby", "'standby':{" + messages(text("16505551234", "1749416383")) + "}"),
              ofNumber(
                  "smb_message_echoes",
                  "'message_echoes':[{'to':'16505551234','timestamp':'1749416383'}]"),
              ofNumber(
                  "calls",
                  "'calls':[{'event':'connect','from':'16505551234','to':'15550783881','timestamp':"
                      + "'1749416383'},{'event':'terminate','direction':'BUSINESS_INITIATED','to':"
                      + "'16505551234','start_time':'1749416383','duration':7}],'statuses':[{'type':"
                      + "'call','status':'ACCEPTED','timestamp':1749416383,"
                      + "'recipient_id':'16505551234'}]"),
              ofNumber(
                  "user_preferences",
                  "'user_preferences':[{'wa_id':'16505551234','value':'stop',"
                      + "'timestamp':1749416383}]"),
              change(
                  "account_update",
                  "{'event':'ACCOUNT_RESTRICTION','restriction_info':[{'restriction_type':"
                      + "'RESTRICTED_BIZ_INITIATED_MESSAGING','expiration':1750259200}]}"),
              change(
                  "account_update",
                  "{'event':'DISABLED_UPDATE','ban_info':{'waba_ban_state':'DISABLE'}}"),
              change("account_update", "{'event':'ACCOUNT_VIOLATION','violation_info':{}}"),
              change(
                  "phone_number_quality_update",
                  "{'display_phone_number':'15550783881','event':'THROUGHPUT_UPGRADE',"
                      + "'current_limit':'TIER_UNLIMITED'}"),
              change("business_capability_update", "{'max_daily_conversations_per_business':2000}"),
              change(
                  "message_template_status_update",
                  "{'event':'PAUSED','message_template_name':'order_confirmation',"
                      + "'message_template_language':'en-US'}"),
              change(
                  "template_category_update",
                  "{'message_template_name':'order_confirmation','message_template_language':'en',"
                      + "'new_category':'UTILITY','correct_category':'MARKETING',"
                      + "'category_update_timestamp':1750086400}"))
          .replace('\'', '"');

  private static final String[] STRANGE = {
    "null",
    "true",
    "{}",
    "[]",
    "\"\"",
    "\"\\u0000\"",
    "-1",
    "0",
    "1.5",
    "1e400",
    "123456789012345678901234567890",
    "\"1749416383\"",
    "\"US.\"",
    "\"US.ENT.\"",
    "\"\\ud800\"",
    "\"16505551234\"",
    "{\"a\":[{}]}",
    "[[null]]",
    "\"" + "9".repeat(5000) + "\"",
    "\"stop\"",
    "\"" + PHONE_NUMBER_ID + "\"",
    "\"" + SECOND_ID + "\"",
    "\"" + WABA + "\""
  };

  private final WebhookReader reader = reader(PHONE_NUMBER_ID, SECOND_ID);

  private Webhook read(byte[] body, long seed) throws IOException {
    try {
      return reader.read(body);
    } catch (RuntimeException e) {
      return fail("seed " + seed + ": " + e + "\n" + new String(body, StandardCharsets.UTF_8), e);
    }
  }

  @Test
  void theUnbentDeliveryIsReadInFull() throws IOException {
    Webhook webhook = read(ALL.getBytes(StandardCharsets.UTF_8), 0);

    assertThat(webhook.observations())
        .extracting(it -> it.getClass().getSimpleName())
        .containsExactly(
            "Inbound",
            "Inbound",
            "ConsentStated",
            "Inbound",
            "Renamed",
            "Renamed",
            "SendReported",
            "SendFailed",
            "Inbound",
            "Answered",
            "Inbound",
            "Inbound",
            "Inbound",
            "ConsentStated");
    assertThat(webhook.numberNews()).hasSize(7);
    assertThat(webhook.templateNews()).hasSize(2);
    assertThat(webhook.violations()).hasSize(1);
    assertThat(webhook.skipped()).isZero();
  }

  @Test
  void aCutOrDirtiedDeliveryIsReadOrIsNoJson() {
    byte[] whole = ALL.getBytes(StandardCharsets.UTF_8);
    for (long seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      byte[] body = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
      boolean cut = random.nextBoolean();
      body = cut ? body : whole.clone();
      for (int i = 0; !cut && i <= random.nextInt(4); i++) {
        body[random.nextInt(body.length)] = (byte) random.nextInt(256);
      }
      try {
        read(body, seed);
      } catch (IOException notJson) {
        // the one end that is allowed
      }
    }
  }

  @Test
  void aBentMemberCostsNoMoreThanItsItem() throws IOException {
    List<Observation> whole = read(ALL.getBytes(StandardCharsets.UTF_8), 0).observations();
    for (long seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      JsonNode tree = JSON.readTree(ALL);
      JsonNode changes = tree.at("/entry/0/changes");
      int bentChange = random.nextInt(changes.size());
      bend(changes.get(bentChange), random);

      Webhook webhook = read(JSON.writeValueAsBytes(tree), seed);

      if (bentChange != 0) {
        assertThat(webhook.observations()).as("seed %d", seed).startsWith(head(whole));
      } else {
        assertThat(webhook.observations()).as("seed %d", seed).endsWith(tail(whole));
      }
    }
  }

  /** What the first change says. */
  private static Observation[] head(List<Observation> whole) {
    return whole.subList(0, 8).toArray(Observation[]::new);
  }

  private static Observation[] tail(List<Observation> whole) {
    return whole.subList(8, whole.size()).toArray(Observation[]::new);
  }

  /** Puts something strange in the place of one value below the node. */
  private static void bend(JsonNode root, Random random) throws IOException {
    List<Runnable> places = new ArrayList<>();
    JsonNode strange = JSON.readTree(STRANGE[random.nextInt(STRANGE.length)]);
    collect(root, strange, places);
    places.get(random.nextInt(places.size())).run();
  }

  private static void collect(JsonNode node, JsonNode strange, List<Runnable> places) {
    if (node instanceof ObjectNode object) {
      object
          .fieldNames()
          .forEachRemaining(
              name -> {
                places.add(() -> object.set(name, strange));
                collect(object.get(name), strange, places);
              });
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        int index = i;
        places.add(() -> array.set(index, strange));
        collect(array.get(i), strange, places);
      }
    }
  }
}
