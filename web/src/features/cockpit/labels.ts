import { useCallback } from 'react';

import type { Dictionary } from '@/api/dictionary';
import type { Answer, Condition } from '@/api/metric';
import { useTranslator } from '@/lib/i18n/language';

import { shortened } from './drill';

/** Gives the title of a dimension's value in the reader's language; a value without title is its own. */
export type ValueTitle = (dimension: string, value: unknown) => string;

/** Titles from the dictionary and from the answer on screen; a category below a fixed one goes by its last part. */
export function useValueTitle(
  dictionary: Dictionary,
  answer: Answer | undefined,
  where: readonly Condition[],
): ValueTitle {
  const { of, t } = useTranslator();
  return useCallback(
    (dimension, value) => {
      if (value === null || value === undefined || value === '') {
        return t('cockpit.breakdown.unknown');
      }
      const key = typeof value === 'string' ? value : JSON.stringify(value);
      const known = dictionary.dimensions.find((one) => one.id === dimension)?.values[key];
      const label = answer?.labels[dimension]?.[key] ?? known;
      return label === undefined ? shortened(dimension, key, where) : of(label);
    },
    [dictionary, answer, where, of, t],
  );
}
