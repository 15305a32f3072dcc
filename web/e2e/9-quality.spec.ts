import { expect } from '@playwright/test';

import { weightyFindings } from './axe';
import { change, importFiles, openAsAdmin, test } from './steps';

const HEADER = '订单编号,总金额,买家实际支付金额,收货地址 ,订单创建时间,订单付款时间 ,退款金额';
const row = (order: number, amount: string) =>
  `${order},${amount},${amount},上海,2026-10-21 00:00:00,2026-10-21 00:05:00,0.0`;
const file = (name: string, lines: string[]) => ({ name, content: Buffer.from(`${lines.join('\n')}\n`) });

test('what is wrong with the data is told in words, its limits can be changed, and a metric says what it stands on', async ({
  page,
}) => {
  await openAsAdmin(page, '/quality');
  const shop = await change<{ id: string }>(page, '/api/shops', {
    name: 'Quality Lane',
    zone: 'Asia/Shanghai',
    cutoff: '00:00',
    currency: 'CNY',
  });
  await page.goto(`${new URL(page.url()).origin}/imports`);
  await importFiles(page, /自动识别/, 'Quality Lane', [file('first.csv', [HEADER, row(1, '10.0'), row(2, '10.0')])]);
  await expect(page.getByText('读入 2 行，接受 2 行，隔离 0 行')).toBeVisible({ timeout: 60_000 });
  await page.reload();
  await importFiles(page, /自动识别/, 'Quality Lane', [
    file('second.csv', [`${HEADER},新列`, `${row(3, '10.0')},x`, `${row(4, 'many')},x`]),
  ]);
  await expect(page.getByText('读入 2 行，接受 1 行，隔离 1 行')).toBeVisible({ timeout: 60_000 });

  await page.getByRole('link', { name: '数据质量', exact: true }).click();
  await page.getByRole('button', { name: '立即检查' }).click();
  await page.getByLabel('店铺', { exact: true }).click();
  await page.locator('.ant-select-item-option').filter({ hasText: 'Quality Lane' }).click();
  const rejected = page.getByRole('row').filter({ hasText: '拒收 1 行' });
  await expect(rejected).toContainText('30 天读入 4 行，拒收 1 行（25.00%）', { timeout: 60_000 });
  await expect(rejected.getByTestId('quality-state')).toHaveText('异常');
  await expect(page.getByRole('row').filter({ hasText: '多了 1 列（新列）' })).toContainText('注意');
  expect(await weightyFindings(page)).toEqual([]);

  await page.getByRole('button', { name: '查看导入的文件的拒收' }).click();
  const drawer = page.getByRole('dialog');
  await expect(drawer).toContainText('测得 25.00%，注意线 0.50%，异常线 5.00%');
  await drawer.getByRole('button', { name: '调整界限' }).click();
  await page.getByLabel('从多少起提示注意（%）').fill('20');
  await page.getByLabel('从多少起算异常（%）').fill('50');
  await page.getByRole('button', { name: /保\s*存/ }).click();
  await expect(drawer).toHaveCount(1);
  await expect(drawer).toContainText('注意线 20.00%，异常线 50.00%');
  await expect(drawer).toContainText('admin 于');
  await drawer.getByRole('button', { name: /关闭|Close/ }).click();
  await expect(rejected.getByTestId('quality-state')).toHaveText('注意');

  await page.getByText(/^全部 \d+$/).click();
  await page.getByRole('row').filter({ hasText: '还看不出节奏' }).first().getByRole('button', { name: /查看/ }).click();
  await expect(page.getByRole('dialog').getByRole('img', { name: /每天的行数/ })).toBeVisible();
  await page.keyboard.press('Escape');

  await page.goto(`${new URL(page.url()).origin}/dictionary/gmv?shop=${encodeURIComponent(shop.id)}`);
  const sources = page.locator('.metric-sources');
  await expect(sources).toContainText('订单 · Quality Lane · taobao');
});
