package io.sallyport.channel;

import io.sallyport.contact.Contact;
import io.sallyport.message.WazzupBody;
import io.sallyport.rule.GraySettings;
import io.sallyport.rule.ProviderWindow;
import io.sallyport.rule.Rules;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a channel of Wazzup's is connected, in Wazzup's words (wazzup.md#settings), with the chat
 * types it has.
 */
public enum Transport {
  /** A WhatsApp number connected by QR code: a gray one. */
  WHATSAPP("whatsapp whatsgroup"),
  /** Meta's WhatsApp. */
  WAPI("whatsapp"),
  INSTAGRAM("instagram"),
  TGAPI("telegram telegroup"),
  TELEGRAM("telegram telegroup"),
  MAX("max maxgroup"),
  MAXBOT("max maxgroup"),
  VK("vk"),
  AVITO("avito"),
  VIBER("viber");

  private static final Pattern DIGITS = Pattern.compile("\\d{1,20}");

  /** E.164: longer ones are groups. */
  private static final Pattern PERSON = Pattern.compile("\\+?\\d{1,15}(?:@(?!g\\.us$).*)?");

  private static final Pattern USER_NAME = Pattern.compile("[0-9A-Za-z._]{1,64}");

  private static final String GROUP = "whatsgroup";

  /** The usual one first. */
  private final String chatTypes;

  Transport(String chatTypes) {
    this.chatTypes = chatTypes;
  }

  private List<String> chatTypes() {
    return List.of(chatTypes.split(" ", -1));
  }

  /** In Wazzup's word. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  public boolean has(String chatType) {
    return chatTypes().contains(chatType);
  }

  /** How long the window is; zero for none. */
  public Duration window(GraySettings settings) {
    return switch (this) {
      case WHATSAPP -> settings.silence() == null ? Duration.ZERO : settings.silence();
      case WAPI -> ProviderWindow.OF_WHATSAPP;
      case INSTAGRAM -> ProviderWindow.OF_INSTAGRAM;
      default -> Duration.ZERO;
    };
  }

  public Rules rules(GraySettings settings) {
    return switch (this) {
      case WHATSAPP -> Rules.ofGrayWhatsApp(settings);
      case WAPI -> Rules.ofProvidersWhatsApp();
      case INSTAGRAM -> Rules.ofProvidersInstagram();
      default -> Rules.none();
    };
  }

  /** Whether sends to chats of the type are held to rules; a group's are not. */
  public boolean isGuarded() {
    return this == WHATSAPP || this == WAPI || this == INSTAGRAM;
  }

  /**
   * Whether a chat is a group's, whose sends pass. A person called a group is a person: a caller
   * gets no fresh contact by that.
   */
  public static boolean isGroup(String chatType, String chatId) {
    return chatType.equals(GROUP) && !PERSON.matcher(chatId).matches();
  }

  /**
   * The contact of a chat, also in a webhook.
   *
   * @return empty when it cannot be one of the transport's
   */
  public Optional<Contact> contact(String chatType, String chatId) {
    if (!isGuarded() || isGroup(chatType, chatId)) {
      return Optional.of(new Contact(chatType + ":" + chatId));
    } else if (this == INSTAGRAM) {
      return USER_NAME.matcher(chatId).matches()
          ? Optional.of(new Contact(chatId.toLowerCase(Locale.ROOT)))
          : Optional.empty();
    }
    String digits = chatType.equals(GROUP) ? chatId.replaceAll("^\\+|@.*$", "") : chatId;
    return DIGITS.matcher(digits).matches() ? Contact.individual(digits) : Optional.empty();
  }

  /** The contact of a name as the business spells it. */
  public Optional<Contact> named(String name) {
    if (this == WHATSAPP || this == WAPI) {
      return Contact.addressed(name, null).filter(Contact::isPhone);
    }
    return name.isBlank() ? Optional.empty() : contact(chatTypes().get(0), name);
  }

  /** Whether the message is a template that needs no window. */
  public boolean isTemplate(WazzupBody body) {
    return this == WAPI && body.isTemplate();
  }
}
