import { expect } from '@playwright/test';

import { weightyFindings } from './axe';
import { startBroker } from './broker';
import { change, openAsAdmin, test } from './steps';

const MAPPING = `format: shop-topic
files:
  order:
    columns:
      id: { type: id, required: true }
      created: { type: time, required: true }
      total: { type: amount, required: true }
    facts:
      - table: order_header
        set: { natural_key: id, order_id: id, at: created, order_amount: total }
`;

const order = (id: number, total: string) => JSON.stringify({ id, created: '2026-11-01T09:00:00+08:00', total });

test('a topic is tried and followed; poison waits aside until the mapping is mended or it is dropped', async ({
  page,
}) => {
  test.setTimeout(240_000);
  const broker = await startBroker();
  try {
    broker.send('shop.orders', [order(1, '10'), order(2, 'gift'), order(3, '30'), '{"id": 4,', order(5, '50')]);
    await openAsAdmin(page, '/sources');
    await change(page, '/api/shops', { name: 'Topic Lane', zone: 'Asia/Shanghai', cutoff: '00:00', currency: 'CNY' });
    await page.reload();

    await page.getByRole('button', { name: '接入主题' }).click();
    const dialog = page.getByRole('dialog', { name: '接入主题' });
    await dialog.getByLabel('名称', { exact: true }).fill('订单中心');
    await dialog.getByLabel('店铺').fill('Topic Lane');
    await page.locator('.ant-select-item-option').filter({ hasText: 'Topic Lane' }).click();
    await dialog.getByLabel('服务器').fill(broker.servers);
    await dialog.getByLabel('主题', { exact: true }).fill('shop.nothing');
    await dialog.getByLabel('连接保护').click();
    await page.locator('.ant-select-item-option').filter({ hasText: '不加密' }).click();
    await dialog.getByLabel('映射 (YAML)').fill(MAPPING);
    await dialog.getByRole('button', { name: '测试连接' }).click();
    await expect(dialog.getByText('上没有主题 shop.nothing')).toBeVisible({ timeout: 30_000 });
    await dialog.getByLabel('主题', { exact: true }).fill('shop.orders');
    await dialog.getByRole('button', { name: '测试连接' }).click();
    await expect(dialog.getByText('试读最新的 5 条：订单 3 条，2 条读不懂，0 条空消息。')).toBeVisible({
      timeout: 30_000,
    });
    await expect(dialog.getByText('order_amount = 10')).toBeVisible();
    await dialog.getByRole('button', { name: /保\s*存/ }).click();

    const row = page.getByRole('row').filter({ hasText: '订单中心' });
    await expect(row.getByTestId('topic-changed')).toHaveText('3', { timeout: 60_000 });
    await expect(row).toContainText('正常', { timeout: 30_000 });
    await page.getByRole('button', { name: '查看“订单中心”被拒的 2 条' }).click();
    const drawer = page.getByRole('dialog', { name: '“订单中心”读不懂的消息' });
    await expect(drawer.getByText('“total”列的“gift”不是数字')).toBeVisible();
    await expect(drawer.getByText('内容不是 JSON 对象')).toBeVisible();
    const broken = drawer.getByRole('row').filter({ hasText: '内容不是 JSON 对象' });
    await broken.getByRole('button', { name: '看消息' }).click();
    await expect(drawer.locator('.source-message')).toHaveText('{"id": 4,');
    await broken.getByRole('button', { name: /丢\s*弃/ }).click();
    await page
      .getByRole('tooltip')
      .getByRole('button', { name: /确\s*定/ })
      .click();
    await expect(page.getByText('已丢弃 1 条')).toBeVisible();
    await drawer.getByRole('button', { name: /关闭|Close/ }).click();

    await page.getByRole('button', { name: '“订单中心”的更多操作' }).click();
    await page.getByRole('menuitem', { name: '修改' }).click();
    const edit = page.getByRole('dialog', { name: '修改“订单中心”' });
    await edit
      .getByLabel('映射 (YAML)')
      .fill(MAPPING.replace('required: true }\n    facts', 'empty: gift, default: "0" }\n    facts'));
    await edit.getByRole('button', { name: /保\s*存/ }).click();
    await expect(edit).toBeHidden({ timeout: 30_000 });
    await page.getByRole('button', { name: '查看“订单中心”被拒的 1 条' }).click();
    await drawer.getByRole('button', { name: '全部重试' }).click();
    await expect(page.getByText('收下 1 条')).toBeVisible();
    await drawer.getByRole('button', { name: /关闭|Close/ }).click();

    broker.send('shop.orders', [order(6, '60')]);
    await expect(row.getByTestId('topic-changed')).toHaveText('5', { timeout: 60_000 });
    await page.getByRole('button', { name: '“订单中心”的更多操作' }).click();
    await page.getByRole('menuitem', { name: '重读' }).click();
    const replay = page.getByRole('dialog', { name: '重读“订单中心”' });
    await replay.getByText('指定位置').click();
    await replay.getByLabel(/分区 0/).fill('0');
    await replay.getByRole('button', { name: /重\s*读/ }).click();
    await expect(replay).toBeHidden({ timeout: 30_000 });
    await expect(row.getByTestId('topic-behind')).toHaveText('0', { timeout: 60_000 });
    await expect(row.getByTestId('topic-changed')).toHaveText('5');
    await page.getByRole('button', { name: '“订单中心”的更多操作' }).click();
    await page.getByRole('menuitem', { name: '暂停' }).click();
    await expect(row).toContainText('已暂停');
    // Away from the button that lies under the menu, which is judged in its own colour.
    await page.mouse.move(0, 0);
    expect(await weightyFindings(page)).toEqual([]);
  } finally {
    await broker.stop();
  }
});
