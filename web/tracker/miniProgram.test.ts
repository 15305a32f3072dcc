// @vitest-environment node
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { runInNewContext } from 'node:vm';

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { bundled } from './build';

interface Sent {
  type: string;
  event?: string;
  messageId: string;
  anonymousId: string;
  properties: Record<string, unknown>;
  context: { sessionId: string; page: { path: string }; campaign?: Record<string, unknown> };
}
interface Body {
  writeKey: string;
  sentAt: string;
  context: Record<string, unknown>;
  batch: Sent[];
}
interface Api {
  init(options: Record<string, unknown>): {
    track(name: string, properties: Record<string, unknown>): void;
    consent(given: boolean): void;
  };
}
interface Task {
  url: string;
  method: string;
  header: Record<string, string>;
  data: string;
  success: (answer: { statusCode: number }) => void;
  fail: () => void;
}
type Declared = Record<string, (this: unknown, ...values: unknown[]) => unknown>;

let text = '';
let server: Server;
let answers: number[] = [];
let bodies: Body[] = [];

beforeAll(async () => {
  text = await bundled('q-mini.js');
  server = createServer((asked, answer) => {
    let body = '';
    asked.on('data', (bytes: Buffer) => (body += bytes.toString()));
    asked.on('end', () => {
      const status = answers.shift() ?? 200;
      if (status === 200) {
        bodies.push(JSON.parse(body) as Body);
      }
      answer.writeHead(status).end();
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
});
afterAll(() => server.close());
beforeEach(() => {
  answers = [];
  bodies = [];
});

/** The host as a mini-program sees it: storage, requests, and `App` and `Page` as variables of every file. */
function host(storage: Map<string, string>) {
  const declared: { app: Declared; pages: Declared[] } = { app: {}, pages: [] };
  let network: (status: { isConnected: boolean }) => void = () => undefined;
  const wx = {
    getStorageSync: (key: string) => storage.get(key) ?? '',
    setStorageSync: (key: string, value: string) => storage.set(key, value),
    removeStorageSync: (key: string) => storage.delete(key),
    onNetworkStatusChange: (listener: typeof network) => (network = listener),
    request({ url, method, header, data, success, fail }: Task) {
      void fetch(url, { method, headers: header, body: data }).then(
        ({ status }) => success({ statusCode: status }),
        fail,
      );
    },
  };
  const exports = {} as Api;
  const world = {
    wx,
    exports,
    module: { exports },
    setTimeout,
    clearTimeout,
    App: (app: Declared) => (declared.app = app),
    Page: (page: Declared) => declared.pages.push(page),
  };
  runInNewContext(text, world);
  const { port } = server.address() as AddressInfo;
  const begin = (more = {}) => exports.init({ server: `http://127.0.0.1:${port}`, key: 'wk_1', ...more });
  return { world, declared, begin, connected: () => network({ isConnected: true }) };
}

const told = () => bodies.flatMap(({ batch }) => batch);

test('follows app and pages, and calls what they declare themselves', async () => {
  const { world, declared, begin } = host(new Map());
  const quanjing = begin();
  const called: string[] = [];
  world.App({ onShow: () => called.push('app') });
  world.Page({ onShow: () => called.push('shown'), onHide: () => called.push('hidden') });
  declared.app['onShow']?.({ query: { utm_source: 'wechat', utm_campaign: 'spring' } });
  const page = { route: 'pages/product' };
  declared.pages[0]?.['onShow']?.call(page);
  quanjing.track('product', { product_id: 'P1' });
  quanjing.track('cart', { product_id: 'P1', quantity: 2 });
  await new Promise((passed) => setTimeout(passed, 150));
  declared.pages[0]?.['onHide']?.call(page);
  declared.app['onHide']?.();

  await expect.poll(told).toHaveLength(3);
  const [view, cart, left] = told();
  expect(called).toEqual(['app', 'shown', 'hidden']);
  expect(bodies[0]).toMatchObject({ writeKey: 'wk_1', context: { device: { type: 'mini_program' } } });
  // One view of the product's page, with where the visitor comes from.
  expect(view?.properties).not.toHaveProperty('channel');
  expect(view).toMatchObject({
    event: 'Product Viewed',
    properties: { product_id: 'P1' },
    context: { page: { path: '/pages/product' }, campaign: { source: 'wechat', name: 'spring' } },
  });
  expect(cart).toMatchObject({ event: 'Product Added', properties: { quantity: 2 } });
  expect(cart?.context).not.toHaveProperty('campaign');
  expect(left).toMatchObject({ event: 'Page Left', properties: { product_id: 'P1' } });
  expect(left?.properties['dwell_seconds']).toBeGreaterThanOrEqual(0.1);
  expect(new Set(told().map(({ context }) => context.sessionId)).size).toBe(1);
});

test('keeps what the server did not take, over the end of the program, and sends it under the same ids', async () => {
  const storage = new Map<string, string>();
  answers = [503, 503];
  const first = host(storage);
  const quanjing = first.begin();
  quanjing.track('search', { query: '短袖' });
  first.world.App({});
  first.declared.app['onHide']?.();
  await expect.poll(() => answers).toHaveLength(1);
  const waiting = JSON.parse(storage.get('qj.queue') ?? '[]') as Sent[];
  expect(waiting.map(({ event }) => event)).toEqual(['Products Searched']);
  answers = [];

  host(storage).begin();
  await expect.poll(told).not.toHaveLength(0);
  expect(told()[0]?.messageId).toBe(waiting[0]?.messageId);
  await expect.poll(() => storage.has('qj.queue')).toBe(false);
});

test('a batch that is refused for good is not sent again', async () => {
  const storage = new Map<string, string>();
  answers = [400];
  const { world, declared, begin } = host(storage);
  begin().track('search', { query: 'x' });
  world.App({});
  declared.app['onHide']?.();

  await expect.poll(() => storage.has('qj.queue')).toBe(false);
  expect(bodies).toEqual([]);
});

test('keeps and sends nothing before consent, and forgets everything after it is withdrawn', async () => {
  const storage = new Map<string, string>();
  const { world, declared, begin } = host(storage);
  const quanjing = begin({ consentRequired: true });
  world.App({});
  world.Page({});
  declared.pages[0]?.['onShow']?.call({ route: 'pages/home' });
  quanjing.track('search', { query: 'x' });
  declared.app['onHide']?.();
  expect(storage.size).toBe(0);

  quanjing.consent(true);
  declared.app['onHide']?.();
  await expect.poll(() => told().map(({ type }) => type)).toContain('page');
  expect(told()[0]?.properties).toEqual({ channel: 'wechat_mini_program' });
  expect(told().some(({ event }) => event === 'Products Searched')).toBe(false);
  quanjing.consent(false);
  await new Promise((passed) => setImmediate(passed));
  expect([...storage.keys()]).toEqual([]);
});

test('the oldest events give way when too many wait', () => {
  const storage = new Map<string, string>();
  const quanjing = host(storage).begin();
  for (let n = 0; n < 350; n++) {
    quanjing.track('search', { query: String(n) });
  }

  const waiting = JSON.parse(storage.get('qj.queue') ?? '[]') as Sent[];
  expect(waiting).toHaveLength(300);
  expect(waiting[0]?.properties['query']).toBe('50');
});
