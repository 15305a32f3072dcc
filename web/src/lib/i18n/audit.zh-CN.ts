/** What the entries of the audit log say in Chinese, by the server's codes; the keys of this file are the codes. */
export const auditZhCN = {
  'access.first_admin_created': '创建首个管理员',
  'access.user_provided': '由程序设定用户',
  'access.user_created': '新建用户',
  'access.user_changed': '修改用户',
  'access.password_changed': '修改自己的密码',
  'access.signed_in': '登录',
  'access.sign_in_refused': '登录被拒',
  'access.shop_created': '新建店铺',
  'access.shop_renamed': '店铺改名',
  'access.token_created': '新建 API 令牌',
  'access.token_revoked': '吊销 API 令牌',
  'ingest.file_imported': '导入文件',
  'ingest.write_key_created': '新建写入密钥',
  'ingest.write_key_revoked': '吊销写入密钥',
  'view.view_saved': '保存视图',
  'view.view_changed': '修改视图',
  'view.view_deleted': '删除视图',
  'calendar.promotion_created': '新建大促档期',
  'calendar.promotion_changed': '修改大促档期',
  'calendar.promotion_deleted': '删除大促档期',
  'calendar.annotation_created': '新建标注',
  'calendar.annotation_changed': '修改标注',
  'calendar.annotation_deleted': '删除标注',
  'calendar.file_imported': '导入日历文件',
  'benchmark.benchmarks_imported': '导入行业基准',
  'benchmark.benchmark_deleted': '删除行业基准',
} as const;

/** The codes that the server writes into the audit log; one of its tests holds it to this list. */
export type AuditCode = keyof typeof auditZhCN;
