/**
 * Templates: their category, status and parameters as Meta has approved them, and the registry of
 * all of them.
 *
 * <p>Pure Java and Mutiny; imports {@code message}. The registry's two ports are {@link
 * io.sallyport.template.TemplateSource} (Meta) and {@link io.sallyport.template.TemplateStore}
 * (what replicas share). Start with {@link io.sallyport.template.TemplateRegistry}.
 */
@NullMarked
package io.sallyport.template;

import org.jspecify.annotations.NullMarked;
