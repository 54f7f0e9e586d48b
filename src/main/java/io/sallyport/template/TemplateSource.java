package io.sallyport.template;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** Lists a WABA's templates; implemented by Meta's Graph API. */
@FunctionalInterface
public interface TemplateSource {

  /**
   * Every template of a WABA, all pages.
   *
   * @return fails when Meta cannot be asked, or does not answer every page
   */
  Uni<List<Template>> list(String wabaId);

  /** Meta could not be asked, or did not answer every page. */
  final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unavailable(Throwable cause) {
      super(cause.toString(), cause);
    }
  }
}
