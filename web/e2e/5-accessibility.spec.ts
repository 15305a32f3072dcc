import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { expect, type Page } from '@playwright/test';

import { openAsAdmin, SERVER, test } from './steps';

interface Violation {
  id: string;
  impact: string | null;
  nodes: { target: string[]; failureSummary?: string }[];
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds of serious or critical weight on the page as it stands. */
async function weightyFindings(page: Page): Promise<string[]> {
  // Spinners and skeletons are not what a reader meets.
  await expect(page.locator('.ant-spin-spinning, .ant-skeleton, .ant-skeleton-active')).toHaveCount(0);
  await page.evaluate(AXE);
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run: () => Promise<{ violations: Violation[] }> } };
    return (await axe.run()).violations;
  });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`));
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test('the login has no serious barrier', async ({ page }) => {
      await page.goto(SERVER);
      await expect(page.getByRole('heading', { name: '登录全景' })).toBeVisible();
      expect(await weightyFindings(page)).toEqual([]);
    });

    for (const address of ['/', '/imports', '/settings/users', '/settings/keys', '/settings/audit', '/password']) {
      test(`${address} has no serious barrier`, async ({ page }) => {
        await openAsAdmin(page, address);
        await expect(page.locator('.panel').first()).toBeVisible();
        await page.waitForLoadState('networkidle');
        expect(await weightyFindings(page)).toEqual([]);
      });
    }
  });
}
