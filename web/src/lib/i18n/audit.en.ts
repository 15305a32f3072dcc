import type { AuditCode } from './audit.zh-CN';

/** What the entries of the audit log say in English, by the server's codes. */
export const auditEn: Record<AuditCode, string> = {
  'access.first_admin_created': 'First administrator created',
  'access.user_provided': 'User set up by the program',
  'access.user_created': 'User created',
  'access.user_changed': 'User changed',
  'access.password_changed': 'Own password changed',
  'access.signed_in': 'Signed in',
  'access.sign_in_refused': 'Sign-in refused',
  'access.shop_created': 'Shop created',
  'access.shop_renamed': 'Shop renamed',
  'access.token_created': 'API token created',
  'access.token_revoked': 'API token revoked',
  'ingest.file_imported': 'File imported',
  'ingest.write_key_created': 'Write key created',
  'ingest.write_key_revoked': 'Write key revoked',
  'view.view_saved': 'Saved a view',
  'view.view_changed': 'Changed a view',
  'view.view_deleted': 'Deleted a view',
  'calendar.promotion_created': 'Promotion created',
  'calendar.promotion_changed': 'Promotion changed',
  'calendar.promotion_deleted': 'Promotion deleted',
  'calendar.annotation_created': 'Annotation created',
  'calendar.annotation_changed': 'Annotation changed',
  'calendar.annotation_deleted': 'Annotation deleted',
  'calendar.file_imported': 'Calendar file imported',
};
