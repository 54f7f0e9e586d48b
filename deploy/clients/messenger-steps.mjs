// What every JavaScript client of Messenger does: five steps, each told in one line of JSON.
export const { GATEWAY, TOKEN, ACCOUNT, OPEN, CLOSED, COMMENT } = process.env;

function tell(step, facts) {
  console.log(JSON.stringify({ step, ...facts }));
}

async function error(action, facts) {
  try {
    await action();
    return { type: "none" };
  } catch (e) {
    return { type: e.name, ...facts(e) };
  }
}

/**
 * @param send  (recipient, options) => id of the message; options: { tag }
 * @param facts (error of the SDK) => { code, subcode, message }
 */
export async function walk({ send, facts }) {
  tell("send", { id: await send({ id: OPEN }) });
  tell("window", await error(() => send({ id: CLOSED }), facts));
  tell("tag", await error(() => send({ id: OPEN }, { tag: "ACCOUNT_UPDATE" }), facts));
  tell("reply", { id: await send({ comment_id: COMMENT }) });
  tell("second reply", await error(() => send({ comment_id: COMMENT }), facts));
}
