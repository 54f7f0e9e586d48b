package io.sallyport.http.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sallyport.account.Numbers;
import io.sallyport.instead.HeldSends;
import io.sallyport.instead.HeldSends.HeldSend;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Sends that are held until a person lets them go, over all numbers. */
@Path("/held")
@OperatorsOnly
@Produces(MediaType.APPLICATION_JSON)
public final class HeldResource {

  private static final int AT_ONCE = 32;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Numbers numbers;
  private final ApiCalls calls;
  private final HeldSends held;

  HeldResource(Numbers numbers, ApiCalls calls, HeldSends held) {
    this.numbers = numbers;
    this.calls = calls;
    this.held = held;
  }

  /**
   * One that is held.
   *
   * @param why what the client's sends are held for, of what this one is
   * @param message its body; a text where it is no JSON
   * @param location where it is let go and refused
   */
  @RegisterForReflection
  public record HeldView(
      String id,
      @JsonProperty("phone_number_id") String phoneNumberId,
      String client,
      String contact,
      List<String> why,
      @JsonProperty("held_at") Instant heldAt,
      @JsonProperty("expires_at") Instant expiresAt,
      JsonNode message,
      String location) {

    static HeldView of(String number, HeldSend one) {
      return new HeldView(
          one.id(),
          number,
          one.client(),
          one.contact(),
          one.held().why(),
          one.held().since(),
          one.held().until(),
          json(one.message()),
          DeferredResource.location(number, one.id()));
    }

    private static JsonNode json(byte[] body) {
      try {
        return JSON.readTree(body);
      } catch (IOException form) {
        return JSON.getNodeFactory().textNode(new String(body, StandardCharsets.UTF_8));
      }
    }
  }

  /** All of them, the oldest first. */
  @RegisterForReflection
  public record HeldList(List<HeldView> held) {}

  @GET
  @Operation(summary = "What is held until a person lets it go, the oldest first")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = HeldList.class)))
  @APIResponse(responseCode = "403", ref = "Error")
  @APIResponse(responseCode = "503", ref = "Error")
  public Uni<HeldList> list(
      @Parameter(description = "Only those of this phone number id") @QueryParam("number")
          @Nullable String number,
      @Parameter(description = "Only those of this client") @QueryParam("client")
          @Nullable String client) {
    List<String> ids =
        number == null ? List.copyOf(numbers.ids()) : List.of(calls.number(number).phoneNumberId());
    List<Uni<List<HeldView>>> all = ids.stream().map(this::of).toList();
    return all.isEmpty()
        ? Uni.createFrom().item(new HeldList(List.of()))
        : ApiCalls.stored(
            Uni.join()
                .all(all)
                .usingConcurrencyOf(AT_ONCE)
                .andFailFast()
                .map(lists -> together(lists, client)),
            ApiCalls.STORE_SILENT);
  }

  private Uni<List<HeldView>> of(String number) {
    return Uni.createFrom()
        .deferred(() -> UniHelper.toUni(held.list(number)))
        .map(some -> some.stream().map(one -> HeldView.of(number, one)).toList());
  }

  private static HeldList together(List<List<HeldView>> lists, @Nullable String client) {
    return new HeldList(
        lists.stream()
            .flatMap(List::stream)
            .filter(one -> client == null || client.equals(one.client()))
            .sorted(Comparator.comparing(HeldView::heldAt))
            .toList());
  }
}
