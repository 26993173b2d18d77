import { compileCondition } from '../expression/index.js';
import type { FieldModel, FormModel } from '../forms/index.js';
import { issue, pointer } from '../foundation/index.js';
import type { Issue } from '../foundation/index.js';
import { finalPostings } from '../templates/index.js';
import { tableFindings } from './compile-tables.js';
import type { TableIssue } from './compile-tables.js';
import type { CompiledRelease } from './release.js';

/** What is asked of definitions when they are published and no more when they are loaded: nothing compiled rests on it. */

export interface PublishFinding extends Issue {
  readonly definition: { readonly kind: 'form' | 'decision-table' | 'posting'; readonly key: string };
}

/** As much of a release as compiled. */
export type PublishedParts = Pick<
  CompiledRelease,
  'models' | 'definitions' | 'tables' | 'flows' | 'registers'
>;

/**
 * Tables that are unsound, conditions of lists that cannot be asked, fields for people of a role that does not exist, and
 * postings that nothing undoes.
 */
export function publishFindings(release: PublishedParts): readonly PublishFinding[] {
  const ofTables = [...tableFindings(release.tables), ...strangersInTables(release)];
  return [
    ...formFindings(release),
    ...ofTables.map(({ table, ...found }) => ({
      ...found,
      definition: { kind: 'decision-table' as const, key: table },
    })),
    ...finalPostings(release).map(({ posting, ...found }) => ({
      ...found,
      definition: { kind: 'posting' as const, key: posting },
    })),
  ];
}

/** Tables that say who is asked in a flow must name roles that there are. */
function strangersInTables({ tables, flows, definitions }: PublishedParts): readonly TableIssue[] {
  const roles = rolesOf(definitions);
  const formulas = [...flows.values()].flatMap((flow) => [...flow.formulas.values()]);
  const asked = new Set(formulas.flatMap(({ calls }) => calls));
  return [...tables.values()]
    .filter(({ key }) => asked.has(key))
    .flatMap((table) => {
      const [output] = table.outputs;
      return (output?.cells ?? []).flatMap((cell, at) => {
        const role = 'value' in cell ? cell.value : null;
        if (typeof role !== 'string' || roles.has(role)) return [];
        const path = pointer('/rows', at, 'then', output?.definition.id ?? '');
        return [{ ...issue('unknown_role', path, { role }), table: table.key }];
      });
    });
}

function rolesOf(definitions: CompiledRelease['definitions']): ReadonlySet<string> {
  return new Set(definitions.flatMap((each) => (each.kind === 'role' ? [each.key] : [])));
}

function formFindings({ models, definitions }: PublishedParts): readonly PublishFinding[] {
  const roles = rolesOf(definitions);
  return [...models.values()].flatMap((model) =>
    [...checkLists(model), ...checkRoles(model, roles)].map((found) => ({
      ...found,
      definition: { kind: 'form' as const, key: model.key },
    })),
  );
}

function checkLists(model: FormModel): readonly Issue[] {
  return (model.definition.lists ?? []).flatMap((list, at) => {
    const compiled = list.where === undefined ? undefined : compileCondition(list.where, model.scope);
    if (compiled === undefined || compiled.ok) return [];
    const base = pointer('/lists', at, 'where');
    return compiled.error.map((each) => ({ ...each, path: base + each.path }));
  });
}

function checkRoles(model: FormModel, roles: ReadonlySet<string>): readonly Issue[] {
  const header = pointer('/schema', 'properties');
  return [
    ...strangers(model.fields, header, roles),
    ...model.lines.flatMap((line) =>
      strangers(line.fields, pointer(header, line.key, 'items', 'properties'), roles),
    ),
  ];
}

function strangers(
  fields: readonly FieldModel[],
  base: string,
  roles: ReadonlySet<string>,
): readonly Issue[] {
  return fields.flatMap(({ key, user }) =>
    user?.role === undefined || roles.has(user.role)
      ? []
      : [issue('unknown_role', pointer(base, key, 'x-role'), { role: user.role })],
  );
}
