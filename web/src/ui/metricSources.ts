import type { TableDetail } from '@/api/dictionary';
import type { CheckState, QualityCheck } from '@/api/quality';

/** The colour of a state's tag. */
export const STATE_COLOUR: Record<CheckState, string> = {
  failing: 'error',
  warning: 'warning',
  ok: 'success',
  too_little: 'default',
};

const WORST: readonly CheckState[] = ['failing', 'warning', 'ok', 'too_little'];

/** A source of a table that a metric stands on; without a state where the table has no data. */
export interface MetricSource {
  table: TableDetail;
  shop: string;
  source: string;
  state: CheckState | null;
  recordedAt: string | null;
}

/** The worst state that stands for all of them; too little data in one check does not hide that the others are fine. */
export function worst(states: readonly CheckState[]): CheckState {
  return WORST.find((state) => states.includes(state)) ?? 'too_little';
}

/** The sources of a metric's facts, the worst first; of the tables made from them only what is not fine. */
export function sourcesOf(
  tables: readonly TableDetail[],
  checks: readonly QualityCheck[],
  lookedAt: readonly string[],
  shop: string | undefined,
): MetricSource[] {
  const sources = tables.flatMap((table) => {
    if (!lookedAt.includes(table.name)) {
      return [];
    }
    const own = checks.filter((check) => check.fact === table.name && (shop === undefined || check.shop === shop));
    const groups = new Map<string, QualityCheck[]>();
    for (const check of own) {
      const key = `${check.shop}\n${check.source}`;
      groups.set(key, [...(groups.get(key) ?? []), check]);
    }
    const found = [...groups.values()].flatMap((group): MetricSource[] => {
      const [first] = group;
      if (first === undefined) {
        return [];
      }
      const recorded = group.find((check) => check.rule === 'freshness')?.arguments['recordedAt'];
      return [
        {
          table,
          shop: first.shop,
          source: first.source,
          state: worst(group.map(({ state }) => state)),
          recordedAt: typeof recorded === 'string' ? recorded : null,
        },
      ];
    });
    if (table.kind === 'mart') {
      return found.filter(({ state }) => state === 'failing' || state === 'warning');
    }
    return found.length > 0 ? found : [{ table, shop: '', source: '', state: null, recordedAt: null }];
  });
  const rank = ({ state }: MetricSource) => (state === null ? WORST.length : WORST.indexOf(state));
  return sources.toSorted((one, other) => rank(one) - rank(other));
}
