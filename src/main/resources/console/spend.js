/** What a number's messages cost by list price, by day, category and country; and the budgets. */

import { html, useMemo } from './lib/htm.js';
import { to } from './address.js';
import { segment, useCall } from './api.js';
import { Columns } from './chart.js';
import { NumberChoice, useNumbers } from './numbers-known.js';
import { Answered, Choice, Empty, Field, Table, Time, Trouble } from './parts.js';
import { count, days, money, plural } from './words.js';

/** A colour of the chart for each category; further ones share the last. */
const COLOURS = ['third', 'fourth', 'pass', 'refuse'];

const today = () => new Date().toISOString().slice(0, 10);

export function Spend({ address }) {
  const { number, category, country, from = `${today().slice(0, 8)}01`, to: until = today() } = address.parameters;
  const { numbers, problem } = useNumbers();
  const answer = useCall(number ? `numbers/${segment(number)}/spend` : null, { from, to: until });
  const budgets = useCall('budgets', {}, 10);
  const rows = (answer.data?.rows ?? []).filter((one) => (!category || one.category === category) && (!country || one.country === country));
  const all = answer.data?.rows ?? [];
  const words = (member) => [...new Set(all.map((one) => one[member]).filter(Boolean))].sort();
  return html`<div class="controls">
      <${NumberChoice} address=${address} numbers=${numbers} />
      <${Field} label="From" type="date" value=${from} onValue=${(value) => address.set({ from: value })} />
      <${Field} label="To" type="date" value=${until} onValue=${(value) => address.set({ to: value })} />
      <${Choice} label="Category" value=${category} all="Every category" options=${words('category')} onValue=${(value) => address.set({ category: value })} />
      <${Choice} label="Country" value=${country} all="Every country" options=${words('country')} onValue=${(value) => address.set({ country: value })} />
    </div>
    <${Trouble} problem=${problem} />
    <${Budgets} all=${budgets.data?.budgets ?? []} number=${number} />
    ${number && html`<${Answered} answer=${answer} what="the spend">${(data) => html`
      ${data.payment && html`<${Payment} payment=${data.payment} />`}
      ${rows.length === 0
        ? html`<${Empty}><p>Nothing was sent from ${from} to ${until}${category || country ? ' that these filters let through' : ''}. Each day’s messages stand here by category and
            country, with what they cost by the rate card (<code>sallyport.pricing.rate-card</code>).</p><//>`
        : html`<${Shown} rows=${rows} from=${from} until=${until} model=${data.model} number=${number} />`}`}<//>`}`;
}

/** Those that count what the number sends; without a number, all. */
function Budgets({ all, number }) {
  const budgets = all.filter((one) => !number || one.numbers.length === 0 || one.numbers.includes(number));
  if (budgets.length === 0) return null;
  return html`<section aria-labelledby="budgets"><h2 id="budgets">Budgets</h2>
    <${Table} caption="What is used of each budget in its period" hide heads=${['Budget', 'Counts', 'Used', 'Of', ['Share', 'number'], 'Starts again']}>
      ${budgets.map((one) => html`<tr><td><b>${one.name}</b>, a ${one.period}</td><td>${counted(one)}</td>
        <td>${limits(one, one.used.amount, one.used.messages)}${one.unpriced > 0 && html`<br /><span class="fine">${plural(one.unpriced, 'message')} without a price</span>`}</td>
        <td>${limits(one, one.amount, one.messages)}</td>
        <td class="number">${Math.round(100 * share(one))} %<svg class="meter" aria-hidden="true" viewBox="0 0 100 6" preserveAspectRatio="none"><rect class="track" width="100" height="6" /><rect width=${100 * Math.min(1, share(one))} height="6" /></svg></td>
        <td><${Time} at=${one.resets_at} relative /></td></tr>`)}
    <//>
    <p class="fine">A send that finds no room is refused with <code>budget</code>. Raise a budget by <code>sallyport.budgets."name".amount</code> or <code>messages</code>.</p>
  </section>`;
}

const counted = (budget) => [...budget.clients, ...budget.categories.map((one) => one.toLowerCase())].join(', ') || 'everything';

/** What a budget limits: an amount, messages or both. */
const limits = (budget, amount, messages) => [
  budget.amount !== null && money(amount, budget.currency),
  budget.messages !== null && plural(messages, 'message'),
].filter(Boolean).join(', ');

const share = (budget) => Math.max(
  budget.amount ? budget.used.amount / budget.amount : budget.amount === null ? 0 : 1,
  budget.messages ? budget.used.messages / budget.messages : budget.messages === null ? 0 : 1,
);

/** Meta charges the card each time the open sum reaches the threshold. */
function Payment({ payment }) {
  const open = Math.min(1, payment.threshold ? payment.open / payment.threshold : 0);
  return html`<section aria-labelledby="payment"><h2 id="payment">Payment threshold</h2>
    <p>${money(payment.open, payment.currency)} open of ${money(payment.threshold, payment.currency)};
      ${' '}Meta has charged ${count(payment.reached)} times this month, all numbers of the WABA together.</p>
    <svg class="meter" aria-hidden="true" viewBox="0 0 100 6" preserveAspectRatio="none"><rect class="track" width="100" height="6" /><rect width=${100 * open} height="6" /></svg>
  </section>`;
}

function Shown({ rows, from, until, model, number }) {
  const priced = rows.some((one) => one.amount > 0);
  const chart = useMemo(() => byDay(rows, from, until, priced), [rows, from, until]);
  const currency = rows.find((one) => one.currency)?.currency;
  const sum = (member) => rows.reduce((total, one) => total + (Number(one[member]) || 0), 0);
  return html`<dl class="figures">
      <div><dt>Estimated cost</dt><dd><b>${priced || currency ? money(sum('amount'), currency) : '–'}</b><span>by list price, ${model.replaceAll('_', ' ')}</span></dd></div>
      <div><dt>Messages</dt><dd><b>${count(sum('messages'))}</b><span>${count(sum('billable'))} of them billable</span></dd></div>
      <div><dt>Confirmed</dt><dd><b>${count(sum('confirmed'))}</b><span>priced by a status of Meta’s</span></dd></div>
    </dl>
    <section aria-labelledby="days"><h2 id="days">${priced ? 'Cost a day' : 'Messages a day'}</h2>
      <${Columns} label=${priced ? `Cost a day, ${currency}` : 'Messages a day'} times=${chart.times} step=${86400} series=${chart.series}
        show=${priced ? (value) => money(value) : count} />
    </section>
    <section aria-labelledby="rows"><h2 id="rows">Day by day</h2>
      <${Table} caption="Messages and cost by day, category and country" hide heads=${['Day (UTC)', 'Category', 'Country', ['Messages', 'number'], ['Billable', 'number'], ['Expected', 'number'], ['Amount', 'number'], ['Difference', 'number']]}>
        ${rows.map((one) => html`<tr><td class="when">${one.day}</td>
          <td><a href=${to('spend', { number, from, to: until, category: one.category })}>${one.category.replaceAll('_', ' ')}</a></td>
          <td>${one.country ? html`<a href=${to('spend', { number, from, to: until, country: one.country })}>${one.country}</a>` : '–'}</td>
          <td class="number">${count(one.messages)}</td><td class="number">${count(one.billable)}</td><td class="number">${count(one.expected_billable)}</td>
          <td class="number">${money(one.amount, one.currency)}</td>
          <td class="number">${one.difference ? money(one.difference, one.currency) : '–'}</td></tr>`)}
      <//>
      <p class="fine">Expected: billable by the gateway’s own reckoning when it sent. Difference: how much more Meta billed than that.</p>
    </section>`;
}

function byDay(rows, from, until, priced) {
  const all = days(from, until);
  const categories = [...new Set(rows.map((one) => one.category))].sort();
  return {
    times: all.map((day) => Date.parse(day) / 1000),
    series: categories.map((category, i) => [category.replaceAll('_', ' '), COLOURS[Math.min(i, COLOURS.length - 1)],
      all.map((day) => rows
        .filter((one) => one.day === day && one.category === category)
        .reduce((total, one) => total + Number(priced ? one.amount ?? 0 : one.messages), 0))]),
  };
}
