package io.sallyport.http;

/**
 * The order of all routes of the gateway. Quarkus adds two: its limit on {@code Content-Length} at
 * -2, and after it REST, which serves the gateway API.
 */
public final class RouteOrder {

  /** Makes the request's span, and so comes first. */
  public static final int TRACE = -1_000_000;

  /** Before {@link #HEAD}, whose refusals have none of the console's headers. */
  public static final int CONSOLE = -200_000;

  /** Refuses requests with an invalid head before their bodies are read. */
  public static final int HEAD = -100_000;

  /**
   * Before Quarkus's limit on bodies ({@code RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT}): an import
   * is streamed and may have any size.
   */
  public static final int IMPORT = -3;

  public static final int WEBHOOK = 0;

  /** Before the gateway API, whose prefix it shares. */
  public static final int MEDIA = 0;

  /** Looks at raw paths, as Graph's does. */
  public static final int WAZZUP = 0;

  /** As {@link #MEDIA}. */
  public static final int SESSION = 0;

  /** As {@link #MEDIA}. */
  public static final int STREAM = 0;

  /** Last: every path that no other route took belongs to the Graph API. */
  public static final int GRAPH = 100_000;

  private RouteOrder() {}
}
