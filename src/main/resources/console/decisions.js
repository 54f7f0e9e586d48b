/** Decisions as they are shown everywhere: the mark, the reason as in Sallyport-Reason, the sentence. */

import { html } from './lib/htm.js';
import { to } from './address.js';
import { ContactLink, Sentence, State, Time } from './parts.js';

/** Passed on, held for later, refused, or of unknown end. */
const KINDS = {
  forwarded: 'good',
  replayed: 'good',
  substituted: 'good',
  observed: 'warn',
  deferred: 'wait',
  parked: 'wait',
  held: 'wait',
  rejected: 'bad',
  failed: 'bad',
  unknown: 'warn',
};

/** As `Sallyport-Reason` says them, in the order of the rules. */
export const REASONS = [
  'unauthenticated', 'forbidden_number', 'unknown_number', 'too_large', 'invalid_body', 'unsupported_category',
  'unknown_template', 'template_not_approved', 'template_paused', 'template_disabled', 'template_parameters',
  'not_marketing', 'number_restricted', 'token_refused', 'opted_out', 'no_opt_in', 'window_closed',
  'marketing_throttled', 'pair_rate', 'throughput', 'messaging_limit', 'budget', 'human_agent_off',
  'tag_not_allowed', 'private_reply_used', 'private_reply_expired', 'token_used', 'token_expired', 'first_contact',
  'unanswered', 'silence', 'in_flight', 'key_reused', 'undecided', 'held', 'upstream_unreachable',
  'outcome_unknown', 'webhook_override',
];

export const isPassed = (decision) => KINDS[decision] === 'good' || decision === 'observed';

export const Mark = ({ decision }) => html`<${State} kind=${KINDS[decision] ?? 'plain'} word=${decision} />`;

export const Reason = ({ reason, number }) =>
  reason ? html`<a class="reason" href=${to('live', { reason, number })}>${reason}</a>` : null;

export const Template = ({ name, language, number }) =>
  html`<a class="id" href=${to('templates', { number, q: name })}>${name}</a>${language ? ` ${language}` : ''}`;

/** What a send was: its category, its template. */
export function What({ record }) {
  return html`${record.category ?? record.class ?? ''}
    ${record.template && html` <${Template} name=${record.template} language=${record.language} number=${record.number} />`}`;
}

/** As the caller has it, in `fbtrace_id`. */
export const trace = (id) => (id.startsWith('sallyport-') ? id : `sallyport-${id}`);

/** A client by its name; a caller without one by the start of its token's hash. */
const Client = ({ name }) => html`<a class="id" href=${to('live', { client: name })} title=${name}>${/^[0-9a-f]{32,}$/.test(name) ? `${name.slice(0, 8)}…` : name}</a>`;

export const key = (record) => [record.at, record.id, record.contact, record.number, record.wamid].join(' ');

/** A row; `columns` leaves out what the page says already. */
export function DecisionRow({ record, number = true, contact = true, marked = false }) {
  return html`<tr class=${marked ? 'marked' : undefined}>
    <td class="when"><${Time} at=${record.at} /></td>
    <td><${Mark} decision=${record.decision} /></td>
    <td class="why">
      <${Reason} reason=${record.reason} number=${record.number} />
      ${record.details && html`<${Sentence} text=${record.details} />`}
      ${!record.reason && record.window && html`<span class="fine">window ${record.window}</span>`}
      ${record.possible_at && html`<p class="fine">Possible <${Time} at=${record.possible_at} relative /></p>`}
      ${record.id && html`<a class="fine id" href=${to('contact', { number: record.number, contact: record.contact, decision: trace(record.id) })}>${trace(record.id)}</a>`}
    </td>
    <td><${What} record=${record} /></td>
    ${contact && html`<td>${record.contact
      ? html`<${ContactLink} number=${record.number} contact=${record.contact} />`
      : html`<span class="none">–</span>`}</td>`}
    ${number && html`<td>${record.number ? html`<a class="id" href=${to('live', { number: record.number })}>${record.number}</a>` : html`<span class="none">–</span>`}</td>`}
    <td>${record.client ? html`<${Client} name=${record.client} />` : html`<span class="none">–</span>`}</td>
    <td class="number">${record.status ?? ''}${record.error ? html` <span class="fine">${record.error}</span>` : ''}</td>
  </tr>`;
}

export const decisionHeads = ({ number = true, contact = true } = {}) => [
  'When', 'Decision', 'Reason', 'Send', contact && 'Contact', number && 'Number', 'Client', ['Meta’s answer', 'number'],
].filter(Boolean);
