package io.sallyport.template;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of one template that a webhook reports (platform-facts.md#template-webhooks). It has no
 * effect if something newer is stored.
 */
public sealed interface TemplateEvent {

  /** The template it is about. */
  Template.Key key();

  /** When Meta says it happened: {@code entry.time}. */
  Instant at();

  /** The status is now {@code status}; {@code category} is null in older API versions. */
  record StatusChanged(Template.Key key, Instant at, String status, @Nullable Category category)
      implements TemplateEvent {}

  /** The category is now {@code category}. */
  record CategoryChanged(Template.Key key, Instant at, Category category)
      implements TemplateEvent {}

  /** The category will be {@code change.to()} from {@code change.at()} on. */
  record CategoryImpending(Template.Key key, Instant at, Template.CategoryChange change)
      implements TemplateEvent {}

  /** The quality score is now {@code quality}. */
  record QualityChanged(Template.Key key, Instant at, String quality) implements TemplateEvent {}

  /** Something else changed (content, or an unknown event): Meta must be asked. */
  record Outdated(Template.Key key, Instant at) implements TemplateEvent {}
}
