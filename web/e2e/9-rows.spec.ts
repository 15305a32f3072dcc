import { readFileSync } from 'node:fs';

import { expect, type Locator, type Page } from '@playwright/test';

import { change, csvRows, imported, importFiles, openAsAdmin, SERVER, test } from './steps';

const SHOP = '对账小铺';
const DAY_MS = 86_400_000;
const ZONE_MS = 8 * 3_600_000;

/** Halfway from the beginning of the shop's day to now, so that it is over for certain. */
const now = Date.now();
const begin = Math.floor((now + ZONE_MS) / DAY_MS) * DAY_MS - ZONE_MS;
const local = (daysBefore: number) =>
  new Date(begin + (now - begin) / 2 - daysBefore * DAY_MS + ZONE_MS).toISOString().slice(0, 19);
const day = (daysBefore: number) => local(daysBefore).slice(0, 10);

/** Days before today, buyer, channel, region, product, what was paid. */
type Sold = readonly [number, string, string, string, string, string];

const SOLD: readonly Sold[] = [
  [0, 'ann', 'taobao_search', '浙江', 'lamp', '1200.10'],
  [0, 'ben', 'jd_search', '上海', 'rake', '59.90'],
  [0, 'cat', '', '', 'lamp', '20.05'],
  [0, 'dan', 'jd_search', '海外', 'rake', '7.35'],
  [1, 'ann', 'taobao_search', '浙江', 'lamp', '30.00'],
  [1, 'eve', 'jd_search', '上海', 'rake', '45.50'],
  [1, 'eve', 'jd_search', '', 'lamp', '4.40'],
  [40, 'ann', 'taobao_search', '浙江', 'lamp', '10.00'],
  [60, 'ann', 'taobao_search', '浙江', 'lamp', '1.00'],
];

/** What comes in afterwards, for a day that was over. */
/** What the shop defines itself: its commission, what it sells on the coast, and where that is. */
const OWN = `metrics:
  commission:
    title: {zh: 平台佣金, en: Commission}
    expression: gmv * 0.1
  coast_buyers:
    title: {zh: 沿海买家, en: Buyers of the coast}
    expression: buyers
    where: area = coast
dimensions:
  area:
    title: {zh: 大区, en: Area}
    from: region
    groups:
      coast: {title: {zh: 沿海, en: Coast}, values: [浙江, 上海]}
`;

const LATE: readonly Sold[] = [[1, 'fay', 'jd_search', '上海', 'rake', '5.60']];

function files(sold: readonly Sold[], prefix: string): { name: string; content: Buffer }[] {
  const header = ['natural_key,at,order_id,status,customer,channel,region,paid_at,order_amount,paid_amount,currency'];
  const line = ['natural_key,at,order_id,line_no,product,title,quantity,order_amount,paid_amount,currency'];
  sold.forEach(([daysBefore, buyer, channel, region, product, paid], index) => {
    const at = `${local(daysBefore)}+08:00`;
    const order = `${prefix}${index}`;
    header.push(`${order},${at},${order},paid,${buyer},${channel},${region},${at},${paid},${paid},CNY`);
    line.push(`${order}#1,${at},${order},1,${product},${product},1,${paid},${paid},CNY`);
  });
  return Object.entries({ order_header: header, order_line: line }).map(([name, rows]) => ({
    name: `${name}.csv`,
    content: Buffer.from(`${rows.join('\n')}\n`),
  }));
}

interface Traced {
  value: string | number | null;
  formula: string;
  parts: {
    whole: boolean;
    totals: { name: string; column: string; how: 'sum' | 'count' | 'distinct' | 'distinct_by_day'; value: string }[];
  }[];
}

/** Plain digits of what a person reads. */
const digits = (text: string) => text.replaceAll(/[^\d.%-]/g, '');

/** A figure as it stands there, and as it says when pointed at: one of them is exact. */
const shownOf = (figure: Locator) =>
  figure.evaluate((element) => [
    element.textContent,
    ...[element, ...element.querySelectorAll('[title]')].map((one) => one.getAttribute('title') ?? ''),
  ]);

/** What the columns of a file add up to, by the names in the formula; each has to be what the drawer says. */
function added(file: string, traced: Traced): Map<string, number> {
  const [head = [], ...rows] = csvRows(file);
  const totals = new Map<string, number>();
  for (const part of traced.parts) {
    for (const total of part.totals) {
      const column = head.indexOf(part.whole ? `total_of_${total.column}` : total.column);
      expect(column, `${total.column} in ${head.join()}`).toBeGreaterThanOrEqual(0);
      const filled = rows.filter((row) => (row[column] ?? '') !== '');
      const cells = filled.map((row) => row[column] ?? '');
      const day = head.indexOf('day');
      const found = {
        sum: () => cells.reduce((sum, cell) => sum + Math.round(Number(cell) * 10_000), 0) / 10_000,
        count: () => cells.length,
        distinct: () => new Set(cells).size,
        distinct_by_day: () => new Set(filled.map((row) => `${row[day]} ${row[column]}`)).size,
      }[total.how]();
      expect(found, total.name).toBe(Number(total.value));
      totals.set(total.name, found);
    }
  }
  return totals;
}

