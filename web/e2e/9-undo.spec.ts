import { expect } from '@playwright/test';

import { imported, importFiles, openAsAdmin, test } from './steps';

const HEADER = '订单编号,总金额,买家实际支付金额,收货地址 ,订单创建时间,订单付款时间 ,退款金额';
const order = (id: number, amount: string) =>
  `${id},${amount},${amount},上海,2021-05-02 10:00:00,2021-05-02 10:01:00,0.0`;
const content = (...rows: string[]) => Buffer.from([HEADER, ...rows, ''].join('\n'));

test('a wrong import is undone, and what it had replaced is there again', async ({ page }) => {
  await openAsAdmin(page, '/imports');
  const right = content(order(7001, '50.0'), order(7002, '60.0'));
  await importFiles(page, /天猫|tmall/i, 'Undo Shop', [{ name: 'right.csv', content: right }]);
  await imported(page, 2);
  const wrong = content(order(7002, '6000.0'), order(7003, '70.0'));
  await importFiles(page, /天猫|tmall/i, 'Undo Shop', [{ name: 'wrong.csv', content: wrong }]);
  await imported(page, 2);

  await page.getByRole('button', { name: '撤销 wrong.csv 的导入' }).click();
  const dialog = page.getByRole('dialog', { name: '撤销 wrong.csv 的导入？' });
  const orders = dialog.getByRole('row', { name: /^订单 / });
  await expect(orders.getByRole('cell').nth(0)).toHaveText('1');
  await expect(orders.getByRole('cell').nth(1)).toHaveText('1');
  await dialog.getByRole('button', { name: '撤销导入' }).click();

  await expect(page.getByRole('alert').filter({ hasText: 'admin 于' })).toBeVisible();
  await expect(page.getByRole('row', { name: /wrong\.csv/ })).toContainText('已撤销');
  await expect(page.getByRole('button', { name: '撤销 wrong.csv 的导入' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: '撤销 right.csv 的导入' })).toBeVisible();
});

test('rejected rows are mended on the page and taken in again', async ({ page }) => {
  await openAsAdmin(page, '/imports');
  const bad = content(order(7101, 'many'), order(7102, 'some'));
  await importFiles(page, /天猫|tmall/i, 'Undo Shop', [{ name: 'to-mend.csv', content: bad }]);
  await imported(page, 2, 0);
  await page.getByRole('button', { name: '查看 2 行隔离数据' }).first().click();
  const drawer = page.getByRole('dialog', { name: '隔离区' });
  await drawer.getByRole('button', { name: '修改第 2 行' }).click();
  await drawer.getByLabel('总金额').fill('45.0');
  await drawer.getByLabel('买家实际支付金额').fill('45.0');
  await drawer.getByRole('button', { name: '重新导入（已改 1 行）' }).click();

  await imported(page, 2, 1);
  await expect(page.getByRole('button', { name: '已重新导入，点击查看那次导入' })).toBeVisible();
});
