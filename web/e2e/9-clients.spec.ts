import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';

import { expect, type Page } from '@playwright/test';

import { change, openAsAdmin, SERVER, test } from './steps';

const LIBRARIES = resolve(import.meta.dirname, '../../server/src/test/node/node_modules');

/** A browser of a person: some clients send nothing of one that calls itself headless. */
const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

/** An official client for browsers: its files, and how it tells a view of the page, a product, a cart and a checkout. */
interface Client {
  scripts: string[];
  start: (server: string, key: string) => string;
  tell: { page: string; product: string; cart: string; checkout: string };
}

const SHIRT = `{ product_id: 'S1', sku: 'S1', name: '短袖', category: '女装', price: 99.5 }`;
const TWO_SHIRTS = `{ product_id: 'S1', sku: 'S1', name: '短袖', category: '女装', price: 99.5, quantity: 2 }`;

const CLIENTS: Record<string, Client> = {
  Segment: {
    scripts: ['@segment/analytics-next/dist/umd/index.js'],
    start: (server, key) => `
      window.client = AnalyticsNext.AnalyticsBrowser.load({ writeKey: '${key}', cdnSettings: { integrations: {
        'Segment.io': { apiKey: '${key}', protocol: 'http', apiHost: '${server.replace('http://', '')}/v1' } } } });`,
    tell: {
      page: `client.page('首页')`,
      product: `client.track('Product Viewed', ${SHIRT})`,
      cart: `client.track('Product Added', ${TWO_SHIRTS})`,
      checkout: `client.track('Checkout Started', { value: 258.8 })`,
    },
  },
  RudderStack: {
    scripts: ['@rudderstack/analytics-js/dist/npm/modern/bundled/umd/index.js'],
    start: (server, key) => `
      window.client = new rudderanalytics.RudderAnalytics();
      client.load('${key}', '${server}', { lockIntegrationsVersion: true, getSourceConfig: () => ({ updatedAt: '', source: {
        id: 'shop', name: 'shop', writeKey: '${key}', enabled: true, workspaceId: 'shop', config: {}, destinations: [] } }) });`,
    tell: {
      page: `client.page('首页')`,
      product: `client.track('Product Viewed', ${SHIRT})`,
      cart: `client.track('Product Added', ${TWO_SHIRTS})`,
      checkout: `client.track('Checkout Started', { value: 258.8 })`,
    },
  },
  PostHog: {
    scripts: ['posthog-js/dist/array.no-external.js'],
    start: (server, key) => `
      window.client = posthog.init('${key}', { api_host: '${server}', autocapture: false, capture_pageview: false,
        capture_pageleave: false, opt_out_useragent_filter: true, disable_session_recording: true, advanced_disable_flags: true });`,
    tell: {
      page: `client.capture('$pageview')`,
      product: `client.capture('Product Viewed', ${SHIRT})`,
      cart: `client.capture('Product Added', ${TWO_SHIRTS})`,
      checkout: `client.capture('Checkout Started', { value: 258.8 })`,
    },
  },
  Snowplow: {
    scripts: [
      '@snowplow/browser-tracker/dist/index.umd.min.js',
      '@snowplow/browser-plugin-snowplow-ecommerce/dist/index.umd.min.js',
    ],
    start: (server, key) => `
      snowplowBrowserTracking.newTracker('shop', '${server}', { appId: '${key}',
        plugins: [snowplowEcommerceAccelerator.SnowplowEcommercePlugin()] });
      window.client = { ...snowplowBrowserTracking, ...snowplowEcommerceAccelerator };
      window.shirt = { id: 'S1', name: '短袖', category: '女装', price: 99.5, currency: 'CNY' };`,
    tell: {
      page: `client.trackPageView({ title: '首页' })`,
      product: `client.trackProductView(shirt)`,
      cart: `client.trackAddToCart({ products: [{ ...shirt, quantity: 2 }], total_value: 199, currency: 'CNY' })`,
      checkout: `client.trackStructEvent({ category: 'Checkout', action: 'Started', value: 258.8 })`,
    },
  },
  Sensors: {
    scripts: ['sa-sdk-javascript/sensorsdata.min.js'],
    start: (server, key) => `
      window.client = window['sensorsDataAnalytic201505'];
      client.init({ server_url: '${server}/sa?project=default&token=${key}', send_type: 'beacon', show_log: false,
        heatmap: { clickmap: 'not_collect', scroll_notice_map: 'not_collect' } });`,
    tell: {
      page: `client.quick('autoTrack')`,
      product: `client.track('ViewProduct', { product_id: 'S1', sku_id: 'S1', product_name: '短袖', product_category: '女装', product_price: 99.5 })`,
      cart: `client.track('AddToCart', { product_id: 'S1', sku_id: 'S1', product_name: '短袖', product_category: '女装', product_price: 99.5, product_quantity: 2 })`,
      checkout: `client.track('StartCheckout', { amount: 258.8 })`,
    },
  },
  'q.js': {
    scripts: [],
    start: () => '',
    tell: {
      page: '',
      product: `quanjing('product', ${SHIRT})`,
      cart: `quanjing('cart', ${TWO_SHIRTS})`,
      checkout: `quanjing('checkout', { value: 258.8 })`,
    },
  },
};

