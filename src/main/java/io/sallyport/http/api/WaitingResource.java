package io.sallyport.http.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sallyport.account.NumberStates;
import io.sallyport.account.Numbers;
import io.sallyport.contact.Contact;
import io.sallyport.event.ReplyWatch;
import io.sallyport.http.access.Caller;
import io.sallyport.http.access.Permissions;
import io.sallyport.ledger.ContactLists;
import io.sallyport.ledger.ContactLists.Waiting;
import io.sallyport.ledger.ContactStates;
import io.sallyport.ledger.SharedClock;
import io.sallyport.rule.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Contacts who wait for a first response, over all numbers. */
@Path("/waiting")
@Produces(MediaType.APPLICATION_JSON)
public final class WaitingResource {

  private static final int MOST = 1000;
  private static final String STANDARD = "100";
  private static final int AT_ONCE = 32;

  /** With more numbers, only those are asked whose last known state has a contact who waits. */
  private static final int MOST_NUMBERS = 1000;

  /** Contacts who have waited for longer are not listed. */
  private static final Duration LONGEST = Duration.ofDays(7);

  private static final Pattern PLACE = Pattern.compile("(\\d{1,12})\\.([0-9A-Za-z_-]+)\\.(.+)");

  private static final Comparator<Entry> LONGEST_FIRST =
      Comparator.comparing(Entry::since)
          .thenComparing(Entry::number)
          .thenComparing(entry -> entry.contact().id());

  /** A contact of a number, and where it is in the list. */
  private record Entry(Instant since, String number, Contact contact) {

    String place() {
      return since.getEpochSecond() + "." + number + "." + contact.id();
    }

    static @Nullable Entry at(String place) {
      Matcher parts = PLACE.matcher(place);
      return parts.matches()
          ? new Entry(
              Instant.ofEpochSecond(Long.parseLong(parts.group(1))),
              parts.group(2),
              new Contact(parts.group(3)))
          : null;
    }
  }

  private final Numbers numbers;
  private final NumberStates states;
  private final Permissions permissions;
  private final ContactLists lists;
  private final ContactStates contacts;
  private final SharedClock clock;
  private final ReplyWatch replies;

  WaitingResource(
      Numbers numbers,
      NumberStates states,
      Permissions permissions,
      ContactLists lists,
      ContactStates contacts,
      SharedClock clock,
      ReplyWatch replies) {
    this.numbers = numbers;
    this.states = states;
    this.permissions = permissions;
    this.lists = lists;
    this.contacts = contacts;
    this.clock = clock;
    this.replies = replies;
  }

  /**
   * A page of them, the longest first.
   *
   * @param next {@code after} of the next page; null when this is the last one
   */
  @RegisterForReflection
  public record WaitingList(List<WaitingContact> contacts, @Nullable String next) {}

  /**
   * One who waits.
   *
   * @param waitingSince when the first message came that is not answered
   * @param overdue whether the answer is later than {@code policy.first-response} wants it
   * @param windowExpiresAt null when the window has closed
   */
  @RegisterForReflection
  public record WaitingContact(
      @JsonProperty("phone_number_id") String phoneNumberId,
      String contact,
      @JsonProperty("waiting_since") Instant waitingSince,
      boolean overdue,
      @JsonProperty("window_expires_at") @Nullable Instant windowExpiresAt) {}

  @GET
  @OwnNumbers
  @Operation(summary = "Who waits for a first response, the longest first, for a week at most")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = WaitingList.class)))
  @APIResponse(responseCode = "400", ref = "Error")
  @APIResponse(responseCode = "403", ref = "Error")
  @APIResponse(responseCode = "503", ref = "Error")
  public Uni<WaitingList> list(
      @Parameter(description = "Only those of this phone number id") @QueryParam("number")
          @Nullable String number,
      @Parameter(description = "1 to 1000") @DefaultValue(STANDARD) @QueryParam("limit")
          String limit,
      @Parameter(description = "`next` of the page before") @DefaultValue("") @QueryParam("after")
          String after,
      @Context ContainerRequestContext context) {
    int most = ApiCalls.limit(limit, MOST);
    Entry last = after.isEmpty() ? null : Entry.at(after);
    if (last == null && !after.isEmpty()) {
      throw ApiCalls.invalid("`after` must be `next` of the page before.");
    }
    Instant oldest = clock.now().minus(LONGEST);
    Instant from = last == null || last.since().isBefore(oldest) ? oldest : last.since();
    List<Uni<List<Entry>>> all =
        asked(number, context).stream().map(id -> entries(id, from, last, most)).toList();
    return all.isEmpty()
        ? Uni.createFrom().item(new WaitingList(List.of(), null))
        : ApiCalls.stored(
            Uni.join()
                .all(all)
                .usingConcurrencyOf(AT_ONCE)
                .andFailFast()
                .chain(entries -> page(entries, most)),
            ApiCalls.STORE_SILENT);
  }

  private List<String> asked(@Nullable String number, ContainerRequestContext context) {
    Caller caller = (Caller) context.getProperty(ApiAccess.CALLER);
    if (number != null) {
      Refusal refusal = permissions.refusal(caller, number);
      if (refusal != null) {
        throw ApiCalls.refused(refusal.reason(), refusal.details());
      }
      return List.of(number);
    }
    List<String> visible = numbers.ids().stream().filter(ApiAccess.visible(context)).toList();
    return visible.size() <= MOST_NUMBERS
        ? visible
        : visible.stream()
            .filter(id -> states.last(id).filter(state -> state.waiting() > 0).isPresent())
            .toList();
  }

  private Uni<List<Entry>> entries(String number, Instant from, @Nullable Entry last, int most) {
    return Uni.createFrom()
        .completionStage(() -> lists.waiting(number, from, most + 1).toCompletionStage())
        .map(
            some ->
                some.stream()
                    .map(waiting -> entry(number, waiting))
                    .filter(entry -> last == null || LONGEST_FIRST.compare(entry, last) > 0)
                    .toList());
  }

  private static Entry entry(String number, Waiting waiting) {
    return new Entry(waiting.since(), number, waiting.contact());
  }

  private Uni<WaitingList> page(List<List<Entry>> all, int most) {
    List<Entry> page =
        all.stream().flatMap(List::stream).sorted(LONGEST_FIRST).limit(most + 1L).toList();
    String next = page.size() > most ? page.get(most - 1).place() : null;
    List<Uni<WaitingContact>> shown = page.stream().limit(most).map(this::show).toList();
    return shown.isEmpty()
        ? Uni.createFrom().item(new WaitingList(List.of(), null))
        : Uni.join()
            .all(shown)
            .usingConcurrencyOf(AT_ONCE)
            .andFailFast()
            .map(contacts -> new WaitingList(contacts, next));
  }

  private Uni<WaitingContact> show(Entry entry) {
    return Uni.createFrom()
        .completionStage(() -> contacts.of(entry.number(), entry.contact()).toCompletionStage())
        .map(
            state ->
                new WaitingContact(
                    entry.number(),
                    entry.contact().id(),
                    entry.since(),
                    replies.isOverdue(entry.since(), clock.now()),
                    state.window().expiresAt()));
  }
}
