import type { Condition } from '@/api/metric';
import type { Dictionary, Metric } from '@/api/dictionary';

/** From the whole to its parts: after a value of one, the next is the natural question. */
const PATHS: readonly (readonly string[])[] = [
  ['channel_paid', 'channel_kind', 'channel', 'campaign', 'creator'],
  ['category_1', 'category_2', 'category_3', 'category_4', 'product', 'sku'],
  ['category', 'product', 'sku'],
  ['region', 'city'],
];

const LEVEL = /^category_(\d)$/;

/** Which level of the path of categories a dimension is; null for others. */
export function categoryLevel(dimension: string): number | null {
  const level = LEVEL.exec(dimension)?.[1];
  return level === undefined ? null : Number(level);
}

/** The last part of a category where the parts before it are fixed already; other values as they are. */
export function shortened(dimension: string, value: string, where: readonly Condition[]): string {
  const level = categoryLevel(dimension);
  const parent = where.find((one) => one.dimension === `category_${String((level ?? 0) - 1)}`);
  return level !== null && parent !== undefined && value.startsWith(`${parent.value}/`)
    ? value.slice(parent.value.length + 1)
    : value;
}

/** What is asked next when a path is at its end. */
const USUAL: readonly string[] = [
  'category',
  'product',
  'channel',
  'region',
  'device',
  'buyer_type',
  'hour',
  'weekday',
  'sku',
  'campaign',
  'shop',
];

/** Dimensions with an order of their own: charts keep it instead of sorting by figure. */
const ORDERED: ReadonlySet<string> = new Set(['hour', 'weekday']);

export function isOrdered(dimension: string): boolean {
  return ORDERED.has(dimension);
}

/**
 * The rows in the order that the reader chose. They come with the largest first; turned round they are the smallest only if they are all
 * there.
 */
export function arranged<T>(rows: readonly T[], ascending: boolean, all: boolean): T[] {
  return ascending && all ? rows.toReversed() : [...rows];
}

/**
 * The dimension to show after drilling into a value of `by`: further down its path, else the next usual one that is not fixed yet.
 *
 * `deeper` tells whether a category has categories below it; without any, its products are next.
 */
export function nextDimension(
  by: string,
  where: readonly Condition[],
  available: readonly string[],
  deeper = true,
): string {
  const fixed = new Set([by, ...where.map((condition) => condition.dimension)]);
  const free = (dimension: string) =>
    available.includes(dimension) &&
    !fixed.has(dimension) &&
    (deeper || categoryLevel(dimension) === null) &&
    // A category that is fixed as a whole path has no parts left to choose.
    !(dimension === 'category' && [...fixed].some((one) => categoryLevel(one) !== null));
  for (const path of PATHS) {
    const at = path.indexOf(by);
    const next = at < 0 ? undefined : path.slice(at + 1).find(free);
    if (next !== undefined) {
      return next;
    }
  }
  return USUAL.find(free) ?? available.find(free) ?? by;
}

/** Adds a condition; an earlier value of the same dimension is replaced. */
export function narrowed(where: readonly Condition[], condition: Condition): Condition[] {
  return [...where.filter((one) => one.dimension !== condition.dimension), condition];
}

/** The metrics that are defined for all of these dimensions. */
export function supporting(dictionary: Dictionary, dimensions: readonly string[]): Metric[] {
  return dictionary.metrics.filter((metric) => dimensions.every((dimension) => metric.dimensions.includes(dimension)));
}

/** The columns of the breakdown: the chosen ones that are defined here, else the usual ones that are, else the first few that are. */
export function columnsOf(
  chosen: readonly string[] | undefined,
  usual: readonly string[],
  defined: readonly Metric[],
): Metric[] {
  const find = (ids: readonly string[]) =>
    ids.flatMap((id) => {
      const metric = defined.find((one) => one.id === id);
      return metric === undefined ? [] : [metric];
    });
  const picked = find(chosen ?? []);
  if (picked.length > 0) {
    return picked;
  }
  const fallback = find(usual);
  return fallback.length > 0 ? fallback : defined.slice(0, 3);
}
