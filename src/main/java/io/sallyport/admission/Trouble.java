package io.sallyport.admission;

import io.sallyport.message.MetaError;
import io.sallyport.policy.Reason;
import org.jspecify.annotations.Nullable;

/** Why a circuit is open. */
public sealed interface Trouble {

  /** Why sends are refused meanwhile. */
  Reason reason();

  /** What callers are answered meanwhile. */
  MetaError error();

  /** The HTTP status that goes with it, where Meta's own is given again; null for the reason's. */
  @Nullable Integer status();

  /** The beginning of a sentence that goes on with since when. */
  String inWords();

  /** What is let out to see whether it goes again. */
  String probe();

  /** What to do. */
  String cure();

  /** Meta cannot be reached, does not answer, or answers with 5xx. */
  record NoAnswer() implements Trouble {
    @Override
    public Reason reason() {
      return Reason.UPSTREAM_UNREACHABLE;
    }

    @Override
    public MetaError error() {
      return reason().error();
    }

    @Override
    public @Nullable Integer status() {
      return null;
    }

    @Override
    public String inWords() {
      return "Meta has not answered, or with 5xx only,";
    }

    @Override
    public String probe() {
      return "the next send";
    }

    @Override
    public String cure() {
      return "Nothing was sent: it is safe to send it again.";
    }
  }

  /**
   * Meta refuses every send of the number until somebody acts.
   *
   * @param error with which
   */
  record Account(MetaError error, @Nullable Integer status) implements Trouble {
    @Override
    public Reason reason() {
      return Reason.NUMBER_RESTRICTED;
    }

    @Override
    public String inWords() {
      return "Meta has refused every send with " + error.code();
    }

    @Override
    public String probe() {
      return "the next send";
    }

    @Override
    public String cure() {
      return error == MetaError.NOT_REGISTERED
          ? "Register the number again."
          : "See the account's quality and violations in WhatsApp Manager.";
    }
  }

  /**
   * Meta does not take this access token.
   *
   * @param whose {@link AccessToken#whose}
   */
  record Token(String whose) implements Trouble {
    @Override
    public Reason reason() {
      return Reason.TOKEN_REFUSED;
    }

    @Override
    public MetaError error() {
      return reason().error();
    }

    @Override
    public @Nullable Integer status() {
      return null;
    }

    @Override
    public String inWords() {
      return "Meta has refused " + whose + " with " + error().code();
    }

    @Override
    public String probe() {
      return "the next send with it";
    }

    @Override
    public String cure() {
      return "Use another token: it is not held back.";
    }
  }
}
