import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Select, Skeleton, Tabs, Typography } from 'antd';
import { useState } from 'react';

import { createWriteKey } from '@/api/administration';
import { listShops } from '@/api/shops';
import { useTranslator } from '@/lib/i18n/language';
import { Failure } from '@/ui/Failure';
import { failureText } from '@/ui/failureText';
import { useMay } from '@/ui/session';

import { miniProgramCode, pageCode, usePageKeys } from './events';

/** The code that a shop puts into its pages or its mini-program, with its key. */
export function SetUp() {
  const translator = useTranslator();
  const { t } = translator;
  const { message } = App.useApp();
  const mayMake = useMay('admin');
  const client = useQueryClient();
  const keys = usePageKeys();
  const shops = useQuery({ queryKey: ['shops'], queryFn: ({ signal }) => listShops(signal) });
  const [picked, setPicked] = useState<string | null>(null);
  const make = useMutation({
    mutationFn: (shop: string) => createWriteKey({ shop, name: t('events.setup.keyName'), kind: 'page' }),
    onSuccess: (key) => {
      setPicked(key.shop);
      return client.invalidateQueries({ queryKey: ['tracking', 'keys'] });
    },
    onError: (failure) => {
      message.error(failureText(failure, translator));
    },
  });
  const failure = keys.error ?? shops.error;
  if (failure !== null) {
    return <Failure failure={failure} onRetry={() => void Promise.all([keys.refetch(), shops.refetch()])} />;
  }
  if (keys.data === undefined || shops.data === undefined) {
    return <Skeleton active />;
  }
  if (shops.data.length === 0) {
    return <p className="events-hint">{t('events.setup.noShop')}</p>;
  }
  const shop = shops.data.find(({ id }) => id === picked) ?? shops.data[0];
  const key = keys.data.find((one) => one.shop === shop?.id);
  const codes = [
    { id: 'page', hint: t('events.setup.page.how'), code: pageCode(location.origin, key?.key ?? '') },
    { id: 'mini', hint: t('events.setup.mini.how'), code: miniProgramCode(location.origin, key?.key ?? '') },
  ] as const;
  return (
    <>
      <div className="events-bar">
        <Select
          aria-label={t('events.shop')}
          showSearch={{ optionFilterProp: 'label' }}
          value={shop?.id ?? null}
          onChange={setPicked}
          options={shops.data.map(({ id, name }) => ({ value: id, label: name }))}
        />
        {key === undefined && mayMake && (
          <Button
            type="primary"
            loading={make.isPending}
            onClick={() => {
              make.mutate(shop?.id ?? '');
            }}
          >
            {t('events.setup.make')}
          </Button>
        )}
      </div>
      {key === undefined ? (
        <p className="events-hint">{t(mayMake ? 'events.setup.noKey' : 'events.setup.askForKey')}</p>
      ) : (
        <Tabs
          size="small"
          items={codes.map(({ id, hint, code }) => ({
            key: id,
            label: t(`events.setup.${id}`),
            children: (
              <div className="snippets events-snippets">
                <p className="events-hint">
                  {hint}{' '}
                  {id === 'mini' && (
                    <a href="/q-mini.js" download>
                      {t('events.setup.download')}
                    </a>
                  )}
                </p>
                <div className="snippet">
                  <Typography.Text
                    className="snippet-copy"
                    copyable={{ text: code, tooltips: [t('app.copy'), t('app.copied')] }}
                  />
                  <pre tabIndex={0}>{code}</pre>
                </div>
              </div>
            ),
          }))}
        />
      )}
    </>
  );
}
