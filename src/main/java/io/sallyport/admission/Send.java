package io.sallyport.admission;

import io.sallyport.policy.BusinessNumber;
import io.sallyport.policy.Endpoint;
import java.util.Map;

/**
 * A send as it came in.
 *
 * @param target path and query, as they came
 * @param headers the caller's headers, as they came
 * @param body the bytes, which are forwarded as they are; not to be changed by anyone
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; copying it would cost a copy per send
public record Send(
    BusinessNumber number,
    Endpoint endpoint,
    String target,
    Iterable<Map.Entry<String, String>> headers,
    byte[] body) {}
