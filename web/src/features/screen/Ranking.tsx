import { figure, valueOf, type Answer } from '@/api/metric';
import { compact, exact, numberOf, type FigureStyle } from '@/lib/figure';
import { useTranslator } from '@/lib/i18n/language';
import { FigureButton } from '@/ui/FigureButton';

interface RankingProps {
  title: string;
  by: string;
  metric: string;
  rows: number;
  answer: Answer | undefined;
  style: FigureStyle;
  /** Opens the rows behind the figure of a value; null is a value of its own. */
  onRows: (value: string | null) => void;
}

/** The largest values of a dimension, each with its bar. */
export function Ranking({ title, by, metric, rows, answer, style, onRows }: RankingProps) {
  const { t, of } = useTranslator();
  const known = (answer?.rows ?? [])
    .flatMap((row) => {
      const value = numberOf(figure(row, metric));
      const key = valueOf(row, by);
      const text = key ?? t('cockpit.breakdown.unknown');
      const label = answer?.labels[by]?.[text];
      return value === null || value === 0 ? [] : [{ key, title: label === undefined ? text : of(label), value }];
    })
    .slice(0, rows);
  const largest = known[0]?.value ?? 0;
  return (
    <section className="screen-panel" aria-label={title}>
      <h2>{title}</h2>
      {known.length === 0 ? (
        <p className="screen-none">{t('screen.nothingYet')}</p>
      ) : (
        <ol className="screen-ranking">
          {known.map((one, index) => (
            <li key={one.key ?? ''}>
              <span className="screen-rank" aria-hidden>
                {index + 1}
              </span>
              <span className="screen-name" title={one.title}>
                {one.title}
              </span>
              <span className="screen-figure">
                <FigureButton onRows={() => onRows(one.key)}>
                  <span title={exact(one.value, style)}>{compact(one.value, style)}</span>
                </FigureButton>
              </span>
              <span className="screen-bar" style={{ inlineSize: `${((one.value / largest) * 100).toFixed(1)}%` }} />
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
