package io.sallyport.overview;

import java.time.Instant;

/**
 * An open circuit of some replica.
 *
 * @param cause {@code upstream}, {@code account} or {@code token}
 * @param since when it opened
 */
public record CircuitReport(String phoneNumberId, String cause, Instant since) {}
