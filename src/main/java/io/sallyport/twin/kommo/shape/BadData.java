package io.sallyport.twin.kommo.shape;

/** A body that Kommo does not take; the answer is 400. */
public final class BadData extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String path;
  private final String detail;

  public BadData(String path, String detail) {
    super(path + ": " + detail);
    this.path = path;
    this.detail = detail;
  }

  /** Where, as {@code payload.message.type}. */
  public String path() {
    return path;
  }

  public String detail() {
    return detail;
  }
}
