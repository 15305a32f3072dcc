/**
 * What the server's error, note and quarantine codes say in English; `{name}` is an argument of the problem. A code that is not here shows
 * the server's own message.
 */
export const errorsEn: Record<string, string> = {
  'access.bad_credentials': 'User name or password is wrong',
  'access.password_change_required': 'Change the one-time password first',
  'metric.cost_unknown':
    'Some items have no cost ({without} of {items}), so cost, gross profit and gross margin cannot be told',
};
