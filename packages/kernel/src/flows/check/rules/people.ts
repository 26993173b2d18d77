import { pointer, warning } from '../../../foundation/index.js';
import type { PeopleSource } from '../../../metadata/index.js';
import { departmentsAbove } from '../../leaders.js';
import type { CheckFlowContext } from '../check-context.js';
import type { Drawing, DrawnNode } from '../drawing.js';
import { about } from '../finding.js';
import type { Finding } from '../finding.js';

/** Steps that, by what the drawing says and by who is there today, find nobody or only the one who started. */
export function checkPeople(drawing: Drawing, context: CheckFlowContext): readonly Finding[] {
  const starters = startersOf(drawing, context);
  return drawing.nodes.flatMap((drawn) => {
    const sources = sourcesOf(drawn);
    if (sources.length === 0) return [];
    return [...onlySelf(drawn, sources, context, starters), ...nobodyToday(drawn, sources, context)];
  });
}

type People = NonNullable<CheckFlowContext['people']>;

function sourcesOf({ node, part }: DrawnNode): readonly PeopleSource[] {
  const { assignees } = node.config;
  return part.work !== undefined && Array.isArray(assignees) ? (assignees as readonly PeopleSource[]) : [];
}

/** Who may start it, where that is known before. */
function startersOf({ nodes }: Drawing, { people }: CheckFlowContext): readonly string[] | undefined {
  const { starters } = nodes.find(({ part }) => part.isStart)?.node.config ?? {};
  if (people === undefined || !Array.isArray(starters) || starters.length === 0) return undefined;
  return everybodyOf(starters as readonly PeopleSource[], people);
}

/** A decision of the one who asks for it; work that is only to be done may well be his own. */
function onlySelf(
  { node, at, part }: DrawnNode,
  sources: readonly PeopleSource[],
  context: CheckFlowContext,
  starters: readonly string[] | undefined,
): readonly Finding[] {
  const decides = part.work?.(node.config).answers.approve !== undefined;
  const isAllowed = (node.config['self'] ?? 'allow') === 'allow';
  if (!decides || !isAllowed) return [];
  const isOwn = sources.every((source) => 'starter' in source) || isOnlyStarter(sources, context, starters);
  return isOwn ? [about(warning('self_only', pointer('/nodes', at, 'config', 'assignees')), [node.id])] : [];
}

/** One person alone may start it, and the same person alone is asked. */
function isOnlyStarter(
  sources: readonly PeopleSource[],
  { people }: CheckFlowContext,
  starters: readonly string[] = [],
): boolean {
  const [starter] = starters;
  if (people === undefined || starter === undefined || starters.length > 1) return false;
  const asked = everybodyOf(sources, people);
  return asked?.length === 1 && asked[0] === starter;
}

function nobodyToday(
  { node, at }: DrawnNode,
  sources: readonly PeopleSource[],
  { people, departments = [] }: CheckFlowContext,
): readonly Finding[] {
  if (people === undefined) return [];
  const path = pointer('/nodes', at, 'config', 'assignees');
  if (everybodyOf(sources, people)?.length === 0) return [about(warning('may_be_empty', path), [node.id])];
  const vacant = new Set(departments.flatMap(({ id }) => vacantFor(sources, id, people) ?? []));
  return departments
    .filter(({ id }) => vacant.has(id))
    .map(({ title }) => about(warning('may_be_empty', path, { department: title }), [node.id]));
}

/** Where a step asks nobody but leaders and finds none for a starter of the department: the one that has no leader. */
function vacantFor(sources: readonly PeopleSource[], department: string, people: People): string | undefined {
  const { isActive, leaderOf, parentOf = () => undefined } = people;
  if (leaderOf === undefined) return undefined;
  const isLed = (id: string): boolean => isActive(leaderOf(id) ?? '');
  const chain = departmentsAbove({ departmentOf: () => department, parentOf }, '');
  const vacant = sources.map((source) => {
    if ('leader' in source) return chain.slice(source.leader - 1, source.leader).find((id) => !isLed(id));
    if (!('leaders' in source)) return undefined;
    return chain.slice(0, source.leaders === 'top' ? undefined : source.leaders).some(isLed)
      ? undefined
      : department;
  });
  return vacant.every((id) => id !== undefined) ? vacant[0] : undefined;
}

/** The active people who are meant, once each, as far as it does not depend on the record or on who starts. */
function everybodyOf(sources: readonly PeopleSource[], people: People): readonly string[] | undefined {
  const named = sources.map((source) => namedBy(source, people));
  const known = named.filter((users) => users !== undefined);
  return known.length < named.length ? undefined : [...new Set(known.flat().filter(people.isActive))];
}

function namedBy(source: PeopleSource, people: People): readonly string[] | undefined {
  if ('users' in source) return source.users;
  if ('role' in source) return people.usersOfRole(source.role);
  return 'post' in source ? people.usersOfPost?.(source.post) : undefined;
}
