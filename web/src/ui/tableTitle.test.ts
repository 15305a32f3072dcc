import { readdirSync } from 'node:fs';
import { basename } from 'node:path';

import { expect, it } from 'vitest';

import { isMessageKey } from '@/lib/i18n/language';

const SCHEMA = '../server/src/main/resources/warehouse/schema';

it.each(['fact', 'dimension'])('every %s table of the warehouse has a title', (kind) => {
  const tables = readdirSync(`${SCHEMA}/${kind}`).map((file) => basename(file).replace(/\..*$/, ''));
  expect(tables.length).toBeGreaterThan(3);
  expect(tables.filter((table) => !isMessageKey(`table.${table}`))).toEqual([]);
});
