import { Table } from 'antd';
import { useMemo, type ReactNode } from 'react';

import type { Dictionary, Metric } from '@/api/dictionary';
import type { Contributions, Explanation, Factor, Factors, Part } from '@/api/explanation';
import type { Place } from '@/api/rows';
import { axisStart, spansOf, waterfallOption, type Step } from '@/charts/waterfall';
import { effectText, saysNothing } from '@/lib/effect';
import { axis, exact, compact, numberOf, type Figure, type FigureStyle } from '@/lib/figure';
import { useTranslator } from '@/lib/i18n/language';
import { usePreferences } from '@/lib/preferences';
import { toneOf } from '@/ui/ChangeMark';
import { FigureButton } from '@/ui/FigureButton';
import { FigureText } from '@/ui/FigureText';
import { LazyChart } from '@/ui/LazyChart';
import { useSurroundings } from '@/ui/surroundings';

type Effect = string | number;

/** An effect with sign, arrow and colour, which also tell it where colours do not. */
function EffectMark({ effect, metric, style }: { effect: Effect | null; metric: Metric; style: FigureStyle }) {
  const { colours, figures } = usePreferences();
  const whole = effectText(effect, style, 'exact');
  const value = saysNothing(whole) ? 0 : (numberOf(effect) ?? 0);
  const shown = effectText(effect, style, figures);
  return (
    <span
      className={`change change-${toneOf(value, metric.direction, colours)}`}
      title={shown === whole ? undefined : whole}
    >
      <span aria-hidden className="change-arrow">
        {value > 0 ? '▲' : value < 0 ? '▼' : ''}
      </span>
      {shown}
    </span>
  );
}

interface WaterfallProps {
  data: Explanation;
  metric: Metric;
  steps: readonly { title: string; effect: Effect }[];
}

/** From the compared figure over every step to the present one. */
function WaterfallChart({ data, metric, steps }: WaterfallProps) {
  const { t, of, language } = useTranslator();
  const { colours, figures } = usePreferences();
  const surroundings = useSurroundings();
  const { unit, direction } = metric;
  const { currency } = data;
  const { option, cut } = useMemo(() => {
    const style: FigureStyle = { unit, currency, language };
    const drawn: Step[] = steps.map(({ title, effect }) => ({
      title,
      effect: numberOf(effect) ?? 0,
      text: effectText(effect, style, figures),
      tone: toneOf(numberOf(effect) ?? 0, direction, colours),
    }));
    const ends = {
      base: { title: t('explain.before'), value: numberOf(data.figures.base) ?? 0 },
      now: { title: t('explain.now'), value: numberOf(data.figures.current) ?? 0 },
      steps: drawn,
    };
    const word = (value: number) => (figures === 'short' ? compact(value, style) : exact(value, style));
    return {
      option: waterfallOption({ ...surroundings, ...ends, axis: (value) => axis(value, style), exact: word }),
      cut: axisStart(spansOf(ends)) > 0,
    };
  }, [steps, unit, currency, language, figures, direction, colours, data.figures, surroundings, t]);
  const style: FigureStyle = { unit, currency, language };
  return (
    <>
      <LazyChart
        option={option}
        height={Math.round(((steps.length + 2) * 30 + 36) * surroundings.scale)}
        text={t('explain.chart', {
          metric: of(metric.title),
          parts: steps.map(({ title, effect }) => `${title} ${effectText(effect, style, 'exact')}`).join('; '),
        })}
      />
      {cut && <p className="panel-note">{t('explain.cut')}</p>}
    </>
  );
}

/** Opens the rows behind a figure. */
type OnRows = (metric: string, place: Place) => void;

interface FactorSectionProps {
  factors: Factors;
  data: Explanation;
  metric: Metric;
  dictionary: Dictionary;
  onRows: OnRows;
}

