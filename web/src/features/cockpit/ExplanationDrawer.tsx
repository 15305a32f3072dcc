import { Drawer, Select, Skeleton } from 'antd';
import { useQuery, keepPreviousData } from '@tanstack/react-query';

import type { Dictionary, Metric } from '@/api/dictionary';
import { readExplanation, type Explanation, type ExplanationQuestion } from '@/api/explanation';
import type { Place } from '@/api/rows';
import type { DayRange } from '@/lib/day';
import { numberOf, type FigureStyle } from '@/lib/figure';
import { useTranslator } from '@/lib/i18n/language';
import { ChangeMark } from '@/ui/ChangeMark';
import { Failure } from '@/ui/Failure';
import { FigureButton } from '@/ui/FigureButton';
import { FigureText } from '@/ui/FigureText';
import { useRows } from '@/ui/rows';

import { useCalendar } from './answers';
import { ComparePicker } from './ComparePicker';
import { ContributionSection, FactorSection } from './ExplanationSections';
import type { CockpitState } from './state';

import './explanation.css';

interface ExplanationDrawerProps {
  dictionary: Dictionary;
  state: CockpitState;
  shop: string | undefined;
  range: DayRange;
  onChange: (change: Partial<CockpitState>) => void;
}

/** As many values as a chart tells apart; the others come together. */
const SHOWN = 10;

/** By what people ask first, of the dimensions that the metric has. */
const USUAL: readonly string[] = ['channel', 'category_1', 'product', 'region', 'shop'];

/** Why the figure of a card changed: by what it is made of, and by the values of a dimension. */
export function ExplanationDrawer({ dictionary, state, shop, range, onChange }: ExplanationDrawerProps) {
  const { t, of } = useTranslator();
  const metric = dictionary.metrics.find((one) => one.id === state.explain);
  return (
    <Drawer
      open={metric !== undefined}
      size="min(760px, 100vw)"
      title={metric === undefined ? '' : t('explain.title', { metric: of(metric.title) })}
      onClose={() => onChange({ explain: undefined, explainBy: undefined })}
      destroyOnHidden
    >
      {metric !== undefined && (
        <Explained
          dictionary={dictionary}
          metric={metric}
          state={state}
          shop={shop}
          range={range}
          onChange={onChange}
        />
      )}
    </Drawer>
  );
}

function useExplanation(question: ExplanationQuestion) {
  return useQuery<Explanation>({
    // Under the key of figures: what moves them moves this.
    queryKey: ['metric', 'explanation', question],
    queryFn: ({ signal }) => readExplanation(question, signal),
    placeholderData: keepPreviousData,
  });
}

function Explained(props: ExplanationDrawerProps & { metric: Metric }) {
  const { dictionary, metric, state, shop, range, onChange } = props;
  const { t, of, code, language } = useTranslator();
  const calendar = useCalendar(range).data;
  const fixed = new Set(state.where.map((condition) => condition.dimension));
  const offered = metric.dimensions.filter((id) => !fixed.has(id));
  const by = [state.explainBy, ...USUAL, offered[0]].find((id) => id !== undefined && offered.includes(id));
  const asked = {
    range,
    shop,
    where: state.where,
    compare: state.compare ?? 'previous',
    event: state.event,
    against: state.against,
  };
  const answer = useExplanation({ ...asked, metric: metric.id, by, limit: SHOWN });
  // What is explained is always as it is known now.
  const { open } = useRows({ ofNow: true });
  const onRows = (id: string, place: Place) => open({ ...asked, metrics: [id] }, place);
  const data = answer.data?.metric === metric.id ? answer.data : undefined;
  const style: FigureStyle = { unit: metric.unit, currency: data?.currency, language };
  const titleOf = (id: string) => of(dictionary.dimensions.find((one) => one.id === id)?.title ?? { zh: id, en: id });
  return (
    <div className={answer.isPlaceholderData ? 'explanation stale' : 'explanation'} aria-busy={answer.isFetching}>
      <div className="explanation-controls">
        <ComparePicker
          state={{ ...state, compare: state.compare ?? 'previous' }}
          range={range}
          calendar={calendar}
          onChange={onChange}
        />
      </div>
      {answer.error !== null && <Failure failure={answer.error} onRetry={() => void answer.refetch()} />}
      {data === undefined ? (
        answer.isPending && <Skeleton active paragraph={{ rows: 8 }} />
      ) : (
        <>
          <Head data={data} metric={metric} style={style} onRows={onRows} />
          {/* What holds for the metric holds for its factors, and is said once. */}
          {[...new Set(data.notes.map((note) => code(note.code, note.arguments, note.code)))].map((text) => (
            <p key={text} className="panel-note">
              {text}
            </p>
          ))}
          {data.factors !== null && (
            <FactorSection factors={data.factors} data={data} metric={metric} dictionary={dictionary} onRows={onRows} />
          )}
          {by !== undefined && (
            <ContributionSection
              contributions={data.contributions}
              data={data}
              metric={metric}
              dictionary={dictionary}
              onRows={onRows}
              title={titleOf(data.contributions?.by ?? by)}
              picker={
                <Select
                  aria-label={t('explain.by')}
                  className="metric-select"
                  value={by}
                  popupMatchSelectWidth={false}
                  showSearch={{ optionFilterProp: 'label' }}
                  options={offered.map((id) => ({ value: id, label: titleOf(id) }))}
                  onChange={(id) => onChange({ explainBy: id })}
                />
              }
            />
          )}
        </>
      )}
    </div>
  );
}

interface HeadProps {
  data: Explanation;
  metric: Metric;
  style: FigureStyle;
  onRows: (metric: string, place: Place) => void;
}

/** Before, now and between. */
function Head({ data, metric, style, onRows }: HeadProps) {
  const { t } = useTranslator();
  const { base, current } = data.figures;
  const before = numberOf(base);
  const now = numberOf(current);
  const change =
    before === null || now === null || data.figures.change === null
      ? null
      : before === 0
        ? now === 0
          ? null
          : 'new'
        : (now - before) / Math.abs(before);
  return (
    <div className="explanation-head">
      <span className="explanation-now">
        <FigureButton onRows={now === null ? undefined : () => onRows(metric.id, {})}>
          <FigureText value={current} style={style} />
        </FigureButton>
      </span>
      <ChangeMark
        change={change}
        direction={metric.direction}
        rate={{ unit: metric.unit, value: current, base: data.figures.change === null ? null : base }}
      />
      <span className="explanation-base">
        {data.base === null ? t('explain.noBase') : t('explain.base', { from: data.base.from, to: data.base.to })}{' '}
        <FigureButton onRows={before === null ? undefined : () => onRows(metric.id, { base: true })}>
          <FigureText value={base} style={style} />
        </FigureButton>
      </span>
    </div>
  );
}
