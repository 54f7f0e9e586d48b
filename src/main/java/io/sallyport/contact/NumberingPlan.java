package io.sallyport.contact;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberToTimeZonesMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonemetadata.PhoneMetadata;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import com.google.i18n.phonenumbers.metadata.DefaultMetadataDependenciesProvider;
import com.google.i18n.phonenumbers.metadata.source.MetadataSource;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The numbering plans of the world, from libphonenumber. Numbers are digits without {@code +};
 * nothing here throws.
 *
 * <p>libphonenumber's parser takes microseconds, so it is used only for digits that are not a
 * possible number as they stand.
 */
final class NumberingPlan {

  private static final PhoneNumberUtil PLANS = PhoneNumberUtil.getInstance();

  private static final MetadataSource METADATA =
      DefaultMetadataDependenciesProvider.getInstance().getPhoneNumberMetadataSource();

  private static final PhoneNumberToTimeZonesMapper TIME_ZONES =
      PhoneNumberToTimeZonesMapper.getInstance();

  private static final int NORTH_AMERICA = 1;

  /**
   * Calling codes where mobile numbers have area codes: North America, Mexico, Argentina, Brazil.
   */
  private static final Set<Integer> MOBILES_HAVE_AREAS = Set.of(NORTH_AMERICA, 52, 54, 55);

  /** libphonenumber's limit for a number without its calling code. */
  private static final int MAX_NATIONAL_DIGITS = 17;

  /** Cache by area code, each of which belongs to one country. A race only repeats the work. */
  private static final @Nullable String[] NORTH_AMERICAN_COUNTRIES = new String[1000];

  /** Cache of number patterns by calling code. A race only repeats the work. */
  private static final @Nullable Pattern[] PATTERNS = new Pattern[1000];

  /** Country calling codes: no code begins with 0, or is a prefix of another. */
  private static final boolean[] CALLING_CODES = new boolean[1000];

  /**
   * What {@link PhoneNumberUtil#isPossibleNumberWithReason} says by calling code and length, which
   * is all it looks at: 0 not asked yet, 1 possible, 2 not. A race only repeats the work.
   */
  private static final byte[][] POSSIBLE = new byte[1000][MAX_NATIONAL_DIGITS + 1];

  private static final byte YES = 1;
  private static final byte NO = 2;

  static {
    PLANS.getSupportedCallingCodes().forEach(code -> CALLING_CODES[code] = true);
  }

  private NumberingPlan() {}

  /** Whether the ISO 3166 alpha-2 code, upper-case, is one whose numbering plan is known. */
  static boolean isCountry(String code) {
    return PLANS.getSupportedRegions().contains(code);
  }

  /**
   * The canonical form of an international number: without the Mexican and Argentinian mobile digit
   * and the Brazilian ninth digit, which Meta sometimes adds and sometimes drops
   * (platform-facts.md#phone-numbers), and without a trunk prefix as in {@code +49 (0)171}.
   */
  static String canonical(String digits) {
    String name = withoutMobileDigit(digits);
    if (isWithoutTrunkPrefix(possible(name))) {
      return name;
    }
    String parsed = parsed("+" + digits, null);
    return parsed != null && isWithoutTrunkPrefix(possible(parsed))
        ? withoutMobileDigit(parsed)
        : name;
  }

  /** A number with its trunk prefix often has a possible length too, so that is not enough. */
  private static boolean isWithoutTrunkPrefix(@Nullable PhoneNumber number) {
    return number != null && (!number.isItalianLeadingZero() || fitsItsPlan(number));
  }

  /**
   * The canonical form of a number that a caller wrote without {@code +}. It is read as
   * international if possible, since nearly all callers write it so, and else as national of the
   * home country. A possible length is not enough to be international if the digits do not fit that
   * country's plan and are a valid number of the home country. Meta's own example is {@code
   * 6315551234} from India (platform-facts.md#phone-numbers), which has a possible length for the
   * Philippines, +63.
   */
  static String canonical(String digits, @Nullable String home) {
    String abroad = canonical(digits);
    if (home == null) {
      return abroad;
    }
    PhoneNumber number = possible(abroad);
    if (number != null && (fitsItsPlan(number) || !isValidAt(home, digits))) {
      return abroad;
    }
    String national = parsed(digits, home);
    return national == null ? abroad : canonical(national);
  }

  /**
   * ISO 3166 alpha-2 code of the country an international number belongs to; null for none. If
   * countries share its calling code and it fits none of them, the main one.
   */
  static @Nullable String country(String digits) {
    PhoneNumber number = possible(withoutMobileDigit(digits));
    if (number == null) {
      return null;
    }
    int callingCode = number.getCountryCode();
    List<String> sharing = PLANS.getRegionCodesForCountryCode(callingCode);
    String country = sharing.size() == 1 ? sharing.get(0) : countryAmongMany(number);
    String known = country == null ? sharing.get(0) : country;
    return known.equals(PhoneNumberUtil.REGION_CODE_FOR_NON_GEO_ENTITY) ? null : known;
  }

