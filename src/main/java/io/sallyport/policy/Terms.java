package io.sallyport.policy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a ledger must hold a send to: flat values a script can enforce.
 *
 * @param needsWindow whether the customer service window must be open
 * @param unknownWindowPasses whether an unknown window counts as open
 * @param windowMargin how long before its end a window counts as closed
 * @param marketing the marketing allowance to draw on; null when the send is not marketing
 */
public record Terms(
    boolean needsWindow,
    boolean unknownWindowPasses,
    Duration windowMargin,
    PolicySettings.@Nullable Marketing marketing) {}
