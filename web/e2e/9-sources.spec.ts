import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, type Page } from '@playwright/test';

import { weightyFindings } from './axe';
import { change, openAsAdmin, test } from './steps';

const ORDER = {
  id: 1001,
  status: 'processing',
  currency: 'CNY',
  date_created_gmt: '2026-11-01T08:28:02',
  date_modified_gmt: '2026-11-01T08:28:08',
  date_paid_gmt: '2026-11-01T08:28:08',
  total: '109.00',
  shipping_total: '10.00',
  customer_id: 12,
  billing: { state: 'CN20', country: 'CN', city: '深圳' },
  line_items: [{ id: 1, name: 'T恤', product_id: 93, quantity: 1, subtotal: '99.00', total: '99.00', sku: 'TS001' }],
  refunds: [],
};

async function deliver(page: Page, address: string, secret: string, id: string, order: unknown): Promise<number> {
  const body = JSON.stringify(order);
  const answer = await page.request.post(address, {
    headers: {
      'Content-Type': 'application/json',
      'X-WC-Webhook-Topic': 'order.created',
      'X-WC-Webhook-Delivery-ID': id,
      'X-WC-Webhook-Signature': createHmac('sha256', secret).update(body).digest('base64'),
    },
    data: Buffer.from(body),
  });
  return answer.status();
}

