import { readFileSync } from 'node:fs';

import { expect, type Page } from '@playwright/test';

import { csvRows, imported, importFiles, openAsAdmin, sumOf, test, zipText } from './steps';

const SHOP = '层层杂货铺';
const ADDRESS = `/?shop=${encodeURIComponent(SHOP)}&from=2024-05-01&to=2024-05-31&by=category_1&top=5`;

/** Category, product, and what was paid for it. */
const SOLD: readonly [string, string, string][] = [
  ['美妆/面膜', '雪松面膜', '300.10'],
  ['美妆/面膜', '茶树面膜', '120.20'],
  ['美妆/面霜', '山茶晚霜', '200.05'],
  ['家居/香薰', '白茶蜡烛', '250.00'],
  ['食品/茶', '乌龙茶', '180.00'],
  ['文具/本子', '方格本', '90.50'],
  ['宠物/零食', '鸡肉干', '60.25'],
  ['数码/线材', '编织线', '40.15'],
  ['服饰/袜子', '羊毛袜', '20.75'],
];

/** The shop's files in the program's own format: an order a product. */
function files(): { name: string; content: Buffer }[] {
  const at = '2024-05-10T10:00:00+08:00';
  const header = ['natural_key,at,order_id,status,customer,paid_at,order_amount,paid_amount,currency'];
  const line = ['natural_key,at,order_id,line_no,product,category,title,quantity,order_amount,paid_amount,currency'];
  const product = ['natural_key,product,title,category'];
  SOLD.forEach(([category, title, paid], index) => {
    const order = `D${index}`;
    header.push(`${order},${at},${order},paid,buyer-${index},${at},${paid},${paid},CNY`);
    line.push(`${order}#1,${at},${order},1,P${index},${category},${title},1,${paid},${paid},CNY`);
    product.push(`P${index},P${index},${title},${category}`);
  });
  return Object.entries({ order_header: header, order_line: line, product }).map(([name, rows]) => ({
    name: `${name}.csv`,
    content: Buffer.from(`${rows.join('\n')}\n`),
  }));
}

const gmv = (page: Page) => page.getByTestId('value-gmv');
const path = (page: Page) => page.getByRole('navigation', { name: '筛选路径' });
const into = (page: Page, value: string) => page.getByRole('button', { name: `下钻 ${value}`, exact: true });

/** The first figure of the rows that a selector finds: gmv, as plain numbers. */
async function figures(page: Page, rows: string): Promise<string[]> {
  const texts = await page.locator(`.breakdown-table ${rows} td:nth-child(2) .figure-value`).allInnerTexts();
  return texts.map((text) => text.replace(/[¥,\s]/g, ''));
}

