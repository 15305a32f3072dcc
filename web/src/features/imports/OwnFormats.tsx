import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Modal, Table } from 'antd';
import { useState } from 'react';

import { deleteFormat, listOwnFormats, renameFormat, type OwnFormat } from '@/api/mapping';
import { momentText } from '@/lib/day';
import { useTranslator } from '@/lib/i18n/language';
import { Failure } from '@/ui/Failure';
import { failureText } from '@/ui/failureText';
import { Panel } from '@/ui/Panel';
import { useMay } from '@/ui/session';

/** The formats that were saved from mapped columns; nothing where there are none. */
export function OwnFormats() {
  const translator = useTranslator();
  const { t } = translator;
  const { message, modal } = App.useApp();
  const client = useQueryClient();
  const mayChange = useMay('admin');
  const formats = useQuery({ queryKey: ['own-formats'], queryFn: ({ signal }) => listOwnFormats(signal) });
  const [renamed, setRenamed] = useState<OwnFormat | null>(null);
  const [name, setName] = useState('');

  const change = async (work: () => Promise<unknown>) => {
    try {
      await work();
      setRenamed(null);
      await client.invalidateQueries({ queryKey: ['own-formats'] });
      await client.invalidateQueries({ queryKey: ['formats'] });
    } catch (failure) {
      message.error(failureText(failure, translator));
    }
  };
  const remove = (format: OwnFormat) =>
    modal.confirm({
      title: t('mapping.own.sure', { name: format.name }),
      okText: t('mapping.own.delete'),
      cancelText: t('app.cancel'),
      onOk: () => change(() => deleteFormat(format.name)),
    });

  if (formats.error !== null) {
    return <Failure failure={formats.error} onRetry={() => void formats.refetch()} />;
  }
  if (formats.data === undefined || formats.data.length === 0) {
    return null;
  }
  return (
    <Panel title={t('mapping.own')}>
      <p className="muted">{t('mapping.own.hint')}</p>
      <Table<OwnFormat>
        size="small"
        rowKey="name"
        dataSource={formats.data}
        pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
        scroll={{ x: 'max-content' }}
        columns={[
          { key: 'name', title: t('mapping.name'), dataIndex: 'name' },
          {
            key: 'columns',
            title: t('mapping.own.columns'),
            className: 'raw-cell',
            render: (_: unknown, format) => format.columns.slice(0, 8).join(', '),
          },
          { key: 'by', title: t('mapping.own.by'), dataIndex: 'createdBy' },
          {
            key: 'at',
            title: t('imports.column.started'),
            render: (_: unknown, format) => momentText(format.createdAt),
          },
          ...(mayChange
            ? [
                {
                  key: 'actions',
                  render: (_: unknown, format: OwnFormat) => (
                    <>
                      <Button
                        type="link"
                        size="small"
                        aria-label={t('mapping.own.renameOf', { name: format.name })}
                        onClick={() => {
                          setRenamed(format);
                          setName(format.name);
                        }}
                      >
                        {t('mapping.own.rename')}
                      </Button>
                      <Button
                        type="link"
                        size="small"
                        danger
                        aria-label={t('mapping.own.deleteOf', { name: format.name })}
                        onClick={() => remove(format)}
                      >
                        {t('mapping.own.delete')}
                      </Button>
                    </>
                  ),
                },
              ]
            : []),
        ]}
      />
      <Modal
        open={renamed !== null}
        title={t('mapping.own.renameOf', { name: renamed?.name ?? '' })}
        okText={t('app.save')}
        cancelText={t('app.cancel')}
        onCancel={() => setRenamed(null)}
        onOk={() => change(() => renameFormat(renamed?.name ?? '', name.trim()))}
      >
        <Input
          aria-label={t('mapping.name')}
          value={name}
          maxLength={60}
          onChange={(event) => setName(event.target.value)}
        />
      </Modal>
    </Panel>
  );
}
