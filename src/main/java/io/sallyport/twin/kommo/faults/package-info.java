/**
 * What goes wrong with calls to Kommo on request.
 *
 * <p>Imports {@code twin.http} only. Start with {@link io.sallyport.twin.kommo.faults.KommoFault}.
 */
@NullMarked
package io.sallyport.twin.kommo.faults;

import org.jspecify.annotations.NullMarked;
