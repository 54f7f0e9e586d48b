package io.sallyport.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTest {

  /** RFC 4231, test case 2. */
  private static final String HEX =
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";

  private static final byte[] BODY =
      "what do ya want for nothing?".getBytes(StandardCharsets.UTF_8);

  private final Signature signature = new Signature("Jefe");

  @Test
  void acceptsTheSignatureOfTheRfc() {
    assertThat(signature.matches("sha256=" + HEX, BODY)).isTrue();
    assertThat(signature.matches("sha256=" + HEX.toUpperCase(Locale.ROOT), BODY)).isTrue();
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {
        HEX,
        "sha256=",
        "sha256=" + HEX + "00",
        "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec384",
        "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec38",
        "sha256=4bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3844",
        "sha256=zbdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        "SHA256=" + HEX,
        "sha1=" + HEX,
        "sha256:" + HEX,
        " sha256=" + HEX,
        "sha256=größe"
      })
  void refusesEveryOtherHeader(@Nullable String header) {
    assertThat(signature.matches(header, BODY)).isFalse();
  }

  @Test
  void refusesAnotherBodyAndAnotherSecret() {
    byte[] another = BODY.clone();
    another[0] ^= 1;

    assertThat(signature.matches("sha256=" + HEX, another)).isFalse();
    assertThat(signature.matches("sha256=" + HEX, new byte[0])).isFalse();
    assertThat(new Signature("jefe").matches("sha256=" + HEX, BODY)).isFalse();
  }
}
