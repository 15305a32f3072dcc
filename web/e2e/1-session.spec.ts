import { expect } from '@playwright/test';

import { ADMIN_PASSWORD, ONE_TIME, SERVER, signIn, test } from './steps';

test('nothing is shown before the login, and the address is kept', async ({ page }) => {
  await page.goto(`${SERVER}/imports`);
  await expect(page.getByRole('heading', { name: '登录全景' })).toBeVisible();
  expect((await page.request.get(`${SERVER}/api/shops`)).status()).toBe(401);
});

test('a wrong password is refused in words', async ({ page }) => {
  await page.goto(SERVER);
  await signIn(page, 'admin', 'not-the-password');
  await expect(page.getByRole('alert')).toContainText('用户名或密码不对');
  await page.getByText('English').click();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toContainText('User name or password is wrong');
});

test('the one-time password has to be changed before anything else', async ({ page }) => {
  await page.goto(SERVER);
  await signIn(page, 'admin', ONE_TIME);
  await expect(page.getByRole('heading', { name: '设置新密码' })).toBeVisible();
  await page.getByLabel('新密码', { exact: true }).fill('short');
  await page.getByLabel('再输一次新密码').fill('short');
  await expect(page.getByText('至少 10 个字符')).toBeVisible();
  await page.getByLabel('新密码', { exact: true }).fill(ADMIN_PASSWORD);
  await page.getByLabel('再输一次新密码').fill(ADMIN_PASSWORD);
  await page.getByRole('button', { name: '保存新密码' }).click();

  await expect(page.getByRole('heading', { name: '还没有数据' })).toBeVisible();
  await page.getByRole('button', { name: '账户 admin' }).click();
  await page.getByText('退出登录').click();
  await expect(page.getByRole('heading', { name: '登录全景' })).toBeVisible();
  expect((await page.request.get(`${SERVER}/api/shops`)).status()).toBe(401);
});

test('an address without a page says so', async ({ page }) => {
  await page.goto(`${SERVER}/nowhere`);
  await signIn(page, 'admin', ADMIN_PASSWORD);
  await expect(page.getByRole('heading', { name: '没有这个页面' })).toBeVisible();
});

test('the first page loads without anything in the console, not even a refusal', async ({ page }) => {
  const said: string[] = [];
  page.on('console', (entry) => said.push(entry.text()));
  await page.goto(SERVER);
  await expect(page.getByRole('heading', { name: '登录全景' })).toBeVisible();
  await expect(page.getByText('这是演示')).toHaveCount(0);
  expect(said).toEqual([]);
});
