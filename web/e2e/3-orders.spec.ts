import { readFileSync } from 'node:fs';

import { expect } from '@playwright/test';

import { sample } from './samples';
import { csvRows, fromDisk, imported, importFiles, openAsAdmin, sumOf, test } from './steps';

const FILE = sample('tmall_orders/tmall_order_report.csv');
const SHOP = '花间旗舰店';
const RANGE = 'from=2020-02-01&to=2020-03-01';

// The configuration leaves this file out where there is no order file.
const orders = fromDisk(FILE ?? '');

test.describe.serial('the real order file', () => {
  test('is imported by drag and drop', async ({ page }) => {
    await openAsAdmin(page, '/imports');
    await importFiles(page, /天猫|tmall/i, SHOP, [orders]);
    await imported(page, 28_010);
    await page.getByRole('link', { name: '在驾驶舱查看' }).click();
    await expect(page.getByText('没有数据').first()).toBeVisible();
    await page.getByRole('button', { name: '查看有数据的时段' }).click();
    await expect(page.getByTestId('value-paid_orders')).toHaveText('24,087');
  });

  test('gives the figures of the file on the cards', async ({ page }) => {
    await openAsAdmin(page, `/?${RANGE}`);
    await page.getByLabel('店铺').click();
    await page.locator('.ant-select-item-option').filter({ hasText: SHOP }).click();
    await expect(page.getByTestId('value-gmv')).toHaveText('¥2,474,823.07');
    await expect(page.getByTestId('value-paid_orders')).toHaveText('24,087');
  });

  test('is drilled into, and the address leads back to the same place', async ({ page }) => {
    await openAsAdmin(page, `/?shop=${encodeURIComponent(SHOP)}&${RANGE}&by=region&top=5`);
    const first = page.locator('.breakdown-table tbody tr.ant-table-row').first();
    await expect(first).toContainText('上海');
    await expect(first).toContainText('¥326,457.79');
    // five of the 31 regions, what is beyond them, and all
    const summary = page.locator('.breakdown-table .summary-row');
    await expect(summary.first()).toContainText('其余 26 项');
    await expect(summary.last()).toContainText('¥2,474,823.07');
    await expect(page.getByRole('button', { name: '下钻 上海' })).toBeVisible();
    await page.getByLabel('查找').fill('甘肃');
    await expect(page.locator('.ant-select-item-option').filter({ hasText: '甘肃' })).toBeVisible();
    await page.getByLabel('查找').fill('');
    await first.click();
    const gmv = page.getByTestId('value-gmv');
    await expect(gmv).toHaveText('¥326,457.79');
    await expect(page.getByRole('navigation', { name: '筛选路径' })).toContainText('上海');
    const address = page.url();

    await page.reload();
    expect(page.url()).toBe(address);
    await expect(gmv).toHaveText('¥326,457.79');
    await expect(page.getByRole('navigation', { name: '筛选路径' })).toContainText('上海');

    await page.goBack();
    await expect(gmv).toHaveText('¥2,474,823.07');
    await page.goForward();
    await expect(gmv).toHaveText('¥326,457.79');

    await page.getByRole('button', { name: /^(star )?视图$/ }).click();
    await page.getByRole('button', { name: '保存当前视图' }).click();
    await page.getByLabel('视图名称').fill('上海');
    await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
    await expect(page.getByText('已保存视图“上海”')).toBeVisible();
    await page.getByRole('button', { name: '去掉筛选 地区 上海' }).click();
    await expect(gmv).toHaveText('¥2,474,823.07');
    await page.getByRole('button', { name: /^(star )?视图$/ }).click();
    await page.getByRole('button', { name: '上海', exact: true }).click();
    await expect(gmv).toHaveText('¥326,457.79');
    expect(page.url()).toBe(address);
    await page.getByRole('button', { name: /^(star )?视图$/ }).click();
    await page.getByRole('button', { name: '删除视图 上海' }).click();
    await page
      .getByRole('tooltip')
      .getByRole('button', { name: /确\s*定|OK/ })
      .click();
    await expect(page.getByText('还没有保存的视图')).toBeVisible();
  });

  test('is shown in the other language, and stays so', async ({ page }) => {
    await openAsAdmin(page, `/?shop=${encodeURIComponent(SHOP)}&${RANGE}&by=region`);
    await page.getByRole('button', { name: '显示设置' }).click();
    await page.getByText('English').click();
    await expect(page.getByRole('heading', { name: 'Breakdown' })).toBeVisible();
    await expect(page.getByTestId('value-gmv')).toHaveText('¥2,474,823.07');
    await page.reload();
    await expect(page.getByRole('heading', { name: 'Breakdown' })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  });

  test('is exported, and the export adds up to the card', async ({ page }) => {
    await openAsAdmin(page, `/?shop=${encodeURIComponent(SHOP)}&${RANGE}&by=region`);
    await expect(page.getByTestId('value-gmv')).toHaveText('¥2,474,823.07');
    await expect(page.locator('.breakdown-table tbody tr.ant-table-row').first()).toContainText('上海');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '导出 CSV' }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/\.csv$/);
    const [header, ...rows] = csvRows(readFileSync(await file.path(), 'utf8'));
    expect(rows).toHaveLength(31);
    const gmv = header?.indexOf('gmv') ?? -1;
    expect(sumOf(rows.map((row) => row[gmv] ?? ''))).toBe('2474823.07');
    const [workbook] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '导出 Excel' }).click(),
    ]);
    expect(workbook.suggestedFilename()).toMatch(/\.xlsx$/);
    expect(
      readFileSync(await workbook.path())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
  });

  test('can be imported again without changing a figure', async ({ page }) => {
    await openAsAdmin(page, '/imports');
    await importFiles(page, /天猫|tmall/i, SHOP, [orders]);
    await imported(page, 28_010);
    await page.goto(`${new URL(page.url()).origin}/?shop=${encodeURIComponent(SHOP)}&${RANGE}`);
    await expect(page.getByTestId('value-gmv')).toHaveText('¥2,474,823.07');
  });
});
