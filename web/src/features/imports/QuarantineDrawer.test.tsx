import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { App } from 'antd';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { ImportRun } from '@/api/imports';
import { setPreferences } from '@/lib/preferences';
import { saveFile } from '@/lib/save';

import { QuarantineDrawer } from './QuarantineDrawer';

vi.mock('@/lib/save');

const RUN: ImportRun = {
  id: 'r1',
  state: 'done',
  format: 'fuzzy-factory',
  shop: 'bears',
  files: [],
  bytesDone: 0,
  bytesTotal: 0,
  read: 9,
  accepted: 7,
  rejected: 2,
  skipped: 0,
  facts: null,
  eventTypes: null,
  error: null,
  by: 'ann',
  startedAt: null,
  finishedAt: null,
  mends: null,
  mendedBy: null,
  undo: null,
};

describe('the quarantine', () => {
  beforeEach(() => {
    setPreferences({ language: 'en' });
    // jsdom has no layout, so nothing to ask about.
    vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
    const style = window.getComputedStyle.bind(window);
    vi.stubGlobal('getComputedStyle', (element: Element) => style(element));
    vi.stubGlobal(
      'ResizeObserver',
      class {
        observe = vi.fn();
        unobserve = vi.fn();
        disconnect = vi.fn();
      },
    );
  });
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });

  it('hands out the rows of every file, since their columns differ', async () => {
    const asked: string[] = [];
    vi.spyOn(globalThis, 'fetch').mockImplementation((input) => {
      const path = input instanceof Request ? input.url : input.toString();
      asked.push(path);
      return Promise.resolve(
        path.includes('quarantine.csv')
          ? new Response('a,b')
          : Response.json({ total: 0, rows: [], files: ['orders.csv', 'order items.csv.gz'] }),
      );
    });
    render(
      <QueryClientProvider client={new QueryClient()}>
        <App>
          <QuarantineDrawer run={RUN} onClose={vi.fn()} onStarted={vi.fn()} />
        </App>
      </QueryClientProvider>,
    );

    fireEvent.click(await screen.findByRole('button', { name: /rows of order items\.csv\.gz/ }));

    await waitFor(() => expect(saveFile).toHaveBeenCalledWith(expect.anything(), 'order items-quarantine-r1.csv'));
    expect(asked.at(-1)).toBe('/api/imports/r1/quarantine.csv?file=order%20items.csv.gz');
    expect(screen.getByRole('button', { name: /rows of orders\.csv/ })).toBeTruthy();
  });
});
