import { Popover, Skeleton, Tag, Tooltip } from 'antd';
import { InfoCircleOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { Link } from 'react-router';

import type { Metric } from '@/api/dictionary';
import { changeOf, figure, type Answer, type Judged, type Note } from '@/api/metric';
import { sparkline } from '@/charts/sparkline';
import { compact, exact, numberOf, type FigureStyle } from '@/lib/figure';
import { useTranslator } from '@/lib/i18n/language';
import { ChangeMark } from '@/ui/ChangeMark';
import { FigureButton } from '@/ui/FigureButton';
import { FigureText } from '@/ui/FigureText';
import { MetricSources } from '@/ui/MetricSources';
import { StateBadge } from '@/ui/StateBadge';

import { CardMenu, type CardAction } from './CardMenu';

interface MetricCardProps {
  metric: Metric;
  /** The shop in scope; all of them if there is none. */
  shop: string | undefined;
  previous: Answer | undefined;
  lastYear: Answer | undefined;
  /** A comparison that the reader chose beside the usual two. */
  chosen: { title: string; answer: Answer | undefined } | null;
  /** The figures over the range, for the line. */
  series: Answer | undefined;
  /** The title of a fixed dimension that the metric is not defined for, or null. */
  unsupported: string | null;
  /** Whether the range is still running. */
  open: boolean;
  /** What is said of the running day's figure. */
  judged?: Judged | undefined;
  /** The wall clock up to which it was judged. */
  until?: string | null | undefined;
  /** What can be done with the figure. */
  actions: readonly CardAction[];
  /** Opens the rows behind the figure. */
  onRows?: (() => void) | undefined;
  /** What other modules say of the figure: a line each, above its notes. */
  lines?: ReactNode;
}

const WIDTH = 200;
const HEIGHT = 40;

/** One core result: value, both comparisons, its line and its definition. */
export function MetricCard(props: MetricCardProps) {
  const { metric, shop, previous, lastYear, chosen, series, unsupported, open, judged, until, actions, onRows, lines } =
    props;
  const { t, of, language } = useTranslator();
  const title = of(metric.title);
  const row = previous?.rows[0];
  const style: FigureStyle = { unit: metric.unit, currency: previous?.currency, language };
  const value = figure(row, metric.id);
  const notes = [
    ...(previous?.notes ?? []).filter(
      // The history is told beside the comparison itself.
      (note) => note.metric === metric.id && note.code !== 'metric.not_enough_history',
    ),
    // The chosen base may be of fewer days than the figure.
    ...(chosen?.answer?.notes ?? []).filter((note) => note.code === 'metric.days_without_base'),
  ];
  return (
    <article className="card" aria-label={title} data-metric={metric.id}>
      <header className="card-head">
        <h2 className="card-title">{title}</h2>
        <Popover
          content={<Definition metric={metric} shop={shop} />}
          trigger={['hover', 'focus', 'click']}
          placement="bottom"
        >
          <button type="button" className="card-info" aria-label={t('cockpit.definition', { metric: title })}>
            <InfoCircleOutlined />
          </button>
        </Popover>
        {open && unsupported === null && (
          <Tooltip title={t('cockpit.openPeriod.hint')}>
            <Tag className="card-open">{t('cockpit.openPeriod')}</Tag>
          </Tooltip>
        )}
        <StateBadge judged={judged} until={until} style={style} />
        <CardMenu title={title} actions={unsupported === null ? actions : []} />
      </header>
      {unsupported !== null ? (
        <p className="card-none">{t('cockpit.breakdown.unsupported', { dimension: unsupported })}</p>
      ) : previous === undefined ? (
        <Skeleton active title paragraph={{ rows: 2 }} />
      ) : (
        <>
          <p className="card-value" data-testid={`value-${metric.id}`}>
            {value === null || value === undefined ? (
              <span className="card-none">{t('cockpit.value.none')}</span>
            ) : (
              <FigureButton onRows={onRows}>
                <FigureText value={value} style={style} />
              </FigureButton>
            )}
          </p>
          <dl className="card-changes">
            <Compared title={t('cockpit.previous')} answer={previous} metric={metric} />
            <Compared title={t('cockpit.lastYear')} answer={lastYear} metric={metric} />
            {chosen !== null && <Compared title={chosen.title} answer={chosen.answer} metric={metric} />}
          </dl>
          <Line metric={metric} series={series} />
          {lines}
          {notes.map((note) => (
            <NoteText key={note.code} note={note} />
          ))}
        </>
      )}
    </article>
  );
}

function Definition({ metric, shop }: { metric: Metric; shop: string | undefined }) {
  const { t, of } = useTranslator();
  return (
    <div className="definition">
      <strong>{of(metric.title)}</strong> <code>{metric.id}</code>
      <p>{of(metric.text)}</p>
      <p>
        {t('cockpit.formula')}: {of(metric.formula)}
      </p>
      <p>{t('quality.metric')}</p>
      <MetricSources metric={metric.id} shop={shop} brief />
      <p>
        <Link to={`/dictionary/${metric.id}`}>{t('cockpit.dictionary')}</Link>
      </p>
    </div>
  );
}

function Compared({ title, answer, metric }: { title: string; answer: Answer | undefined; metric: Metric }) {
  const { t, language } = useTranslator();
  const row = answer?.rows[0];
  const base = answer?.base;
  const before = figure(row, `${metric.id}_base`);
  const rate = { unit: metric.unit, value: figure(row, metric.id), base: before };
  const mark = <ChangeMark change={changeOf(row, metric.id)} direction={metric.direction} rate={rate} />;
  const value = exact(before, { unit: metric.unit, currency: answer?.currency, language });
  return (
    <div className="card-change">
      <dt>{title}</dt>
      <dd>{base ? <Tooltip title={t('cockpit.base', { ...base, value })}>{mark}</Tooltip> : mark}</dd>
    </div>
  );
}

function Line({ metric, series }: { metric: Metric; series: Answer | undefined }) {
  const { t, of, language } = useTranslator();
  const style: FigureStyle = { unit: metric.unit, currency: series?.currency, language };
  const values = (series?.rows ?? []).map((row) => numberOf(figure(row, metric.id)));
  const known = values.filter((value) => value !== null);
  const { line, area, end } = sparkline(values, WIDTH, HEIGHT);
  const title = of(metric.title);
  const text =
    known.length === 0
      ? t('cockpit.sparkline.none', { metric: title })
      : t('cockpit.sparkline', {
          metric: title,
          first: compact(known[0], style),
          last: compact(known.at(-1), style),
          low: compact(Math.min(...known), style),
          high: compact(Math.max(...known), style),
        });
  return (
    <svg
      className="sparkline"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={text}
    >
      <path className="sparkline-area" d={area} />
      <path className="sparkline-line" d={line} vectorEffect="non-scaling-stroke" />
      {end !== null && values.length === 1 && <circle className="sparkline-dot" cx={end.x} cy={end.y} r={3} />}
    </svg>
  );
}

function NoteText({ note }: { note: Note }) {
  const { code } = useTranslator();
  return <p className="card-note">{code(note.code, note.arguments, note.code)}</p>;
}
