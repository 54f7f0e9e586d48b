package io.sallyport.gateway;

/**
 * What stands in for a client's key at Meta.
 *
 * @param phoneNumberId whose token it is
 */
record VaultedToken(String phoneNumberId, String value) {

  @Override
  public String toString() {
    return "VaultedToken[" + phoneNumberId + "]";
  }
}
