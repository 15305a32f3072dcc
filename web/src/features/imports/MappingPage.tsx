import { useQuery } from '@tanstack/react-query';
import { Alert, Skeleton } from 'antd';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';

import { previewFile, readKinds, type Draft, type Preview, type Reading } from '@/api/mapping';
import { useTranslator } from '@/lib/i18n/language';
import { Failure } from '@/ui/Failure';
import { Panel } from '@/ui/Panel';

import { draftFor } from './mappingDraft';
import { FieldTable } from './FieldTable';
import { FilePicker } from './FilePicker';
import { MoreSettings } from './MoreSettings';
import { PreviewTable } from './PreviewTable';
import { TryAndImport } from './TryAndImport';
import { waitingFile } from './waitingFile';
import { WordTables } from './WordTables';
import './mapping.css';

/** A file that no format knows: what it holds, what its columns are, what an import would do, and the import. */
export default function MappingPage() {
  const { t } = useTranslator();
  const [file, setFile] = useState<File | null>(() => waitingFile()?.file ?? null);
  const [shop, setShop] = useState(() => waitingFile()?.shop ?? '');
  const [reading, setReading] = useState<Reading | null>(null);
  const [preview, setPreview] = useState<Preview | null>(null);
  const [draft, setDraft] = useState<Draft | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [looking, setLooking] = useState(false);
  const kinds = useQuery({
    queryKey: ['mapping-kinds'],
    queryFn: ({ signal }) => readKinds(signal),
    staleTime: Infinity,
  });

  useEffect(() => {
    if (file === null) {
      return undefined;
    }
    const controller = new AbortController();
    const look = async () => {
      setLooking(true);
      setFailure(null);
      try {
        const seen = await previewFile(file, reading, controller.signal);
        setPreview(seen);
        setDraft(seen.drafts[0]?.draft ?? null);
      } catch (reason) {
        if (!controller.signal.aborted) {
          setFailure(reason);
        }
      } finally {
        if (!controller.signal.aborted) {
          setLooking(false);
        }
      }
    };
    void look();
    return () => controller.abort();
  }, [file, reading]);

  const choose = (next: File) => {
    setFile(next);
    setReading(null);
    setPreview(null);
    setDraft(null);
  };
  const kind = kinds.data?.kinds.find((one) => one.id === draft?.kind);

  return (
    <div className="page">
      <h1 className="page-title">{t('mapping.title')}</h1>
      <p className="mapping-intro">
        {t('mapping.intro')} <Link to="/imports">{t('mapping.back')}</Link>
      </p>
      {kinds.error !== null && <Failure failure={kinds.error} onRetry={() => void kinds.refetch()} />}
      <Panel title={t('mapping.preview')} stale={looking}>
        <FilePicker file={file} onFile={choose} />
        {failure !== null && <Failure failure={failure} />}
        {looking && preview === null && <Skeleton active />}
        {preview !== null && kinds.data !== undefined && (
          <PreviewTable preview={preview} encodings={kinds.data.encodings} onReading={setReading} />
        )}
      </Panel>
      {preview !== null && draft !== null && kind !== undefined && kinds.data !== undefined && file !== null && (
        <>
          <Panel title={t('mapping.fields')}>
            {draft.split !== null && <Alert type="info" showIcon title={t('mapping.split', { by: draft.split.by })} />}
            <FieldTable
              draft={draft}
              kind={kind}
              kinds={kinds.data}
              preview={preview}
              onKind={(id) => setDraft(draftFor(preview, id, draft))}
              onDraft={setDraft}
            />
            <WordTables draft={draft} kind={kind} kinds={kinds.data} preview={preview} onDraft={setDraft} />
          </Panel>
          <Panel title={t('mapping.more')}>
            <MoreSettings draft={draft} kind={kind} preview={preview} onDraft={setDraft} />
          </Panel>
          <Panel title={t('mapping.run')}>
            <TryAndImport
              key={preview.file}
              file={file}
              shop={shop}
              draft={draft}
              kind={kind}
              onShop={setShop}
              onDraft={setDraft}
            />
          </Panel>
        </>
      )}
    </div>
  );
}
