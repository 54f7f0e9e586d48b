package io.sallyport.config;

import io.sallyport.pricing.RateCard;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the rate card from the configured file. */
public final class RateCardFile {

  private static final String KEY = "sallyport.pricing.rate-card";

  /** The message names the key, the file, what is wrong with it and how to fix it. */
  public static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    Unusable(Path file, String what) {
      super(KEY + ": " + file + ": " + what + ".");
    }
  }

  private RateCardFile() {}

  /** The file's card; {@link RateCard#EMPTY} when no file is configured. */
  public static RateCard read(Optional<Path> file) throws Unusable {
    return file.isPresent() ? read(file.get()) : RateCard.EMPTY;
  }

  private static RateCard read(Path file) throws Unusable {
    try (Reader csv = Files.newBufferedReader(file)) {
      return RateCard.parse(csv);
    } catch (RateCard.Malformed e) {
      throw new Unusable(file, String.valueOf(e.getMessage()));
    } catch (UncheckedIOException e) {
      throw new Unusable(file, reason(e.getCause()));
    } catch (IOException e) {
      throw new Unusable(file, reason(e));
    }
  }

  private static String reason(@Nullable IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "there is no such file: name a CSV file, or leave the key out";
    }
    return failure instanceof CharacterCodingException
        ? "is not UTF-8: save it as CSV UTF-8"
        : "cannot be read: name a CSV file that this process may read";
  }
}
