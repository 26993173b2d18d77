import type { PeopleFacts } from '@dougong/kernel/flows';

/** Who stands in for whom: in one flow or, without one, in every flow that has no rule of its own. */
export type DeputyRow = readonly [
  user: string,
  deputy: string,
  flow: string | null,
  startsAt: string,
  endsAt: string | null,
];

interface Rule {
  readonly deputy: string;
  readonly flow: string | null;
  readonly from: number;
  /** The first moment after it. */
  readonly to: number;
}

/**
 * Answers who stands in for a user at a moment. A deputy who has left stands in for nobody, so the rule counts as not
 * there; and a deputy's own deputy is not asked, so two people on leave cannot hand a task round and round.
 */
export function deputiesOf(
  rows: readonly DeputyRow[],
  isActive: (user: string) => boolean,
): PeopleFacts['deputyOf'] {
  const rules = new Map<string, Rule[]>();
  for (const [user, deputy, flow, startsAt, endsAt] of rows) {
    if (!isActive(deputy) || deputy === user) continue;
    const rule = { deputy, flow, from: Date.parse(startsAt), to: endsAt ? Date.parse(endsAt) : Infinity };
    const own = rules.get(user);
    if (own) own.push(rule);
    else rules.set(user, [rule]);
  }
  return (user, flow, at) => {
    const own = rules.get(user);
    if (!own) return undefined;
    const moment = Date.parse(at);
    const inForce = own.filter(({ from, to }) => from <= moment && moment < to);
    return (inForce.find((rule) => rule.flow === flow) ?? inForce.find((rule) => rule.flow === null))?.deputy;
  };
}
