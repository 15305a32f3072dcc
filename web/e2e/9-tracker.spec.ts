import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { expect, type BrowserContext, type Page } from '@playwright/test';

import { weightyFindings } from './axe';
import { change, openAsAdmin, SERVER, test } from './steps';

interface Seen {
  id: number;
  state: string;
  fact: Record<string, string>;
}

/** A small shop of one file, at an address of its own: its buttons move within it and tell what they do. */
function shopPage(key: string, attributes: string): string {
  return `<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>小店</title>
<script>window.quanjing = window.quanjing || function () { (quanjing.q = quanjing.q || []).push(arguments); };</script>
<script async src="${SERVER}/q.js" data-key="${key}" ${attributes} onload="this.dataset.loaded = 1"></script></head>
<body><div data-q-exposure="banner" data-q-product="P1" style="height:80px">春季上新</div>
<button id="search">搜索</button><button id="product">商品</button><button id="favourite">收藏</button>
<button id="cart">加购</button><button id="checkout">结算</button><button id="pay">支付</button>
<button id="menu" data-q-click="menu">菜单</button>
<button id="agree">同意</button><button id="refuse">拒绝</button><div style="height:3000px"></div>
<script>
  const shirt = { product_id: 'P1', name: '短袖', price: 99.5, category: '女装' };
  const on = (id, act) => document.getElementById(id).addEventListener('click', act);
  on('search', () => { history.pushState(null, '', '/search?q=secret'); quanjing('search', { query: '短袖' }); });
  on('product', () => { history.pushState(null, '', '/p/1'); setTimeout(() => quanjing('product', shirt), 50); });
  on('favourite', () => quanjing('favourite', shirt));
  on('cart', () => quanjing('cart', { ...shirt, quantity: 2 }));
  on('checkout', () => quanjing('checkout', { value: 199 }));
  on('pay', () => { quanjing('pay', { order_id: 'O1' }); quanjing('paid', { order_id: 'O1', total: 199 }); });
  on('agree', () => quanjing('consent', true));
  on('refuse', () => quanjing('consent', false));
</script></body></html>`;
}

let server: Server;
let html = '';

