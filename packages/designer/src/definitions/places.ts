/** The kinds that have a list and a page of their own here. */
export const DESIGNED_KINDS = [
  'form',
  'decision-table',
  'formula',
  'notification',
  'scan-point',
  'connector',
] as const;
export type DesignedKind = (typeof DESIGNED_KINDS)[number];

/** Where their lists are. */
export const LIST_PATHS: Readonly<Record<DesignedKind, string>> = {
  form: '/forms',
  'decision-table': '/decision-tables',
  formula: '/formulas',
  notification: '/notifications',
  'scan-point': '/scan-points',
  connector: '/connectors',
};

/** Where texts of a kind stand. */
export const TEXT_KEYS: Readonly<Record<DesignedKind, string>> = {
  form: 'forms',
  'decision-table': 'tables',
  formula: 'formulas',
  notification: 'notifications',
  'scan-point': 'scanPoints',
  connector: 'connectors',
};
