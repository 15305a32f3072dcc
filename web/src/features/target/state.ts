import type { TargetKey } from '@/api/target';

/** What the page of targets shows; it lives in the address. */
export interface TargetPageState extends TargetKey {
  year: number;
}

/** Reads the address; what it does not say is as on a first visit. */
export function stateOf(query: URLSearchParams, usual: { shop: string; year: number }): TargetPageState {
  const year = Number(query.get('year'));
  const dimension = query.get('dimension') ?? '';
  const value = query.get('value') ?? '';
  const part = dimension !== '' && value !== '';
  return {
    shop: query.get('shop') ?? usual.shop,
    metric: query.get('metric') ?? 'gmv',
    dimension: part ? dimension : '',
    value: part ? value : '',
    year: Number.isInteger(year) && year >= 2000 && year <= 2100 ? year : usual.year,
  };
}

export function queryOf(state: TargetPageState): URLSearchParams {
  const query = new URLSearchParams({ shop: state.shop, metric: state.metric });
  if (state.dimension !== '') {
    query.set('dimension', state.dimension);
    query.set('value', state.value);
  }
  query.set('year', String(state.year));
  return query;
}
