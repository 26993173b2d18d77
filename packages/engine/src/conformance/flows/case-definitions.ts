import type { Definition } from '@dougong/kernel/metadata';
import type { JsonObject } from '../suite.js';
import { ADMIN_ROLE, flowOf, MAIN_FLOW, roleKey, rolesIn, subflowKey } from './case-flow.js';
import { fieldTypes, formOf, recordValues } from './case-form.js';
import type { CaseFieldType } from './case-form.js';
import type { CaseNames } from './case-names.js';
import type { CaseFlow, FlowCase } from './flow-case.js';

/** Held by everybody; what somebody may do is then the flow's question alone. */
export const EVERYBODY = 'everybody';

/** Everything that a case has published. */
export class CaseDefinitions {
  /** The type of every field, by the names of the case. */
  readonly types: ReadonlyMap<string, CaseFieldType>;

  constructor(
    private readonly one: FlowCase,
    private readonly names: CaseNames,
  ) {
    this.types = fieldTypes(one);
  }

  /** The form, the flows and the roles, with the drawing and the sub-flows that are to be in force. */
  all(drawn: CaseFlow = this.one.flow, subflows = this.one.flows): readonly Definition[] {
    const { settings } = this.one;
    const userId = (name: string) => this.names.userId(name);
    const names = { form: this.names.form, userId, fields: this.types };
    return [
      formOf(this.names.form, this.types),
      flowOf(MAIN_FLOW, drawn, settings, names),
      ...Object.entries(subflows).map(([name, flow]) => flowOf(subflowKey(name), flow, settings, names)),
      ...this.roles([drawn, ...Object.values(subflows)]),
    ];
  }

  /** Fields of the document as the form takes them. */
  values(record: JsonObject): JsonObject {
    return recordValues(record, this.types, (name) => this.names.userId(name));
  }

  private roles(drawn: readonly CaseFlow[]): readonly Definition[] {
    const held = Object.values(this.one.org.users).flatMap(({ roles = [] }) => roles);
    const keys = new Set([...held, ...rolesIn(drawn)].map(roleKey));
    const all = { form: '*', actions: ['*'], rows: 'all' };
    return [
      role(EVERYBODY, { forms: [all] }),
      role(ADMIN_ROLE, { forms: [all], system: ['administer'] }),
      ...[...keys].map((key) => role(key, { forms: [] })),
    ];
  }
}

function role(key: string, parts: JsonObject): Definition {
  const title = { 'zh-CN': key, en: key };
  return { kind: 'role', format: 1, key, title, ...parts } as unknown as Definition;
}
