import { useState } from 'react';

import { listRejectedRows, readRejectedRow, retryRejectedRows, type PulledSource } from '@/api/pulls';
import type { Shop } from '@/api/shops';
import { useTranslator } from '@/lib/i18n/language';

import { useOpened } from './opened';
import { PullDialog } from './PullDialog';
import { PullList } from './PullList';
import { ReadingPanel } from './ReadingPanel';
import { RejectedDrawer } from './RejectedDrawer';
import { ReplayDialog } from './ReplayDialog';
import { usePulledSources, type KeptOf } from './sources';

type Open = 'edit' | 'replay' | 'rejected';

/** Tables of databases that are read in rounds. */
export function PulledTables({ shops }: { shops: readonly Shop[] }) {
  const { t } = useTranslator();
  const sources = usePulledSources();
  const [adding, setAdding] = useState(false);
  const opened = useOpened<Open, PulledSource>(sources.data);
  const [edited, replayed, looked] = [opened.of('edit'), opened.of('replay'), opened.of('rejected')];
  return (
    <ReadingPanel
      title={t('pulls.list')}
      hint={t('pulls.hint')}
      add={t('pulls.add')}
      onAdd={() => setAdding(true)}
      shops={shops}
      sources={sources}
      list={(all) => (
        <PullList
          sources={all}
          shops={shops}
          onEdit={opened.show('edit')}
          onReplay={opened.show('replay')}
          onRejected={opened.show('rejected')}
        />
      )}
    >
      {adding && <PullDialog shops={shops} source={null} onClose={() => setAdding(false)} />}
      {edited !== undefined && <PullDialog shops={shops} source={edited} onClose={opened.close} />}
      {replayed !== undefined && <ReplayDialog source={replayed} onClose={opened.close} />}
      {looked !== undefined && <RejectedDrawer kept={rowsOf(looked)} onClose={opened.close} />}
    </ReadingPanel>
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
