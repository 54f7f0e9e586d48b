package io.sallyport.pricing;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of a CSV file by RFC 4180, with two differences: blanks around a cell are ignored, and a
 * quoted cell may not contain a line break.
 *
 * @param number counted from 1
 */
record CsvLine(int number, List<String> cells) {

  private static final char QUOTE = '"';

  CsvLine {
    cells = List.copyOf(cells);
  }

  static CsvLine read(int number, String text) throws RateCard.Malformed {
    List<String> cells = new ArrayList<>();
    int start = 0;
    while (start <= text.length()) {
      int end = endOfCell(number, text, start);
      cells.add(cell(number, text.substring(start, end).strip()));
      start = end + 1;
    }
    return new CsvLine(number, cells);
  }

  /** The next comma that is not quoted, or the end of the line. */
  private static int endOfCell(int number, String text, int start) throws RateCard.Malformed {
    boolean quoted = false;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == QUOTE) {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        return i;
      }
    }
    if (quoted) {
      throw new RateCard.Malformed(number, "a quote is not closed on its line");
    }
    return text.length();
  }

  private static String cell(int number, String raw) throws RateCard.Malformed {
    if (raw.indexOf(QUOTE) < 0) {
      return raw;
    }
    boolean whole = raw.length() >= 2 && raw.charAt(0) == QUOTE && raw.endsWith("\"");
    String inside = whole ? raw.substring(1, raw.length() - 1) : raw;
    if (!whole || inside.replace("\"\"", "").indexOf(QUOTE) >= 0) {
      throw new RateCard.Malformed(
          number, "a quote is inside a cell: put quotes around the whole cell, and double it");
    }
    return inside.replace("\"\"", "\"").strip();
  }
}
