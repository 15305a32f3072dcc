import { Tag } from 'antd';

import type { Shop } from '@/api/shops';
import { deleteSource, pauseSource, resumeSource, type Source } from '@/api/sources';
import { count } from '@/lib/figure';
import { useTranslator } from '@/lib/i18n/language';
import { useMay } from '@/ui/session';

import { useSourceActions } from './sourceActions';
import { SourceTable, useSourceColumns } from './sourceColumns';

interface SourceListProps {
  sources: readonly Source[];
  shops: readonly Shop[];
  onAddress: (source: Source) => void;
  onSecret: (source: Source) => void;
  onMapping: (source: Source) => void;
  onRejected: (source: Source) => void;
  onReplay: (source: Source) => void;
}

/** All sources with what came through them. */
export function SourceList({ sources, shops, onAddress, onSecret, onMapping, onRejected, onReplay }: SourceListProps) {
  const { t, language } = useTranslator();
  const columns = useSourceColumns<Source>(shops);
  const mayChange = useMay('admin');
  const actions = useSourceActions({ pause: pauseSource, resume: resumeSource, remove: deleteSource });
  const menu = (source: Source) => [
    { key: 'address', label: t('sources.address.show'), onClick: () => onAddress(source) },
    actions.askToPauseOrResume(source, t('sources.pause.confirm', { name: source.name })),
    { key: 'replay', label: t('sources.replay'), onClick: () => onReplay(source) },
    ...(mayChange
      ? [
          { key: 'secret', label: t('sources.renew'), onClick: () => onSecret(source) },
          ...(source.kind === 'signed'
            ? [{ key: 'mapping', label: t('sources.edit'), onClick: () => onMapping(source) }]
            : []),
          actions.askToDelete(source, t('sources.delete.confirm', { name: source.name, n: source.rejected })),
        ]
      : []),
  ];
  return (
    <SourceTable
      sources={sources}
      columns={[
        columns.name((source) => t(`sources.kind.${source.kind}`)),
        columns.state((source) => (
          <Tag color={source.state === 'active' ? 'success' : 'warning'}>{t(`sources.state.${source.state}`)}</Tag>
        )),
        columns.last(t('sources.last'), (source) => source.lastDeliveryAt),
        columns.lag(t('sources.lag.hint')),
        columns.figures('accepted', t('sources.accepted'), (source) => (
          <span data-testid="source-accepted">{count(source.accepted, language)}</span>
        )),
        columns.rejected(onRejected),
        columns.figures('waiting', t('sources.waiting'), (source) => count(source.waiting, language)),
        columns.figures('refused', t('sources.refused'), (source) => count(source.refused, language)),
        columns.error,
        columns.actions(menu),
      ]}
    />
  );
}
