package io.sallyport.audit;

import org.jspecify.annotations.Nullable;

/**
 * A stored decision or act: its entry id and its JSON.
 *
 * @param basis what a decision stood on, see {@link BasisText}; null when nothing is noted of it
 */
public record Kept(String place, String json, @Nullable String basis) {}
