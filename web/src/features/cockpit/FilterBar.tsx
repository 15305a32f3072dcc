import { DatePicker, Select, Tag, Tooltip } from 'antd';
import dayjs from 'dayjs';

import type { Shop } from '@/api/shops';
import { clockText, isPreset, PRESETS, presetRange, type Day, type DayRange } from '@/lib/day';
import { useTranslator } from '@/lib/i18n/language';
import { AsOfPicker } from '@/ui/AsOfControls';

import type { CockpitState } from './state';

interface FilterBarProps {
  state: CockpitState;
  range: DayRange;
  today: Day;
  shops: readonly Shop[];
  /** Whether "all shops" makes sense: their amounts have one currency. */
  allShops: boolean;
  live: { updatedAt: number; lost: boolean };
  onChange: (change: Partial<CockpitState>) => void;
}

const ALL = '';
const CUSTOM = 'custom';

/** Shop, period and the mark of the last refresh. */
export function FilterBar({ state, range, today, shops, allShops, live, onChange }: FilterBarProps) {
  const { t } = useTranslator();
  const shopOptions = [
    ...(allShops ? [{ value: ALL, label: t('cockpit.shop.all') }] : []),
    ...shops.map((shop) => ({ value: shop.id, label: shop.name })),
  ];
  const presetOptions = [
    ...PRESETS.map((preset) => ({
      value: preset,
      label: t(`preset.${preset}`, { year: presetRange(preset, today).from.slice(0, 4) }),
    })),
    ...(typeof state.range === 'string' ? [] : [{ value: CUSTOM, label: t('preset.custom') }]),
  ];
  return (
    <search className="filter-bar" aria-label={t('cockpit.filters')}>
      <Select
        className="filter-shop"
        aria-label={t('cockpit.shop')}
        value={state.shop ?? ALL}
        options={shopOptions}
        showSearch={{ optionFilterProp: 'label' }}
        onChange={(value) => onChange({ shop: value === ALL ? undefined : value })}
      />
      <Select
        className="filter-preset"
        aria-label={t('cockpit.range')}
        value={typeof state.range === 'string' ? state.range : CUSTOM}
        options={presetOptions}
        onChange={(value) => {
          if (isPreset(value)) {
            onChange({ range: value, grain: undefined });
          }
        }}
      />
      <DatePicker.RangePicker
        className="filter-days"
        allowClear={false}
        inputReadOnly={false}
        aria-label={t('cockpit.range')}
        placeholder={[t('cockpit.from'), t('cockpit.to')]}
        value={[dayjs(range.from), dayjs(range.to)]}
        format="YYYY-MM-DD"
        onChange={(days) => {
          const from = days?.[0]?.format('YYYY-MM-DD');
          const to = days?.[1]?.format('YYYY-MM-DD');
          if (from !== undefined && to !== undefined) {
            onChange({ range: { from, to }, grain: undefined });
          }
        }}
      />
      <AsOfPicker asOf={state.asOf} onChange={(asOf) => onChange({ asOf })} />
      <span className="filter-live" role="status">
        {state.asOf !== undefined ? null : live.lost ? (
          <Tag color="warning">{t('cockpit.offline')}</Tag>
        ) : (
          live.updatedAt > 0 && (
            <Tooltip title={t('cockpit.updated.hint')}>
              <span className="live-mark">
                <i className="live-dot" aria-hidden />
                {t('cockpit.updated', { time: clockText(new Date(live.updatedAt)) })}
              </span>
            </Tooltip>
          )
        )}
      </span>
    </search>
  );
}
