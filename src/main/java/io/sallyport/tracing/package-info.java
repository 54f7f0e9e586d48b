/**
 * Traces: a span for each request of a caller or of Meta, and one for each call it makes to Redis,
 * Meta or a CRM. Every attribute is set in this package, one by one: none holds a path, a query, a
 * header, a contact, a message id or a text.
 *
 * <p>Edge; imports the pure packages and http. This is the one package that names OpenTelemetry.
 * Start with {@link io.sallyport.tracing.Tracing}.
 */
@NullMarked
package io.sallyport.tracing;

import org.jspecify.annotations.NullMarked;
