/** What a send would get, rule by rule; nothing is sent. */

import { html, useEffect, useState } from './lib/htm.js';
import { call, segment, useCall } from './api.js';
import { Reason } from './decisions.js';
import { NumberChoice, useNumbers } from './numbers-known.js';
import { Choice, Copy, Empty, Field, Loading, Sentence, State, Table, Time, Trouble } from './parts.js';
import { money } from './words.js';

const FREE_TEXT = 'Free text';

const OUTCOMES = { pass: 'good', refuse: 'bad', would_refuse: 'warn' };

/** The body of a send, from the form. */
function body(contact, template, values) {
  const message = { messaging_product: 'whatsapp', to: contact ?? '' };
  if (!template) return { ...message, type: 'text', text: { body: 'Hello!' } };
  const [name, code] = template.split('/');
  const parameters = (values ?? '').split(',').map((one) => one.trim()).filter(Boolean).map((text) => ({ type: 'text', text }));
  const components = parameters.length ? [{ type: 'body', parameters }] : undefined;
  return { ...message, type: 'template', template: { name, language: { code }, components } };
}

const pretty = (value) => JSON.stringify(value, null, 2);

/** The message to another contact; what was written by hand stays. */
function addressed(message, contact) {
  try {
    return pretty({ ...JSON.parse(message), to: contact });
  } catch {
    return message;
  }
}

/** What is in the field `Message`: the JSON of a send, or the text of one to the contact. */
function read(message, contact) {
  if (message.trimStart().startsWith('{') || !message.trim()) return message;
  return JSON.stringify({ ...body(contact), text: { body: message } });
}

