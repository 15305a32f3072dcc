import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { get } from '@/api/http';
import { Problem } from '@/api/problem';
import { setPreferences } from '@/lib/preferences';

import { Away, piecesAway } from './Away';

const WELL = { warehouse: 7, today: {}, behind: false, away: [] };

/** A part of a page that asked while the piece was away. */
function Figure() {
  const figure = useQuery({ queryKey: ['figure'], queryFn: () => get<number>('/figure'), retry: false });
  return <p>{figure.isError ? 'no figure' : `figure ${String(figure.data)}`}</p>;
}

describe('what is away', () => {
  let answer: () => Response | Promise<Response>;

  beforeEach(() => {
    vi.useFakeTimers();
    setPreferences({ language: 'en' });
    vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
    vi.spyOn(globalThis, 'fetch').mockImplementation(() => Promise.resolve(answer()));
  });
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  async function show() {
    render(
      <QueryClientProvider client={new QueryClient()}>
        <Away />
        <Figure />
      </QueryClientProvider>,
    );
    await act(() => vi.advanceTimersByTimeAsync(10));
  }

  it('is said by name, and what failed is asked again when it is back', async () => {
    answer = () => Response.json({ code: 'web.database_away', detail: 'PostgreSQL does not answer' }, { status: 503 });
    await show();
    expect(screen.getByText('The database does not answer')).toBeTruthy();
    expect(screen.getByText('no figure')).toBeTruthy();

    answer = () => Response.json(WELL);
    await act(() => vi.advanceTimersByTimeAsync(5_000));

    expect(screen.queryByText('The database does not answer')).toBeNull();
    expect(screen.queryByText('no figure')).toBeNull();
  });

  it('is said in Chinese too', async () => {
    setPreferences({ language: 'zh-CN' });
    answer = () => Response.json({ ...WELL, away: ['warehouse'] });
    await show();
    expect(screen.getByText('数仓查询引擎没有应答')).toBeTruthy();
  });

  it('is nothing when a request was only refused', () => {
    const refused = new Problem({ status: 403, code: 'access.role_required', message: '', arguments: {} });
    expect(piecesAway(refused, [])).toEqual([]);
    expect(piecesAway(null, ['log', 'a part of a later version'])).toEqual(['log']);
  });

  it('is the server where nobody answers, or only a load balancer does', () => {
    for (const status of [0, 502, 504]) {
      expect(piecesAway(new Problem({ status, code: null, message: '', arguments: {} }), [])).toEqual(['server']);
    }
  });
});
