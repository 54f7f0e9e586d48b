/**
 * The twin: a simulator of Meta's WhatsApp Cloud API for dev and tests (architecture.md#the-twin).
 *
 * <p>It keeps its own record of windows, templates, marketing limits and opt-outs, written from
 * platform-facts.md and never from the gateway's code: agreement between the two is the test. It
 * imports the JDK and Vert.x core only, nothing else of {@code io.sallyport}, and is in no
 * artefact.
 *
 * <p>This package holds the Java API and puts the rooms together; each room may import those above
 * it that it names:
 *
 * <pre>
 * platform    clock, ids, business phone numbers, media files
 * http        request, answer, socket
 * webhooks    how the gateway is told
 * account     what an account is forbidden, and the webhooks about it
 * templates   the templates, and the webhooks about them
 * people      customers: names, windows, limits, choices
 * inbound     what customers do
 * outbound    what becomes of a message to a customer
 * graph       the HTTP API of Meta
 * faults      what goes wrong with a send on request
 * control     the HTTP API under /twin
 * </pre>
 *
 * <p>{@code messenger} is Messenger and Instagram, put together from rooms of its own. {@code
 * kommo} is a twin of its own, of Kommo: it uses http, platform and the frame of control. {@code
 * dev} starts both in dev mode.
 *
 * <p>Where to start: {@link io.sallyport.twin.Twin} starts one, {@link
 * io.sallyport.twin.TwinCustomer} is all a customer can do. A send goes from {@code RequestRouter}
 * through {@code graph.GraphApi} and {@code graph.SendReader} to {@code outbound.Acceptance}, which
 * decides what becomes of it; {@code outbound.StatusFollowUp} tells so later, by {@code
 * webhooks.WebhookSender}.
 */
@NullMarked
package io.sallyport.twin;

import org.jspecify.annotations.NullMarked;
