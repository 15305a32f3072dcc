import type { Language } from '@/lib/i18n/messages';

/** A text to begin with. */
export const EXAMPLE: Record<Language, string> = {
  'zh-CN': `metrics:
  commission:
    title: {zh: 平台佣金, en: Commission}
    text: 净销售额的 5%，按退款日扣除退款
    expression: (gmv - refund_amount) * 0.05
    direction: down
  live_gmv:
    title: {zh: 直播支付金额, en: Live GMV}
    expression: gmv
    where: channel_kind = live
dimensions:
  area:
    title: {zh: 大区, en: Area}
    from: region
    groups:
      华东: [上海, 江苏, 浙江, 安徽]
      华南: [广东, 广西, 海南]
`,
  en: `metrics:
  commission:
    title: {zh: 平台佣金, en: Commission}
    text: 5 % of net sales, refunds taken off by their day
    expression: (gmv - refund_amount) * 0.05
    direction: down
  live_gmv:
    title: {zh: 直播支付金额, en: Live GMV}
    expression: gmv
    where: channel_kind = live
dimensions:
  area:
    title: {zh: 大区, en: Area}
    from: region
    groups:
      East: [上海, 江苏, 浙江, 安徽]
      South: [广东, 广西, 海南]
`,
};
