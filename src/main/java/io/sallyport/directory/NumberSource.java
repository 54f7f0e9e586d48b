package io.sallyport.directory;

import io.sallyport.account.ListedNumber;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** Lists a WABA's numbers; implemented by Meta's Graph API. */
@FunctionalInterface
public interface NumberSource {

  /**
   * Every number of a WABA, all pages.
   *
   * @return fails when Meta does not answer every page, with {@link Refused} when it says why
   */
  Uni<List<ListedNumber>> list(String wabaId, String token);

  /** Meta refused; the message is its own, without the token. */
  final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Refused(String message) {
      super(message, null, false, false);
    }
  }

  /** Meta did not answer every page. */
  final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unavailable(Throwable cause) {
      super(cause.toString(), cause);
    }
  }
}
