/** What the gateway knows of one contact, and what was decided about it last. */

import { html, useEffect, useRef, useState } from './lib/htm.js';
import { to } from './address.js';
import { call, segment, useCall } from './api.js';
import { decisionHeads, DecisionRow, key, REASONS, trace } from './decisions.js';
import { kindOf, NumberChoice, useNumbers } from './numbers-known.js';
import { Answered, Choice, Confirm, Empty, Field, State, Table, Time, Trouble, useNow } from './parts.js';
import { plural, span } from './words.js';
import { Ruler } from './ruler.js';

export function Contact({ address, session }) {
  const { number, contact } = address.parameters;
  const { numbers, problem } = useNumbers();
  const kind = number && contact && kindOf(number, numbers);
  const path = kind ? `${kind}/${segment(number)}/contacts/${segment(contact)}` : null;
  const known = useCall(path, {}, 10);
  return html`<div class="controls">
      <${NumberChoice} address=${address} numbers=${numbers} />
      <${Field} label="Contact" value=${contact} wide placeholder="Phone number in any spelling, or user id"
        onValue=${(value) => (value === contact ? known.reload() : address.set({ contact: value, before: '', decision: '' }))} />
      ${kind === 'numbers' && html`<a class="button" href=${to('explain', { number, contact })}>Explain a send to this contact</a>`}
    </div>
    <${Trouble} problem=${problem} />
    ${path
      ? html`<${Answered} answer=${known} what="the contact">${(data) => html`
          <${Facts} data=${data} path=${path} mayAct=${session.role === 'operator'} reload=${known.reload} />`}<//>
        ${kind !== 'channels' && html`<${Decisions} address=${address} kind=${kind} />`}`
      : html`<${Empty}><p>Write a phone number or a user id and press Enter. Here you then see whether the contact’s window is open and until
          when, what they said to marketing, under which names they are known, and the last decisions about them with their sentences.</p><//>`}`;
}

function Facts({ data, path, mayAct, reload }) {
  const now = useNow();
  return html`<section aria-labelledby="window"><h2 id="window">Customer service window</h2>
      <${Ruler} window=${data.window} now=${now} />
    </section>
    <div class="facts">
      ${data.consent && html`<section aria-labelledby="consent"><h2 id="consent">Consent to marketing</h2><${ConsentFacts} consent=${data.consent} />
        ${mayAct && html`<${StateConsent} path=${path} consent=${data.consent} reload=${reload} />`}</section>`}
      ${data.marketing && html`<section aria-labelledby="marketing"><h2 id="marketing">Marketing allowance</h2><${Marketing} marketing=${data.marketing} now=${now} /></section>`}
      ${data.fep && html`<section aria-labelledby="entry"><h2 id="entry">Free entry point</h2><${FreeEntry} fep=${data.fep} /></section>`}
      ${data.unanswered !== undefined && html`<section aria-labelledby="unanswered"><h2 id="unanswered">Unanswered</h2><p>${plural(data.unanswered, 'message')} since they last wrote.</p></section>`}
      <section aria-labelledby="names"><h2 id="names">Names</h2><${Names} data=${data} now=${now} /></section>
    </div>`;
}

function ConsentFacts({ consent }) {
  if (consent.state === 'none') return html`<p><${State} word="none" /> Nothing is recorded.</p>`;
  const out = consent.state === 'opt_out';
  return html`<p><${State} kind=${out ? 'bad' : 'good'} word=${consent.state} />
    ${out ? ' Marketing is refused with opted_out.' : ' Marketing is allowed.'}</p>
    <p class="fine">From ${consent.source ?? 'an unknown source'}, <${Time} at=${consent.at} /></p>`;
}

