package io.sallyport.redis;

import io.sallyport.redis.Scripts.Call;
import io.sallyport.template.Category;
import io.sallyport.template.Template;
import io.sallyport.template.TemplateEvent;
import io.sallyport.template.TemplateStore;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The templates that replicas share: a hash per WABA, a field per template. */
public final class RedisTemplates implements TemplateStore {

  /** The field that tells when Meta was asked; no template name has a star. */
  private static final String ASKED = "*";

  private static final Duration LIFE = Duration.ofDays(30);

  /** Off the hot path; a WABA may have thousands of templates. */
  private static final TimeLimit LIMIT = new TimeLimit(Duration.ofSeconds(5));

  /** Meta's clock and Redis's are both kept by NTP; this is generous. */
  private static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

  private final Redis redis;
  private final Scripts scripts;
  private final Duration longestInterval;
  private final TimeLimit claimLimit;

  /**
   * @param longestInterval between two questions to Meta for one WABA
   * @param claimTimeout longest wait for the right to ask; a send may be waiting for it
   */
  public RedisTemplates(Redis redis, Duration longestInterval, Duration claimTimeout) {
    this.redis = redis;
    this.scripts = new Scripts(redis);
    this.longestInterval = longestInterval;
    this.claimLimit = new TimeLimit(claimTimeout);
  }

  @Override
  public Uni<Optional<Snapshot>> load(String wabaId) {
    Request request = Request.cmd(Command.HGETALL).arg(Keys.templates(wabaId));
    return LIMIT.on(() -> redis.send(request)).map(RedisTemplates::snapshot);
  }

  private static Optional<Snapshot> snapshot(Response reply) {
    Response asked = reply.get(ASKED);
    if (asked == null) {
      return Optional.empty();
    }
    List<Template> templates =
        reply.getKeys().stream()
            .filter(field -> !field.equals(ASKED))
            .flatMap(field -> StoredTemplate.read(field, reply.get(field).toString()).stream())
            .toList();
    return Optional.of(new Snapshot(templates, Instant.ofEpochMilli(asked.toLong())));
  }

  @Override
  public Uni<Claim> claimRefresh(String wabaId, Duration interval) {
    long millis = interval.toMillis();
    long remembered = Math.max(millis, longestInterval.toMillis());
    Call claim =
        new Call(
            Script.TEMPLATES_CLAIM,
            List.of(Keys.templatesAsked(wabaId)),
            List.of(Long.toString(millis), Long.toString(remembered)));
    return claimLimit
        .on(() -> scripts.run(claim))
        .map(
            answer ->
                new Claim(
                    answer.get(0).toInteger() == 1, Instant.ofEpochMilli(answer.get(1).toLong())));
  }

  @Override
  public Uni<Void> replace(String wabaId, List<Template> templates, Instant asked) {
    List<String> arguments = new ArrayList<>();
    arguments.add(Long.toString(asked.toEpochMilli()));
    arguments.add(Long.toString(LIFE.toSeconds()));
    arguments.add(ASKED);
    arguments.add(Keys.TEMPLATES_CHANGED);
    arguments.add(wabaId);
    for (Template template : templates) {
      arguments.add(StoredTemplate.field(template.key()));
      arguments.add(StoredTemplate.write(template));
    }
    return LIMIT
        .on(() -> scripts.run(new Call(Script.TEMPLATES_REPLACE, keys(wabaId), arguments)))
        .replaceWithVoid();
  }

  @Override
  public Uni<Boolean> apply(String wabaId, TemplateEvent event) {
    List<String> arguments = new ArrayList<>();
    arguments.add(Long.toString(LIFE.toSeconds()));
    arguments.add(Keys.TEMPLATES_CHANGED);
    arguments.add(wabaId);
    arguments.add(StoredTemplate.field(event.key()));
    arguments.add(Long.toString(event.at().getEpochSecond()));
    arguments.addAll(StoredTemplate.change(event));
    arguments.add(Template.APPROVED);
    arguments.add(Category.MARKETING.name());
    arguments.add(Long.toString(CLOCK_SKEW.toSeconds()));
    return LIMIT
        .on(() -> scripts.run(new Call(Script.TEMPLATES_APPLY, keys(wabaId), arguments)))
        .map(reply -> reply.toInteger() == 1);
  }

  private static List<String> keys(String wabaId) {
    return List.of(Keys.templates(wabaId));
  }
}
