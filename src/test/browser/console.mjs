// The console in a real browser, against a gateway that ConsoleIT has started. Prints a line for each test:
// `ok <name>` or `not ok <name>: <why>`.

import assert from 'node:assert/strict';
import http from 'node:http';
import { BASE, findings, NUMBER, open, PAGES, settled, signIn, start, visit } from './browser.mjs';

const { OPERATOR_KEY, VIEWER_KEY, GATEWAY_URL, CLOSED_CONTACT } = process.env;

const MARKUP = '<img src=x onerror="alert(1)"><script>alert(2)</script>';

const shown = (page) => page.getByRole('main').getByText(MARKUP).filter({ visible: true }).first().waitFor();

const tests = {};

/** Sends as a CRM does. */
const send = (to, text = 'Hello!') =>
  fetch(`${GATEWAY_URL}/v25.0/${NUMBER}/messages`, {
    method: 'POST',
    headers: { Authorization: 'Bearer EAAcallertoken42', 'Content-Type': 'application/json' },
    body: JSON.stringify({ messaging_product: 'whatsapp', to, type: 'text', text: { body: text } }),
  });

tests['a wrong key is told in an alert, the right one opens, sign out ends it'] = async (browser) => {
  const { page, faults } = await open(browser);
  await page.goto(BASE);
  await page.getByLabel('Key').waitFor();
  assert.deepEqual(faults, [], 'before anybody has signed in');
  await page.getByLabel('Key').fill('nobody-has-this-key');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').waitFor();
  assert.match(await page.getByRole('alert').innerText(), /operator/);
  await page.getByLabel('Key').fill(OPERATOR_KEY);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  assert.deepEqual((await page.getByRole('navigation').getByRole('link').allInnerTexts()).sort(), [...PAGES].sort());
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByLabel('Key').waitFor();
  await page.reload();
  await page.getByLabel('Key').waitFor();
};

for (const colorScheme of ['light', 'dark']) {
  tests[`every page shows, ${colorScheme}, without error, foreign request or serious finding of axe`] = async (browser) => {
    const { page, faults } = await open(browser, { colorScheme });
    await signIn(page, OPERATOR_KEY);
    const found = [];
    for (const name of PAGES) {
      await visit(page, name);
      found.push(...(await findings(page)).map((one) => `${name}: ${one}`));
      faults.splice(0).forEach((one) => found.push(`${name}: ${one}`));
    }
    await page.goto(`${BASE}#/contact?number=${NUMBER}&contact=${CLOSED_CONTACT}`);
    await settled(page);
    found.push(...(await findings(page)));
    assert.deepEqual([...found, ...faults], []);
    const dark = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const lightness = Number(dark.match(/[\d.]+/)[0]);
    assert.equal(lightness < 0.5, colorScheme === 'dark', dark);
  };
}

tests['at 390 px nothing but tables scrolls sideways'] = async (browser) => {
  const { page } = await open(browser, { viewport: { width: 390, height: 844 } });
  await signIn(page, OPERATOR_KEY);
  for (const name of PAGES) {
    await visit(page, name);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(over <= 0, `${name} is ${over} px too wide`);
  }
};

tests['a send is on the live page within 2 s, with its sentence, and leads to its contact'] = async (browser) => {
  const { page, faults } = await open(browser);
  await signIn(page, OPERATOR_KEY);
  await visit(page, 'Live decisions');
  await page.getByText('live', { exact: true }).waitFor();
  // What was decided before may still come in.
  const row = page.locator('tbody tr', { hasText: CLOSED_CONTACT }).filter({ hasText: 'window_closed' });
  assert.equal(await row.count(), 0);
  const answer = await send(CLOSED_CONTACT);
  const { details } = (await answer.json()).error.error_data;
  await row.waitFor({ timeout: 2000 });
  assert.equal(await row.locator('.sentence').innerText(), details);
  await row.getByRole('link', { name: CLOSED_CONTACT }).click();
  await page.getByRole('heading', { level: 1, name: 'Contact' }).waitFor();
  await page.getByText(details).first().waitFor();
  assert.deepEqual(faults, []);
};

