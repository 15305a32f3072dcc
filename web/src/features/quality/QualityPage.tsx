import { Alert, Button, Empty, Segmented, Select, Skeleton } from 'antd';
import { useState } from 'react';

import { startPass, type QualityBoard, type QualityCheck } from '@/api/quality';
import type { Shop } from '@/api/shops';
import { momentText } from '@/lib/day';
import { useTranslator } from '@/lib/i18n/language';
import { useShops } from '@/ui/answers';
import { Failure } from '@/ui/Failure';
import { Panel } from '@/ui/Panel';
import { useMay } from '@/ui/session';

import { CheckDrawer } from './CheckDrawer';
import { CheckTable } from './CheckTable';
import { countOf, isOpen, sorted, useBoard, useChange } from './quality';
import './quality.css';

/** How good the data is: what every source is held to, the worst first. */
export default function QualityPage() {
  const { t } = useTranslator();
  const mayCheck = useMay('operator');
  const board = useBoard();
  const shops = useShops();
  const start = useChange(startPass);
  const failure = board.error ?? shops.error;
  const running = board.data?.running === true;
  return (
    <div className="page">
      <div className="list-head">
        <div>
          <h1 className="page-title">{t('quality.title')}</h1>
          <p className="panel-note">{t('quality.hint')}</p>
        </div>
        <div className="quality-tools">
          {typeof board.data?.asOf === 'string' && (
            <span className="source-hint">
              {t('quality.asOf', {
                at: momentText(board.data.asOf),
                seconds: ((board.data.millis ?? 0) / 1000).toFixed(1),
              })}
            </span>
          )}
          {mayCheck && (
            <Button loading={running || start.isPending} onClick={() => start.mutate(undefined)}>
              {t(running ? 'quality.running' : 'quality.check')}
            </Button>
          )}
        </div>
      </div>
      {failure !== null && (
        <Failure
          failure={failure}
          onRetry={() => {
            void board.refetch();
            void shops.refetch();
          }}
        />
      )}
      {board.data !== undefined && shops.data !== undefined ? (
        <Checks board={board.data} shops={shops.data} />
      ) : (
        failure === null && <Skeleton active paragraph={{ rows: 8 }} />
      )}
    </div>
  );
}

function Checks({ board, shops }: { board: QualityBoard; shops: readonly Shop[] }) {
  const { t } = useTranslator();
  const [shop, setShop] = useState('');
  const [everything, setEverything] = useState(false);
  const [opened, setOpened] = useState<string | null>(null);
  const ofShop = board.checks.filter((check) => shop === '' || check.shop === shop);
  const todo = ofShop.filter(isOpen);
  const shown = sorted(everything ? ofShop : todo);
  const check = board.checks.find(({ key }) => key === opened);
  const nothing = (title: string, text: string) => (
    <Empty
      image={Empty.PRESENTED_IMAGE_SIMPLE}
      description={
        <>
          <div className="source-empty">{title}</div>
          <div className="source-how">{text}</div>
        </>
      }
    />
  );
  const body = (rows: readonly QualityCheck[]) => {
    if (board.asOf === null) {
      return nothing(t('quality.never'), t('quality.never.how'));
    }
    if (board.checks.length === 0) {
      return nothing(t('quality.none'), t('quality.none.text'));
    }
    if (rows.length === 0) {
      const few = countOf(board, 'too_little', shop === '' ? undefined : shop);
      return nothing(t('quality.good'), t('quality.good.text', { n: ofShop.length, few }));
    }
    return <CheckTable board={board} checks={rows} shops={shops} onOpen={(one) => setOpened(one.key)} />;
  };
  return (
    <Panel
      title={
        <Segmented
          value={everything ? 'all' : 'open'}
          aria-label={t('quality.show')}
          options={[
            { value: 'open', label: t('quality.show.open', { n: todo.length }) },
            { value: 'all', label: t('quality.show.all', { n: ofShop.length }) },
          ]}
          onChange={(value) => setEverything(value === 'all')}
        />
      }
      extra={
        <Select
          aria-label={t('quality.shop')}
          value={shop}
          popupMatchSelectWidth={false}
          options={[
            { value: '', label: t('quality.shop.all') },
            ...shops.map((one) => ({ value: one.id, label: one.name })),
          ]}
          onChange={setShop}
        />
      }
    >
      {board.leftOut.length > 0 && (
        <Alert
          type="warning"
          showIcon
          className="quality-left"
          title={t('quality.leftOut', { topics: board.leftOut.join(t('quality.comma')) })}
        />
      )}
      {body(shown)}
      {check !== undefined && (
        <CheckDrawer
          check={check}
          board={board}
          shop={shops.find(({ id }) => id === check.shop)}
          onClose={() => setOpened(null)}
        />
      )}
    </Panel>
  );
}
