package io.sallyport.twin.platform;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Media the twin was given, or that a customer sent. The newest few are kept. */
public final class MediaStore {
  private static final int KEPT = 100;

  public record Media(String id, String mimeType, Buffer content) {
    public JsonObject view(String origin) {
      return JsonObject.of(
          "url",
          origin + "/twin-media/" + id,
          "mime_type",
          mimeType,
          "sha256",
          sha256(),
          "file_size",
          content.length(),
          "id",
          id,
          "messaging_product",
          "whatsapp");
    }

    public String sha256() {
      try {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        return HexFormat.of().formatHex(digest.digest(content.getBytes()));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("Every JDK has SHA-256", e);
      }
    }
  }

  private final Map<String, Media> media = new LinkedHashMap<>();
  private long next = 1_013_859_600_285_441L;

  public synchronized Media add(String mimeType, Buffer content) {
    Media item = new Media(Long.toString(next++), mimeType, content);
    media.put(item.id(), item);
    if (media.size() > KEPT) {
      media.remove(media.keySet().iterator().next());
    }
    return item;
  }

  public synchronized Optional<Media> find(String id) {
    return Optional.ofNullable(media.get(id));
  }

  public synchronized void clear() {
    media.clear();
  }
}
