/** The texts of the templates that are downloaded, filled in and imported, in Chinese. */
export const templatesZhCN = {
  'templates.open': '下载模板',
  'templates.title': '数据模板',
  'templates.text':
    '平台导出里没有的数据，可以填进这里的模板再导入。模板按内容识别，导入时不用选格式；改过再导入会更新，原样再导入不会重复。红色表头的列必须填。',
  'templates.needed': '必填：{columns}',
  'templates.download': '{form} 模板：{title}',
  'templates.group.orders': '订单',
  'templates.group.customers': '客户',
  'templates.group.goods': '商品与库存',
  'templates.group.purchasing': '采购与发货',
  'templates.group.marketing': '营销与内容',
  'templates.group.service': '客服与评价',
  'templates.group.industry': '行业',
  'templates.benchmark.text': '行业平均和分位数，用来和自己的指标比较。在行业基准页按那里的样例导入。',
  'templates.benchmark.open': '去行业基准页',
} as const;
