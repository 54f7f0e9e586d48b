package io.sallyport.http.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.sallyport.ledger.Records;
import io.sallyport.ledger.SharedClock;
import io.sallyport.pricing.Price;
import io.sallyport.pricing.SpendCount;
import io.sallyport.pricing.SpendReport;
import io.sallyport.pricing.Tariff;
import io.sallyport.rule.BusinessNumber;
import io.smallrye.mutiny.Uni;
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

  private final ApiCalls calls;
  private final Tariff tariff;
  private final SharedClock clock;
  private final Records records;

  SpendResource(ApiCalls calls, Tariff tariff, SharedClock clock, Records records) {
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
   */
  public record SpendView(
      List<RowView> rows, String model, boolean estimated, List<TotalView> totals) {

    static SpendView of(SpendReport report) {
      return new SpendView(
          report.rows().stream().map(RowView::of).toList(),
          report.model().wire(),
          true,
          report.totals().stream()
              .map(total -> new TotalView(total.currency(), total.amount()))
              .toList());
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
    return ApiCalls.stored(
            records.spend(number.phoneNumberId(), first, last), ApiCalls.STORE_SILENT)
        .map(counts -> SpendView.of(SpendReport.of(counts, last, tariff)));
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
