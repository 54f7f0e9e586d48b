package io.sallyport.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.account.Sessions.Session;
import io.sallyport.connector.kommo.FakeLinks;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionsTest {

  private static final String KEY = "key-of-the-operator-ann";
  private static final String OTHER_KEY = "another-key-of-the-operator";

  private final FakeLinks store = new FakeLinks();
  private Instant now = Instant.parse("2026-11-30T08:00:00Z");

  /** Of a replica that is configured like this. */
  private Sessions with(Map<String, String> properties) {
    return new Sessions(store, new Operators(ConfiguredNumbers.config(properties)), () -> now);
  }

  private static Map<String, String> ann(String key) {
    return Map.of("sallyport.operators.ann.key", key, "sallyport.operators.ann.role", "operator");
  }

  private static String begin(Sessions sessions) {
    return sessions.begin(KEY).result().orElseThrow();
  }

  private static Session find(Sessions sessions, String token) {
    return sessions.find(token).result();
  }

  @Test
  void isKnownToEveryReplicaForEightHours() {
    String token = begin(with(ann(KEY)));
    Sessions other = with(ann(KEY));

    assertThat(find(other, token).operator().name()).isEqualTo("ann");
    assertThat(find(other, token).operator().mayAct()).isTrue();
    assertThat(find(other, token).expiresAt()).isEqualTo(now.plus(Duration.ofHours(8)));
    now = now.plus(Duration.ofHours(8)).minusMillis(1);
    assertThat(find(other, token)).isNotNull();
    now = now.plusMillis(1);
    assertThat(find(other, token)).isNull();
  }

  @Test
  void endsWithTheOperatorAndTheKey() {
    String token = begin(with(ann(KEY)));

    assertThat(find(with(Map.of()), token)).isNull();
    assertThat(find(with(ann(OTHER_KEY)), token)).isNull();
    assertThat(find(with(Map.of("sallyport.operators.bob.key", KEY)), token)).isNull();
    assertThat(find(with(ann(OTHER_KEY + "," + KEY)), token)).isNotNull();
  }

  @Test
  void takesTheRoleThatIsConfiguredNow() {
    String token = begin(with(ann(KEY)));

    Session session = find(with(Map.of("sallyport.operators.ann.key", KEY)), token);

    assertThat(session.operator().mayAct()).isFalse();
  }

  @Test
  void endsOnEveryReplicaWhenItIsEnded() {
    Sessions sessions = with(ann(KEY));
    String token = begin(sessions);
    String another = begin(sessions);

    with(ann(KEY)).end(token).result();

    assertThat(find(sessions, token)).isNull();
    assertThat(find(sessions, another)).isNotNull();
  }

  @Test
  void keepsNeitherTokenNorKey() {
    String token = begin(with(ann(KEY)));

    assertThat(store.kept.toString()).doesNotContain(token).doesNotContain(KEY);
  }

  @Test
  void beginsForOperatorsOnly() {
    assertThat(with(ann(KEY)).begin(OTHER_KEY).result()).isEmpty();
    assertThat(with(Map.of()).begin(KEY).result()).isEmpty();
    assertThat(store.kept).isEmpty();
  }

  @Test
  void knowsNoTokenItDidNotMake() {
    Sessions sessions = with(ann(KEY));
    begin(sessions);

    for (String token : new String[] {"", "x", "a".repeat(43), "a".repeat(4000), "../sessions"}) {
      assertThat(find(sessions, token)).as(token).isNull();
    }
  }
}
