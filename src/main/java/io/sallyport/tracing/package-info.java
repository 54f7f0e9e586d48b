/**
 * Traces: a span for each request of a caller or of Meta, and one for each step of it that another
 * process takes. Every attribute is set here, one by one: none holds a path, a query, a header, a
 * contact, a message id or a text.
 *
 * <p>Edge; imports the pure packages. This is the one package that names OpenTelemetry, and where
 * traces are off it hands back what it is given. Start with {@link io.sallyport.tracing.Tracing}.
 */
@NullMarked
package io.sallyport.tracing;

import org.jspecify.annotations.NullMarked;
