package io.sallyport.audit;

/** What is a line of the log. */
public interface LogLine {

  /** One JSON object on one line, without keys, texts and phone numbers. */
  String logLine();
}
