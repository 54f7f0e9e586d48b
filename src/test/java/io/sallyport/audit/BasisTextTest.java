package io.sallyport.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.message.SendClass;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Standing;
import io.sallyport.send.Basis;
import io.sallyport.template.Category;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BasisTextTest {

  private static final Instant AT = Instant.parse("2026-11-30T09:00:00.123Z");

  static Stream<BasisText> all() {
    Standing sale =
        new Standing(
            SendClass.TEMPLATE,
            null,
            Category.MARKETING,
            true,
            AT,
            List.of(Reason.TEMPLATE_PAUSED, Reason.TEMPLATE_PARAMETERS));
    Standing unknown =
        new Standing(SendClass.TEMPLATE, null, Category.UNKNOWN, false, AT, List.of());
    Standing direct =
        new Standing(SendClass.DIRECT_SEND, Category.UTILITY, null, false, AT, List.of());
    return Stream.of(
        new BasisText(new Basis(sale, Reason.MARKETING_THROTTLED, "{\"contact\":{}}"), false),
        new BasisText(new Basis(sale, null, "{\"source\":\"two\\nlines\"}"), true),
        new BasisText(new Basis(unknown, null, "{}"), false),
        new BasisText(new Basis(direct, Reason.WINDOW_CLOSED, "{}"), false),
        new BasisText(new Basis(sale.asText(), null, "{}"), false));
  }

  @ParameterizedTest
  @MethodSource("all")
  void isReadAsItWasWritten(BasisText one) {
    assertThat(BasisText.read(BasisText.of(one.basis(), one.inPlace()))).isEqualTo(one);
  }

  @Test
  void nothingIsWrittenWhereNothingIsNoted() {
    assertThat(BasisText.of(null, false)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{}\n{}",
        "{\"at\":1,\"class\":\"A_NEW_ONE\"}\n{}",
        "{\"at\":1,\"class\":\"TEMPLATE\",\"refused\":\"A_NEW_ONE\"}\n{}"
      })
  void whatThisVersionDoesNotKnowIsNone(String text) {
    assertThat(BasisText.read(text)).isNull();
  }
}
