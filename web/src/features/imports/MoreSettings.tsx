import { Form, Select } from 'antd';

import type { Draft, Preview, RowKind } from '@/api/mapping';
import { useTranslator } from '@/lib/i18n/language';

import { columnTitle } from './mappingDraft';

interface MoreSettingsProps {
  draft: Draft;
  kind: RowKind;
  preview: Preview;
  onDraft: (draft: Draft) => void;
}

const CURRENCIES = ['CNY', 'USD', 'EUR', 'GBP', 'HKD', 'TWD', 'JPY', 'SGD', 'AUD', 'CAD'];

/** What holds for the file as a whole. */
export function MoreSettings({ draft, kind, preview, onDraft }: MoreSettingsProps) {
  const { t } = useTranslator();
  const columns = preview.columns.map((view, at) => ({
    value: at + 1,
    label: columnTitle(view, t('mapping.column', { n: at + 1 })),
  }));
  const identity = kind.fields.find((field) => field.identity);
  const skip = draft.skips[0];
  return (
    <div className="import-fields">
      <Form.Item label={t('mapping.zone')} htmlFor="mapping-zone" layout="vertical">
        <Select
          id="mapping-zone"
          allowClear
          showSearch
          value={draft.zone}
          placeholder={t('mapping.zone.shop')}
          options={Intl.supportedValuesOf('timeZone').map((value) => ({ value, label: value }))}
          onChange={(zone: string | undefined) => onDraft({ ...draft, zone: zone ?? null })}
        />
      </Form.Item>
      <Form.Item label={t('mapping.currency')} htmlFor="mapping-currency" layout="vertical">
        <Select
          id="mapping-currency"
          allowClear
          value={draft.currency}
          placeholder={t('mapping.currency.shop')}
          options={CURRENCIES.map((value) => ({ value, label: value }))}
          onChange={(currency: string | undefined) => onDraft({ ...draft, currency: currency ?? null })}
        />
      </Form.Item>
      {(identity === undefined || !(identity.name in draft.fields)) && (
        <Form.Item label={t('mapping.key')} htmlFor="mapping-key" extra={t('mapping.key.hint')} layout="vertical">
          <Select
            id="mapping-key"
            mode="multiple"
            value={draft.key}
            placeholder={t('mapping.key.whole')}
            options={columns}
            onChange={(key) => onDraft({ ...draft, key })}
          />
        </Form.Item>
      )}
      <Form.Item label={t('mapping.skip')} htmlFor="mapping-skip" layout="vertical">
        <Select
          id="mapping-skip"
          allowClear
          value={skip?.column ?? null}
          placeholder={t('mapping.skip.none')}
          options={columns}
          onChange={(column: number | undefined) =>
            onDraft({ ...draft, skips: column === undefined ? [] : [{ column, words: skip?.words ?? [] }] })
          }
        />
      </Form.Item>
      {skip !== undefined && (
        <Form.Item label={t('mapping.skip.words')} htmlFor="mapping-skip-words" layout="vertical">
          <Select
            id="mapping-skip-words"
            mode="tags"
            value={skip.words}
            options={['合计', '总计', 'Total'].map((value) => ({ value, label: value }))}
            onChange={(words: string[]) => onDraft({ ...draft, skips: [{ ...skip, words }] })}
          />
        </Form.Item>
      )}
    </div>
  );
}
