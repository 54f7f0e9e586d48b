package io.sallyport.app;

import io.sallyport.account.ConfiguredNumbers;
import io.sallyport.config.SallyportConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The checks of a start, with the numbers of the sample. */
final class StartupCheck {

  private StartupCheck() {}

  static void of(SallyportConfig config) {
    new StartupChecks(
            config,
            ConfiguredNumbers.numbers(ConfiguredNumbers.sample()),
            ConfiguredNumbers.accounts(Map.of()),
            ConfiguredNumbers.kommoAccounts(Map.of()),
            Optional.of(List.of("redis://localhost")))
        .check(null);
  }
}