  private static @Nullable String countryAmongMany(PhoneNumber number) {
    if (number.getCountryCode() != NORTH_AMERICA) {
      return PLANS.getRegionCodeForNumber(number);
    }
    // Trying the patterns of 25 countries takes too long for every send.
    int areaCode = (int) (number.getNationalNumber() / 10_000_000);
    String known = NORTH_AMERICAN_COUNTRIES[areaCode];
    if (known == null) {
      long subscriber = areaCode * 10_000_000L + 2_345_678;
      PhoneNumber any = new PhoneNumber().setCountryCode(1).setNationalNumber(subscriber);
      String country = PLANS.getRegionCodeForNumber(any);
      known = country == null ? "US" : country;
      NORTH_AMERICAN_COUNTRIES[areaCode] = known;
    }
    return known;
  }

  /** The countries whose plans are known, as ISO 3166 alpha-2 codes. */
  static Set<String> countries() {
    return PLANS.getSupportedRegions();
  }

  /** Names of the time zones that share the calling code of a known country. */
  static List<String> timeZonesOfPlan(String country) {
    return timeZonesOfPlan(PLANS.getCountryCodeForRegion(country));
  }

  private static List<String> timeZonesOfPlan(int callingCode) {
    return TIME_ZONES.getTimeZonesForGeographicalNumber(
        new PhoneNumber().setCountryCode(callingCode).setNationalNumber(0));
  }

  /** Names of the time zones of an international number's area; empty if it has no known area. */
  static List<String> timeZonesOfArea(String digits) {
    PhoneNumber number = possible(withoutMobileDigit(digits));
    if (number == null || !tellsArea(number)) {
      return List.of();
    }
    List<String> zones = TIME_ZONES.getTimeZonesForGeographicalNumber(number);
    return zones.equals(timeZonesOfPlan(number.getCountryCode())) ? List.of() : zones;
  }

  /** In other countries a mobile number's first digits may match an area code by chance. */
  private static boolean tellsArea(PhoneNumber number) {
    return MOBILES_HAVE_AREAS.contains(number.getCountryCode())
        || PLANS.getNumberType(number) == PhoneNumberType.FIXED_LINE;
  }

  private static String withoutMobileDigit(String digits) {
    if (digits.length() != 13 || digits.charAt(0) != '5') {
      return digits;
    }
    if (digits.startsWith("521") || digits.startsWith("549")) {
      return digits.substring(0, 2) + digits.substring(3);
    }
    // Only numbers that began with 6 to 9 ever had eight digits; 2 to 5 are landlines.
    return digits.startsWith("55") && digits.charAt(4) == '9' && digits.charAt(5) >= '6'
        ? digits.substring(0, 4) + digits.substring(5)
        : digits;
  }

  /** Looser than libphonenumber's validity: number ranges change faster than releases. */
  private static boolean fitsItsPlan(PhoneNumber number) {
    int callingCode = number.getCountryCode();
    Pattern pattern = PATTERNS[callingCode];
    if (pattern == null) {
      String country = PLANS.getRegionCodeForCountryCode(callingCode);
      PhoneMetadata plan =
          country.equals(PhoneNumberUtil.REGION_CODE_FOR_NON_GEO_ENTITY)
              ? METADATA.getMetadataForNonGeographicalRegion(callingCode)
              : METADATA.getMetadataForRegion(country);
      pattern = Pattern.compile(plan.getGeneralDesc().getNationalNumberPattern());
      PATTERNS[callingCode] = pattern;
    }
    return pattern.matcher(PLANS.getNationalSignificantNumber(number)).matches();
  }

  private static boolean isValidAt(String home, String digits) {
    PhoneNumber number = possible(PLANS.getCountryCodeForRegion(home), digits);
    return number != null && PLANS.isValidNumberForRegion(number, home);
  }

  /**
   * Null when the digits are not an international number. No calling code is a prefix of another,
   * or begins with 0.
   */
  private static @Nullable PhoneNumber possible(String digits) {
    int callingCode = 0;
    for (int i = 0; i < Math.min(3, digits.length()) && digits.charAt(0) != '0'; i++) {
      callingCode = callingCode * 10 + digits.charAt(i) - '0';
      if (CALLING_CODES[callingCode]) {
        return possible(callingCode, digits.substring(i + 1));
      }
    }
    return null;
  }

  /** Possible by its length; local-only lengths do not count, since Meta cannot reach them. */
  private static @Nullable PhoneNumber possible(int callingCode, String national) {
    if (callingCode == 0 || national.isEmpty() || national.length() > MAX_NATIONAL_DIGITS) {
      return null;
    }
    int zeros = 0;
    while (zeros < national.length() - 1 && national.charAt(zeros) == '0') {
      zeros++;
    }
    PhoneNumber number = new PhoneNumber();
    number.setCountryCode(callingCode).setNationalNumber(Long.parseLong(national));
    if (zeros > 0) {
      number.setItalianLeadingZero(true).setNumberOfLeadingZeros(zeros);
    }
    return isPossible(number, national.length()) ? number : null;
  }

  private static boolean isPossible(PhoneNumber number, int length) {
    byte known = POSSIBLE[number.getCountryCode()][length];
    if (known == 0) {
      ValidationResult result = PLANS.isPossibleNumberWithReason(number);
      known = result == ValidationResult.IS_POSSIBLE ? YES : NO;
      POSSIBLE[number.getCountryCode()][length] = known;
    }
    return known == YES;
  }

  private static @Nullable String parsed(String phone, @Nullable String home) {
    try {
      PhoneNumber number = PLANS.parse(phone, home);
      return number.getCountryCode() + PLANS.getNationalSignificantNumber(number);
    } catch (NumberParseException e) {
      return null;
    }
  }
}
