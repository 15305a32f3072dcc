import { useQueryClient } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useEffect, useRef } from 'react';

import { Problem } from '@/api/problem';
import { useTranslator } from '@/lib/i18n/language';

import { useVersion, useVersionStream } from './live';

/** A piece without which a part of the page cannot work. */
export type Piece = 'server' | 'database' | 'warehouse' | 'log';

const PIECES: readonly string[] = ['warehouse', 'log'] satisfies Piece[];

/** Which pieces are away, from the last look at the version: how it failed, or what it says. */
export function piecesAway(failure: unknown, away: readonly string[]): Piece[] {
  if (failure instanceof Problem) {
    if (failure.code === 'web.database_away') {
      return ['database'];
    }
    // 502 and 504 come from a load balancer that finds no replica.
    return failure.status === 0 || (failure.code === null && failure.status >= 500) ? ['server'] : [];
  }
  return away.filter((piece): piece is Piece => PIECES.includes(piece));
}

/** Says on every page what is away, and asks for everything that failed again once it is back. */
export function Away() {
  const { t } = useTranslator();
  const client = useQueryClient();
  useVersionStream();
  const version = useVersion();
  const pieces = piecesAway(version.error, version.data?.away ?? []);
  const mark = pieces.join();
  const seen = useRef('');
  useEffect(() => {
    const before = seen.current;
    seen.current = mark;
    if (before !== '' && mark !== before) {
      void client.refetchQueries({ predicate: (query) => query.state.status === 'error' });
      void client.invalidateQueries({ queryKey: ['metric'] });
    }
  }, [mark, client]);
  return (
    <div className="away" role="status">
      {pieces.map((piece) => (
        <Alert key={piece} banner type="warning" title={t(`away.${piece}`)} description={t(`away.${piece}.text`)} />
      ))}
    </div>
  );
}
