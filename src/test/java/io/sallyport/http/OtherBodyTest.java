package io.sallyport.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.http.OtherBody.Kind;
import io.vertx.core.MultiMap;
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
    "'video/mp4; codecs=\"avc1.42E01E, mp4a.40.2\"', OPAQUE",
    "'image/png, application/json', READABLE",
    "application/vnd.api+json, READABLE",
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "true  | {\"recipient\":{\"id\":\"1\"},\"message\":{\"text\":\"hi\"}}",
        "true  | recipient=%7B%22id%22%3A%221%22%7D&message=%7B%7D",
        "true  | recipient[id]=1&message=%7B%7D",
        "false | {\"message\":{\"attachment\":{\"type\":\"image\",\"payload\":{}}}}",
        "false | message=%7B%22attachment%22%3A%7B%7D%7D&platform=instagram"
      })
  void anAttachmentHasNoRecipient(boolean refused, String body) {
    assertThat(OtherBody.faultOfAttachment(body.getBytes(StandardCharsets.UTF_8)).isPresent())
        .isEqualTo(refused);
  }

  @Test
  void takesAttachmentsInOnePlace() {
    assertThat(OtherBody.takesAttachments("/v25.0/1000000000000001/message_attachments")).isTrue();
    assertThat(OtherBody.takesAttachments("/me/Message_Attachments/")).isTrue();
    assertThat(OtherBody.takesAttachments("/v25.0/1000000000000001/message_templates")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, gzip, true",
    "application/x-www-form-urlencoded, deflate, true",
    "multipart/form-data; boundary=x, gzip, true",
    ", br, true",
    "image/png, gzip, false",
    "application/json, identity, false"
  })
  void isNotCompressedUnlessItIsAFile(String type, String encoding, boolean refused) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("Content-Encoding", encoding);
    if (type != null) {
      headers.add("Content-Type", type);
    }

    assertThat(OtherBody.faultOfHeaders(headers).isPresent()).isEqualTo(refused);
  }

  @Test
  void hasOneType() {
    MultiMap headers =
        MultiMap.caseInsensitiveMultiMap()
            .add("Content-Type", "image/png")
            .add("Content-Type", "application/json");

    assertThat(OtherBody.faultOfHeaders(headers)).isPresent();
  }

  @Test
  void comesInPartsOnlyWhereFilesAreUploaded() {
    assertThat(OtherBody.takesParts("/v25.0/106540352242922/media")).isTrue();
    assertThat(OtherBody.takesParts("/v25.0/1234/assets")).isTrue();
    assertThat(OtherBody.takesParts("/v25.0/me")).isFalse();
    assertThat(OtherBody.takesParts("/v25.0/media/me")).isFalse();
  }
}
