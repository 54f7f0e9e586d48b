/**
 * Who the customers are and what Meta knows about them. Nothing here sends or receives.
 *
 * <p>A customer is a {@link io.sallyport.twin.people.Person} under any of its {@link
 * io.sallyport.twin.people.Names}, with one {@link io.sallyport.twin.people.Relationship} to each
 * business phone number: customer service window, free entry point, marketing conversation, choice
 * about marketing. All that follows the person, never the spelling of a name.
 *
 * <p>Imports platform. Start with {@link io.sallyport.twin.people.Relationship}.
 */
@NullMarked
package io.sallyport.twin.people;

import org.jspecify.annotations.NullMarked;
