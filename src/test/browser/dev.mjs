// Clicks the nine steps of the README in the console of ./mvnw quarkus:dev. .ci/walk runs it after the walk itself, so
// the walk's contacts are forgotten first, and the one who wrote 26 hours ago writes so again.

import assert from 'node:assert/strict';
import { BASE, NUMBER, open, signIn, start, visit } from './browser.mjs';

const OUTCOMES = [/^400 rejected: window_closed/, /took the webhook/, /^200 forwarded/, /^200 forwarded/, /marketing_throttled/, /^200 forwarded/, /unsupported_category/, /^200 from Meta/, /^failed 131047/];

const API = new URL('../v1/', BASE);
for (const contact of ['16505551234', '16505551235']) {
  const forgotten = await fetch(new URL(`numbers/${NUMBER}/contacts/${contact}`, API), { method: 'DELETE', headers: { Authorization: 'Bearer dev' } });
  assert.equal(forgotten.ok, true, `forgetting ${contact}: ${forgotten.status}`);
}
await fetch('http://localhost:8090/twin/customers/16505551234/messages', { method: 'POST', body: '{"text":"Do you have it in blue?","ago":"26h"}' });

const browser = await start();
const { page } = await open(browser);
await signIn(page, 'dev');
await visit(page, 'Live decisions');
const steps = page.locator('.aside li');
for (const [i, outcome] of OUTCOMES.entries()) {
  if (i === 8) await page.waitForTimeout(1000);
  await steps.nth(i).getByRole('button').click();
  const head = await steps.nth(i).locator('.outcome b').innerText();
  assert.match(head, outcome, `step ${i + 1}`);
}
await page.locator('tbody').getByText('unsupported_category').first().waitFor();
for (const act of ['Write in', 'Click the ad', 'Stop marketing']) {
  await page.getByRole('button', { name: act }).click();
  await page.locator('.aside > div .outcome').getByText('took the webhook').waitFor();
}
console.log('The console’s buttons do what the README says.');
await browser.close();
