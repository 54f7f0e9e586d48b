import Client from "@great-detail/whatsapp";
import { CUSTOMER, GATEWAY, TEMPLATE, TOKEN, WABA, NUMBER, walk } from "../steps.mjs";

const client = new Client({
  baseUrl: GATEWAY,
  request: { headers: { Authorization: `Bearer ${TOKEN}` } },
});

await walk({
  sendTemplate: async (number) => {
    const sent = await client.message
      .createMessage({
        phoneNumberID: number,
        to: CUSTOMER,
        type: "template",
        template: {
          name: TEMPLATE.name,
          language: { code: TEMPLATE.language },
          components: [
            { type: "body", parameters: TEMPLATE.parameters.map((text) => ({ type: "text", text })) },
          ],
        },
      })
      .json();
    return sent.messages[0].id;
  },
  sendText: () =>
    client.message
      .createMessage({ phoneNumberID: NUMBER, to: CUSTOMER, type: "text", text: { body: "Hello!" } })
      .json(),
  listTemplates: async () => (await client.template.list(WABA, { limit: 100 }).json()).data,
  facts: (e) => ({
    code: e.data?.error?.code,
    message: e.data?.error?.message,
    details: e.data?.error?.error_data?.details,
    retry: e.response?.headers.get("retry-after"),
  }),
});
