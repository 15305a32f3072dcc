import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { setPreferences } from '@/lib/preferences';

import LoginPage from './LoginPage';

const BOSS = { username: 'boss', password: 'boss-demo', role: 'admin' as const };
const SESSION = { username: 'boss', role: 'ADMIN', shops: [], passwordChangeRequired: false, demo: true };

describe('the login', () => {
  beforeEach(() => {
    setPreferences({ language: 'en' });
    // jsdom has no layout, so nothing to ask about.
    vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
  });
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });

  it('of a demonstration offers its sign-ins, and one click is enough', async () => {
    const sent: string[] = [];
    vi.spyOn(globalThis, 'fetch').mockImplementation((_path, request) => {
      if (request?.method === 'POST' && typeof request.body === 'string') {
        sent.push(request.body);
      }
      return Promise.resolve(Response.json(SESSION));
    });
    const entered = vi.fn();
    render(<LoginPage signIns={[BOSS]} onSession={entered} />);

    fireEvent.click(screen.getByRole('button', { name: /Enter as Administrator/ }));

    await waitFor(() => expect(entered).toHaveBeenCalled());
    expect(sent).toEqual([JSON.stringify({ username: 'boss', password: 'boss-demo' })]);
  });

  it('of a real installation says nothing of a demonstration', () => {
    render(<LoginPage signIns={[]} onSession={() => undefined} />);

    expect(screen.queryByText('This is a demonstration')).toBeNull();
    expect(screen.getByLabelText('User name')).toBeTruthy();
  });
});
