import { CloseOutlined } from '@ant-design/icons';

import type { Dictionary } from '@/api/dictionary';
import type { Condition } from '@/api/metric';
import type { DayRange } from '@/lib/day';
import { useTranslator } from '@/lib/i18n/language';

import { useAnswer } from './answers';
import { supporting } from './drill';
import { useValueTitle } from './labels';

interface PathProps {
  dictionary: Dictionary;
  shop: string | undefined;
  range: DayRange;
  where: readonly Condition[];
  onWhere: (where: Condition[], by?: string) => void;
}

/** More dimensions than this are not taken in one question. */
const MOST_DIMENSIONS = 3;

/** The fixed values in the order in which they were fixed; a click goes back to that point, the cross removes one. */
export function Path({ dictionary, shop, range, where, onWhere }: PathProps) {
  const { t, of } = useTranslator();
  // Categories are their own titles, and what the dictionary lists has one there.
  const untitled = where
    .filter(
      ({ dimension, value }) =>
        !dimension.startsWith('category') &&
        dictionary.dimensions.find((one) => one.id === dimension)?.values[value] === undefined,
    )
    .slice(-MOST_DIMENSIONS);
  const by = untitled.map((condition) => condition.dimension);
  const metric = supporting(dictionary, by)[0];
  // Only for the titles of the fixed values: after a reload nothing else has asked for them.
  const titled = useAnswer(
    by.length === 0 || metric === undefined
      ? null
      : { metrics: [metric.id], range, shop, by, where: untitled, limit: 1 },
  );
  const titleOf = useValueTitle(dictionary, titled.data, where);
  if (where.length === 0) {
    return null;
  }
  return (
    <nav className="path" aria-label={t('cockpit.path')}>
      <ol>
        <li>
          <button type="button" className="link-button" onClick={() => onWhere([], where[0]?.dimension)}>
            {t('cockpit.path.all')}
          </button>
        </li>
        {where.map((condition, index) => {
          const dimension = dictionary.dimensions.find((one) => one.id === condition.dimension);
          const title = dimension === undefined ? condition.dimension : of(dimension.title);
          const value = titleOf(condition.dimension, condition.value);
          const last = index === where.length - 1;
          return (
            <li key={condition.dimension}>
              <span className="path-step">
                <button
                  type="button"
                  className="link-button"
                  aria-current={last ? 'location' : undefined}
                  onClick={() => onWhere(where.slice(0, index + 1), where[index + 1]?.dimension)}
                >
                  <span className="path-dimension">{title}</span> {value}
                </button>
                <button
                  type="button"
                  className="path-remove"
                  aria-label={t('cockpit.path.remove', { dimension: title, value })}
                  onClick={() => onWhere(where.filter((one) => one !== condition))}
                >
                  <CloseOutlined />
                </button>
              </span>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
