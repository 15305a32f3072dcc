import { readFileSync } from 'node:fs';

import { expect } from '@playwright/test';

import { imported, importFiles, openAsAdmin, test } from './steps';

const HEADER = '订单编号,总金额,买家实际支付金额,收货地址 ,订单创建时间,订单付款时间 ,退款金额';
const GOOD = '9001,50.0,50.0,上海,2021-03-02 10:00:00,2021-03-02 10:01:00,0.0';
const BAD = '9002,many,30.0,江苏省,2021-03-02 11:00:00,2021-03-02 11:01:00,0.0';

test('a bad row is put aside with its reason, mended and imported', async ({ page }) => {
  await openAsAdmin(page, '/imports');
  const content = Buffer.from([HEADER, GOOD, BAD, ''].join('\n'));
  await importFiles(page, /天猫|tmall/i, 'Corner Shop', [{ name: 'orders.csv', content }]);
  await imported(page, 2, 1);
  await page.getByRole('button', { name: '查看 1 行隔离数据' }).first().click();
  const drawer = page.getByRole('dialog', { name: '隔离区' });
  await expect(drawer.getByText('“总金额”列的“many”不是数字')).toBeVisible();
  await expect(drawer.getByRole('cell', { name: '3', exact: true })).toBeVisible();

  const [file] = await Promise.all([
    page.waitForEvent('download'),
    drawer.getByRole('button', { name: '下载隔离行 (CSV)' }).click(),
  ]);
  const mended = readFileSync(await file.path(), 'utf8').replace('many', '30.0');
  expect(mended).toContain('_reason');
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    drawer.getByRole('button', { name: '导入改好的文件' }).click(),
  ]);
  await chooser.setFiles([{ name: 'mended.csv', mimeType: 'text/csv', buffer: Buffer.from(mended) }]);
  await imported(page, 1);
});

test('a file that its format does not know is refused, and nothing of it stays', async ({ page }) => {
  await openAsAdmin(page, '/imports');
  await importFiles(page, /天猫|tmall/i, 'Corner Shop', [{ name: 'photo.csv', content: Buffer.from('a,b\n1,2\n') }]);
  await expect(page.getByRole('alert').filter({ hasText: 'photo.csv' })).toContainText('找不到');
});
