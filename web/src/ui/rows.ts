import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

import type { Question } from '@/api/metric';
import { rowsQuery, type Place } from '@/api/rows';

import { asked, asOfOf } from './asOf';

/** The name in the page's address under which the opened figure stands. */
const ROWS = 'rows';

/**
 * Which figure's rows are open, in the address: a link shows the same rows, and going back closes them.
 *
 * @param ofNow where the figures are those of now, whatever moment the address looks back to
 */
export function useRows({ ofNow = false } = {}): {
  figure: string | null;
  open: (question: Question, place?: Place) => void;
  close: () => void;
} {
  const [query, setQuery] = useSearchParams();
  const open = useCallback(
    (question: Question, place?: Place) => {
      setQuery((now) => {
        const next = new URLSearchParams(now);
        next.set(ROWS, rowsQuery(ofNow ? question : asked(question, asOfOf(now)), place));
        return next;
      });
    },
    [setQuery, ofNow],
  );
  const close = useCallback(() => {
    setQuery((now) => {
      const next = new URLSearchParams(now);
      next.delete(ROWS);
      return next;
    });
  }, [setQuery]);
  return { figure: query.get(ROWS), open, close };
}
