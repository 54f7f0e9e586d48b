/** The customer service window as a ruler: 24 hours from the last message, and where now is. */

import { html } from './lib/htm.js';
import { State, Time } from './parts.js';
import { span } from './words.js';

const DAY = 86_400_000;

export function Ruler({ window, now }) {
  const inbound = window.last_inbound_at && Date.parse(window.last_inbound_at);
  const end = window.expires_at && Date.parse(window.expires_at);
  if (window.state === 'open' && end) {
    const left = Math.max(0, end - now);
    return html`<p class="lead"><${State} kind=${left < 3_600_000 ? 'warn' : 'good'} word="open" />
        Free-form messages pass for another <b>${span(left)}</b>, until <${Time} at=${window.expires_at} />.</p>
      <${Scale} from=${inbound || end - DAY} until=${end} now=${now} />`;
  }
  if (window.state === 'open') {
    return html`<p class="lead"><${State} kind="good" word="open" /> Messages pass, without an end. They last wrote <${Time} at=${window.last_inbound_at} relative />.</p>`;
  }
  if (window.state === 'unknown') {
    return html`<p class="lead"><${State} kind="warn" word="unknown" /> No message of theirs is known, and the number’s webhooks have not come for 24 hours yet.
      Free-form messages are refused unless <code>sallyport.policy.unknown-window=allow</code>; an import tells the gateway what you know.</p>`;
  }
  return html`<p class="lead"><${State} kind="bad" word=${window.state} /> Free-form messages are refused with window_closed: send an approved template, or wait
      until they write.</p>
    <p class="fine">${inbound
      ? html`They last wrote <${Time} at=${window.last_inbound_at} relative />; the window closed ${span(now - inbound - DAY)} ago.`
      : 'They have never written, as far as the gateway knows.'}</p>`;
}

/** Drawn for the eye only: the sentence above says the same. */
function Scale({ from, until, now }) {
  const at = Math.min(1, Math.max(0, (now - from) / (until - from)));
  const x = 1000 * at;
  const hours = (until - from) / 3_600_000;
  const marks = Array.from({ length: Math.floor(hours / 6) + 1 }, (_, i) => (1000 * i * 6) / hours);
  return html`<svg class="ruler" aria-hidden="true" viewBox="0 0 1000 30" preserveAspectRatio="none">
    <rect class="gone" x="0" y="4" width=${x} height="12" />
    <rect class="left" x=${x} y="4" width=${1000 - x} height="12" />
    ${marks.map((mark) => html`<line x1=${mark} x2=${mark} y1="18" y2="24" vector-effect="non-scaling-stroke" />`)}
    <line class="now" x1=${x} x2=${x} y1="0" y2="28" vector-effect="non-scaling-stroke" />
  </svg>`;
}
