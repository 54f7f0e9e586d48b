package io.sallyport.connector.kommo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From where a file is fetched. */
class AttachmentsTest {

  @ParameterizedTest
  @CsvSource({
    "https://amojo.kommo.com/attachments/1/a.jpg, https://amojo.kommo.com/attachments/1/a.jpg",
    "https://amojo.kommo.com/attachments/1/my file.pdf,"
        + " https://amojo.kommo.com/attachments/1/my%20file.pdf",
    "https://amojo.kommo.com/1/\u00e9.pdf, https://amojo.kommo.com/1/%C3%A9.pdf",
    "https://amojo.kommo.com/1/a%20b.pdf?x=1, https://amojo.kommo.com/1/a%20b.pdf?x=1"
  })
  void aFileHasItsNameInTheAddress(String told, String fetched) {
    assertThat(Attachments.webAddress(told)).hasToString(fetched);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "ftp://kommo.com/a", "file:///etc/passwd", "/a.jpg", "https:///a", "x"})
  void whatIsNoAddressOfTheWebIsNone(String told) {
    assertThat(Attachments.webAddress(told)).isNull();
  }
}
