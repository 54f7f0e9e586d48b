// A Chromium with the console in it: what the tests and the screenshots share.

import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

export const BASE = process.env.CONSOLE_URL;

export const NUMBER = process.env.CONSOLE_NUMBER ?? '106540352242922';

export const PAGES = ['Overview', 'Live decisions', 'Contact', 'Explain', 'Waiting', 'Templates', 'Relay', 'Numbers', 'Spend'];

const AXE = readFileSync(new URL('node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

/** As root Chromium has no sandbox, and needs none for pages of ours. */
export const start = () => chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox'] });

/** A page, and in `faults` whatever a page must not do: errors in the console, requests to elsewhere. */
export async function open(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1360, height: 850 }, timezoneId: 'Asia/Kolkata', ...options });
  const page = await context.newPage();
  const faults = [];
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('console', (line) => line.type() === 'error' && faults.push(`console: ${line.text()}`));
  page.on('dialog', (dialog) => faults.push(`dialog: ${dialog.message()}`) && dialog.dismiss());
  const origin = new URL(BASE).origin;
  page.on('request', (request) => request.url().startsWith(origin) || faults.push(`request to ${request.url()}`));
  return { context, page, faults };
}

export async function signIn(page, key, base = BASE) {
  await page.goto(base);
  await page.getByLabel('Key').fill(key);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation').waitFor();
}

/** Goes to a page by its link, and waits until it shows what it has. */
export async function visit(page, name) {
  await page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
  await settled(page);
}

export async function settled(page) {
  await page.waitForFunction(() => !document.querySelector('.loading') && document.querySelector('h1'));
  await page.waitForFunction(() => [...document.querySelectorAll('.chart')].every((chart) => chart.querySelector('canvas')));
}

/** What axe calls serious or critical. */
export async function findings(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  return violations
    .filter((one) => one.impact === 'serious' || one.impact === 'critical')
    .map((one) => `${one.id} at ${one.nodes.slice(0, 3).map((node) => node.target.join(' ')).join(', ')}`);
}
