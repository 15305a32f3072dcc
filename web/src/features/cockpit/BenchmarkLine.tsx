import { Tag, Tooltip } from 'antd';
import { keepPreviousData, useQuery } from '@tanstack/react-query';

import { readStanding, type Position, type Standing, type StandingQuestion } from '@/api/benchmark';
import type { Metric } from '@/api/dictionary';
import { changeText, compact, exact, pointsText, type FigureStyle } from '@/lib/figure';
import type { Language } from '@/lib/i18n/messages';
import { useTranslator } from '@/lib/i18n/language';
import { usePreferences } from '@/lib/preferences';
import { toneOf } from '@/ui/ChangeMark';

import './benchmark.css';

/** Where the figures of the cards stand beside the industry's; a card without it is still a card. */
export function useStanding(question: StandingQuestion | null) {
  return useQuery<Standing>({
    // Under the key of figures: what moves them moves this.
    queryKey: ['metric', 'benchmark', question],
    queryFn: ({ signal }) => {
      if (question === null) {
        throw new Error('An empty question was asked.');
      }
      return readStanding(question, signal);
    },
    enabled: question !== null,
    placeholderData: keepPreviousData,
    retry: false,
  });
}

/** The industry's figure in the unit of the metric, or its change. */
function ofIndustry(position: Position, metric: Metric, language: Language, length: 'short' | 'exact'): string {
  const style: FigureStyle = { unit: metric.unit, currency: position.currency, language };
  if (position.basis !== 'value') {
    return changeText(position.value, language);
  }
  return length === 'short' ? compact(position.value, style) : exact(position.value, style);
}

/** The lines of a card about the industry: its figure, how far the shop's is from it, and whether it still holds. */
export function BenchmarkLines({ metric, positions }: { metric: Metric; positions: readonly Position[] }) {
  return positions.map((position) => <BenchmarkLine key={position.basis} metric={metric} position={position} />);
}

function BenchmarkLine({ metric, position }: { metric: Metric; position: Position }) {
  const { t, language } = useTranslator();
  const { colours, figures } = usePreferences();
  const { gap, points, basis, category, days, source, quarter, stale } = position;
  const value = ofIndustry(position, metric, language, figures);
  const hint = [
    t('benchmark.hint', {
      source,
      from: days.from,
      to: days.to,
      value: ofIndustry(position, metric, language, 'exact'),
    }),
    ...(category === '' ? [] : [t('benchmark.hint.category', { category })]),
    ...(quarter === null ? [] : [t('benchmark.quarter.hint', { n: quarter })]),
    ...(stale ? [t('benchmark.stale.hint')] : []),
  ].join(' ');
  return (
    <Tooltip title={hint}>
      <p className="card-benchmark" tabIndex={0}>
        <span className="card-benchmark-title">{t(`benchmark.line.${basis}`)}</span>
        <span>{value}</span>
        {gap !== null && (
          <span className={`change change-${toneOf(gap, metric.direction, colours)}`}>
            <span aria-hidden className="change-arrow">
              {gap > 0 ? '▲' : gap < 0 ? '▼' : ''}
            </span>
            {points ? pointsText(gap * 100, language) : changeText(gap, language)}
          </span>
        )}
        {quarter !== null && <span className="card-benchmark-title">{t('benchmark.quarter', { n: quarter })}</span>}
        {stale && <Tag color="warning">{t('benchmark.stale')}</Tag>}
      </p>
    </Tooltip>
  );
}
