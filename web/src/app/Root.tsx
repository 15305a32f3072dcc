import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ConfigProvider, theme } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { useLayoutEffect, useMemo } from 'react';
import { BrowserRouter, useLocation } from 'react-router';

import { Problem } from '@/api/problem';
import { nonce } from '@/lib/nonce';
import { usePreferences } from '@/lib/preferences';
import { Boundary } from '@/ui/Boundary';
import { scaleOf, SurroundingsContext, useDark, useWidth } from '@/ui/surroundings';

import { BIG_SCREEN } from './addresses';
import { DARK, DARK_PARTS, LIGHT } from './colours';
import { Pages } from './Pages';

const RETRIES = 2;

const client = new QueryClient({
  defaultOptions: {
    queries: {
      // A refusal stays a refusal; only a server that did not answer is asked again.
      retry: (failures, failure) =>
        failures < RETRIES && failure instanceof Problem && (failure.status === 0 || failure.status >= 500),
      refetchOnWindowFocus: true,
      staleTime: 2_000,
    },
  },
});

/** Everything around the pages: router, theme, language, queries. */
export function Root() {
  return (
    <BrowserRouter>
      <QueryClientProvider client={client}>
        <Appearance />
      </QueryClientProvider>
    </BrowserRouter>
  );
}

function Appearance() {
  const preferences = usePreferences();
  const { search, pathname } = useLocation();
  const screen = pathname === BIG_SCREEN;
  const width = useWidth();
  const dark = useDark(screen ? 'dark' : preferences.theme);
  const scale = scaleOf(width, screen || new URLSearchParams(search).get('wall') === '1');
  const { language } = preferences;

  useLayoutEffect(() => {
    const root = document.documentElement;
    root.lang = language;
    root.dataset['theme'] = dark ? 'dark' : 'light';
    root.style.setProperty('--scale', String(scale));
    document.title = language === 'zh-CN' ? '全景 Quanjing' : 'Quanjing';
    dayjs.locale(language === 'zh-CN' ? 'zh-cn' : 'en');
  }, [language, dark, scale]);

  const surroundings = useMemo(() => ({ dark, scale }), [dark, scale]);
  const antTheme = useMemo(
    () => ({
      algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
      components: dark ? DARK_PARTS : {},
      token: {
        ...(dark ? DARK : LIGHT),
        borderRadius: 6,
        fontSize: Math.round(14 * scale),
        controlHeight: Math.round(32 * scale),
        fontFamily: 'var(--font)',
      },
    }),
    [dark, scale],
  );

  return (
    <ConfigProvider
      locale={language === 'zh-CN' ? zhCN : enUS}
      theme={antTheme}
      csp={{ nonce }}
      button={{ autoInsertSpace: false }}
    >
      <SurroundingsContext value={surroundings}>
        <Boundary>
          <Pages />
        </Boundary>
      </SurroundingsContext>
    </ConfigProvider>
  );
}
