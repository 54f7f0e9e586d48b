package io.sallyport.instead;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.audit.Audit;
import io.sallyport.audit.ContactHash;
import io.sallyport.audit.DecisionStore;
import io.sallyport.contact.Contact;
import io.sallyport.instead.DeferredQueue.Added;
import io.sallyport.message.OutboundMessage;
import io.sallyport.message.Outcome;
import io.sallyport.message.SendAnswer;
import io.sallyport.message.SendClass;
import io.sallyport.rule.Endpoint;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import io.sallyport.send.Decision;
import io.sallyport.send.Result;
import io.sallyport.send.Send;
import io.sallyport.testkit.Plain;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a send by what its opener gets. */
class ParkTest {

  private static final Contact CONTACT = new Contact("16505551234");
  private static final Refusal CLOSED = Refusal.of(Reason.WINDOW_CLOSED, "The window closed.");

  private final List<String> parked = new ArrayList<>();
  private final List<Decision> noted = new ArrayList<>();
  private final List<Promise<Decision>> openers = new ArrayList<>();
  private @Nullable Instant taken;

  private final Park park =
      new Park(
          port(
              ParkedSends.class,
              (called, with) ->
                  switch (called) {
                    case "takeOpener" -> take();
                    case "giveBackOpener" -> giveBack((Instant) with[2]);
                    case "park" -> {
                      parked.add(((DeferredSend) with[1]).id());
                      yield Added.ADDED;
                    }
                    default -> throw new AssertionError(called);
                  }),
          port(DeferredQueue.class, (called, with) -> with[2]),
          (send, preferences) -> {
            Promise<Decision> opened = Promise.promise();
            openers.add(opened);
            return opened.future();
          },
          Instant::now,
          new Audit(
              new ContactHash("secret"),
              Instant::now,
              () -> null,
              (at, decision) -> noted.add(decision),
              logged -> {},
              port(DecisionStore.class, (called, with) -> null)),
          queued -> {});

  private interface Answers {
    @Nullable Object to(String called, Object[] with);
  }

  /** What is not a future is the answer's content. */
  private static <T> T port(Class<T> port, Answers answers) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (it, called, with) ->
                called.getReturnType() == Future.class
                    ? Future.succeededFuture(answers.to(called.getName(), with))
                    : answers.to(called.getName(), with)));
  }

  private @Nullable Instant take() {
    if (taken != null) {
      return null;
    }
    taken = Instant.now();
    return taken;
  }

  private @Nullable Object giveBack(Instant when) {
    assertThat(when).isEqualTo(taken);
    taken = null;
    return null;
  }

  private Future<Decision> send() {
    String text = "{\"to\":\"16505551234\",\"type\":\"text\",\"text\":{\"body\":\"Hello.\"}}";
    Send send =
        Plain.send(
            Plain.number("106540352242922", "102290129340398", true, null),
            Endpoint.MESSAGES,
            "/v23.0/106540352242922/messages",
            List.of(),
            text.getBytes(StandardCharsets.UTF_8));
    Decision ofText =
        new Decision(
            new OutboundMessage(SendClass.FREE_FORM, CONTACT, null, null, null),
            null,
            null,
            null,
            null,
            null,
            new Result.Refused(CLOSED),
            null);
    Preferences wish =
        new Preferences(
            false, null, ParkWish.of("P1D; opener=may_we_write/en_US").orElseThrow(), List.of());
    return park.of(send, wish, ofText, CLOSED);
  }

  private static Decision ended(Result result) {
    return Decision.refused(CLOSED).with(result);
  }

  private static Result answered(int status, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return new Result.Sent(new Outcome.Answered(status, List.of(), bytes, SendAnswer.read(bytes)));
  }

  /** A 5xx without an error of Meta's is of something between: it may have left. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | {\"messages\":[{\"id\":\"wamid.A\"}]} | parked",
        "502 | <html>Bad Gateway</html> | parked",
        "504 | | parked",
        "500 | {\"error\":{\"code\":131000}} | refused",
        "503 | {\"error\":{\"code\":131016}} | refused",
        "400 | {\"error\":{\"code\":131026}} | refused",
        "429 | <html>Slow down</html> | refused"
      })
  void whatMetaSaysOfTheOpenerDecides(int status, @Nullable String body, String expected) {
    Future<Decision> sent = send();

    openers.get(0).complete(ended(answered(status, body == null ? "" : body)));

    Decision decision = sent.result();
    if (expected.equals("parked")) {
      assertThat(decision.word()).isEqualTo(Decision.Word.PARKED);
      assertThat(parked).hasSize(1);
      assertThat(taken).as("one a day").isNotNull();
    } else {
      assertThat(decision.refusal().reason()).isEqualTo(Reason.WINDOW_CLOSED);
      assertThat(decision.refusal().details())
          .startsWith("The window closed. Its opener, may_we_write/en_US, was refused")
          .contains("HTTP " + status);
      assertThat(parked).isEmpty();
      assertThat(taken).as("another may be sent").isNull();
    }
    assertThat(noted).as("the opener is a send, too").hasSize(1);
  }

  @Test
  void anOpenerThatDidNotLeaveParksNothingAndOneThatMayHaveDoes() {
    Future<Decision> first = send();
    openers.get(0).complete(ended(new Result.Sent(new Outcome.NotSent())));
    assertThat(first.result().refusal().reason()).isEqualTo(Reason.UPSTREAM_UNREACHABLE);
    assertThat(parked).isEmpty();

    Future<Decision> second = send();
    openers.get(1).complete(ended(new Result.Sent(new Outcome.Unknown())));
    assertThat(second.result().word()).isEqualTo(Decision.Word.PARKED);
  }

  /** What another's opener gets is not waited for: it is parked, and the next one's goes out. */
  @Test
  void theTurnOfAnOpenerThatIsRefusedIsTheNextOnes() {
    Future<Decision> first = send();
    Future<Decision> meanwhile = send();
    assertThat(meanwhile.result().word()).isEqualTo(Decision.Word.PARKED);
    assertThat(openers).hasSize(1);

    openers.get(0).complete(ended(answered(400, "{\"error\":{\"code\":131026}}")));
    assertThat(first.result().word()).isEqualTo(Decision.Word.REJECTED);
    Future<Decision> next = send();

    assertThat(openers).hasSize(2);
    openers.get(1).complete(ended(answered(200, "{\"messages\":[{\"id\":\"wamid.A\"}]}")));
    assertThat(next.result().word()).isEqualTo(Decision.Word.PARKED);
    assertThat(parked).hasSize(2);
  }
}
