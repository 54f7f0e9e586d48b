import { WhatsAppClient } from "@kapso/whatsapp-cloud-api";
import { CUSTOMER, GATEWAY, TEMPLATE, TOKEN, WABA, NUMBER, walk } from "../steps.mjs";

const client = new WhatsAppClient({ accessToken: TOKEN, baseUrl: GATEWAY });

await walk({
  sendTemplate: async (number) => {
    const sent = await client.messages.sendTemplate({
      phoneNumberId: number,
      to: `+${CUSTOMER}`,
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
  sendText: () => client.messages.sendText({ phoneNumberId: NUMBER, to: `+${CUSTOMER}`, body: "Hello!" }),
  listTemplates: async () => {
    const all = [];
    let after;
    do {
      const page = await client.templates.list({ businessAccountId: WABA, limit: 10, after });
      all.push(...page.data);
      after = page.paging?.next ? page.paging.cursors.after : undefined;
    } while (after);
    return all;
  },
  facts: (e) => ({ code: e.code, message: e.message, details: e.details, retry: e.retry }),
});
