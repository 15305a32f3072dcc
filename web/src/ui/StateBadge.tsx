import { Tag, Tooltip } from 'antd';

import type { Judged } from '@/api/metric';
import { compact, numberOf, type FigureStyle } from '@/lib/figure';
import { useTranslator } from '@/lib/i18n/language';

interface StateBadgeProps {
  judged: Judged | undefined;
  /** The wall clock up to which it was judged. */
  until: string | null | undefined;
  style: FigureStyle;
}

/** The red badge of a figure that is outside of its band; what is as usual, or cannot be judged, has none. */
export function StateBadge({ judged, until, style }: StateBadgeProps) {
  const { t } = useTranslator();
  if (judged?.state !== 'abnormal') {
    return null;
  }
  const above = (numberOf(judged.value) ?? 0) > (judged.high ?? 0);
  const hint = t('state.abnormal.hint', {
    until: (until ?? '').slice(0, 5),
    value: compact(judged.value, style),
    low: compact(judged.low, style),
    high: compact(judged.high, style),
    days: judged.days,
  });
  return (
    <Tooltip title={hint}>
      <Tag color="error" className="state-badge" tabIndex={0}>
        {t(above ? 'state.abnormal.above' : 'state.abnormal.below')}
      </Tag>
    </Tooltip>
  );
}
