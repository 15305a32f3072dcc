import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Select, Table } from 'antd';
import { useState } from 'react';

import { findContacts, type Contact } from '@/api/contacts';
import type { Shop } from '@/api/shops';
import { momentText } from '@/lib/day';
import { useTranslator } from '@/lib/i18n/language';
import { Failure } from '@/ui/Failure';

import { RevealDialog } from './RevealDialog';

interface Asked {
  shop: string;
  customer: string;
}

/** The contacts of one customer, masked. */
export function ContactSearch({ shops }: { shops: Shop[] }) {
  const { t } = useTranslator();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [revealing, setRevealing] = useState<Contact | null>(null);
  const found = useQuery({
    queryKey: ['contacts', asked],
    queryFn: ({ signal }) => findContacts(asked?.shop ?? '', asked?.customer ?? '', signal),
    enabled: asked !== null,
    staleTime: 0,
  });
  const required = [{ required: true, whitespace: true, message: t('settings.required') }];
  return (
    <section className="snippets" aria-label={t('contact.search')}>
      <h2>{t('contact.search')}</h2>
      <Form<Asked>
        className="contact-search"
        layout="inline"
        requiredMark={false}
        onFinish={({ shop, customer }) => setAsked({ shop, customer: customer.trim() })}
      >
        <Form.Item name="shop" label={t('contact.shop')} rules={required}>
          <Select
            popupMatchSelectWidth={false}
            style={{ minWidth: 180 }}
            options={shops.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
        <Form.Item name="customer" label={t('contact.customer')} rules={required}>
          <Input maxLength={500} placeholder={t('contact.customer.hint')} style={{ minWidth: 240 }} />
        </Form.Item>
        <Button htmlType="submit" loading={found.isFetching}>
          {t('contact.find')}
        </Button>
      </Form>
      {found.error !== null && <Failure failure={found.error} onRetry={() => void found.refetch()} />}
      {asked !== null && found.data !== undefined && (
        <Table<Contact>
          size="small"
          rowKey={({ kind, masked, source, firstSeen }) => `${kind} ${masked} ${source} ${firstSeen}`}
          pagination={false}
          dataSource={found.data}
          locale={{ emptyText: t('contact.none') }}
          scroll={{ x: 'max-content' }}
          columns={[
            { key: 'kind', title: t('contact.kind'), render: (_: unknown, { kind }) => t(`contact.kind.${kind}`) },
            { key: 'masked', title: t('contact.masked'), dataIndex: 'masked' },
            { key: 'source', title: t('contact.source'), dataIndex: 'source' },
            {
              key: 'first',
              title: t('contact.firstSeen'),
              render: (_: unknown, { firstSeen }) => momentText(firstSeen),
            },
            { key: 'last', title: t('contact.lastSeen'), render: (_: unknown, { lastSeen }) => momentText(lastSeen) },
            {
              key: 'actions',
              title: t('settings.actions'),
              className: 'actions-cell',
              render: (_: unknown, one) => (
                <Button type="link" size="small" onClick={() => setRevealing(one)}>
                  {t('contact.reveal')}
                </Button>
              ),
            },
          ]}
        />
      )}
      {asked !== null && revealing !== null && (
        <RevealDialog {...asked} contact={revealing} onClose={() => setRevealing(null)} />
      )}
    </section>
  );
}
