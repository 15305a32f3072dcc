import type { templatesZhCN } from './templates.zh-CN';

/** The texts of the templates that are downloaded, filled in and imported, in English. */
export const templatesEn: Record<keyof typeof templatesZhCN, string> = {
  'templates.open': 'Download a template',
  'templates.title': 'Templates',
  'templates.text':
    'What no platform exports goes into one of these files, and is imported from there. They are recognised by their content, so that no format has to be chosen; a corrected file updates, and the same file again changes nothing. Columns with a red header need a value.',
  'templates.needed': 'Needed: {columns}',
  'templates.download': '{form} template: {title}',
  'templates.group.orders': 'Orders',
  'templates.group.customers': 'Customers',
  'templates.group.goods': 'Goods and stock',
  'templates.group.purchasing': 'Purchasing and shipping',
  'templates.group.marketing': 'Marketing and content',
  'templates.group.service': 'Service and reviews',
  'templates.group.industry': 'Industry',
  'templates.benchmark.text':
    'Means and quartiles of the industry to hold your own figures against. They are imported on a page of their own, as the sample there shows.',
  'templates.benchmark.open': 'To industry benchmarks',
};
