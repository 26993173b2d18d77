import type { CompletenessGap } from '@dougong/ui/api';

const ORDER: readonly CompletenessGap['severity'][] = ['error', 'warning', 'info'];

/** Gaps by how grave they are, the gravest first; kinds without gaps are left out. */
export function bySeverity(findings: readonly CompletenessGap[]) {
  return ORDER.map((severity) => ({
    severity,
    findings: findings.filter((found) => found.severity === severity),
  })).filter(({ findings: own }) => own.length > 0);
}
