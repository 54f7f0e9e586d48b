package io.sallyport.connector.kommo;

import io.sallyport.link.Links;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Links in memory, which never end. */
public final class FakeLinks implements Links {

  /** By owner and name. */
  public final Map<String, String> kept = new HashMap<>();

  @Override
  public Future<Void> put(String owner, String name, String value, Duration life) {
    kept.put(owner + name, value);
    return Future.succeededFuture();
  }

  @Override
  public Future<String> find(String owner, String name) {
    return Future.succeededFuture(kept.get(owner + name));
  }

  @Override
  public Future<String> findAndKeep(String owner, String name, Duration life) {
    return find(owner, name);
  }

  @Override
  public Future<Boolean> claim(String owner, String name, Duration life) {
    return Future.succeededFuture(kept.putIfAbsent(owner + name, "") == null);
  }

  @Override
  public Future<Void> forget(String owner, String name) {
    kept.remove(owner + name);
    return Future.succeededFuture();
  }
}
