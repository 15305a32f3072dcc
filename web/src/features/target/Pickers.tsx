import { Select } from 'antd';
import { useState } from 'react';

import type { Dictionary } from '@/api/dictionary';
import type { Shop } from '@/api/shops';
import { useTranslator } from '@/lib/i18n/language';
import { useFoundValues } from '@/ui/answers';

import type { TargetPageState } from './state';

interface PickersProps {
  state: TargetPageState;
  shops: readonly Shop[];
  dictionary: Dictionary;
  years: readonly number[];
  onChange: (change: Partial<TargetPageState>) => void;
}

/** Times have no targets of their own. */
const NO_PARTS = new Set(['hour', 'weekday']);
const WHOLE = '';

/** Whose target, of what, for which part and year. */
export function Pickers({ state, shops, dictionary, years, onChange }: PickersProps) {
  const { t, of } = useTranslator();
  // A dimension that was picked is none of the address before one of its values is.
  const [picked, setPicked] = useState(state.dimension);
  const metric = dictionary.metrics.find((one) => one.id === state.metric);
  const dimensions = dictionary.dimensions.filter(
    (one) => !NO_PARTS.has(one.id) && metric?.dimensions.includes(one.id) === true,
  );
  const dimension = state.dimension === '' ? picked : state.dimension;
  return (
    <search className="target-pickers" aria-label={t('target.pickers')}>
      <Select
        aria-label={t('cockpit.shop')}
        value={state.shop}
        options={shops.map((one) => ({ value: one.id, label: one.name }))}
        showSearch={{ optionFilterProp: 'label' }}
        popupMatchSelectWidth={false}
        onChange={(shop) => onChange({ shop })}
      />
      <Select
        aria-label={t('target.metric')}
        value={state.metric}
        options={dictionary.metrics.map((one) => ({ value: one.id, label: of(one.title) }))}
        showSearch={{ optionFilterProp: 'label' }}
        popupMatchSelectWidth={false}
        onChange={(id) => onChange({ metric: id })}
      />
      <Select
        aria-label={t('target.part')}
        value={dimension}
        options={[
          { value: WHOLE, label: t('target.part.whole') },
          ...dimensions.map((one) => ({ value: one.id, label: of(one.title) })),
        ]}
        showSearch={{ optionFilterProp: 'label' }}
        popupMatchSelectWidth={false}
        onChange={(id) => {
          setPicked(id);
          onChange({ dimension: '', value: '' });
        }}
      />
      {dimension !== WHOLE && (
        <Value
          key={dimension}
          dimension={dimension}
          shop={state.shop}
          value={state.dimension === dimension ? state.value : ''}
          known={dictionary.dimensions.find((one) => one.id === dimension)?.values ?? {}}
          onPick={(value) => onChange({ dimension, value })}
        />
      )}
      <Select
        aria-label={t('calendar.year')}
        value={state.year}
        options={years.map((value) => ({ value, label: String(value) }))}
        onChange={(year) => onChange({ year })}
      />
    </search>
  );
}

interface ValueProps {
  dimension: string;
  shop: string;
  value: string;
  known: Dictionary['dimensions'][number]['values'];
  onPick: (value: string) => void;
}

function Value({ dimension, shop, value, known, onPick }: ValueProps) {
  const { t, of } = useTranslator();
  const [text, setText] = useState('');
  const found = useFoundValues(dimension, text, shop, true);
  const label = (id: string, title: { zh: string; en: string } | null | undefined) =>
    title === null || title === undefined || of(title) === id ? id : `${of(title)} · ${id}`;
  const options =
    text === ''
      ? Object.entries(known).map(([id, title]) => ({ value: id, label: label(id, title) }))
      : (found.data ?? []).map((one) => ({ value: one.value, label: label(one.value, one.title) }));
  return (
    <Select
      className="target-value"
      aria-label={t('target.value')}
      placeholder={t('target.value.find')}
      value={value === '' ? null : value}
      options={options}
      showSearch={{ filterOption: false, onSearch: setText }}
      notFoundContent={t(text === '' ? 'target.value.find' : 'target.value.none')}
      popupMatchSelectWidth={false}
      onChange={onPick}
    />
  );
}
