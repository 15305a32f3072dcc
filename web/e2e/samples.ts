import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const SAMPLES = process.env['QUANJING_SAMPLE_DATA'] ?? resolve(import.meta.dirname, '../../../shared/data');

/** A real order file beside the checkout, or undefined where there is none. */
export function sample(path: string): string | undefined {
  const file = join(SAMPLES, path);
  return existsSync(file) ? file : undefined;
}
