package io.sallyport.http.vault;

/**
 * The access token that replaces a client's key toward Meta.
 *
 * @param phoneNumberId the number it belongs to
 */
public record VaultedToken(String phoneNumberId, String value) {

  @Override
  public String toString() {
    return "VaultedToken[" + phoneNumberId + "]";
  }
}
