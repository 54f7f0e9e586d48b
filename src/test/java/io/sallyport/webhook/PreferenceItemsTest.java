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
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contact.Consent;
import io.sallyport.contact.Names;
import io.sallyport.ledger.Observation.ConsentStated;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreferenceItemsTest {

  private static ConsentStated stated(Names contact, Instant at, boolean optIn) {
    return new ConsentStated(PHONE_NUMBER_ID, contact, at, optIn, Consent.META, true);
  }

  private static String preferences(String... items) {
    return ofNumber("user_preferences", "'user_preferences':[" + String.join(",", items) + "]");
  }

  private static String preference(String members) {
    return "{'category':'marketing_messages','timestamp':1749416383," + members + "}";
  }

  @Test
  void stopOptsOutAndResumeInAgain() {
    assertThat(
            observed(
                preferences(
                    preference("'wa_id':'16505551234','value':'stop'"),
                    preference("'wa_id':'16505551234','value':'resume'")
                        .replace("1749416383", "'1749416384'"))))
        .containsExactly(
            stated(names("16505551234"), AT, false),
            stated(names("16505551234"), AT.plusSeconds(1), true));
  }

  @Test
  void signingUpInTheAppOptsIn() {
    assertThat(
            observed(
                preferences(
                    preference("'wa_id':'16505551234','value':'signup','signup_id':'12345'"))))
        .containsExactly(stated(names("16505551234"), AT, true));
  }

  @Test
  void itIsStatedUnderAllNames() {
    String preference =
        preference(
            "'wa_id':'16505551234','user_id':'%s','parent_user_id':'%s','value':'stop'"
                .formatted(BSUID, PARENT));
    String hidden =
        ofNumber(
            "user_preferences",
            ("'contacts':[{'user_id':'%s','parent_user_id':'%s'}],"
                    + "'user_preferences':[{'user_id':'%s','value':'stop','timestamp':1749416383}]")
                .formatted(BSUID, PARENT, BSUID));

    assertThat(observed(preferences(preference)))
        .containsExactly(stated(names("16505551234", BSUID, PARENT), AT, false));
    assertThat(observed(hidden)).containsExactly(stated(names(BSUID, PARENT), AT, false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'value':'maybe'",
        "'value':'SIGNUP'",
        "'zz':1",
        "'value':null",
        "'value':'resume','category':'calls'",
        "'value':'stop','category':'utility_messages'"
      })
  void anotherWordOrCategoryIsCountedAndChangesNothing(String members) {
    String unknown = "{'wa_id':'16505551234','timestamp':1749416383," + members + "}";
    String known = preference("'wa_id':'16505551234','value':'stop'");

    assertThat(read(delivery(preferences(unknown, known, unknown))))
        .returns(List.of(stated(names("16505551234"), AT, false)), Webhook::observations)
        .returns(2, Webhook::unknownPreferences)
        .returns(0, Webhook::skipped);
  }

  @Test
  void aPreferenceOfNobodyOrOfNoTimeIsSkipped() {
    Webhook webhook =
        read(
            delivery(
                preferences(
                    preference("'value':'stop'"),
                    preference("'wa_id':'16505551234','value':'stop'").replace("383", "383000"),
                    "null",
                    preference("'wa_id':'16505551234','value':'stop'"))));

    assertThat(webhook)
        .returns(List.of(stated(names("16505551234"), AT, false)), Webhook::observations)
        .returns(2, Webhook::skipped);
  }
}
