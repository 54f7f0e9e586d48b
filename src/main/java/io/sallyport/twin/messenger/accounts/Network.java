package io.sallyport.twin.messenger.accounts;

/** How an account is reached, and with what its webhooks are signed. */
public enum Network {
  /** A Facebook Page, with a Page token. */
  MESSENGER,
  /** A professional Instagram account that is linked to a Page, with the Page's token. */
  INSTAGRAM,
  /** A professional Instagram account with a token of its own, at another host of Meta's. */
  INSTAGRAM_LOGIN;

  public boolean isInstagram() {
    return this != MESSENGER;
  }

  /** {@code object} of its webhooks. */
  public String object() {
    return isInstagram() ? "instagram" : "page";
  }

  /** As the control API and the gateway's configuration write it. */
  public String word() {
    return switch (this) {
      case MESSENGER -> "messenger";
      case INSTAGRAM -> "instagram";
      case INSTAGRAM_LOGIN -> "instagram-login";
    };
  }

  public static Network of(String word) {
    for (Network network : values()) {
      if (network.word().equals(word)) {
        return network;
      }
    }
    throw new IllegalArgumentException("channel must be messenger, instagram or instagram-login");
  }
}
