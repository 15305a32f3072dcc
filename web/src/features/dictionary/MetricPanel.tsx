import { Button, Empty, Skeleton, Tag } from 'antd';
import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';

import { readMetric, type Dictionary, type Metric, type MetricDetail, type MetricLink } from '@/api/dictionary';
import type { Shop } from '@/api/shops';
import { isMessageKey, useTranslator } from '@/lib/i18n/language';
import { Failure } from '@/ui/Failure';
import { MetricSources } from '@/ui/MetricSources';
import { Panel } from '@/ui/Panel';

import { addressOf } from './address';
import { ExampleText } from './ExampleText';
import { groupOf } from './groups';
import { Lineage } from './Lineage';

interface MetricPanelProps {
  id: string | undefined;
  dictionary: Dictionary;
  /** Whose figures and definitions are shown. */
  shop: Shop | undefined;
  /** The shop that the address names. */
  named: string | undefined;
}

/** One metric with everything that is behind it. */
export function MetricPanel({ id, dictionary, shop, named }: MetricPanelProps) {
  const { t } = useTranslator();
  const metric = dictionary.metrics.find((one) => one.id === id);
  const detail = useQuery({
    queryKey: ['dictionary', 'metric', id, shop?.id],
    queryFn: ({ signal }) => readMetric(id ?? '', shop?.id, signal),
    enabled: metric !== undefined,
  });
  if (id === undefined || metric === undefined) {
    return (
      <section className="panel dictionary-detail dictionary-nothing">
        <Empty
          image={Empty.PRESENTED_IMAGE_SIMPLE}
          description={
            id === undefined ? t('dictionary.pick') : t('dictionary.unknown', { id, shop: shop?.name ?? '' })
          }
        />
      </section>
    );
  }
  return (
    <article className="dictionary-detail" aria-label={id}>
      <Link className="dictionary-back" to={addressOf(undefined, named)}>
        <ArrowLeftOutlined /> {t('dictionary.back')}
      </Link>
      <Head metric={metric} shop={shop} />
      {detail.error !== null && <Failure failure={detail.error} onRetry={() => void detail.refetch()} />}
      {detail.data === undefined ? (
        detail.isPending && (
          <div className="panel">
            <Skeleton active paragraph={{ rows: 6 }} />
          </div>
        )
      ) : (
        <>
          <FormulaPanel metric={metric} detail={detail.data} dictionary={dictionary} shop={shop} />
          <div className="dictionary-pair">
            <Links title={t('dictionary.madeOf')} links={detail.data.uses} shop={named}>
              {t('dictionary.madeOf.measures')}
            </Links>
            <Links title={t('dictionary.usedBy')} links={detail.data.usedBy} shop={named}>
              {t('dictionary.usedBy.none')}
            </Links>
          </div>
          <Panel title={t('dictionary.lineage')}>
            <Lineage detail={detail.data} metric={metric} />
          </Panel>
          <Panel title={t('quality.metric')}>
            <p className="panel-note">{t('quality.metric.hint')}</p>
            <MetricSources metric={metric.id} shop={shop?.id} />
          </Panel>
          <About metric={metric} detail={detail.data} dictionary={dictionary} />
        </>
      )}
    </article>
  );
}

function Head({ metric, shop }: { metric: Metric; shop: Shop | undefined }) {
  const { t, of } = useTranslator();
  const group = groupOf(metric.group);
  const query = new URLSearchParams(shop === undefined ? {} : { shop: shop.id });
  query.set('left', metric.id);
  return (
    <header className="panel dictionary-head">
      <div className="dictionary-title">
        <h2>{of(metric.title)}</h2>
        <code>{metric.id}</code>
        <Tag className={`dictionary-tag of-${group}`}>{t(`dictionary.group.${group}`)}</Tag>
        <Link className="dictionary-show" to={`/?${query.toString()}`}>
          <Button size="small" tabIndex={-1}>
            {t('dictionary.cockpit')}
          </Button>
        </Link>
      </div>
      <p className="dictionary-text">{of(metric.text)}</p>
    </header>
  );
}

interface FormulaPanelProps {
  metric: Metric;
  detail: MetricDetail;
  dictionary: Dictionary;
  shop: Shop | undefined;
}

function FormulaPanel({ metric, detail, dictionary, shop }: FormulaPanelProps) {
  const { t, of } = useTranslator();
  return (
    <Panel title={t('dictionary.formula')}>
      <p className="dictionary-formula">{of(metric.formula)}</p>
      <p className="dictionary-expression">
        <code>
          {metric.id} = {detail.expression}
        </code>
        {detail.where !== '' && (
          <>
            {' '}
            <span>{t('dictionary.where')}</span> <code>{detail.where}</code>
          </>
        )}
      </p>
      {shop !== undefined && <ExampleText metric={metric} detail={detail} dictionary={dictionary} shop={shop} />}
    </Panel>
  );
}

function Links(props: {
  title: string;
  links: readonly MetricLink[];
  shop: string | undefined;
  /** What is said where there are none. */
  children: ReactNode;
}) {
  const { title, links, shop, children } = props;
  const { of } = useTranslator();
  return (
    <Panel title={title}>
      {links.length === 0 ? (
        <p className="panel-note">{children}</p>
      ) : (
        <ul className="dictionary-links">
          {links.map((link) => (
            <li key={link.id}>
              <Link to={addressOf(link.id, shop)}>{of(link.title)}</Link> <code>{link.id}</code>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function About({ metric, detail, dictionary }: { metric: Metric; detail: MetricDetail; dictionary: Dictionary }) {
  const { t, of } = useTranslator();
  const { changed } = detail;
  const word = (kind: string, value: string) => {
    const key = `dictionary.${kind}.${value}`;
    return isMessageKey(key) ? t(key) : value;
  };
  const facts: [string, ReactNode][] = [
    [t('dictionary.owner'), word('owner', metric.owner)],
    [t('dictionary.unit'), word('unit', metric.unit)],
    [t('dictionary.direction'), word('direction', metric.direction)],
    [t('dictionary.additivity'), word('additivity', metric.additivity)],
    [t('dictionary.refundBasis'), word('refundBasis', metric.refundBasis)],
    [
      t('dictionary.changed'),
      <>
        {changed.on}
        {changed.by !== null && <> {t('dictionary.changed.by', { name: changed.by })}</>}
        {changed.why !== null && <span className="dictionary-why"> {of(changed.why)}</span>}
      </>,
    ],
    [
      t('dictionary.dimensions'),
      metric.dimensions
        .map((id) => of(dictionary.dimensions.find((one) => one.id === id)?.title ?? { zh: id, en: id }))
        .join(t('dictionary.comma')),
    ],
  ];
  return (
    <Panel title={t('dictionary.about')}>
      <dl className="dictionary-about">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
