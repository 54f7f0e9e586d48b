/** The templates of a number's WABA, as the gateway judges sends by. */

import { html, useState } from './lib/htm.js';
import { to } from './address.js';
import { call, segment, useCall } from './api.js';
import { NumberChoice, useNumbers } from './numbers-known.js';
import { Answered, Choice, Empty, Field, State, Table, Time, Trouble } from './parts.js';
import { plural } from './words.js';

const KINDS = { APPROVED: 'good', PENDING: 'wait', PAUSED: 'warn' };

const different = (list, member) => [...new Set(list.map((one) => one[member]))].sort();

export function Templates({ address, session }) {
  const { number, q, category, status } = address.parameters;
  const { numbers, problem } = useNumbers();
  const path = number ? `numbers/${segment(number)}/templates` : null;
  const answer = useCall(path, {}, 30);
  const all = answer.data?.templates ?? [];
  return html`<div class="controls">
      <${NumberChoice} address=${address} numbers=${numbers} />
      <${Field} label="Name" value=${q} onValue=${(value) => address.set({ q: value })} />
      <${Choice} label="Category" value=${category} all="Every category" options=${different(all, 'category')} onValue=${(value) => address.set({ category: value })} />
      <${Choice} label="Status" value=${status} all="Every status" options=${different(all, 'status')} onValue=${(value) => address.set({ status: value })} />
      ${path && session.role === 'operator' && html`<${Refresh} path=${path} reload=${answer.reload} />`}
    </div>
    <${Trouble} problem=${problem} />
    ${path && html`<${Answered} answer=${answer} what="the templates">${(data) => html`<${Listed} data=${data} filters=${{ q, category, status }} number=${number} />`}<//>`}`;
}

function Refresh({ path, reload }) {
  const [problem, setProblem] = useState(null);
  const [busy, setBusy] = useState(false);
  const refresh = async () => {
    setBusy(true);
    try {
      await call(`${path}/refresh`, { method: 'POST' });
      setProblem(null);
      reload();
    } catch (failure) {
      setProblem(failure);
    }
    setBusy(false);
  };
  return html`<button type="button" disabled=${busy} onClick=${refresh}>Ask Meta again</button><${Trouble} problem=${problem} />`;
}

function Listed({ data, filters, number }) {
  const { q = '', category, status } = filters;
  const shown = data.templates.filter((one) =>
    one.name.toLowerCase().includes(q.toLowerCase()) && (!category || one.category === category) && (!status || one.status === status));
  if (data.templates.length === 0) {
    return html`<${Empty}><p>No template is known${data.refreshed_at ? '' : ', because Meta was not asked yet'}. Templates of the number’s WABA stand here with their category
      and status; they need a token that may read them (<code>sallyport.wabas."<i>id</i>".access-token</code>).</p><//>`;
  }
  return html`<p class="fine">${plural(shown.length, 'template')} of ${data.templates.length}. Meta was asked <${Time} at=${data.refreshed_at} relative />; its webhooks keep them up to date.</p>
    ${shown.length === 0
      ? html`<${Empty}><p>No template is like that. <a href=${to('templates', { number })}>Show all</a></p><//>`
      : html`<${Table} caption="Templates" hide heads=${['Name', 'Language', 'Category', 'Status', 'Try']}>
          ${shown.map((one) => html`<tr key=${`${one.name}/${one.language}`}>
            <td><a class="id" href=${to('templates', { number, q: one.name })}>${one.name}</a></td><td>${one.language}</td><td>${one.category}</td>
            <td><${State} kind=${KINDS[one.status] ?? 'bad'} word=${one.status} /></td>
            <td><a href=${to('explain', { number, template: `${one.name}/${one.language}` })} aria-label=${`Explain a send of ${one.name}`}>Explain a send</a></td></tr>`)}
        <//>`}`;
}
