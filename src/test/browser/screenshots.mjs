// The pictures of the README, into src/docs/images.

import { mkdir } from 'node:fs/promises';
import { BASE, NUMBER, open, settled, signIn, start } from './browser.mjs';

const IMAGES = new URL('../../docs/images/', import.meta.url);

async function picture(browser, name, colorScheme, hash, height) {
  const { context, page } = await open(browser, { colorScheme, timezoneId: 'Asia/Kolkata', viewport: { width: 1180, height } });
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
await picture(browser, 'overview.png', 'dark', '#/overview', 860);
await picture(browser, 'contact.png', 'light', `#/contact?number=${NUMBER}&contact=${process.env.CLOSED_CONTACT}`, 800);
await browser.close();
