import { expect } from '@playwright/test';

import { dropFiles, imported, openAsAdmin, test } from './steps';

const SHOP = '识别旗舰店';

/** What a shop exports in one morning; the names say nothing. */
const EXPORTS = [
  [
    '订单编号,买家会员名,买家应付邮费,总金额,买家实际支付金额,订单状态,收货地址 ,订单创建时间,订单付款时间 ,退款金额',
    '"=""4600001""",b1,0.00,189.00,189.00,交易成功,浙江省 杭州市 余杭区,2026-11-01 10:00:00,2026-11-01 10:00:40,0.00',
    '"=""4600002""",b2,6.00,105.00,85.00,交易成功,广东省 深圳市 南山区,2026-11-01 11:00:00,2026-11-01 11:01:00,20.00',
  ],
  [
    '订单编号,标题,价格,购买数量,商品属性,商家编码',
    '"=""4600001""",示例T恤,69.00,2,颜色分类：白色,TS001',
    '"=""4600001""",示例腰带,61.00,1,颜色分类：黑色,BT001',
    '"=""4600002""",示例T恤,99.00,1,颜色分类：白色,TS001',
  ],
  [
    '订单编号,退款编号,退款完结时间,买家退款金额,售后类型,退款状态',
    '4600002,110001,2026-11-07 12:00:00,20.00,仅退款,退款成功',
  ],
  ['日期,主体ID,主体类型,主体名称,花费,展现量,点击量', '2026-11-01,600001,商品,示例T恤,120.50,10000,300'],
].map((lines, index) => ({ name: `${String(index)}.csv`, content: Buffer.from(`${lines.join('\n')}\n`) }));

test('exports of a platform are dropped together, and recognised by their content', async ({ page }) => {
  await openAsAdmin(page, '/imports');
  await expect(page.getByText('自动识别')).toBeVisible();
  await page.getByLabel('店铺').fill(SHOP);
  await page.keyboard.press('Escape');
  await dropFiles(page, EXPORTS);
  await page.getByRole('button', { name: '开始导入' }).click();
  await imported(page, 7);
  await expect(page.getByRole('row', { name: /^推广日报 1 0 0$/ })).toBeVisible();
  await expect(page.getByRole('cell', { name: /淘宝／天猫.* \+ 万相台/ }).first()).toBeVisible();
});

test('a file that nothing recognises is told the nearest format', async ({ page }) => {
  await openAsAdmin(page, '/imports');
  await page.getByLabel('店铺').fill(SHOP);
  await page.keyboard.press('Escape');
  const content = Buffer.from('订单号,下单时间,京东价,数量\n1,2026-11-01 10:00:00,9,1\n');
  await dropFiles(page, [{ name: 'mine.csv', content }]);
  await page.getByRole('button', { name: '开始导入' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'mine.csv' })).toContainText('最接近的格式是 jd');
});
