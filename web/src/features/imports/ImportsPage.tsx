import { DownloadOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';

import type { ImportRun } from '@/api/imports';
import { useTranslator } from '@/lib/i18n/language';
import { Failure } from '@/ui/Failure';
import { Panel } from '@/ui/Panel';

import { OwnFormats } from './OwnFormats';
import { NewImport } from './NewImport';
import { PastImports } from './PastImports';
import { QuarantineDrawer } from './QuarantineDrawer';
import { RunResult } from './RunResult';
import { useFormats, useImport, useImports, useShops } from './runs';
import { TemplatesDrawer } from './TemplatesDrawer';
import { UndoDialog } from './UndoDialog';

/** Bringing files in, and what became of those that came before. */
export default function ImportsPage() {
  const { t } = useTranslator();
  const client = useQueryClient();
  const formats = useFormats();
  const shops = useShops();
  const runs = useImports();
  const [query, setQuery] = useSearchParams();
  const [quarantine, setQuarantine] = useState<ImportRun | null>(null);
  const [undoing, setUndoing] = useState<ImportRun | null>(null);
  const [templates, setTemplates] = useState(false);
  const shown = useImport(query.get('run'));
  const failure = formats.error ?? shops.error ?? runs.error;

  const show = (id: string) => {
    setQuery({ run: id });
    setQuarantine(null);
    setUndoing(null);
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
          <RunResult run={shown.data} onQuarantine={setQuarantine} onUndo={setUndoing} />
        </Panel>
      )}
      {shown.error !== null && <Failure failure={shown.error} onRetry={() => void shown.refetch()} />}
      <Panel
        title={t('imports.new')}
        extra={
          <Button icon={<DownloadOutlined />} onClick={() => setTemplates(true)}>
            {t('templates.open')}
          </Button>
        }
      >
        {formats.data === undefined || shops.data === undefined ? (
          <Skeleton active />
        ) : (
          <NewImport formats={formats.data} shops={shops.data} onStarted={show} />
        )}
      </Panel>
      <OwnFormats />
      <Panel title={t('imports.past')}>
        <PastImports
          runs={runs.data ?? []}
          formats={formats.data ?? []}
          shops={shops.data ?? []}
          loading={runs.isPending}
          onOpen={show}
          onQuarantine={setQuarantine}
          onUndo={setUndoing}
        />
      </Panel>
      {templates && <TemplatesDrawer onClose={() => setTemplates(false)} />}
      {undoing !== null && (
        <UndoDialog key={undoing.id} run={undoing} onClose={() => setUndoing(null)} onStarted={show} />
      )}
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
