import { Alert, Button, DatePicker, Form, Input, Modal, Radio, Select } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';

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
import { failureText } from '@/ui/failureText';

import { useChange } from './sources';
import { TOPIC_EXAMPLE } from './topics';

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
  const translator = useTranslator();
  const { t } = translator;
  const [form] = Form.useForm<Entered>();
  const [tried, setTried] = useState<{ trial: TopicTrial } | { failure: unknown } | null>(null);
  const [trying, setTrying] = useState(false);
  const first = initial(source, shops);
  const now = { ...first, ...Form.useWatch((entered: Partial<Entered>) => entered, form) };
  const signsIn = now.protection !== 'plaintext' && now.protection !== 'tls';
  const anotherTopic = source !== null && now.topic !== source.place.topic;
  const id = source?.id ?? null;
  const save = useChange(async (entered: Entered) => {
    await saveTopicSource(id, draftOf(entered));
    onClose();
  });
  const attempt = async () => {
    let entered: Entered;
    try {
      entered = await form.validateFields();
    } catch {
      return;
    }
    setTrying(true);
    try {
      setTried({ trial: await tryTopicSource(id, draftOf(entered)) });
    } catch (failure) {
      setTried({ failure });
    }
    setTrying(false);
  };
  const required = [{ required: true, whitespace: true, message: t('sources.required') }];
  return (
    <Modal
      open
      width={760}
      title={source === null ? t('topics.add') : t('pulls.edit.of', { name: source.name })}
      onCancel={onClose}
      footer={[
        <Button key="try" loading={trying} onClick={() => void attempt()}>
          {t('pulls.try')}
        </Button>,
        <Button key="cancel" onClick={onClose}>
          {t('app.cancel')}
        </Button>,
        <Button key="save" type="primary" loading={save.isPending} onClick={() => form.submit()}>
          {t('app.save')}
        </Button>,
      ]}
    >
      <Form<Entered>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={first}
        onValuesChange={(changed: Partial<Entered>) => {
          setTried(null);
          if (changed.uses !== undefined && changed.uses !== 'own') {
            form.setFieldsValue({ kindFrom: 'header', kindName: HEADERS[changed.uses] });
          }
        }}
        onFinish={(entered) => save.mutate(entered)}
      >
        <div className="pull-fields">
          <Form.Item name="name" label={t('sources.name')} rules={required}>
            <Input maxLength={100} placeholder={t('topics.name.hint')} />
          </Form.Item>
          <Form.Item name="shop" label={t('sources.shop')} rules={required}>
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              disabled={source !== null}
              options={shops.map((shop) => ({ value: shop.id, label: shop.name }))}
            />
          </Form.Item>
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
              <Form.Item name="password" label={t('pulls.password')} rules={source === null ? required : []}>
                <Input.Password
                  autoComplete="new-password"
                  maxLength={500}
                  {...(source === null ? {} : { placeholder: t('pulls.password.kept') })}
                />
              </Form.Item>
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
            <Form.Item
              name="from"
              label={t('topics.begin')}
              {...(now.from === 'time' ? {} : { className: 'pull-wide' })}
            >
              <Radio.Group
                optionType="button"
                options={(['earliest', 'latest', 'time'] as const).map((one) => ({
                  value: one,
                  label: t(`topics.begin.${one}`),
                }))}
              />
            </Form.Item>
          )}
          {(source === null || anotherTopic) && now.from === 'time' && (
            <Form.Item
              name="at"
              label={t('topics.begin.at')}
              rules={[{ required: true, message: t('sources.required') }]}
            >
              <DatePicker showTime className="pull-number" />
            </Form.Item>
          )}
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
          {now.uses === 'own' && (
            <Form.Item
              name="mapping"
              label={t('sources.mapping')}
              className="pull-wide"
              rules={[{ required: true, whitespace: true, message: t('pulls.mapping.required') }]}
            >
              <Input.TextArea className="source-mapping" rows={12} spellCheck={false} />
            </Form.Item>
          )}
        </div>
      </Form>
      {tried !== null && 'failure' in tried && (
        <Alert type="error" showIcon title={failureText(tried.failure, translator)} />
      )}
      {tried !== null && 'trial' in tried && <Found trial={tried.trial} />}
    </Modal>
  );
}

/** What was found, in sentences, with some of the facts and the first reasons. */
function Found({ trial }: { trial: TopicTrial }) {
  const { t, code, language } = useTranslator();
  const facts = Object.entries(trial.facts)
    .map(([table, n]) => t('topics.found.table', { table, n: count(n, language) }))
    .join(t('topics.found.comma'));
  return (
    <Alert
      type={trial.rejected === 0 ? 'success' : 'warning'}
      showIcon
      title={t(trial.read === 0 ? 'topics.found.none' : 'topics.found', {
        partitions: trial.partitions,
        messages: count(trial.messages, language),
        read: trial.read,
        facts: facts === '' ? t('topics.found.noFacts') : facts,
        rejected: trial.rejected,
        tombstones: trial.tombstones,
      })}
      description={
        <>
          {trial.reasons.map((reason, place) => (
            <div key={place}>{code(reason.code, reason.arguments, reason.message)}</div>
          ))}
          {trial.examples.map((one, place) => (
            <div key={place} className="source-hint topic-example">
              {`${one.table}: ${Object.entries(one.values)
                .map(([column, value]) => `${column} = ${value}`)
                .join(' · ')}`}
            </div>
          ))}
        </>
      }
    />
  );
}

function initial(source: TopicSource | null, shops: readonly Shop[]): Partial<Entered> {
  const only = shops.length === 1 ? shops[0]?.id : undefined;
  if (source === null) {
    return {
      protection: 'scram-sha-512',
      kindFrom: 'topic',
      uses: 'own',
      from: 'earliest',
      mapping: TOPIC_EXAMPLE,
      ...(only === undefined ? {} : { shop: only }),
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
