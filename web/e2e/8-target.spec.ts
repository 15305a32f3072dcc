import { expect, type Page } from '@playwright/test';

import { weightyFindings } from './axe';
import { openAsAdmin, SERVER, test } from './steps';

const SHOP = 'Goal Garden';

/** Changes something as the page does, with its session. */
async function change<T>(page: Page, path: string, data: Record<string, string>): Promise<T> {
  const cookies = await page.context().cookies();
  const token = cookies.find((one) => one.name === 'XSRF-TOKEN')?.value ?? '';
  const answer = await page.request.post(SERVER + path, { data, headers: { 'X-XSRF-TOKEN': token } });
  expect(answer.ok()).toBe(true);
  return (await answer.json()) as T;
}

test('targets are imported, mended, edited, and stand on the card', async ({ page }) => {
  await openAsAdmin(page, '/');
  const shop = await change<{ id: string; today: string }>(page, '/api/shops', {
    name: SHOP,
    zone: 'Asia/Shanghai',
    cutoff: '00:00',
    currency: 'CNY',
  });
  const year = shop.today.slice(0, 4);
  const month = shop.today.slice(0, 7);
  const { key } = await change<{ key: string }>(page, '/api/write-keys', {
    shop: shop.id,
    name: '目标',
    kind: 'server',
  });
  const sent = await page.request.post(`${SERVER}/v1/track`, {
    headers: { Authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` },
    data: {
      type: 'track',
      event: 'Order Completed',
      messageId: 'target-1',
      userId: 'buyer-1',
      properties: {
        order_id: 'target-1',
        total: 250,
        currency: 'CNY',
        products: [{ product_id: 'rake', name: '耙子', price: 250, quantity: 1 }],
      },
    },
  });
  expect(sent.status()).toBe(200);

  await page.goto(`${SERVER}/target?shop=${encodeURIComponent(shop.id)}&year=${year}`);
  await expect(page.getByText(`${year} 年还没有目标`)).toBeVisible();
  await page.getByRole('button', { name: '导入目标' }).click();
  const dialog = page.getByRole('dialog', { name: '导入目标' });
  const csv = (period: string) => `店铺,指标,周期,目标\n${SHOP},gmv,${year},"365,000"\n${SHOP},gmv,${period},1000\n`;
  await dialog
    .locator('input[type=file]')
    .setInputFiles({ name: 'targets.csv', mimeType: 'text/csv', buffer: Buffer.from(csv(`${year}-13`)) });
  await expect(dialog.getByText('1 行有错')).toBeVisible();
  await expect(dialog.getByRole('row').filter({ hasText: `周期“${year}-13”不对` })).toContainText('3');
  await expect(dialog.getByRole('button', { name: /^导\s*入$/ })).toBeDisabled();
  await dialog.getByLabel('CSV 内容').fill(csv(month));
  await dialog.getByRole('button', { name: /^检\s*查$/ }).click();
  await expect(dialog.getByText('2 行都正确：新增 2')).toBeVisible();
  await dialog.getByRole('button', { name: /^导\s*入$/ }).click();
  await expect(dialog).toBeHidden();

  // The month has 250 of 1,000; then it is to have 500.
  const tile = page.getByRole('article', { name: '本月' });
  await expect(tile.getByTestId('target-attainment')).toHaveText('25%');
  const field = page.getByLabel(`${month} 的目标`, { exact: true });
  await expect(field).toHaveValue('1,000');
  await field.fill('400000');
  await field.press('Enter');
  await expect(page.getByText(/超过它的目标 365000\.00/)).toBeVisible();
  await field.fill('500');
  await field.press('Enter');
  await expect(tile.getByTestId('target-attainment')).toHaveText('50%');
  await expect(tile).toContainText('目标 ¥500.00');
  expect(await weightyFindings(page)).toEqual([]);

  await page.goto(`${SERVER}/?shop=${encodeURIComponent(shop.id)}&from=${month}-01&to=${monthEnd(month)}`);
  const card = page.locator('[data-metric=gmv]');
  await expect(card.getByTestId('target-line')).toContainText('目标 ¥500.00 · 达成 50%');
  await expect(page.locator('[data-metric=paid_orders]').getByTestId('target-line')).toHaveCount(0);

  await page.goto(`${SERVER}/target?shop=${encodeURIComponent(shop.id)}&year=${year}`);
  await page.getByRole('button', { name: `收回 ${month} 的目标` }).click();
  await expect(page.getByLabel(`${month} 的目标`, { exact: true })).toHaveValue('');
});

function monthEnd(month: string): string {
  const [year, number] = month.split('-').map(Number);
  return `${month}-${new Date(Date.UTC(year ?? 0, number ?? 0, 0)).getUTCDate()}`;
}
