import { useQuery } from '@tanstack/react-query';
import { Table } from 'antd';

import { countContacts, type ContactCount } from '@/api/contacts';
import { count } from '@/lib/figure';
import { useTranslator } from '@/lib/i18n/language';
import { Failure } from '@/ui/Failure';

import { useShops } from './changes';
import { ContactSearch } from './ContactSearch';

/** What customers can be reached by: how many there are, and those of one customer. */
export function ContactList() {
  const { t, language } = useTranslator();
  const counts = useQuery({ queryKey: ['contact-counts'], queryFn: ({ signal }) => countContacts(signal) });
  const shops = useShops();
  return (
    <>
      <div className="list-head">
        <p>{t('contact.hint')}</p>
      </div>
      {counts.error !== null && <Failure failure={counts.error} onRetry={() => void counts.refetch()} />}
      <Table<ContactCount>
        size="small"
        rowKey={({ shop, kind }) => `${shop} ${kind}`}
        pagination={false}
        loading={counts.isPending}
        dataSource={counts.data ?? []}
        locale={{ emptyText: t('contact.empty') }}
        scroll={{ x: 'max-content' }}
        columns={[
          {
            key: 'shop',
            title: t('contact.shop'),
            render: (_: unknown, { shop }) => shops.data?.find((one) => one.id === shop)?.name ?? shop,
          },
          { key: 'kind', title: t('contact.kind'), render: (_: unknown, { kind }) => t(`contact.kind.${kind}`) },
          {
            key: 'contacts',
            title: t('contact.count'),
            align: 'end',
            render: (_: unknown, { contacts }) => count(contacts, language),
          },
          {
            key: 'customers',
            title: t('contact.customers'),
            align: 'end',
            render: (_: unknown, { customers }) => count(customers, language),
          },
        ]}
      />
      <ContactSearch shops={shops.data ?? []} />
    </>
  );
}
