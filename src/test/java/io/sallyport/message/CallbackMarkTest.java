package io.sallyport.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallbackMarkTest {

  private static String marked(String body, BodyFormat format) {
    return new String(CallbackMark.in(body.getBytes(UTF_8), format, "m:1"), UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"to\":1} | {\"biz_opaque_callback_data\":\"m:1\",\"to\":1}",
        "{\"a\":\"\u00fc\u20ac\",\"biz_opaque_callback_data\":null,\"b\":1}"
            + "| {\"a\":\"\u00fc\u20ac\",\"biz_opaque_callback_data\":\"m:1\",\"b\":1}",
        "{\"biz_opaque_callback_dat\\u0061\" :\tnull} | {\"biz_opaque_callback_dat\\u0061\" :\t\"m:1\"}",
        "{\"text\":null,\"a\":{\"biz_opaque_callback_data\":null}}"
            + "| {\"biz_opaque_callback_data\":\"m:1\",\"text\":null,\"a\":{\"biz_opaque_callback_data\":null}}"
      })
  void standsInPlaceOfANullElseBeforeAllOthers(String body, String expected) {
    assertThat(marked(body, BodyFormat.JSON)).isEqualTo(expected);
  }

  @Test
  void isAFieldOfAForm() {
    assertThat(marked("to=1", BodyFormat.FORM)).isEqualTo("biz_opaque_callback_data=m%3A1&to=1");
  }
}
