/**
 * The gateway's own API under {@code /sallyport/v1}: one resource per subject, with its views;
 * {@code META-INF/openapi.yaml} describes it.
 *
 * <p>Adapter; imports http, http.access, the pure packages, config, account, directory and
 * connector.
 */
@NullMarked
package io.sallyport.http.api;

import org.jspecify.annotations.NullMarked;
