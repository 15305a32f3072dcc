import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';

import type { Answer } from '@/api/metric';
import type { Bilingual } from '@/lib/i18n/language';
import { useTranslator } from '@/lib/i18n/language';

/** The title of a dimension's value in the reader's language, from every answer seen so far. */
export function useValueTitle(answers: readonly (Answer | undefined)[]): (dimension: string, value: unknown) => string {
  const { of, t } = useTranslator();
  const client = useQueryClient();
  return useCallback(
    (dimension, value) => {
      if (value === null || value === undefined || value === '') {
        return t('cockpit.breakdown.unknown');
      }
      const key = typeof value === 'string' ? value : JSON.stringify(value);
      const cached = client.getQueriesData<Answer>({ queryKey: ['metric'] }).map(([, answer]) => answer);
      for (const answer of [...answers, ...cached]) {
        const label: Bilingual | undefined = answer?.labels[dimension]?.[key];
        if (label !== undefined) {
          return of(label);
        }
      }
      return key;
    },
    [answers, client, of, t],
  );
}
