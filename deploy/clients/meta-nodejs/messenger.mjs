import sdk from "facebook-nodejs-business-sdk";
import { ACCOUNT, GATEWAY, TOKEN, walk } from "../messenger-steps.mjs";

// Without its crash reporter, which reports to graph.facebook.com.
sdk.FacebookAdsApi.init(TOKEN, "en_US", false);

// The address of every call: a getter without a setter.
Object.defineProperty(sdk.FacebookAdsApi, "GRAPH", { get: () => GATEWAY });

await walk({
  send: async (recipient, { tag } = {}) => {
    const sent = await new sdk.Page(ACCOUNT).createMessage([], {
      recipient,
      message: { text: "Hello!" },
      messaging_type: tag ? "MESSAGE_TAG" : "RESPONSE",
      ...(tag && { tag }),
    });
    return sent.message_id ?? sent._data?.message_id;
  },
  facts: (e) => ({
    code: e.response?.code,
    subcode: e.response?.error_subcode,
    message: e.response?.message,
  }),
});
