package io.sallyport.redis.store;

import io.sallyport.directory.DirectoryStore;
import io.sallyport.directory.Kind;
import io.sallyport.redis.core.Answer;
import io.sallyport.redis.core.Call;
import io.sallyport.redis.core.Keys;
import io.sallyport.redis.core.Script;
import io.sallyport.redis.core.Scripts;
import io.sallyport.redis.core.TimeLimit;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The directory on Redis: a hash of entries, and when each was changed. */
public final class RedisDirectory implements DirectoryStore {

  /** Most entries of one answer: about 200 kB of listings. */
  private static final int PAGE = 500;

  private final Scripts scripts;
  private final TimeLimit limit;

  /**
   * A directory.
   *
   * @param timeout after which a call fails
   */
  public RedisDirectory(Scripts scripts, Duration timeout) {
    this.scripts = scripts;
    this.limit = new TimeLimit(timeout);
  }

  @Override
  public Uni<Boolean> put(Kind kind, String id, String json) {
    return change(kind, id, json).map(wasThere -> !wasThere);
  }

  @Override
  public Uni<Boolean> remove(Kind kind, String id) {
    return change(kind, id, "");
  }

  private Uni<Boolean> change(Kind kind, String id, String json) {
    Call call =
        onAll(Script.DIRECTORY_PUT.call()).set("entry", kind.word() + ":" + id).set("json", json);
    return limit.on(() -> scripts.run(call)).map(wasThere -> wasThere.toInteger() == 1);
  }

  @Override
  public Uni<Changes> since(long version) {
    Call call = onAll(Script.DIRECTORY_SINCE.call()).set("version", version).set("most", PAGE);
    return limit.on(() -> scripts.run(call)).map(RedisDirectory::changes);
  }

  @Override
  public Uni<Boolean> isTold(String wabaId, String what) {
    Request exists = Request.cmd(Command.EXISTS).arg(Keys.told(wabaId, what));
    return limit.on(() -> scripts.redis().send(exists)).map(count -> count.toInteger() == 1);
  }

  @Override
  public Uni<Void> told(String wabaId, String what, Duration life) {
    Request set =
        Request.cmd(Command.SET)
            .arg(Keys.told(wabaId, what))
            .arg("1")
            .arg("EX")
            .arg(life.toSeconds());
    return limit.on(() -> scripts.redis().send(set)).replaceWithVoid();
  }

  private static Call onAll(Call call) {
    return call.key("version", Keys.directoryVersion())
        .key("versions", Keys.directoryVersions())
        .key("entries", Keys.directoryEntries());
  }

  private static Changes changes(Response reply) {
    long version = Long.parseLong(reply.get(0).toString());
    long until = version;
    List<Change> changes = new ArrayList<>();
    for (int i = 1; i < reply.size(); i++) {
      Answer one = Script.DIRECTORY_SINCE.answer("answer_change", reply.get(i));
      String[] entry = one.text("entry").split(":", 2);
      String json = one.textIfAny("json");
      Kind.of(entry[0]).ifPresent(kind -> changes.add(new Change(kind, entry[1], json)));
      until = Long.parseLong(one.text("version"));
    }
    return new Changes(version, until, changes);
  }
}
