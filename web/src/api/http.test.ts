import { afterEach, describe, expect, it, vi } from 'vitest';

import { change, fileName, get } from './http';
import { metricAddress } from './metric';

afterEach(() => {
  vi.unstubAllGlobals();
});

function answer(status: number, body: unknown): Response {
  return new Response(body === undefined ? null : JSON.stringify(body), { status });
}

describe('a request', () => {
  it('that is refused carries code, status and arguments', async () => {
    const body = { detail: 'There is no metric x.', code: 'metric.unknown_metric', arguments: { metric: 'x' } };
    vi.stubGlobal('fetch', () => Promise.resolve(answer(400, body)));
    await expect(get('/api/metric')).rejects.toMatchObject({
      status: 400,
      code: 'metric.unknown_metric',
      values: { metric: 'x' },
      message: 'There is no metric x.',
    });
  });

  it('that meets a page of some proxy keeps the status', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('<html>', { status: 502 })));
    await expect(get('/api/metric')).rejects.toMatchObject({ status: 502, code: null, message: '' });
  });

  it('that does not arrive has the status 0', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    await expect(get('/api/metric')).rejects.toMatchObject({ status: 0 });
  });

  it('that changes something gives back the token of the cookie', async () => {
    vi.spyOn(document, 'cookie', 'get').mockReturnValue('a=b; XSRF-TOKEN=t%2B1');
    const sent: RequestInit[] = [];
    vi.stubGlobal('fetch', (_path: string, request: RequestInit) => {
      sent.push(request);
      return Promise.resolve(new Response(null, { status: 204 }));
    });
    await expect(change('DELETE', '/api/session')).resolves.toBeUndefined();
    expect(sent[0]?.headers).toMatchObject({ 'X-XSRF-TOKEN': 't+1' });
  });
});

describe('the name of a download', () => {
  it('is the extended one if there is one', () => {
    expect(fileName(`attachment; filename="a.csv"; filename*=UTF-8''%E4%B8%8A.csv`)).toBe('上.csv');
    expect(fileName('attachment; filename="a b.csv"')).toBe('a b.csv');
    expect(fileName(null)).toBeNull();
  });
});

describe('the address of a question', () => {
  it('holds all of it, also names with letters that addresses reserve', () => {
    const address = metricAddress(
      {
        metrics: ['gmv', 'aov'],
        range: { from: '2020-02-01', to: '2020-03-01' },
        shop: '花 & 间',
        by: ['region'],
        where: [{ dimension: 'product', value: 'a=b' }],
        compare: 'last-year',
        order: 'gmv',
        limit: 5,
      },
      'csv',
    );
    const query = new URL(address, 'http://x').searchParams;
    expect(Object.fromEntries(query)).toEqual({
      ids: 'gmv,aov',
      from: '2020-02-01',
      to: '2020-03-01',
      shop: '花 & 间',
      by: 'region',
      where: 'product=a=b',
      compare: 'last-year',
      order: 'gmv',
      limit: '5',
      format: 'csv',
    });
  });
});
