/** Where the operator's key becomes a session. */

import { html, useEffect, useRef, useState } from './lib/htm.js';
import { call } from './api.js';
import { KEY } from './aside.js';

export function SignIn({ onSignedIn }) {
  const [key, setKey] = useState(KEY);
  const [problem, setProblem] = useState(null);
  const [busy, setBusy] = useState(false);
  const field = useRef(null);
  useEffect(() => {
    document.title = 'Sign in · Sallyport';
    field.current.focus();
  }, []);
  const signIn = async (event) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      await call('session', { method: 'POST', body: { key } });
      onSignedIn();
    } catch (failure) {
      setProblem(failure);
      setBusy(false);
      field.current.select();
    }
  };
  return html`<main class="signin">
    <form onSubmit=${signIn}>
      <h1><img src="gate.svg" alt="" width="40" height="40" />Sallyport</h1>
      <p>What was let through to WhatsApp, what was not, and why.</p>
      <label class="field"><span>Key</span>
        <input ref=${field} type="password" name="key" required autocomplete="current-password" value=${key}
          aria-describedby="whose" onInput=${(event) => setKey(event.currentTarget.value)} />
      </label>
      ${problem && html`<div class="trouble" role="alert"><p>${problem.status === 401
        ? 'This key opens nothing here. Use an operator’s key, not a client’s.'
        : problem.sentence}</p></div>`}
      <button type="submit" class="primary" disabled=${busy}>Sign in</button>
      <p class="fine" id="whose">${KEY
        ? html`In dev mode the key is <code>${KEY}</code>.`
        : html`The key of an operator: <code>sallyport.operators."<i>name</i>".key</code>. It becomes a session of 8 hours and is not kept.`}</p>
    </form>
  </main>`;
}
