import sdk from "facebook-nodejs-business-sdk";
import { CUSTOMER, GATEWAY, TEMPLATE, TOKEN, WABA, NUMBER, walk } from "../steps.mjs";

// Without its crash reporter, which reports to graph.facebook.com, and does so without end when that is out of reach.
const api = sdk.FacebookAdsApi.init(TOKEN, "en_US", false);

/** The last argument of the SDK's call() is the address to call instead of graph.facebook.com. */
const call = (method, path, parameters) => api.call(method, path, parameters, {}, false, GATEWAY);

const send = (number, message) =>
  call("POST", [number, "messages"], { messaging_product: "whatsapp", to: CUSTOMER, ...message });

await walk({
  sendTemplate: async (number) => {
    const sent = await send(number, {
      type: "template",
      template: {
        name: TEMPLATE.name,
        language: { code: TEMPLATE.language },
        components: [
          { type: "body", parameters: TEMPLATE.parameters.map((text) => ({ type: "text", text })) },
        ],
      },
    });
    return sent.messages[0].id;
  },
  sendText: () => send(NUMBER, { type: "text", text: { body: "Hello!" } }),
  listTemplates: async () => {
    const all = [];
    let after = "";
    do {
      const page = await call("GET", [WABA, "message_templates"], { limit: 10, after });
      all.push(...page.data);
      after = page.paging?.next ? page.paging.cursors.after : "";
    } while (after);
    return all;
  },
  facts: (e) => ({
    code: e.response?.code,
    message: e.message,
    details: e.response?.error_data?.details,
    retry: e.headers?.["retry-after"],
  }),
});
