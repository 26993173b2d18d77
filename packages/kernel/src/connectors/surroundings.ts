import type { FunctionPart } from '../expression/index.js';
import type { FormModel } from '../forms/index.js';
import { issue } from '../foundation/index.js';
import type { Issue } from '../foundation/index.js';

/** What stands beside connectors in a release. */
export interface ConnectorSurroundings {
  readonly models: ReadonlyMap<string, FormModel>;
  readonly functions: readonly FunctionPart[];
  readonly roles: ReadonlySet<string>;
  readonly isSchedule: (cron: string) => boolean;
}

export function checkSchedule(
  cron: string | undefined,
  at: string,
  { isSchedule }: ConnectorSurroundings,
): readonly Issue[] {
  return cron === undefined || isSchedule(cron) ? [] : [issue('bad_cron', at, { value: cron })];
}

export function unknownField(at: string, field: string, form: FormModel | undefined): Issue {
  return issue('unknown_field', at, { field, ...(form ? { form: form.key } : {}) });
}
