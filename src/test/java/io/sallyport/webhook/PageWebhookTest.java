package io.sallyport.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.sallyport.account.Accounts;
import io.sallyport.account.ConfiguredNumbers;
import io.sallyport.consent.ConsentKeywords;
import io.sallyport.contact.Contact;
import io.sallyport.contact.Names;
import io.sallyport.ledger.Observation;
import io.sallyport.ledger.Observation.Inbound;
import io.sallyport.ledger.Observation.Right;
import io.sallyport.ledger.Observation.RightHeard;
import io.sallyport.message.PageRecipients;
import io.sallyport.relay.Subjects;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the events of Pages and Instagram accounts say (platform-facts.md#page-windows). */
class PageWebhookTest {

  private static final String PAGE = "1000000000000001";
  private static final String INSTAGRAM = "17841400000000001";
  private static final String PERSON = "24512345678901234";
  private static final long MILLIS = 1_790_000_000_999L;
  private static final Instant AT = Instant.ofEpochSecond(1_790_000_000);

  private static final Map<String, String> ACCOUNTS =
      Map.of(
          "sallyport.accounts." + PAGE + ".channel", "messenger",
          "sallyport.accounts." + INSTAGRAM + ".channel", "instagram-login");

  private final WebhookReader reader =
      new WebhookReader(
          ConfiguredNumbers.of(Map.of()),
          new Accounts(ConfiguredNumbers.accounts(ACCOUNTS)),
          new ConsentKeywords(Map.of(), Map.of()));

  private Webhook read(String json) {
    try {
      return reader.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String entry(String object, String id, String members) {
    return "{'object':'"
        + object
        + "','entry':[{'id':'"
        + id
        + "','time':1790000001,"
        + members
        + "}]}";
  }

  private static String event(String account, String list, String what) {
    return "'"
        + list
        + "':[{'sender':{'id':'"
        + PERSON
        + "'},'recipient':{'id':'"
        + account
        + "'},'timestamp':"
        + MILLIS
        + ","
        + what
        + "}]";
  }

  private List<Observation> heard(String json) {
    return read(json).observations();
  }

  /** Each row of connector-facts C3, on both networks, as itself and as a copy. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "true  | 'message':{'mid':'m','text':'hi'}",
        "true  | 'message':{'mid':'m','attachments':[{'type':'image','payload':{'url':'u'}}]}",
        "true  | 'message':{'mid':'m','text':'Red','quick_reply':{'payload':'RED'}}",
        "true  | 'message':{'mid':'m','attachments':[{'type':'sticker','payload':{}}]}",
        "true  | 'message':{'mid':'m','text':'hi','reply_to':{'mid':'n'}}",
        "true  | 'message':{'mid':'m','text':'hi','reply_to':{'story':{'url':'u','id':'1'}}}",
        "true  | 'message':{'mid':'m','attachments':[{'type':'story_mention','payload':{}}]}",
        "true  | 'message':{'mid':'m','attachments':[{'type':'share','payload':{}}]}",
        "true  | 'message':{'mid':'m','attachments':[{'type':'ig_reel','payload':{}}]}",
        "true  | 'message':{'mid':'m','attachments':[{'type':'fallback'}]}",
        "true  | 'message':{'mid':'m','is_unsupported':true}",
        "true  | 'message':{'mid':'m','text':'hi','referral':{'source':'ADS','ad_id':'1'}}",
        "true  | 'postback':{'mid':'m','title':'Start','payload':'GET_STARTED'}",
        "true  | 'postback':{'mid':'m','title':'Start'}",
        "true  | 'referral':{'ref':'a','source':'SHORTLINK','type':'OPEN_THREAD'}",
        "true  | 'reaction':{'mid':'m','action':'react','reaction':'love','emoji':'e'}",
        "false | 'reaction':{'mid':'m','action':'unreact'}",
        "true  | 'optin':{'ref':'a plugin'}",
        "false | 'optin':{'type':'something_new'}",
        "false | 'typing':{'status':'on'}",
        "false | 'sender_action':'typing_on'",
        "false | 'message_edit':{'mid':'m','text':'x','num_edit':'1'}",
        "false | 'message':{'mid':'m','is_deleted':true}",
        "false | 'message':{'mid':'m','text':'hi','is_echo':true,'app_id':1}",
        "false | 'read':{'watermark':1790000000000}",
        "false | 'read':{'mid':'m'}",
        "false | 'delivery':{'mids':['m'],'watermark':1790000000000}",
        "false | 'pass_thread_control':{'new_owner_app_id':1,'metadata':'x'}",
        "false | 'take_thread_control':{'previous_owner_app_id':1}",
        "false | 'request_thread_control':{'requested_owner_app_id':1}",
        "false | 'app_roles':{'1':['primary_receiver']}",
        "false | 'account_linking':{'status':'linked'}",
        "false | 'policy_enforcement':{'action':'block','reason':'x'}",
        "false | 'response_feedback':{'feedback':'Good response','mid':'m'}",
        "false | 'game_play':{'game_id':'1'}",
        "false | 'something_new':{'mid':'m'}"
      })
  void anEventOpensTheWindowOrNot(boolean opens, String what) {
    for (String list : List.of("messaging", "standby")) {
      for (boolean isPage : List.of(true, false)) {
        String account = isPage ? PAGE : INSTAGRAM;
        Webhook webhook =
            read(entry(isPage ? "page" : "instagram", account, event(account, list, what)));

        assertThat(webhook.skipped()).isZero();
        assertThat(webhook.numbers()).containsExactly(account);
        if (opens) {
          assertThat(webhook.observations()).hasSize(1);
          Inbound inbound = (Inbound) webhook.observations().get(0);
          assertThat(inbound.phoneNumberId()).isEqualTo(account);
          assertThat(inbound.contact().first()).isEqualTo(new Contact(PERSON));
          assertThat(inbound.at()).isEqualTo(Instant.ofEpochMilli(MILLIS));
        } else {
          assertThat(webhook.observations()).isEmpty();
        }
      }
    }
  }

  /** As itself and as a copy in {@code standby}; an echo is marked, and may be unmarked. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "messaging | 'message':{'mid':'m','text':'hi'}",
        "messaging | 'message':{'mid':'m','text':'hi','is_echo':true}",
        "messaging | 'reaction':{'mid':'m','action':'react','emoji':'e'}",
        "standby   | 'message':{'mid':'m','text':'hi'}",
        "standby   | 'message':{'mid':'m','text':'hi','is_echo':true,'app_id':1}"
      })
  void whatTheAccountItselfDoesOpensNothing(String list, String what) {
    for (boolean isPage : List.of(true, false)) {
      String account = isPage ? PAGE : INSTAGRAM;
      String own =
          event(PERSON, list, what)
              .replace("'sender':{'id':'" + PERSON, "'sender':{'id':'" + account);

      assertThat(heard(entry(isPage ? "page" : "instagram", account, own))).isEmpty();
    }
  }

  @Test
  void aMessageToItselfIsNotedAsOne() {
    String own =
        "'messaging':[{'sender':{'id':'"
            + INSTAGRAM
            + "'},'recipient':{'id':'"
            + PERSON
            + "'},'timestamp':"
            + MILLIS
            + ",'message':{'mid':'m','text':'hi','is_echo':true,'is_self':true}}]";

    assertThat(heard(entry("instagram", INSTAGRAM, own)))
        .singleElement()
        .isInstanceOfSatisfying(
            RightHeard.class, self -> assertThat(self.right()).isEqualTo(Right.SELF));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'changes':[{'field':'comments','value':{'id':'1786_1','from':{'id':'5'},'text':'x'}}]",
        "'changes':[{'field':'live_comments','value':{'comment_id':'1786_1','from':{'id':'5'}}}]",
        "'field':'comments','value':{'id':'1786_1','from':{'id':'5'},'text':'x'}"
      })
  void aCommentOnInstagramGrantsAReply(String change) {
    assertThat(heard(entry("instagram", INSTAGRAM, change)))
        .containsExactly(granted(INSTAGRAM, "1786_1", Instant.ofEpochSecond(1_790_000_001)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'item':'comment','verb':'add','comment_id':'1_2','post_id':'1_1'",
        "'item':'post','verb':'add','post_id':'1_2'",
        "'item':'status','verb':'add','post_id':'1_2'"
      })
  void aCommentOrPostOnAPageGrantsAReply(String value) {
    String change =
        "'changes':[{'field':'feed','value':{"
            + value
            + ",'from':{'id':'5'},'created_time':1790000000}}]";

    assertThat(heard(entry("page", PAGE, change))).containsExactly(granted(PAGE, "1_2", AT));
  }

  private static RightHeard granted(String account, String id, Instant at) {
    Contact right = PageRecipients.reply(id).orElseThrow();
    return new RightHeard(account, Names.of(right), at, Right.REPLY, null, null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'changes':[{'field':'feed','value':{'item':'comment','verb':'edited','comment_id':'1_2'}}]",
        "'changes':[{'field':'feed','value':{'item':'reaction','verb':'add','post_id':'1_2'}}]",
        "'changes':[{'field':'feed','value':{'item':'comment','verb':'add','comment_id':'1_2',"
            + "'from':{'id':'1000000000000001'}}}]",
        "'changes':[{'field':'comments','value':{'id':'1','from':{'self_ig_scoped_id':'9'}}}]",
        "'changes':[{'field':'mentions','value':{'media_id':'1','comment_id':'2'}}]",
        "'changes':[{'field':'messages','value':{'sender':{'id':'1'},'recipient':{'id':'2'},"
            + "'timestamp':'1527459824','message':{'mid':'m','text':'x'}}}]"
      })
  void whatIsNoNewCommentOfAnotherGrantsNothing(String change) {
    assertThat(heard(entry("page", PAGE, change))).isEmpty();
  }

  @Test
  void optInsBringTokensAndOpenNothing() {
    String optin =
        "'optin':{'type':'notification_messages','notification_messages_token':'4711',"
            + "'token_expiry_timestamp':1800000000,'notification_messages_status':'%s'}";
    Contact token = PageRecipients.token("4711").orElseThrow();

    List<Observation> heard =
        heard(entry("page", PAGE, event(PAGE, "messaging", optin.formatted(""))));

    assertThat(heard).as("no window, and nothing else").hasSize(1);
    RightHeard given = (RightHeard) heard.get(0);
    assertThat(given.contact().first()).isEqualTo(token);
    assertThat(given.right()).isEqualTo(Right.TOKEN);
    assertThat(given.ends()).isEqualTo(Instant.ofEpochSecond(1_800_000_000));
    assertThat(given.person()).isEqualTo(new Contact(PERSON));
  }

  @Test
  void aOneTimeOptInBringsATokenForAYearAndOpensNothing() {
    String optin = "'optin':{'type':'one_time_notif_req','one_time_notif_token':'4712'}";

    assertThat(heard(entry("page", PAGE, event(PAGE, "messaging", optin))))
        .containsExactly(
            new RightHeard(
                PAGE,
                Names.of(PageRecipients.token("4712").orElseThrow()),
                AT,
                Right.TOKEN,
                AT.plus(Duration.ofDays(365)),
                new Contact(PERSON)));
  }

  @ParameterizedTest
  @CsvSource({
    "STOP NOTIFICATIONS, STOPPED",
    "STOP_NOTIFICATIONS, STOPPED",
    "RESUME NOTIFICATIONS, TOKEN",
    "RESUME_NOTIFICATIONS, TOKEN"
  })
  void aTokenIsStoppedAndResumed(String status, Right right) {
    String optin =
        "'optin':{'type':'notification_messages','notification_messages_token':'4711',"
            + "'notification_messages_status':'"
            + status
            + "'}";

    RightHeard heard =
        (RightHeard) heard(entry("page", PAGE, event(PAGE, "messaging", optin))).get(0);

    assertThat(heard.right()).isEqualTo(right);
  }

  /** The dashboard's test, a flat edit, a tap by nobody, another object: no harm, no window. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'field':'messages','value':{'sender':{'id':'12334'},'timestamp':'1527459824'}}",
        "[{'object':'page','entry':[]}]",
        "{'object':'instagram','entry':[{'id':'17841400000000001','time':1,'messaging':["
            + "{'timestamp':1790000000000,'message_edit':{'mid':'m','num_edit':0}}]}]}",
        "{'object':'page','entry':[{'id':'1000000000000001','messaging':[{'sender':{'user_ref':"
            + "'u'},'timestamp':1790000000000,'postback':{'title':'x'}}]}]}",
        "{'object':'page','entry':[{'id':'17841400000000001','messaging':[{'sender':{'id':'1'},"
            + "'timestamp':1790000000000,'message':{'mid':'m'}}]}]}",
        "{'object':'page','entry':[{'id':'4','messaging':[{'sender':{'id':'1'},"
            + "'timestamp':1790000000000,'message':{'mid':'m'}}]}]}",
        "{'object':'user','entry':[{'id':'1000000000000001'}]}"
      })
  void whatSaysNothingIsTaken(String json) {
    Webhook webhook = read(json);

    assertThat(webhook.observations()).isEmpty();
    assertThat(webhook.skipped()).isZero();
  }

  @Test
  void oneBadEventDropsNoOthers() {
    String events =
        "'messaging':[{'message':{'mid':'m'}},7,{'sender':{'id':'1'},'timestamp':5,'message':{}},"
            + "{'sender':{'id':'"
            + PERSON
            + "'},'timestamp':"
            + MILLIS
            + ",'message':{'mid':'m'}}]";

    Webhook webhook = read(entry("page", PAGE, events));

    assertThat(webhook.observations()).hasSize(1);
    assertThat(webhook.skipped()).isEqualTo(2);
  }

  @Test
  void theRelayIsToldTheAccountAndThePerson() throws IOException {
    String json = entry("page", PAGE, event(PAGE, "messaging", "'message':{'mid':'m'}"));

    Subjects subjects =
        SubjectReader.read(
            WebhookReader.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));

    assertThat(subjects.numbers()).containsExactly(PAGE);
    assertThat(subjects.accounts()).isEmpty();
  }

  @Test
  void noBytesCrashTheReader() {
    Random random = new Random(16);
    String whole =
        entry("page", PAGE, event(PAGE, "messaging", "'optin':{'type':'notification_messages'}"))
            .replace('\'', '"');
    String[] parts = {"{", "}", "[", "]", "null", "\"\"", "7", "\"id\":", "-1", "1e400", "true"};
    for (int i = 0; i < 5_000; i++) {
      StringBuilder text = new StringBuilder(whole);
      for (int cut = random.nextInt(4); cut >= 0; cut--) {
        int from = random.nextInt(text.length());
        int to = Math.min(text.length(), from + random.nextInt(12));
        text.replace(from, to, parts[random.nextInt(parts.length)]);
      }
      assertThatCode(
              () -> {
                try {
                  reader.read(text.toString().getBytes(StandardCharsets.UTF_8));
                } catch (IOException notJson) {
                  // The route answers 200.
                }
              })
          .as(text.toString())
          .doesNotThrowAnyException();
    }
  }
}
