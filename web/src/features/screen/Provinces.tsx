import { figure, type Answer } from '@/api/metric';
import { compact, exact, numberOf, type FigureStyle } from '@/lib/figure';
import { useTranslator } from '@/lib/i18n/language';

import { strengthOf, TILES } from './provinces';

interface ProvincesProps {
  answer: Answer | undefined;
  style: FigureStyle;
}

/** Each province as a tile, the stronger the more was sold there; what lies elsewhere is summed up below. */
export function Provinces({ answer, style }: ProvincesProps) {
  const { t, of, language } = useTranslator();
  const values = new Map<string, number>();
  let elsewhere = 0;
  for (const row of answer?.rows ?? []) {
    const value = numberOf(figure(row, 'gmv')) ?? 0;
    const region = row['region'];
    if (typeof region === 'string' && TILES.some((tile) => tile.region === region)) {
      values.set(region, value);
    } else {
      elsewhere += value;
    }
  }
  const largest = Math.max(0, ...values.values());
  return (
    <section className="screen-panel screen-provinces" aria-label={t('screen.provinces')}>
      <h2>{t('screen.provinces')}</h2>
      <ul className="screen-tiles">
        {TILES.map(({ region, letters, column, row }) => {
          const value = values.get(region) ?? 0;
          const strength = strengthOf(value, largest);
          const label = answer?.labels['region']?.[region];
          const name = label === undefined ? (language === 'zh-CN' ? region : letters) : of(label);
          return (
            <li
              key={region}
              className={language === 'zh-CN' && region.length > 2 ? 'screen-long' : undefined}
              title={`${name} ${exact(value, style)}`}
              style={{
                gridColumn: column,
                gridRow: row,
                backgroundColor: strength === 0 ? undefined : `rgb(47 105 224 / ${(0.2 + 0.8 * strength).toFixed(2)})`,
              }}
            >
              <span aria-hidden>{language === 'zh-CN' ? region : letters}</span>
              <span className="visually-hidden">{`${name} ${compact(value, style)}`}</span>
            </li>
          );
        })}
      </ul>
      {elsewhere > 0 && (
        <p className="screen-elsewhere">{t('screen.elsewhere', { value: compact(elsewhere, style) })}</p>
      )}
    </section>
  );
}
