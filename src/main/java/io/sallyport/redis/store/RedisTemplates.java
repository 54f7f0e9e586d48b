package io.sallyport.redis.store;

import io.sallyport.redis.core.Call;
import io.sallyport.redis.core.Keys;
import io.sallyport.redis.core.Script;
import io.sallyport.redis.core.Scripts;
import io.sallyport.redis.core.TimeLimit;
import io.sallyport.template.Template;
import io.sallyport.template.TemplateEvent;
import io.sallyport.template.TemplateStore;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The templates that replicas share: a hash per WABA, a field per template. */
public final class RedisTemplates implements TemplateStore {

  /** Off the hot path; a WABA may have thousands of templates. */
  private static final TimeLimit LIMIT = new TimeLimit(Duration.ofSeconds(5));

  private final Redis redis;
  private final Scripts scripts;
  private final Duration longestInterval;
  private final TimeLimit claimLimit;

  /**
   * @param longestInterval between two questions to Meta for one WABA
   * @param claimTimeout longest wait for the right to ask; a send may be waiting for it
   */
  public RedisTemplates(Scripts scripts, Duration longestInterval, Duration claimTimeout) {
    this.redis = scripts.redis();
    this.scripts = scripts;
    this.longestInterval = longestInterval;
    this.claimLimit = new TimeLimit(claimTimeout);
  }

  @Override
  public Uni<Optional<Snapshot>> load(String wabaId) {
    return LIMIT.on(() -> redis.send(all(wabaId))).map(RedisTemplates::snapshot);
  }

  private static Request all(String wabaId) {
    return Request.cmd(Command.HGETALL).arg(Keys.templates(wabaId));
  }

  /**
   * In one round trip. A cluster takes only keys of one slot in a batch, and refuses it at once;
   * then they are asked for one by one.
   */
  @Override
  public Uni<Map<String, Snapshot>> loadAll(List<String> wabaIds) {
    List<Request> requests = wabaIds.stream().map(RedisTemplates::all).toList();
    return LIMIT
        .on(() -> redis.batch(requests))
        .map(replies -> replies.stream().map(RedisTemplates::snapshot).toList())
        .onFailure(RedisTemplates::isOnSeveralShards)
        .recoverWithUni(() -> oneByOne(wabaIds))
        .map(found -> present(wabaIds, found));
  }

  private static boolean isOnSeveralShards(Throwable failure) {
    return String.valueOf(failure.getMessage()).contains("CROSSSLOT");
  }

  private Uni<List<Optional<Snapshot>>> oneByOne(List<String> wabaIds) {
    return Multi.createFrom()
        .iterable(wabaIds)
        .onItem()
        .transformToUniAndConcatenate(this::load)
        .collect()
        .asList();
  }

  private static Map<String, Snapshot> present(
      List<String> wabaIds, List<Optional<Snapshot>> found) {
    Map<String, Snapshot> present = new HashMap<>();
    for (int i = 0; i < found.size(); i++) {
      String wabaId = wabaIds.get(i);
      found.get(i).ifPresent(snapshot -> present.put(wabaId, snapshot));
    }
    return present;
  }

  private static Optional<Snapshot> snapshot(Response reply) {
    Response asked = reply.get(Keys.TEMPLATES_ASKED);
    if (asked == null) {
      return Optional.empty();
    }
    List<Template> templates =
        reply.getKeys().stream()
            .filter(field -> !field.equals(Keys.TEMPLATES_ASKED))
            .flatMap(field -> StoredTemplate.read(field, reply.get(field).toString()).stream())
            .toList();
    return Optional.of(new Snapshot(templates, Instant.ofEpochMilli(asked.toLong())));
  }

  @Override
  public Uni<Claim> claimRefresh(String wabaId, Duration interval) {
    long millis = interval.toMillis();
    long remembered = Math.max(millis, longestInterval.toMillis());
    Call claim =
        Script.TEMPLATES_CLAIM
            .call()
            .key("asked", Keys.templatesAsked(wabaId))
            .set("interval_ms", millis)
            .set("remembered_ms", remembered);
    return claimLimit
        .on(() -> scripts.run(claim))
        .map(
            answer ->
                new Claim(
                    answer.get(0).toInteger() == 1, Instant.ofEpochMilli(answer.get(1).toLong())));
  }

  @Override
  public Uni<Void> replace(String wabaId, List<Template> templates, Instant asked) {
    Call call =
        Script.TEMPLATES_REPLACE
            .call()
            .key("templates", Keys.templates(wabaId))
            .set("asked", asked.toEpochMilli())
            .set("waba", wabaId);
    for (Template template : templates) {
      call.each()
          .set("field", StoredTemplate.field(template.key()))
          .set("template", StoredTemplate.write(template));
    }
    return LIMIT.on(() -> scripts.run(call)).replaceWithVoid();
  }

  @Override
  public Uni<Boolean> apply(String wabaId, TemplateEvent event) {
    Call call =
        Script.TEMPLATES_APPLY
            .call()
            .key("templates", Keys.templates(wabaId))
            .set("waba", wabaId)
            .set("field", StoredTemplate.field(event.key()))
            .set("at", event.at().getEpochSecond());
    StoredTemplate.setChange(call, event);
    return LIMIT.on(() -> scripts.run(call)).map(reply -> reply.toInteger() == 1);
  }
}
