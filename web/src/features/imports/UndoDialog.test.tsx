import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import { App } from 'antd';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { ImportRun } from '@/api/imports';
import { setPreferences } from '@/lib/preferences';

import { UndoDialog } from './UndoDialog';

const RUN: ImportRun = {
  id: 'r1',
  state: 'done',
  format: 'youzan',
  shop: 'bears',
  files: ['customers.csv'],
  bytesDone: 0,
  bytesTotal: 0,
  read: 9,
  accepted: 9,
  rejected: 0,
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

describe('the preview of an undo', () => {
  beforeEach(() => {
    // jsdom has no layout, so nothing to ask about.
    vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
    const style = window.getComputedStyle.bind(window);
    vi.stubGlobal('getComputedStyle', (element: Element) => style(element));
  });
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });

  const show = async (contacts: number) => {
    vi.spyOn(globalThis, 'fetch').mockImplementation(() =>
      Promise.resolve(
        Response.json({
          tables: { customer: { removed: 9, restored: 0, kept: 0 } },
          contacts,
          staying: [],
          repeating: [],
        }),
      ),
    );
    render(
      <QueryClientProvider client={new QueryClient()}>
        <App>
          <UndoDialog run={RUN} onClose={vi.fn()} onStarted={vi.fn()} />
        </App>
      </QueryClientProvider>,
    );
    await screen.findByRole('table');
  };

  it('says how many contacts go with the import', async () => {
    setPreferences({ language: 'en' });
    await show(1234);
    expect(screen.getByText(/^Contacts .* that go with it: 1,234\./)).toBeTruthy();
  });

  it('says so in Chinese', async () => {
    setPreferences({ language: 'zh-CN' });
    await show(7);
    expect(screen.getByText(/^一并移除的联系方式.*：7 条；/)).toBeTruthy();
  });

  it('says nothing of contacts where none go', async () => {
    setPreferences({ language: 'en' });
    await show(0);
    expect(screen.queryByText(/contacts/i)).toBeNull();
  });
});
