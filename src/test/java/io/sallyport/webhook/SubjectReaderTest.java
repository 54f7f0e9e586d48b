package io.sallyport.webhook;

import static io.sallyport.webhook.Deliveries.PHONE_NUMBER_ID;
import static io.sallyport.webhook.Deliveries.WABA;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.relay.OrderKeys;
import io.sallyport.relay.Subjects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a delivery is about: who gets it, and what it goes in order with. */
class SubjectReaderTest {

  private static final String USER = "US.13491208655302741918";

  private static Subjects read(String json) {
    try {
      return SubjectReader.read(
          WebhookReader.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String entry(String field, String value) {
    return "{'id':'" + WABA + "','changes':[{'field':'" + field + "','value':" + value + "}]}";
  }

  /** Of a number whose phone number is 15550783881. */
  private static Subjects ofNumber(String members) {
    return read(
        "{'entry':["
            + entry(
                "any",
                "{'metadata':{'display_phone_number':'15550783881','phone_number_id':'"
                    + PHONE_NUMBER_ID
                    + "'},"
                    + members
                    + "}")
            + "]}");
  }

  private static OrderKeys keys(String... names) {
    OrderKeys.Builder keys = new OrderKeys.Builder();
    for (String name : names) {
      keys.add(PHONE_NUMBER_ID, name);
    }
    return keys.build();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'messages':[{'from':'16505551234','id':'a'}]",
        "'statuses':[{'recipient_id':'16505551234'}]",
        "'contacts':[{'wa_id':'16505551234'}]",
        "'message_echoes':[{'from':'15550783881','to':'16505551234'}]",
        "'calls':[{'from':'15550783881','to':'16505551234'}]",
        "'calls':[{'from':'16505551234','to':'15550783881'}]",
        "'user_preferences':[{'wa_id':'16505551234'}]",
        "'standby':{'messages':[{'from':'16505551234'}]}",
        "'novelties':[{'from':'16505551234'}]",
        "'messages':[{'from':'+1 650-555-1234'}]",
        "'messages':[{'from':'16505551234','context':{'from':'16505551299'}}]",
        "'messages':[{'from':'16505551234','contacts':[{'wa_id':'16505551299'}]}]"
      })
  void namesTheContactWhereverItStands(String members) {
    Subjects subjects = ofNumber(members);

    assertThat(subjects.order()).isEqualTo(keys("16505551234"));
    assertThat(subjects.numbers()).containsExactly(PHONE_NUMBER_ID);
    assertThat(subjects.accounts()).isEmpty();
  }

  @Test
  void namesAllContactsByAllTheirNames() {
    Subjects subjects =
        ofNumber(
            "'contacts':[{'wa_id':'16505551234','user_id':'"
                + USER
                + "'}],'messages':[{'from':'16505551234'},{'from_user_id':'US.1'},7,null],"
                + "'statuses':[{'recipient_id':'16505551235'}]");

    assertThat(subjects.order()).isEqualTo(keys("16505551234", USER, "US.1", "16505551235"));
  }

  @Test
  void aChangedNameIsInOrderWithBoth() {
    assertThat(
            ofNumber(
                    "'messages':[{'from':'16505551234','type':'system',"
                        + "'system':{'type':'user_changed_number','wa_id':'16505551235'}}]")
                .order())
        .isEqualTo(keys("16505551234", "16505551235"));
  }

  @Test
  void aGroupIsInOrderWithItsOwn() {
    assertThat(
            ofNumber("'messages':[{'from':'16505551234','group_id':'Y2FwaV9ncm91cDox'}]").order())
        .isEqualTo(keys("16505551234", "Y2FwaV9ncm91cDox"));
  }

  @Test
  void whatNamesNobodyIsInOrderWithItsLike() {
    assertThat(ofNumber("'errors':[{'code':130429}]").order()).isEqualTo(keys(""));
    assertThat(ofNumber("'history':[{'metadata':{'phase':0}}]").order()).isEqualTo(keys(""));
  }

  @Test
  void theSameContactOfAnotherNumberIsAnother() {
    assertThat(keys("16505551234"))
        .isNotEqualTo(new OrderKeys.Builder().add("another", "16505551234").build());
  }

  @Test
  void anAccountsNewsIsTheAccounts() {
    Subjects subjects = read("{'entry':[" + entry("account_update", "{'event':'X'}") + "]}");

    assertThat(subjects.accounts()).containsExactly(WABA);
    assertThat(subjects.numbers()).isEmpty();
    assertThat(subjects.order()).isEqualTo(new OrderKeys.Builder().add(WABA, "").build());
  }

  @Test
  void whatIsDeliveredToAPartnerIsTheAccountsThatItNames() {
    String value = "{'event':'PARTNER_REMOVED','waba_info':{'waba_id':'102290129340399'}}";

    Subjects subjects = read("{'entry':[" + entry("account_update", value) + "]}");

    assertThat(subjects.accounts()).containsExactly("102290129340399");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "7", "{'entry':{}}", "{'entry':[7,null,{'changes':3}]}"})
  void whatIsNoDeliveryIsAboutNobody(String json) {
    Subjects subjects = read(json);

    assertThat(subjects.numbers()).isEmpty();
    assertThat(subjects.accounts()).isEmpty();
    assertThat(subjects.order().keys()).isEmpty();
  }

  @Test
  void keysKeepTheirTextAndTellNobodysNumber() {
    OrderKeys keys = keys("16505551234", USER);

    assertThat(OrderKeys.of(keys.text())).isEqualTo(keys);
    assertThat(keys.text()).hasSize(32).doesNotContain("6505551234");
  }
}
