package io.sallyport.webhook;

import static io.sallyport.webhook.Deliveries.AT;
import static io.sallyport.webhook.Deliveries.BSUID;
import static io.sallyport.webhook.Deliveries.PARENT;
import static io.sallyport.webhook.Deliveries.PHONE_NUMBER_ID;
import static io.sallyport.webhook.Deliveries.delivery;
import static io.sallyport.webhook.Deliveries.names;
import static io.sallyport.webhook.Deliveries.observed;
import static io.sallyport.webhook.Deliveries.ofNumber;
import static io.sallyport.webhook.Deliveries.read;
import static io.sallyport.webhook.Deliveries.said;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contact.Consent;
import io.sallyport.contact.Contact;
import io.sallyport.contact.Names;
import io.sallyport.ledger.Observation;
import io.sallyport.ledger.Observation.ConsentStated;
import io.sallyport.ledger.Observation.Price;
import io.sallyport.ledger.Observation.SendFailed;
import io.sallyport.ledger.Observation.SendReported;
import io.sallyport.template.Category;
import io.sallyport.testkit.Plain;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusItemsTest {

  private static final Names PHONE = names("16505551234");
  private static final String TO = "'recipient_id':'16505551234'";

  private static String change(String word, String members) {
    return ofNumber(
        "messages",
        "'statuses':[{'id':'wamid.HBgL','status':'%s','timestamp':'1749416383',%s}]"
            .formatted(word, members));
  }

  private static List<Observation> status(String word, String members) {
    return observed(change(word, members));
  }

  private static SendReported reported(boolean delivered, @Nullable Price price) {
    return Plain.reported(PHONE_NUMBER_ID, PHONE, AT, "wamid.HBgL", delivered, price, null);
  }

  private static @Nullable Price price(String pricing) {
    return ((SendReported) status("delivered", TO + ",'pricing':" + pricing).get(0)).price();
  }

  @Test
  void aFailedSendIsToldWithItsFirstCode() {
    assertThat(status("failed", TO + ",'errors':[{'code':131047},{'code':7}]"))
        .containsExactly(new SendFailed(PHONE_NUMBER_ID, PHONE, AT, "wamid.HBgL", 131047));
    assertThat(status("failed", TO))
        .containsExactly(new SendFailed(PHONE_NUMBER_ID, PHONE, AT, "wamid.HBgL", 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"delivered", "read", "played"})
  void aDeliveryIsToldWithoutAPrice(String word) {
    assertThat(status(word, TO)).containsExactly(reported(true, null));
  }

  @Test
  void aStatusThatIsOnlySentTeachesNothing() {
    assertThat(status("sent", TO)).isEmpty();
    assertThat(status("sent", TO + ",'conversation':{'id':'72b1','origin':{'type':'utility'}}"))
        .isEmpty();
  }

  @Test
  void aStatusThatIsSentTellsItsPrice() {
    assertThat(
            status(
                "sent",
                TO
                    + ",'pricing':{'billable':true,'pricing_model':'PMP','type':'regular',"
                    + "'category':'marketing'}"))
        .containsExactly(reported(false, new Price(Price.Kind.REGULAR, Category.MARKETING)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"accepted", "deleted", "warning", "DELIVERED", ""})
  void anotherStatusIsNoNews(String word) {
    assertThat(status(word, TO + ",'pricing':{'type':'regular'}")).isEmpty();
    assertThat(status(word, "'recipient_id':null")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          regular,                          marketing,                    REGULAR,          MARKETING
          regular,                          marketing_lite,               REGULAR,          MARKETING
          regular,                          authentication-international, REGULAR,          AUTHENTICATION
          regular,                          group_utility,                REGULAR,          UTILITY
          regular,                          holography,                   REGULAR,          HOLOGRAPHY
          free_customer_service,            service,                      FREE,             SERVICE
          free_allowance_of_2026,           service,                      FREE,             SERVICE
          free_entry_point,                 referral_conversion,          FREE_ENTRY_POINT,
          free_entry_point,                 marketing,                    FREE_ENTRY_POINT, MARKETING
          """)
  void thePriceIsWhatTheTypeSays(
      String type, String category, Price.Kind kind, @Nullable String billed) {
    String pricing = "{'pricing_model':'PMP','type':'%s','category':'%s'".formatted(type, category);
    Price price = new Price(kind, billed == null ? null : new Category(billed));

    assertThat(price(pricing + "}")).isEqualTo(price);
    assertThat(price(pricing + ",'billable':true}")).isEqualTo(price);
    assertThat(price(pricing + ",'billable':false}")).isEqualTo(price);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "'type':'novel',", "'type':null,", "'pricing_model':'CBP',"})
  void withoutATypeWeKnowItIsWhatIsBillable(String type) {
    assertThat(price("{" + type + "'billable':true,'category':'utility'}"))
        .isEqualTo(new Price(Price.Kind.REGULAR, Category.UTILITY));
    assertThat(price("{" + type + "'billable':false,'category':'service'}"))
        .isEqualTo(new Price(Price.Kind.FREE, Category.SERVICE));
    assertThat(price("{" + type + "'category':'utility'}")).isNull();
    assertThat(price("{" + type + "'billable':false,'category':'referral_conversion'}"))
        .isEqualTo(new Price(Price.Kind.FREE_ENTRY_POINT, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"'category':null", "'category':7", "'category':'x y'", "'zz':1"})
  void aPriceMayHaveNoCategory(String category) {
    assertThat(price("{'type':'regular'," + category + "}"))
        .isEqualTo(new Price(Price.Kind.REGULAR, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{}", "[]", "'free'", "7"})
  void pricingOfAnotherShapeIsNoPrice(String pricing) {
    assertThat(price(pricing)).isNull();
  }

  @Test
  void aFreeEntryPointIsConfirmedWithItsEnd() {
    String conversation =
        ",'conversation':{'id':'72b1','expiration_timestamp':'1749675583',"
            + "'origin':{'type':'referral_conversion'}}";

    assertThat(status("sent", TO + conversation))
        .containsExactly(
            Plain.reported(
                PHONE_NUMBER_ID,
                PHONE,
                AT,
                "wamid.HBgL",
                false,
                new Price(Price.Kind.FREE_ENTRY_POINT, null),
                Instant.ofEpochSecond(1_749_675_583L)));
    assertThat(
            status(
                "delivered", TO + conversation.replace("'expiration_timestamp':'1749675583',", "")))
        .containsExactly(reported(true, new Price(Price.Kind.FREE_ENTRY_POINT, null)));
  }

  @Test
  void theEndOfAnotherConversationIsNoFreeEntryPoints() {
    assertThat(
            status(
                "sent",
                TO
                    + ",'conversation':{'id':'72b1','expiration_timestamp':'1749675583',"
                    + "'origin':{'type':'marketing'}},'pricing':{'type':'regular'}"))
        .containsExactly(reported(false, new Price(Price.Kind.REGULAR, null)));
  }

  @Test
  void whatMetaCallsRegularIsCharged() {
    assertThat(
            status(
                "sent",
                TO
                    + ",'conversation':{'origin':{'type':'referral_conversion'}},"
                    + "'pricing':{'type':'regular','category':'service'}"))
        .containsExactly(reported(false, new Price(Price.Kind.REGULAR, Category.SERVICE)));
  }

  @Test
  void allNamesOfTheRecipientAreTold() {
    String change =
        ofNumber(
            "messages",
            ("'contacts':[{'wa_id':'16505551234','user_id':'%s'},{'wa_id':'16505551235'}],"
                    + "'statuses':[{'id':'wamid.HBgL','status':'read','timestamp':'1749416383',"
                    + "'recipient_id':'16505551234','recipient_parent_user_id':'%s'},"
                    + "{'id':'wamid.HBgM','status':'failed','timestamp':'1749416383',"
                    + "'recipient_user_id':'%s'}]")
                .formatted(BSUID, PARENT, BSUID));

    assertThat(observed(change))
        .extracting(Observation::contact)
        .containsExactly(names("16505551234", BSUID, PARENT), names("16505551234", BSUID));
  }

  @ParameterizedTest
  @ValueSource(strings = {"failed", "delivered"})
  void aStatusOfAGroupIsTheGroups(String word) {
    assertThat(
            status(
                word,
                "'recipient_type':'group','recipient_id':'Y2FwaV9ncm91cA==',"
                    + "'recipient_participant_id':'16505551234'"))
        .extracting(Observation::contact)
        .containsExactly(names("Y2FwaV9ncm91cA=="));
  }

  private static final String OF_GROUP =
      "'recipient_type':'group','recipient_id':'Y2FwaV9ncm91cA=='";

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "'recipient_participant_id':'16505551234'; 16505551234",
        "'recipient_participant_user_id':'US.1'; US.1",
        "'recipient_participant_user_id':'US.1','recipient_participant_id':'16505551235';"
            + "16505551235"
      })
  void aStatusOfAGroupSaysWhichParticipantItIsAbout(String members, String participant) {
    assertThat(status("delivered", OF_GROUP + "," + members))
        .containsExactly(
            new SendReported(
                PHONE_NUMBER_ID,
                names("Y2FwaV9ncm91cA=="),
                AT,
                "wamid.HBgL",
                true,
                null,
                null,
                new Contact(participant)));
    assertThat(status("failed", OF_GROUP + "," + members + ",'errors':[{'code':131026}]"))
        .containsExactly(groupFailed(131026, new Contact(participant)));
  }

  private static SendFailed groupFailed(int code, @Nullable Contact participant) {
    return new SendFailed(
        PHONE_NUMBER_ID, names("Y2FwaV9ncm91cA=="), AT, "wamid.HBgL", code, participant);
  }

  /** Meta puts the names of participants into {@code contacts[]}, also of several at once. */
  @Test
  void theContactsNameTheParticipantNotTheGroup() {
    String one = "{'wa_id':'16505551234','user_id':'US.1'}";
    String two = one + ",{'wa_id':'16505551235','user_id':'US.2'}";
    String all =
        "'contacts':[%s],'statuses':[{'id':'wamid.HBgL','status':'read','timestamp':'1749416383',"
            + OF_GROUP
            + "%s}]";

    assertThat(
            observed(
                ofNumber("messages", all.formatted(two, ",'recipient_participant_user_id':'US.2'")),
                ofNumber("messages", all.formatted(one, "")),
                ofNumber("messages", all.formatted(two, ""))))
        .extracting(it -> ((SendReported) it).participant())
        .containsExactly(new Contact("16505551235"), new Contact("16505551234"), null);
  }

  @Test
  void aClosedWindowIsTheWholeGroups() {
    assertThat(
            status(
                "failed",
                OF_GROUP + ",'recipient_participant_id':'16505551234','errors':[{'code':131047}]"))
        .containsExactly(groupFailed(131047, null));
  }

  @Test
  void aParticipantWhoStoppedMarketingStoppedForThemselves() {
    assertThat(
            status(
                "failed",
                OF_GROUP + ",'recipient_participant_id':'16505551234','errors':[{'code':131050}]"))
        .containsExactly(
            groupFailed(131050, new Contact("16505551234")),
            new ConsentStated(PHONE_NUMBER_ID, PHONE, AT, false, Consent.META, true));
  }

  @Test
  void statusesUnderStandbyCountToo() {
    String standby =
        "'standby':{'statuses':[{'id':'wamid.HBgL','status':'delivered','timestamp':'1749416383',"
            + TO
            + "}]}";

    assertThat(observed(ofNumber("standby", standby))).containsExactly(reported(true, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'recipient_id':null",
        "'recipient_id':'Pablo'",
        "'recipient_type':'group','recipient_user_id':'US.1'",
        TO
            + ",'conversation':{'expiration_timestamp':'soon',"
            + "'origin':{'type':'referral_conversion'}}"
      })
  void aStatusThatCannotBeReadIsSkipped(String members) {
    Webhook webhook = read(delivery(change("delivered", members), change("read", TO)));

    assertThat(webhook.observations()).containsExactly(reported(true, null));
    assertThat(webhook.skipped()).isEqualTo(1);
  }

  @Test
  void errorsOfTheValueItselfAreNobodysNews() {
    assertThat(read(delivery(ofNumber("messages", "'errors':[{'code':130429}]"))))
        .isEqualTo(said(List.of()));
  }
}
