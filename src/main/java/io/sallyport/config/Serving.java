package io.sallyport.config;

/**
 * This process serves: fired once, when it has started. Who polls, posts or listens begins then; a
 * process that was started for something else never fires it.
 */
public record Serving() {}
