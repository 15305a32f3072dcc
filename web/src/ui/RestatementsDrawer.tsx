import { useQuery } from '@tanstack/react-query';
import { Button, Drawer, Empty, Skeleton, Tag } from 'antd';
import { useState } from 'react';

import type { Dictionary } from '@/api/dictionary';
import type { Question } from '@/api/metric';
import { readRestatements, type Because, type Restatement } from '@/api/restatements';
import { longDay, momentText } from '@/lib/day';
import { exact } from '@/lib/figure';
import { useTranslator } from '@/lib/i18n/language';

import { Failure } from './Failure';
import { FigureButton } from './FigureButton';
import { useRows } from './rows';
import { useMay } from './session';
import './asOf.css';

interface RestatementsProps {
  dictionary: Dictionary;
  /** Metrics, days, shop and filters. */
  question: Question;
  since: string;
}

const COLOURS: Record<Because['how'], string> = { added: 'blue', changed: 'gold', removed: 'volcano' };

/** A button that lists what has changed since a moment, for those who may see orders by their numbers. */
export function RestatementsButton(props: RestatementsProps) {
  const { t } = useTranslator();
  const [open, setOpen] = useState(false);
  const mayExport = useMay('analyst');
  if (!mayExport) {
    return null;
  }
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {t('restated.open')}
      </Button>
      {open && (
        <Drawer open size={Math.min(720, window.innerWidth)} title={t('restated.title')} onClose={() => setOpen(false)}>
          <RestatementsList {...props} />
        </Drawer>
      )}
    </>
  );
}

function RestatementsList({ dictionary, question, since }: RestatementsProps) {
  const { t } = useTranslator();
  // One figure is of then, the other of now, whatever the page looks back to.
  const { open } = useRows({ ofNow: true });
  const answer = useQuery({
    queryKey: ['restatements', question, since],
    queryFn: ({ signal }) => readRestatements(question, since, signal),
  });
  const data = answer.data;
  if (answer.error !== null) {
    return <Failure failure={answer.error} onRetry={() => void answer.refetch()} />;
  }
  if (data === undefined) {
    return <Skeleton active paragraph={{ rows: 6 }} />;
  }
  return (
    <div className="restated">
      <p className="rows-note">
        {t('restated.text', { since: momentText(data.since), from: question.range.from, to: question.range.to })}
      </p>
      {data.changes.length === 0 ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('restated.none')} />
      ) : (
        <ul className="restated-list">
          {data.changes.map((change) => (
            <Change
              key={`${change.metric} ${change.day}`}
              change={change}
              dictionary={dictionary}
              currency={data.currency}
              since={since}
              onRows={(asOf) =>
                open({
                  metrics: [change.metric],
                  range: { from: change.day, to: change.day },
                  shop: question.shop,
                  where: question.where ?? [],
                  asOf,
                })
              }
            />
          ))}
        </ul>
      )}
      {data.truncated && <p className="rows-note">{t('restated.more')}</p>}
    </div>
  );
}

interface ChangeProps {
  change: Restatement;
  dictionary: Dictionary;
  currency: string | null;
  since: string;
  /** Opens the rows behind the figure of the day as it was known at a moment, or as it is known now. */
  onRows: (asOf?: string) => void;
}

function Change({ change, dictionary, currency, since, onRows }: ChangeProps) {
  const { t, of, language } = useTranslator();
  const metric = dictionary.metrics.find((one) => one.id === change.metric);
  const style = { unit: metric?.unit ?? 'number', currency, language } as const;
  const figure = (value: Restatement['from'], asOf?: string) =>
    value === null ? (
      t('cockpit.value.none')
    ) : (
      <FigureButton onRows={metric !== undefined ? () => onRows(asOf) : undefined}>{exact(value, style)}</FigureButton>
    );
  return (
    <li>
      <p className="restated-figure">
        <span className="restated-day">{longDay(change.day, language)}</span>
        <b>{metric === undefined ? change.metric : of(metric.title)}</b>
        <span>
          <s>{figure(change.from, since)}</s> → <b>{figure(change.to)}</b>
        </span>
      </p>
      {(change.because ?? []).map((each) => (
        <p key={each.table + each.how} className="restated-because">
          <Tag color={COLOURS[each.how]}>{t(`restated.${each.how}`, { n: each.facts, table: of(each.title) })}</Tag>
          <span>{each.ids.join(', ') + (each.facts > each.ids.length ? ' …' : '')}</span>
          {each.loads.length > 0 && (
            <span className="restated-loads">{t('restated.loads', { runs: each.loads.join(', ') })}</span>
          )}
        </p>
      ))}
    </li>
  );
}
