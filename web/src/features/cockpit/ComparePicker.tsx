import { DatePicker, Select } from 'antd';
import dayjs from 'dayjs';

import type { Calendar } from '@/api/calendar';
import { COMPARISONS, type Comparison } from '@/api/metric';
import { lengthOf, plusDays, type DayRange } from '@/lib/day';
import { useTranslator } from '@/lib/i18n/language';

import type { CockpitState } from './state';

interface ComparePickerProps {
  state: CockpitState;
  range: DayRange;
  calendar: Calendar | undefined;
  onChange: (change: Partial<CockpitState>) => void;
}

const NONE = '';
const LUNAR_NEW_YEAR = 'lunar-new-year';
/** A lunar new year so many days away is still something to compare by. */
const NEAR_DAYS = 30;

/** What the figures are compared with; an event and chosen days have a choice of their own. */
export function ComparePicker({ state, range, calendar, onChange }: ComparePickerProps) {
  const { t, of } = useTranslator();
  const events = new Map((calendar?.promotions ?? []).map((one) => [one.event, of(one.title)]));
  const nearNewYear = (calendar?.newYears ?? []).some(
    (day) => day >= plusDays(range.from, -NEAR_DAYS) && day <= plusDays(range.to, NEAR_DAYS),
  );
  if (nearNewYear || state.event === LUNAR_NEW_YEAR) {
    events.set(LUNAR_NEW_YEAR, t('calendar.newYear'));
  }
  if (state.event !== undefined && !events.has(state.event)) {
    events.set(state.event, state.event);
  }
  const choose = (value: string) => {
    const compare = COMPARISONS.find((one) => one === value) ?? null;
    onChange({
      compare,
      event: undefined,
      against: compare === 'custom' ? (state.against ?? before(range)) : undefined,
    });
  };
  const offered = (one: Comparison) => one !== 'event' || events.size > 0 || state.compare === 'event';
  return (
    <>
      <Select
        aria-label={t('cockpit.trend.compare')}
        className="compare-select"
        value={state.compare ?? NONE}
        options={[
          { value: NONE, label: t('cockpit.compare.off') },
          ...COMPARISONS.map((one) => ({
            value: one,
            label: t(`cockpit.compare.${one}`),
            disabled: !offered(one),
            title: offered(one) ? '' : t('cockpit.compare.event.none'),
          })),
        ]}
        popupMatchSelectWidth={false}
        onChange={choose}
      />
      {state.compare === 'event' && (
        <Select
          aria-label={t('cockpit.compare.event.which')}
          className="compare-select"
          value={state.event ?? NONE}
          options={[
            { value: NONE, label: t('cockpit.compare.event.any') },
            ...[...events].map(([value, label]) => ({ value, label })),
          ]}
          popupMatchSelectWidth={false}
          onChange={(value) => onChange({ event: value === NONE ? undefined : value })}
        />
      )}
      {state.compare === 'custom' && state.against !== undefined && (
        <DatePicker.RangePicker
          className="filter-days"
          allowClear={false}
          aria-label={t('cockpit.compare.custom.days')}
          value={[dayjs(state.against.from), dayjs(state.against.to)]}
          format="YYYY-MM-DD"
          onChange={(days) => {
            const from = days?.[0]?.format('YYYY-MM-DD');
            const to = days?.[1]?.format('YYYY-MM-DD');
            if (from !== undefined && to !== undefined) {
              onChange({ against: { from, to } });
            }
          }}
        />
      )}
    </>
  );
}

/** As many days directly before: something to begin with. */
function before(range: DayRange): DayRange {
  const days = lengthOf(range);
  return { from: plusDays(range.from, -days), to: plusDays(range.to, -days) };
}
