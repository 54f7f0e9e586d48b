package io.sallyport.app;

import io.sallyport.account.Secret;
import io.sallyport.account.WazzupChannels;
import io.sallyport.config.PolicyConfig;
import io.sallyport.config.SallyportConfig;
import io.sallyport.config.WazzupConfig;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What is wrong with the keys under {@code sallyport.wazzup} and {@code sallyport.policy.gray};
 * each names the key and the fix.
 */
public final class WazzupChecks {

  private static final String PREFIX = "sallyport.wazzup.";
  private static final Pattern ID = Pattern.compile("[0-9A-Za-z-]{1,64}");

  private final SallyportConfig config;
  private final WazzupConfig wazzup;
  private final List<String> problems = new ArrayList<>();

  private WazzupChecks(SallyportConfig config) {
    this.config = config;
    this.wazzup = config.wazzup();
  }

  /** Checks the keys. */
  public static List<String> of(SallyportConfig config) {
    WazzupChecks checks = new WazzupChecks(config);
    checks.checkAddress();
    checks.checkSecrets();
    new TreeMap<>(checks.wazzup.channels()).forEach(checks::checkChannel);
    checks.checkGray(config.policy().gray());
    return checks.problems;
  }

  private void checkAddress() {
    URI url = wazzup.url();
    boolean isHttp = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
    if (!isHttp || url.getHost() == null || url.getRawQuery() != null) {
      problems.add(PREFIX + "url is not an address: use https://host[:port], without a query.");
    } else if (url.getPath().matches(".*/v3/?")) {
      problems.add(PREFIX + "url ends with /v3: leave it out, every call names it.");
    }
  }

  private void checkSecrets() {
    boolean hasChannels = !wazzup.channels().isEmpty();
    Optional<String> secret = wazzup.webhookSecret();
    if (hasChannels && secret.isEmpty()) {
      problems.add(
          PREFIX
              + "webhook-secret is not set: set it to a long random word, the last part of the"
              + " address for Wazzup's webhooks.");
    }
    secret.ifPresent(it -> check("webhook-secret", it, WazzupChannels::webhookSecret));
    Optional<String> key = wazzup.apiKey();
    if (hasChannels && !config.clients().isEmpty() && key.isEmpty()) {
      problems.add(
          PREFIX + "api-key is not set: with clients configured their keys are replaced by it.");
    }
    key.ifPresent(it -> check("api-key", it, WazzupChannels::apiKey));
  }

  private void check(
      String name, String configured, java.util.function.Function<String, String> meaning) {
    try {
      new Secret<>(PREFIX + name, configured, meaning);
    } catch (Secret.Unusable e) {
      problems.add(PREFIX + name + ": " + e.getMessage() + ".");
    }
  }

  private void checkChannel(String id, WazzupConfig.WazzupChannel channel) {
    String prefix = PREFIX + "channels.\"" + id + "\"";
    if (!ID.matcher(id).matches()) {
      problems.add(prefix + " is no channel id: use Wazzup's, as GET /v3/channels says.");
    }
    if (channel.transport().isEmpty()) {
      problems.add(
          prefix + ".transport is not set: set it as GET /v3/channels says, whatsapp or another.");
    }
  }

  private void checkGray(PolicyConfig.Gray gray) {
    if (gray.maxUnanswered() < 0) {
      problems.add("sallyport.policy.gray.max-unanswered must not be negative; 0 sends none.");
    }
    gray.silence()
        .filter(silence -> silence.toSeconds() < 1)
        .ifPresent(
            silence ->
                problems.add(
                    "sallyport.policy.gray.silence must be a second or longer; leave it out for"
                        + " none."));
  }
}
