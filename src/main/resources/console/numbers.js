/** Every number: what Meta allows it, and the health of its token and webhooks. */

import { html } from './lib/htm.js';
import { to } from './address.js';
import { useCall } from './api.js';
import { Answered, Choice, Empty, Field, State, Table, Time } from './parts.js';
import { count } from './words.js';

const TOKENS = { ok: 'good', expiring: 'warn', expired: 'bad', invalid: 'bad', incomplete: 'warn', unknown: 'plain' };

const COVERAGE = { complete: 'good', partial: 'warn', none: 'bad' };

/** What to do about a token. */
const CURES = {
  expiring: 'Make a new one at Meta and put it in before this one ends.',
  expired: 'Every send is refused. Make a new one at Meta and put it in.',
  invalid: 'Meta does not take it. Make a new one and put it in.',
  incomplete: 'Give it these permissions at Meta.',
};

export function Numbers({ address }) {
  const { q = '', token, after } = address.parameters;
  const answer = useCall('numbers', { limit: 200, after }, 15);
  return html`<div class="controls">
      <${Field} label="Id, name or WABA" value=${q} onValue=${(value) => address.set({ q: value })} />
      <${Choice} label="Token" value=${token} all="Every state" options=${Object.keys(TOKENS)} onValue=${(value) => address.set({ token: value })} />
    </div>
    <${Answered} answer=${answer} what="the numbers">${(data) => {
      const shown = data.numbers.filter((one) => matches(one, q) && (!token || one.token?.state === token));
      return html`${data.numbers.length === 0
        ? html`<${Empty}><p>No number is known. Configure a WABA, <code>sallyport.wabas."<i>id</i>".access-token</code>, and Meta lists its numbers; they stand here with their limits, token
            and webhooks.</p><//>`
        : shown.length === 0
          ? html`<${Empty}><p>No number is like that. <a href=${to('numbers')}>Show all</a></p><//>`
          : html`<${Table} caption="Numbers" hide heads=${['Number', 'Token', 'Webhooks', 'Restrictions', 'Quality', ['Messages a second', 'number'], ['Contacts in 24 h', 'number'], 'Look at']}>
              ${shown.map((one) => html`<${Row} key=${one.phone_number_id} one=${one} />`)}
            <//>`}
        ${data.next && html`<p class="buttons"><a class="button" href=${to('numbers', { ...address.parameters, after: data.next })}>Further ones</a></p>`}`;
    }}<//>`;
}

function matches(one, q) {
  return [one.phone_number_id, one.waba_id, one.portfolio, one.display_phone_number, one.name].filter(Boolean).join(' ').toLowerCase().includes(q.toLowerCase());
}

function Row({ one }) {
  const id = one.phone_number_id;
  return html`<tr>
    <td><a class="id" href=${to('numbers', { q: id })}>${id}</a>
      ${(one.name || one.display_phone_number) && html`<br />${one.name} <span class="fine">${one.display_phone_number}</span>`}
      <br /><span class="fine">${one.mode}, by ${one.source}, WABA <a class="id" href=${to('numbers', { q: one.waba_id })}>${one.waba_id}</a></span>
      ${one.gone_since && html`<p class="sentence"><${State} kind="bad" word="gone" /> Meta lists it no more since <${Time} at=${one.gone_since} />. After a day its sends are refused.</p>`}</td>
    <td class="mid"><${Token} token=${one.token} /></td>
    <td class="mid"><${Webhooks} coverage=${one.coverage} /></td>
    <td class="mid"><${Restrictions} of=${one.restrictions} /></td>
    <td>${one.quality ? html`<${State} kind=${{ GREEN: 'good', YELLOW: 'warn', RED: 'bad' }[one.quality] ?? 'plain'} word=${one.quality} />` : html`<span class="none">–</span>`}</td>
    <td class="number">${count(one.throughput)}</td>
    <td class="number">${one.messaging_limit === null || one.messaging_limit === undefined ? 'no limit' : count(one.messaging_limit)}</td>
    <td class="links"><a href=${to('live', { number: id })} aria-label=${`Decisions of ${id}`}>Decisions</a> <a href=${to('templates', { number: id })} aria-label=${`Templates of ${id}`}>Templates</a>
      ${' '}<a href=${to('spend', { number: id })} aria-label=${`Spend of ${id}`}>Spend</a></td>
  </tr>`;
}

function Token({ token }) {
  if (!token) return html`<span class="none">–</span>`;
  return html`<${State} kind=${TOKENS[token.state] ?? 'plain'} word=${token.state} />
    ${token.expires_at && html`<p class="fine">expires <${Time} at=${token.expires_at} relative /></p>`}
    ${token.missing?.length > 0 && html`<p class="sentence">Missing: <code>${token.missing.join(', ')}</code></p>`}
    ${CURES[token.state] && html`<p class="sentence">${CURES[token.state]}</p>`}`;
}

function Webhooks({ coverage }) {
  if (!coverage) return html`<span class="none">–</span>`;
  return html`<${State} kind=${COVERAGE[coverage.state] ?? 'plain'} word=${coverage.state} />
    ${coverage.state === 'none' && html`<p class="sentence">None has come. Check the webhook address and the fields that your Meta app subscribes to.</p>`}
    ${coverage.state === 'partial' && html`<p class="fine">complete <${Time} at=${coverage.complete_at} relative />; until then windows may be unknown</p>`}
    ${coverage.last_webhook_at && html`<p class="fine">last <${Time} at=${coverage.last_webhook_at} relative /></p>`}
    ${coverage.ended_at && html`<p class="sentence">Meta sends no more since <${Time} at=${coverage.ended_at} /> (${coverage.ended_by}).</p>`}`;
}

function Restrictions({ of }) {
  if (of?.disabled) return html`<${State} kind="bad" word="disabled" /><p class="sentence">Meta has disabled the account. Appeal in the Business Manager.</p>`;
  if (of?.everything_until) return html`<${State} kind="bad" word="blocked" /><p class="sentence">Nothing can be sent until <${Time} at=${of.everything_until} relative />.</p>`;
  if (of?.business_initiated_until) return html`<${State} kind="warn" word="no templates" /><p class="sentence">Only answers in open windows until <${Time} at=${of.business_initiated_until} relative />.</p>`;
  return html`<span class="fine">none</span>`;
}
