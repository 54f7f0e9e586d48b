package io.sallyport.bench;

import io.sallyport.rule.Rules;
import io.sallyport.message.OutboundMessage;
import io.sallyport.message.Reading;
import io.sallyport.rule.BusinessNumber;
import io.sallyport.rule.Endpoint;
import io.sallyport.rule.MessageVerdict;
import io.sallyport.rule.Policies;
import io.sallyport.rule.PolicySettings;
import io.sallyport.rule.Rates;
import io.sallyport.rule.Submission;
import io.sallyport.pricing.RateCard;
import io.sallyport.pricing.Tariff;
import io.sallyport.template.Category;
import io.sallyport.template.Template;
import io.sallyport.template.TemplateParameters;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a send costs before Redis is asked: its body is read, and judged by the rules that need no
 * state.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ReadAndJudge {

  private static final Instant NOW = Instant.parse("2026-10-02T12:00:00Z");
  private static final BusinessNumber NUMBER =
      new BusinessNumber(
          "106540352242922",
          "102290129340398",
          true,
          null,
          "102290129340398",
          null,
          Rates.DEFAULT);
  private static final Template.Key SALE = new Template.Key("spring_sale", "en_US");

  public byte[] text =
      bytes(
          "{\"messaging_product\":\"whatsapp\",\"recipient_type\":\"individual\",\"to\":\"16505551234\","
              + "\"type\":\"text\",\"text\":{\"preview_url\":false,\"body\":\"Your order has left"
              + " our warehouse. It arrives tomorrow.\"}}");

  public byte[] template =
      bytes(
          "{\"messaging_product\":\"whatsapp\",\"to\":\"16505551234\",\"type\":\"template\",\"template\":{"
              + "\"name\":\"spring_sale\",\"language\":{\"code\":\"en_US\"},\"components\":[{\"type\":\"body\","
              + "\"parameters\":[{\"type\":\"text\",\"text\":\"Sam\"}]}]}}");

  private final Policies policies =
      new Policies(
          Rules.OF_WHATSAPP,
          new PolicySettings(
              Set.of(Category.MARKETING, Category.UTILITY),
              PolicySettings.UnknownWindow.REJECT,
              Duration.ZERO,
              PolicySettings.DirectSend.OFF,
              PolicySettings.StoreFailure.REJECT,
              false,
              Map.of(),
              new PolicySettings.Marketing(2, Duration.ofHours(24), true, Duration.ZERO),
              PolicySettings.MarketingLimits.NONE),
          new Tariff(null, RateCard.EMPTY));

  private final Template held =
      new Template(
          SALE,
          new Category("MARKETING"),
          "APPROVED",
          null,
          TemplateParameters.ofText("body:1"),
          null);

  private final OutboundMessage readText = message(text);
  private final OutboundMessage readTemplate = message(template);

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static OutboundMessage message(byte[] body) {
    return ((Reading.Understood) OutboundMessage.read(body, null)).message();
  }

  private MessageVerdict judge(OutboundMessage message, Template template) {
    return policies.judge(new Submission(NUMBER, Endpoint.MESSAGES, message, template, true, NOW));
  }

  @Benchmark
  public Reading readText() {
    return OutboundMessage.read(text, null);
  }

  @Benchmark
  public Reading readTemplate() {
    return OutboundMessage.read(template, null);
  }

  @Benchmark
  public MessageVerdict judgeText() {
    return judge(readText, null);
  }

  @Benchmark
  public MessageVerdict judgeTemplate() {
    return judge(readTemplate, held);
  }

  @Benchmark
  public MessageVerdict readAndJudgeText() {
    return judge(message(text), null);
  }

  @Benchmark
  public MessageVerdict readAndJudgeTemplate() {
    return judge(message(template), held);
  }
}
