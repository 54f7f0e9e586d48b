package io.sallyport.config;

import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.config.spi.Converter;

/** Reads a boolean strictly: the configuration library would read any unknown word as false. */
public final class YesOrNo implements Converter<Boolean> {

  private static final long serialVersionUID = 1L;

  private static final Set<String> YES = Set.of("true", "yes", "y", "on", "1");
  private static final Set<String> NO = Set.of("false", "no", "n", "off", "0");

  @Override
  public Boolean convert(String value) {
    String word = value.strip().toLowerCase(Locale.ROOT);
    if (YES.contains(word)) {
      return true;
    }
    if (NO.contains(word)) {
      return false;
    }
    throw new IllegalArgumentException(value + " is neither true nor false: use one of them");
  }
}
