import { expect, type Page } from '@playwright/test';

import { weightyFindings } from './axe';
import { change, openAsAdmin, SERVER, test } from './steps';

const SHOP = 'Glossary & Co';
const WRONG = `metrics:
  platform_fee:
    title: {zh: 平台佣金, en: Platform fee}
    expression: gvm * 0.1
`;

/** A shop with one order of 200 from today. */
async function shopWithOrder(page: Page): Promise<string> {
  const shop = await change<{ id: string }>(page, '/api/shops', {
    name: SHOP,
    zone: 'Asia/Shanghai',
    cutoff: '00:00',
    currency: 'CNY',
  });
  const { key } = await change<{ key: string }>(page, '/api/write-keys', {
    shop: shop.id,
    name: '字典',
    kind: 'server',
  });
  const sent = await page.request.post(`${SERVER}/v1/track`, {
    headers: { Authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` },
    data: {
      type: 'track',
      event: 'Order Completed',
      messageId: 'dictionary-1',
      userId: 'reader',
      properties: {
        order_id: 'dictionary-1',
        total: 200,
        currency: 'CNY',
        region: '浙江',
        products: [{ product_id: 'book', name: '词典', price: 200, quantity: 1 }],
      },
    },
  });
  expect(sent.status()).toBe(200);
  return shop.id;
}

test('a metric is looked up, and an own one is written with a mistake, mended and asked', async ({ page }) => {
  await openAsAdmin(page, '/');
  const shop = await shopWithOrder(page);
  await page.goto(`${SERVER}/dictionary?shop=${encodeURIComponent(shop)}`);
  const list = page.getByRole('navigation', { name: '指标字典' });
  await list.getByRole('textbox').fill('客单价');
  await list.getByRole('link', { name: /^客单价/ }).click();
  const detail = page.getByRole('article', { name: 'aov' });
  await expect(detail.getByRole('heading', { name: '客单价' })).toBeVisible();
  await expect(detail).toContainText('aov = gmv / buyers');
  await expect(detail.getByRole('region', { name: '数据从哪里来' })).toContainText('销售明细表');
  await expect(detail.getByRole('region', { name: '属性' })).toContainText('销售运营');
  expect(await weightyFindings(page)).toEqual([]);
  await detail.getByRole('region', { name: '由什么构成' }).getByRole('link', { name: '支付买家数' }).click();
  await expect(page).toHaveURL(new RegExp(`/dictionary/buyers\\?shop=${shop}`));
  await expect(
    page
      .getByRole('article', { name: 'buyers' })
      .getByRole('region', { name: '用在哪里' })
      .getByRole('link', { name: '客单价' }),
  ).toBeVisible();

  await page.getByText('自有定义', { exact: true }).click();
  const editor = page.getByRole('textbox', { name: '自有定义' });
  await editor.click();
  await page.keyboard.insertText(WRONG);
  const problems = page.getByRole('listitem').filter({ hasText: '没有指标或度量 gvm。是不是想写 gmv？' });
  await expect(problems.getByRole('button', { name: '第 4 行第 17 列' })).toBeVisible();
  await expect(page.locator('.cm-lintRange-error')).toHaveText('gvm');
  const save = page.getByRole('button', { name: '保存' });
  await expect(save).toBeDisabled();
  expect(await weightyFindings(page)).toEqual([]);

  await problems.getByRole('button', { name: '改为 gmv' }).click();
  await expect(page.getByText('没有错误')).toBeVisible();
  await expect(page.getByRole('region', { name: '定义了什么' })).toContainText('支付金额 (GMV) × 0.1');
  await save.click();
  await expect(page.getByText('已保存第 1 版')).toBeVisible();
  await expect(page.getByRole('region', { name: '历史版本' })).toContainText('1 个指标，0 个维度');

  await page.goto(
    `${SERVER}/?shop=${encodeURIComponent(shop)}&range=today&by=region&columns=platform_fee&order=platform_fee`,
  );
  const first = page.locator('.breakdown-table tbody tr.ant-table-row').first();
  await expect(first).toContainText('浙江');
  await expect(first).toContainText('¥20.00');
});
