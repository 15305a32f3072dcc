import { describe, expect, it } from 'vitest';

import { auditEn } from './audit.en';
import { auditZhCN } from './audit.zh-CN';
import { en } from './en';
import { errorsEn } from './errors.en';
import { errorsZhCN } from './errors.zh-CN';
import { translator } from './language';
import { fill, preferredLanguage } from './messages';
import { zhCN } from './zh-CN';

const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).toSorted();

describe('the texts', () => {
  it('have the same keys in both languages', () => {
    expect(Object.keys(en).toSorted()).toEqual(Object.keys(zhCN).toSorted());
    expect(Object.keys(errorsEn).toSorted()).toEqual(Object.keys(errorsZhCN).toSorted());
    expect(Object.keys(auditEn).toSorted()).toEqual(Object.keys(auditZhCN).toSorted());
  });

  it('have the same places for values in both languages', () => {
    for (const [key, text] of Object.entries(zhCN)) {
      expect(places(en[key as keyof typeof en]), key).toEqual(places(text));
    }
    for (const [code, text] of Object.entries(errorsZhCN)) {
      expect(places(errorsEn[code] ?? ''), code).toEqual(places(text));
    }
  });

  it('are Chinese in the Chinese file and not in the English one', () => {
    const chinese = /[\u4e00-\u9fff]/;
    expect(Object.entries(en).filter(([, text]) => chinese.test(text))).toEqual([]);
    expect(Object.values(errorsEn).filter((text) => chinese.test(text))).toEqual([]);
    expect(Object.values(errorsZhCN).filter((text) => !chinese.test(text))).toEqual([]);
    expect(Object.values(auditEn).filter((text) => chinese.test(text))).toEqual([]);
    expect(Object.values(auditZhCN).filter((text) => !chinese.test(text))).toEqual([]);
  });
});

describe('a text', () => {
  it('takes its values, and keeps a place without one visible', () => {
    expect(fill('{n} of {all}', { n: 3 })).toBe('3 of {all}');
    expect(fill('{list}', { list: ['a', 'b'] })).toBe('a, b');
  });

  it('of an unknown code is what the server said', () => {
    expect(translator('zh-CN').code('x.y', {}, 'said')).toBe('said');
  });

  it('of a code that came without its arguments is what the server said', () => {
    expect(translator('en').code('access.unknown_user', {}, 'There is no user.')).toBe('There is no user.');
    expect(translator('en').code('access.unknown_user', { name: 'li' }, 'x')).toBe('There is no user li');
  });
});

describe('what was done', () => {
  it('is told in words, and as its code where there are none', () => {
    expect(translator('zh-CN').action('access.signed_in')).toBe('登录');
    expect(translator('en').action('later.thing_done')).toBe('later.thing_done');
  });
});

describe('the first language', () => {
  it.each([
    [['zh-TW', 'en'], 'zh-CN'],
    [['fr', 'en-GB', 'zh'], 'en'],
    [['fr'], 'en'],
  ] as const)('%s gives %s', (languages, expected) => {
    expect(preferredLanguage(languages)).toBe(expected);
  });
});
