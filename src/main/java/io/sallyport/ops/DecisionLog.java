package io.sallyport.ops;

import io.sallyport.audit.DecisionRecord;
import io.sallyport.config.SallyportConfig;
import jakarta.inject.Singleton;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Decisions as lines of JSON, in a log category of their own. */
@Singleton
public final class DecisionLog implements Consumer<DecisionRecord> {

  private static final Logger LOG = Logger.getLogger("sallyport.decisions");

  private final SallyportConfig.Audit.Log which;

  DecisionLog(SallyportConfig config) {
    this.which = config.audit().log();
  }

  @Override
  public void accept(DecisionRecord one) {
    boolean wanted =
        switch (which) {
          case ALL -> true;
          case REFUSED -> one.decision().refusal() != null;
          case OFF -> false;
        };
    if (wanted && LOG.isInfoEnabled()) {
      LOG.info(one.logLine());
    }
  }
}
