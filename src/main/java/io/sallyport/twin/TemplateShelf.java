package io.sallyport.twin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The templates of every WABA, in the order they were made. */
final class TemplateShelf {
  private record Key(String wabaId, String name, String language) {}

  private final Map<Key, TwinTemplate> templates = new LinkedHashMap<>();

  synchronized void put(TwinTemplate template) {
    Key key = new Key(template.wabaId(), template.name(), template.language());
    templates.put(key, template);
  }

  /**
   * Exact language, no fallback: {@code en} is not {@code en_US}
   * (platform-facts.md#template-names-and-languages).
   */
  synchronized Optional<TwinTemplate> find(String wabaId, String name, String language) {
    return Optional.ofNullable(templates.get(new Key(wabaId, name, language)));
  }

  synchronized List<TwinTemplate> ofWaba(String wabaId) {
    return templates.values().stream().filter(it -> it.wabaId().equals(wabaId)).toList();
  }

  synchronized List<TwinTemplate> all() {
    return List.copyOf(templates.values());
  }

  synchronized boolean remove(String name) {
    return templates.values().removeIf(template -> template.name().equals(name));
  }

  synchronized void reset(List<TwinTemplate> seed) {
    templates.clear();
    seed.forEach(this::put);
  }
}
