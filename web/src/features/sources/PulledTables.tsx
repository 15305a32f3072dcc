import { Button, Skeleton } from 'antd';
import { useState } from 'react';

import { listRejectedRows, readRejectedRow, retryRejectedRows, type PulledSource } from '@/api/pulls';
import type { Shop } from '@/api/shops';
import { useTranslator } from '@/lib/i18n/language';
import { Failure } from '@/ui/Failure';
import { Panel } from '@/ui/Panel';
import { useMay } from '@/ui/session';

import { PullDialog } from './PullDialog';
import { PullList } from './PullList';
import { usePulledSources } from './pulls';
import { RejectedDrawer } from './RejectedDrawer';
import { ReplayDialog } from './ReplayDialog';
import type { KeptOf } from './sources';

type Open = 'edit' | 'replay' | 'rejected';

/** Tables of databases that are read in rounds. */
export function PulledTables({ shops }: { shops: readonly Shop[] }) {
  const { t } = useTranslator();
  const mayMake = useMay('admin');
  const sources = usePulledSources();
  const [adding, setAdding] = useState(false);
  const [open, setOpen] = useState<{ what: Open; id: string } | null>(null);
  const opened = sources.data?.find((source) => source.id === open?.id);
  const close = () => setOpen(null);
  const show = (what: Open) => (source: PulledSource) => setOpen({ what, id: source.id });
  return (
    <Panel
      title={t('pulls.list')}
      extra={
        mayMake && shops.length > 0 ? <Button onClick={() => setAdding(true)}>{t('pulls.add')}</Button> : undefined
      }
    >
      {sources.error !== null && <Failure failure={sources.error} onRetry={() => void sources.refetch()} />}
      <p className="source-hint">{t('pulls.hint')}</p>
      {sources.isPending && <Skeleton active />}
      {(sources.data?.length ?? 0) > 0 && (
        <PullList
          sources={sources.data ?? []}
          shops={shops}
          onEdit={show('edit')}
          onReplay={show('replay')}
          onRejected={show('rejected')}
        />
      )}
      {adding && <PullDialog shops={shops} source={null} onClose={() => setAdding(false)} />}
      {opened !== undefined && open?.what === 'edit' && <PullDialog shops={shops} source={opened} onClose={close} />}
      {opened !== undefined && open?.what === 'replay' && <ReplayDialog source={opened} onClose={close} />}
      {opened !== undefined && open?.what === 'rejected' && <RejectedDrawer kept={rowsOf(opened)} onClose={close} />}
    </Panel>
  );
}

const rowsOf = ({ id, name }: PulledSource): KeptOf => ({
  id,
  name,
  what: 'row',
  list: async (signal) => (await listRejectedRows(id, signal)).map((one) => ({ ...one, what: one.place })),
  read: (row) => readRejectedRow(id, row),
  retry: (row) => retryRejectedRows(id, row),
});
