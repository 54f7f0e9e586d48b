/**
 * The Kommo twin: a simulator of Kommo for dev and tests (architecture.md#the-kommo-twin), as far
 * as a chat channel meets it: the Chats API ("amojo"), the pieces of REST v4 a channel needs, and
 * the manager who works in Kommo.
 *
 * <p>Written from connector-facts.md part A, and never from the gateway's code: agreement between
 * the two is the test. Where Kommo's own documents leave something open, the twin takes the
 * stricter reading, or can play both ({@code amojo.Gaps}). It is a twin of its own, on a port of
 * its own; of the twin of Meta it uses {@code http}, {@code platform} and the frame of {@code
 * control}.
 *
 * <pre>
 * shape       bodies, read strictly
 * chats       channels, accounts, chats, messages, files
 * hooks       what Kommo posts to the channel
 * amojo       the Chats API
 * templates   the templates and their reviews
 * rest        REST v4
 * manager     who writes in Kommo
 * faults      what goes wrong on request
 * control     the HTTP API under /twin
 * </pre>
 *
 * <p>Where to start: {@link io.sallyport.twin.kommo.KommoTwin} starts one. A message of a customer
 * goes through {@code KommoRouter} and {@code amojo.AmojoApi} to {@code amojo.MessageCalls}; one of
 * the manager from {@code manager.Manager} through {@code hooks.HookSender} to the channel, and
 * what became of it comes back to {@code amojo.StatusCalls}.
 */
@NullMarked
package io.sallyport.twin.kommo;

import org.jspecify.annotations.NullMarked;
