package io.sallyport.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.gateway.OtherBody.Kind;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtherBodyTest {

  @ParameterizedTest
  @CsvSource({
    "image/jpeg, OPAQUE",
    "application/octet-stream, OPAQUE",
    "video/mp4; codecs=x, OPAQUE",
    "MULTIPART/form-data; boundary=x, PARTS",
    "application/json, READABLE",
    "application/x-www-form-urlencoded, READABLE",
    "text/plain, READABLE",
    "nonsense, READABLE",
    ", READABLE"
  })
  void isLookedAtUnlessItIsAFile(String contentType, Kind kind) {
    assertThat(OtherBody.kind(contentType)).isEqualTo(kind);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "batch=%5B%5D",
        "a=1&batch=[]",
        "a=1&%62atch=[]",
        "batch[0][method]=POST",
        " Batch=[]",
        "method=post",
        "{\"batch\":[]}",
        "{\"a\":{},\"b\\u0061tch\":\"[]\"}",
        " {\"Batch\":[]}",
        "{\"a\":1,",
        "{\"a\":nope}"
      })
  void mayNotHideFurtherCalls(String body) {
    assertThat(OtherBody.fault(body.getBytes(StandardCharsets.UTF_8), false)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"messaging_product\":\"whatsapp\",\"pin\":\"123456\",\"nested\":{\"batch\":1}}",
        "name=a&category=UTILITY&components=%5B%5D",
        "[1]"
      })
  void mayBeAnyOtherCalls(String body) {
    assertThat(OtherBody.fault(body.getBytes(StandardCharsets.UTF_8), false)).isEmpty();
  }

  @Test
  void comesInPartsOnlyWhereFilesAreUploaded() {
    assertThat(OtherBody.takesParts("/v25.0/106540352242922/media")).isTrue();
    assertThat(OtherBody.takesParts("/v25.0/1234/assets")).isTrue();
    assertThat(OtherBody.takesParts("/v25.0/me")).isFalse();
    assertThat(OtherBody.takesParts("/v25.0/media/me")).isFalse();
  }
}
