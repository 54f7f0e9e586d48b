package io.sallyport.twin.inbound;

import io.vertx.core.json.JsonObject;

/** Where a customer comes from with a first message (platform-facts.md#ad-referrals). */
public enum Referral {
  NONE,
  /** A click on an ad, on a phone. */
  AD,
  /** As {@link #AD} in the webhook, but from a computer: Meta opens no free entry point. */
  AD_ON_DESKTOP,
  /** A boosted post: no free entry point. */
  POST;

  boolean opensFreeEntryPoint() {
    return this == AD;
  }

  JsonObject view() {
    return JsonObject.of(
        "source_url", "https://fb.me/twin-ad",
        "source_id", "120226305854810000",
        "source_type", this == POST ? "post" : "ad",
        "headline", "Chat with us",
        "body", "Our spring sale",
        "media_type", "image",
        "image_url", "https://example.com/ad.jpg",
        "ctwa_clid", "Aff-twin-click");
  }
}
