package io.sallyport.circuit;

import io.sallyport.message.MetaError;
import io.sallyport.rule.Reason;
import org.jspecify.annotations.Nullable;

/** Why a circuit is open. */
public sealed interface Trouble {

  /** The reason with which sends are refused meanwhile. */
  Reason reason();

  /** The error with which callers are answered meanwhile. */
  MetaError error();

  /** Meta's own HTTP status, if it is passed on; null to use the reason's. */
  @Nullable Integer status();

  /** The beginning of the sentence of {@link OpenCircuit#inWords}. */
  String inWords();

  /** Which send will be the probe. */
  String probe();

  /** What the reader can do about it. */
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
   * @param error the one Meta refuses them with
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
   * Meta refuses this access token.
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
