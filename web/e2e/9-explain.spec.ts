import { readFileSync } from 'node:fs';

import { expect, type Page } from '@playwright/test';

import { csvRows, imported, importFiles, openAsAdmin, sumOf, test } from './steps';

const SHOP = '明细小铺';
const ADDRESS = `/?shop=${encodeURIComponent(SHOP)}&from=2024-05-01&to=2024-05-30&by=channel`;

/** Day, buyer, channel and what was paid: April 150 by two buyers, May 180 by three. */
const SOLD: readonly [string, string, string, string][] = [
  ['2024-03-20', 'dan', 'taobao_search', '1.00'], // the history reaches beyond the base
  ['2024-04-10', 'ann', 'taobao_search', '100.00'],
  ['2024-04-11', 'ben', 'jd_search', '50.00'],
  ['2024-05-10', 'ann', 'taobao_search', '100.10'],
  ['2024-05-11', 'cat', 'taobao_search', '59.90'],
  ['2024-05-12', 'ben', 'jd_search', '20.00'],
];

function orders(): { name: string; content: Buffer }[] {
  const rows = ['natural_key,at,order_id,status,customer,channel,paid_at,order_amount,paid_amount,currency'];
  SOLD.forEach(([day, buyer, channel, paid], index) => {
    const at = `${day}T10:00:00+08:00`;
    rows.push(`M${index},${at},M${index},paid,${buyer},${channel},${at},${paid},${paid},CNY`);
  });
  return [{ name: 'order_header.csv', content: Buffer.from(`${rows.join('\n')}\n`) }];
}

/** Plain digits of what a person reads. */
const digits = (text: string) => text.replace(/[¥,+\s]/g, '');

/** The effects of a table, and the change that its last row says they add up to. */
async function effects(page: Page, section: string): Promise<{ parts: string[]; sum: string }> {
  const table = page.getByRole('region', { name: section });
  const parts = await table.locator('tr.ant-table-row td:last-child .change').allInnerTexts();
  const sum = await table.locator('.ant-table-summary td:last-child .change').innerText();
  const plain = (text: string) => digits(text).replace(/[▲▼]/g, '');
  return { parts: parts.map(plain), sum: plain(sum) };
}

test.describe.serial('what lies behind a figure', () => {
  test('a shop of two months comes in', async ({ page }) => {
    await openAsAdmin(page, '/imports');
    await importFiles(page, /全景标准格式/, SHOP, orders());
    await imported(page, 6);
  });

  test('a card says why it changed, by what it is made of and by channel, and its address says it too', async ({
    page,
  }) => {
    await openAsAdmin(page, ADDRESS);
    await expect(page.getByTestId('value-aov')).toHaveText('¥60.00');
    await page.getByRole('button', { name: '客单价可做的事' }).click();
    await page.getByRole('menuitem', { name: '为什么变了' }).click();
    const drawer = page.getByRole('dialog', { name: '为什么变了：客单价' });
    await expect(drawer).toContainText('¥75.00');
    await expect(page).toHaveURL(/explain=aov/);
    const made = await effects(page, '按构成拆解');
    expect(made.sum).toBe('-15.00');
    expect(made.parts).toHaveLength(2);
    expect(made.parts.reduce((sum, part) => sum + Number(part), 0)).toBeCloseTo(-15, 2);

    await page.goto(page.url().replace('explain=aov', 'explain=gmv'));
    await expect(page.getByRole('dialog', { name: /为什么变了：支付金额/ })).toContainText('¥150.00');
    const channels = await effects(page, '按渠道拆解');
    expect(channels).toEqual({ parts: ['60.00', '-30.00'], sum: '30.00' });
  });

  test('every figure of the cockpit opens rows that are it, and their file adds up to it', async ({ page }) => {
    test.setTimeout(120_000);
    await openAsAdmin(page, ADDRESS);
    await expect(page.getByTestId('value-gmv')).toHaveText('¥180.00');
    await expect(page.locator('.breakdown-table tr.ant-table-row')).toHaveCount(2);
    const figures = page.locator('.card .figure-button, .breakdown-table .figure-button');
    const count = await figures.count();
    expect(count).toBeGreaterThanOrEqual(10);
    for (let i = 0; i < count; i += 1) {
      const shown = digits(await figures.nth(i).innerText());
      await figures.nth(i).click();
      const drawer = page.locator('.rows-drawer');
      await expect(drawer.getByTestId('rows-value')).toBeVisible();
      expect(digits(await drawer.getByTestId('rows-value').innerText())).toBe(shown);
      if (/(^|&)metric=gmv(&|$)/.test(new URL(page.url()).searchParams.get('rows') ?? '')) {
        const [file] = await Promise.all([
          page.waitForEvent('download'),
          drawer.getByRole('button', { name: '导出 CSV' }).click(),
        ]);
        const [header, ...rows] = csvRows(readFileSync(await file.path(), 'utf8'));
        const column = header?.indexOf('gmv') ?? -1;
        expect(sumOf(rows.map((row) => row[column] ?? ''))).toBe(shown);
      }
      await page.keyboard.press('Escape');
      await expect(drawer.getByTestId('rows-value')).toBeHidden();
    }
  });
});
