import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { inflateRawSync } from 'node:zlib';

import { expect, test as plain, type Page } from '@playwright/test';

export const SERVER = process.env['QUANJING_E2E_URL'] ?? '';
export const ONE_TIME = process.env['QUANJING_E2E_ONE_TIME'] ?? '';
export const ADMIN_PASSWORD = 'Blue-Kettle-2049';

/** A refusal that a test provokes; the browser itself notes each such answer. */
const REFUSAL = /^Failed to load resource: the server responded with a status of 4(00|01|03|09|22)/;

/** Where the page keeps a reader's choices. */
const PREFERENCES = 'quanjing.preferences';

/** A test whose page has to keep its console clean: no error, no warning, nothing that the content policy refused. It reads figures to the cent. */
export const test = plain.extend<{ cleanConsole: undefined; exactFigures: undefined }>({
  exactFigures: [
    async ({ page }, use) => {
      await page.addInitScript((key) => {
        if (localStorage.getItem(key) === null) {
          localStorage.setItem(key, JSON.stringify({ figures: 'exact' }));
        }
      }, PREFERENCES);
      await use(undefined);
    },
    { auto: true },
  ],
  cleanConsole: [
    async ({ page }, use) => {
      const said: string[] = [];
      page.on('console', (entry) => {
        if (['error', 'warning'].includes(entry.type()) && !REFUSAL.test(entry.text())) {
          said.push(`${page.url()}: ${entry.text()}`);
        }
      });
      page.on('pageerror', (failure) => said.push(`${page.url()}: ${failure.message}`));
      await use(undefined);
      expect(said).toEqual([]);
    },
    { auto: true },
  ],
});

/** Fills and sends the login form. */
export async function signIn(page: Page, username: string, password: string): Promise<void> {
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
}

/** Opens an address of the page as the administrator. */
export async function openAsAdmin(page: Page, address: string): Promise<void> {
  await page.goto(SERVER + address);
  await signIn(page, 'admin', ADMIN_PASSWORD);
  await expect(page.getByRole('link', { name: '驾驶舱', exact: true })).toBeVisible();
}

/** Changes something as the page does, with its session. */
export async function change<T>(
  page: Page,
  path: string,
  data: Record<string, unknown>,
  method: 'post' | 'put' = 'post',
): Promise<T> {
  const cookies = await page.context().cookies();
  const token = cookies.find((one) => one.name === 'XSRF-TOKEN')?.value ?? '';
  const answer = await page.request[method](SERVER + path, { data, headers: { 'X-XSRF-TOKEN': token } });
  expect(answer.ok()).toBe(true);
  return (await answer.json()) as T;
}

/** Drops files on the drop zone as a file manager does. */
export async function dropFiles(page: Page, files: { name: string; content: Buffer }[]): Promise<void> {
  const transfer = await page.evaluateHandle(
    (list) => {
      const data = new DataTransfer();
      for (const { name, base64 } of list) {
        const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
        data.items.add(new File([bytes], name, { type: 'text/csv' }));
      }
      return data;
    },
    files.map(({ name, content }) => ({ name, base64: content.toString('base64') })),
  );
  const zone = page.locator('.import-drop .ant-upload-btn, .import-drop.ant-upload-drag').first();
  await zone.dispatchEvent('dragover', { dataTransfer: transfer });
  await zone.dispatchEvent('drop', { dataTransfer: transfer });
  for (const { name } of files) {
    await expect(page.locator('.ant-upload-list').getByText(name)).toBeVisible();
  }
}

export const fromDisk = (path: string) => ({ name: basename(path), content: readFileSync(path) });

/** Fills in format and shop, drops the files and starts the import. */
export async function importFiles(
  page: Page,
  format: RegExp,
  shop: string,
  files: { name: string; content: Buffer }[],
): Promise<void> {
  await page.getByLabel('文件格式').click();
  await page.locator('.ant-select-item-option').filter({ hasText: format }).click();
  await page.getByLabel('店铺').fill(shop);
  await page.keyboard.press('Escape');
  await dropFiles(page, files);
  await page.getByRole('button', { name: '开始导入' }).click();
}

/** Waits until an import has ended, and for what it says. */
export async function imported(page: Page, read: number, accepted = read): Promise<void> {
  const number = (value: number) => value.toLocaleString('en-US');
  const said = `读入 ${number(read)} 行，接受 ${number(accepted)} 行，隔离 ${number(read - accepted)} 行`;
  await expect(page.getByText(said)).toBeVisible({ timeout: 60_000 });
}

/** Adds decimal texts exactly, in hundredths. */
export function sumOf(texts: readonly string[]): string {
  const cents = texts.reduce((sum, text) => sum + BigInt(Math.round(Number(text) * 100)), 0n);
  return `${String(cents / 100n)}.${String(cents % 100n).padStart(2, '0')}`;
}

/** The rows of a simple CSV file (no quoted line breaks) without its byte order mark. */
export function csvRows(text: string): string[][] {
  return text
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => line.split(',').map((cell) => cell.replace(/^"(.*)"$/, '$1')));
}

/** The text of a file in a ZIP archive, as its directory at the end lists it. */
export function zipText(archive: Buffer, name: string): string {
  const end = archive.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const [size, nameLength] = [archive.readUInt32LE(at + 20), archive.readUInt16LE(at + 28)];
    if (archive.toString('utf8', at + 46, at + 46 + nameLength) === name) {
      const local = archive.readUInt32LE(at + 42);
      const begin = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
      const packed = archive.subarray(begin, begin + size);
      return (archive.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed)).toString('utf8');
    }
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  throw new Error(`The archive holds no ${name}.`);
}
