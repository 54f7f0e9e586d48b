// The pictures of the README, into src/docs/images.

import { mkdir } from 'node:fs/promises';
import { BASE, NUMBER, open, settled, signIn, start } from './browser.mjs';

const IMAGES = new URL('../../docs/images/', import.meta.url);

/** An hour and more cannot be waited for: the overview's counts are made up, everything else is as sent. */
function madeUp(answer) {
  const at = Math.floor(Date.parse(answer.at) / 300_000) * 300_000;
  const decisions = [];
  const add = (minute, decision, reason, count) => count > 0 && decisions.push({ minute: new Date(minute).toISOString(), decision, reason, count });
  for (let i = 0; i < 288; i += 1) {
    const minute = at - i * 300_000;
    const day = 0.5 - 0.5 * Math.cos((2 * Math.PI * ((new Date(minute).getUTCHours() + new Date(minute).getUTCMinutes() / 60 + 21) % 24)) / 24);
    const noise = ((i * 7919) % 13) - 6;
    add(minute, 'forwarded', null, Math.round(6 + 64 * day + noise));
    add(minute, 'rejected', 'window_closed', Math.round(7 * day + ((i * 31) % 5)));
    add(minute, 'rejected', 'marketing_throttled', (i * 17) % 4);
    add(minute, 'rejected', 'template_parameters', i % 23 === 0 ? 6 : 0);
    add(minute, 'rejected', 'opted_out', i % 9 === 0 ? 2 : 0);
  }
  return { ...answer, step_minutes: 5, decisions, windows: { open: 1284, closing: 37 } };
}

async function picture(browser, name, colorScheme, hash, height) {
  const { context, page } = await open(browser, { colorScheme, timezoneId: 'Asia/Kolkata', viewport: { width: 1180, height } });
  await page.route(/\/v1\/overview/, async (route) => {
    const answer = await route.fetch();
    return route.fulfill({ response: answer, json: madeUp(await answer.json()) });
  });
  await signIn(page, process.env.OPERATOR_KEY);
  await page.goto(BASE + hash);
  await settled(page);
  await page.waitForTimeout(300);
  await page.screenshot({ path: new URL(name, IMAGES).pathname });
  await context.close();
  console.log(`ok ${name}`);
}

await mkdir(IMAGES, { recursive: true });
const browser = await start();
await picture(browser, 'overview.png', 'light', '#/overview', 860);
await picture(browser, 'contact.png', 'dark', `#/contact?number=${NUMBER}&contact=${process.env.CLOSED_CONTACT}`, 800);
await browser.close();
