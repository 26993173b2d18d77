import type {
  DecisionTableDefinition,
  Definition,
  FlowDefinition,
  FormDefinition,
  FormulaDefinition,
  RuleDefinition,
} from '@dougong/kernel/metadata';
import type { Localized } from '@dougong/kernel/foundation';
import type { Api } from '@dougong/ui/api';
import { publishedDefinitions, withDrafts } from '../definitions/all-definitions.js';
import { namedOf } from '../surroundings/load-surroundings.js';
import type { DesignState } from '../surroundings/load-surroundings.js';
import type { Named } from '../surroundings/surroundings.js';
import type { CheckSetup, Department } from './check/check-setup.js';

/** A post and who holds it. */
export interface Post {
  readonly key: string;
  readonly title: Localized;
  readonly holders: readonly string[];
}

/** What a flow may name beside its form: other flows, calendars, the organisation; and what it is checked against. */
export interface Neighbours {
  /** The other flows of the same form. */
  readonly flows: readonly Named[];
  readonly calendars: readonly Named[];
  readonly posts: readonly Post[];
  readonly setup: CheckSetup;
}

interface Lists {
  readonly posts?: readonly Post[] | undefined;
  readonly departments?: readonly Department[] | undefined;
  readonly roles: Readonly<Record<string, readonly string[]>>;
}

/** Reads what stands beside a flow. */
export async function loadNeighbours(
  api: Api,
  flow: FlowDefinition,
  state: DesignState,
): Promise<Neighbours> {
  const [published, posts, departments, roles] = await Promise.all([
    publishedDefinitions(),
    listOf<Post>(api, '/posts'),
    listOf<Department & { readonly active?: boolean }>(api, '/departments'),
    holdersOfRoles(api, state),
  ]);
  const open = departments?.filter((department) => department.active !== false);
  const lists: Lists = { posts, departments: open, roles };
  return neighboursOf(flow, withDrafts(published, state), state, lists);
}

/** A list that this engine does not have, or does not show, is not checked. */
async function listOf<T>(api: Api, path: string): Promise<readonly T[] | undefined> {
  const answer = await api.client.get<{ data: readonly T[] }>(path).catch(() => undefined);
  return answer?.data.data;
}

async function holdersOfRoles(api: Api, state: DesignState): Promise<Lists['roles']> {
  const holders = namedOf(state, 'role').map(async ({ key }) => {
    const { data } = await api.users({ role: key });
    return [key, data.data.map((user) => user.id)] as const;
  });
  return Object.fromEntries(await Promise.all(holders));
}

function neighboursOf(
  { form, key }: FlowDefinition,
  definitions: readonly Definition[],
  state: DesignState,
  { posts, departments, roles }: Lists,
): Neighbours {
  const flows = ofKind<FlowDefinition>(definitions, 'flow').filter((flow) => flow.form === form);
  return {
    flows: flows.filter((flow) => flow.key !== key),
    calendars: ofKind<Definition>(definitions, 'calendar'),
    posts: posts ?? [],
    setup: {
      form,
      forms: ofKind<FormDefinition>(definitions, 'form'),
      tables: ofKind<DecisionTableDefinition>(definitions, 'decision-table'),
      formulas: ofKind<FormulaDefinition>(definitions, 'formula'),
      rules: ofKind<RuleDefinition>(definitions, 'rule'),
      flowKeys: [...new Set([...flows.map((flow) => flow.key), key])],
      calendars: ofKind<Definition>(definitions, 'calendar').map((calendar) => calendar.key),
      users: state.users.map((user) => user.id),
      roles,
      ...(posts === undefined
        ? {}
        : { posts: Object.fromEntries(posts.map((post) => [post.key, post.holders])) }),
      ...(departments === undefined ? {} : { departments }),
    },
  };
}

function ofKind<T extends { readonly kind: string }>(
  definitions: readonly Definition[],
  kind: T['kind'],
): readonly T[] {
  return definitions.filter((definition) => definition.kind === kind) as unknown as readonly T[];
}
