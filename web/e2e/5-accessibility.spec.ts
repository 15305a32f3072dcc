import { expect } from '@playwright/test';

import { weightyFindings } from './axe';
import { openAsAdmin, SERVER, test } from './steps';

/** What is there once a page is; on most of them a panel. */
const LANDMARKS: Record<string, string> = {
  '/target': '.target-table, .ant-empty',
  '/screen': '.screen-panel',
};

const ADDRESSES = [
  '/',
  '/calendar',
  '/target',
  '/benchmark',
  '/dictionary',
  '/dictionary/aov',
  '/screen',
  '/imports',
  '/imports/mapping',
  '/sources',
  '/settings/users',
  '/settings/keys',
  '/settings/audit',
  '/password',
];

/** The seen titles that have no room for their text. */
const cutOff = (titles: Element[]) =>
  titles
    .filter((title) => title.clientWidth > 1 && title.scrollWidth > title.clientWidth + 1)
    .map((title) => title.textContent);

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test('the login has no serious barrier', async ({ page }) => {
      await page.goto(SERVER);
      await expect(page.getByRole('heading', { name: '登录全景' })).toBeVisible();
      expect(await weightyFindings(page)).toEqual([]);
    });

    for (const address of ADDRESSES) {
      test(`${address} has no serious barrier and fits a telephone`, async ({ page }) => {
        // The big screen has no head to know the signed-in page by.
        const screen = address === '/screen';
        await openAsAdmin(page, screen ? '/' : address);
        if (screen) {
          await page.goto(SERVER + address);
        }
        await expect(page.locator(LANDMARKS[address] ?? '.panel').first()).toBeVisible();
        await page.waitForLoadState('networkidle');
        expect(await weightyFindings(page)).toEqual([]);
        await page.setViewportSize({ width: 390, height: 844 });
        const over = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        await expect.poll(over).toBeLessThanOrEqual(0);
        expect(await page.locator('h1, h2, h3').evaluateAll(cutOff)).toEqual([]);
      });
    }
  });
}
