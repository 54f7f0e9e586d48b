package io.sallyport.doctor;

import java.util.List;

/** One matter that is looked at. It blocks, a minute at most, and changes nothing. */
public interface Check {

  /** What it looks at, in two or three words. */
  String name();

  /** What it found, at least one line. What it throws becomes a line of its own: {@link Doctor}. */
  List<Finding> look(Options options);
}
