import { describe, expect, it } from 'vitest';

import { changeState, changeText, compact, exact, numberOf } from './figure';

const cny = { unit: 'amount', currency: 'CNY', language: 'zh-CN' } as const;

describe('an exact figure', () => {
  it('shows an amount with its currency and two places', () => {
    expect(exact('2474823.07', cny)).toBe('¥2,474,823.07');
    expect(exact('-12.5', { ...cny, currency: 'GBP', language: 'en' })).toBe('-£12.50');
  });

  it('keeps the cents of an amount that no double can hold', () => {
    expect(exact('90071992547409931.07', cny)).toBe('¥90,071,992,547,409,931.07');
  });

  it('shows counts whole, rates as percent and durations in words', () => {
    expect(exact(24087, { unit: 'count', language: 'en' })).toBe('24,087');
    expect(exact(0.12345, { unit: 'rate', language: 'en' })).toBe('12.35%');
    expect(exact(65.2, { unit: 'seconds', language: 'en' })).toBe('1m 05s');
    expect(exact(65.2, { unit: 'seconds', language: 'zh-CN' })).toBe('1分05秒');
  });

  it('is a dash where nothing is known, and never a zero', () => {
    expect(exact(null, cny)).toBe('—');
    expect(numberOf('')).toBeNull();
    expect(numberOf('x')).toBeNull();
  });

  it('survives a currency that the browser does not know', () => {
    expect(exact('1', { ...cny, currency: 'not a code' })).toBe('not a code 1.00');
  });
});

describe('a short figure', () => {
  it('counts in 万 and 亿 in Chinese and in K and M in English', () => {
    expect(compact('2474823.07', cny)).toBe('¥247.5万');
    expect(compact('312345678', cny)).toBe('¥3.1亿');
    expect(compact('2474823.07', { ...cny, language: 'en' })).toBe('¥2.5M');
  });
});

describe('a change', () => {
  it('carries its sign', () => {
    expect(changeText(0.123, 'en')).toBe('+12.3%');
    expect(changeText(-0.04, 'en')).toBe('-4.0%');
    expect(changeText(0, 'en')).toBe('0.0%');
    expect(changeText(12.4, 'en')).toBe('+1,240%');
  });

  it('tells the states apart that have no number', () => {
    expect(changeState('new')).toBe('new');
    expect(changeState('not enough history')).toBe('notEnough');
    expect(changeState(null)).toBe('none');
    expect(changeState(0)).toBe('number');
  });
});
