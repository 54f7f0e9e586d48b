package io.sallyport.twin.control;

import io.sallyport.twin.http.Request;
import io.sallyport.twin.http.Response;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * The JSON API under {@code /twin}, for curl and for tests in another process. Spans are written
 * {@code 90s, 15m, 25h, 7d}; answers about webhooks carry the gateway's last status as {@code
 * webhook}, 0 if it could not be reached. What is wrong with a call is explained in a 400.
 *
 * <pre>
 * DELETE /twin                             everything back to the start
 * GET    /twin/clock                       now, offset
 * POST   /twin/clock                       advance
 *
 * A customer's name is a phone in any spelling, a BSUID or a parent BSUID. Every body takes
 * phone_number_id (the first number is the default).
 * GET    /twin/customers/{name}            what Meta knows: names, window, free entry point, choice
 * PUT    /twin/customers/{name}            user_id, parent_user_id, hide_phone; tells nobody
 * POST   /twin/customers/{name}/messages   type, text, ago, {type}: its content, standby,
 *                                          referral (true, ad, post), desktop; and as PUT
 * POST   /twin/customers/{name}/preferences  value: stop, resume, signup; and as PUT
 * POST   /twin/customers/{name}/number     to; user_id, parent_user_id after the change
 * POST   /twin/customers/{name}/user-id    user_id, parent_user_id; to: a new number;
 *                                          previous: false leaves out the old ids
 * POST   /twin/customers/{name}/calls      direction (user, business), accepted, ago, duration,
 *                                          bare: a user's call without direction
 * POST   /twin/customers/{name}/echoes     text, ago, first_response
 * POST   /twin/customers/{name}/history    text, ago, phase, chunk_order, progress, file
 *
 * Messenger and Instagram: {id} is of a Page or Instagram account, {person} a PSID or IGSID.
 * GET    /twin/accounts
 * PUT    /twin/accounts/{id}               channel, page, token, human_agent
 * GET    /twin/accounts/{id}/messages[?to=]        accepted sends
 * POST   /twin/accounts/{id}/test                  the button "Test" of Meta's dashboard
 * GET    /twin/accounts/{id}/people/{person}       what Meta knows: window, owner of the thread
 * POST   /twin/accounts/{id}/people/{person}/{act} every body takes ago; and by act:
 *   messages   text, type (text, quick_reply, reply, story_reply, referral, unsupported, image, …),
 *              standby, self, mid;  edits, unsends: mid;  edits: bare;  reads, deliveries, echoes
 *   reactions  action (react, unreact), emoji;  postbacks: title, payload, user_ref;  referrals: ref
 *   comments   text, id, flat;  posts: text, id
 *   optins     type (plugin, notification_messages, one_time_notif_req), token, valid, status,
 *              user_ref
 *   handovers  to: another app;  blocks: blocked
 *
 * GET    /twin/messages[?to=], /twin/messages/{wamid}   accepted sends, what becomes of them
 * GET    /twin/requests                    Graph calls seen
 * PUT, DELETE /twin/numbers/{phone_number_id}   waba_id, display_phone_number; and as listed
 * PUT    /twin/tokens/{token}              what debug_token says: is_valid, expires_at, scopes
 * PUT    /twin/subscriptions/{id}          where Meta says that it delivers: of a WABA subscribed,
 *                                          override_callback_uri; of a number the latter; of the
 *                                          app fields, callback_url
 * POST   /twin/wabas/{waba}/updates        the value of an account_update, or field and value
 * GET, POST /twin/templates, DELETE /twin/templates/{name}, POST /twin/templates/category
 * POST   /twin/webhooks                    delivers the body as it is, signed
 * GET, PUT /twin/webhooks                  url, duplicate, shuffle, batch, seed
 * POST   /twin/webhooks/verify             Meta's handshake
 * GET, POST, DELETE /twin/faults, POST /twin/outage
 * </pre>
 */
public final class ControlApi {
  private final Map<String, Control> controls;
  private final Runnable reset;

  /**
   * @param controls by the path segment after {@code /twin}
   */
  public ControlApi(Map<String, Control> controls, Runnable reset) {
    this.controls = controls;
    this.reset = reset;
  }

  public Future<Response> answer(Request request) {
    try {
      return route(request);
    } catch (IllegalArgumentException | ClassCastException e) {
      return Control.done(
          Response.json(400, JsonObject.of("error", String.valueOf(e.getMessage()))));
    }
  }

  private Future<Response> route(Request request) {
    if (request.is("DELETE", 1)) {
      reset.run();
      return Control.done(Response.ok(JsonObject.of("reset", true)));
    }
    return controls.getOrDefault(request.segment(1), Control::unknown).answer(request);
  }
}
