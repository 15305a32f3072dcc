import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Spin } from 'antd';
import { lazy, Suspense, useEffect, useState, type ReactNode } from 'react';
import { Route, Routes } from 'react-router';

import { Problem } from '@/api/problem';
import { readEntry, type Entry, type Role, type Session } from '@/api/session';
import FirstPasswordPage from '@/features/session/FirstPasswordPage';
import LoginPage from '@/features/session/LoginPage';
import { Boundary } from '@/ui/Boundary';
import { Failure } from '@/ui/Failure';
import { SessionContext, useMay } from '@/ui/session';

import { BIG_SCREEN } from './addresses';
import { Denied, NotFound } from './Dead';

const Frame = lazy(() => import('./Frame'));
const CockpitPage = lazy(() => import('@/features/cockpit/CockpitPage'));
const ScreenPage = lazy(() => import('@/features/screen/ScreenPage'));
const CalendarPage = lazy(() => import('@/features/calendar/CalendarPage'));
const TargetPage = lazy(() => import('@/features/target/TargetPage'));
const BenchmarkPage = lazy(() => import('@/features/benchmark/BenchmarkPage'));
const DictionaryPage = lazy(() => import('@/features/dictionary/DictionaryPage'));
const QualityPage = lazy(() => import('@/features/quality/QualityPage'));
const ImportsPage = lazy(() => import('@/features/imports/ImportsPage'));
const MappingPage = lazy(() => import('@/features/imports/MappingPage'));
const SourcesPage = lazy(() => import('@/features/sources/SourcesPage'));
const EventsPage = lazy(() => import('@/features/events/EventsPage'));
const SettingsPage = lazy(() => import('@/features/settings/SettingsPage'));
const PasswordPage = lazy(() => import('@/features/session/PasswordPage'));

const RETRY_MS = 5_000;

/** Login, then the pages. Any answer that says "nobody is signed in" leads back to the login, at the same address. */
export function Pages() {
  const client = useQueryClient();
  const entry = useQuery({
    queryKey: ['session'],
    queryFn: ({ signal }) => readEntry(signal),
    staleTime: Infinity,
    // A server or database that is away comes back; nobody should have to press a button for that.
    refetchInterval: (query) => (query.state.status === 'error' ? RETRY_MS : false),
  });
  const [typed, setTyped] = useState<string | null>(null);

  useEffect(
    () =>
      client.getQueryCache().subscribe((event) => {
        if (event.type !== 'updated' || event.action.type !== 'error') {
          return;
        }
        const failure: unknown = event.action.error;
        if (
          failure instanceof Problem &&
          (failure.status === 401 || failure.code === 'access.password_change_required')
        ) {
          void client.invalidateQueries({ queryKey: ['session'] });
        }
      }),
    [client],
  );

  if (entry.isPending) {
    return <Waiting />;
  }
  if (entry.data === undefined) {
    return (
      <main className="gate">
        <div className="gate-box">
          <Failure failure={entry.error} onRetry={() => void entry.refetch()} />
        </div>
      </main>
    );
  }
  const enter = (next: Session | null, password: string | null) => {
    setTyped(next?.passwordChangeRequired === true ? password : null);
    client.removeQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
    client.setQueryData<Entry>(['session'], (known) => ({ signIns: known?.signIns ?? [], session: next }));
  };
  const current = entry.data.session;
  if (current === null) {
    return <LoginPage signIns={entry.data.signIns} onSession={enter} />;
  }
  if (current.passwordChangeRequired) {
    return (
      <FirstPasswordPage known={typed} onChanged={() => enter({ ...current, passwordChangeRequired: false }, null)} />
    );
  }
  return (
    <SessionContext value={current}>
      <Suspense fallback={<Waiting />}>
        <Frame onLeft={() => enter(null, null)}>
          <Boundary>
            <Suspense fallback={<Waiting />}>
              <Routes>
                <Route index element={<CockpitPage />} />
                <Route path="/login" element={<CockpitPage />} />
                <Route path={BIG_SCREEN} element={<ScreenPage />} />
                <Route path="/calendar" element={<CalendarPage />} />
                <Route path="/target" element={<TargetPage />} />
                <Route path="/benchmark" element={<BenchmarkPage />} />
                <Route path="/dictionary/:id?" element={<DictionaryPage />} />
                <Route path="/quality" element={<QualityPage />} />
                <Route
                  path="/imports"
                  element={
                    <Only role="operator">
                      <ImportsPage />
                    </Only>
                  }
                />
                <Route
                  path="/imports/mapping"
                  element={
                    <Only role="operator">
                      <MappingPage />
                    </Only>
                  }
                />
                <Route
                  path="/sources"
                  element={
                    <Only role="operator">
                      <SourcesPage />
                    </Only>
                  }
                />
                <Route
                  path="/events"
                  element={
                    <Only role="operator">
                      <EventsPage />
                    </Only>
                  }
                />
                <Route
                  path="/settings/:part?"
                  element={
                    <Only role="admin">
                      <SettingsPage />
                    </Only>
                  }
                />
                <Route path="/password" element={<PasswordPage />} />
                <Route path="*" element={<NotFound />} />
              </Routes>
            </Suspense>
          </Boundary>
        </Frame>
      </Suspense>
    </SessionContext>
  );
}

function Only({ role, children }: { role: Role; children: ReactNode }) {
  return useMay(role) ? children : <Denied needed={role} />;
}

function Waiting() {
  return (
    <div className="waiting">
      <Spin size="large" />
    </div>
  );
}
