import { expect } from '@playwright/test';

import { weightyFindings } from './axe';
import { change, imported, importFiles, openAsAdmin, SERVER, test } from './steps';

test('a limit of retention is chosen after it was told what it deletes', async ({ page }) => {
  await openAsAdmin(page, '/settings/retention');
  const row = page.getByRole('row', { name: /订单与交易/ });
  await expect(row.getByRole('cell', { name: '不设期限，一直保留' })).toBeVisible();
  expect(await weightyFindings(page)).toEqual([]);

  await row.getByRole('button', { name: '修改' }).click();
  const dialog = page.getByRole('dialog');
  const save = dialog.getByRole('button', { name: /保\s*存/ });
  await dialog.getByLabel('只保留最近一段时间').check();
  await expect(save).toBeDisabled();
  await dialog.getByLabel('保留天数').fill('10000');
  await dialog.getByRole('button', { name: '看看会删掉什么' }).click();
  await expect(dialog.getByText(/不会删掉任何内容/)).toBeVisible();
  await expect(save).toBeEnabled();

  // Another number has not been told of, and so few days of orders have to be confirmed.
  await dialog.getByLabel('保留天数').fill('9');
  await expect(dialog.getByText('可填 31 到 36500 天')).toBeVisible();
  await dialog.getByLabel('保留天数').fill('400');
  await dialog.getByRole('button', { name: '看看会删掉什么' }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await expect(save).toBeDisabled();
  // A button below the pointer has a paler colour.
  await page.mouse.move(0, 0);
  expect(await weightyFindings(page)).toEqual([]);

  await dialog.getByLabel('保留天数').fill('36500');
  await dialog.getByRole('button', { name: '看看会删掉什么' }).click();
  await save.click();
  await expect(row.getByRole('cell', { name: '36,500 天' })).toBeVisible();

  await row.getByRole('button', { name: '修改' }).click();
  await dialog.getByLabel('不设期限，一直保留').check();
  await save.click();
  await expect(row.getByRole('cell', { name: '不设期限，一直保留' })).toBeVisible();
});

test('an event without consent is counted and nothing of it is shown', async ({ page }) => {
  await openAsAdmin(page, '/events');
  const draft = { name: 'Consent Corner', zone: 'Asia/Shanghai', cutoff: '00:00', currency: 'CNY' };
  const shop = await change<{ id: string }>(page, '/api/shops', draft);
  const { key } = await change<{ key: string }>(page, '/api/write-keys', { shop: shop.id, name: '网页', kind: 'page' });
  const answer = await page.request.post(`${SERVER}/v1/page`, {
    data: {
      writeKey: key,
      anonymousId: 'somebody',
      context: { consent: { categoryPreferences: { Analytics: false } } },
    },
  });
  expect(await answer.json()).toEqual({ success: true, accepted: 0, withheld: 1 });

  await page.locator('.ant-segmented').getByText('未同意，未接收').click();
  await page.getByRole('cell', { name: '未同意，未接收' }).click();
  await expect(page.getByText('当事人不同意统计，没有保留任何内容')).toBeVisible();
  await expect(page.getByText(/近 30 天因未获同意而未接收的事件：\d+ 条/)).toBeVisible();
  await expect(page.getByText('somebody')).toHaveCount(0);
});

test('a phone number is shown masked, and in full to an administrator who says why', async ({ page }) => {
  await openAsAdmin(page, '/imports');
  const customers = Buffer.from('客户昵称,客户手机号,客户性别,成为客户时间\n甲,13800138000,女,2024-01-01 10:00:00\n');
  await importFiles(page, /有赞/, 'Contact Corner', [{ name: 'customers.csv', content: customers }]);
  await imported(page, 1);

  await page.goto(`${SERVER}/settings/contacts`);
  await expect(page.getByRole('row', { name: /Contact Corner 手机号 1 1/ })).toBeVisible();
  await page.getByLabel('店铺').click();
  await page.locator('.ant-select-item-option').filter({ hasText: 'Contact Corner' }).click();
  await page.getByLabel('客户编号').fill('13800138000');
  await page.getByRole('button', { name: /查\s*找/ }).click();
  const row = page.getByRole('row', { name: /138\*{4}8000/ });
  await expect(row).toContainText('youzan');
  // A button below the pointer has a paler colour.
  await page.mouse.move(0, 0);
  expect(await weightyFindings(page)).toEqual([]);

  await row.getByRole('button', { name: '查看完整内容' }).click();
  const dialog = page.getByRole('dialog');
  const reveal = dialog.getByRole('button', { name: '查看完整内容' });
  await expect(reveal).toBeDisabled();
  await dialog.getByLabel('用途').fill('联系客户处理退货');
  await reveal.click();
  await expect(dialog.getByText('+8613800138000')).toBeVisible();
  await page.mouse.move(0, 0);
  expect(await weightyFindings(page)).toEqual([]);

  await page.goto(`${SERVER}/settings/audit`);
  await expect(page.getByRole('row', { name: /查看完整联系方式/ }).first()).toContainText('用途：联系客户处理退货');
});
