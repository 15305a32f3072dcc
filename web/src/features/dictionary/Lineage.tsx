import type { MeasureDetail, Metric, MetricDetail, TableDetail } from '@/api/dictionary';
import { useTranslator } from '@/lib/i18n/language';

/** The way from recorded facts over marts and measures to the metric, from left to right. */
export function Lineage({ detail, metric }: { detail: MetricDetail; metric: Metric }) {
  const { t, of } = useTranslator();
  const facts = detail.tables.filter((table) => table.kind === 'fact');
  const marts = detail.tables.filter((table) => table.kind === 'mart');
  const titleOf = (name: string) => {
    const title = detail.tables.find((table) => table.name === name)?.title;
    return title === undefined ? name : of(title);
  };
  return (
    <ol className="lineage">
      <li>
        <h3>{t('dictionary.lineage.facts')}</h3>
        {facts.map((table) => (
          <div key={table.name} className="lineage-node">
            <strong>{of(table.title)}</strong>
            <code>{table.name}</code>
          </div>
        ))}
      </li>
      {marts.length > 0 && (
        <li>
          <h3>{t('dictionary.lineage.marts')}</h3>
          {marts.map((table) => (
            <Mart key={table.name} table={table} titleOf={titleOf} />
          ))}
        </li>
      )}
      <li>
        <h3>{t('dictionary.lineage.measures')}</h3>
        {detail.measures.map((measure) => (
          <Measure key={measure.id} measure={measure} />
        ))}
      </li>
      <li>
        <h3>{t('dictionary.lineage.metric')}</h3>
        <div className="lineage-node lineage-end">
          <strong>{of(metric.title)}</strong>
          <code>{metric.id}</code>
        </div>
      </li>
    </ol>
  );
}

function Mart({ table, titleOf }: { table: TableDetail; titleOf: (name: string) => string }) {
  const { t } = useTranslator();
  return (
    <div className="lineage-node">
      <strong>{titleOf(table.name)}</strong>
      <code>{table.name}</code>
      <span>{t('dictionary.lineage.reads', { tables: table.from.map(titleOf).join(t('dictionary.comma')) })}</span>
      <span>{t('dictionary.lineage.transform', { file: table.transform })}</span>
    </div>
  );
}

function Measure({ measure }: { measure: MeasureDetail }) {
  const { t } = useTranslator();
  const { counting } = measure;
  return (
    <div className="lineage-node">
      <strong>
        {t(`dictionary.function.${measure.function}`)} <code>{measure.column ?? '*'}</code>
      </strong>
      <code>{measure.id}</code>
      <code>
        {measure.table}
        {measure.condition !== '' && ` · ${measure.condition}`}
      </code>
      {counting !== 'each' && <span>{t(`dictionary.counting.${counting}`)}</span>}
      <span>{t('dictionary.lineage.dated', { column: measure.dated })}</span>
    </div>
  );
}
