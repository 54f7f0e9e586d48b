/**
 * Message templates, what Meta's reviewers do to them, and the webhooks about it.
 *
 * <p>Imports platform and webhooks. Start with {@link io.sallyport.twin.templates.TwinTemplate};
 * {@link io.sallyport.twin.templates.TemplateReview} changes them.
 */
@NullMarked
package io.sallyport.twin.templates;

import org.jspecify.annotations.NullMarked;
