import { Table, Tag } from 'antd';

import { isMessageKey, useTranslator } from '@/lib/i18n/language';

import { repeated, typeOf, type ListedEvent } from './events';

const COLOURS = { taken: 'success', rejected: 'error', ignored: 'default', withheld: 'warning' } as const;
/** What tells two events of a type apart at a glance. */
const TELLING = ['product', 'element', 'query', 'quantity', 'value', 'dwell_seconds', 'scroll_percent', 'channel'];

const clock = (instant: string) => {
  const date = new Date(instant);
  const pad = (part: number, places = 2) => String(part).padStart(places, '0');
  return `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}.${pad(date.getMilliseconds(), 3)}`;
};

/** The name of a type in the reader's language, or as it was sent. */
export function useTypeText(): (type: string) => string {
  const { t } = useTranslator();
  return (type) => {
    const key = `events.type.${type}`;
    return isMessageKey(key) ? t(key) : type;
  };
}

/** Events, newest first; a row unfolds into its fact and what was sent. */
export function EventTable({ events }: { events: ListedEvent[] }) {
  const { t, code } = useTranslator();
  const typeText = useTypeText();
  const again = repeated(events);
  return (
    <Table<ListedEvent>
      size="small"
      rowKey="at"
      className="events-table"
      dataSource={events}
      pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
      scroll={{ x: 1_000 }}
      locale={{ emptyText: t('events.noMatch') }}
      columns={[
        {
          key: 'time',
          title: t('events.time'),
          className: 'events-code',
          render: (_: unknown, e) => clock(e.receivedAt),
        },
        {
          key: 'state',
          title: t('events.state'),
          render: (_: unknown, e) => (
            <>
              <Tag color={COLOURS[e.state]}>{t(`events.state.${e.state}`)}</Tag>
              {again.has(e.at) && <div className="events-client">{t('events.repeated')}</div>}
            </>
          ),
        },
        {
          key: 'type',
          title: t('events.type'),
          className: 'events-wrap',
          render: (_: unknown, e) =>
            e.reason !== null && e.raw === null ? t('events.request') : typeText(typeOf(e)) || '—',
        },
        {
          key: 'what',
          title: t('events.what'),
          className: 'events-what',
          render: (_: unknown, e) =>
            e.reason === null
              ? TELLING.filter((column) => e.fact[column] !== undefined)
                  .map((column) => `${column} ${e.fact[column] ?? ''}`)
                  .join(' · ') || '—'
              : code(e.reason.code, e.reason.arguments, e.reason.message),
        },
        {
          key: 'page',
          title: t('events.page'),
          className: 'events-wrap',
          render: (_: unknown, e) => e.fact['page'] ?? '—',
        },
        {
          key: 'visitor',
          title: t('events.visitor'),
          className: 'events-wrap events-code',
          render: (_: unknown, e) => e.fact['customer'] ?? e.fact['visitor'] ?? '—',
        },
        {
          key: 'key',
          title: t('events.key'),
          className: 'events-wrap',
          render: (_: unknown, e) => (
            <>
              {e.keyName ?? e.key}
              <div className="events-client">{e.client ?? e.protocol}</div>
            </>
          ),
        },
      ]}
      expandable={{
        expandRowByClick: true,
        expandedRowRender: (e) => (
          <div className="events-detail">
            <section>
              <h3>{t('events.fact')}</h3>
              {e.reason !== null && <p>{code(e.reason.code, e.reason.arguments, e.reason.message)}</p>}
              {Object.keys(e.fact).length === 0 ? (
                e.reason === null && <p>{t('events.noFact')}</p>
              ) : (
                <dl>
                  {Object.entries(e.fact).map(([column, value]) => (
                    <div key={column}>
                      <dt>{column}</dt>
                      <dd>{value}</dd>
                    </div>
                  ))}
                </dl>
              )}
              {e.order !== null && <p>{t('events.order', { order: e.order })}</p>}
              {e.customer && <p>{t('events.customer')}</p>}
            </section>
            <section>
              <h3>{t('events.raw')}</h3>
              {e.raw === null ? (
                <p>{t(e.state === 'withheld' ? 'events.nothingKept' : 'events.noRaw')}</p>
              ) : (
                <pre tabIndex={0}>{JSON.stringify(e.raw, null, 2)}</pre>
              )}
            </section>
          </div>
        ),
      }}
    />
  );
}
