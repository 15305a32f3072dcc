/**
 * What the server's error, note and quarantine codes say in Chinese; `{name}` is an argument of the problem. A code that is not here shows
 * the server's own message.
 */
export const errorsZhCN: Record<string, string> = {
  'access.bad_credentials': '用户名或密码不对',
  'access.password_change_required': '请先修改一次性密码',
  'metric.cost_unknown': '有商品没有成本（{without} / {items} 件），所以成本、毛利和毛利率无法计算',
};
