package io.sallyport.http.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.account.ConfiguredNumbers;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaLinksTest {
  private static final String NUMBER = "106540352242922";

  private final MediaLinks links = new MediaLinks(ConfiguredNumbers.config(Map.of()));

  @ParameterizedTest
  @CsvSource({
    "https://graph.facebook.com/v23.0/1/message_templates?access_token=EAAJ&after=a,"
        + " /v23.0/1/message_templates?after=a",
    "https://graph.facebook.com:443/v23.0/1, /v23.0/1",
    "HTTPS://Graph.Facebook.com/v23.0/1, ",
    "https://Graph.Facebook.com/v23.0/1, /v23.0/1",
    "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1&ext=2&hash=A-b_c,"
        + " /sallyport/v1/media/106540352242922/lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1&ext=2&hash=A-b_c",
  })
  void leadThroughTheGateway(String link, String ours) {
    assertThat(links.ours(link, NUMBER)).isEqualTo(ours);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "https://example.com/a",
        "http://graph.facebook.com/v23.0/1",
        "https://graph.facebook.com:8443/v23.0/1",
        "https://graph.facebook.com.example.com/v23.0/1",
        "https://graph.facebook.com@example.com/v23.0/1",
        "https://a@lookaside.fbsbx.com/a",
        "https://lookaside.fbsbx.com:8443/a",
        "https://lookaside.fbsbx.com.example.com/a",
        "http://lookaside.fbsbx.com/a",
        "ftp://lookaside.fbsbx.com/a",
        "https://lookaside.fbsbx.com/a/../b",
        "see https://graph.facebook.com/v23.0/1"
      })
  void areLeftAloneElsewhere(String link) {
    assertThat(links.ours(link, NUMBER)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "https://graph.facebook.com/v23.0/1?after=a, /v23.0/1?after=a",
    "http://proxy.internal:8080/meta/v23.0/1, /v23.0/1",
    "https://lookaside.fbsbx.com/a?b=1,"
        + " /sallyport/v1/media/106540352242922/lookaside.fbsbx.com/a?b=1",
    "http://media.internal:81/a, /sallyport/v1/media/106540352242922/media.internal:81/a",
    "http://lookaside.fbsbx.com/a, ",
    "https://media.internal:81/a, ",
    "http://graph.facebook.com/v23.0/1, "
  })
  void areMetasAlsoBehindAProxyOfItsOwn(String link, String ours) {
    MediaLinks proxied =
        new MediaLinks(
            ConfiguredNumbers.config(
                Map.of(
                    "sallyport.graph.url", "http://proxy.internal:8080/meta",
                    "sallyport.graph.media-hosts", "lookaside.fbsbx.com,media.internal:81")));

    assertThat(proxied.ours(link, NUMBER)).isEqualTo(ours);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lookaside.fbsbx.com:443", "x.lookaside.fbsbx.com", "127.0.0.1", ""})
  void noOtherHostIsOneOfMedia(String host) {
    assertThat(links.isMediaHost(host)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"scontent.fbcdn.net", "scontent-1.xx.fbcdn.net"})
  void aSuffixIsEveryHostBelowIt(String host) {
    assertThat(withSuffix().isMediaHost(host)).isTrue();
    assertThat(withSuffix().ours("https://" + host.toUpperCase(Locale.ROOT) + "/a?b=1", NUMBER))
        .isEqualTo("/sallyport/v1/media/106540352242922/" + host + "/a?b=1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fbcdn.net",
        ".fbcdn.net",
        "evilfbcdn.net",
        "..fbcdn.net",
        "a..fbcdn.net",
        "fbcdn.net.example.com",
        "a.fbcdn.net.",
        "a.fbcdn.net:443",
        "example.com:80.fbcdn.net",
        "a@b.fbcdn.net",
        "a/.fbcdn.net"
      })
  void aSuffixIsNothingElse(String host) {
    assertThat(withSuffix().isMediaHost(host)).isFalse();
    assertThat(withSuffix().ours("https://" + host + "/a", NUMBER)).isNull();
  }

  private static MediaLinks withSuffix() {
    return new MediaLinks(
        ConfiguredNumbers.config(
            Map.of("sallyport.graph.media-hosts", "lookaside.fbsbx.com,.FBCDN.net")));
  }
}
