import type { CaseEdge, CaseFlow, CaseNode, CaseOrg, CaseStep, FlowCase } from './flow-case.fixtures.js';
import { CasePlayer } from './play-case.fixtures.js';

/** Short hands for drawings and plays of the specs. */

export const ORG: CaseOrg = {
  users: {
    amy: { dept: 'sales' },
    bob: { dept: 'sales' },
    carol: { dept: 'east' },
    dave: { dept: 'hq' },
    erin: { dept: 'finance', roles: ['finance'], posts: ['clerk'] },
    frank: { dept: 'finance', roles: ['finance'] },
    gina: { dept: 'legal' },
    hank: { dept: 'hq', roles: ['admin'] },
    ivy: { dept: 'hq' },
    leo: { dept: 'newteam' },
    zoe: { dept: 'sales', active: false },
  },
  departments: {
    hq: { leader: 'dave', parent: null },
    east: { leader: 'carol', parent: 'hq' },
    sales: { leader: 'bob', parent: 'east' },
    finance: { leader: 'erin', parent: 'hq' },
    legal: { leader: 'gina', parent: 'hq' },
    newteam: { leader: null, parent: 'east' },
  },
};

type Rest = Readonly<Record<string, unknown>>;

/** A node of any type. */
export function at(id: string, type: string, rest: Rest = {}): CaseNode {
  return { id, type, ...rest };
}

/** An approval by users. */
export function ask(id: string, users: string | readonly string[], rest: Rest = {}): CaseNode {
  return at(id, 'approval', { assignees: { users: [users].flat() }, ...rest });
}

/** Work of users. */
export function work(id: string, users: string | readonly string[], rest: Rest = {}): CaseNode {
  return at(id, 'handle', { assignees: { users: [users].flat() }, ...rest });
}

/** A drawing: nodes, and lines like `a b c` from each to the next. */
export function draw(nodes: readonly CaseNode[], ...lines: readonly (string | CaseEdge)[]): CaseFlow {
  return {
    nodes: [at('s', 'start'), at('e', 'end'), ...nodes],
    edges: lines.flatMap((line) => {
      if (typeof line !== 'string') return [line];
      const ids = line.split(' ');
      return ids.slice(1).map((to, index) => ({ from: ids[index] ?? '', to }));
    }),
  };
}

/** One node after another. */
export function row(...nodes: readonly CaseNode[]): CaseFlow {
  return draw(nodes, ['s', ...nodes.map(({ id }) => id), 'e'].join(' '));
}

/** Two branches side by side between `p` and `j`, then `z`. */
export function beside(left: readonly CaseNode[], right: readonly CaseNode[], join: Rest = {}): CaseFlow {
  const ids = (nodes: readonly CaseNode[]): string => ['p', ...nodes.map(({ id }) => id), 'j'].join(' ');
  return draw(
    [at('p', 'parallel_split'), ...left, ...right, at('j', 'parallel_join', join), ask('z', 'ivy')],
    's p',
    ids(left),
    ids(right),
    'j z e',
  );
}

/** A play of a drawing by `amy`, begun. */
export function played(flow: CaseFlow, rest: Partial<FlowCase> = {}): CasePlayer {
  const player = new CasePlayer({ id: 'x', name: 'x', flow, steps: [], expect: {}, ...rest }, ORG);
  const refusal = player.do({ do: 'start', by: 'amy' });
  if (refusal !== undefined) throw new Error(refusal);
  return player;
}

/** Steps as words: `approve bob a`, `return bob a to s`, `transfer bob a to carol`; gives the refusals. */
export function act(player: CasePlayer, ...steps: readonly (string | CaseStep)[]): readonly string[] {
  return steps.flatMap((step) => player.do(typeof step === 'string' ? wordsOf(step) : step) ?? []);
}

function wordsOf(text: string): CaseStep {
  const [verb = '', by = '', node = '', , to] = text.split(' ');
  return { do: verb, by, node, ...(to === undefined ? {} : { to }) };
}

/** Lets time pass. */
export function wait(duration: string): CaseStep {
  return { do: 'advance', by_time: duration };
}
