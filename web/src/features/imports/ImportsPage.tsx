import { useQueryClient } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';

import type { ImportRun } from '@/api/imports';
import { useTranslator } from '@/lib/i18n/language';
import { Failure } from '@/ui/Failure';
import { Panel } from '@/ui/Panel';

import { NewImport } from './NewImport';
import { PastImports } from './PastImports';
import { QuarantineDrawer } from './QuarantineDrawer';
import { RunResult } from './RunResult';
import { useFormats, useImport, useImports, useShops } from './runs';

/** Bringing files in, and what became of those that came before. */
export default function ImportsPage() {
  const { t } = useTranslator();
  const client = useQueryClient();
  const formats = useFormats();
  const shops = useShops();
  const runs = useImports();
  const [query, setQuery] = useSearchParams();
  const [quarantine, setQuarantine] = useState<ImportRun | null>(null);
  const shown = useImport(query.get('run'));
  const failure = formats.error ?? shops.error ?? runs.error;

  const show = (id: string) => {
    setQuery({ run: id });
    setQuarantine(null);
    void client.invalidateQueries({ queryKey: ['imports'] });
  };

  return (
    <div className="page">
      <h1 className="page-title">{t('imports.title')}</h1>
      {failure !== null && (
        <Failure
          failure={failure}
          onRetry={() => {
            void formats.refetch();
            void shops.refetch();
            void runs.refetch();
          }}
        />
      )}
      {shown.data !== undefined && (
        <Panel title={shown.data.files.join(', ')}>
          <RunResult run={shown.data} onQuarantine={setQuarantine} />
        </Panel>
      )}
      {shown.error !== null && <Failure failure={shown.error} onRetry={() => void shown.refetch()} />}
      <Panel title={t('imports.new')}>
        {formats.data === undefined || shops.data === undefined ? (
          <Skeleton active />
        ) : (
          <NewImport formats={formats.data} shops={shops.data} onStarted={show} />
        )}
      </Panel>
      <Panel title={t('imports.past')}>
        <PastImports
          runs={runs.data ?? []}
          formats={formats.data ?? []}
          shops={shops.data ?? []}
          loading={runs.isPending}
          onOpen={show}
          onQuarantine={setQuarantine}
        />
      </Panel>
      {quarantine !== null && (
        <QuarantineDrawer
          key={quarantine.id}
          run={quarantine}
          onClose={() => setQuarantine(null)}
          onStarted={(id) => show(id)}
        />
      )}
    </div>
  );
}
