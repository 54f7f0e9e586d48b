/**
 * The packaged application, driven over HTTP as CRMs and Meta drive it.
 *
 * <p>{@link io.sallyport.it.World} starts what is around it: a real Redis and the twin, which is
 * its upstream. Webhooks are made by {@link io.sallyport.it.Events}, sends by {@link
 * io.sallyport.it.Bodies}. Start with {@link io.sallyport.it.Scenario}.
 */
package io.sallyport.it;
