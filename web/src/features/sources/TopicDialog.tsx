import { Form, Input, Radio, Select } from 'antd';
import type { Dayjs } from 'dayjs';

import type { Shop } from '@/api/shops';
import {
  saveTopicSource,
  tryTopicSource,
  type Protection,
  type ReadyMapping,
  type TopicBegin,
  type TopicDraft,
  type TopicPlace,
  type TopicSource,
  type TopicTrial,
} from '@/api/topics';
import { count } from '@/lib/figure';
import { useTranslator } from '@/lib/i18n/language';
import { useTableTitle } from '@/ui/tableTitle';

import { TOPIC_EXAMPLE } from './examples';
import { MappingField, NameField, onlyShop, PasswordField, ShopField, TimeField, useRequired } from './sourceFields';
import { Found, TriedDialog } from './TriedDialog';

interface TopicDialogProps {
  shops: readonly Shop[];
  /** The one to change; null for a new one. */
  source: TopicSource | null;
  onClose: () => void;
}

interface Entered extends Partial<Record<'user' | 'authority' | 'kindName' | 'password' | 'mapping', string>> {
  shop: string;
  name: string;
  servers: string;
  topic: string;
  protection: Protection;
  kindFrom: TopicPlace['kindFrom'];
  uses: 'own' | ReadyMapping;
  /** Not asked where a source goes on. */
  from?: TopicBegin['from'];
  at?: Dayjs;
}

const PROTECTIONS: readonly Protection[] = ['plaintext', 'tls', 'plain', 'scram-sha-256', 'scram-sha-512'];

/** The headers in which the shop systems themselves name what happened. */
const HEADERS: Record<ReadyMapping, string> = { shopify: 'X-Shopify-Topic', woocommerce: 'X-WC-Webhook-Topic' };

/** Makes or changes a topic that is read, after it was tried. */
export function TopicDialog({ shops, source, onClose }: TopicDialogProps) {
  const { t } = useTranslator();
  const [form] = Form.useForm<Entered>();
  const first = initial(source, shops);
  const now = { ...first, ...Form.useWatch((entered: Partial<Entered>) => entered, form) };
  const signsIn = now.protection !== 'plaintext' && now.protection !== 'tls';
  const anotherTopic = source !== null && now.topic !== source.place.topic;
  const id = source?.id ?? null;
  const required = useRequired();
  return (
    <TriedDialog<Entered, TopicTrial>
      title={source === null ? t('topics.add') : t('pulls.edit.of', { name: source.name })}
      form={form}
      first={first}
      onChanged={({ uses }) => {
        if (uses !== undefined && uses !== 'own') {
          form.setFieldsValue({ kindFrom: 'header', kindName: HEADERS[uses] });
        }
      }}
      attempt={(entered) => tryTopicSource(id, draftOf(entered))}
      found={(trial) => <FoundMessages trial={trial} />}
      save={(entered) => saveTopicSource(id, draftOf(entered))}
      onClose={onClose}
    >
      <NameField hint={t('topics.name.hint')} />
      <ShopField shops={shops} fixed={source !== null} />
      <Form.Item name="servers" label={t('topics.servers')} rules={required} extra={t('topics.servers.how')}>
        <Input maxLength={2_000} placeholder="kafka1.example.com:9093, kafka2.example.com:9093" />
      </Form.Item>
      <Form.Item name="topic" label={t('topics.topic')} rules={required}>
        <Input maxLength={249} placeholder="shop.orders" />
      </Form.Item>
      <Form.Item name="protection" label={t('topics.protection')} className="pull-wide">
        <Select options={PROTECTIONS.map((one) => ({ value: one, label: t(`topics.protection.${one}`) }))} />
      </Form.Item>
      {signsIn && (
        <>
          <Form.Item name="user" label={t('pulls.user')} rules={required} extra={t('topics.user.how')}>
            <Input maxLength={200} autoComplete="off" />
          </Form.Item>
          <PasswordField kept={source !== null} rules={source === null ? required : []} />
        </>
      )}
      {now.protection !== 'plaintext' && (
        <Form.Item
          name="authority"
          label={t('topics.authority')}
          extra={t('topics.authority.how')}
          className="pull-wide"
        >
          <Input.TextArea
            className="source-mapping"
            rows={2}
            maxLength={20_000}
            spellCheck={false}
            placeholder="-----BEGIN CERTIFICATE-----"
          />
        </Form.Item>
      )}
      {(source === null || anotherTopic) && (
        <Form.Item name="from" label={t('topics.begin')} {...(now.from === 'time' ? {} : { className: 'pull-wide' })}>
          <Radio.Group
            optionType="button"
            options={(['earliest', 'latest', 'time'] as const).map((one) => ({
              value: one,
              label: t(`topics.begin.${one}`),
            }))}
          />
        </Form.Item>
      )}
      {(source === null || anotherTopic) && now.from === 'time' && <TimeField />}
      <Form.Item name="uses" label={t('topics.uses')} className="pull-wide">
        <Radio.Group
          optionType="button"
          options={(['own', 'shopify', 'woocommerce'] as const).map((one) => ({
            value: one,
            label: t(`topics.uses.${one}`),
          }))}
        />
      </Form.Item>
      <Form.Item name="kindFrom" label={t('topics.kind')} extra={t('topics.kind.how')}>
        <Select
          options={(['topic', 'header', 'field'] as const).map((one) => ({
            value: one,
            label: t(`topics.kind.${one}`),
          }))}
        />
      </Form.Item>
      {now.kindFrom !== 'topic' && (
        <Form.Item name="kindName" label={t(`topics.kindName.${now.kindFrom ?? 'header'}`)} rules={required}>
          <Input maxLength={200} placeholder={now.kindFrom === 'field' ? 'event.type' : 'ce_type'} />
        </Form.Item>
      )}
      {now.uses === 'own' && <MappingField missing={t('pulls.mapping.required')} />}
    </TriedDialog>
  );
}

