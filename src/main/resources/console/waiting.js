/** Contacts that wait for a first answer, the longest first, and sends that wait for a person. */

import { html } from './lib/htm.js';
import { to } from './address.js';
import { useCall } from './api.js';
import { Held } from './held.js';
import { NumberChoice, useNumbers } from './numbers-known.js';
import { Answered, Choice, ContactLink, Empty, NumberLink, State, Table, Time, Trouble, useNow } from './parts.js';
import { plural, span } from './words.js';

export function Waiting({ address, session }) {
  const { number, after, overdue } = address.parameters;
  const { numbers, problem } = useNumbers();
  const answer = useCall('waiting', { number, after, limit: 100 }, after ? 0 : 10);
  return html`<div class="controls">
      <${NumberChoice} address=${address} numbers=${numbers} all="All numbers" />
      <${Choice} label="Show" value=${overdue} all="All that wait" options=${[['yes', 'Only those overdue']]} onValue=${(value) => address.set({ overdue: value })} />
    </div>
    <${Trouble} problem=${problem} />
    <${Answered} answer=${answer} what="who waits">${(data) => html`<${Listed} contacts=${data.contacts.filter((one) => !overdue || one.overdue)} />
      <p class="buttons">
        ${after && html`<a class="button" href=${to('waiting', { ...address.parameters, after: '' })}>The longest</a>`}
        ${data.next && html`<a class="button" href=${to('waiting', { ...address.parameters, after: data.next })}>Further ones</a>`}
      </p>`}<//>
    <${Held} address=${address} session=${session} />`;
}

function Listed({ contacts }) {
  const now = useNow();
  if (contacts.length === 0) {
    return html`<${Empty}><p><${State} kind="good" word="Nobody waits" /> Who wrote and got no answer yet stands here, the longest first, for a week; also when their window has closed.</p><//>`;
  }
  return html`<p class="fine">${plural(contacts.length, 'contact')} on this page, the longest first.</p>
    <${Table} caption="Contacts that wait for an answer" hide heads=${['Contact', 'Number', 'Waits', 'Since', 'Window closes']}>
      ${contacts.map((one) => {
        const closes = one.window_expires_at && Date.parse(one.window_expires_at);
        return html`<tr key=${`${one.phone_number_id} ${one.contact}`}>
          <td><${ContactLink} number=${one.phone_number_id} contact=${one.contact} /></td>
          <td><${NumberLink} id=${one.phone_number_id} /></td>
          <td class="nowrap">${span(now - Date.parse(one.waiting_since))} ${one.overdue && html`<${State} kind="bad" word="overdue" />`}</td>
          <td class="when"><${Time} at=${one.waiting_since} /></td>
          <td class="when">${closes > now ? html`<${Time} at=${one.window_expires_at} relative />` : html`<${State} kind="bad" word="closed" /> <span class="fine">answer with a template</span>`}</td>
        </tr>`;
      })}
    <//>`;
}
