/** The frame around the pages: who is signed in, the navigation, and the page that the address names. */

import { html, render, useEffect, useErrorBoundary, useRef, useState } from './lib/htm.js';
import { to, useAddress } from './address.js';
import { call } from './api.js';
import { Aside } from './aside.js';
import { SignIn } from './signin.js';
import { Loading, Trouble, useNow } from './parts.js';
import { clock } from './words.js';
import { Overview } from './overview.js';
import { Contact } from './contact.js';
import { Explain } from './explain.js';
import { Live } from './live.js';
import { Templates } from './templates.js';
import { Relay } from './relay.js';
import { Spend } from './spend.js';
import { Numbers } from './numbers.js';
import { Waiting } from './waiting.js';

const PAGES = [
  ['overview', 'Overview', Overview],
  ['live', 'Live decisions', Live],
  ['contact', 'Contact', Contact],
  ['explain', 'Explain', Explain],
  ['waiting', 'Waiting', Waiting],
  ['templates', 'Templates', Templates],
  ['relay', 'Relay', Relay],
  ['numbers', 'Numbers', Numbers],
  ['spend', 'Spend', Spend],
];

function Page({ address, session }) {
  const [failure] = useErrorBoundary();
  const known = PAGES.find(([page]) => page === address.page);
  const name = known?.[1] ?? 'No such page';
  const heading = useRef(null);
  const first = useRef(true);
  useEffect(() => {
    document.title = `${name} · Sallyport`;
    // Whoever uses a keyboard or a screen reader goes on at the page, not in the navigation.
    if (!first.current) heading.current.focus();
    first.current = false;
  }, [name]);
  return html`<main id="main" tabindex="-1">
    <h1 ref=${heading} tabindex="-1">${name}</h1>
    ${failure
      ? html`<${Trouble} problem=${{ sentence: `This page failed: ${failure.message}. Reload it; if it fails again, curl shows the same data.` }} />`
      : known
        ? html`<${known[2]} key=${address.page} address=${address} session=${session} />`
        : html`<p>The address names no page. <a href=${to('overview')}>To the overview</a></p>`}
  </main>`;
}

function Clock() {
  const now = new Date(useNow());
  return html`<p class="clock"><span class="utc">${clock(now, false, now)} UTC</span>
    ${now.getTimezoneOffset() !== 0 && html` <span class="local">${clock(now, true, now)} local</span>`}</p>`;
}

function Frame({ address, session, onSignOut }) {
  const skip = (event) => {
    event.preventDefault();
    document.getElementById('main').focus();
  };
  return html`<a class="skip" href="#main" onClick=${skip}>Skip to content</a>
    <header>
      <a class="brand" href=${to('overview')}><img src="gate.svg" alt="" width="26" height="26" />Sallyport</a>
      <${Clock} />
      <p class="who">${session.operator} <span class="role">${session.role}</span></p>
      <button type="button" onClick=${onSignOut}>Sign out</button>
    </header>
    <nav aria-label="Pages">
      ${PAGES.map(([page, name]) => html`<a href=${to(page)}
        aria-current=${page === address.page ? 'page' : undefined}>${name}</a>`)}
    </nav>
    <${Page} key=${address.page} address=${address} session=${session} />
    ${Aside && html`<${Aside} address=${address} />`}`;
}

function App() {
  const address = useAddress();
  const [session, setSession] = useState(undefined);
  const [problem, setProblem] = useState(null);
  const look = async () => {
    setProblem(null);
    try {
      setSession(await call('session', { page: 'new' }));
    } catch (failure) {
      if (failure.status === 401) setSession(null);
      else setProblem(failure);
    }
  };
  useEffect(() => {
    look();
    const ended = () => setSession(null);
    window.addEventListener('signed-out', ended);
    return () => window.removeEventListener('signed-out', ended);
  }, []);
  const signOut = async () => {
    try {
      await call('session', { method: 'DELETE' });
      setSession(null);
    } catch (failure) {
      setProblem(failure);
    }
  };
  if (problem) return html`<main><h1>Sallyport</h1><${Trouble} problem=${problem} retry=${look} /></main>`;
  if (session === undefined) return html`<main><${Loading} what="your session" /></main>`;
  if (session === null) return html`<${SignIn} onSignedIn=${look} />`;
  return html`<${Frame} address=${address} session=${session} onSignOut=${signOut} />`;
}

/** `/` goes to the page's first field, as in many consoles. */
document.addEventListener('keydown', (event) => {
  const typing = /^(input|select|textarea)$/i.test(event.target.tagName);
  if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const field = document.querySelector('main input, main select, main textarea');
  if (!field) return;
  event.preventDefault();
  field.focus();
});

render(html`<${App} />`, document.body);
