/** Routes that become commands: one statement writes what they do and its entry; the sample data above came by that path. */
export const COMMANDS = [
  'POST /api/v1/batch',
  'POST /api/v1/scan-events',
  'POST /api/v1/forms/{form}/records/{id}/actions/{action}',
  ...['comment', 'recall', 'resubmit', 'revoke', 'signal', 'take-back', 'urge'].map(
    (step) => `POST /api/v1/forms/{form}/records/{id}/flow/actions/${step}`,
  ),
  ...['add-sign', 'delegate', 'remove-sign', 'return', 'transfer', '{action}'].map(
    (step) => `POST /api/v1/tasks/{id}/actions/${step}`,
  ),
];

/** Routes about what goes outside and reaches people, each with the file that writes their entries. */
export const WRITTEN_FOR_MESSAGES: Readonly<Record<string, readonly string[]>> = {
  'channels/channel-book.ts': ['DELETE /api/v1/channels/{key}', 'PUT /api/v1/channels/{key}'],
  'channels/channels.controller.ts': ['POST /api/v1/channels/{key}/actions/test'],
  'channels/endpoints.ts': ['POST /api/v1/endpoints/{key}/actions/rotate'],
  'channels/log/delivery-log.ts': ['POST /api/v1/deliveries/actions/resend'],
  'notifications/templates/template-tests.ts': ['POST /api/v1/notification-templates/{key}/actions/test'],
  'notifications/preferences.ts': [
    'PUT /api/v1/notification-defaults',
    'PUT /api/v1/notification-preferences',
  ],
};
