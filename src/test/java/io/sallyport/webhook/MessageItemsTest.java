package io.sallyport.webhook;

import static io.sallyport.webhook.Deliveries.AT;
import static io.sallyport.webhook.Deliveries.BSUID;
import static io.sallyport.webhook.Deliveries.PARENT;
import static io.sallyport.webhook.Deliveries.PHONE_NUMBER_ID;
import static io.sallyport.webhook.Deliveries.delivery;
import static io.sallyport.webhook.Deliveries.messages;
import static io.sallyport.webhook.Deliveries.names;
import static io.sallyport.webhook.Deliveries.observed;
import static io.sallyport.webhook.Deliveries.ofNumber;
import static io.sallyport.webhook.Deliveries.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contact.Consent;
import io.sallyport.contact.Names;
import io.sallyport.ledger.Observation;
import io.sallyport.ledger.Observation.Answered;
import io.sallyport.ledger.Observation.ConsentStated;
import io.sallyport.ledger.Observation.Inbound;
import io.sallyport.ledger.Observation.Named;
import io.sallyport.ledger.Observation.Via;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageItemsTest {

  private static final Names PHONE = names("16505551234");

  private static Inbound inbound(Names sender, Via via) {
    return new Inbound(PHONE_NUMBER_ID, sender, AT, via, false);
  }

  private static String message(String members) {
    return "{'id':'wamid.HBgL','timestamp':'1749416383'," + members + "}";
  }

  private static List<Observation> messagesField(String... messages) {
    return observed(ofNumber("messages", messages(messages)));
  }

  private static List<Observation> withContacts(String contacts, String... messages) {
    return observed(ofNumber("messages", "'contacts':[" + contacts + "]," + messages(messages)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text",
        "image",
        "video",
        "audio",
        "document",
        "sticker",
        "location",
        "contacts",
        "reaction",
        "button",
        "interactive",
        "order",
        "hologram"
      })
  void everyMessageOfAContactIsInbound(String type) {
    assertThat(messagesField(message("'from':'16505551234','type':'" + type + "'")))
        .containsExactly(inbound(PHONE, Via.MESSAGE));
  }

  @Test
  void aMessageMetaDoesNotPassOnIsInboundAndSaysSo() {
    String message =
        message(
            "'from':'16505551234','type':'unsupported','errors':[{'code':131051}],"
                + "'unsupported':{'type':'poll'}");

    assertThat(messagesField(message)).containsExactly(inbound(PHONE, Via.UNSUPPORTED));
    assertThat(observed(ofNumber("standby", "'standby':{" + messages(message) + "}")))
        .containsExactly(inbound(PHONE, Via.UNSUPPORTED));
  }

  @Test
  void aCopyUnderStandbyIsInboundToo() {
    String standby = "'standby':{" + messages(message("'from':'16505551234','type':'text'")) + "}";

    assertThat(observed(ofNumber("standby", standby))).containsExactly(inbound(PHONE, Via.STANDBY));
  }

  @ParameterizedTest
  @CsvSource({"ad, true", "post, false", "AD, false", "'', false"})
  void onlyAnAdsReferralIsFromAnAd(String sourceType, boolean fromAd) {
    String message =
        message(
            "'from':'16505551234','type':'image','referral':{'source_id':'120226305854810726',"
                + "'source_type':'"
                + sourceType
                + "'}");

    assertThat(messagesField(message))
        .containsExactly(new Inbound(PHONE_NUMBER_ID, PHONE, AT, Via.MESSAGE, fromAd));
  }

  @Test
  void allNamesOfAMessageAreItsSenders() {
    String all =
        message(
            "'from':'16505551234','from_user_id':'%s','from_parent_user_id':'%s'"
                .formatted(BSUID, PARENT));
    String hidden = message("'from_user_id':'" + BSUID + "'");
    String twice = message("'from':'%s','from_user_id':'%s'".formatted(BSUID, BSUID));

    assertThat(messagesField(all, hidden, twice))
        .extracting(Observation::contact)
        .containsExactly(names("16505551234", BSUID, PARENT), names(BSUID), names(BSUID));
  }

  @Test
  void theContactOfTheSameNameHasTheOthers() {
    String contact =
        "{'profile':{'name':'Pablo M.'},'wa_id':'16505551234','user_id':'%s','parent_user_id':'%s'}"
            .formatted(BSUID, PARENT);

    assertThat(
            withContacts(
                contact,
                message("'from':'16505551234'"),
                message("'from_user_id':'" + BSUID + "'")))
        .extracting(Observation::contact)
        .containsOnly(names("16505551234", BSUID, PARENT));
  }

  @Test
  void thePeopleOfABatchAreNeverMixed() {
    String contacts =
        "{'wa_id':'16505551234','user_id':'US.1'},{'wa_id':'16505551235','user_id':'US.2'},"
            + "{'wa_id':'16505551236','user_id':'US.3'},null,{},7";

    assertThat(
            withContacts(
                contacts,
                message("'from':'16505551235'"),
                message("'from_user_id':'US.3'"),
                message("'from':'16505551237'")))
        .extracting(Observation::contact)
        .containsExactly(
            names("16505551235", "US.2"), names("16505551236", "US.3"), names("16505551237"));
  }

  @Test
  void whoContradictsTheSenderIsSomebodyElse() {
    String contacts =
        "{'wa_id':'16505551234','user_id':'US.1'},"
            + "{'wa_id':'16505551235','user_id':'US.1','parent_user_id':'US.ENT.1'}";

    assertThat(
            withContacts(
                contacts,
                message("'from':'16505551235','from_user_id':'US.2'"),
                message("'from_user_id':'US.1'")))
        .extracting(Observation::contact)
        .containsExactly(names("16505551235", "US.2"), names("16505551234", "US.1"));
  }

  /**
   * A card that was asked for has no sender of its own (platform-facts.md#contact-requests); its
   * numbers are content.
   */
  @Test
  void whoNamesNobodyIsTheOnlyPersonOfTheContacts() {
    String card =
        message(
            "'type':'contacts','contacts':[{'origin':'contact_request/1','name':{},"
                + "'phones':[{'phone':'+16505550100','wa_id':'16505550100'}],"
                + "'wa_id':'16505550100','user_id':'US.9'}]");
    String sender = "{'profile':{},'user_id':'%s','parent_user_id':'%s'}".formatted(BSUID, PARENT);

    assertThat(withContacts(sender, card))
        .containsExactly(inbound(names(BSUID, PARENT), Via.MESSAGE));
    assertThat(withContacts(sender + ",null," + sender, card))
        .containsExactly(inbound(names(BSUID, PARENT), Via.MESSAGE));
    assertThat(
            observed(
                ofNumber(
                    "standby", "'standby':{'contacts':[" + sender + "]," + messages(card) + "}")))
        .containsExactly(inbound(names(BSUID, PARENT), Via.STANDBY));
  }

  @Test
  void whoNamesNobodyAmongSeveralIsNobody() {
    String card = message("'type':'contacts','contacts':[{'origin':'contact_request/1'}]");
    String two = "'contacts':[{'user_id':'US.1'},{'user_id':'US.2'}]," + messages(card);

    assertThat(read(delivery(ofNumber("messages", two))))
        .returns(List.of(), Webhook::observations)
        .returns(1, Webhook::skipped);
  }

  /** It tells who is who, as everything does. */
  @ParameterizedTest
  @ValueSource(strings = {"edit", "revoke"})
  void anAfterthoughtTellsNamesOnly(String type) {
    String said =
        message("'from':'16505551234','from_user_id':'%s','type':'%s'".formatted(BSUID, type));

    assertThat(messagesField(said))
        .containsExactly(new Named(PHONE_NUMBER_ID, names("16505551234", BSUID), AT));
  }

  @Test
  void onlyAParentInCommonIsNotTheSamePerson() {
    String contacts = "{'wa_id':'16505551235','parent_user_id':'%s'}".formatted(PARENT);

    assertThat(withContacts(contacts, message("'from_parent_user_id':'" + PARENT + "'")))
        .extracting(Observation::contact)
        .containsExactly(names(PARENT));
  }

  @Test
  void aMessageInAGroupIsTheGroupsAndItsSenderATakingPart() {
    assertThat(
            withContacts(
                "{'wa_id':'16505551234','user_id':'" + BSUID + "'}",
                message(
                    "'from':'16505551234','group_id':'Y2FwaV9ncm91cA==','type':'text',"
                        + "'text':{'body':'STOP'}")))
        .containsExactly(inbound(names("Y2FwaV9ncm91cA=="), Via.MESSAGE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'type':'text','text':{'body':'Stop!'}",
        "'type':'button','button':{'payload':'opt-out-7','text':'Stop promotions'}",
        "'type':'interactive','interactive':{'type':'button_reply',"
            + "'button_reply':{'id':'7','title':'UNSUBSCRIBE'}}"
      })
  void aKeywordOptsOutBesidesOpeningTheWindow(String members) {
    assertThat(messagesField(message("'from':'16505551234'," + members)))
        .containsExactly(
            inbound(PHONE, Via.MESSAGE),
            new ConsentStated(PHONE_NUMBER_ID, PHONE, AT, false, Consent.KEYWORD, true));
  }

  @Test
  void aKeywordOptsInAgainUnderAllNames() {
    String message =
        message("'from':'16505551234','from_user_id':'US.1','type':'text','text':{'body':'start'}");

    assertThat(observed(ofNumber("standby", "'standby':{" + messages(message) + "}")))
        .containsExactly(
            inbound(names("16505551234", "US.1"), Via.STANDBY),
            new ConsentStated(
                PHONE_NUMBER_ID, names("16505551234", "US.1"), AT, true, Consent.KEYWORD, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'type':'text','text':{'body':'Please do not stop'}",
        "'type':'text','text':'stop'",
        "'type':'image','image':{'caption':'stop'},'text':{'body':'stop'}",
        "'type':'button','button':{'payload':'STOP','text':'Stopover in Rome'}",
        "'type':'interactive','interactive':{'list_reply':{'id':'stop','title':'stop'}}",
        "'type':'interactive','interactive':{'button_reply':{'id':'stop','title':'No'}}"
      })
  void anythingElseStatesNoConsent(String members) {
    assertThat(messagesField(message("'from':'16505551234'," + members)))
        .containsExactly(inbound(PHONE, Via.MESSAGE));
  }

  @Test
  void anEchoIsAnAnswerOfTheBusiness() {
    String echo =
        message(
            "'from':'15550783881','to':'16505551234','to_user_id':'%s','type':'text'"
                .formatted(BSUID));
    String contact = "'contacts':[{'user_id':'%s','parent_user_id':'%s'}]".formatted(BSUID, PARENT);
    Answered answered = new Answered(PHONE_NUMBER_ID, names("16505551234", BSUID, PARENT), AT);

    assertThat(
            observed(ofNumber("smb_message_echoes", contact + ",'message_echoes':[" + echo + "]")))
        .containsExactly(answered);
    assertThat(
            observed(
                ofNumber("standby", "'standby':{" + contact + ",'message_echoes':[" + echo + "]}")))
        .containsExactly(answered);
  }

  @Test
  void anEchoInAGroupAnswersTheGroup() {
    String echo = message("'to':'16505551234','group_id':'Y2FwaV9ncm91cA=='");

    assertThat(observed(ofNumber("smb_message_echoes", "'message_echoes':[" + echo + "]")))
        .containsExactly(new Answered(PHONE_NUMBER_ID, names("Y2FwaV9ncm91cA=="), AT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"edit", "revoke"})
  void anAfterthoughtAnswersNobody(String type) {
    String echo = message("'to':'16505551234','type':'" + type + "'");

    assertThat(observed(ofNumber("smb_message_echoes", "'message_echoes':[" + echo + "]")))
        .isEmpty();
  }

  @Test
  void echoesUnderMessagesAreNoNews() {
    String echo = message("'to':'16505551234','type':'text'");

    assertThat(observed(ofNumber("messages", "'message_echoes':[" + echo + "]"))).isEmpty();
  }
}
