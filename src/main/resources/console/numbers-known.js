/** The gateway's numbers, asked for once and shared by the pages that are about one of them. */

import { html, useEffect, useState } from './lib/htm.js';
import { call } from './api.js';
import { Choice } from './parts.js';

/** As many as a select can hold; further ones are reached from the page Numbers. */
const MOST = 1000;

/** Seconds after which it is asked anew: numbers come and go. */
const GOOD_FOR = 30;

let asked = null;
let askedAt = 0;

function known() {
  if (Date.now() - askedAt > 1000 * GOOD_FOR) asked = null;
  if (!asked) askedAt = Date.now();
  asked ??= call('numbers', { parameters: { limit: MOST } }).catch((problem) => {
    asked = null;
    throw problem;
  });
  return asked;
}

window.addEventListener('signed-out', () => {
  asked = null;
});

/** `{numbers, problem}`; null while they are not known. */
export function useNumbers() {
  const [answer, setAnswer] = useState({ numbers: null, problem: null });
  useEffect(() => {
    let gone = false;
    known().then(
      (list) => gone || setAnswer({ numbers: list.numbers, problem: null }),
      (problem) => gone || setAnswer({ numbers: null, problem }),
    );
    return () => {
      gone = true;
    };
  }, []);
  return answer;
}

/**
 * Under which part of the API an id is: numbers of WhatsApp, accounts of Messenger and Instagram, channels of Wazzup. Null
 * while the numbers are not known.
 */
export function kindOf(id, numbers) {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-/i.test(id)) return 'channels';
  if (!numbers) return null;
  return numbers.length >= MOST || numbers.some((one) => one.phone_number_id === id) ? 'numbers' : 'accounts';
}

export const named = (number) =>
  [number.phone_number_id, number.name, number.display_phone_number].filter(Boolean).join(' · ');

/**
 * The control `Number`. A page about one number gets the first one into its address when it names none;
 * with `all` it may be about all of them.
 */
export function NumberChoice({ address, numbers, all }) {
  const chosen = address.parameters.number ?? '';
  const first = numbers?.[0]?.phone_number_id;
  useEffect(() => {
    if (!all && !chosen && first) address.set({ number: first }, true);
  }, [all, chosen, first]);
  return html`<${Choice} label="Number" value=${chosen} all=${all || (numbers?.length ? undefined : 'No number yet')}
    options=${(numbers ?? []).map((one) => [one.phone_number_id, named(one)])}
    onValue=${(number) => address.set({ number, before: '' })} />`;
}
