package io.sallyport.twin.kommo.control;

import io.sallyport.twin.control.Control;
import io.sallyport.twin.http.Request;
import io.sallyport.twin.http.Response;
import io.sallyport.twin.kommo.templates.ChatTemplate;
import io.sallyport.twin.kommo.templates.ChatTemplates;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;

/** {@code /twin/templates}: what stands in an account, with reviews. */
final class TemplateControl implements Control {
  private final ChatTemplates templates;
  private final Chosen chosen;

  TemplateControl(ChatTemplates templates, Chosen chosen) {
    this.templates = templates;
    this.chosen = chosen;
  }

  @Override
  public Future<Response> answer(Request request) {
    if (!request.is("GET", 2)) {
      return Control.unknown(request);
    }
    JsonArray all = new JsonArray();
    for (ChatTemplate template : templates.all(chosen.account(request))) {
      all.add(template.view(true).put("offered", template.isOffered()));
    }
    return Control.done(Response.ok(all));
  }
}