let server: Server;
let html = '';

test.beforeAll(async () => {
  server = createServer((request, answer) => {
    const path = new URL(request.url ?? '/', 'http://shop').pathname;
    if (path.startsWith('/libraries/')) {
      answer.setHeader('Content-Type', 'text/javascript; charset=utf-8');
      readFile(resolve(LIBRARIES, path.slice('/libraries/'.length))).then(
        (script) => answer.end(script),
        () => answer.writeHead(404).end(),
      );
      return;
    }
    answer.setHeader('Content-Type', 'text/html; charset=utf-8');
    answer.end(html);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
});

test.afterAll(() => {
  server.closeAllConnections();
  server.close();
});

interface Seen {
  shop: string | null;
  state: string;
  fact: Record<string, string>;
}

/** Told by some clients besides: how long a page was looked at, and when the browser was first seen. */
const BESIDES = ['page_leave', 'identify'];

/** The shop that all of them tell of. */
async function laneOf(page: Page): Promise<{ id: string }> {
  const shops = (await (await page.request.get(`${SERVER}/api/shops`)).json()) as { id: string; name: string }[];
  const draft = { name: 'Client Lane', zone: 'Asia/Shanghai', cutoff: '00:00', currency: 'CNY' };
  return shops.find(({ name }) => name === draft.name) ?? (await change<{ id: string }>(page, '/api/shops', draft));
}

/** What the debugger knows of the visits of a shop, oldest first. */
async function seenOf(page: Page, shop: string): Promise<Seen[]> {
  const answer = await page.request.get(`${SERVER}/api/tracking/events`);
  const { events } = (await answer.json()) as { events: Seen[] };
  return events.filter((event) => event.shop === shop && !BESIDES.includes(event.fact['type'] ?? ''));
}

const COLUMNS = ['type', 'page', 'page_kind', 'product', 'category', 'quantity', 'value'];

/** What only the page says that a visit begins with: whether later events repeat it, or call themselves direct, depends on the client. */
const ORIGIN = ['channel', 'campaign'];

/** A fact in words. */
const told = (fact: Record<string, string>) =>
  [...COLUMNS, ...(fact['type'] === 'page_view' ? ORIGIN : [])].map((column) => fact[column] ?? '-').join(' ');

/** The visit in the words of the facts. */
const VISIT = [
  'page_view / home - - - - douyin_ads spring',
  'product_view /p/1 other S1 女装 - 99.5',
  'cart_add /p/1 other S1 女装 2 199',
  'checkout_start /p/1 other - - - 258.8',
];

for (const [name, client] of Object.entries(CLIENTS)) {
  test(`${name} in a browser tells the visit that every client tells`, async ({ page, browser }) => {
    await openAsAdmin(page, '/');
    const shop = await laneOf(page);
    const before = (await seenOf(page, shop.id)).length;
    const { key } = await change<{ key: string }>(page, '/api/write-keys', {
      shop: shop.id,
      name: '网页',
      kind: 'page',
    });
    const own = `<script>window.quanjing = window.quanjing || function () { (quanjing.q = quanjing.q || []).push(arguments); };</script>
      <script async src="${SERVER}/q.js" data-key="${key}"></script>`;
    html = `<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>首页</title>
      ${client.scripts.map((script) => `<script src="/libraries/${script}"></script>`).join('')}
      ${client.scripts.length === 0 ? own : ''}</head>
      <body><script>${client.start(SERVER, key)}</script></body></html>`;
    const context = await browser.newContext({ userAgent: USER_AGENT });
    const visitor = await context.newPage();
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await visitor.goto(`${address}/?utm_source=douyin&utm_medium=cpc&utm_campaign=spring`);
    const arrived = async () => (await seenOf(page, shop.id)).slice(before).map(({ fact }) => told(fact));

    await visitor.evaluate(client.tell.page);
    await expect.poll(arrived, { timeout: 20_000 }).toEqual(VISIT.slice(0, 1));
    await visitor.evaluate(`history.pushState(null, '', '/p/1')`);
    for (const [step, said] of [client.tell.product, client.tell.cart, client.tell.checkout].entries()) {
      await visitor.evaluate(said);
      await expect.poll(arrived, { timeout: 20_000 }).toEqual(VISIT.slice(0, step + 2));
    }
    expect(new Set((await seenOf(page, shop.id)).slice(before).map(({ fact }) => fact['visitor'])).size).toBe(1);
    await context.close();
  });
}
