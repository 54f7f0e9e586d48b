package io.sallyport.gateway;

import io.sallyport.policy.Reason;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Gives the errors of the framework, such as a wrong method, the shape that all others have. */
final class ApiErrors {

  @ServerExceptionMapper
  Response shaped(WebApplicationException bare) {
    int status = bare.getResponse().getStatus();
    return ApiCalls.refused(status, Reason.INVALID_BODY, ApiCalls.NO_SUCH_CALL).getResponse();
  }
}
