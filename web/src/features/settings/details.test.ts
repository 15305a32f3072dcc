import { describe, expect, it } from 'vitest';

import { translator } from '@/lib/i18n/language';

import { detailTexts } from './details';

describe('the details of an audit entry', () => {
  it('are told in the words of the reader, in their order', () => {
    const details = { role: 'ADMIN', shops: [], disabled: false, passwordReset: true };

    expect(detailTexts(details, translator('zh-CN'))).toEqual(['角色：管理员', '可见店铺：全部店铺', '重置密码']);
    expect(detailTexts(details, translator('en'))).toEqual([
      'Role: Administrator',
      'Visible shops: All shops',
      'Password reset',
    ]);
  });

  it('have grouped numbers, lists of names, and what has no words as it is', () => {
    const details = { files: ['a.csv', 'b.csv'], accepted: 861425, rejected: 0, colour: 'red' };

    expect(detailTexts(details, translator('en'))).toEqual([
      'Files: a.csv, b.csv',
      'Accepted: 861,425',
      'Quarantined: 0',
      'colour: red',
    ]);
  });
});
