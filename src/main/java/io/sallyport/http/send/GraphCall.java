package io.sallyport.http.send;

import io.sallyport.http.access.Caller;
import io.sallyport.rule.BusinessNumber;
import io.sallyport.rule.Endpoint;
import io.vertx.core.http.HttpServerRequest;

/**
 * A call of a send edge of the Graph API.
 *
 * @param body its bytes; not to be changed by anyone
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record GraphCall(
    HttpServerRequest request,
    Caller caller,
    BusinessNumber number,
    Endpoint endpoint,
    byte[] body) {}
