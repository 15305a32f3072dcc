import { expect } from '@playwright/test';

import { weightyFindings } from './axe';
import { openAsAdmin, SERVER, test } from './steps';

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test('the login has no serious barrier', async ({ page }) => {
      await page.goto(SERVER);
      await expect(page.getByRole('heading', { name: '登录全景' })).toBeVisible();
      expect(await weightyFindings(page)).toEqual([]);
    });

    for (const address of [
      '/',
      '/calendar',
      '/imports',
      '/settings/users',
      '/settings/keys',
      '/settings/audit',
      '/password',
    ]) {
      test(`${address} has no serious barrier`, async ({ page }) => {
        await openAsAdmin(page, address);
        await expect(page.locator('.panel').first()).toBeVisible();
        await page.waitForLoadState('networkidle');
        expect(await weightyFindings(page)).toEqual([]);
      });
    }
  });
}
