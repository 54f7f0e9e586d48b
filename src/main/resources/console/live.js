/** Decisions as they are made, of every replica. */

import { html, useEffect, useRef, useState } from './lib/htm.js';
import { address as addressOf, call, segment } from './api.js';
import { decisionHeads, DecisionRow, key, REASONS } from './decisions.js';
import { kindOf, NumberChoice, useNumbers } from './numbers-known.js';
import { Empty, Field, State, Table, Trouble } from './parts.js';
import { plural } from './words.js';

/** Rows that are kept; a page that runs all day must not grow. */
const MOST = 200;

/** Numbers whose newest decisions are asked for at first. */
const ASKED = 5;

export function Live({ address }) {
  const { number, client, reason, contact } = address.parameters;
  const { numbers, problem } = useNumbers();
  const [paused, setPaused] = useState(false);
  const filters = { number, client, reason, contact };
  const tail = useTail(filters, paused, numbers);
  return html`<div class="controls">
      <${NumberChoice} address=${address} numbers=${numbers} all="All numbers" />
      <${Field} label="Reason" value=${reason} options=${REASONS} onValue=${(value) => address.set({ reason: value })} />
      <${Field} label="Contact" value=${contact} onValue=${(value) => address.set({ contact: value })} />
      <${Field} label="Client" value=${client} onValue=${(value) => address.set({ client: value })} />
      <button type="button" aria-pressed=${paused} onClick=${() => setPaused(!paused)}>${paused ? 'Go on' : 'Pause'}</button>
      <p class="fine" role="status">${paused
        ? html`<${State} kind="wait" word="paused" /> ${tail.held ? `${plural(tail.held, 'decision')} came meanwhile.` : ''}`
        : tail.connected ? html`<${State} kind="good" word="live" />` : html`<${State} kind="wait" word="connecting" />`}</p>
    </div>
    <${Trouble} problem=${problem ?? tail.problem} />
    ${tail.missed > 0 && html`<p class="notice">${plural(tail.missed, 'decision')} were not shown, because this browser was too slow for them.
      Narrow the filters; the contact’s page has them all.</p>`}
    ${tail.rows.length === 0
      ? html`<${Empty}><p>Waiting for the next send${Object.values(filters).some(Boolean) ? ' that these filters let through' : ''}. Each decision appears here within
          two seconds, with its reason and the sentence that the sender got.</p><//>`
      : html`<${Table} caption="The newest decisions, newest first" hide heads=${decisionHeads()}>
          ${tail.rows.map((one) => html`<${DecisionRow} key=${key(one)} record=${one} />`)}
        <//>
        ${tail.rows.length >= MOST && html`<p class="fine">The newest ${MOST} are kept on this page.</p>`}`}`;
}

/** The rows of the stream that the filters ask for, drawn a few times a second at most. */
function useTail(filters, paused, numbers) {
  const [state, setState] = useState({ rows: [], missed: 0, held: 0, connected: false, problem: null });
  const buffer = useRef([]);
  const halted = useRef(paused);
  halted.current = paused;
  const stream = addressOf('decisions/stream', filters);
  useEffect(() => {
    buffer.current = [];
    setState({ rows: [], missed: 0, held: 0, connected: false, problem: null });
    const source = new EventSource(stream);
    source.addEventListener('open', () => setState((now) => ({ ...now, connected: true, problem: null })));
    source.addEventListener('decision', (event) => buffer.current.push(JSON.parse(event.data)));
    source.addEventListener('gap', (event) => {
      const { missed } = JSON.parse(event.data);
      setState((now) => ({ ...now, missed: now.missed + missed }));
    });
    source.addEventListener('error', () => {
      setState((now) => ({ ...now, connected: false }));
      // The browser tries again by itself unless it was refused; why it was, the session's call says.
      if (source.readyState === EventSource.CLOSED) {
        call('numbers', { parameters: { limit: 1 } }).then(
          () => setState((now) => ({ ...now, problem: { sentence: 'The gateway refused the stream: the filters are not valid, or too many listen. Change them, or reload.' } })),
          (problem) => setState((now) => ({ ...now, problem })),
        );
      }
    });
    const draw = setInterval(() => {
      const held = buffer.current.length;
      if (held > MOST) buffer.current.splice(0, held - MOST);
      setState((now) => {
        if (halted.current) return now.held === held ? now : { ...now, held };
        const fresh = buffer.current.splice(0).reverse();
        return fresh.length === 0 && now.held === 0 ? now : { ...now, held: 0, rows: merged(fresh, now.rows) };
      });
    }, 150);
    return () => {
      source.close();
      clearInterval(draw);
    };
  }, [stream]);
  useEffect(() => {
    if (!numbers) return undefined;
    const stop = new AbortController();
    remembered(filters, numbers, stop.signal).then(
      (rows) => stop.signal.aborted || setState((now) => ({ ...now, rows: merged(now.rows, rows) })),
      () => {},
    );
    return () => stop.abort();
  }, [stream, numbers]);
  return state;
}

/** What was decided before the page was opened. */
async function remembered({ number, client, reason, contact }, numbers, signal) {
  const asked = number ? [number] : numbers.slice(0, ASKED).map((one) => one.phone_number_id);
  if (number && kindOf(number, numbers) === 'channels') return [];
  const pages = await Promise.all(asked.map((one) =>
    call(`${kindOf(one, numbers)}/${segment(one)}/decisions`, { parameters: { reason, contact, limit: 50 }, signal })));
  return pages
    .flatMap((page) => page.decisions)
    .filter((one) => !client || one.client === client)
    .sort((a, b) => (a.at < b.at ? 1 : -1));
}

function merged(newer, older) {
  const seen = new Set();
  return [...newer, ...older].filter((one) => !seen.has(key(one)) && seen.add(key(one))).slice(0, MOST);
}
