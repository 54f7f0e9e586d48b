/** Dev mode's part beside the pages: plays the customer at the twin and the CRM at the gateway. */

import { html, useState } from './lib/htm.js';
import { to } from './address.js';
import { Sentence } from './parts.js';

/** The key of the operator `dev`, for the field of the sign-in. */
export const KEY = 'dev';

const NUMBER = '106540352242922';
const WRITER = '16505551234';
const STRANGER = '16505551235';
const UNHEARD = '16505551236';
const TEXT = { type: 'text', text: { body: 'Hello!' } };

const template = (name) => ({
  type: 'template',
  template: { name, language: { code: 'en_US' }, components: [{ type: 'body', parameters: [{ type: 'text', text: 'Sam' }] }] },
});

async function post(url, body, headers = {}) {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Sallyport-Console': '1', ...headers },
    body: JSON.stringify(body),
  });
  return { headers: answer.headers, status: answer.status, json: await answer.json().catch(() => null) };
}

const TOKEN = { Authorization: 'Bearer dev-token' };

const send = (contact, message, url = '../../') =>
  post(`${url}v25.0/${NUMBER}/messages`, { messaging_product: 'whatsapp', to: contact, ...message }, TOKEN);

/** The CRM sends through the gateway. */
async function crm(contact, message) {
  const { headers, status, json } = await send(contact, message);
  const reason = headers.get('Sallyport-Reason');
  return {
    contact,
    good: status < 300,
    head: `${status} ${headers.get('Sallyport-Decision') ?? ''}${reason ? `: ${reason}` : ''}`,
    sentence: json?.error?.error_data?.details
      ?? (headers.get('Sallyport-Window-Expires') ? `The window is open until ${headers.get('Sallyport-Window-Expires')}.` : 'It went on to Meta.'),
  };
}

/** The customer does something at the twin, which tells the gateway by a signed webhook. */
async function customer(contact, what, body) {
  const { status, json } = await post(`twin/twin/customers/${contact}/${what}`, body);
  const good = status === 200 && json.webhook === 200;
  return { contact, good, head: good ? 'The gateway took the webhook' : 'The webhook failed', sentence: json?.error ?? '' };
}

async function straight() {
  const { status } = await send(UNHEARD, TEXT, 'twin/');
  return { good: true, head: `${status} from Meta`, sentence: 'Meta accepts it, so the CRM believes that it was sent. Now see what became of it.' };
}

async function fate() {
  const answer = await fetch(`twin/twin/messages?to=${UNHEARD}`, { headers: { 'Sallyport-Console': '1' } });
  const last = (await answer.json()).pop();
  if (!last) return { good: false, head: 'Nothing was sent to them yet', sentence: 'Do step 8 first.' };
  return {
    good: last.status !== 'failed',
    head: `${last.status}${last.error ? ` ${last.error}: ${last.title}` : ''}`,
    sentence: last.status === 'failed' ? 'Dropped a moment later; the customer got nothing.' : 'Look again in a moment.',
  };
}

const writes = (contact, text) => () => customer(contact, 'messages', { text });

const STEPS = [
  ['Send a text', 'They wrote 26 hours ago: it is refused, and says why.', () => crm(WRITER, TEXT)],
  ['Customer writes in', 'Meta’s signed webhook opens the window.', writes(WRITER, 'Is it still available?')],
  ['Send the text again', 'Now it passes.', () => crm(WRITER, TEXT)],
  ['Send marketing, twice', 'To somebody who never wrote: twice is allowed.', async () => {
    await crm(STRANGER, template('spring_sale'));
    return crm(STRANGER, template('spring_sale'));
  }],
  ['Send it a third time', 'The allowance is used up.', () => crm(STRANGER, template('spring_sale'))],
  ['Customer replies; send', 'The count starts again.', async () => {
    await customer(STRANGER, 'messages', { text: 'Tell me more' });
    return crm(STRANGER, template('spring_sale'));
  }],
  ['Send a login code', 'This gateway sends marketing and utility only.', () => crm(WRITER, template('login_code'))],
  ['Send straight to Meta', 'Without the gateway.', straight],
  ['See what became of it', 'Meta decides later, and tells only a webhook.', fate],
];

const ACTS = [
  ['Write in', (contact) => customer(contact, 'messages', { text: 'Hello' })],
  ['Click the ad', (contact) => customer(contact, 'messages', { text: 'I saw your ad', referral: 'ad' })],
  ['Stop marketing', (contact) => customer(contact, 'preferences', { value: 'stop' })],
];

function Result({ result }) {
  return html`<div class=${`outcome ${result.good ? 'good' : 'bad'}`}><b>${result.head}</b>
    <${Sentence} text=${result.sentence} />
    ${result.contact && html`<a href=${to('contact', { number: NUMBER, contact: result.contact })}>See ${result.contact}</a>`}
  </div>`;
}

export function Aside() {
  const [results, setResults] = useState({});
  const [shut, setShut] = useState(false);
  const [contact, setContact] = useState(WRITER);
  const [act, setAct] = useState(null);
  const attempt = async (run) => {
    try {
      return await run();
    } catch {
      return { good: false, head: 'No answer', sentence: 'Does ./mvnw quarkus:dev still run?' };
    }
  };
  const step = async (i) => {
    const result = await attempt(STEPS[i][2]);
    setResults((now) => ({ ...now, [i]: result }));
  };
  if (shut) return html`<aside class="aside shut" aria-label="Try it"><button type="button" title="Open Try it" onClick=${() => setShut(false)}>Try</button></aside>`;
  return html`<aside class="aside" aria-label="Try it">
    <div class="aside-head"><h2>Try it</h2><button type="button" onClick=${() => setShut(true)}>Hide</button></div>
    <p class="fine">Dev mode only: a simulated Meta and its customers. Click from top to bottom and watch Live decisions.</p>
    <ol>${STEPS.map(([name, why], i) => html`<li>
      <button type="button" onClick=${() => step(i)}>${name}</button> <span class="fine">${why}</span>
      <div role="status">${results[i] && html`<${Result} result=${results[i]} />`}</div>
    </li>`)}</ol>
    <h2>Play the customer</h2>
    <label class="field"><span>Who</span>
      <input value=${contact} onInput=${(event) => setContact(event.currentTarget.value)} />
    </label>
    <p class="buttons">${ACTS.map(([name, run]) => html`<button type="button"
      onClick=${async () => setAct(await attempt(() => run(contact.trim())))}>${name}</button>`)}
      <button type="button" onClick=${async () => setAct(await attempt(() => crm(contact.trim(), TEXT)))}>Send them a text</button>
    </p>
    <div role="status">${act && html`<${Result} result=${act} />`}</div>
  </aside>`;
}
