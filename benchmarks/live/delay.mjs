// From an order that is sent to the tracking door to its amount on an open page. Run against a running demo whose own visitors are switched off,
// as their orders would be in the figure, too (QUANJING_JAVA_OPTIONS=-Dquanjing.demo.visits-per-second=0):
//   QUANJING_SERVER=http://127.0.0.1:8080 node benchmarks/live/delay.mjs [orders] [page views a second beside them]
import { launch, post, SERVER, signedIn } from './page.mjs';

const ORDERS = Number(process.argv[2] ?? 20);
const VIEWS = Number(process.argv[3] ?? 0);
const BATCHES_A_SECOND = 5;
const PAGES = {
  'big screen': { path: '/screen', figure: '[data-testid=screen-gmv]' },
  cockpit: { path: '/?range=today', figure: '[data-testid=value-gmv]' },
};

const number = (text) => Number(text.replace(/[^\d.-]/g, ''));
const pause = (millis) => new Promise((over) => setTimeout(over, millis));
const browser = await launch();

const watched = [];
for (const [name, { path, figure }] of Object.entries(PAGES)) {
  const page = await signedIn(browser);
  await page.goto(SERVER + path);
  await page.waitForFunction((place) => /\d/.test(document.querySelector(place)?.textContent ?? ''), figure);
  await pause(4_000);
  await page.evaluate((place) => {
    globalThis.seen = [];
    const element = document.querySelector(place);
    new MutationObserver(() => globalThis.seen.push([Date.now(), element.textContent])).observe(element, {
      subtree: true,
      childList: true,
      characterData: true,
    });
  }, figure);
  const one = { name, page, figure, looks: 0, moved: [], exact: [] };
  page.on('request', (request) => (one.looks += request.url().endsWith('/api/version') ? 1 : 0));
  watched.push(one);
}

const { page } = watched[0];
const shops = await page.evaluate(async () => (await fetch('/api/shops')).json());
const { key } = await post(page, '/api/write-keys', { shop: shops[0].id, name: 'delay', kind: 'server' });
const authorization = { Authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`, 'Content-Type': 'application/json' };
let views = 0;
/** Page views of ever new visitors: the warehouse moves all the time, and the amount does not. */
const view = () => {
  const batch = Array.from({ length: VIEWS / BATCHES_A_SECOND }, () => {
    views += 1;
    return { type: 'page', messageId: `delay-view-${Date.now()}-${views}`, anonymousId: `delay-${views}` };
  });
  void fetch(`${SERVER}/v1/batch`, { method: 'POST', headers: authorization, body: JSON.stringify({ batch }) }).then((answer) => {
    if (answer.status !== 200) {
      throw new Error(`The door answered ${answer.status}.`);
    }
  });
};
const viewing = VIEWS > 0 ? setInterval(view, 1_000 / BATCHES_A_SECOND) : undefined;
let wanted = number(await page.locator(watched[0].figure).textContent());

for (let order = 0; order < ORDERS; order++) {
  await pause(3_000 + Math.random() * 4_000);
  for (const one of watched) {
    await one.page.evaluate(() => (globalThis.seen = []));
  }
  const total = 10 + order;
  wanted = Math.round((wanted + total) * 100) / 100;
  const began = Date.now();
  const answer = await fetch(`${SERVER}/v1/track`, {
    method: 'POST',
    headers: authorization,
    body: JSON.stringify({
      type: 'track',
      event: 'Order Completed',
      messageId: `delay-${began}`,
      userId: `delay-${order}`,
      properties: { order_id: `delay-${began}`, total, currency: 'CNY' },
    }),
  });
  if (answer.status !== 200) {
    throw new Error(`The door answered ${answer.status}: ${await answer.text()}`);
  }
  for (const one of watched) {
    for (;;) {
      const seen = await one.page.evaluate(() => globalThis.seen);
      const exact = seen.find(([, text]) => Math.abs(number(text) - wanted) < 0.005);
      if (exact !== undefined) {
        one.moved.push(seen[0][0] - began);
        one.exact.push(exact[0] - began);
        break;
      }
      if (Date.now() - began > 60_000) {
        throw new Error(`The order of ${total} is not on the ${one.name} after a minute.`);
      }
      await pause(50);
    }
  }
}

clearInterval(viewing);
const words = (millis) => {
  const sorted = millis.toSorted((a, b) => a - b);
  return `median ${sorted[sorted.length >> 1]} ms, longest ${sorted.at(-1)} ms`;
};
for (const one of watched) {
  console.log(`${one.name}: moves ${words(one.moved)}; exact ${words(one.exact)}; looked by itself ${one.looks} times`);
}
await browser.close();
