import { expect } from '@playwright/test';

import { openAsAdmin, SERVER, signIn, test } from './steps';

const VIEWER_PASSWORD = 'Green-Lantern-88';

test('a viewer gets a one-time password and sees neither import nor settings', async ({ page, browser }) => {
  await openAsAdmin(page, '/settings/users');
  await page.getByRole('button', { name: '新建用户' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('用户名').fill('lin');
  await dialog.getByRole('button', { name: '保存' }).click();
  const password = (await page.locator('.secret-text').innerText()).trim();
  await expect(page.getByRole('cell', { name: 'lin', exact: true })).toBeVisible();

  const other = await browser.newContext({ locale: 'zh-CN' });
  const viewer = await other.newPage();
  await viewer.goto(SERVER);
  await signIn(viewer, 'lin', password);
  await viewer.getByLabel('新密码', { exact: true }).fill(VIEWER_PASSWORD);
  await viewer.getByLabel('再输一次新密码').fill(VIEWER_PASSWORD);
  await viewer.getByRole('button', { name: '保存新密码' }).click();
  await expect(viewer.getByRole('link', { name: '驾驶舱' })).toBeVisible();
  await expect(viewer.getByRole('link', { name: '数据导入' })).toHaveCount(0);
  await expect(viewer.getByRole('link', { name: '设置' })).toHaveCount(0);
  await viewer.goto(`${SERVER}/imports`);
  await expect(viewer.getByRole('heading', { name: '没有权限' })).toBeVisible();
  expect((await viewer.request.get(`${SERVER}/api/imports`)).status()).toBe(403);
  await other.close();
});

test('a token shows its secret once and opens the interface until it is revoked', async ({ page, playwright }) => {
  await openAsAdmin(page, '/settings/tokens');
  await page.getByRole('button', { name: '新建令牌' }).click();
  await page.getByRole('dialog').getByLabel('用途').fill('报表');
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
  const secret = (await page.locator('.secret-text').innerText()).trim();
  expect(secret).toMatch(/^qj_/);

  const program = await playwright.request.newContext({ extraHTTPHeaders: { Authorization: `Bearer ${secret}` } });
  expect((await program.get(`${SERVER}/api/shops`)).status()).toBe(200);
  await page.getByRole('button', { name: '吊销' }).click();
  await page
    .locator('.ant-popconfirm')
    .getByRole('button', { name: /确\s*定/ })
    .click();
  await expect(page.getByRole('cell', { name: '报表' })).toHaveCount(0);
  expect((await program.get(`${SERVER}/api/shops`)).status()).toBe(401);
  await program.dispose();
});

test('a new shop can send events with its write key', async ({ page }) => {
  await openAsAdmin(page, '/settings/shops');
  await page.getByRole('button', { name: '新建店铺' }).click();
  await page.getByRole('dialog').getByLabel('名称').fill('Pixel Corner');
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
  await expect(page.getByRole('cell', { name: 'Pixel Corner', exact: true })).toBeVisible();

  await page.getByRole('tab', { name: '写入密钥' }).click();
  await page.getByRole('button', { name: '新建写入密钥' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('店铺').click();
  await page.locator('.ant-select-item-option').filter({ hasText: 'Pixel Corner' }).click();
  await dialog.getByLabel('用途').fill('site');
  await dialog.getByRole('button', { name: '保存' }).click();
  const snippet = page.locator('.snippets pre').first();
  await expect(snippet).toContainText(SERVER);
  const key = /writeKey: '([^']+)'/.exec(await snippet.innerText())?.[1] ?? '';

  const event = { anonymousId: 'v-1', messageId: 'm-1', name: 'Home', timestamp: new Date().toISOString() };
  const answer = await page.request.post(`${SERVER}/v1/page`, {
    headers: { Authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` },
    data: event,
  });
  expect(answer.status()).toBe(200);
  await page.getByRole('link', { name: '驾驶舱' }).click();
  await expect(page.getByTestId('value-visitors')).toHaveText('1');

  // The open page follows without a reload.
  const second = await page.request.post(`${SERVER}/v1/page`, {
    headers: { Authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` },
    data: { ...event, anonymousId: 'v-2', messageId: 'm-2' },
  });
  expect(second.status()).toBe(200);
  await expect(page.getByTestId('value-visitors')).toHaveText('2');
});

test('a file of annotations comes in as a whole or not at all, and one can be changed and deleted', async ({
  page,
}) => {
  await openAsAdmin(page, '/calendar?year=2026');
  const double11 = page.getByRole('row').filter({ hasText: '双11 2026' });
  await expect(double11).toContainText('惯例');
  await expect(double11).toContainText('高潮 11-10 – 11-11');
  await expect(page.getByText('2026-02-14 周六 春节')).toBeVisible();

  const bringIn = async (rows: string) => {
    await page
      .getByRole('dialog')
      .locator('input[type=file]')
      .setInputFiles({
        name: 'notes.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(`\uFEFFfrom,to,kind,text,shop\r\n${rows}`),
      });
  };
  await page.getByRole('button', { name: '导入 CSV' }).click();
  await page.getByRole('radio', { name: '标注' }).check();
  await bringIn('2026-04-01,,launch,春季上新,*\r\n2026-04-31,,launch,不会有的一天,*\r\n');
  await expect(page.getByText('第 3 行「from」的值 2026-04-31 不对')).toBeVisible();
  await bringIn('2026-04-01,,launch,春季上新,*\r\n');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('cell', { name: '春季上新', exact: true })).toBeVisible();
  await expect(page.getByText('不会有的一天')).toHaveCount(0);

  await page.getByRole('button', { name: '修改 春季上新' }).click();
  await page.getByRole('dialog').getByLabel('内容').fill('春季上新两款');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /保\s*存/ })
    .click();
  await page.getByRole('button', { name: '删除 春季上新两款' }).click();
  await page
    .locator('.ant-popconfirm')
    .getByRole('button', { name: /删\s*除/ })
    .click();
  await expect(page.getByRole('cell', { name: '春季上新两款', exact: true })).toHaveCount(0);
});
