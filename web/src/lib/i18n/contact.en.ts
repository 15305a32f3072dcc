import type { contactZhCN } from './contact.zh-CN';

/** The texts of telephone numbers and e-mail addresses of customers, in English. */
export const contactEn: Record<keyof typeof contactZhCN, string> = {
  'settings.contacts': 'Contacts',
  'audit.detail.reason': 'Reason',
  'audit.detail.contacts': 'Contacts deleted',
  'contact.hint':
    'Phone numbers and e-mail addresses of customers are kept encrypted and shown masked. Reading one in full takes a reason, which goes into the audit log. Numbers that the platform has masked are not kept.',
  'contact.empty':
    'No contacts yet. They come with orders or customers of Youzan and Shopify, with webhooks of Shopify and WooCommerce, and from sources whose own mapping names them.',
  'contact.shop': 'Shop',
  'contact.kind': 'Kind',
  'contact.kind.phone': 'Phone',
  'contact.kind.email': 'E-mail',
  'contact.count': 'Contacts',
  'contact.customers': 'Customers',
  'contact.search': 'Find by customer',
  'contact.customer': 'Customer ID',
  'contact.customer.hint': 'As the rows of orders have it',
  'contact.find': 'Find',
  'contact.none': 'There is no contact of this customer',
  'contact.masked': 'Contact',
  'contact.source': 'Source',
  'contact.firstSeen': 'First seen',
  'contact.lastSeen': 'Last seen',
  'contact.reveal': 'Read in full',
  'contact.reveal.of': 'Read {masked} in full',
  'contact.reveal.log':
    'Who read a contact of which customer, when and for what, goes into the audit log. Leave personal data out of the reason.',
  'contact.reason': 'Reason',
  'contact.reason.placeholder': 'For example: to call about a return',
};
