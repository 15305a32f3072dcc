import { Button, Empty, Popconfirm, Select, Table, Tag } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';

import {
  deleteAnnotation,
  deletePromotion,
  EVERY_SHOP,
  type Annotation,
  type Holiday,
  type Promotion,
} from '@/api/calendar';
import { longDay, type DayRange } from '@/lib/day';
import { useTranslator } from '@/lib/i18n/language';
import { Failure } from '@/ui/Failure';
import { Panel } from '@/ui/Panel';
import { useMay } from '@/ui/session';

import { AnnotationDialog } from './AnnotationDialog';
import { useCalendarChange, useShops, useYear } from './changes';
import { ImportDialog } from './ImportDialog';
import { PromotionDialog } from './PromotionDialog';

const FIRST_YEAR = 2020;
const YEARS_AHEAD = 2;

type Open =
  | { what: 'promotion'; promotion: Promotion | null }
  | { what: 'annotation'; annotation: Annotation | null }
  | { what: 'import' };

/** The days that are not like others, year by year. */
export default function CalendarPage() {
  const { t } = useTranslator();
  const mayEdit = useMay('operator');
  const [query, setQuery] = useSearchParams();
  const thisYear = new Date().getFullYear();
  const asked = Number(query.get('year'));
  const year = Number.isInteger(asked) && asked >= 2000 && asked <= 2100 ? asked : thisYear;
  const calendar = useYear(year);
  const shops = useShops();
  const [open, setOpen] = useState<Open | null>(null);
  const removePromotion = useCalendarChange((one: Promotion) => deletePromotion(one.id));
  const removeAnnotation = useCalendarChange((one: Annotation) => deleteAnnotation(one.id));
  const shopOptions = [
    { value: EVERY_SHOP, label: t('calendar.shop.all') },
    ...(shops.data ?? []).map((shop) => ({ value: shop.id, label: shop.name })),
  ];
  const shopName = (id: string) => shopOptions.find((one) => one.value === id)?.label ?? id;
  const years = [...new Set([year, ...yearsTo(thisYear + YEARS_AHEAD)])].toSorted((a, b) => b - a);
  const add = (next: Open, label: string) =>
    mayEdit && (
      <Button type="primary" onClick={() => setOpen(next)}>
        {label}
      </Button>
    );
  const actions = <One extends Promotion | Annotation>(
    one: One,
    name: string,
    edit: Open,
    remove: (one: One) => void,
  ) =>
    one.editable && (
      <>
        <Button type="link" size="small" aria-label={t('calendar.edit.name', { name })} onClick={() => setOpen(edit)}>
          {t('settings.edit')}
        </Button>
        <Popconfirm
          title={t('calendar.delete.sure', { name })}
          okText={t('calendar.remove')}
          cancelText={t('app.cancel')}
          onConfirm={() => remove(one)}
        >
          <Button type="link" size="small" danger aria-label={t('calendar.delete.name', { name })}>
            {t('calendar.remove')}
          </Button>
        </Popconfirm>
      </>
    );
  const nothing = (text: string) => ({
    emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={text} />,
  });

  return (
    <div className="page">
      <div className="list-head">
        <h1 className="page-title">{t('calendar.page')}</h1>
        <div className="calendar-tools">
          <Select
            aria-label={t('calendar.year')}
            value={year}
            options={years.map((value) => ({ value, label: String(value) }))}
            onChange={(value) => setQuery({ year: String(value) }, { replace: true })}
          />
          {mayEdit && <Button onClick={() => setOpen({ what: 'import' })}>{t('calendar.import')}</Button>}
        </div>
      </div>
      {calendar.error !== null && <Failure failure={calendar.error} onRetry={() => void calendar.refetch()} />}
      <Panel
        title={t('calendar.promotions')}
        extra={add({ what: 'promotion', promotion: null }, t('calendar.promotion.add'))}
      >
        <p className="panel-note">{t('calendar.promotions.hint')}</p>
        <Table<Promotion>
          size="small"
          rowKey="id"
          pagination={false}
          loading={calendar.isPending}
          dataSource={calendar.data?.promotions ?? []}
          locale={nothing(t(mayEdit ? 'calendar.promotions.empty' : 'calendar.promotions.none'))}
          scroll={{ x: 'max-content' }}
          columns={[
            {
              key: 'title',
              title: t('calendar.promotion'),
              render: (_: unknown, one) => <PromotionName promotion={one} />,
            },
            { key: 'days', title: t('calendar.days'), render: (_: unknown, one) => daysText(one) },
            {
              key: 'phases',
              title: t('calendar.phases'),
              render: (_: unknown, one) =>
                one.phases.map((phase) => (
                  <Tag key={phase.phase} color={phase.phase === 'peak' ? 'blue' : 'default'}>
                    {t(`calendar.phase.${phase.phase}`)}{' '}
                    {daysText({ from: phase.from.slice(5), to: phase.to.slice(5) })}
                  </Tag>
                )),
            },
            { key: 'shop', title: t('calendar.shop'), render: (_: unknown, one) => shopName(one.shop) },
            {
              key: 'actions',
              title: mayEdit ? t('settings.actions') : '',
              className: 'actions-cell',
              render: (_: unknown, one) =>
                actions(one, `${one.event} ${String(one.edition)}`, { what: 'promotion', promotion: one }, (gone) =>
                  removePromotion.mutate(gone),
                ),
            },
          ]}
        />
      </Panel>
      <Panel
        title={t('calendar.annotations')}
        extra={add({ what: 'annotation', annotation: null }, t('calendar.annotation.add'))}
      >
        <Table<Annotation>
          size="small"
          rowKey="id"
          pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
          loading={calendar.isPending}
          dataSource={calendar.data?.annotations ?? []}
          locale={nothing(t(mayEdit ? 'calendar.annotations.empty' : 'calendar.annotations.none'))}
          scroll={{ x: 'max-content' }}
          columns={[
            { key: 'days', title: t('calendar.days'), render: (_: unknown, one) => daysText(one) },
            {
              key: 'kind',
              title: t('calendar.kind'),
              render: (_: unknown, one) => <Tag>{t(`calendar.kind.${one.kind}`)}</Tag>,
            },
            { key: 'text', title: t('calendar.text'), dataIndex: 'text', className: 'name-cell' },
            { key: 'shop', title: t('calendar.shop'), render: (_: unknown, one) => shopName(one.shop) },
            { key: 'by', title: t('calendar.by'), dataIndex: 'by' },
            {
              key: 'actions',
              title: mayEdit ? t('settings.actions') : '',
              className: 'actions-cell',
              render: (_: unknown, one) =>
                actions(one, one.text, { what: 'annotation', annotation: one }, (gone) =>
                  removeAnnotation.mutate(gone),
                ),
            },
          ]}
        />
      </Panel>
      <Holidays year={year} holidays={calendar.data?.holidays ?? []} newYears={calendar.data?.newYears ?? []} />
      {open?.what === 'promotion' && (
        <PromotionDialog promotion={open.promotion} year={year} shops={shopOptions} onClose={() => setOpen(null)} />
      )}
      {open?.what === 'annotation' && (
        <AnnotationDialog annotation={open.annotation} shops={shopOptions} onClose={() => setOpen(null)} />
      )}
      {open?.what === 'import' && <ImportDialog onClose={() => setOpen(null)} />}
    </div>
  );
}

