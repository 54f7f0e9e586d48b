package io.sallyport.relay;

/**
 * A letter that could not be delivered and is no longer tried.
 *
 * @param place its entry id in the list of dead letters
 * @param id the event id
 */
public record DeadLetter(String place, String id, Tries tries) {}
