/**
 * Bodies read strictly: every key known, every type as documented (connector-facts A3).
 *
 * <p>Imports no other room. Start with {@link io.sallyport.twin.kommo.shape.Shape}.
 */
@NullMarked
package io.sallyport.twin.kommo.shape;

import org.jspecify.annotations.NullMarked;
