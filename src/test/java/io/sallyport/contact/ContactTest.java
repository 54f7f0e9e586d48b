package io.sallyport.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Random;
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

  /** Meta's samples, and libphonenumber's own example numbers of each country. */
  @ParameterizedTest
  @CsvSource({
    // Mexico: 521 and ten digits is 52 and ten digits.
    "5212221234567, 522221234567",
    "522221234567, 522221234567",
    "+52 1 222 123 4567, 522221234567",
    "+52 (222) 123-4567, 522221234567",
    // Argentina: the mobile 9, and its domestic twin, 15 after the area code.
    "5491123456789, 541123456789",
    "541123456789, 541123456789",
    "+54 9 11 2345-6789, 541123456789",
    "+54 11 15 2345-6789, 541123456789",
    "+54 (011) 15-2345-6789, 541123456789",
    // Brazil: the ninth digit of numbers that once had eight.
    "5511961234567, 551161234567",
    "551161234567, 551161234567",
    "+55 (11) 9 6123-4567, 551161234567",
    "5511991234567, 551191234567",
    // Brazil: landlines never had one; a number born with nine digits keeps them.
    "551123456789, 551123456789",
    "5511923456789, 5511923456789",
    "5511951234567, 5511951234567",
    // Elsewhere the same digits mean something else.
    "15211234567, 15211234567",
    "5215512345, 5215512345",
    "8613812345678, 8613812345678",
    // A trunk prefix is not dialled from abroad; Italy's zero is part of the number.
    "+44 (0)7700 900123, 447700900123",
    "+49 (0)171 3920000, 491713920000",
    "4901713920000, 491713920000",
    "+49 (0)30 23125000, 493023125000",
    "2250102030405, 2250102030405",
    "447700900123, 447700900123",
    "+39 02 1234 5678, 390212345678",
    "390212345678, 390212345678"
  })
  void theFormsOfANumberAreOneContact(String spelling, String id) {
    assertThat(Contact.individual(spelling)).contains(new Contact(id));
    assertThat(Contact.addressed(spelling, null)).contains(new Contact(id));
    assertThat(Contact.individual(id)).as("a contact's own name").contains(new Contact(id));
  }

  @ParameterizedTest
  @CsvSource({
    "IN, (631) 555-1234, 916315551234",
    "IN, 0631 555 1234, 916315551234",
    "IN, 8123456789, 918123456789",
    "MX, 222 123 4567, 522221234567",
    "BR, (11) 96123-4567, 551161234567",
    "BR, 0 15 11 96123-4567, 551161234567",
    "BR, (11) 6123-4567, 551161234567",
    "BR, (11) 2345-6789, 551123456789",
    "BR, (55) 2234-5678, 555522345678",
    "AR, 11 2345-6789, 541123456789",
    "AR, 011 15 2345-6789, 541123456789",
    "DE, 030 23125 000, 493023125000",
    "DE, 0171 3920000, 491713920000",
    "DE, 0044 7700 900123, 447700900123",
    "US, (650) 555-1234, 16505551234",
    "RU, 8 912 345-67-89, 79123456789",
    "IT, 02 1234 5678, 390212345678",
    "IN, 1234, 911234"
  })
  void aNumberThatCanBeNoInternationalOneIsOfTheHomeCountry(
      String home, String spelling, String id) {
    assertThat(Contact.addressed(spelling, home)).contains(new Contact(id));
  }

  @ParameterizedTest
  @CsvSource({
    "IN, 16505551234, 16505551234",
    "IN, 1 (650) 555-1234, 16505551234",
    "IN, 916315551234, 916315551234",
    "IN, +6315551234, 6315551234",
    "IN, (+63) 15551234, 6315551234",
    "IN, 15550783881, 15550783881",
    "DE, 15550783881, 15550783881",
    "DE, 447700900123, 447700900123",
    "DE, 80012345678, 80012345678",
    "BR, 51912345678, 51912345678",
    "AR, 9 11 2345-6789, 91123456789",
    "MX, 15512345678, 15512345678",
    "US, 447700900123, 447700900123",
    "GB, 4407700900123, 447700900123",
    // A name Meta has for a user is international, though no plan has it so any more.
    "DE, 5212221234567, 522221234567",
    "DE, 5491123456789, 541123456789",
    "DE, 541123456789, 541123456789",
    "DE, 551161234567, 551161234567",
    "DE, 5511961234567, 551161234567",
    "DE, 555591234567, 555591234567",
    "DE, 559981234567, 559981234567",
    "DE, US.13491208655302741918, US.13491208655302741918"
  })
  void digitsAreInternationalFirst(String home, String spelling, String id) {
    assertThat(Contact.addressed(spelling, home)).contains(new Contact(id));
  }

  /**
   * crm-developers.md#how-a-body-is-read: {@code 00} is read as {@code +}, wherever the business
   * number is.
   */
  @ParameterizedTest
  @CsvSource({
    ", 00491713920000, 491713920000",
    "DE, 00491713920000, 491713920000",
    "US, 00491713920000, 491713920000",
    "US, 00 49 171-3920000, 491713920000",
    "US, (0049) 171 3920000, 491713920000",
    "US, 0049 (0)171 3920000, 491713920000",
    "US, +00491713920000, 491713920000",
    "US, 00+491713920000, 491713920000",
    "US, 0000491713920000, 491713920000",
    "JP, 00491713920000, 491713920000",
    "IN, 006315551234, 6315551234",
    "IN, 00 6315551234, 6315551234",
    "US, 005215512345678, 525512345678",
    "US, 0049123, 49123"
  })
  void twoZerosAreAPlus(String home, String spelling, String id) {
    assertThat(Contact.addressed(spelling, home)).contains(new Contact(id));
    assertThat(Contact.group(spelling.replaceAll("[ ()]", ""))).contains(new Contact(id));
  }

  @ParameterizedTest
  @ValueSource(strings = {"00", "+00", "0000", "(00)"})
  void twoZerosAloneNameNobody(String name) {
    assertThat(Contact.addressed(name, "US")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "US.13491208655302741918, true",
    "' US.ENT.11815799212886844830 ', true",
    "16505551234, false",
    "us.13491208655302741918, false",
    "120363028@g.us, false"
  })
  void aUserIdIsToldByItsCountryAndDot(String name, boolean isUserId) {
    assertThat(Contact.isUserId(name)).isEqualTo(isUserId);
  }

  @Test
  void withoutAKnownHomeCountryDigitsStayAsTheyAre() {
    assertThat(Contact.addressed("(631) 555-1234", null)).contains(new Contact("6315551234"));
    assertThat(Contact.addressed("0171 3920000", null)).contains(new Contact("01713920000"));
    assertThat(Contact.addressed("0171 3920000", "XX")).contains(new Contact("01713920000"));
    assertThat(Contact.addressed("me", "IN")).isEmpty();
    assertThat(Contact.addressed("1".repeat(21), "IN")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "16505551234, US",
    "15550783881, US",
    "18005551234, US",
    "14165550123, CA",
    "18765550123, JM",
    "17875550123, PR",
    "447700900123, GB",
    "447781123456, GG",
    "79123456789, RU",
    "77710009998, KZ",
    "393123456789, IT",
    "390669812345, VA",
    "4740612345, NO",
    "4779123456, SJ",
    "61491570006, AU",
    "916315551234, IN",
    "493023125000, DE",
    "522221234567, MX",
    "5212221234567, MX",
    "541123456789, AR",
    "551161234567, BR",
    "5511923456789, BR",
    "US.13491208655302741918, US",
    "MX.ENT.11815799212886844830, MX"
  })
  void aContactIsOfTheCountryItsNameSays(String id, String country) {
    assertThat(new Contact(id).country()).isEqualTo(country);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Y2FwaV9ncm91cDoxOTUwNTU1MDA3OToxMjAzNjM=",
        "120363028",
        "120363028@g.us",
        "120363028000000000",
        "US.a=b",
        "80012345678",
        "0",
        "1",
        "00000000000",
        "99999999999999999999",
        "21000000000",
        "1650٥551234"
      })
  void whatIsNoPersonsNameIsOfNoCountry(String id) {
    assertThat(new Contact(id).country()).isNull();
  }

  @Test
  void northAmericanAreaCodesAreOfTheCountryTheWholeNumberIsOf() {
    PhoneNumberUtil plans = PhoneNumberUtil.getInstance();
    Random random = new Random(1);

    for (int round = 0; round < 20_000; round++) {
      long area = random.nextInt(200, 1000);
      long national = area * 10_000_000 + random.nextInt(2_000_000, 10_000_000);
      PhoneNumber number = new PhoneNumber().setCountryCode(1).setNationalNumber(national);
      String country = plans.getRegionCodeForNumber(number);
      if (country != null) {
        assertThat(new Contact("1" + national).country()).as("1%d", national).isEqualTo(country);
      }
    }
  }

  @Test
  void noNameMakesReadingThrowAndEveryContactIsItsOwnName() {
    long seed = System.nanoTime();
    System.out.println("ContactTest makes names with seed " + seed);
    Random random = new Random(seed);
    String[] homes = {null, "IN", "MX", "BR", "AR", "DE", "US", "IT"};
    String[] starts = {
      "", "+", "521", "549", "559", "55", "54", "0", "00", "490", "1", "91", "(", "US.", "39"
    };

    for (int round = 0; round < 20_000; round++) {
      String name = starts[random.nextInt(starts.length)] + name(random);
      String home = homes[random.nextInt(homes.length)];
      String why = "seed " + seed + ", round " + round + ": " + name + " from " + home;

      assertThatCode(() -> Contact.addressed(name, home).ifPresent(Contact::country))
          .as(why)
          .doesNotThrowAnyException();
      Contact.addressed(name, home)
          .ifPresent(it -> assertThat(Contact.individual(it.id())).as(why).contains(it));
    }
  }

  private static String name(Random random) {
    StringBuilder name = new StringBuilder();
    String letters = random.nextInt(4) == 0 ? "0123456789+-(). aX/٣" : "0123456789";
    int length = random.nextInt(22);
    while (name.length() < length) {
      name.append(letters.charAt(random.nextInt(letters.length())));
    }
    return name.toString();
  }

  @Test
  void aCountryIsAnIsoCodeInCapitals() {
    assertThat(Contact.isCountry("IN")).isTrue();
    assertThat(Contact.isCountry("in")).isFalse();
    assertThat(Contact.isCountry("UK")).isFalse();
    assertThat(Contact.isCountry("001")).isFalse();
    assertThat(Contact.isCountry("")).isFalse();
  }
}
