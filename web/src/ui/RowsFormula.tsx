import { Tooltip } from 'antd';

import type { RowColumn, RowTotal, TracedFigure } from '@/api/rows';
import { exact, type FigureStyle } from '@/lib/figure';
import { useTranslator } from '@/lib/i18n/language';

/** How the values of a column are printed. */
export function styleOf(column: Pick<RowColumn, 'kind'>, figure: TracedFigure): Omit<FigureStyle, 'language'> {
  const unit = column.kind === 'AMOUNT' ? 'amount' : column.kind === 'NUMBER' ? 'number' : 'count';
  return { unit, currency: figure.currency };
}

/** The words and names of a formula, in its order. */
export function piecesOf(formula: string): { name: string | null; text: string }[] {
  return formula
    .split(/(\{[^}]+\})/)
    .filter((piece) => piece.trim() !== '')
    .map((piece) =>
      piece.startsWith('{')
        ? { name: piece.slice(1, -1), text: piece }
        : { name: null, text: piece.trim().replaceAll('/', '÷').replaceAll('*', '×').replaceAll('-', '−') },
    );
}

/** The figure and what it is made of: every total with its name and how its rows become it. */
export function RowsFormula({ figure }: { figure: TracedFigure }) {
  const { t, of, language } = useTranslator();
  const totals = new Map<string, { total: RowTotal; whole: boolean; style: FigureStyle }>();
  for (const part of figure.parts) {
    for (const total of part.totals) {
      const column = part.columns.find((one) => one.id === total.column);
      const kind = total.how === 'sum' ? (column?.kind ?? 'COUNT') : 'COUNT';
      totals.set(total.name, { total, whole: part.whole, style: { ...styleOf({ kind }, figure), language } });
    }
  }
  const pieces = piecesOf(figure.formula);
  const used = new Set(pieces.flatMap((piece) => (piece.name === null ? [] : [piece.name])));
  const beside = [...totals.values()].filter(({ total }) => !used.has(total.name) && Number(total.value) !== 0);
  const chip = (name: string) => {
    const found = totals.get(name);
    if (found === undefined) {
      return name;
    }
    const { total, whole, style } = found;
    return (
      <Tooltip key={name} title={t(`rows.how.${total.how}`)}>
        <span className="rows-total">
          <span className="rows-total-title">
            {whole ? `${t('rows.whole')} ` : ''}
            {of(total.title)}
            <small>{t(`rows.mark.${total.how}`)}</small>
          </span>
          <b>{exact(total.value, style)}</b>
        </span>
      </Tooltip>
    );
  };
  return (
    <div className="rows-figure">
      <span className="rows-value" data-testid="rows-value">
        {figure.value === null
          ? t('cockpit.value.none')
          : exact(figure.value, { unit: figure.unit, currency: figure.currency, language })}
      </span>
      <span className="rows-sign">=</span>
      {pieces.map((piece, index) =>
        piece.name === null ? (
          <span key={`${index}${piece.text}`} className="rows-sign">
            {piece.text}
          </span>
        ) : (
          chip(piece.name)
        ),
      )}
      {beside.map(({ total }) => (
        <span key={total.name} className="rows-beside">
          {chip(total.name)}
        </span>
      ))}
    </div>
  );
}
