package io.sallyport.twin.messenger.sends;

import io.sallyport.twin.messenger.accounts.Account;
import java.nio.charset.StandardCharsets;

/** How long a text may be: Messenger counts characters, Instagram bytes. */
final class Texts {
  private static final int MESSENGER_CHARACTERS = 2000;
  private static final int INSTAGRAM_BYTES = 1000;

  private Texts() {}

  static boolean fits(Account account, String text) {
    return account.network().isInstagram()
        ? text.getBytes(StandardCharsets.UTF_8).length <= INSTAGRAM_BYTES
        : text.codePointCount(0, text.length()) <= MESSENGER_CHARACTERS;
  }
}
