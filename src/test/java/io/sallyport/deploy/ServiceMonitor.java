package io.sallyport.deploy;

import java.util.List;
import java.util.Map;

/**
 * The custom resource of the Prometheus Operator, the fields that are used here and no other: a
 * misspelt one fails to be read.
 */
record ServiceMonitor(String apiVersion, String kind, Metadata metadata, Spec spec) {

  record Metadata(String name, Map<String, String> labels) {}

  record Spec(Selector selector, List<Endpoint> endpoints) {}

  record Selector(Map<String, String> matchLabels) {}

  record Endpoint(String port, String path, String interval) {}
}
