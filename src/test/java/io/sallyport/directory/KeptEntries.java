package io.sallyport.directory;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A directory's store in memory, which gives so many changes at a time. */
final class KeptEntries implements DirectoryStore {

  private final Map<String, Change> changes = new LinkedHashMap<>();
  private final Map<String, Long> versions = new LinkedHashMap<>();
  private final Set<String> told = new HashSet<>();
  private final int page;
  private long version;
  int calls;

  /** It takes nothing more. */
  boolean isSilent;

  KeptEntries(int page) {
    this.page = page;
  }

  /** As after a Redis that has lost its data. */
  void lose() {
    changes.clear();
    versions.clear();
    version = 0;
  }

  @Override
  public Uni<Boolean> put(Kind kind, String id, String json) {
    return isSilent
        ? Uni.createFrom().failure(new IllegalStateException("silent"))
        : Uni.createFrom().item(!change(kind, id, json));
  }

  @Override
  public Uni<Boolean> remove(Kind kind, String id) {
    return Uni.createFrom().item(change(kind, id, null));
  }

  private boolean change(Kind kind, String id, String json) {
    String entry = kind.word() + ":" + id;
    Change before = changes.remove(entry);
    changes.put(entry, new Change(kind, id, json));
    versions.put(entry, ++version);
    return before != null && before.json() != null;
  }

  @Override
  public Uni<Changes> since(long after) {
    calls++;
    List<Change> some = new ArrayList<>();
    long until = version;
    for (Map.Entry<String, Change> one : changes.entrySet()) {
      if (versions.get(one.getKey()) > after && some.size() < page) {
        some.add(one.getValue());
        until = versions.get(one.getKey());
      }
    }
    return Uni.createFrom().item(new Changes(version, some.size() < page ? version : until, some));
  }

  @Override
  public Uni<Boolean> isTold(String wabaId, String what) {
    return Uni.createFrom().item(told.contains(wabaId + what));
  }

  @Override
  public Uni<Void> told(String wabaId, String what, Duration life) {
    told.add(wabaId + what);
    return Uni.createFrom().voidItem();
  }
}