/** The change by what the figure is made of. */
export function FactorSection({ factors, data, metric, dictionary, onRows }: FactorSectionProps) {
  const { t, of, language } = useTranslator();
  const style: FigureStyle = { unit: metric.unit, currency: data.currency, language };
  const titled = useMemo(
    () =>
      factors.parts.map((part) => {
        const title =
          part.title === null
            ? t(part.metric === 'numerator' ? 'explain.numerator' : 'explain.denominator')
            : of(part.title);
        return { ...part, name: part.minus ? `− ${title}` : title };
      }),
    [factors, of, t],
  );
  const steps = useMemo(() => titled.map(({ name, effect }) => ({ title: name, effect })), [titled]);
  const signs = { product: ' × ', sum: ' + ', ratio: ' ÷ ' }[factors.kind];
  const formula = titled
    .map(({ name }) => name)
    .join(signs)
    .replaceAll('+ −', '−');
  const own = (part: Factor, value: Figure, place: Place) => {
    // The sides of a ratio that are no metrics have no rows of their own: they stand in those of the ratio.
    const opens = dictionary.metrics.some((one) => one.id === part.metric) && numberOf(value) !== null;
    return (
      <FigureButton onRows={opens ? () => onRows(part.metric, place) : undefined}>
        <FigureText value={value} style={{ unit: part.unit, currency: data.currency, language }} />
      </FigureButton>
    );
  };
  return (
    <section aria-label={t('explain.factors')}>
      <header>
        <h3>{t('explain.factors')}</h3>
      </header>
      <p className="explanation-hint">
        {of(metric.title)} = {formula}
      </p>
      <WaterfallChart data={data} metric={metric} steps={steps} />
      <Table
        size="small"
        pagination={false}
        scroll={{ x: 'max-content' }}
        rowKey="metric"
        dataSource={titled}
        columns={[
          { key: 'name', title: t('explain.factor'), dataIndex: 'name' },
          {
            key: 'base',
            title: t('explain.before'),
            align: 'right',
            className: 'figures',
            render: (_, part) => own(part, part.base, { base: true }),
          },
          {
            key: 'current',
            title: t('explain.now'),
            align: 'right',
            className: 'figures',
            render: (_, part) => own(part, part.current, {}),
          },
          {
            key: 'effect',
            title: t('explain.effect'),
            align: 'right',
            className: 'figures',
            render: (_, part) => <EffectMark effect={part.effect} metric={metric} style={style} />,
          },
        ]}
        summary={() => (
          <Sum columns={3}>
            <EffectMark effect={factors.change} metric={metric} style={style} />
          </Sum>
        )}
      />
    </section>
  );
}

function Sum({ columns, children }: { columns: number; children: ReactNode }) {
  const { t } = useTranslator();
  return (
    <Table.Summary.Row>
      <Table.Summary.Cell index={0} colSpan={columns}>
        {t('explain.sum')}
      </Table.Summary.Cell>
      <Table.Summary.Cell index={columns} align="right" className="figures">
        {children}
      </Table.Summary.Cell>
    </Table.Summary.Row>
  );
}

interface ContributionSectionProps {
  contributions: Contributions | null;
  data: Explanation;
  metric: Metric;
  dictionary: Dictionary;
  onRows: OnRows;
  /** Of the dimension. */
  title: string;
  picker: ReactNode;
}

interface Line {
  key: string;
  name: string;
  part: Part | null;
  mix: Effect | null;
  rate: Effect | null;
  effect: Effect;
}

