package io.sallyport.message;

import static io.sallyport.message.Bodies.malformed;
import static io.sallyport.message.Bodies.understood;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contact.Contact;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipientTest {

  private static final String BSUID = "US.13491208655302741918";

  private static String text(String members) {
    return "{\"type\":\"text\",\"text\":{\"body\":\"Yes\"}," + members + "}";
  }

  private static Contact recipient(String members) {
    return understood(text(members)).recipient();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"to\":\"16505551234\"",
        "\"to\":\"+1 (650) 555-1234\"",
        "\"to\":16505551234",
        "\"\\u0074o\":\"16505551234\"",
        "\"to\":\"\\u00316505551234\"",
        "\"to\":\"16505551234\",\"recipient_type\":\"individual\"",
        "\"to\":\"16505551234\",\"recipient_type\":null",
        "\"to\":\"16505551234\",\"recipient_type\":\"Individual\"",
        "\"to\":\"0016505551234\"",
        "\"to\":\"00 1 (650) 555-1234\",\"recipient\":null",
        "\"to\":null,\"recipient\":\"0016505551234\""
      })
  void aNumberIsItsDigitsHoweverItIsWritten(String members) {
    assertThat(recipient(members)).isEqualTo(new Contact("16505551234"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"to\":1.6505551234e10",
        "\"to\":16505551234.0",
        "\"to\":true",
        "\"to\":{\"phone\":\"16505551234\"}",
        "\"to\":[\"16505551234\"]"
      })
  void aRecipientThatIsNoPlainNameIsRefused(String members) {
    assertThat(malformed(text(members))).isEqualTo("`to` must be a string.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"to\":\"\"", "\"to\":\"me\"", "\"to\":\"16505551234,16505551235\""})
  void aRecipientThatIsNobodyIsRefused(String members) {
    assertThat(malformed(text(members))).isEqualTo("`to` is not a phone number or a user id.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"to\":null", "\"recipient\":null", "\"recipient_type\":\"individual\""})
  void aMessageWithoutARecipientIsRefused(String members) {
    assertThat(malformed(text(members))).startsWith("The parameter `to` is required");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"recipient\":\"US.13491208655302741918\"",
        "\"to\":null,\"recipient\":\"US.13491208655302741918\"",
        "\"recipient\":\"US.13491208655302741918\",\"recipient_type\":null",
        "\"recipient\":\"US.13491208655302741918\",\"recipient_type\":\"individual\""
      })
  void aUserIdNamesTheRecipient(String members) {
    assertThat(recipient(members)).isEqualTo(new Contact(BSUID));
  }

  @Test
  void aParentUserIdNamesTheRecipientToo() {
    assertThat(recipient("\"recipient\":\"US.ENT.11815799212886844830\""))
        .isEqualTo(new Contact("US.ENT.11815799212886844830"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"to\":\"US.13491208655302741918\"",
        "\"to\":\" US.13491208655302741918 \"",
        "\"to\":\"US.ENT.11815799212886844830\"",
        "\"to\":\"IN.aZ09\"",
        "\"to\":\"US.13491208655302741918\",\"recipient_type\":\"group\"",
        "\"to\":\"US.13491208655302741918\",\"recipient\":\"US.13491208655302741918\"",
        "\"recipient\":\"16505551234\",\"to\":\"US.13491208655302741918\""
      })
  void aUserIdInToIsRefusedSinceMetaWouldLoseTheMessage(String members) {
    assertThat(malformed(text(members))).contains("`to` is a user id", "`recipient`");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "\" group\"", "\"person\"", "\"null\""})
  void aRecipientIsAnIndividualOrAGroup(String type) {
    assertThat(malformed(text("\"to\":\"16505551234\",\"recipient_type\":" + type)))
        .isEqualTo("`recipient_type` must be `individual` or `group`.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "true", "{}", "[]"})
  void aRecipientTypeIsAString(String type) {
    assertThat(malformed(text("\"to\":\"16505551234\",\"recipient_type\":" + type)))
        .isEqualTo("`recipient_type` must be a string.");
  }

  @Test
  void toWinsOverRecipientInAnyOrder() {
    String to = "\"to\":\"16505551234\"";
    String recipient = "\"recipient\":\"" + BSUID + "\"";

    assertThat(recipient(to + "," + recipient)).isEqualTo(new Contact("16505551234"));
    assertThat(recipient(recipient + "," + to)).isEqualTo(new Contact("16505551234"));
  }

  @Test
  void aBadRecipientIsNamed() {
    assertThat(malformed(text("\"recipient\":\"me\"")))
        .isEqualTo("`recipient` is not a phone number or a user id.");
  }

  @Test
  void aGroupIsKnownByItsOwnId() {
    String id = "Y2FwaV9ncm91cDoxOTUwNTU1MDA3OToxMjAzNjM=";

    assertThat(recipient("\"recipient_type\":\"group\",\"to\":\"" + id + "\""))
        .isEqualTo(new Contact(id));
    assertThat(recipient("\"to\":\"" + id + "\",\"recipient_type\":\"Group\""))
        .isEqualTo(new Contact(id));
    assertThat(malformed(text("\"to\":\"" + id + "\""))).contains("not a phone number");
    assertThat(malformed(text("\"to\":\"a group\",\"recipient_type\":\"group\"")))
        .isEqualTo("`to` is not a group id.");
  }

  @ParameterizedTest
  @CsvSource({
    "\"(631) 555-1234\", 916315551234",
    "6315551234, 916315551234",
    "\"+1 (650) 555-1234\", 16505551234",
    "16505551234, 16505551234"
  })
  void aNationalNumberIsOfTheBusinessNumbersCountry(String to, String id) {
    byte[] body = Bodies.utf8(text("\"to\":" + to));

    Reading reading = OutboundMessage.read(body, "IN");

    assertThat(((Reading.Understood) reading).message().recipient()).isEqualTo(new Contact(id));
  }
}