/** For operators: what the contact said elsewhere. */
function StateConsent({ path, consent, reload }) {
  const [asked, setAsked] = useState(null);
  const [problem, setProblem] = useState(null);
  const act = async () => {
    try {
      await call(`${path}/consent`, { method: 'PUT', body: { state: asked, source: 'console' } });
      setProblem(null);
      reload();
    } catch (failure) {
      setProblem(failure);
    }
    setAsked(null);
  };
  return html`<p class="buttons">
      ${consent.state !== 'opt_out' && html`<button type="button" onClick=${() => setAsked('opt_out')}>Record opt-out</button>`}
      ${consent.state !== 'opt_in' && html`<button type="button" onClick=${() => setAsked('opt_in')}>Record opt-in</button>`}
    </p>
    <${Trouble} problem=${problem} />
    ${asked && html`<${Confirm} title=${asked === 'opt_out' ? 'Record an opt-out?' : 'Record an opt-in?'} act="Record" onAct=${act} onCancel=${() => setAsked(null)}>
      <p>${asked === 'opt_out'
        ? 'From now on marketing to this contact is refused, until a newer opt-in.'
        : 'Only if the contact agreed to marketing: from now on it is allowed, until a newer opt-out.'} It is recorded with your name.</p>
    <//>`}`;
}

function Marketing({ marketing, now }) {
  const next = marketing.next_at && Date.parse(marketing.next_at);
  const pips = Array.from({ length: Math.min(marketing.allowed, 12) }, (_, i) => i < marketing.sent);
  return html`<p><span class="pips" aria-hidden="true">${pips.map((used) => html`<i class=${used ? 'used' : ''}></i>`)}</span>
      ${marketing.sent} of ${marketing.allowed} used since the contact last wrote.</p>
    ${next > now
      ? html`<p class="fine">The next is possible <${Time} at=${marketing.next_at} relative />, or as soon as they write.</p>`
      : html`<p class="fine">The next is possible now.</p>`}`;
}

function FreeEntry({ fep }) {
  if (fep.state === 'open') return html`<p><${State} kind="good" word="open" /> Everything is free of charge.</p><p class="fine">Until <${Time} at=${fep.expires_at} relative /></p>`;
  if (fep.state === 'pending') return html`<p><${State} kind="wait" word="pending" /> They came by an ad: answer before it ends, and 72 hours are free.</p>
    <p class="fine">Ends <${Time} at=${fep.expires_at} relative /></p>`;
  return html`<p><${State} word="none" /> They did not come by an ad or a page’s button lately.</p>`;
}

function Names({ data, now }) {
  const waits = data.first_response?.waiting_since;
  return html`<ul class="plain">${(data.names?.length ? data.names : [data.contact]).map((name) => html`<li><code>${name}</code></li>`)}</ul>
    ${waits && html`<p><${State} kind="warn" word="waits" /> for an answer, ${span(now - Date.parse(waits))}.</p>`}
    ${!waits && data.first_response?.last_seconds != null && html`<p class="fine">Last answered after ${span(data.first_response.last_seconds * 1000)}.</p>`}`;
}

const PAGE = 25;

function Decisions({ address, kind }) {
  const { number, contact, reason, before, decision } = address.parameters;
  const answer = useCall(`${kind}/${segment(number)}/decisions`, { contact, reason, before, limit: PAGE }, before ? 0 : 5);
  const marked = useRef(null);
  const has = Boolean(answer.data);
  useEffect(() => {
    if (decision && has) marked.current?.querySelector('.marked')?.scrollIntoView({ block: 'center' });
  }, [decision, has]);
  return html`<section aria-labelledby="last" ref=${marked}><h2 id="last">Last decisions</h2>
    <div class="controls">
      <${Choice} label="Reason" value=${reason} all="Every reason" options=${REASONS} onValue=${(value) => address.set({ reason: value, before: '' })} />
    </div>
    <${Answered} answer=${answer} what="the decisions">${(data) => html`
      ${data.decisions.length === 0
        ? html`<${Empty}><p>No decision about this contact${reason ? ` with the reason ${reason}` : ''} is remembered. Each send to them would stand here, with the
            sentence that its sender got. How many are kept: <code>sallyport.audit.remembered</code>.</p><//>`
        : html`<${Table} caption=${plural(data.decisions.length, 'decision')} hide heads=${decisionHeads({ number: false, contact: false })}>
            ${data.decisions.map((one) => html`<${DecisionRow} key=${key(one)} record=${one} number=${false} contact=${false} marked=${decision && one.id && trace(one.id) === decision} />`)}
          <//>`}
      <p class="buttons">
        ${before && html`<a class="button" href=${to('contact', { ...address.parameters, before: '' })}>Newest</a>`}
        ${data.next && html`<a class="button" href=${to('contact', { ...address.parameters, before: data.next })}>Older</a>`}
      </p>`}<//>
  </section>`;
}
