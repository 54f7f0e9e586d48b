package io.sallyport.message;

import java.util.HashSet;
import java.util.Set;

/**
 * The top-level members of a send's body that Meta documents (platform-facts.md#send-body,
 * #message-types, #direct-send, #marketing-messages-api).
 */
public final class BodyMembers {

  /** Members that only a message has; a read receipt has none of them. */
  static final Set<String> OF_A_MESSAGE =
      Set.of(
          "to",
          "recipient",
          "type",
          "category",
          "template_name",
          "template",
          "text",
          "image",
          "video",
          "audio",
          "document",
          "sticker",
          "location",
          "contacts",
          "reaction",
          "interactive",
          "context",
          "biz_opaque_callback_data",
          "recipient_identity_key_hash",
          "product_policy",
          "message_activity_sharing",
          "ttl_seconds",
          "direct_send_config");

  /**
   * Parameters that make Graph execute other calls than the one that was made; refused in a send's
   * body and query. Some frameworks read {@code _method} as {@code method}.
   */
  public static final Set<String> OVERRIDES = Set.of("batch", "method", "_method", "ids");

  private static final Set<String> OF_A_CONTROL_CALL =
      Set.of("messaging_product", "recipient_type", "status", "message_id", "typing_indicator");

  /** All documented members. */
  public static final Set<String> ALL = union();

  private BodyMembers() {}

  private static Set<String> union() {
    Set<String> all = new HashSet<>(OF_A_MESSAGE);
    all.addAll(OF_A_CONTROL_CALL);
    return Set.copyOf(all);
  }
}
