package io.sallyport.twin.wazzup;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The channels and whether they can send. */
final class WazzupStates {
  private final Map<String, String> transports;
  private final Map<String, String> states = new ConcurrentHashMap<>();

  WazzupStates(Map<String, String> transports) {
    this.transports = new LinkedHashMap<>(transports);
  }

  @Nullable String transport(String channelId) {
    return transports.get(channelId);
  }

  String state(String channelId) {
    return states.getOrDefault(channelId, "active");
  }

  boolean isActive(String channelId) {
    return state(channelId).equals("active");
  }

  void become(String channelId, String state) {
    states.put(channelId, state);
  }

  JsonArray view() {
    JsonArray all = new JsonArray();
    transports.forEach(
        (id, transport) ->
            all.add(
                JsonObject.of(
                    "channelId",
                    id,
                    "transport",
                    transport,
                    "plainId",
                    "15550100000",
                    "state",
                    state(id))));
    return all;
  }

  void clear() {
    states.clear();
  }
}
