import { Button, Drawer, Skeleton, Tag } from 'antd';
import { useState } from 'react';

import type { QualityBoard, QualityCheck } from '@/api/quality';
import type { Shop } from '@/api/shops';
import { odd, volumeOption } from '@/charts/volume';
import { momentText } from '@/lib/day';
import { count } from '@/lib/figure';
import { useTranslator } from '@/lib/i18n/language';
import { Failure } from '@/ui/Failure';
import { LazyChart } from '@/ui/LazyChart';
import { useMay } from '@/ui/session';
import { useSurroundings } from '@/ui/surroundings';

import { Differences } from './Differences';
import { useSeries } from './quality';
import { sentenceOf, subjectOf, valueText } from './sentence';
import { ThresholdDialog } from './ThresholdDialog';

interface CheckDrawerProps {
  check: QualityCheck;
  board: QualityBoard;
  shop: Shop | undefined;
  onClose: () => void;
}

/** A check with what it was measured by: the rule, its limits, the days, or the orders that differ. */
export function CheckDrawer({ check, board, shop, onClose }: CheckDrawerProps) {
  const translator = useTranslator();
  const { t, of } = translator;
  const mayChange = useMay('operator');
  const mayRead = useMay('analyst');
  const [changing, setChanging] = useState(false);
  const rule = board.rules.find(({ id }) => id === check.rule);
  const own = board.thresholds.find((one) => one.shop === check.shop && one.rule === check.rule);
  const { found, todo } = sentenceOf(check, board, shop?.currency, translator);
  const comparison = check.arguments['comparison'];
  const theirs = check.arguments['theirs'];
  return (
    <Drawer
      open
      className="quality-drawer"
      size={Math.min(960, window.innerWidth)}
      title={`${subjectOf(check, board, translator)} · ${rule === undefined ? check.rule : of(rule.title)}`}
      extra={
        mayChange && rule !== undefined && <Button onClick={() => setChanging(true)}>{t('quality.threshold')}</Button>
      }
      onClose={onClose}
    >
      <p>
        <Tag>{shop?.name ?? check.shop}</Tag>
        {check.source !== '' && <Tag>{check.source}</Tag>}
      </p>
      <p>{found}</p>
      {todo !== '' && <p>{todo}</p>}
      {rule !== undefined && (
        <>
          <p className="source-hint">{of(rule.text)}</p>
          <p className="source-hint">
            {t('quality.value', {
              value: valueText(check.value, rule, translator),
              warning: valueText(check.warning, rule, translator),
              failing: valueText(check.failing, rule, translator),
            })}
            {own !== undefined &&
              ` · ${t('quality.threshold.own', { by: own.changedBy, at: momentText(own.changedAt) })}`}
          </p>
        </>
      )}
      {typeof comparison === 'string' && typeof theirs === 'string' ? (
        mayRead && (
          <Differences
            compared={{ comparison, shop: check.shop, ours: check.source, theirs }}
            currency={shop?.currency}
          />
        )
      ) : (
        <Days check={check} fact={subjectOf(check, board, translator)} />
      )}
      {changing && rule !== undefined && (
        <ThresholdDialog
          check={check}
          rule={rule}
          shop={shop?.name ?? check.shop}
          own={own !== undefined}
          onClose={() => setChanging(false)}
        />
      )}
    </Drawer>
  );
}

function Days({ check, fact }: { check: QualityCheck; fact: string }) {
  const { t, language } = useTranslator();
  const surroundings = useSurroundings();
  const series = useSeries(check);
  if (check.source === '' || check.fact === '') {
    return null;
  }
  if (series.error !== null) {
    return <Failure failure={series.error} onRetry={() => void series.refetch()} />;
  }
  if (series.data === undefined) {
    return <Skeleton active />;
  }
  if (series.data === null) {
    return null;
  }
  const { days, lastAt, lastRecordedAt } = series.data;
  return (
    <section aria-label={t('quality.chart')}>
      <h3>{t('quality.chart')}</h3>
      <LazyChart
        height={220}
        text={t('quality.chart.text', { fact, n: days.length, odd: days.filter((day) => odd(day)).length })}
        option={volumeOption({
          ...surroundings,
          days,
          titles: { rows: t('quality.chart.rows'), band: t('quality.chart.band') },
          count: (value) => count(value, language),
        })}
      />
      <p className="source-hint">
        {t('quality.chart.last', { at: momentText(lastAt), recorded: momentText(lastRecordedAt) })}
      </p>
    </section>
  );
}
