/**
 * Templates: what Meta approved, in which category and status, with which parameters, and the
 * registry that knows them all.
 *
 * <p>Pure Java and Mutiny; imports {@code contact} and {@code message}. The registry's two ports
 * are {@link io.sallyport.template.TemplateSource} (Meta) and {@link
 * io.sallyport.template.TemplateStore} (what replicas share). Start with {@link
 * io.sallyport.template.TemplateRegistry}.
 */
@NullMarked
package io.sallyport.template;

import org.jspecify.annotations.NullMarked;
