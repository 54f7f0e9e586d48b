package io.sallyport.config;

import io.sallyport.admission.Ledger;
import io.sallyport.admission.SendMessage;
import io.sallyport.admission.Upstream;
import io.sallyport.policy.Policies;
import io.sallyport.policy.PolicySettings;
import io.sallyport.policy.PolicySettings.Marketing;
import io.sallyport.template.Category;
import io.sallyport.template.TemplateRegistry;
import io.sallyport.template.TemplateSource;
import io.sallyport.template.TemplateStore;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.stream.Collectors;

/** Puts the pure parts together; the adapters bring the ports. */
final class Assembly {

  @Produces
  @Singleton
  Policies policies(SallyportConfig config) {
    SallyportConfig.Policy policy = config.policy();
    SallyportConfig.Marketing marketing = policy.marketing();
    return new Policies(
        new PolicySettings(
            policy.supportedCategories().stream().map(Category::new).collect(Collectors.toSet()),
            policy.unknownWindow(),
            policy.windowMargin(),
            policy.directSend(),
            policy.onStoreFailure(),
            new Marketing(
                marketing.max(),
                marketing.window(),
                marketing.resetOnReply(),
                marketing.minGap())));
  }

  @Produces
  @Singleton
  TemplateRegistry templateRegistry(
      TemplateSource source, TemplateStore store, SallyportConfig config) {
    return new TemplateRegistry(source, store, config.templates().missRefreshInterval());
  }

  @Produces
  @Singleton
  SendMessage sendMessage(
      Policies policies, TemplateRegistry templates, Ledger ledger, Upstream upstream) {
    return new SendMessage(policies, templates, ledger, upstream);
  }
}
