import { expect, type Page } from '@playwright/test';

import { sample } from './samples';
import { dropFiles, fromDisk, imported, openAsAdmin, SERVER, test } from './steps';

const LETTERS = 'ABCDEFGHIJ';

/** Where the sample data lie beside the checkout, those; elsewhere a file of the same form, written here. */
const advertising = sample('kag_ads/KAG_conversion_data.csv');
const orders = sample('supplychain/inventory_past_orders.csv');

const ADS = {
  file:
    advertising === undefined
      ? {
          name: 'KAG_conversion_data.csv',
          content: Buffer.from(
            [
              'Date,ad_id,xyz_campaign_id,age,Impressions,Clicks,Spent,Total_Conversion,Approved_Conversion',
              '31-08-2023,1,916,30-34,7350,1,1.43,2,1',
              '30-08-2023,2,916,30-34,17861,2,1.82,2,0',
            ].join('\n'),
          ),
        }
      : fromDisk(advertising),
  rows: advertising === undefined ? 2 : 1143,
  cost: advertising === undefined ? '3.25' : '58705.23',
};

const ORDERS = {
  file:
    orders === undefined
      ? {
          name: 'inventory_past_orders.csv',
          content: Buffer.from(
            `Order Date,SKU ID,Order Quantity\n2020-01-30 00:00:00,${LETTERS},2.0\n43831,${LETTERS},0.25\n`,
          ),
        }
      : fromDisk(orders),
  rows: orders === undefined ? 2 : 33_919,
};

async function map(page: Page, shop: string, file: { name: string; content: Buffer }) {
  await openAsAdmin(page, '/imports');
  await page.getByLabel('店铺').fill(shop);
  await page.keyboard.press('Escape');
  await dropFiles(page, [file]);
  await page.getByRole('button', { name: '自己对应列' }).click();
  await expect(page.getByRole('heading', { name: '列对应' })).toBeVisible();
  await expect(page.getByText(file.name)).toBeVisible();
}

async function rehearsed(page: Page, rows: number) {
  const n = rows.toLocaleString('en-US');
  await page.getByRole('button', { name: '试算（不写入）' }).click();
  await expect(page.getByText(`试算：读入 ${n} 行，可接受 ${n} 行，会被隔离 0 行`)).toBeVisible({ timeout: 60_000 });
}

test('a report of advertising that no format knows comes in, and is recognised from then on', async ({ page }) => {
  await map(page, '广告店', ADS.file);
  await expect(page.locator('.mapping-kind')).toContainText('广告花费');
  await page.getByLabel('渠道的固定值').fill('facebook');
  await rehearsed(page, ADS.rows);
  await page.getByRole('button', { name: '存成格式' }).click();
  await expect(page.getByText('以后会自动识别这样的文件')).toBeVisible();
  await page.getByRole('button', { name: '开始导入' }).click();
  await imported(page, ADS.rows);
  await expect(
    page.getByRole('row', { name: new RegExp(`^推广日报 ${ADS.rows.toLocaleString('en-US')} 0 0$`) }),
  ).toBeVisible();
  await expect(page.getByRole('heading', { name: '自己的格式' })).toBeVisible();

  const answer = await page.request.get(
    `${SERVER}/api/metric?ids=ad_cost&shop=${encodeURIComponent('广告店')}&from=2023-08-01&to=2023-08-31`,
  );
  const { rows } = (await answer.json()) as { rows: { ad_cost: string | number }[] };
  expect(rows.map((row) => Number(row.ad_cost))).toEqual([Number(ADS.cost)]);

  // The same file again, and nobody says what it is.
  await page.getByLabel('店铺').fill('广告店');
  await page.keyboard.press('Escape');
  await dropFiles(page, [ADS.file]);
  await page.getByRole('button', { name: '开始导入' }).click();
  await expect(
    page.getByRole('row', { name: new RegExp(`^推广日报 0 0 ${ADS.rows.toLocaleString('en-US')}$`) }),
  ).toBeVisible({
    timeout: 60_000,
  });
});

test('orders with days as Excel serials and with fractions come in', async ({ page }) => {
  await map(page, '供应链店', ORDERS.file);
  await expect(page.locator('.mapping-kind')).toContainText('订单明细');
  await rehearsed(page, ORDERS.rows);
  await page.getByRole('button', { name: '开始导入' }).click();
  await imported(page, ORDERS.rows);
  const n = ORDERS.rows.toLocaleString('en-US');
  await expect(page.getByRole('row', { name: new RegExp(`^订单 ${n} 0 0$`) })).toBeVisible();
  await expect(page.getByRole('row', { name: new RegExp(`^订单行 ${n} 0 0$`) })).toBeVisible();
});
