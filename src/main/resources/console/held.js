/** Sends that wait until a person lets them go, the oldest first. */

import { html, useState } from './lib/htm.js';
import { call, useCall } from './api.js';
import { Answered, Confirm, ContactLink, NumberLink, State, Table, Time, Trouble } from './parts.js';
import { plural } from './words.js';

const ACTS = {
  release: { title: 'Let it go?', act: 'Let it go', told: 'is decided again, and sent if it may', says: 'It is decided again as of now, and sent once if no rule refuses it.' },
  refuse: { title: 'Refuse it?', act: 'Refuse', told: 'is refused', says: 'It is not sent. Its client finds it refused, with what you say here.' },
};

export function Held({ address, session }) {
  const { number, client } = address.parameters;
  const answer = useCall('held', { number, client }, 5);
  const [asked, setAsked] = useState(null);
  const [told, setTold] = useState(null);
  const [because, setBecause] = useState('');
  const mayAct = session.role === 'operator';
  const decide = async () => {
    const { word, one } = asked;
    try {
      const body = word === 'refuse' && because.trim() ? { because: because.trim() } : undefined;
      await call(one.location.replace('/sallyport/v1/', '') + '/' + word, { method: 'POST', body });
      setTold({ sentence: `The send to ${one.contact} ${ACTS[word].told}.` });
    } catch (problem) {
      setTold({ problem });
    }
    setAsked(null);
    setBecause('');
    answer.reload();
  };
  return html`<section aria-labelledby="held"><h2 id="held">Held for a person</h2>
    <div role="status">${told?.sentence && html`<p class="notice">${told.sentence}</p>`}</div>
    <${Trouble} problem=${told?.problem} />
    <${Answered} answer=${answer} what="what is held">${(data) => data.held.length === 0
      ? html`<p class="fine"><${State} kind="good" word="Nothing is held" /> What a client’s <code>hold</code> keeps back until somebody lets it go stands here, seven days at most.</p>`
      : html`<p class="fine">${plural(data.held.length, 'send')}, the oldest first.</p>
        <${Table} caption="Sends that are held" hide heads=${['Contact', 'Number', 'Client', 'Because of', 'Message', 'Held', 'Until', '']}>
          ${data.held.map((one) => html`<tr key=${one.id}>
            <td><${ContactLink} number=${one.phone_number_id} contact=${one.contact} /></td>
            <td><${NumberLink} id=${one.phone_number_id} /></td>
            <td>${one.client}</td><td>${one.why.join(', ')}</td>
            <td class="why"><p class="sentence">${shown(one.message)}</p></td>
            <td class="when"><${Time} at=${one.held_at} relative /></td><td class="when"><${Time} at=${one.expires_at} /></td>
            <td class="nowrap">${mayAct && ['release', 'refuse'].map((word) => html`<button type="button" aria-label=${`${ACTS[word].act}: send to ${one.contact}`}
              onClick=${() => setAsked({ word, one })}>${ACTS[word].act}</button> `)}</td>
          </tr>`)}
        <//>`}<//>
    ${asked && html`<${Confirm} title=${ACTS[asked.word].title} act=${ACTS[asked.word].act} onAct=${decide} onCancel=${() => setAsked(null)}>
      <p>To ${asked.one.contact}, from ${asked.one.client}: ${shown(asked.one.message)}</p><p>${ACTS[asked.word].says}</p>
      ${asked.word === 'refuse' && html`<label class="field wide">Why<input type="text" value=${because} onInput=${(e) => setBecause(e.target.value)} /></label>`}
    <//>`}
  </section>`;
}

/** What the contact would read, or the name of the template. */
function shown(message) {
  if (message?.type === 'template' || message?.template) {
    const values = (message.template.components ?? []).flatMap((one) => one.parameters ?? []).map((one) => one.text ?? one.type);
    return `${message.template.name}/${message.template.language?.code}${values.length ? `: ${values.join(', ')}` : ''}`;
  }
  return message?.text?.body ?? message?.type ?? String(message);
}
