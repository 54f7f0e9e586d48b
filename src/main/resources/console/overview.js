/** What is happening, what needs attention, and why sends are refused. */

import { html, useMemo } from './lib/htm.js';
import { to } from './address.js';
import { useCall } from './api.js';
import { Bars, Columns } from './chart.js';
import { isPassed, Reason } from './decisions.js';
import { Answered, Choice, Empty, NumberLink, State, Table, Time } from './parts.js';
import { bytes, count, plural, span } from './words.js';

const SPANS = [['1', 'Last hour'], ['3', 'Last 3 hours'], ['24', 'Last 24 hours'], ['168', 'Last 7 days']];

export function Overview({ address }) {
  const hours = address.parameters.hours ?? '24';
  const answer = useCall('overview', { hours }, 10);
  return html`<div class="controls">
      <${Choice} label="Time" value=${hours} options=${SPANS} onValue=${(value) => address.set({ hours: value })} />
      ${answer.data && html`<p class="fine">As of <${Time} at=${answer.data.at} />, all replicas; renewed every 10 s.</p>`}
    </div>
    <${Answered} answer=${answer} what="the overview">${(data) => html`<${Shown} data=${data} hours=${Number(hours)} />`}<//>`;
}

function Shown({ data, hours }) {
  const sums = useMemo(() => summed(data, hours), [data, hours]);
  return html`<${Figures} data=${data} sums=${sums} />
    <${Attention} data=${data} />
    <section aria-labelledby="flow"><h2 id="flow">Decisions over time</h2>
      ${sums.total === 0
        ? html`<${Empty}><p>No send was decided in this time. As soon as your CRM sends through the gateway, each minute’s decisions
            stand here. <a href=${to('explain')}>See what a send would get</a>, without sending it.</p><//>`
        : html`<${Columns} label="Decisions over time: passed and refused" times=${sums.times} step=${sums.step}
            series=${[['Passed', 'pass', sums.passed], ['Refused', 'refuse', sums.refused]]} />`}
    </section>
    <section aria-labelledby="why"><h2 id="why">Why sends were refused</h2>
      ${sums.reasons.length === 0
        ? html`<${Empty}><p>Nothing was refused. Each reason stands here with how often it refused, and leads to its decisions.</p><//>`
        : html`<${Bars} caption="Refusals by reason" heads=${['Reason', 'Sends', 'Share of all']} total=${sums.total}
            rows=${sums.reasons.map(([reason, n]) => [html`<${Reason} reason=${reason} />`, n])} />`}
    </section>`;
}

/** Columns of passed and refused by time, and the refusals by reason. */
function summed(data, hours) {
  const given = data.step_minutes ?? 1;
  // At most some hundred columns, whatever the span.
  const step = Math.max(given, Math.ceil((hours * 60) / 180 / given) * given) * 60;
  const end = Math.floor(Date.parse(data.at) / 1000 / step) * step;
  const times = [];
  for (let at = end - Math.ceil((hours * 3600) / step) * step + step; at <= end; at += step) times.push(at);
  const passed = times.map(() => 0);
  const refused = times.map(() => 0);
  const reasons = new Map();
  let total = 0;
  let all = 0;
  for (const one of data.decisions) {
    const place = Math.round((Math.floor(Date.parse(one.minute) / 1000 / step) * step - times[0]) / step);
    const passes = isPassed(one.decision) || !one.reason;
    total += one.count;
    if (passes) all += one.count;
    else reasons.set(one.reason, (reasons.get(one.reason) ?? 0) + one.count);
    if (place >= 0 && place < times.length) (passes ? passed : refused)[place] += one.count;
  }
  return { times, step, passed, refused, total, all, reasons: [...reasons].sort((a, b) => b[1] - a[1]) };
}

function Figures({ data, sums }) {
  const share = sums.total ? `${((100 * (sums.total - sums.all)) / sums.total).toFixed(1)} % of ${count(sums.total)}` : 'of none';
  const relay = data.relay ?? [];
  const waiting = relay.reduce((sum, one) => sum + one.waiting, 0);
  const lag = Math.max(0, ...relay.map((one) => one.lag_seconds ?? 0));
  return html`<dl class="figures">
    <${Figure} name="Passed" value=${count(sums.all)} note="went on to Meta" />
    <${Figure} name="Refused" value=${count(sums.total - sums.all)} note=${share} />
    <${Figure} name="Open windows" value=${count(data.windows?.open)} note=${`${count(data.windows?.closing)} close within the hour`} />
    <${Figure} name="Relay" value=${count(waiting)} note=${waiting ? `waiting, the oldest ${span(lag * 1000)}` : 'nothing waits'} />
    <${Figure} name="Redis" value=${data.redis?.ok ? `${(data.redis.latency_ms ?? 0).toFixed(1)} ms` : 'silent'}
      note=${data.redis?.ok ? `${bytes(data.redis.memory_bytes)} used` : 'sends are refused: undecided'} />
  </dl>`;
}

const Figure = ({ name, value, note }) => html`<div>
  <dt>${name}</dt><dd><b>${value}</b><span>${note}</span></dd></div>`;

/** Why a number's sends do not reach Meta. */
const CAUSES = {
  upstream: 'Meta does not answer.',
  account: 'Meta says that the account or number cannot send; see it in the Business Manager.',
  token: 'Meta does not take the access token; put in a new one.',
};

/** Of `sallyport_contradictions_total`; by what a window was known is in src/docs/operations.md. */
const CONTRADICTIONS = {
  closed_after_all: 'a window that was thought open was not.',
  delivered_after_all: 'Meta delivered what a rule that is only observed would have refused.',
};

function Attention({ data }) {
  const rows = [
    ...(data.redis?.ok === false ? [['bad', 'Redis does not answer', 'Sends are refused until it does.', null]] : []),
    ...(data.circuits ?? []).map((one) => ['bad', 'A circuit is open', html`Number <${NumberLink} id=${one.phone_number_id} />: ${CAUSES[one.cause] ?? one.cause}
      Its sends are refused at once; the gateway tries again by itself.`, one.since]),
    ...(data.relay ?? []).filter((one) => one.paused).map((one) => ['warn', 'A target is paused', html`<a href=${to('relay', { target: one.target })}>${one.target}</a>: ${one.paused.why ?? 'it did not take its webhooks'}.
      Mend it, then replay.`, one.paused.since]),
    ...(data.relay ?? []).filter((one) => one.dead_letters > 0).map((one) => ['warn', 'Dead letters', html`<a href=${to('relay', { target: one.target })}>${one.target}</a> did not
      take ${plural(one.dead_letters, 'webhook')}. See why, then replay.`, null]),
    ...(data.contradictions ?? []).filter((one) => one.count > 0).map((one) => ['warn', 'Meta did otherwise',
      html`${plural(one.count, 'time')} <code>${one.kind} ${one.about}</code>: ${CONTRADICTIONS[one.kind] ?? 'another answer than was expected.'}`, null]),
    ...(data.coverage ?? []).filter((one) => one.state !== 'complete').map((one) => ['plain', 'Webhooks not yet for 24 h', html`Number <${NumberLink} id=${one.phone_number_id} />:
      ${one.state === 'none' ? ' no webhook has come. Check the webhook address at Meta.' : ' windows may be unknown until it is complete.'}`, one.since]),
  ];
  return html`<section aria-labelledby="attention"><h2 id="attention">Needs attention</h2>
    ${rows.length === 0
      ? html`<${Empty}><p><${State} kind="good" word="All quiet" /> Circuits, paused targets, dead letters, contradictions and numbers without webhooks would stand here.</p><//>`
      : html`<${Table} caption="What needs attention" hide heads=${['What', 'About', 'Since']}>
          ${rows.map(([kind, what, about, since]) => html`<tr><td><${State} kind=${kind} word=${what} /></td>
            <td class="why"><p class="sentence">${about}</p></td><td class="when"><${Time} at=${since} /></td></tr>`)}
        <//>`}
  </section>`;
}

