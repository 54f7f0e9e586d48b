/**
 * The twin: a simulator of Meta's WhatsApp Cloud API for dev and tests (architecture.md#the-twin).
 *
 * <p>It keeps its own truth about windows, templates, marketing limits and opt-outs, written from
 * platform-facts.md and never from the gateway's code: agreement between the two is the test. It
 * imports the JDK and Vert.x core only, nothing else of {@code io.sallyport}, and is in no
 * artefact.
 *
 * <p>Where to start: {@link io.sallyport.twin.Twin} starts one and is the Java API. {@code
 * FrontDoor} is the way of a request; {@code GraphApi} then {@code SendApi} what Meta answers;
 * {@code Judge} what Meta does with an accepted message later; {@code StatusFollowUp} and {@code
 * Courier} how it tells; {@code ControlApi} the JSON API under {@code /twin}, with the list of its
 * calls.
 *
 * <p>A customer is a {@code Person} under any of its {@code Names}, with one {@code Relationship}
 * to each number; {@link io.sallyport.twin.TwinCustomer} is all a person can do. What the truth
 * follows is the person, never the spelling.
 */
@NullMarked
package io.sallyport.twin;

import org.jspecify.annotations.NullMarked;
