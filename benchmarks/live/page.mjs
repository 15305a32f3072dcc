// What both measurements of an open page share: a browser, a sign-in, the address of the server.
import { existsSync } from 'node:fs';

import { chromium } from '../../web/node_modules/playwright-core/index.mjs';

export const SERVER = process.env.QUANJING_SERVER ?? 'http://127.0.0.1:8080';
const USER = process.env.QUANJING_USER ?? 'boss';
const PASSWORD = process.env.QUANJING_PASSWORD ?? 'boss-demo';

/** The system's browser, so that nothing has to be downloaded. */
const CANDIDATES = [process.env.QUANJING_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export const launch = () =>
  chromium.launch({ executablePath: CANDIDATES.find((path) => path && existsSync(path)), args: ['--no-sandbox'] });

/** A page of a signed-in user that shows exact figures, not yet at any address of its own. */
export async function signedIn(browser) {
  const context = await browser.newContext({
    viewport: { width: 1920, height: 1080 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  });
  const page = await context.newPage();
  await page.goto(SERVER);
  await page.waitForSelector('input');
  const status = await page.evaluate(async (credentials) => {
    localStorage.setItem('quanjing.preferences', JSON.stringify({ figures: 'exact' }));
    await fetch('/api/session/csrf');
    const token = document.cookie.split('; ').find((one) => one.startsWith('XSRF-TOKEN=')).slice(11);
    const headers = { 'Content-Type': 'application/json', 'X-XSRF-TOKEN': token };
    return (await fetch('/api/session', { method: 'POST', headers, body: JSON.stringify(credentials) })).status;
  }, { username: USER, password: PASSWORD });
  if (status !== 200) {
    throw new Error(`${USER} could not sign in: ${status}. Maybe set QUANJING_USER and QUANJING_PASSWORD.`);
  }
  return page;
}

/** Changes something as the page does. */
export const post = (page, path, body) =>
  page.evaluate(async ([address, data]) => {
    const token = document.cookie.split('; ').find((one) => one.startsWith('XSRF-TOKEN=')).slice(11);
    const headers = { 'Content-Type': 'application/json', 'X-XSRF-TOKEN': token };
    return (await fetch(address, { method: 'POST', headers, body: JSON.stringify(data) })).json();
  }, [path, body]);
