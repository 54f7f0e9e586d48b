package io.sallyport.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.doctor.BypassWay.Answer;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BypassAnswerTest {

  private static final String OWN =
      "HTTP/1.1 400 Bad Request\r\nSallyport-Decision: rejected\r\n\r\n"
          + "{\"error\":{\"code\":131047,\"fbtrace_id\":\"sallyport-5f089baff1f5b8c9\"}}";

  private static final String METAS =
      "HTTP/1.1 400 Bad Request\r\n\r\n{\"error\":{\"code\":131026,\"fbtrace_id\":\"AXk3\"}}";

  @ParameterizedTest
  @CsvSource({
    "rejected, false",
    "forwarded, true",
    "observed, true",
    "substituted, true",
    "deferred, true",
    "parked, true",
    "held, true",
    "failed, true",
    "unknown, true"
  })
  void onlyARefusalStays(String decision, boolean past) {
    String answer = OWN.replace("rejected", decision);

    assertThat(new BypassAnswer(answer).isPast(Answer.CLOSED)).isEqualTo(past);
    assertThat(new BypassAnswer(answer).isPast(Answer.ANY)).isEqualTo(past);
  }

  @Test
  void metasOwnAnswerShowsThatItWasAsked() {
    assertThat(new BypassAnswer(METAS).isPast(Answer.TURNED_AWAY)).isTrue();
    assertThat(new BypassAnswer(METAS).isPast(Answer.ANY)).isFalse();
    assertThat(new BypassAnswer("HTTP/1.1 200 OK\r\n\r\n[]").isPast(Answer.INVALID)).isTrue();
    assertThat(
            new BypassAnswer("HTTP/1.1 200 OK\r\n\r\n{\"messages\":[{\"id\":\"wamid.X\"}]}")
                .isPast(Answer.ANY))
        .isTrue();
  }

  @Test
  void whatStandsInFrontMayTurnItAway() {
    assertThat(new BypassAnswer("").isPast(Answer.CLOSED)).isFalse();
    assertThat(
            new BypassAnswer("HTTP/1.1 414 URI Too Long\r\n\r\n<html>nginx</html>")
                .isPast(Answer.CLOSED))
        .isFalse();
  }

  @Test
  void theCorpusHasEveryWayOnceAndTheDocumentedOneFirst() {
    Set<String> names = new HashSet<>();
    BypassCorpus.read().forEach(way -> assertThat(names.add(way.name())).as(way.name()).isTrue());

    assertThat(names).hasSizeGreaterThan(200);
    assertThat(BypassCorpus.read().get(0).name()).isEqualTo("as documented");
    assertThat(BypassCorpus.read().get(0).answer()).isEqualTo(Answer.CLOSED);
  }
}
