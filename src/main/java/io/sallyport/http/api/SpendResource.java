package io.sallyport.http.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.sallyport.account.Numbers;
import io.sallyport.config.SallyportConfig;
import io.sallyport.ledger.Records;
import io.sallyport.ledger.SharedClock;
import io.sallyport.pricing.PaymentThreshold;
import io.sallyport.pricing.Price;
import io.sallyport.pricing.SpendCount;
import io.sallyport.pricing.SpendReport;
import io.sallyport.pricing.Tariff;
import io.sallyport.rule.BusinessNumber;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The estimated cost of a number's messages. */
@Path("/numbers/{phone_number_id}/spend")
@Produces(MediaType.APPLICATION_JSON)
public final class SpendResource {

  /** A year, also a leap year. */
  private static final int MOST_DAYS = 366;

  private static final int AT_ONCE = 32;

  private final ApiCalls calls;
  private final Tariff tariff;
  private final SharedClock clock;
  private final Records records;
  private final Numbers numbers;
  private final @Nullable PaymentThreshold threshold;

  SpendResource(
      ApiCalls calls,
      Tariff tariff,
      SharedClock clock,
      Records records,
      Numbers numbers,
      SallyportConfig config) {
    this.numbers = numbers;
    this.threshold =
        config
            .pricing()
            .paymentThreshold()
            .map(amount -> new PaymentThreshold(amount, tariff.currencies().first()))
            .orElse(null);
    this.calls = calls;
    this.tariff = tariff;
    this.clock = clock;
    this.records = records;
  }

  /**
   * A report.
   *
   * @param model how Meta charges on the last of the days
   * @param estimated always true: amounts are by list prices and UTC days
   * @param payment what Meta has charged the WABA's card in the month of the last day; without a
   *     threshold there is none
   */
  public record SpendView(
      List<RowView> rows,
      String model,
      boolean estimated,
      List<TotalView> totals,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable PaymentView payment) {

    static SpendView of(SpendReport report, @Nullable PaymentView payment) {
      return new SpendView(
          report.rows().stream().map(RowView::of).toList(),
          report.model().wire(),
          true,
          report.totals().stream()
              .map(total -> new TotalView(total.currency(), total.amount()))
              .toList(),
          payment);
    }
  }

  /**
   * One day's messages of one category to one country.
   *
   * @param billable by Meta's status if there is one, else as expected
   * @param amount the billable messages at that day's list price
   * @param confirmed for how many a status of Meta's has stated the price
   * @param difference how much more (or less, if negative) Meta billed than was expected
   */
  public record RowView(
      LocalDate day,
      String category,
      @Nullable String country,
      long messages,
      long billable,
      @Nullable BigDecimal amount,
      @Nullable String currency,
      @JsonProperty("expected_billable") long expectedBillable,
      long confirmed,
      @Nullable BigDecimal difference) {

    static RowView of(SpendReport.Row row) {
      SpendCount count = row.count();
      Price price = row.price();
      return new RowView(
          count.day(),
          count.category().lowerCase(),
          count.country(),
          count.messages(),
          count.billable(),
          row.amount(),
          price == null ? null : price.currency(),
          count.expected(),
          count.confirmed(),
          row.difference());
    }
  }

  /** The sum of the amounts in one currency. */
  public record TotalView(String currency, BigDecimal amount) {}

  /**
   * The payment threshold.
   *
   * @param threshold at which open sum Meta charges the card, whole
   * @param reached how often that was, by all numbers of the WABA, by list price
   * @param open what is not charged yet
   */
  public record PaymentView(BigDecimal threshold, String currency, long reached, BigDecimal open) {}

  @GET
  @Operation(summary = "What was sent and what it costs by list price, by UTC day")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = SpendView.class)))
  @APIResponse(responseCode = "400", ref = "Error")
  @APIResponse(responseCode = "503", ref = "Error")
  public Uni<SpendView> spend(
      @PathParam("phone_number_id") String phoneNumberId,
      @Parameter(description = "First day; default: of this month") @QueryParam("from")
          @Nullable String from,
      @Parameter(description = "Last day; default: of this month") @QueryParam("to")
          @Nullable String to) {
    BusinessNumber number = calls.number(phoneNumberId);
    YearMonth month = YearMonth.from(clock.now().atOffset(ZoneOffset.UTC));
    LocalDate first = day("from", from, month.atDay(1));
    LocalDate last = day("to", to, month.atEndOfMonth());
    if (first.isAfter(last) || ChronoUnit.DAYS.between(first, last) >= MOST_DAYS) {
      throw ApiCalls.invalid(
          "`from` (" + first + ") to `to` (" + last + ") must be 1 to " + MOST_DAYS + " days.");
    }
    Uni<SpendReport> report =
        ApiCalls.stored(records.spend(number.phoneNumberId(), first, last), ApiCalls.STORE_SILENT)
            .map(counts -> SpendReport.of(counts, last, tariff));
    return threshold == null
        ? report.map(all -> SpendView.of(all, null))
        : report.chain(
            all ->
                payment(threshold, number.wabaId(), YearMonth.from(last))
                    .map(payment -> SpendView.of(all, payment)));
  }

  /** Of all numbers of a WABA in a month. */
  private Uni<PaymentView> payment(PaymentThreshold of, String wabaId, YearMonth month) {
    LocalDate last = month.atEndOfMonth();
    List<Uni<List<SpendCount>>> all =
        numbers.ofWaba(wabaId).stream()
            .map(id -> UniHelper.toUni(records.spend(id, month.atDay(1), last)))
            .toList();
    return ApiCalls.stored(
            Uni.join().all(all).usingConcurrencyOf(AT_ONCE).andFailFast(), ApiCalls.STORE_SILENT)
        .map(counts -> counts.stream().flatMap(List::stream).toList())
        .map(counts -> of.of(SpendReport.of(counts, last, tariff).rows()))
        .map(paid -> new PaymentView(of.threshold(), of.currency(), paid.reached(), paid.open()));
  }

  private static LocalDate day(String name, @Nullable String text, LocalDate otherwise) {
    if (text == null) {
      return otherwise;
    }
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw ApiCalls.invalid("`" + name + "` must be a day: 2026-11-01.");
    }
  }
}
