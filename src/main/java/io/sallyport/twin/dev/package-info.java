/**
 * What {@code quarkus:dev} starts beside the gateway: a Redis, the twin, the Kommo twin and the
 * Wazzup twin. Never in the artefact.
 */
@NullMarked
package io.sallyport.twin.dev;

import org.jspecify.annotations.NullMarked;