tests['the address keeps the filters over a reload'] = async (browser) => {
  const { page } = await open(browser);
  await signIn(page, OPERATOR_KEY);
  await visit(page, 'Live decisions');
  await page.getByLabel('Reason').fill('opted_out');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => location.hash.includes('reason=opted_out'));
  await page.reload();
  assert.equal(await page.getByLabel('Reason').inputValue(), 'opted_out');
};

tests['Enter looks a contact up; explain says the reason, the cure and the curl line'] = async (browser) => {
  const { page, faults } = await open(browser);
  await signIn(page, OPERATOR_KEY);
  await visit(page, 'Contact');
  await page.getByLabel('Contact', { exact: true }).fill(`+${CLOSED_CONTACT}`);
  await page.keyboard.press('Enter');
  await page.getByText('Free-form messages are refused').waitFor();
  await page.getByRole('link', { name: 'Explain a send to this contact' }).click();
  await page.getByRole('heading', { name: 'Would be refused: window_closed' }).waitFor();
  await page.getByLabel('Message').fill(JSON.stringify({ messaging_product: 'whatsapp', to: CLOSED_CONTACT, type: 'text', text: { body: "it's" } }));
  await page.getByRole('button', { name: 'Explain', exact: true }).click();
  await page.getByText("it'\\''s").waitFor();
  assert.match(await page.locator('pre').innerText(), /^curl -s http.*\/sallyport\/v1\/numbers\/\d+\/explain /);
  await page.getByText('What to do').waitFor();
  assert.deepEqual(faults, []);
};

tests['the spend page shows budgets, and what Meta has charged the card'] = async (browser) => {
  const { page, faults } = await open(browser);
  await signIn(page, OPERATOR_KEY);
  await page.goto(`${BASE}#/spend?number=${NUMBER}`);
  await page.getByRole('heading', { name: 'Budgets' }).waitFor();
  const row = await page.locator('tr', { hasText: 'spring' }).innerText();
  assert.match(row, /250\.00 USD, 5,000 messages/);
  await page.getByRole('heading', { name: 'Payment threshold' }).waitFor();
  assert.match(await page.getByText('open of').innerText(), /open of 25\.00 USD/);
  assert.deepEqual(await findings(page), []);
  assert.deepEqual(faults, []);
};

tests['replay asks first, by mouse and by keyboard'] = async (browser) => {
  const { page, faults } = await open(browser);
  await signIn(page, OPERATOR_KEY);
  await visit(page, 'Relay');
  const replays = [];
  page.on('request', (request) => request.url().endsWith('/replay') && replays.push(request.method()));
  await page.getByRole('button', { name: 'Replay', exact: true }).first().click();
  const dialog = page.getByRole('dialog');
  assert.deepEqual(await findings(page), []);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Replay', exact: true }).first().click();
  await dialog.waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  assert.deepEqual(replays, []);
  await page.getByRole('button', { name: 'Replay', exact: true }).first().focus();
  await page.keyboard.press('Enter');
  await dialog.waitFor();
  assert.equal(await dialog.getByRole('button', { name: 'Cancel' }).evaluate((one) => one === document.activeElement), true);
  await dialog.getByRole('button', { name: 'Replay' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('queued anew').first().waitFor();
  await page.getByRole('button', { name: 'Replay', exact: true }).first().waitFor({ state: 'hidden' });
  assert.deepEqual(replays, ['POST']);
  assert.deepEqual(faults, []);
};

tests['what is held is let go or refused by a person, who is asked first'] = async (browser) => {
  const { page, faults } = await open(browser);
  await signIn(page, OPERATOR_KEY);
  await visit(page, 'Waiting');
  const go = page.getByRole('button', { name: /^Let it go: / });
  await go.nth(1).waitFor();
  await page.getByText('order_update/en_US: 860199, packed').first().waitFor();
  await go.first().click();
  const dialog = page.getByRole('dialog');
  assert.deepEqual(await findings(page), []);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await go.first().click();
  await dialog.getByRole('button', { name: 'Let it go' }).click();
  await page.getByText('is decided again').first().waitFor();
  await go.nth(1).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: /^Refuse: / }).first().click();
  await dialog.getByLabel('Why').fill('Not before Monday.');
  await dialog.getByRole('button', { name: 'Refuse' }).click();
  await page.getByText('Nothing is held').waitFor();
  assert.deepEqual(faults, []);
};

