/** What every page is made of. */

import { html, useEffect, useRef, useState } from './lib/htm.js';
import { to } from './address.js';
import { clock, fromNow, offset } from './words.js';

/** Seconds pass: renders again each so many. */
export function useNow(every = 1) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => document.hidden || setNow(Date.now()), every * 1000);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}

/** A moment: UTC, the reader's own time beside it where that differs. */
export function Time({ at, relative }) {
  if (!at) return html`<span class="none">–</span>`;
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return html`<span>${at}</span>`;
  const local = clock(date, true);
  return html`<time datetime=${date.toISOString()} title=${`${local} ${offset(date)}`}>
    <span class="utc">${clock(date)} UTC</span>
    ${date.getTimezoneOffset() !== 0 && html` <span class="local">${local} local</span>`}
    ${relative && html` <span class="relative">${fromNow(date)}</span>`}
  </time>`;
}

/** A sentence of the gateway's, letter by letter; its times say the reader's own when pointed at. */
export function Sentence({ text }) {
  const parts = String(text ?? '').split(/(\d{4}-\d\d-\d\dT[\d:.]+Z)/);
  return html`<p class="sentence">${parts.map((part, i) => (i % 2
    ? html`<time datetime=${part} title=${`${clock(new Date(part), true)} local`}>${part}</time>`
    : part))}</p>`;
}

/** What a call is refused with: the sentence, which says what to do. */
export function Trouble({ problem, retry }) {
  if (!problem) return null;
  return html`<div class="trouble" role="alert">
    <${Sentence} text=${problem.sentence} />
    ${problem.code && html`<p class="fine">Code ${problem.code}, HTTP ${problem.status}</p>`}
    ${retry && html`<button type="button" onClick=${retry}>Try again</button>`}
  </div>`;
}

export const Loading = ({ what }) => html`<p class="loading" role="status">Loading ${what}…</p>`;

/** An empty place says what would be here, and how it comes. */
export const Empty = ({ children }) => html`<div class="empty">${children}</div>`;

/** The answer of a call, or what stands for it. */
export function Answered({ answer, what, children }) {
  if (answer.loading && !answer.data) return html`<${Loading} what=${what} />`;
  return html`<${Trouble} problem=${answer.problem} retry=${answer.reload} />
    ${answer.data && children(answer.data)}`;
}

/** A table that may scroll sideways by itself, also with the keyboard. */
export function Table({ caption, heads, children, hide, id }) {
  return html`<div class="sideways" role="region" aria-label=${caption} tabindex="0" id=${id}>
    <table>
      <caption class=${hide ? 'sr-only' : undefined}>${caption}</caption>
      <thead><tr>${heads.map((head) => {
        const [name, kind] = Array.isArray(head) ? head : [head];
        return html`<th scope="col" class=${kind}>${name || html`<span class="sr-only">What to do</span>`}</th>`;
      })}</tr></thead>
      <tbody>${children}</tbody>
    </table>
  </div>`;
}

/** A field that filters by the address: it takes effect on Enter, or when it is left. */
export function Field({ label, value = '', onValue, type = 'search', options, placeholder, wide }) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const list = useRef(`list-${label.replace(/\W/g, '')}`);
  const take = () => text.trim() !== value && onValue(text.trim());
  return html`<label class=${wide ? 'field wide' : 'field'}>
    <span>${label}</span>
    <input type=${type} value=${text} placeholder=${placeholder} autocomplete="off" spellcheck=${false}
      list=${options && list.current}
      onInput=${(event) => setText(event.currentTarget.value)}
      onChange=${take}
      onKeyDown=${(event) => {
        if (event.key !== 'Enter') return;
        event.preventDefault();
        onValue(text.trim());
      }} />
    ${options && html`<datalist id=${list.current}>${options.map((one) => html`<option value=${one} />`)}</datalist>`}
  </label>`;
}

/** A choice that filters by the address. Options are values, or `[value, words]`. */
export function Choice({ label, value = '', options, onValue, all }) {
  const pairs = options.map((one) => (Array.isArray(one) ? one : [one, one]));
  const known = !value || pairs.some(([one]) => one === value);
  return html`<label class="field">
    <span>${label}</span>
    <select value=${value} onChange=${(event) => onValue(event.currentTarget.value)}>
      ${all && html`<option value="" selected=${!value}>${all}</option>`}
      ${!known && html`<option value=${value} selected>${value}</option>`}
      ${pairs.map(([one, words]) => html`<option value=${one} selected=${one === value}>${words}</option>`)}
    </select>
  </label>`;
}

/** A button that puts text into the clipboard and says so. */
export function Copy({ text, label = 'Copy' }) {
  const [done, setDone] = useState('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setDone('Copied');
    } catch {
      setDone('Select the text and copy it: this browser allows no other way here.');
    }
    setTimeout(() => setDone(''), 2500);
  };
  return html`<button type="button" onClick=${copy}>${label}</button> <span class="fine" role="status">${done}</span>`;
}

/** Asks before what cannot be undone; whoever holds Enter down cancels. */
export function Confirm({ title, children, act, onAct, onCancel }) {
  const dialog = useRef(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    const before = document.activeElement;
    dialog.current.showModal();
    return () => before?.focus?.();
  }, []);
  return html`<dialog ref=${dialog} aria-labelledby="confirm" onCancel=${onCancel} onClose=${onCancel}>
    <h2 id="confirm">${title}</h2>
    ${children}
    <p class="buttons">
      <button type="button" class="primary" disabled=${busy}
        onClick=${() => { setBusy(true); onAct(); }}>${act}</button>
      <button type="button" autofocus onClick=${onCancel}>Cancel</button>
    </p>
  </dialog>`;
}

export const NumberLink = ({ id }) => html`<a class="id" href=${to('numbers', { q: id })}>${id}</a>`;

export const ContactLink = ({ number, contact }) =>
  html`<a class="id" href=${to('contact', { number, contact })}>${contact}</a>`;

/** A word for a state, with a mark beside so that colour is never alone. */
export function State({ word, kind = 'plain', children }) {
  return html`<span class=${`state ${kind}`}>${children ?? word}</span>`;
}
