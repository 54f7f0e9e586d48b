package io.sallyport.http.api;

import io.sallyport.account.WazzupChannels;
import io.sallyport.account.WazzupChannels.Channel;
import io.sallyport.channel.Transport;
import io.sallyport.circuit.Credential;
import io.sallyport.connector.wazzup.WazzupSends;
import io.sallyport.connector.wazzup.WazzupServer;
import io.sallyport.contact.Contact;
import io.sallyport.http.access.Permissions;
import io.sallyport.ledger.Records;
import io.sallyport.ledger.SendContext;
import io.sallyport.ledger.SharedClock;
import io.sallyport.message.OutboundMessage;
import io.sallyport.message.WazzupBody;
import io.sallyport.rule.Endpoint;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import io.sallyport.rule.Submission;
import io.sallyport.rule.Terms;
import io.sallyport.send.Draft;
import io.sallyport.send.Explanation;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What the gateway knows and decides on channels behind Wazzup. */
@Path("/channels/{channel_id}")
@Produces(MediaType.APPLICATION_JSON)
public final class ChannelsResource {

  private static final String WHO = "Wazzup's chatId; of WhatsApp the phone number in any spelling";

  private final WazzupChannels channels;
  private final WazzupSends sends;
  private final WazzupServer server;
  private final JsonBody body;
  private final Records records;
  private final SharedClock clock;

  ChannelsResource(
      WazzupChannels channels,
      WazzupSends sends,
      WazzupServer server,
      JsonBody body,
      Records records,
      SharedClock clock) {
    this.channels = channels;
    this.sends = sends;
    this.server = server;
    this.body = body;
    this.records = records;
    this.clock = clock;
  }

  @GET
  @Path("/contacts/{chat_id}")
  @Operation(summary = "What is known of a contact; also of one that was never seen")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = ChannelContactView.class)))
  @APIResponse(responseCode = "400", ref = "Error")
  @APIResponse(responseCode = "503", ref = "Error")
  public Uni<ChannelContactView> contact(
      @PathParam("channel_id") String id,
      @Parameter(description = WHO) @PathParam("chat_id") String name) {
    Channel channel = channel(id);
    Contact contact =
        channel
            .transport()
            .named(name)
            .orElseThrow(() -> ApiCalls.invalid("The contact is none of this channel's."));
    Terms terms =
        sends
            .of(channel.transport(), false)
            .policies()
            .terms(
                new Submission(
                    channel.number(),
                    Endpoint.WAZZUP_MESSAGE,
                    OutboundMessage.onChannel(contact, false, ""),
                    null,
                    false,
                    clock.now()));
    return ApiCalls.stored(
            records.examine(channel.id(), contact, terms, SendContext.PLAIN), ApiCalls.STORE_SILENT)
        .map(found -> ChannelContactView.of(found.state(), clock.now()));
  }

  @POST
  @ChangesNothing
  @Path("/explain")
  @Operation(summary = "What a message would get, rule by rule; nothing is sent or consumed")
  @RequestBody(
      required = true,
      description = "The body of a message",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(type = SchemaType.OBJECT)))
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = ExplanationView.class)))
  @APIResponse(responseCode = "400", ref = "Error")
  @APIResponse(responseCode = "413", ref = "Error")
  @APIResponse(responseCode = "503", ref = "Error")
  public Uni<ExplanationView> explain(
      @PathParam("channel_id") String id,
      @Context HttpServerRequest request,
      @Context ContainerRequestContext context) {
    Channel channel = channel(id);
    Credential credential = ApiAccess.credential(request, context);
    return body.read(request)
        .chain(bytes -> ApiCalls.stored(explained(channel, credential, bytes), Refusal.UNDECIDED))
        .map(ExplanationView::withoutPrice);
  }

  private Future<Explanation> explained(Channel channel, Credential credential, byte[] bytes) {
    WazzupBody message = WazzupBody.read(bytes).body();
    if (message != null && !message.channelId().equals(channel.id())) {
      throw ApiCalls.invalid("`channelId` is another channel's than the path's.");
    } else if (message != null && !channel.transport().has(message.chatType())) {
      throw ApiCalls.invalid("`chatType` does not fit the channel (WRONG_TRANSPORT).");
    }
    String chatId = message == null ? null : message.chatId();
    boolean isGroup =
        message != null && chatId != null && Transport.isGroup(message.chatType(), chatId);
    return sends
        .of(channel.transport(), isGroup)
        .explain()
        .handle(
            new Draft(
                channel.number(),
                Endpoint.WAZZUP_MESSAGE,
                server.upstream().token(channel.id(), credential),
                "",
                bytes));
  }

  private Channel channel(String id) {
    return channels
        .find(id)
        .orElseThrow(() -> ApiCalls.refused(Reason.UNKNOWN_NUMBER, Permissions.UNKNOWN_CHANNEL));
  }
}
