package io.sallyport.it;

/** A key of the configuration that differs, and its value. */
@interface Setting {
  String key();

  String value();
}
