import { basename } from 'node:path';

import { expect } from '@playwright/test';

import { sample } from './samples';
import { dropFiles, fromDisk, imported, openAsAdmin, test } from './steps';

const EXPORTS = [
  '../samples/taobao/ExportOrderList_gbk.csv',
  '../samples/taobao/ExportOrderDetailList_gbk.csv',
  '../samples/taobao/refund_list.xlsx',
  '../samples/wanxiangtai/商品推广_gb18030.csv',
].map((path) => sample(path));

test('exports of a platform are dropped together, and recognised by their content', async ({ page }) => {
  test.skip(EXPORTS.includes(undefined), 'The samples of exports are not there.');
  await openAsAdmin(page, '/imports');
  await expect(page.getByText('自动识别')).toBeVisible();
  await page.getByLabel('店铺').fill('识别旗舰店');
  await page.keyboard.press('Escape');
  // Their names say nothing.
  const files = EXPORTS.map((path, index) => {
    const { name, content } = fromDisk(path ?? '');
    return { name: `${String(index)}${basename(name).endsWith('.xlsx') ? '.xlsx' : '.csv'}`, content };
  });
  await dropFiles(page, files);
  await page.getByRole('button', { name: '开始导入' }).click();
  await imported(page, 18);
  await expect(page.getByRole('cell', { name: /淘宝／天猫.* \+ 万相台/ }).first()).toBeVisible();
});

test('a file that nothing recognises is told the nearest format', async ({ page }) => {
  await openAsAdmin(page, '/imports');
  await page.getByLabel('店铺').fill('识别旗舰店');
  await page.keyboard.press('Escape');
  const content = Buffer.from('订单号,下单时间,京东价,数量\n1,2026-11-01 10:00:00,9,1\n');
  await dropFiles(page, [{ name: 'mine.csv', content }]);
  await page.getByRole('button', { name: '开始导入' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'mine.csv' })).toContainText('最接近的格式是 jd');
});
