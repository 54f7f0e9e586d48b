package io.sallyport.webhook;

import static io.sallyport.webhook.Deliveries.AT;
import static io.sallyport.webhook.Deliveries.BSUID;
import static io.sallyport.webhook.Deliveries.DISPLAY;
import static io.sallyport.webhook.Deliveries.PHONE_NUMBER_ID;
import static io.sallyport.webhook.Deliveries.change;
import static io.sallyport.webhook.Deliveries.delivery;
import static io.sallyport.webhook.Deliveries.names;
import static io.sallyport.webhook.Deliveries.observed;
import static io.sallyport.webhook.Deliveries.ofNumber;
import static io.sallyport.webhook.Deliveries.read;
import static io.sallyport.webhook.Deliveries.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contact.Names;
import io.sallyport.ledger.Observation;
import io.sallyport.ledger.Observation.Inbound;
import io.sallyport.ledger.Observation.Via;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallItemsTest {

  private static final Names CALLER = names("16505551234");
  private static final String FROM = "'from':'16505551234','to':'" + DISPLAY + "',";
  private static final String TALKED =
      "'start_time':'1749416390','end_time':'1749416420','duration':30,";

  private static List<Observation> calls(String members) {
    return observed(ofNumber("calls", "'calls':[" + call(members) + "]"));
  }

  private static String call(String members) {
    return "{'id':'wacid.HBgL'," + members + "'timestamp':'1749416383'}";
  }

  private static Inbound inbound(Names contact, Instant at) {
    return new Inbound(PHONE_NUMBER_ID, contact, at, Via.CALL, false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"'direction':'USER_INITIATED',", ""})
  void aCallOfTheContactOpensTheWindowAcceptedOrNot(String direction) {
    assertThat(calls(FROM + "'event':'connect'," + direction)).containsExactly(inbound(CALLER, AT));
  }

  @Test
  void theEndOfAContactsCallTellsWhenItBegan() {
    String end = FROM + "'event':'terminate','direction':'USER_INITIATED',";

    assertThat(calls(end)).containsExactly(inbound(CALLER, AT));
    assertThat(calls(end + TALKED)).containsExactly(inbound(CALLER, AT.plusSeconds(7)));
  }

  @Test
  void aCallOfTheBusinessOpensTheWindowOnlyOnceTheyTalked() {
    String business =
        "'direction':'BUSINESS_INITIATED','from':'" + DISPLAY + "','to':'16505551234',";

    assertThat(calls(business + "'event':'connect',")).isEmpty();
    assertThat(calls(business + "'event':'terminate',")).isEmpty();
    assertThat(calls(business + "'event':'terminate','duration':30,")).isEmpty();
    assertThat(calls(business + "'event':'terminate'," + TALKED.replace("30,", "0,"))).isEmpty();
    assertThat(calls(business + "'event':'terminate','start_time':'1749416390',")).isEmpty();
    assertThat(calls(business + "'event':'terminate'," + TALKED))
        .containsExactly(inbound(CALLER, AT.plusSeconds(7)));
  }

  @Test
  void anEndOfNobodysCallCountsOnlyOnceTheyTalked() {
    assertThat(calls(FROM + "'event':'terminate',")).isEmpty();
    assertThat(calls(FROM + "'event':'terminate'," + TALKED.replace("30", "'30'")))
        .containsExactly(inbound(CALLER, AT.plusSeconds(7)));
  }

  @ParameterizedTest
  @CsvSource({
    "16505551234, 15550783881",
    "15550783881, 16505551234",
    "+1 (555) 078-3881, +16505551234",
    "16505551234, ''",
    "'', 16505551234"
  })
  void theContactIsWhoIsNotTheBusiness(String from, String to) {
    assertThat(calls("'event':'connect','from':'%s','to':'%s',".formatted(from, to)))
        .containsExactly(inbound(CALLER, AT));
  }

  @Test
  void theBusinessNumberIsToldByItsDigits() {
    String change =
        change(
            "calls",
            value(
                PHONE_NUMBER_ID,
                "+1 555-078-3881",
                "'calls':[" + call("'event':'connect'," + FROM) + "]"));

    assertThat(observed(change)).containsExactly(inbound(CALLER, AT));
  }

  @Test
  void theCallersOtherNamesAreTold() {
    assertThat(calls(FROM + "'event':'connect','from_user_id':'" + BSUID + "',"))
        .containsExactly(inbound(names("16505551234", BSUID), AT));
    assertThat(calls("'event':'connect','from_user_id':'" + BSUID + "',"))
        .containsExactly(inbound(names(BSUID), AT));
    assertThat(
            observed(
                ofNumber(
                    "calls",
                    "'contacts':[{'wa_id':'16505551235'},{'wa_id':'16505551234','user_id':'"
                        + BSUID
                        + "'}],'calls':["
                        + call(FROM + "'event':'connect',")
                        + "]")))
        .containsExactly(inbound(names("16505551234", BSUID), AT));
  }

  @Test
  void aCallOfNobodyIsTheOnlyPersonsInIt() {
    String nobody = call("'event':'connect','from':'" + DISPLAY + "',");
    String one = "'contacts':[{'wa_id':'16505551234'}],'calls':[" + nobody + "]";
    String two = one.replace("[{'wa_id'", "[{'wa_id':'16505551235'},{'wa_id'");

    assertThat(observed(ofNumber("calls", one))).containsExactly(inbound(CALLER, AT));
    assertThat(read(delivery(ofNumber("calls", two))))
        .returns(List.of(), Webhook::observations)
        .returns(1, Webhook::skipped);
  }

  @Test
  void twoNumbersOfWhichNoneIsTheBusinessTellNobodyApart() {
    String call = call("'event':'connect','from':'16505551234','to':'16505551235',");

    assertThat(read(delivery(ofNumber("calls", "'calls':[" + call + "]"))))
        .returns(List.of(), Webhook::observations)
        .returns(1, Webhook::skipped);
  }

  @ParameterizedTest
  @CsvSource({
    "type, call, ACCEPTED, 1",
    "type, call, RINGING, 0",
    "type, call, REJECTED, 0",
    "type, message, ACCEPTED, 0",
    "kind, call, ACCEPTED, 1"
  })
  void aCallOfTheBusinessThatIsAcceptedOpensTheWindow(
      String member, String type, String word, int times) {
    String statuses =
        ("'statuses':[{'id':'wacid.HBgL','%s':'%s','status':'%s','timestamp':'1749416383',"
                + "'recipient_id':'16505551234','recipient_user_id':'US.1'}]")
            .formatted(member, type, word);
    Inbound accepted = inbound(names("16505551234", "US.1"), AT);

    assertThat(observed(ofNumber("calls", statuses))).hasSize(times).allMatch(accepted::equals);
    assertThat(observed(ofNumber("messages", statuses))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"'event':'media_update',", "'event':null,", ""})
  void otherEventsOfACallAreNoNews(String event) {
    assertThat(calls(FROM + event)).isEmpty();
  }

  @Test
  void aBadCallNeverDropsTheOthers() {
    String calls =
        "'calls':[null,{'event':'connect'},7,"
            + call("'event':'connect'," + FROM)
            + "],'statuses':[{'type':'call','status':'ACCEPTED'}]";

    assertThat(read(delivery(ofNumber("calls", calls))))
        .returns(List.of(inbound(CALLER, AT)), Webhook::observations)
        .returns(2, Webhook::skipped);
  }
}
