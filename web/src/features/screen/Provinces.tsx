import type { ReactNode } from 'react';

import { figure, valueOf, type Answer } from '@/api/metric';
import { compact, exact, numberOf, type FigureStyle } from '@/lib/figure';
import { useTranslator } from '@/lib/i18n/language';
import { FigureButton } from '@/ui/FigureButton';

import { strengthOf, TILES } from './provinces';

interface ProvincesProps {
  answer: Answer | undefined;
  style: FigureStyle;
  /** Opens the rows behind what was sold in some regions together; null is that of unknown places. */
  onRows: (regions: readonly (string | null)[]) => void;
}

/** Each province as a tile, the stronger the more was sold there; what lies elsewhere is summed up below. */
export function Provinces({ answer, style, onRows }: ProvincesProps) {
  const { t, of, language } = useTranslator();
  const values = new Map<string, number>();
  const beyond: (string | null)[] = [];
  let elsewhere = 0;
  for (const row of answer?.rows ?? []) {
    const value = numberOf(figure(row, 'gmv')) ?? 0;
    const region = valueOf(row, 'region');
    if (region !== null && TILES.some((tile) => tile.region === region)) {
      values.set(region, value);
    } else {
      elsewhere += value;
      beyond.push(region);
    }
  }
  const largest = Math.max(0, ...values.values());
  return (
    <section className="screen-panel screen-provinces" aria-label={t('screen.provinces')}>
      <h2>{t('screen.provinces')}</h2>
      <ul className="screen-tiles">
        {TILES.map(({ region, letters, column, row }) => {
          const sold = values.get(region);
          const value = sold ?? 0;
          const strength = strengthOf(value, largest);
          const label = answer?.labels['region']?.[region];
          const name = label === undefined ? (language === 'zh-CN' ? region : letters) : of(label);
          const words: ReactNode = (
            <>
              <span aria-hidden>{language === 'zh-CN' ? region : letters}</span>
              <span className="visually-hidden">{`${name} ${compact(value, style)}`}</span>
            </>
          );
          const title = `${name} ${exact(value, style)}`;
          return (
            <li
              key={region}
              className={language === 'zh-CN' && region.length > 2 ? 'screen-long' : undefined}
              {...(sold === undefined ? { title } : {})}
              style={{
                gridColumn: column,
                gridRow: row,
                backgroundColor: strength === 0 ? undefined : `rgb(47 105 224 / ${(0.2 + 0.8 * strength).toFixed(2)})`,
              }}
            >
              <FigureButton title={title} onRows={sold === undefined ? undefined : () => onRows([region])}>
                {words}
              </FigureButton>
            </li>
          );
        })}
      </ul>
      {elsewhere > 0 && (
        <p className="screen-elsewhere">
          <FigureButton onRows={() => onRows(beyond)}>
            <span title={exact(elsewhere, style)}>{t('screen.elsewhere', { value: compact(elsewhere, style) })}</span>
          </FigureButton>
        </p>
      )}
    </section>
  );
}