test('a new source counts what is signed, refuses what is not, and keeps what it cannot read', async ({ page }) => {
  await openAsAdmin(page, '/');
  const draft = { name: 'Hook Lane', zone: 'Asia/Shanghai', cutoff: '00:00', currency: 'CNY' };
  await change(page, '/api/shops', draft);
  await page.reload();
  await page.getByRole('link', { name: '数据源', exact: true }).click();
  await expect(page.getByText('还没有数据源')).toBeVisible();

  await page.getByRole('button', { name: '新建数据源' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('WooCommerce', { exact: true }).click();
  await dialog.getByLabel('名称').fill('官网商城');
  await dialog.getByLabel('店铺').click();
  await page.locator('.ant-select-item-option').filter({ hasText: 'Hook Lane' }).click();
  await dialog.getByRole('button', { name: /保\s*存/ }).click();
  const secret = (await page.locator('.secret-text').innerText()).trim();
  const address = (await page.locator('.source-address').innerText()).trim();
  expect(address).toContain('/v1/hooks/hk_');
  const row = page.getByRole('row').filter({ hasText: '官网商城' });
  await expect(row).toContainText('接收中');
  await expect(row.getByTestId('source-accepted')).toHaveText('0');

  expect(await deliver(page, address, secret, 'd1', ORDER)).toBe(200);
  expect(await deliver(page, address, secret, 'd1', ORDER)).toBe(200);
  expect(await deliver(page, address, 'another secret', 'd2', ORDER)).toBe(401);
  expect(await deliver(page, address, secret, 'd3', { ...ORDER, id: 1002, total: 'many' })).toBe(200);
  // The open page follows without a reload.
  await expect(row.getByTestId('source-accepted')).toHaveText('1');

  await page.getByRole('button', { name: '查看“官网商城”被拒的 1 条' }).click();
  const drawer = page.getByRole('dialog', { name: '“官网商城”被拒的推送' });
  await expect(drawer.getByText('“total”列的“many”不是数字')).toBeVisible();
  await drawer.getByRole('button', { name: '看消息' }).click();
  await expect(drawer.locator('.source-message')).toContainText('"total": "many"');
  await drawer.getByRole('button', { name: '重试', exact: true }).click();
  await expect(page.getByText('还是读不懂，原因见列表')).toBeVisible();
  await drawer.getByRole('button', { name: /关闭|Close/ }).click();

  await page.getByRole('button', { name: '“官网商城”的更多操作' }).click();
  await page.getByRole('menuitem', { name: '暂停' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /暂\s*停/ })
    .click();
  await expect(row).toContainText('已暂停');
  expect(await deliver(page, address, secret, 'd4', ORDER)).toBe(503);
  await page.getByRole('button', { name: '“官网商城”的更多操作' }).click();
  await page.getByRole('menuitem', { name: '恢复' }).click();
  await expect(row).toContainText('接收中');
  expect(await weightyFindings(page)).toEqual([]);
});

const REPLICAS = `format: replicas
files:
  replicas:
    columns:
      id: { type: id, required: true }
      name: { type: text, required: true }
    facts:
      - table: product
        set: { natural_key: id, product: id, title: name }
`;

/** Where the installation's own PostgreSQL listens, and the password of its user. */
function ownDatabase(): { port: string; password: string } {
  const folder = join(process.env['QUANJING_E2E_DATA'] ?? '', 'postgres');
  const port = readFileSync(join(folder, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[3] ?? '';
  return { port, password: readFileSync(join(folder, 'password'), 'utf8').trim() };
}

test('a table of a database is tried, read again and again, paused and replayed', async ({ page }) => {
  const { port, password } = ownDatabase();
  await openAsAdmin(page, '/sources');
  await page.getByRole('button', { name: '连接数据库' }).click();
  const dialog = page.getByRole('dialog', { name: '连接数据库' });
  await dialog.getByLabel('名称', { exact: true }).fill('运行实例');
  await dialog.getByLabel('店铺').click();
  await page.locator('.ant-select-item-option').filter({ hasText: 'Hook Lane' }).click();
  await dialog.getByLabel('主机').fill('127.0.0.1');
  await dialog.getByLabel('端口').fill(port);
  await dialog.getByLabel('数据库名').fill('quanjing');
  await dialog.getByLabel('加密').click();
  await page.locator('.ant-select-item-option').filter({ hasText: '不加密' }).click();
  await dialog.getByLabel('用户').fill('quanjing');
  await dialog.getByLabel('密码', { exact: true }).fill('not this one');
  await dialog.getByLabel('表或视图').fill('replica');
  await dialog.getByLabel('主键列').fill('id');
  await dialog.getByLabel('游标列').fill('seen_at');
  await dialog.getByLabel('间隔（秒）').fill('5');
  await dialog.getByLabel('映射 (YAML)').fill(REPLICAS);

  await dialog.getByRole('button', { name: '测试连接' }).click();
  await expect(dialog.getByText('不接受用户 quanjing 和这个密码')).toBeVisible();
  await dialog.getByLabel('密码', { exact: true }).fill(password);
  await dialog.getByRole('button', { name: '测试连接' }).click();
  await expect(dialog.getByText('连接成功：试读 1 行，得到 1 条数据，0 行读不懂。')).toBeVisible();
  await dialog.getByRole('button', { name: /保\s*存/ }).click();

  const row = page.getByRole('row').filter({ hasText: '运行实例' });
  await expect(row.getByTestId('pull-changed')).toHaveText('1', { timeout: 30_000 });
  await expect(row).toContainText('正常', { timeout: 30_000 });
  await page.getByRole('button', { name: '“运行实例”的更多操作' }).click();
  await page.getByRole('menuitem', { name: '重读' }).click();
  const replay = page.getByRole('dialog', { name: '重读“运行实例”' });
  await replay.getByLabel('从 seen_at 的哪个值开始').fill('昨天');
  await replay.getByRole('button', { name: /重\s*读/ }).click();
  await expect(page.getByText('“昨天”不能用在 from')).toBeVisible();
  await replay.getByLabel('从 seen_at 的哪个值开始').fill('2026-01-01T00:00:00Z');
  await replay.getByRole('button', { name: /重\s*读/ }).click();
  await expect(replay).toBeHidden();
  await page.getByRole('button', { name: '“运行实例”的更多操作' }).click();
  await page.getByRole('menuitem', { name: '暂停' }).click();
  await expect(row).toContainText('已暂停');
  await expect(row.getByTestId('pull-changed')).toHaveText('1');
  expect(await weightyFindings(page)).toEqual([]);
});
