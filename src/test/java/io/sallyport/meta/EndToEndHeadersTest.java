package io.sallyport.meta;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndToEndHeadersTest {

  private final MultiMap from = MultiMap.caseInsensitiveMultiMap();
  private final MultiMap to = MultiMap.caseInsensitiveMultiMap();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Connection",
        "Content-Length",
        "Expect",
        "Host",
        "Keep-Alive",
        "Proxy-Authenticate",
        "Proxy-Authorization",
        "Proxy-Connection",
        "TE",
        "Trailer",
        "Transfer-Encoding",
        "Upgrade",
        "transfer-encoding",
        "Idempotency-Key"
      })
  void whatIsOfTheHopOrTheGatewayStays(String name) {
    from.add(name, "x").add("Authorization", "Bearer EAAJ");

    EndToEndHeaders.copy(from, to);

    assertThat(to.names()).containsExactly("Authorization");
  }

  @Test
  void everythingElseGoesOnUnchanged() {
    from.add("Authorization", "Bearer EAAJ")
        .add("Content-Type", "application/json")
        .add("X-Twice", "1")
        .add("X-Twice", "2")
        .add("Accept-Encoding", "gzip");

    EndToEndHeaders.copy(from, to);

    assertThat(to.entries()).hasToString(from.entries().toString());
  }

  @Test
  void anOperatorsSessionStaysAndOtherCookiesGoOn() {
    from.add("Cookie", "a=1").add("cookie", "b=2; sallyport_session=secret");

    EndToEndHeaders.copyRequest(from, to);

    assertThat(to.entries()).hasToString("[Cookie=a=1]");
  }

  @Test
  void whatTheBytesMeanGoesOnWhateverConnectionSays() {
    from.add("Connection", "Content-Type, Authorization, content-encoding, Host")
        .add("Content-Type", "application/json")
        .add("Authorization", "Bearer x")
        .add("Content-Encoding", "identity")
        .add("Host", "localhost");

    EndToEndHeaders.copy(from, to);

    assertThat(to.names())
        .containsExactlyInAnyOrder("Content-Type", "Authorization", "Content-Encoding");
  }

  @Test
  void whatConnectionNamesStaysToo() {
    from.add("connection", "close, X-Hop ,x-other")
        .add("Connection", "X-Third")
        .add("x-hop", "1")
        .add("X-Other", "2")
        .add("x-third", "3")
        .add("X-Kept", "4");

    EndToEndHeaders.copy(from, to);

    assertThat(to.names()).containsExactly("X-Kept");
  }

  @Test
  void whatIsThereAlreadyIsKept() {
    to.set("X-Mine", "1");
    from.add("X-Theirs", "2");

    EndToEndHeaders.copy(from, to);

    assertThat(to.names()).containsExactlyInAnyOrder("X-Mine", "X-Theirs");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Via",
        "Forwarded",
        "X-Forwarded-For",
        "X-Forwarded-Host",
        "x-forwarded-proto",
        "X-Real-IP",
        "X-HTTP-Method-Override",
        "X-Original-URL"
      })
  void aRequestDoesNotTellTheWayItCame(String name) {
    from.add(name, "x").add("X-Kept", "1");

    EndToEndHeaders.copyRequest(from, to);

    assertThat(to.names()).containsExactly("X-Kept");
  }

  @Test
  void aSendsAnswerIsNotCompressed() {
    from.add("Accept-Encoding", "gzip, br").add("X-Kept", "1");

    EndToEndHeaders.ofSend(from, to::add);

    assertThat(to.names()).containsExactly("X-Kept");
  }
}
