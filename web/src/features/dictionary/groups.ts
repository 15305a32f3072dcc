import type { Metric } from '@/api/dictionary';

/** The dimensions of the business in the order of the page; a shop's own come first. */
export const GROUPS = ['own', 'traffic', 'conversion', 'retention', 'value', 'supply'] as const;

export type Group = (typeof GROUPS)[number];

/** The group of a name from the server; an unknown one goes with the values. */
export function groupOf(name: string): Group {
  return GROUPS.find((group) => group === name) ?? 'value';
}

export function groupsOf(metrics: readonly Metric[]): Record<Group, Metric[]> {
  const groups: Record<Group, Metric[]> = {
    own: [],
    traffic: [],
    conversion: [],
    retention: [],
    value: [],
    supply: [],
  };
  for (const metric of metrics) {
    groups[groupOf(metric.group)].push(metric);
  }
  return groups;
}

/** Whether a metric is meant by what was typed: every word of it occurs in id, title, meaning or formula of either language. */
export function matches(metric: Metric, typed: string): boolean {
  const texts = [metric.title, metric.text, metric.formula].flatMap((text) => [text.zh, text.en]);
  const all = [metric.id, ...texts].join('\n').toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}
