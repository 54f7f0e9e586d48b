/** What waits for each CRM, and what it did not take. */

import { html, useState } from './lib/htm.js';
import { to } from './address.js';
import { call, segment, useCall } from './api.js';
import { Answered, Confirm, Empty, Field, NumberLink, Sentence, State, Table, Time, Trouble } from './parts.js';
import { count, plural, span } from './words.js';

export function Relay({ address, session }) {
  const answer = useCall('relay', {}, 5);
  const [asked, setAsked] = useState(null);
  const [told, setTold] = useState(null);
  const [round, setRound] = useState(0);
  const { target } = address.parameters;
  const replay = async () => {
    try {
      const body = asked.ids && { ids: asked.ids };
      const { count: n } = await call(`relay/${segment(asked.target)}/dead-letters/replay`, { method: 'POST', body });
      setTold({ sentence: `${plural(n, 'webhook')} for ${asked.target} ${n === 1 ? 'is' : 'are'} queued anew.` });
    } catch (problem) {
      setTold({ problem });
    }
    setAsked(null);
    setRound(round + 1);
    answer.reload();
  };
  return html`<${Answered} answer=${answer} what="the targets">${(data) => data.targets.length === 0
      ? html`<${Empty}><p>No target is configured, so no CRM gets Meta’s webhooks from here. Set <code>sallyport.relay.targets."<i>name</i>".url</code>, or PUT
          /sallyport/v1/relay/<i>name</i>; what waits for it and what it did not take stands here then.</p><//>`
      : html`<${Table} caption="Targets of the relay" hide heads=${['Target', 'State', ['Waiting', 'number'], ['Oldest', 'number'], ['Dead letters', 'number'], 'Numbers', '']}>
          ${data.targets.map((one) => html`<${Target} one=${one} chosen=${target} mayAct=${session.role === 'operator'}
            onReplay=${() => setAsked({ target: one.name ?? one.target, n: one.dead_letters })} />`)}
        <//>`}<//>
    <div role="status">${told?.sentence && html`<p class="notice">${told.sentence}</p>`}</div>
    <${Trouble} problem=${told?.problem} />
    ${letters(answer.data, target).map((name) => html`<${DeadLetters} key=${name} name=${name} address=${address} round=${round}
      mayAct=${session.role === 'operator'} onOne=${(id) => setAsked({ target: name, ids: [id], n: 1 })} />`)}
    ${asked && html`<${Confirm} title=${`Replay to ${asked.target}?`} act="Replay" onAct=${replay} onCancel=${() => setAsked(null)}>
      <p>${asked.ids ? 'This webhook is' : `All ${plural(asked.n, 'dead letter')} are`} queued anew and sent to the target. It may have taken some already and
        then gets them twice, with the same webhook-id. A paused target is tried again at once.</p>
    <//>`}`;
}

/** The target that the address names, else all with dead letters. */
function letters(data, chosen) {
  if (!data) return [];
  if (chosen) return data.targets.some((one) => (one.name ?? one.target) === chosen) ? [chosen] : [];
  return data.targets.filter((one) => one.dead_letters > 0).map((one) => one.name ?? one.target);
}

function Target({ one, chosen, mayAct, onReplay }) {
  const name = one.name ?? one.target;
  return html`<tr class=${name === chosen ? 'marked' : undefined}>
    <td><a class="id" href=${to('relay', { target: name === chosen ? '' : name })}>${name}</a><br /><span class="fine">${one.url}</span></td>
    <td class="mid">${one.paused
      ? html`<${State} kind="bad" word="paused" /><p class="sentence">${one.paused.why}, since <${Time} at=${one.paused.since} relative />. It gets a probe now and
          then; mend it, then replay.</p>`
      : html`<${State} kind=${one.waiting ? 'wait' : 'good'} word=${one.waiting ? 'delivering' : 'up to date'} />`}</td>
    <td class="number">${count(one.waiting)}</td>
    <td class="number">${one.waiting ? span((one.lag_seconds ?? 0) * 1000) : '–'}</td>
    <td class="number">${count(one.dead_letters)}</td>
    <td>${one.numbers?.length ? one.numbers.map((id) => html`<${NumberLink} id=${id} /> `) : 'all'}</td>
    <td>${mayAct && one.dead_letters > 0 && html`<button type="button" onClick=${onReplay}>Replay</button>`}</td>
  </tr>`;
}

function DeadLetters({ name, address, round, mayAct, onOne }) {
  const { q = '', after } = address.parameters;
  const answer = useCall(`relay/${segment(name)}/dead-letters`, { limit: 100, after, }, after ? 0 : 5);
  const title = `dead-${name}`;
  return html`<section aria-labelledby=${title} data-round=${round}><h2 id=${title}>Dead letters of ${name}</h2>
    <div class="controls"><${Field} label="Id or error" value=${q} onValue=${(value) => address.set({ q: value })} /></div>
    <${Answered} answer=${answer} what="the dead letters">${(data) => {
      const all = data.dead_letters;
      const shown = all.filter((one) => `${one.id} ${one.last_error}`.toLowerCase().includes(q.toLowerCase()));
      return html`${shown.length === 0
        ? html`<${Empty}><p>${all.length ? 'No dead letter is like that.' : 'None. What the target did not take within a day and is not tried any more stands here, with its last error.'}</p><//>`
        : html`<${Table} caption=${`What ${name} did not take`} hide heads=${['Id', 'First try', 'Last try', ['Tries', 'number'], 'Last error', '']}>
            ${shown.map((one) => html`<tr key=${one.id}>
              <td><a class="id" href=${to('relay', { target: name, q: one.id })}>${one.id}</a></td>
              <td class="when"><${Time} at=${one.first_try_at} /></td><td class="when"><${Time} at=${one.last_try_at} /></td>
              <td class="number">${count(one.tries)}</td><td class="why"><${Sentence} text=${one.last_error} /></td>
              <td>${mayAct && html`<button type="button" aria-label=${`Send again ${one.id}`} onClick=${() => onOne(one.id)}>Send again</button>`}</td>
            </tr>`)}
          <//>`}
        ${data.next && html`<p class="buttons"><a class="button" href=${to('relay', { target: name, q, after: data.next })}>Further ones</a></p>`}`;
    }}<//>
  </section>`;
}
