import { changeState, changeText, type Change } from '@/lib/figure';
import { useTranslator } from '@/lib/i18n/language';
import { usePreferences, type ColourScheme } from '@/lib/preferences';

type Tone = 'red' | 'green' | 'plain';

/** The colour of a change: by its sign where red means "rises", by better or worse where green means "better". */
export function toneOf(change: number, direction: 'up' | 'down' | 'none', scheme: ColourScheme): Tone {
  if (change === 0) {
    return 'plain';
  }
  if (scheme === 'red-rises') {
    return change > 0 ? 'red' : 'green';
  }
  if (direction === 'none') {
    return 'plain';
  }
  return change > 0 === (direction === 'up') ? 'green' : 'red';
}

interface ChangeMarkProps {
  change: Change;
  direction: 'up' | 'down' | 'none';
}

/** A change with sign, arrow and colour; or in words why there is none. */
export function ChangeMark({ change, direction }: ChangeMarkProps) {
  const { t, language } = useTranslator();
  const { colours } = usePreferences();
  switch (changeState(change)) {
    case 'number': {
      const value = change as number;
      const arrow = value > 0 ? '▲' : value < 0 ? '▼' : '';
      return (
        <span className={`change change-${toneOf(value, direction, colours)}`}>
          <span aria-hidden className="change-arrow">
            {arrow}
          </span>
          {changeText(value, language)}
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
