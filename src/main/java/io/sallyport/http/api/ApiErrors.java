package io.sallyport.http.api;

import io.sallyport.rule.Reason;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Writes errors of the framework, such as a wrong method, as Graph errors. */
final class ApiErrors {

  @ServerExceptionMapper
  Response shaped(WebApplicationException bare) {
    int status = bare.getResponse().getStatus();
    return ApiCalls.refused(status, Reason.INVALID_BODY, ApiCalls.NO_SUCH_CALL).getResponse();
  }
}
