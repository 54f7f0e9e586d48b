package io.sallyport.message;

import io.sallyport.contact.Contact;
import io.sallyport.message.PageMessage.Kind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Under which names the recipients of Messenger and Instagram are kept: a person under the id that
 * the account knows them by, what can be used once under a name of its own.
 */
public final class PageRecipients {

  private static final Pattern ID = Pattern.compile("[0-9A-Za-z._:=-]{1,256}");

  /** Two spellings of a number must not be two rights. */
  private static final Pattern ZEROS = Pattern.compile("(?<![0-9A-Za-z])0+(?=[0-9])");

  private static final int LONGEST = 4096;
  private static final int DIGEST = 16;

  private PageRecipients() {}

  /** A person, by the id the account knows them by; empty when it cannot be one. */
  public static Optional<Contact> person(String id) {
    return name(id).map(Contact::new);
  }

  /** What one private reply may be sent to: a comment, or a post; they share their ids. */
  public static Optional<Contact> reply(String id) {
    return name(id).map(name -> new Contact("reply:" + name));
  }

  /** What stands for a person; tokens are secrets and of any length, so a digest names it. */
  public static Optional<Contact> token(String token) {
    if (token.isBlank() || token.length() > LONGEST) {
      return Optional.empty();
    }
    byte[] digest = sha256().digest(token.strip().getBytes(StandardCharsets.UTF_8));
    return Optional.of(new Contact("token:" + HexFormat.of().formatHex(digest, 0, DIGEST)));
  }

  /** A person by phone number, which nothing inbound names. */
  static Optional<Contact> phone(String number) {
    return Contact.individual(number).map(one -> new Contact("phone:" + one.id()));
  }

  /** The recipient of a message. */
  static Optional<Contact> of(Kind kind, String value) {
    return switch (kind) {
      case PERSON -> person(value);
      case PHONE -> phone(value);
      case COMMENT, POST -> reply(value);
      case USER_REF, ONE_TIME_TOKEN, MARKETING_TOKEN -> token(value);
    };
  }

  private static Optional<String> name(String id) {
    String stripped = id.strip();
    return ID.matcher(stripped).matches()
        ? Optional.of(ZEROS.matcher(stripped).replaceAll(""))
        : Optional.empty();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
