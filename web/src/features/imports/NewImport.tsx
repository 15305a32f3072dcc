import { InboxOutlined, UploadOutlined } from '@ant-design/icons';
import { Alert, AutoComplete, Button, Form, Progress, Select, Upload } from 'antd';
import { useRef, useState } from 'react';
import { useNavigate } from 'react-router';

import { startImport, type ImportFormat } from '@/api/imports';
import type { Shop } from '@/api/shops';
import { useTranslator } from '@/lib/i18n/language';
import { Failure } from '@/ui/Failure';

import { keepForMapping } from './waitingFile';
import { MAPPED, RECOGNISED } from './runs';

interface NewImportProps {
  formats: readonly ImportFormat[];
  shops: readonly Shop[];
  onStarted: (id: string) => void;
}

interface Values {
  format: string;
  shop: string;
}

/** Files in, one run out. */
export function NewImport({ formats, shops, onStarted }: NewImportProps) {
  const { t, of } = useTranslator();
  const [form] = Form.useForm<Values>();
  const [files, setFiles] = useState<File[]>([]);
  const [map, setMap] = useState<File | null>(null);
  const [share, setShare] = useState<number | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [incomplete, setIncomplete] = useState<'files' | 'map' | null>(null);
  const navigate = useNavigate();
  const abort = useRef<AbortController | null>(null);
  const chosen = Form.useWatch('format', form);
  const shop = Form.useWatch('shop', form) as string | undefined;
  const format = formats.find((one) => one.id === chosen);
  const needsMap = format?.mapping ?? chosen === MAPPED;
  const typed = shop?.trim() ?? '';
  const isNew = typed !== '' && !shops.some((one) => one.name === typed || one.id === typed);

  const submit = async (values: Values) => {
    if (files.length === 0) {
      setIncomplete('files');
      return;
    }
    if (needsMap && map === null) {
      setIncomplete('map');
      return;
    }
    setIncomplete(null);
    setFailure(null);
    setShare(0);
    const controller = new AbortController();
    abort.current = controller;
    try {
      const order = { format: values.format, shop: values.shop.trim(), files, map: needsMap ? map : null };
      const { id } = await startImport(order, setShare, controller.signal);
      if (files[0] !== undefined) {
        keepForMapping(files[0], order.shop);
      }
      setFiles([]);
      onStarted(id);
    } catch (reason) {
      setFailure(controller.signal.aborted ? new Error(t('imports.cancelled')) : reason);
    } finally {
      setShare(null);
      abort.current = null;
    }
  };

  return (
    <Form<Values>
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{ format: RECOGNISED }}
      onFinish={(values) => void submit(values)}
    >
      <div className="import-fields">
        <Form.Item
          name="format"
          label={t('imports.format')}
          rules={[{ required: true, message: t('imports.format.required') }]}
          extra={format?.hint === undefined ? undefined : of(format.hint)}
        >
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            virtual={false}
            options={formats.map((one) => ({ value: one.id, label: one.title === undefined ? one.id : of(one.title) }))}
            placeholder={t('imports.format.required')}
          />
        </Form.Item>
        <Form.Item
          name="shop"
          label={t('imports.shop')}
          rules={[{ required: true, whitespace: true, message: t('imports.shop.required') }]}
          extra={isNew ? t('imports.shop.isNew', { name: typed }) : undefined}
        >
          <AutoComplete
            placeholder={t('imports.shop.placeholder')}
            options={shops.map((one) => ({ value: one.name }))}
            showSearch={{
              filterOption: (text, option) => (option?.value ?? '').toLowerCase().includes(text.toLowerCase()),
            }}
          />
        </Form.Item>
      </div>
      {needsMap && (
        <Form.Item label={t('imports.map')} extra={t('imports.map.hint')}>
          <Upload
            accept=".yml,.yaml"
            maxCount={1}
            fileList={map === null ? [] : [{ uid: 'map', name: map.name, status: 'done' }]}
            beforeUpload={(file) => {
              setMap(file);
              return false;
            }}
            onRemove={() => setMap(null)}
          >
            <Button icon={<UploadOutlined />}>{t('imports.map.choose')}</Button>
          </Upload>
          {incomplete === 'map' && map === null && <Alert type="error" title={t('imports.map.required')} />}
        </Form.Item>
      )}
      <Form.Item label={t('imports.files')} htmlFor="import-files">
        <Upload.Dragger
          id="import-files"
          multiple
          className="import-drop"
          fileList={files.map((file, index) => ({
            uid: `${index}-${file.name}`,
            name: file.name,
            size: file.size,
            status: 'done',
          }))}
          beforeUpload={(file) => {
            setFiles((now) =>
              now.some((one) => one.name === file.name && one.size === file.size) ? now : [...now, file],
            );
            return false;
          }}
          onRemove={(removed) =>
            setFiles((now) => now.filter((file, index) => `${index}-${file.name}` !== removed.uid))
          }
        >
          <p className="ant-upload-drag-icon">
            <InboxOutlined />
          </p>
          <p className="ant-upload-text">{t('imports.drop')}</p>
          <p className="ant-upload-hint">{t('imports.drop.hint')}</p>
        </Upload.Dragger>
        {incomplete === 'files' && files.length === 0 && <Alert type="error" title={t('imports.files.required')} />}
      </Form.Item>
      {failure !== null && <Failure failure={failure} />}
      {share !== null ? (
        <div className="import-progress">
          <Progress
            percent={Math.round(share * 100)}
            aria-label={t('imports.uploading', { percent: Math.round(share * 100) })}
          />
          <Button onClick={() => abort.current?.abort()}>{t('app.cancel')}</Button>
        </div>
      ) : (
        <div className="run-actions">
          <Button type="primary" htmlType="submit" className="import-start">
            {t('imports.start')}
          </Button>
          <Button
            title={t('mapping.open.hint')}
            onClick={() => {
              if (files[0] !== undefined) {
                keepForMapping(files[0], typed);
              }
              void navigate('/imports/mapping');
            }}
          >
            {t('mapping.open')}
          </Button>
        </div>
      )}
    </Form>
  );
}
