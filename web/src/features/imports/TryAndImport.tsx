import { DownloadOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Alert, App, AutoComplete, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';

import { startImport } from '@/api/imports';
import { mappingText, rehearse, saveFormat, type Draft, type Rehearsal, type RowKind } from '@/api/mapping';
import { useTranslator } from '@/lib/i18n/language';
import { saveFile } from '@/lib/save';
import { Failure } from '@/ui/Failure';

import { MAPPED, useShops } from './runs';
import { missingFields } from './mappingDraft';
import { RehearsalResult } from './RehearsalResult';

interface TryAndImportProps {
  file: File;
  shop: string;
  draft: Draft;
  kind: RowKind;
  onShop: (shop: string) => void;
  onDraft: (draft: Draft) => void;
}

type Task = 'rehearse' | 'import' | 'save' | 'yaml';

/** What an import would do, the import itself, and the format to keep. */
export function TryAndImport({ file, shop, draft, kind, onShop, onDraft }: TryAndImportProps) {
  const { t, of } = useTranslator();
  const { message } = App.useApp();
  const client = useQueryClient();
  const navigate = useNavigate();
  const shops = useShops();
  const [told, setTold] = useState<{ rehearsal: Rehearsal; of: Draft; shop: string } | null>(null);
  const [yaml, setYaml] = useState<string | null>(null);
  const [busy, setBusy] = useState<Task | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const missing = missingFields(draft, kind);
  const nameless = draft.name.trim() === '';
  const shopless = shop.trim() === '';
  const unready = missing.length > 0 || nameless;

  const during = async (task: Task, work: () => Promise<void>) => {
    setBusy(task);
    setFailure(null);
    try {
      await work();
    } catch (reason) {
      setFailure(reason);
    } finally {
      setBusy(null);
    }
  };
  const signal = () => new AbortController().signal;

  const tryIt = () =>
    during('rehearse', async () => {
      setTold(null);
      setTold({ rehearsal: await rehearse(file, shop.trim(), draft, signal()), of: draft, shop });
    });
  const importIt = () =>
    during('import', async () => {
      const { mapping } = await mappingText(draft);
      const map = new File([mapping], `${draft.name}.yml`, { type: 'text/yaml' });
      const order = { format: MAPPED, shop: shop.trim(), files: [file], map };
      const { id } = await startImport(order, () => undefined, signal());
      await client.invalidateQueries({ queryKey: ['imports'] });
      void navigate(`/imports?run=${id}`);
    });
  const saveIt = () =>
    during('save', async () => {
      const { name } = await saveFormat(draft);
      await client.invalidateQueries({ queryKey: ['formats'] });
      await client.invalidateQueries({ queryKey: ['own-formats'] });
      message.success(t(draft.reading.headerRow === 0 ? 'mapping.savedHeaderless' : 'mapping.saved', { name }));
    });

  return (
    <>
      <div className="import-fields">
        <Form.Item label={t('imports.shop')} htmlFor="mapping-shop" layout="vertical">
          <AutoComplete
            id="mapping-shop"
            value={shop}
            placeholder={t('imports.shop.placeholder')}
            options={(shops.data ?? []).map((one) => ({ value: one.name }))}
            showSearch={{
              filterOption: (text, option) => (option?.value ?? '').toLowerCase().includes(text.toLowerCase()),
            }}
            onChange={onShop}
          />
        </Form.Item>
        <Form.Item
          label={t('mapping.name')}
          htmlFor="mapping-name"
          layout="vertical"
          extra={t('mapping.name.hint')}
          {...(nameless ? { validateStatus: 'error' as const, help: t('mapping.name.required') } : {})}
        >
          <Input
            id="mapping-name"
            value={draft.name}
            maxLength={60}
            onChange={(event) => onDraft({ ...draft, name: event.target.value })}
          />
        </Form.Item>
      </div>
      {missing.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t('mapping.missing', { fields: missing.map((field) => of(field.title)).join(', ') })}
        />
      )}
      {failure !== null && <Failure failure={failure} />}
      <div className="mapping-actions">
        <Button
          loading={busy === 'rehearse'}
          disabled={unready || shopless || busy !== null}
          onClick={() => void tryIt()}
        >
          {t(busy === 'rehearse' ? 'mapping.rehearsing' : 'mapping.rehearse')}
        </Button>
        <Button
          type="primary"
          loading={busy === 'import'}
          disabled={unready || shopless || busy !== null}
          onClick={() => void importIt()}
        >
          {t('imports.start')}
        </Button>
        <Button loading={busy === 'save'} disabled={unready || busy !== null} onClick={() => void saveIt()}>
          {t('mapping.save')}
        </Button>
        <Button
          type="link"
          disabled={unready || busy !== null}
          onClick={() => void during('yaml', async () => setYaml((await mappingText(draft)).mapping))}
        >
          {t('mapping.yaml')}
        </Button>
      </div>
      {told?.of === draft && told.shop === shop && <RehearsalResult rehearsal={told.rehearsal} />}
      <Modal
        open={yaml !== null}
        width={760}
        title={`${draft.name}.yml`}
        onCancel={() => setYaml(null)}
        footer={
          <Button
            icon={<DownloadOutlined />}
            onClick={() => saveFile(new Blob([yaml ?? ''], { type: 'text/yaml' }), `${draft.name}.yml`)}
          >
            {t('mapping.yaml.download')}
          </Button>
        }
      >
        <pre className="mapping-yaml">{yaml}</pre>
      </Modal>
    </>
  );
}
