import { Button, Empty, Skeleton } from 'antd';
import { useState } from 'react';

import { listRejected, readMessage, retryRejected, type MadeSource, type Source } from '@/api/sources';
import { useTranslator } from '@/lib/i18n/language';
import { Failure } from '@/ui/Failure';
import { Panel } from '@/ui/Panel';
import { useMay } from '@/ui/session';

import { AddressNote } from './AddressNote';
import { MappingDialog } from './MappingDialog';
import { NewSource } from './NewSource';
import { PrivacyRequests } from './PrivacyRequests';
import { PulledTables } from './PulledTables';
import { ReadTopics } from './ReadTopics';
import { RejectedDrawer } from './RejectedDrawer';
import { ReplayMessages } from './ReplayMessages';
import { SecretDialog } from './SecretDialog';
import { SourceList } from './SourceList';
import { useShops, useSources, type KeptOf } from './sources';

type Open = 'secret' | 'mapping' | 'rejected' | 'address' | 'replay';

/** Where shop systems send their webhooks: what came, what could not be read, and how to begin. */
export default function SourcesPage() {
  const { t } = useTranslator();
  const mayMake = useMay('admin');
  const sources = useSources();
  const shops = useShops();
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<MadeSource | null>(null);
  const [open, setOpen] = useState<{ what: Open; id: string } | null>(null);
  const failure = sources.error ?? shops.error;
  const opened = sources.data?.find((source) => source.id === open?.id);
  const close = () => setOpen(null);
  const show = (what: Open) => (source: Source) => {
    setMade(null);
    setOpen({ what, id: source.id });
  };
  const add =
    mayMake && (shops.data?.length ?? 0) > 0 ? (
      <Button type="primary" onClick={() => setAdding(true)}>
        {t('sources.add')}
      </Button>
    ) : undefined;
  const none = shops.data?.length === 0 ? 'sources.empty.shop' : mayMake ? 'sources.empty.how' : 'sources.empty.none';

  return (
    <div className="page">
      <h1 className="page-title">{t('sources.title')}</h1>
      {failure !== null && (
        <Failure
          failure={failure}
          onRetry={() => {
            void sources.refetch();
            void shops.refetch();
          }}
        />
      )}
      {made !== null && <AddressNote source={made.source} secret={made.secret} made onClose={() => setMade(null)} />}
      {opened !== undefined && open?.what === 'address' && (
        <AddressNote source={opened} secret={null} made={false} onClose={close} />
      )}
      <Panel title={t('sources.list')} extra={(sources.data?.length ?? 0) > 0 ? add : undefined}>
        {sources.data === undefined || shops.data === undefined ? (
          <Skeleton active />
        ) : sources.data.length === 0 ? (
          <Empty
            image={Empty.PRESENTED_IMAGE_SIMPLE}
            description={
              <>
                <div className="source-empty">{t('sources.empty')}</div>
                <div className="source-how">{t(none)}</div>
              </>
            }
          >
            {add}
          </Empty>
        ) : (
          <>
            <p className="source-hint">{t('sources.hint')}</p>
            <SourceList
              sources={sources.data}
              shops={shops.data}
              onAddress={show('address')}
              onSecret={show('secret')}
              onMapping={show('mapping')}
              onRejected={show('rejected')}
              onReplay={show('replay')}
            />
          </>
        )}
      </Panel>
      <PulledTables shops={shops.data ?? []} />
      <ReadTopics shops={shops.data ?? []} />
      <PrivacyRequests shops={shops.data ?? []} />
      {adding && shops.data !== undefined && (
        <NewSource
          shops={shops.data}
          onMade={(one) => {
            setAdding(false);
            setOpen(null);
            setMade(one);
          }}
          onCancel={() => setAdding(false)}
        />
      )}
      {opened !== undefined && open?.what === 'secret' && (
        <SecretDialog
          source={opened}
          onMade={(one) => {
            close();
            setMade(one);
          }}
          onCancel={close}
        />
      )}
      {opened !== undefined && open?.what === 'mapping' && <MappingDialog source={opened} onClose={close} />}
      {opened !== undefined && open?.what === 'replay' && <ReplayMessages source={opened} onClose={close} />}
      {opened !== undefined && open?.what === 'rejected' && (
        <RejectedDrawer kept={deliveriesOf(opened)} onClose={close} />
      )}
    </div>
  );
}

const deliveriesOf = ({ id, name }: Source): KeptOf => ({
  id,
  name,
  what: 'delivery',
  list: async (signal) => (await listRejected(id, signal)).map((one) => ({ ...one, what: one.topic })),
  read: (delivery) => readMessage(id, delivery),
  retry: (delivery) => retryRejected(id, delivery),
});