test.describe.serial('from the whole to its parts', () => {
  test('a shop with categories comes in', async ({ page }) => {
    await openAsAdmin(page, '/imports');
    await importFiles(page, /全景标准格式/, SHOP, files());
    await imported(page, 27);
  });

  test('the rows, the rest and the total add up', async ({ page }) => {
    await openAsAdmin(page, ADDRESS);
    await expect(gmv(page)).toHaveText('¥1,262.00');
    const summary = page.locator('.breakdown-table .summary-row');
    await expect(summary.first()).toContainText('其余 2 项');
    await expect(summary.last()).toContainText('合计');
    const shown = await figures(page, 'tr.ant-table-row');
    const [rest, total] = await figures(page, '.summary-row');
    expect(shown).toEqual(['620.35', '250.00', '180.00', '90.50', '60.25']);
    expect(rest).toBe('60.90');
    expect(total).toBe('1262.00');
    expect(sumOf([...shown, rest ?? ''])).toBe(total);
  });

  test('a category leads to its products, the address to the same place, and the way back is level by level', async ({
    page,
    context,
  }) => {
    await openAsAdmin(page, ADDRESS);
    await expect(gmv(page)).toHaveText('¥1,262.00');
    await into(page, '美妆').click();
    await expect(gmv(page)).toHaveText('¥620.35');
    await expect(path(page)).toContainText('美妆');
    await expect(into(page, '面霜')).toBeVisible();
    await expect.poll(() => figures(page, 'tr.ant-table-row')).toEqual(['420.30', '200.05']);

    await into(page, '面膜').click();
    await expect(gmv(page)).toHaveText('¥420.30');
    await expect(into(page, '茶树面膜')).toBeVisible();
    await into(page, '雪松面膜').click();
    await expect(gmv(page)).toHaveText('¥300.10');
    await expect(page.getByTestId('value-paid_orders')).toHaveText('1');
    await expect(path(page).getByRole('listitem')).toHaveText([/全部/, /美妆/, /面膜/, /雪松面膜/]);

    const other = await context.newPage();
    await other.goto(page.url());
    await expect(gmv(other)).toHaveText('¥300.10');
    await expect(path(other).getByRole('listitem')).toHaveText([/全部/, /美妆/, /面膜/, /雪松面膜/]);
    expect(other.url()).toBe(page.url());
    await other.close();

    for (const [level, value] of [
      [3, '¥420.30'],
      [2, '¥620.35'],
    ] as const) {
      await page.goBack();
      await expect(gmv(page)).toHaveText(value);
      await expect(path(page).getByRole('listitem')).toHaveCount(level);
    }
    await page.goBack();
    await expect(gmv(page)).toHaveText('¥1,262.00');
    await expect(path(page)).toHaveCount(0);
    await page.goForward();
    await expect(gmv(page)).toHaveText('¥620.35');
    await path(page).getByRole('button', { name: '全部' }).click();
    await expect(gmv(page)).toHaveText('¥1,262.00');
    await expect(into(page, '家居')).toBeVisible();
  });

  test('a value that no row shows is found by typing', async ({ page }) => {
    await openAsAdmin(page, ADDRESS);
    await expect(gmv(page)).toHaveText('¥1,262.00');
    await expect(into(page, '服饰')).toHaveCount(0);
    await page.getByLabel('查找').fill('服');
    await page.locator('.ant-select-item-option').filter({ hasText: '服饰' }).click();
    await expect(gmv(page)).toHaveText('¥20.75');
    await expect(path(page)).toContainText('服饰');
    await expect(page.getByLabel('查找')).toHaveValue('');
  });

  test('a view is kept, shared, opened again and deleted', async ({ page }) => {
    await openAsAdmin(page, ADDRESS);
    await into(page, '美妆').click();
    await expect(gmv(page)).toHaveText('¥620.35');
    const address = page.url();
    await page.getByRole('button', { name: /^(star )?视图$/ }).click();
    // The list pushes the button below it down when it comes.
    await expect(page.getByText('还没有保存的视图')).toBeVisible();
    await page.getByRole('button', { name: '保存当前视图' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('视图名称').fill('五月美妆');
    await dialog.getByLabel('谁能看到').click();
    await page.locator('.ant-select-item-option').filter({ hasText: '分析' }).click();
    await dialog.getByRole('button', { name: '保存', exact: true }).click();
    await expect(page.getByText('已保存视图“五月美妆”')).toBeVisible();

    await path(page).getByRole('button', { name: '全部' }).click();
    await expect(gmv(page)).toHaveText('¥1,262.00');
    await page.reload();
    await expect(gmv(page)).toHaveText('¥1,262.00');
    await page.getByRole('button', { name: /^(star )?视图$/ }).click();
    const entry = page.getByRole('listitem').filter({ hasText: '五月美妆' });
    await expect(entry).toContainText('分析');
    await entry.getByRole('button', { name: '五月美妆', exact: true }).click();
    await expect(gmv(page)).toHaveText('¥620.35');
    expect(page.url()).toBe(address);

    await page.getByRole('button', { name: /^(star )?视图$/ }).click();
    await page.getByRole('button', { name: '删除视图 五月美妆' }).click();
    await page
      .getByRole('tooltip')
      .getByRole('button', { name: /确\s*定|OK/ })
      .click();
    await expect(page.getByText('还没有保存的视图')).toBeVisible();
  });

  test('both files hold every row and the figures on screen', async ({ page }) => {
    await openAsAdmin(page, ADDRESS);
    await expect(gmv(page)).toHaveText('¥1,262.00');
    await expect(into(page, '美妆')).toBeVisible();
    const download = async (name: string) => {
      const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
      return readFileSync(await file.path());
    };

    const csv = await download('导出 CSV');
    expect([...csv.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const [header, ...rows] = csvRows(csv.toString('utf8'));
    expect(rows).toHaveLength(7);
    const column = header?.indexOf('gmv') ?? -1;
    expect(rows.map((row) => row[column])).toContain('620.35');
    expect(sumOf(rows.map((row) => row[column] ?? ''))).toBe('1262.00');

    const sheet = zipText(await download('导出 Excel'), 'xl/worksheets/sheet1.xml');
    for (const figure of ['620.35', '250', '180', '90.5', '60.25', '40.15', '20.75']) {
      expect(sheet).toContain(`<v>${figure}`);
    }
  });
});
