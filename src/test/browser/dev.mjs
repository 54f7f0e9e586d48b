// Clicks the nine steps of the README in the console of ./mvnw quarkus:dev; .ci/walk runs it after the walk itself, so
// the first steps may meet what the walk has left: a window that is open, in which marketing is not counted.

import assert from 'node:assert/strict';
import { open, signIn, start, visit } from './browser.mjs';

const OUTCOMES = [/^\d+ \w+/, /took the webhook/, /^200 forwarded/, /^\d+ \w+/, /marketing_throttled|^200 forwarded/, /^200 forwarded/, /unsupported_category/, /^200 from Meta/, /^failed 131047/];

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