export function Explain({ address }) {
  const { number, contact, template, values } = address.parameters;
  const { numbers, problem: noNumbers } = useNumbers();
  const templates = useCall(number ? `numbers/${segment(number)}/templates` : null);
  const [message, setMessage] = useState(address.parameters.message ?? pretty(body(contact, template, values)));
  const [result, setResult] = useState({});
  const form = (changes) => {
    const next = { template, values, ...changes };
    setMessage(pretty(body(contact, next.template, next.values)));
    address.set({ ...changes, message: '' });
  };
  const explain = async (text = message) => {
    setResult({ busy: true });
    const sent = read(text, contact);
    try {
      setResult({ explanation: await call(`numbers/${segment(number)}/explain`, { method: 'POST', body: sent }), sent });
    } catch (problem) {
      setResult({ problem, sent });
    }
  };
  useEffect(() => {
    // An address that was sent by a colleague shows what they saw.
    if (number && (address.parameters.message || contact)) explain();
  }, [number]);
  const submit = (event) => {
    event.preventDefault();
    address.set({ message }, true);
    explain();
  };
  const choices = (templates.data?.templates ?? []).map((one) => [`${one.name}/${one.language}`,
    `${one.name} ${one.language}${one.status === 'APPROVED' ? '' : ` (${one.status.toLowerCase()})`}`]);
  return html`<form class="explain" onSubmit=${submit}>
      <div class="controls">
        <${NumberChoice} address=${address} numbers=${numbers} />
        <${Field} label="Contact" value=${contact} placeholder="Phone number" onValue=${(value) => {
          setMessage(addressed(message, value));
          address.set({ contact: value, message: '' });
        }} />
        <${Choice} label="Template" value=${template} all=${FREE_TEXT} options=${choices} onValue=${(value) => form({ template: value, values: '' })} />
        ${template && html`<${Field} label="Values of its body" value=${values} placeholder="Sam, 42" onValue=${(value) => form({ values: value })} />`}
      </div>
      <label class="field block"><span>Message</span>
        <textarea rows=${Math.min(16, Math.max(6, message.split('\n').length))} spellcheck=${false} value=${message}
          aria-describedby="message-help" onInput=${(event) => setMessage(event.currentTarget.value)}
          onKeyDown=${(event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey) && submit(event)}></textarea>
      </label>
      <p class="fine" id="message-help">The body of a send, as your CRM would post it to /messages; or just a text for the contact above. Nothing is sent or counted.</p>
      <p class="buttons"><button type="submit" class="primary" disabled=${!number}>Explain</button></p>
    </form>
    <${Trouble} problem=${noNumbers} />
    <div aria-live="polite">
      ${result.busy && html`<${Loading} what="the explanation" />`}
      <${Trouble} problem=${result.problem} />
      ${result.explanation && html`<${Verdict} explanation=${result.explanation} number=${number} />`}
      ${!result.busy && !result.problem && !result.explanation && html`<${Empty}><p>Here you then see whether the send would pass, which rule refuses it and
        what would make it pass, and what it would cost.</p><//>`}
    </div>
    ${result.sent && html`<${Curl} number=${number} sent=${result.sent} />`}`;
}

function Verdict({ explanation, number }) {
  const refused = explanation.verdict === 'refuse';
  const rule = explanation.rules.find((one) => one.reason === explanation.reason);
  return html`<section aria-labelledby="verdict" class=${`verdict ${refused ? 'bad' : 'good'}`}>
      <h2 id="verdict">${refused ? html`Would be refused: <${Reason} reason=${explanation.reason} number=${number} />` : 'Would be forwarded'}</h2>
      ${rule?.because && html`<${Sentence} text=${rule.because} />`}
      ${rule?.cure && html`<p class="cure"><b>What to do</b> ${rule.cure}</p>`}
      ${explanation.observed && html`<p><${State} kind="warn" word="observed" /> The rule ${explanation.observed} would refuse it, but is only observed.</p>`}
      <${Around} explanation=${explanation} />
    </section>
    <section aria-labelledby="rules"><h2 id="rules">Rule by rule</h2>
      <${Table} caption="The rules in their order" hide heads=${['Rule', 'Outcome', 'Because', 'What would make it pass']}>
        ${explanation.rules.map((one) => html`<tr class=${one.outcome === 'refuse' ? 'marked' : one.outcome === 'pass' ? undefined : 'faint'}>
          <td><code>${one.reason}</code></td>
          <td><${State} kind=${OUTCOMES[one.outcome] ?? 'plain'} word=${one.outcome.replaceAll('_', ' ')} /></td>
          <td class="why"><${Sentence} text=${one.because} /></td>
          <td class="why"><${Sentence} text=${one.cure} /></td></tr>`)}
      <//>
    </section>`;
}

function Around({ explanation }) {
  const { price, window } = explanation;
  const cost = !price ? null : price.billable ? money(price.amount, price.currency) : 'free of charge';
  return html`<dl class="around">
    ${explanation.category && html`<div><dt>Category</dt><dd>${explanation.category}</dd></div>`}
    ${window && html`<div><dt>Window</dt><dd>${window.state}${window.expires_at && html`, until <${Time} at=${window.expires_at} relative />`}</dd></div>`}
    ${cost && html`<div><dt>Price</dt><dd>${cost === '–' ? 'not on the rate card' : cost}${price.country ? `, ${price.country}` : ''}${price.charge ? ` (${price.charge.replaceAll('_', ' ')})` : ''}</dd></div>`}
  </dl>`;
}

/** The same call for a terminal, with the key left to the shell. */
function Curl({ number, sent }) {
  const url = new URL(`../v1/numbers/${segment(number)}/explain`, document.baseURI).href;
  let compact = sent;
  try {
    compact = JSON.stringify(JSON.parse(sent));
  } catch {
    // Broken JSON is shown as it was sent.
  }
  const line = `curl -s ${url} -H "Authorization: Bearer $SALLYPORT_KEY" -H 'Content-Type: application/json' -d '${compact.replaceAll("'", "'\\''")}'`;
  return html`<section aria-labelledby="curl"><h2 id="curl">The same with curl</h2>
    <pre tabindex="0" aria-label="curl line"><code>${line}</code></pre>
    <p class="buttons"><${Copy} text=${line} label="Copy the curl line" /></p>
  </section>`;
}

