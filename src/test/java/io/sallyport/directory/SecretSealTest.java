package io.sallyport.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretSealTest {

  private static final String ONE = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
  private static final String OTHER = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVoxMjM0NTY=";
  private static final String OWNER = "waba/1/access_token";

  private final SecretSeal seal = SecretSeal.of(List.of(ONE));

  @Test
  void whatIsSealedOpensForItsOwnerOnly() {
    String sealed = seal.seal(OWNER, "EAAtoken");

    assertThat(sealed).doesNotContain("EAAtoken");
    assertThat(seal.open(OWNER, sealed)).contains("EAAtoken");
    assertThat(seal.open("waba/2/access_token", sealed)).isEmpty();
  }

  @Test
  void theSameSecretIsNeverSealedAlike() {
    assertThat(seal.seal(OWNER, "EAAtoken")).isNotEqualTo(seal.seal(OWNER, "EAAtoken"));
  }

  @Test
  void theFirstKeySealsAndAllOpen() {
    String before = seal.seal(OWNER, "EAAtoken");
    SecretSeal both = SecretSeal.of(List.of(OTHER, ONE));

    assertThat(both.open(OWNER, before)).contains("EAAtoken");
    String after = both.seal(OWNER, "EAAtoken");
    assertThat(SecretSeal.of(List.of(OTHER)).open(OWNER, after)).contains("EAAtoken");
    assertThat(seal.open(OWNER, after)).isEmpty();
  }

  @Test
  void aChangedByteOpensNothing() {
    byte[] sealed = Base64.getDecoder().decode(seal.seal(OWNER, "EAAtoken"));
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      assertThat(seal.open(OWNER, Base64.getEncoder().encodeToString(changed))).isEmpty();
    }
    assertThat(seal.open(OWNER, "no base64!")).isEmpty();
    assertThat(seal.open(OWNER, "")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "c2hvcnQ=",
        "not base64 at all",
        "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDEyMw=="
      })
  void onlyThirtyTwoBytesAreAKey(String key) {
    assertThatIllegalArgumentException().isThrownBy(() -> SecretSeal.of(List.of(key)));
  }
}
