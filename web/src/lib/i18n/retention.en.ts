import type { retentionZhCN } from './retention.zh-CN';

/** The texts of how long facts are kept, in English. */
export const retentionEn: Record<keyof typeof retentionZhCN, string> = {
  'settings.retention': 'Data retention',
  'audit.detail.days': 'Days',
  'audit.detail.confirmed': 'Confirmed that no law asks for more',
  'audit.detail.olderThan': 'Older than',
  'audit.detail.rows': 'Rows',
  'retention.hint':
    'For how many days each kind of data is kept, in all shops. Without a limit it stays. With one, whole days that are older are deleted once a day, for good, and the figures of those days go with them.',
  'retention.data': 'Data',
  'retention.data.visits': 'Visits',
  'retention.data.orders': 'Orders',
  'retention.data.advertising': 'Advertising',
  'retention.data.content': 'Content and live streams',
  'retention.data.service': 'Service and reviews',
  'retention.data.stock': 'Stock and purchasing',
  'retention.data.reports': 'Platform reports',
  'retention.holds': 'What it holds',
  'retention.holds.visits': 'Views, clicks, carts, and the visitors and sessions made of them',
  'retention.holds.orders': 'Orders, lines, payments, refunds, parcels, fees',
  'retention.holds.advertising': 'Daily ad cost and its results',
  'retention.holds.content': 'Daily content and community reports, minutes of live streams',
  'retention.holds.service': 'Conversations, reviews, surveys',
  'retention.holds.stock': 'Stock levels and moves, purchases, receipts',
  'retention.holds.reports': 'Figures as platforms report them, benchmarks',
  'retention.days': 'Days kept',
  'retention.daysOf': '{days} days',
  'retention.unlimited': 'No limit',
  'retention.limited': 'Only the last days',
  'retention.changed': 'Changed',
  'retention.deleted': 'Last deletion',
  'retention.deletedOf': '{moment}: {rows} rows before {day}',
  'retention.change': 'Retention: {data}',
  'retention.preview': 'Show what would go',
  'retention.bounds': '{least} to {most} days',
  'retention.goes': '{rows} rows from {first} to the day before {before} will be deleted',
  'retention.nothingGoes': 'There is nothing before {before}, so nothing is deleted now',
  'retention.forGood':
    'Within 24 hours, and for good. The figures of those days go with them, and customers who bought then may count as new again.',
  'retention.confirm':
    'Records of transactions are usually kept for {usual} days (three years). I confirm that no law asks for more.',
};
