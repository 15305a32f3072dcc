import { Segmented } from 'antd';
import type { ReactNode } from 'react';

import type { Language } from '@/lib/i18n/messages';
import { setPreferences, usePreferences } from '@/lib/preferences';

interface GateProps {
  title: string;
  subtitle?: string;
  children: ReactNode;
}

const LANGUAGES: { value: Language; label: string }[] = [
  { value: 'zh-CN', label: '中文' },
  { value: 'en', label: 'English' },
];

/** The frame of the pages before the login. */
export function Gate({ title, subtitle, children }: GateProps) {
  const { language } = usePreferences();
  return (
    <main className="gate">
      <div className="gate-box">
        <img src="/favicon.svg" alt="" width={48} height={48} />
        <h1>{title}</h1>
        {subtitle !== undefined && <p className="gate-subtitle">{subtitle}</p>}
        {children}
        <Segmented
          className="gate-language"
          size="small"
          value={language}
          options={LANGUAGES}
          onChange={(value) => setPreferences({ language: value })}
        />
      </div>
    </main>
  );
}
