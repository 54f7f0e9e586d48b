package io.sallyport.redis.ledger;

import io.sallyport.contact.Contact;
import io.sallyport.ledger.GrayNews;
import io.sallyport.ledger.GrayUpdates;
import io.sallyport.ledger.IdempotencyKey;
import io.sallyport.redis.core.Answer;
import io.sallyport.redis.core.Bytes;
import io.sallyport.redis.core.Call;
import io.sallyport.redis.core.Clock;
import io.sallyport.redis.core.Keys;
import io.sallyport.redis.core.Script;
import io.sallyport.redis.ledger.ProvidersMessages.Taken;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What providers tell, on Redis. */
public final class RedisGrayUpdates implements GrayUpdates {

  private final ProvidersMessages messages;
  private final Clock clock;

  public RedisGrayUpdates(ProvidersMessages messages, Clock clock) {
    this.messages = messages;
    this.clock = clock;
  }

  @Override
  public Future<Void> observe(List<GrayNews> news) {
    Future<Void> done = Future.succeededFuture();
    for (GrayNews one : news) {
      done = done.compose(before -> observe(one));
    }
    return done;
  }

  @Override
  public Future<@Nullable Addressee> addressee(String messageId) {
    return messages.whose(messageId);
  }

  private Future<Void> observe(GrayNews news) {
    if (news instanceof GrayNews.Inbound inbound) {
      return inbound(inbound);
    }
    return news instanceof GrayNews.Failed failed
        ? messages.failed(failed.messageId(), failed.at(), failed.window())
        : echo((GrayNews.Echo) news);
  }

  /** The window first: a message that is known without it would be lost. */
  private Future<Void> inbound(GrayNews.Inbound inbound) {
    String messageId = inbound.messageId();
    if (messageId == null) {
      return opens(inbound);
    }
    return inbound.isChange()
        ? messages
            .wrote(messageId)
            .compose(isFirst -> isFirst ? opens(inbound) : Future.succeededFuture())
        : opens(inbound).compose(opened -> messages.wrote(messageId)).mapEmpty();
  }

  private Future<Void> opens(GrayNews.Inbound inbound) {
    return messages
        .run(
            Script.GRAY_INBOUND
                .call()
                .key("contact", Keys.contact(inbound.channelId(), inbound.contact()))
                .set("at", inbound.at().toEpochMilli()))
        .mapEmpty();
  }

  /** One that no answer told of is perhaps that of a send whose answer was lost. */
  private Future<Void> echo(GrayNews.Echo echo) {
    String match = IdempotencyKey.match(echo.content(), echo.contact().id());
    return messages
        .whose(echo.messageId())
        .compose(
            known ->
                known != null
                    ? Future.<Void>succeededFuture()
                    : messages
                        .run(
                            Script.PROOF
                                .call()
                                .key("record", Keys.callback(echo.channelId(), match))
                                .set("what", "search"))
                        .compose(found -> prove(echo, found)));
  }

  private Future<Void> prove(GrayNews.Echo echo, Response found) {
    if (found.size() == 0) {
      return Future.succeededFuture();
    }
    Call tell =
        Script.PROOF
            .call()
            .key("record", Keys.idempotency(echo.channelId(), found.get(0).toString()))
            .set("what", "tell")
            .set("clock_offset", clock.offset())
            .set("wamid", echo.messageId())
            .set("body", Bytes.text(echo.answer().getBytes(StandardCharsets.UTF_8)));
    return messages
        .run(tell)
        .compose(
            answer ->
                answer.size() == 0
                    ? Future.<Void>succeededFuture()
                    : settle(echo, Script.PROOF.answer(answer)));
  }

  private Future<Void> settle(GrayNews.Echo echo, Answer proved) {
    Contact contact = new Contact(proved.text("contact"));
    return messages.taken(
        new Taken(
            new Addressee(echo.channelId(), contact), Instant.ofEpochSecond(proved.number("at"))),
        proved.text("reservation"),
        echo.messageId());
  }
}
