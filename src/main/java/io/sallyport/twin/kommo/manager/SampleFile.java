package io.sallyport.twin.kommo.manager;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** A file of each type, as small as it can be. */
record SampleFile(String name, String mimeType, Buffer content) {
  private static final String PIXEL =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
          + "gg==";

  private static final Map<String, SampleFile> SAMPLES =
      Map.of(
          "picture", new SampleFile("picture.png", "image/png", decoded(PIXEL)),
          "video", text("video.mp4", "video/mp4", "\0\0\0\20ftypmp42\0\0\0\0"),
          "file", text("file.pdf", "application/pdf", "%PDF-1.4\n%%EOF\n"),
          "voice", text("voice.ogg", "audio/ogg", "OggS\0\2"),
          "audio", text("audio.mp3", "audio/mpeg", "ID3\3\0\0\0\0\0\0"),
          "sticker", text("sticker.webp", "image/webp", "RIFF\4\0\0\0WEBP"));

  static boolean isThereFor(String type) {
    return SAMPLES.containsKey(type);
  }

  static SampleFile of(String type) {
    SampleFile sample = SAMPLES.get(type);
    if (sample == null) {
      throw new IllegalArgumentException("No file of type " + type);
    }
    return sample;
  }

  /** Filled up with zeros. */
  SampleFile withSize(int size) {
    Buffer sized = content.getBuffer(0, Math.min(size, content.length()));
    return new SampleFile(name, mimeType, sized.appendBytes(new byte[size - sized.length()]));
  }

  SampleFile named(String to) {
    return new SampleFile(to, mimeType, content);
  }

  SampleFile ofType(String mime) {
    return new SampleFile(name, mime, content);
  }

  private static SampleFile text(String name, String mime, String content) {
    return new SampleFile(name, mime, Buffer.buffer(content.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static Buffer decoded(String base64) {
    return Buffer.buffer(Base64.getDecoder().decode(base64));
  }
}
