package io.sallyport.twin;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a twin is started with.
 *
 * @param port 0 for any free port
 * @param webhookUrl where webhooks go; none are sent without it
 * @param verifyToken what the twin sends when asked to verify the webhook address
 * @param tokens the access tokens that pass; any non-blank one does when empty
 * @param marketingAllowance marketing templates delivered per marketing conversation without a
 *     reply (PF §5.5)
 * @param statusDelay from acceptance to the first status, in the twin's time
 * @param maxWebhookTries POSTs per webhook until one is answered 200
 */
public record TwinOptions(
    int port,
    @Nullable String webhookUrl,
    String appSecret,
    @Nullable String verifyToken,
    List<TwinNumber> numbers,
    List<TwinTemplate> templates,
    Set<String> tokens,
    int marketingAllowance,
    Duration statusDelay,
    int maxWebhookTries) {

  public TwinOptions {
    numbers = List.copyOf(numbers);
    templates = List.copyOf(templates);
    tokens = Set.copyOf(tokens);
    if (numbers.isEmpty()) {
      throw new IllegalArgumentException("A twin needs a phone number");
    }
  }

  public static TwinOptions of(List<TwinNumber> numbers, List<TwinTemplate> templates) {
    return new TwinOptions(
        0,
        null,
        "twin-app-secret",
        null,
        numbers,
        templates,
        Set.of(),
        2,
        Duration.ofMillis(50),
        5);
  }

  TwinNumber firstNumber() {
    return numbers.get(0);
  }

  public TwinOptions withPort(int to) {
    return new TwinOptions(
        to,
        webhookUrl,
        appSecret,
        verifyToken,
        numbers,
        templates,
        tokens,
        marketingAllowance,
        statusDelay,
        maxWebhookTries);
  }

  public TwinOptions withWebhookUrl(@Nullable String to) {
    return new TwinOptions(
        port,
        to,
        appSecret,
        verifyToken,
        numbers,
        templates,
        tokens,
        marketingAllowance,
        statusDelay,
        maxWebhookTries);
  }

  public TwinOptions withAppSecret(String to) {
    return new TwinOptions(
        port,
        webhookUrl,
        to,
        verifyToken,
        numbers,
        templates,
        tokens,
        marketingAllowance,
        statusDelay,
        maxWebhookTries);
  }

  public TwinOptions withVerifyToken(@Nullable String to) {
    return new TwinOptions(
        port,
        webhookUrl,
        appSecret,
        to,
        numbers,
        templates,
        tokens,
        marketingAllowance,
        statusDelay,
        maxWebhookTries);
  }

  public TwinOptions withNumbers(List<TwinNumber> to) {
    return new TwinOptions(
        port,
        webhookUrl,
        appSecret,
        verifyToken,
        to,
        templates,
        tokens,
        marketingAllowance,
        statusDelay,
        maxWebhookTries);
  }

  public TwinOptions withTemplates(List<TwinTemplate> to) {
    return new TwinOptions(
        port,
        webhookUrl,
        appSecret,
        verifyToken,
        numbers,
        to,
        tokens,
        marketingAllowance,
        statusDelay,
        maxWebhookTries);
  }

  public TwinOptions withTokens(Set<String> to) {
    return new TwinOptions(
        port,
        webhookUrl,
        appSecret,
        verifyToken,
        numbers,
        templates,
        to,
        marketingAllowance,
        statusDelay,
        maxWebhookTries);
  }

  public TwinOptions withMarketingAllowance(int to) {
    return new TwinOptions(
        port,
        webhookUrl,
        appSecret,
        verifyToken,
        numbers,
        templates,
        tokens,
        to,
        statusDelay,
        maxWebhookTries);
  }

  public TwinOptions withStatusDelay(Duration to) {
    return new TwinOptions(
        port,
        webhookUrl,
        appSecret,
        verifyToken,
        numbers,
        templates,
        tokens,
        marketingAllowance,
        to,
        maxWebhookTries);
  }

  public TwinOptions withMaxWebhookTries(int to) {
    return new TwinOptions(
        port,
        webhookUrl,
        appSecret,
        verifyToken,
        numbers,
        templates,
        tokens,
        marketingAllowance,
        statusDelay,
        to);
  }
}
