/**
 * The page and its filters, in the part of the address behind `#`: it can be sent to a colleague, survives
 * a reload, and reaches no server's log, as contacts should not.
 */

import { useEffect, useState } from './lib/htm.js';

function read() {
  const [path, query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  return { page: path || 'overview', parameters: Object.fromEntries(new URLSearchParams(query)) };
}

/** The address of a page; parameters that are empty are left out. */
export function to(page, parameters = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== null && value !== '') query.set(name, value);
  }
  const text = query.toString();
  return `#/${page}${text ? `?${text}` : ''}`;
}

/** Goes there, as a click would; `instead` of this entry of the history. */
export function go(page, parameters, instead = false) {
  const address = to(page, parameters);
  if (address === location.hash) return;
  if (instead) {
    history.replaceState(null, '', address);
    window.dispatchEvent(new HashChangeEvent('hashchange'));
  } else {
    location.hash = address;
  }
}

/** `{page, parameters, set}`; `set` changes some parameters of this page. */
export function useAddress() {
  const [address, setAddress] = useState(read);
  useEffect(() => {
    const changed = () => setAddress(read());
    window.addEventListener('hashchange', changed);
    return () => window.removeEventListener('hashchange', changed);
  }, []);
  const set = (changes, instead = false) => {
    const now = read();
    go(now.page, { ...now.parameters, ...changes }, instead);
  };
  return { ...address, set };
}
