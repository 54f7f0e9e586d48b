/**
 * The part of Meta's Graph API the twin answers: sends, template lists, phone numbers, media. A
 * send is checked here as Meta checks it before its answer.
 *
 * <p>Imports http, outbound, templates, people and platform. Start with {@link
 * io.sallyport.twin.graph.GraphApi}; {@link io.sallyport.twin.graph.SendReader} checks a send,
 * {@link io.sallyport.twin.graph.GraphError} has every error.
 */
@NullMarked
package io.sallyport.twin.graph;

import org.jspecify.annotations.NullMarked;
