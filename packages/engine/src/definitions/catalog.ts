import { FUNCTIONS } from '@dougong/kernel/expression';
import { NODE_TYPES } from '@dougong/kernel/flows';
import { FIELD_TYPES } from '@dougong/kernel/forms';
import { DEFINITION_SCHEMAS, FILE_SCHEMAS, FORM_VOCABULARY } from '@dougong/kernel/metadata';
import { RULE_ACTIONS } from '@dougong/kernel/rules';

/** The parts that definitions are made of, as designers learn them. */
export interface Catalog {
  readonly nodeTypes: readonly unknown[];
  readonly ruleActions: readonly unknown[];
  readonly fieldTypes: readonly unknown[];
  readonly functions: readonly unknown[];
}

/** What of a part can travel: its data, without what it does. */
function wireParts(parts: readonly unknown[]): readonly unknown[] {
  return JSON.parse(JSON.stringify(parts)) as unknown[];
}

/** All parts of this engine. They change with the program, never while it runs. */
export const CATALOG: Catalog = {
  nodeTypes: wireParts(NODE_TYPES),
  ruleActions: wireParts(RULE_ACTIONS),
  fieldTypes: wireParts(FIELD_TYPES),
  functions: wireParts(FUNCTIONS),
};

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

/** The published schema of each kind of definition and of a template's other files. */
export const SCHEMAS: ReadonlyMap<string, object> = new Map<string, object>([
  ['form-vocabulary', FORM_VOCABULARY],
  ...Object.entries({ ...DEFINITION_SCHEMAS, ...FILE_SCHEMAS }).map(([kind, schema]): [string, object] => [
    kind,
    {
      $schema: DIALECT,
      ...(JSON.parse(JSON.stringify(schema)) as object),
      $id: `/api/v1/schemas/${kind}.json`,
    },
  ]),
]);
