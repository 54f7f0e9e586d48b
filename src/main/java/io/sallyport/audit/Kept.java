package io.sallyport.audit;

/** A stored decision or act: its entry id and its JSON. */
public record Kept(String place, String json) {}
