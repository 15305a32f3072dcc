import { App, Button, Skeleton, Tag } from 'antd';
import { useQuery } from '@tanstack/react-query';
import dayjs from 'dayjs';
import { useState } from 'react';

import { listOwnVersions, readOwnVersion } from '@/api/dictionary';
import type { Shop } from '@/api/shops';
import { useTranslator } from '@/lib/i18n/language';
import { Failure } from '@/ui/Failure';
import { failureText } from '@/ui/failureText';
import { Panel } from '@/ui/Panel';

interface VersionsProps {
  shop: Shop;
  current: number;
  /** Puts an old text into the editor; absent where nothing may be changed. */
  onLoad?: ((version: number, text: string) => void) | undefined;
}

/** Every version that was kept: who wrote it, when, and how much it defined. */
export function Versions({ shop, current, onLoad }: VersionsProps) {
  const translator = useTranslator();
  const { t } = translator;
  const { message } = App.useApp();
  const [loading, setLoading] = useState<number | null>(null);
  const versions = useQuery({
    queryKey: ['dictionary', 'versions', shop.id, current],
    queryFn: ({ signal }) => listOwnVersions(shop.id, signal),
  });
  const load = async (version: number) => {
    setLoading(version);
    try {
      onLoad?.(version, (await readOwnVersion(shop.id, version)).text);
    } catch (failure) {
      message.error(failureText(failure, translator));
    } finally {
      setLoading(null);
    }
  };
  return (
    <Panel title={t('own.history')}>
      {versions.error !== null && <Failure failure={versions.error} onRetry={() => void versions.refetch()} />}
      {versions.isPending && <Skeleton active title={false} />}
      {versions.data?.length === 0 && <p className="panel-note">{t('own.history.none')}</p>}
      <ol className="own-versions">
        {(versions.data ?? []).map((one) => (
          <li key={one.version}>
            <strong>v{one.version}</strong>
            <span>
              {dayjs(one.changedAt).format('YYYY-MM-DD HH:mm')} · {one.changedBy}
              <span className="panel-note">
                {t('own.history.what', { metrics: one.metrics, dimensions: one.dimensions })}
              </span>
            </span>
            {one.version === current ? (
              <Tag>{t('own.history.now')}</Tag>
            ) : (
              onLoad !== undefined && (
                <Button
                  size="small"
                  aria-label={t('own.history.restore', { version: one.version })}
                  loading={loading === one.version}
                  onClick={() => void load(one.version)}
                >
                  {t('own.history.load')}
                </Button>
              )
            )}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
