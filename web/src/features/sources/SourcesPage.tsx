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
import { useOpened } from './opened';
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
  const opened = useOpened<Open, Source>(sources.data);
  const failure = sources.error ?? shops.error;
  const show = (window: Open) => (source: Source) => {
    setMade(null);
    opened.show(window)(source);
  };
  const shown = {
    address: opened.of('address'),
    secret: opened.of('secret'),
    mapping: opened.of('mapping'),
    replay: opened.of('replay'),
    rejected: opened.of('rejected'),
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
      {shown.address !== undefined && (
        <AddressNote source={shown.address} secret={null} made={false} onClose={opened.close} />
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
            opened.close();
            setMade(one);
          }}
          onCancel={() => setAdding(false)}
        />
      )}
      {shown.secret !== undefined && (
        <SecretDialog
          source={shown.secret}
          onMade={(one) => {
            opened.close();
            setMade(one);
          }}
          onCancel={opened.close}
        />
      )}
      {shown.mapping !== undefined && <MappingDialog source={shown.mapping} onClose={opened.close} />}
      {shown.replay !== undefined && <ReplayMessages source={shown.replay} onClose={opened.close} />}
      {shown.rejected !== undefined && <RejectedDrawer kept={deliveriesOf(shown.rejected)} onClose={opened.close} />}
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