/** What a formula of one name or of one by another comes to; null for another one. */
function valueOf(formula: string, totals: ReadonlyMap<string, number>): number | null {
  const [above, below, ...more] = formula.split(' / ').map((side) => totals.get(side.slice(1, -1)));
  if (above === undefined || more.length > 0 || (below === undefined && formula.includes(' '))) {
    return null;
  }
  return below === undefined ? above : above / below;
}

/** Opens the rows of every figure in turn: they are the figure, and their file adds up to it. Returns the metrics that were met. */
async function crawl(page: Page, figures: Locator, count: number): Promise<string[]> {
  await expect(figures).toHaveCount(count);
  const metrics: string[] = [];
  const value = page.locator('.rows-drawer').getByTestId('rows-value');
  for (let i = 0; i < count; i += 1) {
    const figure = figures.nth(i);
    const shown = await shownOf(figure);
    await figure.focus();
    await page.keyboard.press('Enter');
    await expect(value).toBeVisible();
    const asked = new URL(page.url()).searchParams.get('rows') ?? '';
    expect(shown.map(digits), `${shown.join(' ')} of ${asked}`).toContain(digits(await value.innerText()));
    const [file, answer] = await Promise.all([
      page.waitForEvent('download'),
      page.request.get(`${SERVER}/api/metric/rows?${asked}`),
      page.locator('.rows-drawer').getByRole('button', { name: '导出 CSV' }).click(),
    ]);
    const { figure: traced } = (await answer.json()) as { figure: Traced };
    const sum = valueOf(traced.formula, added(readFileSync(await file.path(), 'utf8'), traced));
    if (sum !== null) {
      expect(Number(traced.value), asked).toBeCloseTo(sum, 2);
    }
    metrics.push(new URLSearchParams(asked).get('metric') ?? '');
    await page.keyboard.press('Escape');
    await expect(value).toBeHidden();
  }
  return metrics;
}