/** The change by the values of a dimension: of a ratio by mix and rate. */
export function ContributionSection(props: ContributionSectionProps) {
  const { contributions, data, metric, dictionary, onRows, title, picker } = props;
  const { t, of } = useTranslator();
  const lines = useMemo<Line[]>(() => {
    if (contributions === null) {
      return [];
    }
    const known = dictionary.dimensions.find((one) => one.id === contributions.by)?.values;
    const named = (part: Part): string => {
      const label = part.title ?? (part.value === null ? null : known?.[part.value]);
      return label === null || label === undefined ? (part.value ?? t('cockpit.breakdown.unknown')) : of(label);
    };
    const { others, overlap } = contributions;
    return [
      ...contributions.parts.map((part, index) => ({
        key: String(index),
        name: named(part),
        part,
        mix: part.mix,
        rate: part.rate,
        effect: part.effect,
      })),
      ...(others === null
        ? []
        : [{ key: 'others', name: t('cockpit.breakdown.rest', { n: others.count }), part: null, ...others }]),
      ...(overlap === null
        ? []
        : [{ key: 'overlap', name: t('explain.overlap'), part: null, mix: null, rate: null, effect: overlap }]),
    ];
  }, [contributions, dictionary, of, t]);
  const steps = useMemo(() => lines.map(({ name, effect }) => ({ title: name, effect })), [lines]);
  return (
    <section aria-label={t('explain.values', { dimension: title })}>
      <header>
        <h3>{t('explain.values', { dimension: title })}</h3>
        {picker}
      </header>
      {contributions !== null && (
        <>
          {contributions.kind === 'mix_rate' && <p className="explanation-hint">{t('explain.mixRate.hint')}</p>}
          <WaterfallChart data={data} metric={metric} steps={steps} />
          <ValueTable
            lines={lines}
            contributions={contributions}
            data={data}
            metric={metric}
            onRows={onRows}
            title={title}
          />
          {contributions.overlap !== null && <p className="panel-note">{t('explain.overlap.hint')}</p>}
        </>
      )}
    </section>
  );
}

function ValueTable(
  props: Pick<ContributionSectionProps, 'data' | 'metric' | 'onRows' | 'title'> & {
    lines: Line[];
    contributions: Contributions;
  },
) {
  const { lines, contributions, data, metric, onRows, title } = props;
  const { t, language } = useTranslator();
  const style: FigureStyle = { unit: metric.unit, currency: data.currency, language };
  const share: FigureStyle = { unit: 'rate', language };
  const column = (key: string, head: string, render: (line: Line) => ReactNode) => ({
    key,
    title: head,
    align: 'right' as const,
    className: 'figures',
    render: (_: unknown, line: Line) => render(line),
  });
  const figureOf = (line: Line, side: 'base' | 'current') => {
    const { part } = line;
    if (part === null) {
      return null;
    }
    const value = part[side];
    const place: Place = { cell: { [contributions.by]: part.value }, base: side === 'base' };
    return (
      <FigureButton onRows={numberOf(value) === null ? undefined : () => onRows(metric.id, place)}>
        <FigureText value={value} style={style} />
      </FigureButton>
    );
  };
  const shareOf = (line: Line, value: Figure) =>
    line.part === null ? null : <FigureText value={value} style={share} />;
  const effect = (value: Effect | null) =>
    value === null ? null : <EffectMark effect={value} metric={metric} style={style} />;
  const mixed = contributions.kind === 'mix_rate';
  const columns = [
    { key: 'name', title, dataIndex: 'name', className: 'explanation-name' },
    column('base', t('explain.before'), (line) => figureOf(line, 'base')),
    column('current', t('explain.now'), (line) => figureOf(line, 'current')),
    ...(mixed
      ? [
          column('baseShare', t('explain.share.before'), (line) => shareOf(line, line.part?.baseShare)),
          column('share', t('explain.share'), (line) => shareOf(line, line.part?.share)),
          column('mix', t('explain.mix'), (line) => effect(line.mix)),
          column('rate', t('explain.rate'), (line) => effect(line.rate)),
        ]
      : []),
    column('effect', t('explain.effect'), (line) => effect(line.effect)),
  ];
  return (
    <Table
      size="small"
      pagination={false}
      scroll={{ x: 'max-content' }}
      rowKey="key"
      dataSource={lines}
      columns={columns}
      summary={() => (
        <Sum columns={columns.length - 1}>
          <EffectMark effect={contributions.change} metric={metric} style={style} />
        </Sum>
      )}
    />
  );
}
