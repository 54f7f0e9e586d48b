package io.sallyport.message;

/** What the rules of another channel than WhatsApp need to know of a message; each has its own. */
public interface OwnMessage {}
