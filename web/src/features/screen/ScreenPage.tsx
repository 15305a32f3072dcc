import { FullscreenExitOutlined, FullscreenOutlined, LogoutOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { useMemo, useSyncExternalStore } from 'react';
import { useNavigate, useSearchParams } from 'react-router';

import type { Dictionary } from '@/api/dictionary';
import { changeOf, figure, type Answer, type Judged, type Question } from '@/api/metric';
import type { Place } from '@/api/rows';
import type { Shop } from '@/api/shops';
import { dayCurveOption } from '@/charts/dayCurve';
import { axis, compact, exact, numberOf, type FigureStyle } from '@/lib/figure';
import { useTranslator } from '@/lib/i18n/language';
import { useAnswer, useStates } from '@/ui/answers';
import { Basics } from '@/ui/Basics';
import { ChangeMark } from '@/ui/ChangeMark';
import { Failure } from '@/ui/Failure';
import { FigureButton } from '@/ui/FigureButton';
import { LazyChart } from '@/ui/LazyChart';
import { useLiveVersion } from '@/ui/live';
import { useRows } from '@/ui/rows';
import { RowsDrawer } from '@/ui/RowsDrawer';
import { StateBadge } from '@/ui/StateBadge';
import { TargetLine } from '@/ui/TargetLine';
import { useTargetState } from '@/ui/targets';

import { CountUp } from './CountUp';
import { Provinces } from './Provinces';
import { Ranking } from './Ranking';
import { BESIDE, areOne, queryOf, stateOf, type ScreenState } from './state';
import { useClock, useWakefulness, useWindow } from './surroundings';
import { Ticker } from './Ticker';
import './screen.css';

const FIGURES = ['gmv', 'paid_orders', 'visitors', 'pay_rate', 'aov'] as const;
const CHANNELS = 6;
const PRODUCTS = 6;

/** The big screen of a promotion day: the figures of the running day, readable from afar, moving by themselves. */
export default function ScreenPage() {
  return <Basics>{(shops, dictionary) => <Screen shops={shops} dictionary={dictionary} />}</Basics>;
}

function Screen({ shops, dictionary }: { shops: readonly Shop[]; dictionary: Dictionary }) {
  const { t, of, language } = useTranslator();
  const [query, setQuery] = useSearchParams();
  const live = useLiveVersion();
  const { chartScale, unit } = useWindow();
  useWakefulness();
  const state = stateOf(query);
  const together = areOne(shops);
  const named = shops.find((one) => one.id === state.shop || one.name === state.shop);
  const shop = named ?? (together ? undefined : shops[0]);
  const first = shop ?? shops[0];
  const today = first === undefined ? null : (live.today[first.id] ?? first.today);

  const question: Question | null =
    today === null ? null : { metrics: ['gmv'], range: { from: today, to: today }, shop: shop?.id };
  const main = useAnswer(question && { ...question, metrics: FIGURES, compare: state.compare });
  const base = main.data?.base ?? null;
  const hours = useAnswer(question && { ...question, grain: 'hour' });
  const baseHours = useAnswer(question && base && { ...question, range: base, grain: 'hour' });
  const channels = useAnswer(question && { ...question, by: ['channel'], order: 'gmv', limit: CHANNELS });
  const products = useAnswer(question && { ...question, by: ['product'], order: 'gmv', limit: PRODUCTS });
  const regions = useAnswer(question && { ...question, by: ['region'], order: 'gmv', limit: 100 });
  const states = useStates(today === null ? [] : FIGURES, shop?.id).data;
  const targets = useTargetState(question).data;
  const style: FigureStyle = { unit: 'amount', currency: main.data?.currency ?? first?.currency, language };
  const row = main.data?.rows[0];
  const gmv = figure(row, 'gmv');
  const failure = main.error;
  const rows = useRows();
  /** Those behind a figure of the day's GMV. */
  const seeRows = (place: Place, more: Partial<Question> = {}) => {
    if (question !== null) {
      rows.open({ ...question, ...more }, place);
    }
  };
  const change = (part: Partial<ScreenState>) => setQuery(queryOf({ ...state, ...part }), { replace: true });

  return (
    <div className="screen" style={{ '--u': `${unit}px` } as React.CSSProperties}>
      <header className="screen-head">
        <h1>{t('screen.title')}</h1>
        <Select
          aria-label={t('cockpit.shop')}
          value={shop?.id ?? ''}
          popupMatchSelectWidth={false}
          options={[
            ...(together ? [{ value: '', label: t('cockpit.shop.all') }] : []),
            ...shops.map((one) => ({ value: one.id, label: one.name })),
          ]}
          onChange={(id: string) => change({ shop: id === '' ? undefined : id })}
        />
        <Select
          aria-label={t('cockpit.trend.compare')}
          value={state.compare}
          popupMatchSelectWidth={false}
          options={BESIDE.map((value) => ({ value, label: t(`screen.compare.${value}`) }))}
          onChange={(compare) => change({ compare })}
        />
        <span className="screen-space" />
        <span className="screen-live" role="status">
          <i className={live.lost ? 'live-dot screen-lost' : 'live-dot'} aria-hidden />
          {t(live.lost ? 'cockpit.offline' : 'screen.live')}
        </span>
        <Clock zone={first?.zone ?? 'UTC'} day={today} />
        <Buttons />
      </header>
      {failure !== null && <Failure failure={failure} onRetry={() => void main.refetch()} />}
      <div className="screen-left">
        <Ranking
          title={t('screen.channels')}
          by="channel"
          metric="gmv"
          rows={CHANNELS}
          answer={channels.data}
          style={style}
          onRows={(value) => seeRows({ cell: { channel: value } })}
        />
        <Ranking
          title={t('screen.products')}
          by="product"
          metric="gmv"
          rows={PRODUCTS}
          answer={products.data}
          style={style}
          onRows={(value) => seeRows({ cell: { product: value } })}
        />
      </div>
      <div className="screen-middle">
        <section className="screen-hero" aria-label={t('screen.gmv')}>
          <h2>
            {t('screen.gmv')}
            <StateBadge judged={states?.figures['gmv']} until={states?.until} style={style} />
          </h2>
          <p
            className="screen-gmv"
            data-testid="screen-gmv"
            style={{ '--letters': exact(gmv, style).length } as React.CSSProperties}
          >
            <FigureButton onRows={numberOf(gmv) === null ? undefined : () => seeRows({})}>
              <CountUp value={gmv} style={style} />
            </FigureButton>
          </p>
          <p className="screen-against">
            {t(`screen.against.${state.compare}`)}
            <ChangeMark change={changeOf(row, 'gmv')} direction="up" />
            {base !== null && numberOf(figure(row, 'gmv_base')) !== null && (
              <FigureButton onRows={() => seeRows({ base: true }, { compare: state.compare })}>
                <span title={exact(figure(row, 'gmv_base'), style)}>
                  {t('screen.base', { value: compact(figure(row, 'gmv_base'), style) })}
                </span>
              </FigureButton>
            )}
          </p>
          <TargetLine progress={targets?.figures['gmv']} style={style} />
        </section>
        <ul className="screen-figures">
          {FIGURES.slice(1).map((id) => {
            const metric = dictionary.metrics.find((one) => one.id === id);
            return (
              metric !== undefined && (
                <Small
                  key={id}
                  title={of(metric.title)}
                  answer={main.data}
                  metric={metric}
                  judged={states?.figures[id]}
                  until={states?.until}
                  onRows={() => seeRows({}, { metrics: [id] })}
                />
              )
            );
          })}
        </ul>
        <Curve
          hours={hours.data}
          base={base === null ? undefined : baseHours.data}
          baseTitle={t(`screen.curve.${state.compare}`)}
          style={style}
          scale={chartScale}
          onRows={(period) => seeRows({ period }, { grain: 'hour' })}
        />
      </div>
      <div className="screen-right">
        <Provinces
          answer={regions.data}
          style={style}
          onRows={([first = null, ...others]) =>
            others.length === 0
              ? seeRows({ cell: { region: first } })
              : seeRows({}, { where: [first, ...others].map((value) => ({ dimension: 'region', value: value ?? '' })) })
          }
        />
        <Ticker shop={shop?.id} zone={first?.zone ?? 'UTC'} />
      </div>
      <RowsDrawer />
    </div>
  );
}

interface SmallProps {
  title: string;
  answer: Answer | undefined;
  metric: Dictionary['metrics'][number];
  judged: Judged | undefined;
  until: string | null | undefined;
  onRows: () => void;
}

function Small({ title, answer, metric, judged, until, onRows }: SmallProps) {
  const { language } = useTranslator();
  const row = answer?.rows[0];
  const value = figure(row, metric.id);
  const style: FigureStyle = { unit: metric.unit, currency: answer?.currency, language };
  const rate = { unit: metric.unit, value, base: figure(row, `${metric.id}_base`) };
  return (
    <li className={judged?.state === 'abnormal' ? 'screen-abnormal' : undefined}>
      <h3>{title}</h3>
      <p className="screen-value">
        <FigureButton onRows={numberOf(value) === null ? undefined : onRows}>
          <span title={exact(value, style)}>{compact(value, style)}</span>
        </FigureButton>
      </p>
      <ChangeMark change={changeOf(row, metric.id)} direction={metric.direction} rate={rate} />
      <StateBadge judged={judged} until={until} style={style} />
    </li>
  );
}

interface CurveProps {
  hours: Answer | undefined;
  base: Answer | undefined;
  baseTitle: string;
  style: FigureStyle;
  scale: number;
  /** Opens the rows behind an hour. */
  onRows: (period: string) => void;
}

/** The bars of the hours, in the order of the option; the lines are running totals. */
const HOURLY = 0;

function Curve({ hours, base, baseTitle, style, scale, onRows }: CurveProps) {
  const { t } = useTranslator();
  const { unit, currency, language } = style;
  const option = useMemo(() => {
    const figures: FigureStyle = { unit, currency, language };
    const values = (answer: Answer | undefined) => (answer?.rows ?? []).map((row) => numberOf(figure(row, 'gmv')));
    return dayCurveOption({
      dark: true,
      scale,
      hours: (hours?.rows ?? []).map((row) => String(row['period'] ?? '').slice(11, 16)),
      today: values(hours),
      base: values(base),
      titles: { hourly: t('screen.curve.hourly'), today: t('screen.curve.today'), base: baseTitle },
      axis: (value) => axis(value, figures),
      exact: (value) => exact(value, figures),
    });
  }, [hours, base, baseTitle, unit, currency, language, scale, t]);
  return (
    <section className="screen-panel screen-curve" aria-label={t('screen.curve')}>
      <LazyChart
        option={option}
        height="100%"
        text={t('screen.curve')}
        onPick={(index, series) => {
          const period = hours?.rows[index]?.['period'];
          if (series === HOURLY && typeof period === 'string') {
            onRows(period);
          }
        }}
      />
    </section>
  );
}

function Clock({ zone, day }: { zone: string; day: string | null }) {
  const time = useClock(zone);
  return (
    <span className="screen-clock">
      {day} <b>{time}</b>
    </span>
  );
}

function Buttons() {
  const { t } = useTranslator();
  const navigate = useNavigate();
  const full = useSyncExternalStore(
    (changed) => {
      document.addEventListener('fullscreenchange', changed);
      return () => document.removeEventListener('fullscreenchange', changed);
    },
    () => document.fullscreenElement !== null,
  );
  const title = t(full ? 'screen.full.leave' : 'screen.full');
  return (
    <span className="screen-buttons">
      <Button
        type="text"
        icon={full ? <FullscreenExitOutlined /> : <FullscreenOutlined />}
        aria-label={title}
        title={title}
        onClick={() => void (full ? document.exitFullscreen() : document.documentElement.requestFullscreen())}
      />
      <Button
        type="text"
        icon={<LogoutOutlined />}
        aria-label={t('screen.leave')}
        title={t('screen.leave')}
        onClick={() => {
          if (full) {
            void document.exitFullscreen();
          }
          void navigate('/');
        }}
      />
    </span>
  );
}
