package io.sallyport.connector.kommo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** An account is found by its targets, its number and its scope. */
class KommoAccountsTest {

  private static final String NUMBER = "106540352242922";

  private final KommoAccounts accounts = Configured.accounts(Configured.SECRET);

  @Test
  void anAccountHasTwoTargets() {
    assertThat(accounts.has("kommo-shop")).isTrue();
    assertThat(accounts.has("kommo-shop.hooks")).isTrue();
    assertThat(accounts.has("kommo-other")).isFalse();
    assertThat(accounts.has("kommo-")).isFalse();
    assertThat(accounts.has("shop")).isFalse();
    assertThat(accounts.has("kommo-.hooks")).isFalse();
  }

  @Test
  void deliveriesAboutItsNumberGoToOneOfThem() {
    assertThat(accounts.wanting(Set.of("1", NUMBER))).containsExactly("kommo-shop");
    assertThat(accounts.wanting(Set.of("1"))).isEmpty();
  }

  @Test
  void itsScopeIsItsChannelAndItsAccount() {
    assertThat(
            accounts.ofScope(
                "7d0a3b52-1c11-4d0e-9d43-0c6a5a0f3e11_b5d4a1c8-6a0e-4c53-8f0b-2f6d3b1e9a77"))
        .isPresent();
    assertThat(accounts.ofScope("7d0a3b52-1c11-4d0e-9d43-0c6a5a0f3e11")).isEmpty();
  }
}
