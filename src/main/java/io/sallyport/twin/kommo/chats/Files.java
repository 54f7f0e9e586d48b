package io.sallyport.twin.kommo.chats;

import io.vertx.core.buffer.Buffer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Files of messages, under {@code /attachments/{id}/{name}}. The newest few are kept. */
public final class Files {
  private static final int KEPT = 200;

  public record StoredFile(String id, String name, String mimeType, Buffer content) {
    /** Under the twin's own address. */
    public String path() {
      String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
      return "/attachments/" + id + "/" + encoded;
    }
  }

  private final Map<String, StoredFile> files = new LinkedHashMap<>();

  public synchronized StoredFile add(String name, String mimeType, Buffer content) {
    StoredFile file =
        new StoredFile(UUID.randomUUID().toString(), name.replace('/', '_'), mimeType, content);
    files.put(file.id(), file);
    if (files.size() > KEPT) {
      files.remove(files.keySet().iterator().next());
    }
    return file;
  }

  public synchronized Optional<StoredFile> find(String id, String name) {
    return Optional.ofNullable(files.get(id)).filter(file -> file.name().equals(name));
  }

  public synchronized void clear() {
    files.clear();
  }
}
