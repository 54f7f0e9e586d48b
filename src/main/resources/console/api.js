/** The gateway API, seen from the console's address: whatever prefix a proxy puts before it. */

import { useEffect, useRef, useState } from './lib/htm.js';

const API = '../v1/';

/** What to say when an answer has no sentence of the gateway's. */
const CURES = {
  0: 'The gateway cannot be reached from this browser. Check that it runs; this page tries again by itself.',
  403: 'This key may not do that. Sign in with the key of an operator whose role is operator.',
  404: 'The gateway does not know this. It may have been removed; choose another one.',
  502: 'Meta did not answer the gateway. Try again in a moment.',
  503: 'The gateway’s Redis does not answer. Sends are refused until it does; see health on the management port.',
};

/** A call that was refused or failed; `sentence` says what is wrong and what to do. */
export class Problem extends Error {
  constructor(status, error) {
    const sentence = error?.error_data?.details || error?.message || CURES[status];
    super(sentence || `The gateway answered ${status}. Its log says why.`);
    this.status = status;
    this.code = error?.code;
  }
  get sentence() {
    return this.message;
  }
}

/** An address of the API; parameters that are empty are left out. */
export function address(path, parameters = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== null && value !== '') query.set(name, value);
  }
  const text = query.toString();
  return API + path + (text ? `?${text}` : '');
}

/** A segment of a path: a contact or a name may hold anything. */
export const segment = encodeURIComponent;

/**
 * Makes a call; its JSON, or null where there is none. Throws a Problem. `page: 'new'` asks whether anyone has signed in
 * without an error when nobody has.
 */
export async function call(path, { method = 'GET', body, parameters, signal, page = '1' } = {}) {
  const headers = { Accept: 'application/json', 'Sallyport-Console': page };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  let answer;
  try {
    answer = await fetch(address(path, parameters), {
      method,
      headers,
      body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
      signal,
      credentials: 'same-origin',
    });
  } catch (failure) {
    if (failure.name === 'AbortError') throw failure;
    throw new Problem(0);
  }
  const text = await answer.text();
  let json = null;
  try {
    json = text ? JSON.parse(text) : null;
  } catch {
    // A proxy's page: the status alone says what is wrong.
  }
  if (!answer.ok) {
    if (answer.status === 401 && path !== 'session') window.dispatchEvent(new Event('signed-out'));
    throw new Problem(answer.status, json?.error);
  }
  return json;
}

/**
 * The answer to a call, asked again every so many seconds while the page is seen. `path` null: nothing
 * is asked. What was answered last stays while it is asked again, and when that fails.
 */
export function useCall(path, parameters = {}, every = 0) {
  const [answer, setAnswer] = useState({ data: null, problem: null, loading: Boolean(path) });
  const [round, setRound] = useState(0);
  const key = path && address(path, parameters);
  const last = useRef(null);
  useEffect(() => {
    if (!key) {
      setAnswer({ data: null, problem: null, loading: false });
      return undefined;
    }
    const stop = new AbortController();
    if (last.current !== key) setAnswer({ data: null, problem: null, loading: true });
    last.current = key;
    const ask = async () => {
      try {
        const data = await call(path, { parameters, signal: stop.signal });
        setAnswer({ data, problem: null, loading: false });
      } catch (problem) {
        if (problem.name === 'AbortError') return;
        setAnswer((before) => ({ data: before.data, problem, loading: false }));
      }
    };
    ask();
    const timer = every && setInterval(() => document.hidden || ask(), every * 1000);
    return () => {
      stop.abort();
      clearInterval(timer);
    };
  }, [key, every, round]);
  return { ...answer, reload: () => setRound((n) => n + 1) };
}
