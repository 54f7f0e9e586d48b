package io.sallyport.template;

import java.time.Duration;
import java.time.Instant;

class MemoryTemplatesTest extends TemplateStoreContract {

  private final MemoryTemplates store = new MemoryTemplates();

  @Override
  protected TemplateStore store() {
    return store;
  }

  @Override
  protected Duration interval() {
    return Duration.ofSeconds(10);
  }

  @Override
  protected void pass(Duration time) {
    store.advance(time);
  }

  @Override
  protected Instant later() {
    store.advance(Duration.ofMillis(1));
    return store.now();
  }
}