tests['a viewer has no acting control'] = async (browser) => {
  const { page, faults } = await open(browser);
  // As if there were dead letters still.
  await page.route(/\/v1\/relay$/, async (route) => {
    const answer = await route.fetch();
    const { targets } = await answer.json();
    return route.fulfill({ response: answer, json: { targets: targets.map((one) => ({ ...one, dead_letters: 3 })) } });
  });
  await signIn(page, VIEWER_KEY);
  const buttons = new Set();
  for (const name of PAGES) {
    await visit(page, name);
    (await page.getByRole('button').allInnerTexts()).forEach((one) => buttons.add(one));
  }
  await page.goto(`${BASE}#/contact?number=${NUMBER}&contact=${CLOSED_CONTACT}`);
  await page.getByText('Free-form messages are refused').waitFor();
  (await page.getByRole('button').allInnerTexts()).forEach((one) => buttons.add(one));
  assert.deepEqual([...buttons].sort(), ['Explain', 'Pause', 'Sign out']);
  assert.deepEqual(faults, []);
};

tests['what others wrote is text: templates, errors of the relay, names, sentences'] = async (browser) => {
  const { page, faults } = await open(browser);
  const answers = {
    templates: { templates: [{ name: MARKUP, language: MARKUP, category: MARKUP, status: MARKUP }], refreshed_at: MARKUP },
    'dead-letters': { dead_letters: [{ id: MARKUP, first_try_at: null, last_try_at: null, tries: 1, last_error: MARKUP }], next: null },
    relay: { targets: [{ name: MARKUP, url: MARKUP, numbers: [MARKUP], waiting: 1, lag_seconds: 1, paused: { since: MARKUP, why: MARKUP }, dead_letters: 1 }] },
    decisions: { decisions: [{ at: MARKUP, id: MARKUP, number: NUMBER, client: MARKUP, contact: MARKUP, decision: MARKUP, reason: MARKUP, details: MARKUP, category: MARKUP, template: MARKUP }], next: null },
    numbers: { numbers: [{ phone_number_id: NUMBER, waba_id: MARKUP, name: MARKUP, display_phone_number: MARKUP, mode: MARKUP, source: MARKUP, quality: MARKUP, token: { state: MARKUP, missing: [MARKUP] }, coverage: { state: MARKUP, ended_by: MARKUP }, restrictions: {} }], next: null },
    waiting: { contacts: [{ phone_number_id: MARKUP, contact: MARKUP, waiting_since: MARKUP, overdue: true }], next: null },
  };
  await signIn(page, OPERATOR_KEY);
  await page.route(/\/v1\//, (route) => {
    const last = new URL(route.request().url()).pathname.split('/').pop();
    return answers[last] ? route.fulfill({ json: answers[last] }) : route.continue();
  });
  await page.reload();
  for (const name of ['Templates', 'Relay', 'Numbers', 'Waiting', 'Live decisions']) {
    await visit(page, name);
    await shown(page);
  }
  const contact = encodeURIComponent(MARKUP);
  await page.goto(`${BASE}#/contact?number=${NUMBER}&contact=${contact}&reason=${contact}`);
  await shown(page);
  assert.equal(await page.locator('img:not([src="gate.svg"]), main script, #main script').count(), 0);
  assert.deepEqual(faults.filter((one) => !one.includes('status of 400')), []);
};

