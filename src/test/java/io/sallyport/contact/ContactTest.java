package io.sallyport.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContactTest {

  private static final String BSUID = "US.13491208655302741918";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "16505551234",
        "+16505551234",
        "+1 650-555-1234",
        "+1 (650) 555-1234",
        "1.650.555.1234",
        "  16505551234  "
      })
  void everySpellingOfANumberIsOneContact(String spelling) {
    assertThat(Contact.individual(spelling)).contains(new Contact("16505551234"));
  }

  @ParameterizedTest
  @CsvSource({
    "US.13491208655302741918, US.13491208655302741918",
    "' US.13491208655302741918 ', US.13491208655302741918",
    "US.ENT.11815799212886844830, US.ENT.11815799212886844830",
    "IN.aZ09, IN.aZ09"
  })
  void userIdsKeepTheirSpelling(String name, String id) {
    assertThat(Contact.individual(name)).contains(new Contact(id));
  }

  @Test
  void theLongestUserIdHas128CharactersAfterTheDot() {
    assertThat(Contact.individual("US." + "1".repeat(128))).isPresent();
    assertThat(Contact.individual("US." + "1".repeat(129))).isEmpty();
  }

  @Test
  void theLongestNumberHas20Digits() {
    assertThat(Contact.individual("1".repeat(20))).isPresent();
    assertThat(Contact.individual("1".repeat(21))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "+",
        "-()",
        "16505551234x",
        "1650/5551234",
        "1650\t5551234",
        "1.65055e10,",
        "٠١٢٣٤٥٦٧",
        "１６５０５５５１２３４",
        "1650\u00a05551234",
        "us.13491208655302741918",
        "USA.13491208655302741918",
        "US.",
        "US.ENT.",
        "US.ent.1181",
        "US.1349-1208",
        "US.1349.1208",
        "someone@example.com"
      })
  void whatIsNeitherANumberNorAUserIdNamesNobody(String name) {
    assertThat(Contact.individual(name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Y2FwaV9ncm91cDoxOTUwNTU1MDA3OToxMjAzNjM=", "120363028@g.us", "120363028"})
  void aGroupIdIsKeptAsItIs(String id) {
    assertThat(Contact.group(id)).contains(new Contact(id));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " 120363028", "120363028\n", "a{b}", "group id", "größe"})
  void whatCannotBeAGroupIdNamesNoGroup(String id) {
    assertThat(Contact.group(id)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"16505551234", "+16505551234", "+1-650-555-1234"})
  void aPersonCalledAGroupIsStillThatPerson(String id) {
    assertThat(Contact.group(id)).isEqualTo(Contact.individual("16505551234"));
  }

  @Test
  void aGroupIdHasAtMost256Characters() {
    assertThat(Contact.group("g".repeat(256))).isPresent();
    assertThat(Contact.group("g".repeat(257))).isEmpty();
  }

  @Test
  void numberAndUserIdAreTwoContactsUntilTheirNamesAreJoined() {
    assertThat(Contact.individual(BSUID)).isNotEqualTo(Contact.individual("13491208655302741918"));
  }

  @Test
  void aContactWithoutANameIsABug() {
    assertThatThrownBy(() -> new Contact("")).isInstanceOf(IllegalArgumentException.class);
  }
}
