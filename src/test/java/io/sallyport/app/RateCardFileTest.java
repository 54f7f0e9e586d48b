package io.sallyport.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.account.ConfiguredNumbers;
import io.sallyport.config.RateCardFile;
import io.sallyport.pricing.PricingModel;
import io.sallyport.pricing.RateCard;
import io.sallyport.pricing.Tariff;
import io.sallyport.template.Category;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateCardFileTest {

  private static final Instant PER_MESSAGE_DAY = Instant.parse("2026-01-01T00:00:00Z");
  private static final LocalDate DAY = LocalDate.of(2026, 10, 2);

  @TempDir Path directory;

  private static Tariff tariff(Map<String, String> properties) throws RateCardFile.Unusable {
    return new Assembly().tariff(ConfiguredNumbers.config(properties));
  }

  private Path file(String content) throws IOException {
    return Files.writeString(directory.resolve("card.csv"), content, StandardCharsets.ISO_8859_1);
  }

  private static void assertUnusable(Path file, String what) {
    assertThatThrownBy(() -> RateCardFile.read(Optional.of(file)))
        .isInstanceOf(RateCardFile.Unusable.class)
        .hasMessage("sallyport.pricing.rate-card: " + file + ": " + what + ".");
  }

  @ParameterizedTest
  @CsvSource({
    ", PER_MESSAGE",
    "by-date, PER_MESSAGE",
    "conversation, CONVERSATION",
    "per-message, PER_MESSAGE",
    "per-message-service, PER_MESSAGE_SERVICE"
  })
  void theModelIsTheConfiguredOne(@Nullable String configured, PricingModel model)
      throws RateCardFile.Unusable {
    Map<String, String> properties =
        configured == null ? Map.of() : Map.of("sallyport.pricing.model", configured);

    assertThat(tariff(properties).model(PER_MESSAGE_DAY)).isEqualTo(model);
  }

  @Test
  void theCardIsTheConfiguredFile() throws RateCardFile.Unusable {
    Map<String, String> properties =
        Map.of("sallyport.pricing.rate-card", "deploy/rate-card.example.csv");

    assertThat(tariff(properties).price("BR", Category.SERVICE, DAY)).isPresent();
  }

  @Test
  void withoutAFileAmountsAreUnknown() throws RateCardFile.Unusable {
    assertThat(RateCardFile.read(Optional.empty())).isSameAs(RateCard.EMPTY);
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertUnusable(
        directory.resolve("absent.csv"),
        "there is no such file: name a CSV file, or leave the key out");
  }

  @Test
  void aDirectoryCannotBeRead() {
    assertUnusable(directory, "cannot be read: name a CSV file that this process may read");
  }

  @Test
  void aFileInAnotherEncodingIsNamed() throws IOException {
    assertUnusable(file("# prix en été\n"), "is not UTF-8: save it as CSV UTF-8");
  }

  @Test
  void aMalformedLineIsNamedWithItsFix() throws IOException {
    Path file = file("country,category,price,currency,valid_from\nBR,utility,free,USD,2026-10-01");

    assertUnusable(file, "line 2: price is \"free\": use a number such as 0.0135, not negative");
  }
}
