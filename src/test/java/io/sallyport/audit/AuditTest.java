package io.sallyport.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sallyport.contact.Contact;
import io.sallyport.contact.Window;
import io.sallyport.message.OutboundMessage;
import io.sallyport.message.Outcome;
import io.sallyport.message.Reading;
import io.sallyport.pricing.Charge;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import io.sallyport.send.Decision;
import io.sallyport.send.Result;
import io.sallyport.template.Category;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AuditTest {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");
  private static final String SALE =
      "{\"to\":\"16505551234\",\"type\":\"template\",\"template\":{\"name\":\"spring_sale\","
          + "\"language\":{\"code\":\"en_US\"}}}";

  /** Keeps what it is told. */
  private static final class Memory implements DecisionStore {
    private final List<String> kept = new ArrayList<>();

    @Override
    public void keep(DecisionRecord decision) {
      kept.add(decision.json());
    }

    @Override
    public Uni<List<Kept>> recent(String phoneNumberId, @Nullable String before, int most) {
      return Uni.createFrom().item(List.of());
    }

    @Override
    public Uni<Void> forget(String phoneNumberId, Set<String> contacts) {
      kept.add("forget " + contacts);
      return Uni.createFrom().voidItem();
    }
  }

  private final Memory memory = new Memory();
  private final List<DecisionRecord> logged = new ArrayList<>();
  private final List<Decision> counted = new ArrayList<>();
  private final ContactHash hash = new ContactHash("secret");
  private final Audit audit =
      new Audit(
          hash,
          () -> NOW,
          () -> TRACE,
          (number, decision) -> counted.add(decision),
          logged::add,
          memory);

  private static OutboundMessage message(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return ((Reading.Understood) OutboundMessage.read(bytes, "US")).message();
  }

  @Test
  void aRefusalIsTheWholeStory() throws IOException {
    Refusal refusal = new Refusal(Reason.MARKETING_THROTTLED, "details", NOW.plusSeconds(60));
    Decision decision =
        new Decision(
            message(SALE),
            Category.MARKETING,
            new Window(Window.State.CLOSED, null, NOW.minusSeconds(90_000)),
            null,
            null,
            null,
            new Result.Refused(refusal),
            null);

    audit.note("106540352242922", "crm", "0123456789abcdef", decision);

    assertThat(logged.get(0).logLine())
        .isEqualTo(
            "{\"at\":\"2026-11-22T09:00:00Z\",\"id\":\"0123456789abcdef\",\"number\":"
                + "\"106540352242922\",\"client\":\"crm\",\"contact\":\""
                + hash.of(new Contact("16505551234"))
                + "\",\"trace_id\":\"4bf92f3577b34da6a3ce929d0e0e4736\",\"decision\":\"rejected\",\"reason\":\"marketing_throttled\",\"class\":"
                + "\"template\",\"category\":\"marketing\",\"template\":\"spring_sale\","
                + "\"language\":\"en_US\",\"country\":\"US\",\"window\":\"closed\","
                + "\"last_inbound_at\":\"2026-11-21T08:00:00Z\",\"possible_at\":"
                + "\"2026-11-22T09:01:00Z\"}");
    JsonNode kept = new ObjectMapper().readTree(memory.kept.get(0));
    assertThat(kept.path("contact").textValue()).isEqualTo("16505551234");
    assertThat(kept.path("details").textValue()).isEqualTo("details");
  }

  @Test
  void noPhoneNumberIsInTheLog() {
    Decision decision =
        new Decision(
            message(SALE), Category.MARKETING, null, null, null, Charge.REGULAR, unknown(), null);

    audit.note("106540352242922", "", null, decision);

    String line = logged.get(0).logLine();
    assertThat(line).contains("\"charge\":\"regular\"", "\"decision\":\"unknown\"");
    assertThat(line).doesNotContain("16505551234", "client", "details");
  }

  private static Result unknown() {
    return new Result.Sent(new Outcome.Unknown());
  }

  @Test
  void whatIsNobodysNumberIsLoggedOnly() {
    audit.note(null, "", "0123456789abcdef", Decision.refused(refusal()));

    assertThat(logged).hasSize(1);
    assertThat(counted).hasSize(1);
    assertThat(memory.kept).isEmpty();
  }

  private static Refusal refusal() {
    return Refusal.of(Reason.UNKNOWN_NUMBER, "details");
  }

  @Test
  void anotherSecretMakesAnotherHash() {
    Contact contact = new Contact("16505551234");

    assertThat(hash.of(contact)).matches("[0-9a-f]{16}").isEqualTo(hash.of(contact));
    assertThat(new ContactHash("other").of(contact)).isNotEqualTo(hash.of(contact));
    assertThat(hash.of(new Contact("16505551235"))).isNotEqualTo(hash.of(contact));
  }

  @Test
  void whoIsForgottenIsForgottenUnderAllNames() {
    audit.forget("106540352242922", List.of(new Contact("16505551234"))).await().indefinitely();

    Contact contact = new Contact("16505551234");
    assertThat(memory.kept)
        .singleElement()
        .asString()
        .contains("forget", hash.of(contact), contact.id());
  }
}
