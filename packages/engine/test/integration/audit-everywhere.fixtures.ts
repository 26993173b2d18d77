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
const WRITTEN_FOR_MESSAGES: Readonly<Record<string, readonly string[]>> = {
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

/** The other routes, each with the file that writes their entries. */
export const WRITTEN_IN: Readonly<Record<string, readonly string[]>> = {
  'progress/progress-links.ts': [
    'POST /api/v1/forms/{form}/records/{id}/print-code',
    'POST /api/v1/forms/{form}/records/{id}/progress-links',
    'DELETE /api/v1/forms/{form}/records/{id}/progress-links/{link}',
  ],
  ...WRITTEN_FOR_MESSAGES,
  'people/working-organisation.ts': ['PUT /api/v1/session/organisation'],
  'identity/session.service.ts': ['POST /api/v1/session', 'POST /api/v1/session/view'],
  'identity/sessions/session-book.ts': ['DELETE /api/v1/session', 'DELETE /api/v1/session/view'],
  'identity/account/own-account.ts': [
    'DELETE /api/v1/account/sessions',
    'DELETE /api/v1/account/sessions/{id}',
    'POST /api/v1/account/password',
    ...['', '/actions/confirm', '/actions/remove', '/actions/renew-recovery-codes'].map(
      (act) => `POST /api/v1/account/second-factor${act}`,
    ),
  ],
  'identity/account/account-care.ts': [
    'DELETE /api/v1/users/{id}/second-factor',
    'DELETE /api/v1/users/{id}/sessions',
    'DELETE /api/v1/users/{id}/sessions/{session}',
    'POST /api/v1/users/{id}/actions/unlock',
  ],
  'identity/keys/api-keys.ts': [
    'DELETE /api/v1/api-keys/{id}',
    'POST /api/v1/api-keys/{id}/actions/rotate',
    'POST /api/v1/service-accounts/{id}/keys',
  ],
  'identity/keys/service-accounts.ts': [
    'PATCH /api/v1/service-accounts/{id}',
    'POST /api/v1/service-accounts',
  ],
  'identity/policy/security-policies.ts': ['PATCH /api/v1/security-policy'],
  'people/outside/outside-sign-in.ts': ['POST /api/v1/account/providers/{key}/actions/link'],
  'people/invitations/invitations.ts': [
    'POST /api/v1/invitations/actions/accept',
    'POST /api/v1/users/{id}/invitations',
  ],
  'people/staff.ts': ['POST /api/v1/users'],
  'people/hand-over/hand-over.ts': ['POST /api/v1/users/{id}/actions/hand-over'],
  'people/import/people-import.ts': ['POST /api/v1/people-imports'],
  'people/scim/scim-users.ts': ['DELETE', 'PATCH', 'PUT']
    .map((method) => `${method} /scim/v2/Users/{id}`)
    .concat('POST /scim/v2/Users'),
  'people/scim/scim-groups.ts': ['DELETE', 'PATCH', 'PUT']
    .map((method) => `${method} /scim/v2/Groups/{id}`)
    .concat('POST /scim/v2/Groups'),
  'backup/backups.ts': ['POST /api/v1/administration/backups'],
  'promotion/promotions.ts': ['POST /api/v1/change-sets'],
  'costing/cost-runs.ts': [
    'POST /api/v1/costing/runs',
    'POST /api/v1/costing/runs/{id}/actions/again',
    'POST /api/v1/costing/runs/{id}/actions/make-official',
  ],
  'releases/drafts/draft-book.ts': [
    'DELETE /api/v1/drafts/{kind}/{key}',
    'POST /api/v1/design/completeness/fixes/{id}',
    'POST /api/v1/drafts/rebase',
    'POST /api/v1/drafts/{kind}/{key}/operations',
    'POST /api/v1/releases/{number}/definitions/{kind}/{key}/restore',
  ],
  'releases/design/purge-removed.ts': ['POST /api/v1/design/removed/purge'],
  'releases/requests/publish-requests.ts': ['POST /api/v1/publish-requests/{id}/actions/{action}'],
  'commands/command-writer.ts': ['cancel', 'jump', 'migrate', 'reassign', 'retry', 'skip'].map(
    (act) => `POST /api/v1/flow-instances/{id}/actions/${act}`,
  ),
  'flows/migrations/migration-jobs.ts': ['POST /api/v1/flows/{key}/migrations'],
  'connectors/connector-settings.ts': ['PUT /api/v1/connectors/{connector}/settings'],
  'connectors/connector-starts.ts': [
    'POST /api/v1/connectors/{connector}/dead-letters/{id}/actions/dismiss',
    'POST /api/v1/connectors/{connector}/dead-letters/{id}/actions/retry',
    'POST /api/v1/connectors/{connector}/pipelines/{pipeline}/actions/run',
  ],
  'scanning/scan-exceptions.ts': ['dismiss', 'resolve'].map(
    (act) => `POST /api/v1/scan-events/{id}/actions/${act}`,
  ),
  'files/record-files.ts': ['POST /api/v1/forms/{form}/fields/{field}/files'],
  'jobs/jobs.ts': [
    'POST /api/v1/administration/backups/actions/drill',
    'POST /api/v1/administration/backups/actions/drill',
    'POST /api/v1/audit/exports',
    'POST /api/v1/forms/{form}/imports/jobs/{job}/actions/undo',
    'POST /api/v1/forms/{form}/imports/{id}/actions/run',
  ],
  'rules/occasions/hooks.ts': ['POST /api/v1/hooks/{key}/actions/renew-token'],
  'rules/occasions/hook-secrets.ts': [
    'POST /api/v1/hooks/{key}/secrets',
    'DELETE /api/v1/hooks/{key}/secrets/{id}',
  ],
  'rules/occasions/occasion-care.ts': [
    'POST /api/v1/rules/occasions/{id}/actions/retry',
    'POST /api/v1/rules/occasions/{id}/actions/skip',
  ],
  'registers/periods/ledger-closing.ts': [
    'POST /api/v1/ledger/periods/close',
    'POST /api/v1/ledger/periods/reopen',
  ],
  'reconciliation/data-sets.ts': ['POST /api/v1/reconciliations/{key}/data-sets'],
  'reconciliation/differences/difference-acts.ts': [
    'POST /api/v1/reconciliations/{key}/differences/{id}/actions/{act}',
  ],
  'reconciliation/runs/runs.ts': ['POST /api/v1/reconciliations/{key}/runs'],
  'templates/sent-packages.ts': ['POST /api/v1/template-packages'],
  'templates/template-changes.ts': ['POST /api/v1/templates', 'POST /api/v1/templates/revert'],
  'templates/sample-data.ts': ['POST /api/v1/templates/samples/clear'],
  'templates/template-removal.ts': ['DELETE /api/v1/templates/{key}'],
};
