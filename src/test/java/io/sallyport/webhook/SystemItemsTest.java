package io.sallyport.webhook;

import static io.sallyport.webhook.Deliveries.AT;
import static io.sallyport.webhook.Deliveries.PHONE_NUMBER_ID;
import static io.sallyport.webhook.Deliveries.delivery;
import static io.sallyport.webhook.Deliveries.messages;
import static io.sallyport.webhook.Deliveries.names;
import static io.sallyport.webhook.Deliveries.observed;
import static io.sallyport.webhook.Deliveries.ofNumber;
import static io.sallyport.webhook.Deliveries.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contact.Contact;
import io.sallyport.ledger.Observation;
import io.sallyport.ledger.Observation.Renamed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SystemItemsTest {

  private static final String NUMBER = "user_changed_number";
  private static final String USER_ID = "user_changed_user_id";

  private static String change(String senders, String type, String system) {
    return ofNumber(
        "messages",
        messages(
            "{%s'id':'wamid.HBgL','timestamp':'1749416383','type':'system','system':{%s'type':'%s'}}"
                .formatted(senders, system, type)));
  }

  private static List<Observation> system(String senders, String type, String system) {
    return observed(change(senders, type, system));
  }

  private static Renamed renamed(String left, String... names) {
    return new Renamed(PHONE_NUMBER_ID, new Contact(left), names(names), AT);
  }

  @Test
  void aChangedNumberLeavesTheOldOne() {
    assertThat(system("'from':'16505551234',", NUMBER, "'body':'User …','wa_id':'16505551235',"))
        .containsExactly(renamed("16505551234", "16505551235"));
  }

  @Test
  void aChangedUserIdMayBringAllNames() {
    assertThat(
            system(
                "'from':'16505551234',",
                USER_ID,
                "'wa_id':'16505559876','user_id':'US.2','parent_user_id':'US.ENT.2',"))
        .containsExactly(renamed("16505551234", "16505559876", "US.2", "US.ENT.2"));
  }

  @Test
  void eachNameThatIsLeftIsTold() {
    assertThat(
            system(
                "'from':'16505551234','from_user_id':'US.1','from_parent_user_id':'US.ENT.1',",
                USER_ID,
                "'wa_id':'16505559876','user_id':'US.2','parent_user_id':'US.ENT.2',"
                    + "'previous_user_id':'US.0',"))
        .containsExactly(
            renamed("US.0", "16505559876", "US.2", "US.ENT.2"),
            renamed("16505551234", "16505559876", "US.2", "US.ENT.2"),
            renamed("US.1", "16505559876", "US.2", "US.ENT.2"),
            renamed("US.ENT.1", "16505559876", "US.2", "US.ENT.2"));
  }

  @Test
  void aNumberThatIsNotNewIsNotLeft() {
    assertThat(
            system(
                "'from':'16505551234',",
                USER_ID,
                "'wa_id':'16505551234','user_id':'US.2','previous_user_id':'US.1',"))
        .containsExactly(renamed("US.1", "16505551234", "US.2"));
  }

  @Test
  void theFirstUserIdAtANumberIsOneMoreName() {
    assertThat(system("'from':'16505551234',", USER_ID, "'wa_id':'16505551234','user_id':'US.2',"))
        .containsExactly(new Observation.Named(PHONE_NUMBER_ID, names("16505551234", "US.2"), AT));
  }

  @Test
  void aNameOfWhichNothingIsSaidStays() {
    assertThat(
            system(
                "'from':'16505551234','from_user_id':'US.1',",
                USER_ID,
                "'user_id':'US.2','previous_user_id':'US.1',"))
        .containsExactly(renamed("US.1", "16505551234", "US.2"));
    assertThat(
            system("'from':'16505551234','from_user_id':'US.1',", NUMBER, "'wa_id':'16505551235',"))
        .containsExactly(renamed("16505551234", "16505551235", "US.1"));
    assertThat(
            system(
                "'from':'16505551234','from_user_id':'US.1',",
                USER_ID,
                "'previous_user_id':'US.1',"))
        .containsExactly(renamed("US.1", "16505551234"));
  }

  @Test
  void aParentIdCanChangeAlone() {
    assertThat(
            system(
                "'from_user_id':'US.1','from_parent_user_id':'US.ENT.1',",
                USER_ID,
                "'parent_user_id':'US.ENT.2',"))
        .containsExactly(renamed("US.ENT.1", "US.1", "US.ENT.2"));
    assertThat(
            system(
                "'from_user_id':'US.1',",
                USER_ID,
                "'parent_user_id':'US.ENT.2','previous_parent_user_id':'US.ENT.1',"))
        .containsExactly(renamed("US.ENT.1", "US.1", "US.ENT.2"));
  }

  @Test
  void copiesUnderStandbyAreToldToo() {
    String message =
        "{'from':'16505551234','timestamp':1749416383,'type':'system',"
            + "'system':{'wa_id':'16505551235','type':'user_changed_number'}}";

    assertThat(observed(ofNumber("standby", "'standby':{" + messages(message) + "}")))
        .containsExactly(renamed("16505551234", "16505551235"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"customer_identity_changed", "", "group_created"})
  void otherSystemMessagesAreNobodysNews(String type) {
    assertThat(system("'from':'16505551234',", type, "'wa_id':'16505551235',")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"'wa_id':null,", "'wa_id':'Pablo',", "'wa_id':{},'user_id':[],"})
  void aChangeOfNobodyToNobodyIsSkipped(String system) {
    assertThat(read(delivery(change("", NUMBER, system))))
        .returns(List.of(), Webhook::observations)
        .returns(1, Webhook::skipped);
  }
}
