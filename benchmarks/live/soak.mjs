// Whether the big screen grows: as many rounds of new figures as a day has at one each five seconds, several a second, with its heap after each part.
// By the page's clock a round takes five seconds. The answers are those of a running demo with other numbers each round. Nothing but the page itself
// runs between two measurements. Run against a running demo:
//   QUANJING_SERVER=http://127.0.0.1:8080 node benchmarks/live/soak.mjs [rounds] [milliseconds of a round]
import { launch, SERVER, signedIn } from './page.mjs';

const ROUNDS = Number(process.argv[2] ?? 17_280);
const PACE_MS = Number(process.argv[3] ?? 150);
const WARM_UP = 300;
const PARTS = 8;

const browser = await launch();
const page = await signedIn(browser);
await page.addInitScript((pace) => {
  const fetched = globalThis.fetch.bind(globalThis);
  const known = new Map();
  const now = Date.now.bind(Date);
  let ahead = 0;
  // A page asks once a second at most: by its clock, a round is longer than that.
  Date.now = () => now() + ahead;
  let round = 1;
  let asked = 0;
  globalThis.rounds = () => round;
  globalThis.asked = () => asked;
  /** The answer of the server, once; after that the same with figures of this round. */
  globalThis.fetch = async (address, options) => {
    const path = String(address);
    if (!path.startsWith('/api/metric') && !path.startsWith('/api/orders')) {
      return fetched(address, options);
    }
    if (!known.has(path)) {
      known.set(path, await (await fetched(address, options)).text());
    }
    asked += 1;
    const answer = JSON.parse(known.get(path));
    if (Array.isArray(answer)) {
      answer.forEach((order, place) => {
        order.at = new Date(Date.now() - place * 700).toISOString();
        order.amount = (round + place).toFixed(2);
      });
    } else if (answer.rows) {
      answer.version = round;
      for (const row of answer.rows) {
        for (const [name, value] of Object.entries(row)) {
          if (value !== null && !name.includes('_') && !Number.isNaN(Number(value))) {
            row[name] = typeof value === 'string' ? (Number(value) + round * 3.21).toFixed(2) : value + round;
          }
        }
      }
    }
    return Response.json(answer);
  };
  globalThis.EventSource = class extends EventTarget {
    static CLOSED = 2;
    readyState = 1;
    constructor() {
      super();
      const told = fetched('/api/version').then((answer) => answer.json());
      setInterval(async () => {
        ahead += 5_000 - pace;
        round += 1;
        const data = JSON.stringify({ ...(await told), warehouse: round });
        this.dispatchEvent(new MessageEvent('version', { data }));
        this.dispatchEvent(new MessageEvent('beat', { data: '{}' }));
      }, pace);
    }
    close() {
      this.readyState = 2;
    }
  };
}, PACE_MS);
await page.goto(`${SERVER}/screen`);
await page.waitForSelector('[data-testid=screen-gmv]');
await page.waitForSelector('canvas');

const devtools = await page.context().newCDPSession(page);
await devtools.send('Performance.enable');
console.log('| rounds | answers | heap | nodes | listeners | GMV shown |\n|---|---|---|---|---|---|');
for (let part = 0; part <= PARTS; part++) {
  const wanted = WARM_UP + ((ROUNDS - WARM_UP) * part) / PARTS;
  await page.waitForFunction((rounds) => globalThis.rounds() >= rounds, wanted, { timeout: 0, polling: 2_000 });
  await devtools.send('HeapProfiler.collectGarbage');
  await devtools.send('HeapProfiler.collectGarbage');
  const { metrics } = await devtools.send('Performance.getMetrics');
  const of = (name) => metrics.find((one) => one.name === name)?.value ?? NaN;
  const rounds = await page.evaluate(() => globalThis.rounds());
  const answers = await page.evaluate(() => globalThis.asked());
  const gmv = await page.locator('[data-testid=screen-gmv]').textContent();
  const heap = (of('JSHeapUsedSize') / 2 ** 20).toFixed(2);
  console.log(`| ${rounds} | ${answers} | ${heap} MB | ${of('Nodes')} | ${of('JSEventListeners')} | ${gmv} |`);
}
console.log(`charts: ${await page.locator('canvas').count()}`);
await browser.close();
