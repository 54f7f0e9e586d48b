/**
 * The doctor: {@code … doctor} tries the operator's own deployment and says what is wrong and how
 * it is put right (doctor.md, ADR 38). It reads, asks and connects; it changes nothing, and starts
 * nothing that the gateway does by itself.
 *
 * <p>Start reading at {@link io.sallyport.doctor.Checks}: a check is a class and its place in that
 * list. It may import what the gateway's adapters offer; nobody but the roof imports it.
 */
@NullMarked
package io.sallyport.doctor;

import org.jspecify.annotations.NullMarked;