function FoundMessages({ trial }: { trial: TopicTrial }) {
  const { t, language } = useTranslator();
  const title = useTableTitle();
  const facts = Object.entries(trial.facts)
    .map(([table, n]) => t('topics.found.table', { table: title(table), n: count(n, language) }))
    .join(t('topics.found.comma'));
  return (
    <Found
      title={t(trial.read === 0 ? 'topics.found.none' : 'topics.found', {
        partitions: trial.partitions,
        messages: count(trial.messages, language),
        read: trial.read,
        facts: facts === '' ? t('topics.found.noFacts') : facts,
        rejected: trial.rejected,
        tombstones: trial.tombstones,
      })}
      rejected={trial.rejected}
      reasons={trial.reasons}
    >
      {trial.examples.map((one, place) => (
        <div key={place} className="source-hint topic-example">
          {`${one.table}: ${Object.entries(one.values)
            .map(([column, value]) => `${column} = ${value}`)
            .join(' · ')}`}
        </div>
      ))}
    </Found>
  );
}

function initial(source: TopicSource | null, shops: readonly Shop[]): Partial<Entered> {
  if (source === null) {
    return {
      protection: 'scram-sha-512',
      kindFrom: 'topic',
      uses: 'own',
      from: 'earliest',
      mapping: TOPIC_EXAMPLE,
      ...onlyShop(shops),
    };
  }
  const { user, authority, kindName, ...place } = source.place;
  return {
    ...place,
    shop: source.shop,
    name: source.name,
    user: user ?? '',
    authority: authority ?? '',
    kindName: kindName ?? '',
    uses: source.ready ?? 'own',
    mapping: source.mapping ?? TOPIC_EXAMPLE,
    from: 'earliest',
  };
}

function draftOf(entered: Entered): TopicDraft {
  return {
    shop: entered.shop,
    name: entered.name,
    password: entered.password ?? '',
    mapping: entered.uses === 'own' ? (entered.mapping ?? '') : null,
    ready: entered.uses === 'own' ? null : entered.uses,
    begin: {
      from: entered.from ?? 'earliest',
      ...(entered.from === 'time' && entered.at !== undefined ? { at: entered.at.toISOString() } : {}),
    },
    place: {
      servers: entered.servers,
      topic: entered.topic.trim(),
      protection: entered.protection,
      user: entered.user ?? null,
      authority: entered.authority ?? null,
      kindFrom: entered.kindFrom,
      kindName: entered.kindName ?? null,
    },
  };
}
