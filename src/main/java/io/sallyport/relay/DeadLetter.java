package io.sallyport.relay;

/**
 * A delivery that is not tried any more.
 *
 * @param place in the list of dead letters, oldest first
 * @param id the event id
 */
public record DeadLetter(String place, String id, Tries tries) {}