function PromotionName({ promotion }: { promotion: Promotion }) {
  const { t, of } = useTranslator();
  return (
    <>
      {of(promotion.title)} {promotion.edition} {promotion.usual && <Tag color="warning">{t('calendar.usual')}</Tag>}
    </>
  );
}

interface HolidaysProps {
  year: number;
  holidays: readonly Holiday[];
  newYears: readonly string[];
}

/** The days off and the make-up workdays of a year. */
function Holidays({ year, holidays, newYears }: HolidaysProps) {
  const { t, of, language } = useTranslator();
  const newYear = newYears.find((day) => day.startsWith(String(year)));
  return (
    <Panel title={t('calendar.holidays')}>
      {newYear !== undefined && (
        <p className="panel-note">{t('calendar.newYear.day', { day: longDay(newYear, language) })}</p>
      )}
      {holidays.length === 0 ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('calendar.holidays.empty', { year })} />
      ) : (
        <ul className="calendar-holidays">
          {holidays.map((one) => (
            <li key={one.day}>
              <Tag color={one.off ? 'success' : 'default'}>{t(one.off ? 'calendar.off' : 'calendar.work')}</Tag>
              {longDay(one.day, language)} {of(one.title)}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function daysText({ from, to }: DayRange): string {
  return from === to ? from : `${from} – ${to}`;
}

function yearsTo(last: number): number[] {
  return Array.from({ length: last - FIRST_YEAR + 1 }, (_, index) => FIRST_YEAR + index);
}
