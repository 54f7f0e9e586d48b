package io.sallyport.webhook;

import static io.sallyport.webhook.Deliveries.DISPLAY;
import static io.sallyport.webhook.Deliveries.change;
import static io.sallyport.webhook.Deliveries.delivery;
import static io.sallyport.webhook.Deliveries.ofNumber;
import static io.sallyport.webhook.Deliveries.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.ledger.Observation.ConsentStated;
import io.sallyport.ledger.Observation.Inbound;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What comes in, kind by kind: whether it opens the customer service window, and why
 * (platform-facts.md#what-opens-a-window).
 */
class OpeningTest {

  private enum Window {
    OPENS,
    STAYS
  }

  private record Row(String what, String delivery, Window window, String why) {
    @Override
    public String toString() {
      return what + " " + window + ": " + why;
    }
  }

  private static final String MESSAGES_YOU =
      "platform-facts.md#what-opens-a-window: the user messages you, whatever the type";
  private static final String NOT_ANEW =
      "platform-facts.md#changed-and-withdrawn-messages: it changes a message or takes it back";
  private static final String FROM = "'from':'16505551234',";
  private static final String AT = "'id':'wamid.HBgL','timestamp':'1749416383',";

  private static Row message(String members, Window window, String why) {
    return new Row(members, inField("messages", FROM + members), window, why);
  }

  private static String inField(String field, String members) {
    String messages = "'messages':[{" + AT + members + "}]";
    return ofNumber(field, field.equals("standby") ? "'standby':{" + messages + "}" : messages);
  }

  private static Row other(String what, String change, Window window, String why) {
    return new Row(what, change, window, why);
  }

  private static Stream<Row> messages() {
    String file = "'id':'24230790383178626','mime_type':'image/jpeg'";
    return Stream.of(
            "'type':'text','text':{'body':'Hello'}",
            "'type':'text','text':{'body':'Is it there?'},'context':{'id':'wamid.HBgM',"
                + "'referred_product':{'catalog_id':'194836987003835'}}",
            "'type':'text','text':{'body':'Hello'},'context':{'forwarded':true}",
            "'type':'text','text':{'body':'Hello'},'referral':{'source_type':'ad'}",
            "'type':'image','image':{" + file + ",'url':'https://lookaside.fbsbx.com/1'}",
            "'type':'video','video':{" + file + "}",
            "'type':'audio','audio':{" + file + ",'voice':true}",
            "'type':'document','document':{" + file + "}",
            "'type':'sticker','sticker':{" + file + "}",
            "'type':'image','errors':[{'code':131052}]",
            "'type':'location','location':{'latitude':37.44,'longitude':-122.16}",
            "'type':'contacts','contacts':[{'phones':[{'wa_id':'16505550100'}]}]",
            "'type':'reaction','reaction':{'message_id':'wamid.HBgM','emoji':'+'}",
            "'type':'button','button':{'payload':'yes','text':'Yes'}",
            "'type':'interactive','interactive':{'type':'button_reply','button_reply':{'id':'1'}}",
            "'type':'interactive','interactive':{'type':'list_reply','list_reply':{'id':'1'}}",
            "'type':'interactive','interactive':{'type':'nfm_reply','nfm_reply':{'name':'flow'}}",
            "'type':'interactive','interactive':{'type':'call_permission_reply'}",
            "'type':'order','order':{'catalog_id':'194836987003800'}",
            "'type':'request_welcome'",
            "'type':'hologram','hologram':{}",
            "'text':{'body':'a message without a type'}")
        .map(members -> message(members, Window.OPENS, MESSAGES_YOU));
  }

  private static Stream<Row> notPassedOn() {
    String unsupported = "'type':'unsupported','errors':[{'code':131051}]";
    return Stream.of(
        message(
            unsupported,
            Window.OPENS,
            "platform-facts.md#what-opens-a-window: it still came from the user"),
        message(
            unsupported + ",'unsupported':{'type':'poll'}",
            Window.OPENS,
            "platform-facts.md#what-opens-a-window: it still came from the user"),
        message(
            unsupported + ",'unsupported':{'type':'edit'}",
            Window.OPENS,
            "platform-facts.md#what-opens-a-window: whatever is not passed on; the message that was"
                + " changed opened it at most 15 minutes before"));
  }

  private static Stream<Row> afterthoughts() {
    String edited =
        "'type':'edit','edit':{'original_message_id':'wamid.HBgM','message':"
            + "{'type':'text','text':{'body':'STOP'}}}";
    String edit = edited + ",'text':{'body':'STOP'}";
    String revoke = "'type':'revoke','revoke':{'original_message_id':'wamid.HBgM'}";
    String group = "'group_id':'Y2FwaV9ncm91cDox',";
    return Stream.of(
        message(edited, Window.STAYS, NOT_ANEW),
        message(edit, Window.STAYS, NOT_ANEW),
        message(revoke, Window.STAYS, NOT_ANEW),
        message(group + revoke, Window.STAYS, NOT_ANEW),
        message(revoke + ",'referral':{'source_type':'ad'}", Window.STAYS, NOT_ANEW),
        other("standby edit", inField("standby", FROM + edit), Window.STAYS, NOT_ANEW),
        other("standby revoke", inField("standby", FROM + revoke), Window.STAYS, NOT_ANEW),
        message("'type':'reaction','reaction':{'message_id':'wamid.HBgM'}", Window.STAYS, NOT_ANEW),
        message(
            "'type':'reaction','reaction':{'message_id':'wamid.HBgM','emoji':''}",
            Window.STAYS,
            NOT_ANEW));
  }

  private static Stream<Row> senders() {
    String text = "'type':'text','text':{'body':'Hello'}";
    String card =
        "'type':'contacts','contacts':[{'origin':'contact_request/1','phones':"
            + "[{'phone':'+16505550100','wa_id':'16505550100'}]}]";
    String byContacts =
        ofNumber(
            "messages",
            "'contacts':[{'profile':{'username':'twin'},'user_id':'US.1'}],'messages':[{"
                + AT
                + card
                + "}]");
    return Stream.of(
        message(
            "'group_id':'Y2FwaV9ncm91cDox'," + text,
            Window.OPENS,
            "platform-facts.md#groups: the group's"),
        other(
            "a user id only",
            inField("messages", "'from_user_id':'US.1'," + text),
            Window.OPENS,
            MESSAGES_YOU),
        other(
            "a card that was asked for",
            byContacts,
            Window.OPENS,
            "platform-facts.md#contact-requests: contacts name it"),
        other(
            "a card of nobody",
            inField("messages", card),
            Window.STAYS,
            "a card's phone number is content"),
        other(
            "standby",
            inField("standby", FROM + text),
            Window.OPENS,
            "platform-facts.md#account-webhooks: copies open it, too"));
  }

  private static Stream<Row> notOfTheUser() {
    String text = "'type':'text','text':{'body':'Hello'}";
    String echo = "'message_echoes':[{'from':'" + DISPLAY + "','to':'16505551234'," + AT + text;
    String thread =
        "'history':[{'threads':[{'id':'16505551234','messages':[{" + FROM + AT + text + "}]}]}]";
    return Stream.of(
        message(
            "'type':'system','system':{'type':'user_changed_number','wa_id':'16505551235'}",
            Window.STAYS,
            "platform-facts.md#what-opens-a-window: no user message"),
        message(
            "'type':'system','system':{'type':'user_changed_user_id','user_id':'US.2'}",
            Window.STAYS,
            "platform-facts.md#what-opens-a-window: no user message"),
        message(
            "'type':'system','system':{'type':'customer_identity_changed'}",
            Window.STAYS,
            "platform-facts.md#what-opens-a-window: no user message"),
        other(
            "echo",
            ofNumber("smb_message_echoes", echo + "}]"),
            Window.STAYS,
            "platform-facts.md#coexistence: the business wrote"),
        other(
            "standby echo",
            ofNumber("standby", "'standby':{" + echo + "}]}"),
            Window.STAYS,
            "platform-facts.md#coexistence: the business wrote"),
        other(
            "history",
            ofNumber("history", thread),
            Window.STAYS,
            "platform-facts.md#coexistence: before onboarding"),
        other(
            "history's media",
            inField("history", FROM + "'type':'image'"),
            Window.STAYS,
            "platform-facts.md#coexistence: before onboarding"),
        other(
            "the phone's contacts",
            ofNumber("smb_app_state_sync", "'state_sync':[{'type':'contact','action':'add'}]"),
            Window.STAYS,
            "platform-facts.md#coexistence: no message"),
        other(
            "preference",
            ofNumber(
                "user_preferences",
                "'user_preferences':[{'wa_id':'16505551234','value':'signup',"
                    + "'timestamp':1749416383}]"),
            Window.STAYS,
            "platform-facts.md#account-webhooks, #in-app-signup: a choice, no message"),
        other(
            "errors of the value",
            ofNumber("messages", "'errors':[{'code':130429}]"),
            Window.STAYS,
            "platform-facts.md#inbound-messages: of nobody"),
        other(
            "an event of Messenger",
            "{'messaging':[{'sender':{'id':'16505551234'},'message':{'text':'Hello'}}]}",
            Window.STAYS,
            "another channel"),
        other(
            "the account's",
            change("account_update", "{'event':'PARTNER_ADDED'}"),
            Window.STAYS,
            "platform-facts.md#account-webhooks: of nobody"));
  }

  private static Stream<Row> statuses() {
    return Stream.of("sent", "delivered", "read", "played", "failed")
        .map(
            word ->
                other(
                    word,
                    ofNumber(
                        "messages",
                        "'statuses':[{"
                            + AT
                            + "'status':'"
                            + word
                            + "','recipient_id':'16505551234'}]"),
                    Window.STAYS,
                    "platform-facts.md#what-opens-a-window: statuses and read receipts do not"));
  }

  private static Stream<Row> calls() {
    String connect = "'event':'connect',";
    String talked = "'event':'terminate','start_time':'1749416390','duration':30,";
    String user = "'direction':'USER_INITIATED','from':'16505551234'";
    String business = "'direction':'BUSINESS_INITIATED','to':'16505551234'";
    String called = "platform-facts.md#what-opens-a-window: the user calls you, accepted or not";
    String accepted = "platform-facts.md#what-opens-a-window: the user accepted";
    String rings = "platform-facts.md#what-opens-a-window: the business calls";
    return Stream.of(
        call(connect + user, Window.OPENS, called),
        call("'event':'terminate'," + user, Window.OPENS, called),
        call(
            connect + "'from':'16505551234'",
            Window.OPENS,
            "platform-facts.md#calls: Meta's sample of a call"),
        call(connect + business, Window.STAYS, rings),
        call("'event':'terminate'," + business, Window.STAYS, rings),
        call(talked + business, Window.OPENS, accepted),
        callStatus("RINGING", Window.STAYS, rings),
        callStatus("REJECTED", Window.STAYS, rings),
        callStatus("ACCEPTED", Window.OPENS, accepted));
  }

  private static Row call(String members, Window window, String why) {
    String errors = "'errors':[{'code':138013}],";
    return other(
        "call " + members,
        ofNumber("calls", errors + "'calls':[{" + AT + members + "}]"),
        window,
        why);
  }

  private static Row callStatus(String word, Window window, String why) {
    return other(
        "call " + word,
        ofNumber(
            "calls",
            "'statuses':[{"
                + AT
                + "'type':'call','status':'"
                + word
                + "','recipient_id':'16505551234'}]"),
        window,
        why);
  }

  @ParameterizedTest
  @MethodSource({
    "messages",
    "notPassedOn",
    "afterthoughts",
    "senders",
    "notOfTheUser",
    "statuses",
    "calls"
  })
  void opensTheWindowOrDoesNot(Row row) {
    assertThat(read(delivery(row.delivery())).observations())
        .filteredOn(Inbound.class::isInstance)
        .hasSize(row.window() == Window.OPENS ? 1 : 0);
  }

  @ParameterizedTest
  @MethodSource("afterthoughts")
  void anAfterthoughtStatesNoConsent(Row row) {
    assertThat(read(delivery(row.delivery())).observations())
        .noneMatch(ConsentStated.class::isInstance);
  }
}
