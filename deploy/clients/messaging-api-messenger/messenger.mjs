import messenger from "messaging-api-messenger";
import { GATEWAY, TOKEN, walk } from "../messenger-steps.mjs";

const client = new messenger.MessengerClient({ accessToken: TOKEN, version: "25.0", origin: GATEWAY });

await walk({
  send: async (recipient, options) =>
    (await client.sendMessage(recipient, { text: "Hello!" }, options)).messageId,
  facts: (e) => {
    const error = e.response?.data?.error;
    return { code: error?.code, subcode: error?.errorSubcode, message: error?.message };
  },
});
