import './events.css';

import { PauseOutlined, CaretRightOutlined } from '@ant-design/icons';
import { Button, Collapse, Empty, Input, Segmented, Select, Skeleton } from 'antd';
import { useState } from 'react';

import { count } from '@/lib/figure';
import { useTranslator } from '@/lib/i18n/language';
import { Failure } from '@/ui/Failure';
import { Panel } from '@/ui/Panel';

import { matches, typeOf, useSeenEvents, type Wanted } from './events';
import { EventTable, useTypeText } from './EventTable';
import { SetUp } from './SetUp';

const STATES = ['all', 'taken', 'rejected', 'ignored', 'withheld'] as const;

/** The events that reach the server, a second after they do, and the code with which a shop begins to send them. */
export default function EventsPage() {
  const { t, language } = useTranslator();
  const typeText = useTypeText();
  const [paused, setPaused] = useState(false);
  const [wanted, setWanted] = useState<Wanted>({ state: 'all', type: null, key: null, visitor: '' });
  const seen = useSeenEvents(paused);
  const events = seen.data?.events ?? [];
  const types = [...new Set(events.map(typeOf))].filter((type) => type !== '').sort();
  const keys = [...new Map(events.map((event) => [event.key, event.keyName ?? event.key]))];
  const want = (change: Partial<Wanted>) => setWanted((before) => ({ ...before, ...change }));
  return (
    <div className="page">
      <h1 className="page-title">{t('events.title')}</h1>
      {seen.error !== null && <Failure failure={seen.error} onRetry={() => void seen.refetch()} />}
      <Panel
        title={t('events.list')}
        extra={
          <Button
            icon={paused ? <CaretRightOutlined /> : <PauseOutlined />}
            onClick={() => setPaused((before) => !before)}
          >
            {t(paused ? 'events.resume' : 'events.pause')}
          </Button>
        }
      >
        {seen.data === undefined ? (
          <Skeleton active />
        ) : events.length === 0 ? (
          <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('events.empty')} />
        ) : (
          <>
            <p className="events-hint">
              {t('events.hint')}
              {seen.data.withheld > 0 &&
                ` ${t('events.withheldCount', { count: count(seen.data.withheld, language) })}`}
            </p>
            <div className="events-bar">
              <Segmented
                value={wanted.state}
                onChange={(state) => want({ state })}
                options={STATES.map((value) => ({ value, label: t(`events.state.${value}`) }))}
              />
              <Select
                allowClear
                aria-label={t('events.type')}
                placeholder={t('events.type')}
                value={wanted.type}
                onChange={(type: string | undefined) => want({ type: type ?? null })}
                options={types.map((value) => ({ value, label: typeText(value) }))}
              />
              <Select
                allowClear
                aria-label={t('events.key')}
                placeholder={t('events.key')}
                value={wanted.key}
                onChange={(key: string | undefined) => want({ key: key ?? null })}
                options={keys.map(([value, label]) => ({ value, label }))}
              />
              <Input
                allowClear
                aria-label={t('events.visitor')}
                placeholder={t('events.visitor')}
                value={wanted.visitor}
                onChange={(change) => want({ visitor: change.target.value.trim() })}
              />
            </div>
            <EventTable events={events.filter((event) => matches(event, wanted))} />
          </>
        )}
      </Panel>
      {seen.data !== undefined &&
        (events.length === 0 ? (
          <Panel title={t('events.setup')}>
            <SetUp />
          </Panel>
        ) : (
          <Collapse items={[{ key: 'setup', label: t('events.setup'), children: <SetUp /> }]} />
        ))}
    </div>
  );
}
