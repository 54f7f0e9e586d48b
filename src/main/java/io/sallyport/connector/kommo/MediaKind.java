package io.sallyport.connector.kommo;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What Meta calls a file, and how large it may be (Meta's page on supported media). */
enum MediaKind {
  IMAGE("image/jpeg", "image.jpg", 5L << 20, true),
  VIDEO("video/mp4", "video.mp4", 16L << 20, true),
  DOCUMENT("application/octet-stream", "file", 100L << 20, true),
  AUDIO("audio/ogg", "audio.ogg", 16L << 20, false),
  STICKER("image/webp", "sticker.webp", 500L << 10, false);

  private final String mimeType;
  private final String fileName;
  private final long largest;
  private final boolean captioned;

  MediaKind(String mimeType, String fileName, long largest, boolean captioned) {
    this.mimeType = mimeType;
    this.fileName = fileName;
    this.largest = largest;
    this.captioned = captioned;
  }

  /** Of a type of Kommo's; null when that has no file. */
  static @Nullable MediaKind of(String type) {
    return switch (type) {
      case "picture" -> IMAGE;
      case "video" -> VIDEO;
      case "file" -> DOCUMENT;
      case "voice", "audio" -> AUDIO;
      case "sticker" -> STICKER;
      default -> null;
    };
  }

  /** The message's type at Meta. */
  String type() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The type that a file is told to have when its own is not known. */
  String mimeType() {
    return mimeType;
  }

  String fileName() {
    return fileName;
  }

  /** In bytes. */
  long largest() {
    return largest;
  }

  /** Whether a text may stand under it, and it above buttons. */
  boolean isCaptioned() {
    return captioned;
  }
}
