import { cleanup, render } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';

import { setPreferences } from '@/lib/preferences';

import { ChangeMark, toneOf } from './ChangeMark';

describe('the mark of a change', () => {
  afterEach(cleanup);

  const textOf = (mark: React.ReactElement) => render(mark).container.textContent;

  it('tells the change of a rate in points, of anything else in percent', () => {
    setPreferences({ language: 'en' });
    const rate = { unit: 'rate', value: 0.052, base: 0.04 } as const;
    expect(textOf(<ChangeMark change={0.3} direction="up" rate={rate} />)).toBe('▲+1.2 pp');
    expect(textOf(<ChangeMark change={0.3} direction="up" rate={{ ...rate, unit: 'count' }} />)).toBe('▲+30.0%');
    expect(textOf(<ChangeMark change={-0.3} direction="up" />)).toBe('▼-30.0%');
  });

  it('has points from a rate of zero, and none without history', () => {
    setPreferences({ language: 'zh-CN' });
    const rate = { unit: 'rate', value: 0.05, base: 0 } as const;
    expect(textOf(<ChangeMark change="new" direction="up" rate={rate} />)).toBe('▲+5.0 个百分点');
    expect(textOf(<ChangeMark change="new" direction="up" rate={{ ...rate, base: null }} />)).toBe('新增');
    expect(textOf(<ChangeMark change="not enough history" direction="up" rate={rate} />)).toBe('历史不足');
  });

  it('has the colour of the chosen scheme', () => {
    expect([toneOf(1, 'up', 'red-rises'), toneOf(-1, 'down', 'red-rises')]).toEqual(['red', 'green']);
    expect([toneOf(1, 'up', 'green-rises'), toneOf(-1, 'down', 'green-rises')]).toEqual(['green', 'red']);
    expect([toneOf(1, 'up', 'green-better'), toneOf(1, 'down', 'green-better')]).toEqual(['green', 'red']);
    expect(toneOf(1, 'none', 'green-better')).toBe('plain');
    expect(toneOf(0, 'up', 'red-rises')).toBe('plain');
  });
});
