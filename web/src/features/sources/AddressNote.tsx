import { Alert, Typography } from 'antd';

import { hookAddress, type Source } from '@/api/sources';
import { useTranslator } from '@/lib/i18n/language';
import { Secret } from '@/ui/Secret';

import { TOPICS } from './sources';

interface AddressNoteProps {
  source: Source;
  /** To be shown this once; null if it was brought along, or is not new. */
  secret: string | null;
  made: boolean;
  onClose: () => void;
}

/** What has to be entered at the other end: the address, the topics, and once the secret. */
export function AddressNote({ source, secret, made, onClose }: AddressNoteProps) {
  const { t } = useTranslator();
  const address = hookAddress(location.origin, source.id);
  const topics = TOPICS[source.kind].join(', ');
  return (
    <>
      {secret !== null && <Secret title={t('sources.made', { name: source.name })} secret={secret} />}
      <Alert
        type="info"
        className="secret"
        title={t('sources.address.of', { name: source.name })}
        closable={{ onClose, 'aria-label': t('app.close') }}
        description={
          <>
            <Typography.Text
              code
              className="source-address"
              copyable={{ text: address, tooltips: [t('app.copy'), t('app.copied')] }}
            >
              {address}
            </Typography.Text>
            {topics !== '' && <div>{t('sources.address.topics', { topics })}</div>}
            {made && secret === null && <div>{t('sources.made.given')}</div>}
          </>
        }
      />
    </>
  );
}
