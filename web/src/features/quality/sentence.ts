import type { QualityBoard, QualityCheck, QualityRule } from '@/api/quality';
import { momentText } from '@/lib/day';
import { count, exact, numberOf } from '@/lib/figure';
import { isMessageKey, type Translator } from '@/lib/i18n/language';

/** What was found, and what may be done about it; nothing where all is well. */
export interface Sentence {
  found: string;
  todo: string;
}

/** What a check is about: a table, a kind of file, a webhook. */
export function subjectOf(check: QualityCheck, board: Pick<QualityBoard, 'facts'>, { t, of }: Translator): string {
  const fact = board.facts.find(({ id }) => id === check.fact);
  if (fact !== undefined) {
    return of(fact.title);
  }
  if (check.arguments['webhook'] === true) {
    return t('quality.fact.webhook', { name: check.part });
  }
  return t('quality.fact.files');
}

/** A column as people call it. */
function columnName(column: string, { t }: Translator): string {
  const key = `quality.name.${column}`;
  return isMessageKey(key) ? t(key) : column;
}

/** A limit or a measured value in the rule's unit. */
export function valueText(value: number | null, rule: QualityRule, { t, language }: Translator): string {
  if (value === null) {
    return '—';
  }
  if (rule.unit === 'share') {
    return exact(value, { unit: 'rate', language });
  }
  const number =
    rule.unit === 'days' || rule.unit === 'columns' ? count(value, language) : String(Number(value.toFixed(1)));
  return `${number} ${t(`quality.unit.${rule.unit}`)}`;
}

/** The check in words. */
export function sentenceOf(
  check: QualityCheck,
  board: Pick<QualityBoard, 'facts'>,
  currency: string | undefined,
  translator: Translator,
): Sentence {
  const { t, language } = translator;
  const given = check.arguments;
  const bad = check.state === 'warning' || check.state === 'failing';
  const unknown = check.value === null;
  const number = (name: string) => numberOf(given[name]) ?? 0;
  const n = (name: string) => count(number(name), language);
  const text = (name: string) => (typeof given[name] === 'string' ? given[name] : '');
  const names = (name: string) => (Array.isArray(given[name]) ? given[name].map(String) : []);
  const share = exact(check.value, { unit: 'rate', language });
  const money = (name: string) => exact(text(name), { unit: 'amount', currency, language });
  const said = (found: string, todo: string): Sentence => ({ found, todo: bad ? todo : '' });
  switch (check.rule) {
    case 'freshness': {
      if (unknown) {
        return said(t('quality.freshness.few', { n: n('deliveries') }), '');
      }
      const span = (hours: number) =>
        hours < 48
          ? t('quality.hours', { n: count(hours, language) })
          : t('quality.days', { n: count(Math.round(hours / 24), language) });
      return said(
        t('quality.freshness.found', {
          at: momentText(text('recordedAt')),
          silent: span(number('silentHours')),
          usual: span(number('usualHours')),
        }),
        t('quality.freshness.todo'),
      );
    }
    case 'gaps': {
      if (unknown) {
        return said(t(given['sparse'] === true ? 'quality.gaps.sparse' : 'quality.gaps.few'), '');
      }
      const range = { from: text('from'), to: text('to') };
      if (number('missing') === 0) {
        return said(t('quality.gaps.none', range), '');
      }
      const ranges = names('ranges').map((one) => {
        const [from, to] = one.split('/');
        return to === undefined ? one : t('quality.range', { from, to });
      });
      const more = number('more') === 0 ? '' : t('quality.gaps.more', { n: n('more') });
      return said(
        t('quality.gaps.found', { ...range, n: n('missing'), days: ranges.join(t('quality.comma')) + more }),
        t('quality.gaps.todo', {
          days: ranges.length === 1 ? t('quality.gaps.one', { days: ranges.join('') }) : t('quality.gaps.these'),
          fact: subjectOf(check, board, translator),
        }),
      );
    }
    case 'unknown': {
      if (unknown) {
        return said(t('quality.unknown.few', { rows: n('rows') }), '');
      }
      const column = text('column');
      const special = `quality.unknown.todo.${column}`;
      return said(
        t('quality.unknown.found', {
          rows: n('rows'),
          n: n('unknown'),
          column: columnName(column, translator),
          share,
        }),
        t(isMessageKey(special) ? special : 'quality.unknown.todo'),
      );
    }
    case 'volume':
      return unknown
        ? said(t('quality.volume.few'), '')
        : said(
            t('quality.volume.found', { day: text('day'), rows: n('rows'), low: n('low'), high: n('high') }),
            t(number('rows') < number('low') ? 'quality.volume.todo.less' : 'quality.volume.todo.more'),
          );
    case 'duplicates': {
      if (unknown) {
        return said(t('quality.duplicates.few'), '');
      }
      const found = t('quality.duplicates.found', { rows: n('rows'), n: n('copies') });
      const other = text('other');
      return said(
        other === check.source ? found : `${found} ${t('quality.duplicates.other', { other })}`,
        t('quality.duplicates.todo'),
      );
    }
    case 'late':
      return unknown
        ? said(t('quality.late.few'), '')
        : said(
            t('quality.late.found', { rows: n('rows'), n: n('late'), limit: n('limitDays') }),
            t('quality.late.todo'),
          );
    case 'drift': {
      const list = (name: string) =>
        names(name).length === 0 ? '' : t('quality.drift.names', { names: names(name).join(t('quality.comma')) });
      return check.value === 0
        ? said(t('quality.drift.same'), '')
        : said(
            t('quality.drift.found', {
              file: text('file'),
              gone: n('goneCount'),
              goneNames: list('gone'),
              come: n('comeCount'),
              comeNames: list('come'),
            }),
            t('quality.drift.todo'),
          );
    }
    case 'rejected':
      return said(
        given['webhook'] === true
          ? t('quality.rejected.webhook', { read: n('read'), n: n('rejected'), share })
          : t('quality.rejected.found', { read: n('read'), n: n('rejected'), share, repeated: n('repeated') }),
        t('quality.rejected.todo'),
      );
    case 'reconciliation': {
      const key = `quality.comparison.${text('comparison')}`;
      const comparison = isMessageKey(key) ? t(key) : text('comparison');
      const part = (what: 'theirs' | 'ours' | 'different', many: string, amount: string) =>
        number(many) === 0
          ? ''
          : t(`quality.reconciliation.${what}`, { n: n(many), amount: money(amount), comparison });
      return said(
        t('quality.reconciliation.found', {
          ours: text('ours'),
          theirs: text('theirs'),
          comparison,
          same: n('same'),
          missing:
            part('theirs', 'theirsMissing', 'theirsMissingAmount') +
            part('ours', 'oursMissing', 'oursMissingAmount') +
            part('different', 'different', 'differentAmount'),
          apart: money('apart'),
        }),
        t('quality.reconciliation.todo'),
      );
    }
    default:
      return { found: check.rule, todo: '' };
  }
}
