package io.sallyport.http.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contact.Contact;
import io.sallyport.contact.Names;
import io.sallyport.ledger.Observation;
import io.sallyport.ledger.Observation.ConsentStated;
import io.sallyport.ledger.Observation.Inbound;
import io.sallyport.ledger.Observation.Via;
import io.sallyport.testkit.Plain;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImportLineReaderTest {

  private static final String NUMBER = "106540352242922";
  private static final Names CONTACT = Names.of(new Contact("16505551234"));
  private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  private final ImportLineReader reader = reader("US");

  private static ImportLineReader reader(String country) {
    return new ImportLineReader(
        Plain.number(NUMBER, "102290129340398", true, country), START, () -> NOW);
  }

  @Test
  void readsNationalNumbersOfTheBusinessNumbersCountry() {
    var line = "{\"contact\":\"(11) 99555-1234\",\"last_inbound_at\":\"2026-11-20T10:00:00Z\"}";

    assertThat(reader("BR").read(line.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(
            new ImportLine.Stated(
                List.of(
                    new Inbound(
                        NUMBER,
                        Names.of(new Contact("551195551234")),
                        Instant.parse("2026-11-20T10:00:00Z"),
                        Via.IMPORT,
                        false))));
  }

  @Test
  void readsWhenAContactWrote() {
    var stated =
        stated("{'contact':'+1 (650) 555-1234','last_inbound_at':'2026-11-20T11:00:00+01:00'}");

    assertThat(stated).containsExactly(inbound(Instant.parse("2026-11-20T10:00:00Z")));
  }

  @Test
  void readsAConsentAsTheBusinessesWord() {
    var stated =
        stated(
            "{'contact':'16505551234','consent':'opt_out','consent_at':'2026-01-01T00:00:00.7Z',"
                + "'source':'Händler 7'}");

    assertThat(stated)
        .containsExactly(consent(Instant.parse("2026-01-01T00:00:00Z"), false, "Händler 7"));
  }

  @Test
  void readsBothInOneLine() {
    var stated =
        stated(
            "{'consent':'opt_in','last_inbound_at':'2026-11-20T11:00:00Z','contact':'16505551234'}");

    assertThat(stated)
        .containsExactly(
            inbound(Instant.parse("2026-11-20T11:00:00Z")), consent(START, true, "import"));
  }

  @Test
  void takesNullForAbsent() {
    var stated =
        stated(
            "{'contact':'16505551234','last_inbound_at':null,'consent':'opt_in','consent_at':null,"
                + "'source':null}");

    assertThat(stated).containsExactly(consent(START, true, "import"));
  }

  @Test
  void readsAUserId() {
    var stated = stated("{'contact':'US.13491208655302741918','consent':'opt_in'}");

    assertThat(stated.get(0).contact().first()).isEqualTo(new Contact("US.13491208655302741918"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-11-20T12:05:00Z", "2009-01-01T00:00:00Z"})
  void takesTimesUpToTheirLimits(String time) {
    assertThat(stated("{'contact':'1','last_inbound_at':'" + time + "'}")).hasSize(1);
  }

  /** The line, and words of the sentence. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      value = {
        "[]                                                  | must be one JSON object.",
        "'opt_in'                                            | must be one JSON object.",
        "{} {}                                               | nothing after it.",
        "{'contact':'16505551234','consent':'opt_in'},       | not valid JSON (at column ",
        "{'contact':'16505551234','consent':'opt_in'         | not valid JSON (at column ",
        "contact,consent                                     | not valid JSON (at column ",
        "{}                                                  | `contact` is missing",
        "{'contact':null,'consent':'opt_in'}                 | `contact` is missing",
        "{'contact':16505551234}                             | `contact` must be a string.",
        "{'contact':['16505551234']}                         | `contact` must be a string.",
        "{'contact':'Jane'}                                  | `contact` is neither a phone",
        "{'contact':''}                                      | `contact` is neither a phone",
        "{'contact':'16505551234'}                           | nothing to import",
        "{'contact':'16505551234','source':'crm'}            | nothing to import",
        "{'contact':'1','contact':'1'}                       | `contact` is there twice.",
        "{'contact':'1','\\u0063ontact':'1'}                 | `contact` is there twice.",
        "{'contact':'1','source':null,'source':null}         | `source` is there twice.",
        "{'contact':'1','optin':true}                        | `optin` is no member of a line",
        "{'Contact':'1'}                                     | `Contact` is no member of a line",
        "{'contact':'1','last_inbound_at':1795354936}        | `last_inbound_at` must be a string.",
        "{'contact':'1','last_inbound_at':'2026-11-20'}      | `last_inbound_at` must be an RFC 3339",
        "{'contact':'1','last_inbound_at':'2026-11-20T12:05:01Z'} | `last_inbound_at` is more than",
        "{'contact':'1','last_inbound_at':'2008-12-31T23:59:59Z'} | `last_inbound_at` is before 2009",
        "{'contact':'1','consent':true}                      | `consent` must be a string.",
        "{'contact':'1','consent':'OPT_IN'}                  | `consent` must be opt_in or opt_out.",
        "{'contact':'1','consent':'none'}                    | `consent` must be opt_in or opt_out.",
        "{'contact':'1','consent':'opt_in','consent_at':'now'} | `consent_at` must be an RFC 3339",
        "{'contact':'1','consent':'opt_in','consent_at':'2026-11-20T12:06:00Z'} | `consent_at` is more",
        "{'contact':'1','consent_at':'2026-11-20T11:00:00Z'} | `consent_at` is of no use",
        "{'contact':'1','consent':'opt_in','source':''}      | `source` must have 1 to 64",
        "{'contact':'1','consent':'opt_in','source':' '}     | `source` must have 1 to 64",
        "{'contact':'1','consent':'opt_in','source':'a\\nb'} | `source` must have 1 to 64",
        "{'contact':'1','consent':'opt_in','source':'\\ud800'} | `source` must have 1 to 64",
        "{'contact':'1','consent':'opt_in','source':'meta'}  | `source` must not be meta or keyword",
        "{'contact':'1','consent':'opt_in','source':'keyword'} | `source` must not be meta or keyword",
        "{'contact':'1','consent':'opt_in','source':' Meta'} | `source` must not be meta or keyword",
      })
  void tellsWhatIsWrong(String line, String words) {
    assertThat(fault(line)).contains(words).endsWith(".").doesNotContain("16505551234");
  }

  @Test
  void countsTheCharactersOfASource() {
    String line = "{'contact':'1','consent':'opt_in','source':'%s'}";

    assertThat(stated(line.formatted("😀".repeat(64)))).hasSize(1);
    assertThat(fault(line.formatted("x".repeat(65)))).contains("`source` must have 1 to 64");
  }

  @Test
  void repeatsNoLongNames() {
    assertThat(fault("{'" + "x".repeat(5000) + "':1}")).startsWith("A long name is no member");
  }

  @Test
  void takesNoOtherEncoding() {
    byte[] utf16 = "{\"contact\":\"1\",\"consent\":\"opt_in\"}".getBytes(StandardCharsets.UTF_16LE);
    byte[] latin1 =
        "{\"contact\":\"1\",\"consent\":\"opt_in\",\"source\":\"é\"}"
            .getBytes(StandardCharsets.ISO_8859_1);

    assertThat(reader.read(utf16)).isInstanceOf(ImportLine.Faulty.class);
    assertThat(reader.read(latin1)).isInstanceOf(ImportLine.Faulty.class);
  }

  private static Inbound inbound(Instant at) {
    return new Inbound(NUMBER, CONTACT, at, Via.IMPORT, false);
  }

  private static ConsentStated consent(Instant at, boolean optIn, String source) {
    return new ConsentStated(NUMBER, CONTACT, at, optIn, source, false);
  }

  private List<Observation> stated(String line) {
    ImportLine read = read(line);
    assertThat(read).isInstanceOf(ImportLine.Stated.class);
    return ((ImportLine.Stated) read).observations();
  }

  private String fault(String line) {
    ImportLine read = read(line);
    assertThat(read).as(line).isInstanceOf(ImportLine.Faulty.class);
    return ((ImportLine.Faulty) read).why();
  }

  private ImportLine read(String line) {
    return reader.read(line.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
