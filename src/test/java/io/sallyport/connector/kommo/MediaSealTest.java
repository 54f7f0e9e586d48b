package io.sallyport.connector.kommo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.account.ConfiguredNumbers;
import io.sallyport.config.SallyportConfig;
import io.sallyport.connector.kommo.MediaSeal.Media;
import io.sallyport.ledger.VirtualTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A link gives one file, to whoever has it, for a time. */
class MediaSealTest {

  private static final String MEDIA = "1013859600285441";
  private static final String NUMBER = "106540352242922";

  /** Of links. */
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private final VirtualTime time = new VirtualTime();
  private final MediaSeal seal = seal(Configured.SECRET);

  private MediaSeal seal(String secret) {
    SallyportConfig config = Configured.config(secret);
    return new MediaSeal(Configured.accounts(secret), time::now, config);
  }

  private String link() {
    return seal.link(Configured.account(), MEDIA);
  }

  private static String sealed(String link) {
    return link.substring(link.lastIndexOf('/') + 1);
  }

  @Test
  void aLinkNamesNothingAndIsOpenedByAnyReplica() {
    String link = link();

    assertThat(link)
        .startsWith("https://gateway.example.com/kommo/media/")
        .doesNotContain(MEDIA, NUMBER);
    assertThat(seal(Configured.SECRET).open(sealed(link))).contains(new Media(NUMBER, MEDIA));
    assertThat(link()).isNotEqualTo(link);
  }

  private MediaSeal withVault(String secret, String keys) {
    Map<String, String> all = new HashMap<>(Configured.properties(secret));
    all.put("sallyport.vault.key", keys);
    return new MediaSeal(Configured.accounts(secret), time::now, ConfiguredNumbers.config(all));
  }

  @Test
  void theVaultsFirstKeySealsAndLinksOfBeforeStillOpen() {
    String bySecret = sealed(link());
    String byVault = sealed(withVault(Configured.SECRET, "one").link(Configured.account(), MEDIA));

    assertThat(withVault(Configured.SECRET, "one").open(bySecret)).isPresent();
    assertThat(withVault("another secret", "one").open(byVault)).isPresent();
    assertThat(withVault("another secret", "two,one").open(byVault)).isPresent();
    assertThat(withVault(Configured.SECRET, "two").open(byVault)).isEmpty();
    assertThat(seal.open(byVault)).isEmpty();
  }

  @Test
  void aLinkEnds() {
    String link = link();

    time.travel(Duration.ofHours(23));
    assertThat(seal.open(sealed(link))).isPresent();
    time.travel(Duration.ofHours(1).plusSeconds(1));
    assertThat(seal.open(sealed(link))).isEmpty();
  }

  @Test
  void aLinkCannotBeMadeOrChanged() {
    String sealed = sealed(link());

    for (int i = 0; i < sealed.length(); i++) {
      for (char other : ALPHABET.toCharArray()) {
        String changed = sealed.substring(0, i) + other + sealed.substring(i + 1);
        assertThat(seal.open(changed).isPresent())
            .as("%s at %d", other, i)
            .isEqualTo(changed.equals(sealed));
      }
    }
    assertThat(seal.open(sealed + "=")).isEmpty();
    assertThat(seal.open("")).isEmpty();
    assertThat(seal.open("AAAA")).isEmpty();
    assertThat(seal.open("../../x")).isEmpty();
    assertThat(seal("another" + Configured.SECRET).open(sealed)).isEmpty();
  }
}
