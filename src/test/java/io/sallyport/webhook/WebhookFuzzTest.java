package io.sallyport.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sallyport.Mutations;
import io.sallyport.testkit.Slow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever Meta may deliver, reading it ends, and only what is no JSON cannot be read. */
class WebhookFuzzTest {

  private static final int CASES = 8_000;
  private static final int MANY_CASES = Integer.getInteger("cases", 80_000);

  private static final List<String> CHANGES =
      List.of(
          "{'field':'messages','value':{'metadata':{'phone_number_id':'106540352242922',"
              + "'display_phone_number':'15550783881'},'contacts':[{'wa_id':'16505551234','user_id':"
              + "'US.13491208655302741918'}],'messages':[{'from':'16505551234','id':'wamid.A',"
              + "'timestamp':'1749416383','type':'text','text':{'body':'STOP'},'referral':"
              + "{'source_type':'ad'}}]}}",
          "{'field':'messages','value':{'metadata':{'phone_number_id':'106540352242922'},"
              + "'statuses':[{'id':'wamid.B','status':'failed','timestamp':'1749416383',"
              + "'recipient_id':'16505551234','errors':[{'code':131047}],'pricing':{'billable':true,"
              + "'pricing_model':'PMP','category':'marketing','type':'regular'},'conversation':"
              + "{'expiration_timestamp':'1749502783','origin':{'type':'referral_conversion'}}}]}}",
          "{'field':'account_update','value':{'event':'ACCOUNT_RESTRICTION','restriction_info':"
              + "[{'restriction_type':'RESTRICTED_BIZ_INITIATED_MESSAGING','expiration':1749502783}]}}",
          "{'field':'calls','value':{'metadata':{'phone_number_id':'106540352242922'},'calls':"
              + "[{'from':'16505551234','event':'connect','timestamp':'1749416383'}]}}",
          "{'field':'user_preferences','value':{'metadata':{'phone_number_id':'106540352242922'},"
              + "'user_preferences':[{'wa_id':'16505551234','category':'marketing_messages','value':"
              + "'stop','timestamp':1749416383}]}}",
          "{'field':'message_template_status_update','value':{'event':'PAUSED',"
              + "'message_template_name':'a','message_template_language':'en-US'}}",
          "{'field':'smb_message_echoes','value':{'metadata':{'phone_number_id':'106540352242922'},"
              + "'message_echoes':[{'to':'16505551234','id':'wamid.C','timestamp':'1749416383',"
              + "'type':'text'}]}}");

  @Test
  void endsWithWhatCouldBeRead() {
    read(CASES);
  }

  @Slow
  @Test
  void endsWithWhatCouldBeReadForLong() {
    read(MANY_CASES);
  }

  private static void read(int cases) {
    long seed = Long.getLong("seed", new Random().nextLong());
    System.out.printf("WebhookFuzzTest: -Dseed=%d, %d deliveries%n", seed, cases);
    Mutations mutations = new Mutations(new Random(seed));
    List<String> seeds = CHANGES.stream().map(WebhookFuzzTest::delivery).toList();
    WebhookReader reader = Deliveries.reader(Deliveries.PHONE_NUMBER_ID);
    int observations = 0;
    int notJson = 0;

    for (int i = 0; i < cases; i++) {
      byte[] body = mutations.of(seeds);
      try {
        observations += reader.read(body).observations().size();
      } catch (IOException e) {
        notJson++;
        assertThat(isJson(body)).as("-Dseed=%d, delivery %d", seed, i).isFalse();
      }
    }

    System.out.printf("WebhookFuzzTest: %d observations, %d not JSON%n", observations, notJson);
    assertThat(observations).isGreaterThan(cases / 20);
    assertThat(notJson).isGreaterThan(cases / 20);
  }

  private static String delivery(String change) {
    return ("{'object':'whatsapp_business_account','entry':[{'id':'102290129340398','time':"
            + "1749416383,'changes':["
            + change
            + "]}]}")
        .replace('\'', '"');
  }

  private static boolean isJson(byte[] body) {
    try {
      return new ObjectMapper().readTree(new String(body, StandardCharsets.UTF_8)) == null;
    } catch (IOException e) {
      return false;
    }
  }
}
