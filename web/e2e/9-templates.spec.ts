import { readFileSync } from 'node:fs';

import { expect, type Page } from '@playwright/test';

import { weightyFindings } from './axe';
import { dropFiles, imported, openAsAdmin, SERVER, test, zipText } from './steps';

const SHOP = '模板旗舰店';

async function downloaded(page: Page, button: string): Promise<{ name: string; content: Buffer }> {
  const begun = page.waitForEvent('download');
  await page.getByRole('dialog').getByRole('button', { name: button }).click();
  const download = await begun;
  return { name: download.suggestedFilename(), content: readFileSync(await download.path()) };
}

/** The text of a sheet, whose Chinese characters stand there as numbers. */
const sheet = (workbook: Buffer, number: number) =>
  zipText(workbook, `xl/worksheets/sheet${number}.xml`).replace(/&#x([0-9a-f]+);/gi, (_, code: string) =>
    String.fromCodePoint(parseInt(code, 16)),
  );

async function bringIn(page: Page, file: { name: string; content: Buffer }): Promise<void> {
  await page.getByLabel('店铺').fill(SHOP);
  await page.keyboard.press('Escape');
  await dropFiles(page, [file]);
  await page.getByRole('button', { name: '开始导入' }).click();
}

test('a template is downloaded, filled in and imported; what is wrong in it is told', async ({ page }) => {
  await openAsAdmin(page, '/imports');
  await page.getByRole('button', { name: '下载模板' }).click();
  const drawer = page.getByRole('dialog', { name: '数据模板' });
  await expect(drawer.getByRole('heading', { name: '商品与库存' })).toBeVisible();
  await expect(drawer.getByText('必填：商品编号、商品名称')).toBeVisible();
  expect(await weightyFindings(page)).toEqual([]);
  const products = await downloaded(page, 'CSV 模板：商品与成本');
  expect(products.name).toBe('商品与成本模板.csv');
  await drawer
    .getByRole('button', { name: 'Close' })
    .or(drawer.getByRole('button', { name: '关闭' }))
    .click();

  const header = products.content
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split(',');
  const line = (values: Record<string, string>) => header.map((column) => values[column] ?? '').join(',');
  const rows = [
    line({ 商品编号: 'P1', 商品名称: '纯棉短袖', 类目: '服装/上衣', 单位成本: '32.5', 成本生效日期: '2026-11-01' }),
    line({ 商品编号: 'P2', 商品名称: '腰带', 单位成本: '不知道' }),
  ];
  const content = Buffer.concat([products.content, Buffer.from(`${rows.join('\r\n')}\r\n`)]);
  await bringIn(page, { name: products.name, content });
  await imported(page, 2, 1);
  await expect(page.getByRole('row', { name: /^商品 1 0 0$/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /^商品成本 1 0 0$/ })).toBeVisible();
  await expect(page.getByRole('cell', { name: '全景模板：商品与库存' }).first()).toBeVisible();
  await page.getByRole('button', { name: '查看 1 行隔离数据' }).first().click();
  await expect(page.getByRole('dialog', { name: '隔离区' })).toContainText('单位成本');
});

test('a workbook that nobody filled in says so', async ({ page }) => {
  await openAsAdmin(page, '/imports');
  await page.getByRole('button', { name: '下载模板' }).click();
  const suppliers = await downloaded(page, 'XLSX 模板：供应商');
  expect(suppliers.name).toBe('供应商模板.xlsx');
  expect(sheet(suppliers.content, 1)).toContain('供应商编号');
  expect(sheet(suppliers.content, 2)).toContain('约定从下单到到货要几天');
  await page.keyboard.press('Escape');
  await bringIn(page, suppliers);
  await expect(page.getByRole('alert').filter({ hasText: '供应商模板.xlsx' })).toContainText('还没有填写的模板');
});

test('templates are in English where the page is', async ({ page }) => {
  await openAsAdmin(page, '/imports');
  const address = `${SERVER}/api/imports/templates/customers?language=en&as=csv`;
  const csv = await page.request.get(address);
  expect(await csv.text()).toContain('Customer ID,Registered at,First channel');
});
