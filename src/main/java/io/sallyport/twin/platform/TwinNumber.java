package io.sallyport.twin.platform;

import io.vertx.core.json.JsonObject;

/**
 * A business phone number the twin knows.
 *
 * @param pnid its phone_number_id
 * @param wabaId the WhatsApp Business Account that owns it
 * @param displayPhone its digits, as {@code metadata.display_phone_number} shows them
 * @param differing members that it is listed with and that are not as of others
 */
public record TwinNumber(String pnid, String wabaId, String displayPhone, JsonObject differing) {

  /** As most are. */
  public TwinNumber(String pnid, String wabaId, String displayPhone) {
    this(pnid, wabaId, displayPhone, new JsonObject());
  }

  public JsonObject metadata() {
    return JsonObject.of("display_phone_number", displayPhone, "phone_number_id", pnid);
  }

  public JsonObject graphView() {
    return JsonObject.of(
            "id",
            pnid,
            "display_phone_number",
            "+" + displayPhone,
            "verified_name",
            "Twin Test Shop",
            "code_verification_status",
            "VERIFIED",
            "quality_rating",
            "GREEN",
            "platform_type",
            "CLOUD_API",
            "is_on_biz_app",
            false,
            "throughput",
            JsonObject.of("level", "STANDARD"))
        .mergeIn(differing);
  }
}
