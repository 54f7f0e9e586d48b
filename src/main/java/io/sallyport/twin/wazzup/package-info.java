/**
 * A simulator of Wazzup's API v3 and its webhooks, on a port of its own, for dev and tests. It
 * reads every body strictly, forgets a crmMessageId after 60 s, refuses late what is outside a
 * window, and shares no code with the gateway.
 *
 * <p>{@link io.sallyport.twin.wazzup.WazzupTwin} starts one; {@link
 * io.sallyport.twin.wazzup.WazzupControls} lists the calls by which curl plays customers and
 * phones.
 */
@NullMarked
package io.sallyport.twin.wazzup;

import org.jspecify.annotations.NullMarked;
