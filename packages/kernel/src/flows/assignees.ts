import type { AssigneeConfig } from './assignee-config.js';
import type { CompiledNode } from './flow-model.js';
import type { WorkKind } from './flow-state.js';
import { leadersAbove } from './leaders.js';
import type { NodeMoment, NodeMove } from './node-type.js';
import { onward, refuse } from './onward.js';
import { activeUsers, onePerUser } from './people.js';
import type { Asked, RoundPolicy } from './round.js';

/**
 * Opens a node for its people. The order of the rules is fixed: resolve, drop the inactive, self rule, one to-do a
 * user, empty rule, standing deputies.
 */
export function askPeople(node: CompiledNode, kind: WorkKind, moment: NodeMoment): NodeMove {
  const config = node.config as AssigneeConfig;
  const { found, kept } = peopleFor(node, moment);
  if (kept.length > 0) return ask(kind, kept, policyOf(config), config, moment);
  // Only the starter was asked and he is left out: that is a pass, not an empty node.
  if (found.length > 0 && config.self === 'skip') return onward(node, 'auto_approved');
  return askNobody(node, kind, config, moment);
}

/** Who is meant, and who of them is asked. */
function peopleFor(
  node: CompiledNode,
  moment: NodeMoment,
): { readonly found: readonly string[]; readonly kept: readonly string[] } {
  const { assignees = [], ...config } = node.config as AssigneeConfig;
  const { starter, people, textsAt } = moment;
  const found = activeUsers(assignees, { starter, people, textsAt, chosen: moment.chosenFor(node.id) });
  return { found, kept: onePerUser(withSelfRule(found, config, moment)) };
}

/** Whether a flow must not start because nobody would be found for the node; whom others pick later is not known yet. */
export function forbidsStart(node: CompiledNode, moment: NodeMoment): boolean {
  const { assignees = [], empty, self } = node.config as AssigneeConfig;
  if (node.part.work === undefined || emptyRule({ empty }, moment) !== 'forbid_start') return false;
  if (assignees.some((source) => 'chosenAt' in source)) return false;
  const { found, kept } = peopleFor(node, moment);
  return kept.length === 0 && !(found.length > 0 && self === 'skip');
}

/** A document that was returned to the starter's own step is for him to look at: there he is not left out. */
function withSelfRule(
  found: readonly string[],
  { self }: AssigneeConfig,
  { starter, people, reopened }: NodeMoment,
): readonly string[] {
  if (self === 'to_leader')
    return found.flatMap((user) =>
      user === starter ? leadersAbove(people, starter, 'top').slice(0, 1) : [user],
    );
  if (self !== 'skip') return found;
  const others = found.filter((user) => user !== starter);
  return others.length === 0 && reopened === true ? found : others;
}

function emptyRule({ empty }: Pick<AssigneeConfig, 'empty'>, { settings }: Pick<NodeMoment, 'settings'>) {
  return empty ?? settings.empty ?? 'to_admin';
}

/** A flow that has started is not stopped because people have left meanwhile. */
function askNobody(node: CompiledNode, kind: WorkKind, config: AssigneeConfig, moment: NodeMoment): NodeMove {
  const rule = emptyRule(config, moment);
  if (rule === 'auto_pass') return onward(node, 'auto_approved');
  if (rule === 'auto_reject') return refuse(node, config.onReject, 'auto_rejected');
  const named = typeof rule === 'object' ? activeUsers([{ users: [rule.user] }], moment) : [];
  const asked = named.length > 0 ? named : administrators(moment);
  if (asked.length === 0) return { move: 'stuck', reason: 'no_assignee' };
  return ask(kind, asked, { mode: 'any' }, config, moment);
}

/** The active users of the role that gets what nobody else can do. */
export function administrators(moment: NodeMoment): readonly string[] {
  return moment.admin === undefined ? [] : onePerUser(activeUsers([{ role: moment.admin }], moment));
}

/** Leaders sign one after another unless the node says otherwise. */
function policyOf({ assignees = [], mode, passPercent, rejectNeedsAll }: AssigneeConfig): RoundPolicy {
  const usual = assignees.some((source) => 'leaders' in source) ? 'sequence' : 'any';
  return {
    mode: mode ?? usual,
    ...(passPercent === undefined ? {} : { passPercent }),
    ...(rejectNeedsAll === undefined ? {} : { rejectNeedsAll }),
  };
}

function ask(
  kind: WorkKind,
  users: readonly string[],
  policy: RoundPolicy,
  { dueIn }: AssigneeConfig,
  moment: NodeMoment,
): NodeMove {
  return {
    move: 'ask',
    kind,
    asked: withDeputies(users, moment),
    policy,
    ...(dueIn === undefined ? {} : { dueIn }),
  };
}

/** Absent users are stood in for by their deputies; whoever is asked for himself is not asked again for another. */
function withDeputies(users: readonly string[], { people, flow, now }: NodeMoment): readonly Asked[] {
  const asked = new Map<string, Asked>();
  for (const user of users) {
    const deputy = people.deputyOf(user, flow, now);
    const isStoodFor = deputy !== undefined && people.isActive(deputy);
    const one: Asked = isStoodFor ? { user: deputy, for: user } : { user };
    const earlier = asked.get(one.user);
    if (earlier === undefined || one.for === undefined) asked.set(one.user, one);
  }
  return [...asked.values()];
}
