package io.sallyport.http.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sallyport.connector.kommo.KommoAccount;
import io.sallyport.connector.kommo.KommoAccounts;
import io.sallyport.connector.kommo.KommoConnection;
import io.sallyport.connector.kommo.KommoState;
import io.sallyport.relay.Relay;
import io.sallyport.relay.Sender;
import io.sallyport.relay.TargetState;
import io.sallyport.rule.Reason;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** A Kommo account and its connection to the chat channel. */
@Path("/kommo/{account}")
@Produces(MediaType.APPLICATION_JSON)
public final class KommoResource {

  private final KommoAccounts accounts;
  private final KommoConnection connection;
  private final KommoState state;
  private final Relay relay;

  KommoResource(KommoAccounts accounts, KommoConnection connection, KommoState state, Relay relay) {
    this.accounts = accounts;
    this.connection = connection;
    this.state = state;
    this.relay = relay;
  }

  /**
   * An account's state.
   *
   * @param lastHook when Kommo last posted one, RFC 3339; null for never
   * @param lastError what last went wrong between the gateway and Kommo
   * @param waiting hooks that are not sent, and what Kommo has not been told, together
   */
  @RegisterForReflection
  public record View(
      String scope,
      boolean connected,
      @JsonProperty("last_hook") @Nullable String lastHook,
      @JsonProperty("last_error") @Nullable String lastError,
      long waiting) {}

  @GET
  @Operation(summary = "Whether a Kommo account is connected, and what waits")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = View.class)))
  @APIResponse(responseCode = "404", ref = "Error")
  @APIResponse(responseCode = "503", ref = "Error")
  public Uni<View> show(@PathParam("account") String name) {
    KommoAccount account = account(name);
    return ApiCalls.stored(UniHelper.toUni(state.of(account)), ApiCalls.STORE_SILENT)
        .map(
            known ->
                new View(
                    account.scope(),
                    known.connected(),
                    known.lastHook(),
                    known.lastError(),
                    waiting(account.hooks()) + waiting(account.target())));
  }

  private long waiting(String target) {
    TargetState read = relay.sender(target).map(Sender::state).orElse(null);
    return read == null ? 0 : read.waiting();
  }

  @POST
  @Path("/connect")
  @Operation(summary = "Connect the account to the chat channel, again if it is connected")
  @APIResponse(responseCode = "204")
  @APIResponse(responseCode = "404", ref = "Error")
  @APIResponse(responseCode = "502", ref = "Error")
  @APIResponse(responseCode = "503", ref = "Error")
  public Uni<Void> connect(@PathParam("account") String name) {
    return done(connection.connect(account(name)));
  }

  @DELETE
  @Path("/connect")
  @Operation(summary = "Disconnect it: Kommo posts no more hooks of it")
  @APIResponse(responseCode = "204")
  @APIResponse(responseCode = "404", ref = "Error")
  @APIResponse(responseCode = "502", ref = "Error")
  @APIResponse(responseCode = "503", ref = "Error")
  public Uni<Void> disconnect(@PathParam("account") String name) {
    return done(connection.disconnect(account(name)));
  }

  private static Uni<Void> done(Future<Void> call) {
    return UniHelper.toUni(call)
        .onFailure()
        .transform(
            why ->
                why instanceof KommoConnection.NotDone
                    ? ApiCalls.refused(
                        Reason.UPSTREAM_UNREACHABLE, String.valueOf(why.getMessage()))
                    : ApiCalls.refused(Reason.UNDECIDED, ApiCalls.STORE_SILENT));
  }

  private KommoAccount account(String name) {
    return accounts
        .named(name)
        .orElseThrow(
            () ->
                ApiCalls.refused(
                    404,
                    Reason.INVALID_BODY,
                    "No Kommo account of this name is configured: set"
                        + " sallyport.kommo.accounts.\"<name>\".amojo-id."));
  }
}