tests['behind a proxy’s prefix everything stays under it'] = async (browser) => {
  const asked = new Set();
  const proxy = http.createServer((request, response) => {
    asked.add(request.url);
    if (!request.url.startsWith('/ops/gate/')) {
      response.writeHead(404).end();
      return;
    }
    const to = new URL(GATEWAY_URL + request.url.slice('/ops/gate'.length));
    const onward = http.request(to, { method: request.method, headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    response.on('close', () => onward.destroy());
    request.pipe(onward);
  });
  await new Promise((listening) => proxy.listen(0, '127.0.0.1', listening));
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await signIn(page, OPERATOR_KEY, `http://localhost:${proxy.address().port}/ops/gate/sallyport/console`);
    for (const name of PAGES) await visit(page, name);
    assert.deepEqual([...asked].filter((one) => !one.startsWith('/ops/gate/sallyport/')), []);
  } finally {
    await context.close();
    proxy.closeAllConnections();
    proxy.close();
  }
};

tests['a session that has ended leads to the sign-in, and back to the same page'] = async (browser) => {
  const { context, page } = await open(browser);
  await signIn(page, OPERATOR_KEY);
  await visit(page, 'Numbers');
  await context.clearCookies();
  await page.getByRole('navigation').getByRole('link', { name: 'Waiting' }).click();
  await page.getByLabel('Key').fill(OPERATOR_KEY);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { level: 1, name: 'Waiting' }).waitFor();
};

tests['the keyboard reaches everything; motion can be off'] = async (browser) => {
  const { page } = await open(browser, { reducedMotion: 'reduce' });
  await signIn(page, OPERATOR_KEY);
  await page.reload();
  await page.getByRole('navigation').waitFor();
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Skip to content');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
  await visit(page, 'Numbers');
  await page.keyboard.press('/');
  assert.equal(await page.evaluate(() => document.activeElement.tagName), 'INPUT');
  const moving = await page.evaluate(() => [...document.querySelectorAll('*')].filter((one) => parseFloat(getComputedStyle(one).transitionDuration) > 0).length);
  assert.equal(moving, 0);
};

/** By the thread's own clock: what else the machine does meanwhile does not count. */
tests['the first view takes at most 100 ms of scripting'] = async (browser) => {
  const { context, page } = await open(browser);
  await signIn(page, OPERATOR_KEY);
  const spent = [];
  // The first of a fresh browser also compiles.
  for (let i = 0; i < 6 && !spent.some((one) => one <= 100); i += 1) {
    const fresh = await context.newPage();
    const measure = await context.newCDPSession(fresh);
    await measure.send('Performance.enable', { timeDomain: 'threadTicks' });
    await fresh.goto(BASE);
    await fresh.getByRole('heading', { name: 'Needs attention' }).waitFor();
    await settled(fresh);
    const { metrics } = await measure.send('Performance.getMetrics');
    spent.push(1000 * metrics.find((one) => one.name === 'ScriptDuration').value);
    await fresh.close();
  }
  const best = Math.min(...spent);
  console.log(`# the first view: ${spent.map((one) => one.toFixed(0)).join(', ')} ms of scripting`);
  assert.ok(best <= 100, `${best} ms`);
};

const browser = await start();
let failed = 0;
const only = process.argv[2];
for (const [name, test] of Object.entries(tests)) {
  if (only && !name.includes(only)) continue;
  try {
    await test(browser);
    console.log(`ok ${name}`);
  } catch (failure) {
    failed += 1;
    console.log(`not ok ${name}: ${failure.message.replaceAll('\n', ' ').slice(0, 900)}`);
  }
  for (const context of browser.contexts()) await context.close();
}
await browser.close();
process.exit(failed ? 1 : 0);
