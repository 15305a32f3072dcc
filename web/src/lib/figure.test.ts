import { describe, expect, it } from 'vitest';

import { axis, changeState, changeText, compact, exact, numberOf, pointsOf, pointsText } from './figure';

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

describe('an exact figure of a currency', () => {
  it('has the places of the currency', () => {
    expect(exact('1234.00', { unit: 'amount', currency: 'JPY', language: 'en' })).toBe('¥1,234');
    expect(exact('1234.5', { unit: 'amount', currency: 'JPY', language: 'en' })).toBe('¥1,235');
  });

  it('rounds halves away from zero, by the digits that came and not by a double', () => {
    expect(exact('1.005', cny)).toBe('¥1.01');
    expect(exact('-1.005', cny)).toBe('-¥1.01');
    expect(exact('2.5', { unit: 'count', language: 'en' })).toBe('3');
  });

  it('is never minus zero', () => {
    expect(exact('-0.001', cny)).toBe('¥0.00');
    expect(exact(-0, { unit: 'count', language: 'en' })).toBe('0');
    expect(exact(-0.00001, { unit: 'rate', language: 'en' })).toBe('0.00%');
    expect(compact('-0.4', { unit: 'count', language: 'zh-CN' })).toBe('0');
  });
});

describe('a short figure', () => {
  const en = { ...cny, language: 'en' } as const;
  const people = { unit: 'count', language: 'zh-CN' } as const;

  it('counts in 万 and 亿 in Chinese and in K and M in English', () => {
    expect(compact('2474823.07', cny)).toBe('¥247.48万');
    expect(compact('312345678', cny)).toBe('¥3.12亿');
    expect(compact('2474823.07', en)).toBe('¥2.47M');
    expect(compact('-2474823.07', en)).toBe('-¥2.47M');
  });

  it('goes on to the next unit where it would round to one of it', () => {
    expect(compact(9999.4, people)).toBe('9,999');
    expect(compact(9999.5, people)).toBe('1.00万');
    expect(compact('9999.49', cny)).toBe('¥9,999');
    expect(compact(-9999.5, people)).toBe('-1.00万');
    expect(compact('99994999.99', cny)).toBe('¥9,999.50万');
    expect(compact('99999949.99', cny)).toBe('¥9,999.99万');
    expect(compact('99999950', cny)).toBe('¥1.00亿');
    expect(compact('999999500000', cny)).toBe('¥1.00万亿');
    expect(compact('999.994', en)).toBe('¥999.99');
    expect(compact('999.995', en)).toBe('¥1,000');
    expect(compact('9999.49', en)).toBe('¥9,999');
    expect(compact('9999.5', en)).toBe('¥10.00K');
    expect(compact(999, { unit: 'count', language: 'en' })).toBe('999');
    expect(compact('999995', en)).toBe('¥1.00M');
    expect(compact('999994.99', en)).toBe('¥999.99K');
  });

  it('keeps what is small as it is, and the unknown unknown', () => {
    expect(compact('0.00', cny)).toBe('¥0.00');
    expect(compact('86.2', cny)).toBe('¥86.20');
    expect(compact('1234.56', cny)).toBe('¥1,235');
    expect(compact(null, cny)).toBe('—');
    expect(compact('5000', { unit: 'amount', currency: 'JPY', language: 'zh-CN' })).toBe('¥5,000');
  });

  it('shows what is huge', () => {
    expect(compact('123456789012345678.9', cny)).toBe('¥123,456.79万亿');
    expect(compact(1e21, { unit: 'count', language: 'en' })).toBe('1,000,000,000.00T');
  });

  it('has no zeros at its end on an axis', () => {
    expect(axis(2500000, cny)).toBe('¥250万');
    expect(axis(2500000, en)).toBe('¥2.5M');
    expect(axis(0, cny)).toBe('¥0');
    expect(axis(0.05, { unit: 'rate', language: 'en' })).toBe('5%');
  });
});

describe('the change of a rate', () => {
  it('is told in points', () => {
    expect(pointsText(pointsOf(0.052, 0.04) ?? NaN, 'en')).toBe('+1.2 pp');
    expect(pointsText(pointsOf(0.052, 0.04) ?? NaN, 'zh-CN')).toBe('+1.2 个百分点');
    expect(pointsText(pointsOf(0.0365, 0.04) ?? NaN, 'en')).toBe('-0.35 pp');
  });

  it('is none without both', () => {
    expect(pointsOf(null, 0.04)).toBeNull();
    expect(pointsOf(0.04, null)).toBeNull();
    expect(pointsText(pointsOf(0.1 + 0.2, 0.3) ?? NaN, 'en')).toBe('0.00 pp');
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
