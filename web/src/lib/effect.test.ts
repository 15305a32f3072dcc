import { describe, expect, it } from 'vitest';

import { effectText, saysNothing } from './effect';
import type { FigureStyle, Unit } from './figure';

const style = (unit: Unit): FigureStyle => ({ unit, currency: 'CNY', language: 'en' });

describe('effects', () => {
  it('have their sign and the unit of the figure', () => {
    expect(effectText('1234567.80', style('amount'), 'exact')).toBe('+¥1,234,567.80');
    expect(effectText('1234567.80', style('amount'), 'short')).toBe('+¥1.23M');
    expect(effectText('-0.05', style('amount'), 'exact')).toBe('-¥0.05');
    expect(effectText(-0.0031, style('rate'), 'exact')).toBe('-0.31 pp');
    expect(effectText(0, style('amount'), 'short')).toBe('¥0.00');
    expect(effectText(null, style('amount'), 'short')).toBe('—');
  });

  it('of counts and times have parts of one', () => {
    expect(effectText(12.25, style('count'), 'exact')).toBe('+12.25');
    expect(effectText(-12, style('count'), 'exact')).toBe('-12');
    expect(effectText(3.2, style('seconds'), 'exact')).toBe('+3.20 s');
  });

  it('that round to zero say nothing', () => {
    expect(saysNothing(effectText(0.00001, style('rate'), 'exact'))).toBe(true);
    expect(saysNothing(effectText('-0.05', style('amount'), 'exact'))).toBe(false);
  });
});
