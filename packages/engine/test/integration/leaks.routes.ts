import type { CompiledRelease } from '@dougong/kernel/commands';
import { recordTables } from '../../src/records/record-table.js';
import type { TestApp } from '../support/test-app.js';
import type { Route, Secret } from './leaks.fixtures.js';

/**
 * How the routes of the API are asked. What a place in an address may be is said once for all routes that have it; a route
 * with a place that nobody has spoken for yet is told by name, and then somebody has to say what to put there.
 */
export interface Probe {
  readonly route: Route;
  readonly url: string;
  readonly form?: string;
}

/** What the places of addresses can be filled with. */
export interface Known {
  readonly ids: ReadonlyMap<string, readonly string[]>;
  readonly places: Readonly<Record<string, readonly string[]>>;
  readonly byRoute: readonly (readonly [RegExp, Readonly<Record<string, readonly string[]>>])[];
}

const NOWHERE = '0198a000-0000-7000-8000-00000000dead';
const PER_FORM_MAX = 2;

/** Parameters without which a route does not answer at all. */
const REQUIRED: Readonly<Record<string, string>> = {
  from: '2020-01-01',
  to: '2030-01-01',
  through: '2026-11-30',
  period: '2026-11',
  with: NOWHERE,
  figure: 'stuck',
  field: 'expiry',
  dimension: 'item',
  quantity: '1',
  user: 'admin',
  form: 'item',
};

/** More ways to ask than the bare address. */
const VARIANTS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/records$/, ['limit=200&count=exact', 'q=QZ']],
  [/export$/, ['format=csv&lines=rows&ids=true', 'format=xlsx&lines=sheets']],
  [/registers\/[^/]+\/balances$/, ['empty=true']],
  [/tasks$/, ['state=open&limit=100', 'state=done&limit=100']],
  [/audit$/, ['limit=200']],
];

/** Reads what there is to ask for. */
export async function whatIsThere(engine: TestApp, release: CompiledRelease): Promise<Known> {
  const idsOf = async (table: string, most: number) => {
    const { rows } = await engine.database.query<{ id: string }>(
      `SELECT id FROM ${table} ORDER BY id DESC LIMIT ${most}`,
    );
    return rows.map(({ id }) => id);
  };
  const ids = new Map<string, readonly string[]>();
  for (const model of release.models.values())
    ids.set(model.key, await idsOf(recordTables(model).header.name, PER_FORM_MAX));
  const keysOf = (kind: string) =>
    release.definitions.filter((each) => each.kind === kind).map(({ key }) => key);
  return {
    ids,
    places: {
      form: [...release.models.keys()],
      kind: ['form'],
      number: [String(release.number)],
      file: ['form.json', NOWHERE],
      field: ['attachments'],
      job: [NOWHERE],
      app: ['trade'],
      session: [NOWHERE],
      link: [NOWHERE],
      code: ['forbidden'],
      token: [NOWHERE],
      id: [NOWHERE],
      key: ['trade'],
      action: ['approve', 'submit'],
      act: ['explain'],
      allocation: ['none'],
      connector: ['none'],
      pipeline: ['none'],
      item: [ids.get('item')?.[0] ?? NOWHERE],
    },
    byRoute: [
      [/^\/api\/v1\/registers\//, { key: keysOf('register') }],
      [/^\/api\/v1\/flows\//, { key: keysOf('flow') }],
      [/^\/api\/v1\/rules\//, { key: keysOf('rule').slice(0, 20), id: [NOWHERE] }],
      [/^\/api\/v1\/formulas\//, { key: keysOf('formula') }],
      [/^\/api\/v1\/decision-tables\//, { key: keysOf('decision-table') }],
      [/^\/api\/v1\/flow-instances\//, { id: await idsOf('core.flow_instance', 5) }],
      [/^\/api\/v1\/tasks\//, { id: await idsOf('core.task', 5) }],
      [/^\/api\/v1\/notifications\//, { id: await idsOf('core.notification', 2) }],
      [/^\/api\/v1\/(definitions|design|drafts|releases)\//, { key: ['purchase_order', 'item'] }],
    ],
  };
}

/** Names in an address, in order. */
function namesIn(path: string): readonly string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
}

/** Routes of which nobody has said how to ask them. */
export function unspoken(routes: readonly Route[], { places }: Known): readonly string[] {
  return routes
    .filter(
      ({ path, required }) =>
        namesIn(path).some((name) => !(name in places)) || required.some((name) => !(name in REQUIRED)),
    )
    .map(({ method, path }) => `${method} ${path}`);
}

/** The addresses by which a route is asked. */
export function probesOf(route: Route, known: Known): readonly Probe[] {
  const filled = fill(route, route.path, known, undefined);
  const required = route.required.map((name) => `${name}=${REQUIRED[name] ?? ''}`).join('&');
  const variants = VARIANTS.filter(([pattern]) => pattern.test(route.path)).flatMap(([, each]) => each);
  const queries = route.method === 'GET' ? [required, ...variants] : ['preview=true'];
  return filled.flatMap(({ url, form }) =>
    queries.map((query) => ({
      route,
      url: query === '' ? url : `${url}?${query}`,
      ...(form ? { form } : {}),
    })),
  );
}

interface Filled {
  readonly url: string;
  readonly form: string | undefined;
}

function fill(route: Route, url: string, known: Known, form: string | undefined): readonly Filled[] {
  const [name] = namesIn(url);
  if (name === undefined) return [{ url, form }];
  return valuesFor(route, name, known, form).flatMap((value) =>
    fill(route, url.replace(`{${name}}`, value), known, name === 'form' ? value : form),
  );
}

function valuesFor(
  { method, path }: Route,
  name: string,
  known: Known,
  form: string | undefined,
): readonly string[] {
  if (form !== undefined && name === 'id' && path.includes('/records/{id}'))
    return known.ids.get(form)?.slice(0, method === 'GET' ? PER_FORM_MAX : 1) ?? [];
  const own = known.byRoute.find(([pattern]) => pattern.test(path))?.[1][name];
  return own ?? known.places[name] ?? [];
}

/** Questions that would tell a field by what they find, or in which order. */
export function askingBy({ form, path, marker }: Secret): readonly string[] {
  if (path.includes('.')) return [];
  const at = `/api/v1/forms/${form}`;
  return [
    `${at}/records?filter[${path}]=${marker}`,
    `${at}/records?sort=${path}`,
    `${at}/export?sort=${path}`,
  ];
}
