/**
 * The packaged application, driven over HTTP as CRMs and Meta drive it.
 *
 * <p>{@link io.sallyport.testkit.World} starts what is around it: a real Redis and the twin, which
 * is its upstream. Webhooks are made by {@link io.sallyport.testkit.Events}, sends by {@link
 * io.sallyport.testkit.Bodies}. Start with {@link io.sallyport.testkit.Scenario}.
 */
package io.sallyport.it;