test.beforeAll(async () => {
  server = createServer((_request, answer) => {
    answer.setHeader('Content-Type', 'text/html; charset=utf-8');
    answer.end(html);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
});

test.afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const shopUrl = (path: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;

async function newShop(page: Page, name: string): Promise<{ shop: string; key: string }> {
  const draft = { name, zone: 'Asia/Shanghai', cutoff: '00:00', currency: 'CNY' };
  const shop = await change<{ id: string }>(page, '/api/shops', draft);
  const made = await change<{ key: string }>(page, '/api/write-keys', { shop: shop.id, name: '网页', kind: 'page' });
  return { shop: shop.id, key: made.key };
}

/** What the debugger knows of a shop, oldest first. */
async function seenOf(page: Page, shop: string): Promise<Seen[]> {
  const answer = await page.request.get(`${SERVER}/api/tracking/events`);
  const { events } = (await answer.json()) as { events: (Seen & { shop: string | null })[] };
  return events.filter((event) => event.shop === shop);
}

const typesOf = async (page: Page, shop: string) => (await seenOf(page, shop)).map(({ fact }) => fact['type']);

const kept = (visitor: Page) =>
  visitor.evaluate(() => ({ names: Object.keys(localStorage).sort(), cookie: document.cookie }));

/** A visitor whose requests to the server are counted. */
async function visit(context: BrowserContext, path: string): Promise<{ visitor: Page; sent: string[] }> {
  const visitor = await context.newPage();
  const sent: string[] = [];
  visitor.on('request', (request) => {
    if (request.url().includes('/v1/')) {
      sent.push(request.url());
    }
  });
  await visitor.goto(shopUrl(path));
  await visitor.locator('script[data-loaded]').waitFor({ state: 'attached' });
  return { visitor, sent };
}

test('a visit arrives once, through a lost network and a closed page, and the debugger shows it', async ({
  page,
  browser,
}) => {
  await openAsAdmin(page, '/');
  const { shop, key } = await newShop(page, 'Tracker Lane');
  html = shopPage(key, '');
  const context = await browser.newContext();
  const { visitor } = await visit(context, '/?utm_source=douyin&utm_medium=cpc&utm_campaign=spring&phone=13800138000');
  await expect.poll(() => typesOf(page, shop)).toEqual(['page_view', 'exposure']);

  await visitor.locator('#search').click();
  await expect.poll(() => typesOf(page, shop)).toContain('search');
  await visitor.locator('#product').click();
  await visitor.locator('#favourite').click();
  await visitor.locator('#cart').click();
  await visitor.mouse.wheel(0, 600);
  await expect.poll(() => typesOf(page, shop)).toContain('cart_add');

  await context.setOffline(true);
  await visitor.locator('#checkout').click();
  await visitor.locator('#pay').click();
  await visitor.locator('#menu').click();
  // It has tried and waits; what it has not delivered lies in the browser.
  await visitor.waitForEvent('requestfailed', (request) => request.url().includes('/v1/batch'));
  const waiting = await visitor.evaluate(() =>
    Object.entries(localStorage)
      .filter(([name]) => name.startsWith('qj.queue'))
      .map(([, text]) => String(text))
      .join(),
  );
  expect(waiting).toContain('Checkout Started');
  expect(await typesOf(page, shop)).not.toContain('checkout_start');
  await context.setOffline(false);
  await expect.poll(() => typesOf(page, shop)).toContain('click');
  const before = (await typesOf(page, shop)).length;
  await visitor.close({ runBeforeUnload: true });
  await expect.poll(async () => (await typesOf(page, shop)).length).toBe(before + 1);

  const seen = await seenOf(page, shop);
  expect(seen.map(({ fact }) => `${fact['type'] ?? ''} ${fact['page'] ?? ''}`).sort()).toEqual([
    'cart_add /p/1',
    'checkout_start /p/1',
    'click /p/1',
    'exposure /',
    'favourite /p/1',
    'page_leave /',
    'page_leave /p/1',
    'page_leave /search',
    'page_view /',
    'page_view /search',
    'payment_info /p/1',
    'product_view /p/1',
    'purchase /p/1',
    'search /search',
  ]);
  const one = (type: string) => seen.find(({ fact }) => fact['type'] === type)?.fact ?? {};
  expect(one('page_view')).toMatchObject({ channel: 'douyin_ads', campaign: 'spring', page_kind: 'home' });
  expect(one('exposure')).toMatchObject({ element: 'banner', product: 'P1' });
  expect(one('cart_add')).toMatchObject({ product: 'P1', quantity: '2', value: '199', category: '女装' });
  expect(one('search')).toMatchObject({ query: '短袖' });
  const left = seen.find(({ fact }) => fact['type'] === 'page_leave' && fact['page'] === '/p/1')?.fact ?? {};
  expect(left).toMatchObject({ product: 'P1' });
  expect(Number(left['dwell_seconds'])).toBeGreaterThan(0.5);
  expect(Number(left['scroll_percent'])).toBeGreaterThan(20);
  expect(new Set(seen.map(({ fact }) => fact['visitor'])).size).toBe(1);
  expect(new Set(seen.map(({ fact }) => fact['session'])).size).toBe(1);
  // Neither the query of the search nor the number in the first address has left the page.
  expect(JSON.stringify(seen)).not.toMatch(/secret|13800138000/);

  // The next page knows the visitor again, and what is not known cannot be taken.
  const { visitor: again } = await visit(context, '/');
  await again.evaluate(() =>
    (window as unknown as { quanjing: (...call: unknown[]) => void }).quanjing('cart', { quantity: 'many' }),
  );
  await expect.poll(async () => (await seenOf(page, shop)).map(({ state }) => state)).toContain('rejected');
  const views = (await seenOf(page, shop)).filter(({ fact }) => fact['type'] === 'page_view');
  expect(views.at(-1)?.fact['visitor']).toBe(views[0]?.fact['visitor']);
  await context.close();

  await page.goto(`${SERVER}/events`);
  const table = page.locator('.events-table');
  await expect(table.getByRole('row').filter({ hasText: '被拒' })).toContainText('many');
  await page.getByText('已接收', { exact: true }).first().click();
  await expect(table.getByRole('row').filter({ hasText: '被拒' })).toHaveCount(0);
  await table.getByRole('row').filter({ hasText: '加购' }).first().click();
  const detail = page.locator('.events-detail');
  await expect(detail).toContainText('cart_add');
  await expect(detail.locator('pre')).toContainText('"Product Added"');
  await page.getByRole('button', { name: /暂停/ }).click();
  await expect(page.getByRole('button', { name: /继续/ })).toBeVisible();
  await page.getByText('接入代码').click();
  await page.getByLabel('店铺', { exact: true }).fill('Tracker Lane');
  await page.locator('.ant-select-item-option').filter({ hasText: 'Tracker Lane' }).click();
  await expect(page.locator('.events-snippets pre').first()).toContainText('/q.js');
  expect(await weightyFindings(page)).toEqual([]);
});

test('without consent nothing is kept and nothing is sent', async ({ page, browser }) => {
  await openAsAdmin(page, '/');
  const { shop, key } = await newShop(page, 'Consent Lane');
  html = shopPage(key, 'data-consent="required"');
  const context = await browser.newContext();
  await context.clearCookies();
  const { visitor, sent } = await visit(context, '/');
  await visitor.clock.install();
  for (const button of ['#search', '#cart', '#refuse', '#product', '#menu']) {
    await visitor.locator(button).click();
  }
  await visitor.clock.runFor(120_000);
  await visitor.goto(shopUrl('/account'));
  expect(sent).toEqual([]);
  expect(await kept(visitor)).toEqual({ names: [], cookie: '' });

  await visitor.clock.resume();
  await visitor.locator('#agree').click();
  await expect.poll(() => typesOf(page, shop)).toContain('page_view');
  expect((await kept(visitor)).names).toContain('qj.visitor');
  expect((await seenOf(page, shop)).every(({ fact }) => fact['page'] === '/account')).toBe(true);

  await visitor.locator('#refuse').click();
  expect(await kept(visitor)).toEqual({ names: [], cookie: '' });
  await context.close();
});

test('a browser that asks not to be tracked is not', async ({ page, browser }) => {
  await openAsAdmin(page, '/');
  const { key } = await newShop(page, 'Quiet Lane');
  html = shopPage(key, '');
  const context = await browser.newContext();
  await context.addInitScript(() => Object.defineProperty(navigator, 'globalPrivacyControl', { value: true }));
  const { visitor, sent } = await visit(context, '/');
  await visitor.clock.install();
  await visitor.locator('#cart').click();
  await visitor.clock.runFor(120_000);

  expect(sent).toEqual([]);
  expect(await kept(visitor)).toEqual({ names: [], cookie: '' });
  await context.close();
});

test('the script may be loaded by any page, for an hour, without a cookie', async ({ playwright }) => {
  const stranger = await playwright.request.newContext();
  for (const name of ['q.js', 'q-mini.js']) {
    const answer = await stranger.get(`${SERVER}/${name}`, { headers: { Origin: 'https://shop.example' } });
    expect(answer.status()).toBe(200);
    expect(answer.headers()).toMatchObject({
      'content-type': expect.stringContaining('text/javascript'),
      'cache-control': 'public, max-age=3600',
      'cross-origin-resource-policy': 'cross-origin',
      'access-control-allow-origin': '*',
    });
    expect(answer.headers()['set-cookie']).toBeUndefined();
  }
  await stranger.dispose();
});
