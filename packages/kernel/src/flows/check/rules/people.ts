import { pointer, warning } from '../../../foundation/index.js';
import type { PeopleSource } from '../../../metadata/index.js';
import type { CheckFlowContext } from '../check-context.js';
import type { Drawing, DrawnNode } from '../drawing.js';
import { about } from '../finding.js';
import type { Finding } from '../finding.js';

/** Steps that, by what the drawing says and by who is there today, find nobody or only the one who started. */
export function checkPeople(drawing: Drawing, context: CheckFlowContext): readonly Finding[] {
  return drawing.nodes.flatMap((drawn) => {
    const sources = sourcesOf(drawn);
    if (sources.length === 0) return [];
    return [...onlySelf(drawn, sources), ...nobodyToday(drawn, sources, context)];
  });
}

function sourcesOf({ node, part }: DrawnNode): readonly PeopleSource[] {
  const { assignees } = node.config;
  return part.work !== undefined && Array.isArray(assignees) ? (assignees as readonly PeopleSource[]) : [];
}

/** A decision of the one who asks for it; work that is only to be done may well be his own. */
function onlySelf({ node, at, part }: DrawnNode, sources: readonly PeopleSource[]): readonly Finding[] {
  const decides = part.work?.(node.config).answers.approve !== undefined;
  const isAllowed = (node.config['self'] ?? 'allow') === 'allow';
  if (!decides || !isAllowed || !sources.every((source) => 'starter' in source)) return [];
  return [about(warning('self_only', pointer('/nodes', at, 'config', 'assignees')), [node.id])];
}

function nobodyToday(
  { node, at }: DrawnNode,
  sources: readonly PeopleSource[],
  { people, departments = [] }: CheckFlowContext,
): readonly Finding[] {
  if (people === undefined) return [];
  const path = pointer('/nodes', at, 'config', 'assignees');
  const named = sources.map((source) => namedBy(source, people));
  const isEmpty = named.every((users) => users !== undefined && !users.some((user) => people.isActive(user)));
  if (isEmpty) return [about(warning('may_be_empty', path), [node.id])];
  // Only a step that asks the leader alone is lost without one.
  if (!sources.every((source) => 'leader' in source)) return [];
  return departments
    .filter(({ id }) => {
      const leader = people.leaderOf?.(id);
      return people.leaderOf !== undefined && (leader === undefined || !people.isActive(leader));
    })
    .map(({ title }) => about(warning('may_be_empty', path, { department: title }), [node.id]));
}

/** Who is meant, as far as it does not depend on the record or on who starts. */
function namedBy(
  source: PeopleSource,
  people: NonNullable<CheckFlowContext['people']>,
): readonly string[] | undefined {
  const named = source as Readonly<Record<string, unknown>>;
  if (Array.isArray(named['users'])) return named['users'] as readonly string[];
  if (typeof named['role'] === 'string') return people.usersOfRole(named['role']);
  return typeof named['post'] === 'string' ? people.usersOfPost?.(named['post']) : undefined;
}
