// What every JavaScript client does: four steps, each told in one line of JSON.
export const { GATEWAY, TOKEN, NUMBER, SLOW_NUMBER, WABA, CUSTOMER } = process.env;

export const TEMPLATE = { name: "order_update", language: "en_US", parameters: ["860198", "packed"] };

function tell(step, facts) {
  console.log(JSON.stringify({ step, ...facts }));
}

async function error(action, facts) {
  const began = Date.now();
  try {
    await action();
    return { type: "none", tookMs: Date.now() - began };
  } catch (e) {
    return { type: e.name, ...facts(e), tookMs: Date.now() - began };
  }
}

/**
 * @param sendTemplate  (number) => id of the message
 * @param sendText      () => anything
 * @param listTemplates () => [{ name, language, status }]
 * @param facts         (error of the SDK) => { code, message, details, retry }
 */
export async function walk({ sendTemplate, sendText, listTemplates, facts }) {
  tell("send", { id: await sendTemplate(NUMBER) });
  tell("refusal", await error(sendText, facts));
  const templates = await listTemplates();
  tell("templates", { templates: templates.map((it) => `${it.name} ${it.language} ${it.status}`).sort() });
  tell("throttle", await error(async () => {
    for (let i = 0; i < 5; i++) await sendTemplate(SLOW_NUMBER);
  }, facts));
}
