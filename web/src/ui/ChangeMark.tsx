import { changeState, changeText, pointsOf, pointsText, type Change, type Figure, type Unit } from '@/lib/figure';
import { useTranslator } from '@/lib/i18n/language';
import { usePreferences, type ColourScheme } from '@/lib/preferences';

type Tone = 'red' | 'green' | 'plain';

/** The colour of a change: by its sign where a colour means "rises", by better or worse where green means "better". */
export function toneOf(change: number, direction: 'up' | 'down' | 'none', scheme: ColourScheme): Tone {
  if (change === 0) {
    return 'plain';
  }
  if (scheme !== 'green-better') {
    return change > 0 === (scheme === 'red-rises') ? 'red' : 'green';
  }
  if (direction === 'none') {
    return 'plain';
  }
  return change > 0 === (direction === 'up') ? 'green' : 'red';
}

interface ChangeMarkProps {
  change: Change;
  direction: 'up' | 'down' | 'none';
  /** The change of a rate is told in points of a hundred, worked out from both figures: half of 4 % is 2 points less, and not 50 %. */
  rate?: { unit: Unit; value: Figure; base: Figure } | undefined;
}

/** A change with sign, arrow and colour, which also tell it where colours do not; or in words why there is none. */
export function ChangeMark({ change, direction, rate }: ChangeMarkProps) {
  const { t, language } = useTranslator();
  const { colours } = usePreferences();
  const points = rate?.unit === 'rate' ? pointsOf(rate.value, rate.base) : null;
  // From a rate of zero there are points, where there is no share.
  const state = points !== null && change === 'new' ? 'number' : changeState(change);
  switch (state) {
    case 'number': {
      const value = points ?? (change as number);
      const arrow = value > 0 ? '▲' : value < 0 ? '▼' : '';
      return (
        <span className={`change change-${toneOf(value, direction, colours)}`}>
          <span aria-hidden className="change-arrow">
            {arrow}
          </span>
          {points === null ? changeText(value, language) : pointsText(points, language)}
        </span>
      );
    }
    case 'new':
      return (
        <span className="change change-word" title={t('cockpit.change.new.hint')}>
          {t('cockpit.change.new')}
        </span>
      );
    case 'notEnough':
      return (
        <span className="change change-word" title={t('cockpit.change.notEnough.hint')}>
          {t('cockpit.change.notEnough')}
        </span>
      );
    case 'none':
      return <span className="change change-word">{t('cockpit.change.none')}</span>;
  }
}
