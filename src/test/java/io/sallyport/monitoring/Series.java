package io.sallyport.monitoring;

import java.util.Map;
import java.util.Set;

/**
 * One name that Prometheus knows, of a documented meter.
 *
 * @param counter whether it only rises
 * @param labels by name; with the values they may have, or none where any may be
 */
public record Series(String name, boolean counter, Map<String, Set<String>> labels) {}
