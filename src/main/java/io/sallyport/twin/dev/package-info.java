/**
 * What {@code quarkus:dev} starts beside the gateway: a Redis and the twin. Never in the artefact.
 */
@NullMarked
package io.sallyport.twin.dev;

import org.jspecify.annotations.NullMarked;