test.describe.serial('the facts behind the figures of every page', () => {
  test.setTimeout(120_000);
  const shop = encodeURIComponent(SHOP);

  test('a shop with orders of today and before comes in', async ({ page }) => {
    await openAsAdmin(page, '/imports');
    await importFiles(page, /全景标准格式/, SHOP, files(SOLD, 'R'));
    await imported(page, 18);
  });

  test('the cockpit', async ({ page }) => {
    await openAsAdmin(page, `/?shop=${shop}&from=${day(20)}&to=${day(1)}&by=region`);
    await expect(page.getByTestId('value-gmv')).toHaveText('¥79.90');
    await expect(page.locator('.breakdown-table tr.ant-table-row')).toHaveCount(3);
    await crawl(page, page.locator('.card .figure-button'), 4);
  });

  test('the table of a trend and what stands beside each period', async ({ page }) => {
    await openAsAdmin(page, `/?shop=${shop}&from=${day(20)}&to=${day(1)}&right=buyers&grain=week`);
    const trend = page.getByRole('region', { name: '趋势' });
    await trend.getByRole('switch').click();
    const bases = trend.locator('tbody td:nth-child(3) .figure-button');
    await expect(bases.filter({ hasText: '¥10.00' })).toHaveCount(1);
    const figures = trend.locator('.figure-button');
    await crawl(page, figures, await figures.count());
  });

  test('the explanation', async ({ page }) => {
    await openAsAdmin(page, `/?shop=${shop}&from=${day(20)}&to=${day(1)}&explain=aov`);
    const drawer = page.getByRole('dialog', { name: '为什么变了：客单价' });
    await expect(drawer.getByRole('region', { name: '按渠道拆解' }).locator('tr.ant-table-row')).toHaveCount(2);
    const metrics = await crawl(page, drawer.locator('.figure-button'), 9);
    expect(new Set(metrics)).toEqual(new Set(['aov', 'gmv', 'buyers']));
    await expect(drawer).toBeVisible();
  });

  test('the big screen', async ({ page }) => {
    await openAsAdmin(page, '/');
    await page.goto(`${SERVER}/screen?shop=${shop}&compare=previous`);
    await expect(page.getByTestId('screen-gmv')).toHaveText('¥1,287.40');
    for (const [name, count] of [
      ['渠道', 3],
      ['热销商品', 2],
      ['省份', 3],
    ] as const) {
      await expect(page.getByRole('region', { name, exact: true }).locator('.figure-button')).toHaveCount(count);
    }
    await crawl(page, page.locator('.screen .figure-button'), 13);
  });

  test('the targets', async ({ page }) => {
    await openAsAdmin(page, '/');
    const year = day(0).slice(0, 4);
    const csv = `店铺,指标,周期,目标\n${SHOP},gmv,${year},365000\n`;
    await change(page, '/api/target/import', { csv, dryRun: false });
    await page.goto(`${SERVER}/target?shop=${shop}&year=${year}`);
    const tiles = page.locator('.target-tile .figure-button');
    await crawl(page, tiles, 3);
    const rows = page.locator('.target-table tr.ant-table-row').filter({ has: page.locator('.figure-button') });
    const months = rows.filter({ has: page.locator('.target-month') });
    await months.last().getByRole('button', { name: /展开/ }).click();
    const days = rows.filter({ has: page.locator('.target-day') });
    await expect(days).toHaveCount(Number(day(0).slice(8)));
    await crawl(page, days.last().locator('.figure-button'), 1);
    await crawl(page, months.last().locator('.figure-button'), 1);
    await crawl(page, rows.first().locator('.figure-button'), 1);
  });

  test('targets of people, of whom each day counts its own', async ({ page }) => {
    await openAsAdmin(page, '/');
    const year = day(0).slice(0, 4);
    const csv = `店铺,指标,周期,目标\n${SHOP},buyers,${year},3650\n`;
    await change(page, '/api/target/import', { csv, dryRun: false });
    await page.goto(`${SERVER}/target?shop=${shop}&metric=buyers&year=${year}`);
    // Ann buys today and did before: the year counts her once for each day.
    const bought = SOLD.filter(([before]) => day(before).startsWith(year));
    const visits = new Set(bought.map(([before, buyer]) => `${before} ${buyer}`)).size;
    const rows = page.locator('.target-table tr.ant-table-row').filter({ has: page.locator('.figure-button') });
    await expect(rows.first().locator('.figure-button')).toHaveText(String(visits));
    expect(await crawl(page, page.locator('.target-tile .figure-button'), 3)).toEqual(['buyers', 'buyers', 'buyers']);
    await crawl(page, rows.first().locator('.figure-button'), 1);
    await rows.first().locator('.figure-button').click();
    await expect(page.locator('.rows-drawer')).toContainText('每天分别计数再相加');
  });

  test('what the shop defines itself, in the cockpit and in the dictionary', async ({ page }) => {
    await openAsAdmin(page, '/');
    await change(page, '/api/dictionary/own', { shop: SHOP, text: OWN, version: 0 }, 'put');
    const columns = 'commission,coast_buyers,gmv,buyers';
    await page.goto(`${SERVER}/?shop=${shop}&from=${day(70)}&to=${day(0)}&by=area&columns=${columns}&order=commission`);
    const figures = page.locator('.breakdown-table .figure-button');
    // 沿海, 其他 and no region, and the total of them
    await expect(page.locator('.breakdown-table tr.ant-table-row')).toHaveCount(3);
    const metrics = await crawl(page, figures, 16);
    expect(new Set(metrics)).toEqual(new Set(columns.split(',')));
    await page.goto(`${SERVER}/?shop=${shop}&from=${day(20)}&to=${day(1)}&where=area%3Dcoast&by=channel`);
    await crawl(page, page.locator('.breakdown-table .figure-button').first(), 1);
    await page.goto(`${SERVER}/dictionary/commission?shop=${shop}`);
    await crawl(page, page.locator('.dictionary-example .figure-button'), 2);
  });

  test('the benchmarks, which are the figures of others', async ({ page }) => {
    await openAsAdmin(page, '/benchmark');
    await expect(page.getByRole('heading', { name: '行业基准', level: 1 })).toBeVisible();
    await expect(page.locator('.figure-button')).toHaveCount(0);
  });

  test('the dictionary', async ({ page }) => {
    await openAsAdmin(page, '/');
    await page.goto(`${SERVER}/dictionary/aov?shop=${shop}`);
    const metrics = await crawl(page, page.locator('.dictionary-example .figure-button'), 3);
    expect(metrics).toEqual(['gmv', 'buyers', 'aov']);
    await page.goto(`${SERVER}/dictionary/gmv?shop=${shop}`);
    await expect(page.getByTestId('example-value')).toHaveText('¥79.90');
    await crawl(page, page.locator('.dictionary-example .figure-button'), 1);
  });

  test('what has changed since', async ({ page }) => {
    await openAsAdmin(page, '/imports');
    const moment = `${new Date().toISOString().slice(0, 19)}Z`;
    await importFiles(page, /全景标准格式/, SHOP, files(LATE, 'L'));
    await imported(page, 2);
    await page.goto(`${SERVER}/?shop=${shop}&from=${day(20)}&to=${day(1)}&asOf=${moment}`);
    await expect(page.getByTestId('value-gmv')).toHaveText('¥79.90');
    await page.getByRole('button', { name: '之后改了什么' }).click();
    const drawer = page.getByRole('dialog', { name: '这些数字后来改成了什么' });
    const metrics = await crawl(page, drawer.locator('.figure-button'), 6);
    expect(metrics.filter((id) => id === 'gmv')).toHaveLength(2);
  });
});
