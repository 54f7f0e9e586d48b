package io.sallyport.twin.kommo.control;

import io.sallyport.twin.control.ClockControl;
import io.sallyport.twin.control.Control;
import io.sallyport.twin.control.ControlApi;
import io.sallyport.twin.control.OutageControl;
import io.sallyport.twin.kommo.amojo.Gaps;
import io.sallyport.twin.kommo.chats.Chats;
import io.sallyport.twin.kommo.chats.Scopes;
import io.sallyport.twin.kommo.faults.KommoFaults;
import io.sallyport.twin.kommo.hooks.HookSender;
import io.sallyport.twin.kommo.manager.Manager;
import io.sallyport.twin.kommo.templates.ChatTemplates;
import io.sallyport.twin.platform.TwinClock;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The calls under {@code /twin}. Spans are written {@code 90s, 15m}; {@code hook} in an answer is
 * what the channel answered to the hook, 0 for nothing within 5 s. What is wrong with a call is
 * explained in a 400. Calls about one account take {@code ?account=} a name or an amojo id; the
 * first account is the default.
 *
 * <pre>
 * DELETE /twin                             everything back to the start
 * GET, POST /twin/clock                    advance
 * GET    /twin/accounts                    who is there, and connected
 * POST   /twin/accounts                    name; amojo_id, token, source, manager
 * DELETE /twin/accounts/{account}/connection   the integration is switched off in Kommo
 *
 * A chat's name is the customer's phone number in any spelling, Kommo's id or the channel's.
 * GET    /twin/chats                       without messages
 * GET    /twin/chats/{who}                 as a manager sees it
 * POST   /twin/chats/{who}/messages        the manager writes: text; type (picture, video, file,
 *                                          voice, audio, sticker) with file_name, size, mime or
 *                                          media (an address); buttons; list_message; template (id,
 *                                          external id or name) with params {marker: value};
 *                                          reply_to; group; extra. A phone number without a chat is
 *                                          "write first". With ?wait=5s the answer is the message
 *                                          with what became of it
 * POST   /twin/chats/{who}/typing          at most one hook in 5 s
 * POST   /twin/chats/{who}/reactions       emoji, or none to take it back; message
 * GET    /twin/messages/{id}[?wait=5s]     what became of it: status, error_code, error
 * GET    /twin/templates                   the account's, with reviews
 *
 * GET    /twin/hooks                       hooks sent, what each was answered
 * POST   /twin/hooks                       posts the body as it is, signed
 * PUT    /twin/hooks                       url, newline, signature (right, wrong, missing), copies
 * GET    /twin/requests[?kind=]            calls seen
 * GET, POST, DELETE /twin/faults           fault, on (the kind of call), times, delay, accepts
 * POST   /twin/outage                      for
 * GET, PUT /twin/gaps                      refuse_repeated_msgid, refuse_both_statuses
 * </pre>
 */
public final class KommoControls {
  private KommoControls() {}

  /** What the controls work on. */
  public record Parts(
      Vertx vertx,
      TwinClock clock,
      Scopes scopes,
      Chats chats,
      ChatTemplates templates,
      HookSender hooks,
      Manager manager,
      KommoFaults faults,
      CallLog calls,
      Gaps gaps) {}

  /**
   * Puts the API together.
   *
   * @param outage closes the port for a time
   */
  public static ControlApi api(Parts parts, Consumer<Duration> outage, Runnable reset) {
    Chosen chosen = new Chosen(parts.scopes());
    MessageControl messages = new MessageControl(parts.vertx(), parts.chats());
    Map<String, Control> controls =
        Map.of(
            "clock", new ClockControl(parts.clock()),
            "accounts", new AccountControl(parts.scopes(), chosen),
            "chats", new ChatControl(parts.chats(), parts.manager(), messages, chosen),
            "messages", messages,
            "templates", new TemplateControl(parts.templates(), chosen),
            "hooks", new HookControl(parts.scopes(), parts.hooks(), chosen),
            "requests", new CallControl(parts.calls()),
            "faults", new FaultControl(parts.faults()),
            "outage", new OutageControl(outage),
            "gaps", new GapControl(parts.gaps()));
    return new ControlApi(controls, reset);
  }
}
