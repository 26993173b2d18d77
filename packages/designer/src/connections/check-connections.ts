import type { FunctionPart } from '@dougong/kernel/expression';
import { buildFormModel } from '@dougong/kernel/forms';
import type { FormModel } from '@dougong/kernel/forms';
import { compileConnector } from '@dougong/kernel/connectors';
import type { Issue } from '@dougong/kernel/foundation';
import { checkDefinition } from '@dougong/kernel/metadata';
import type {
  ChoiceListDefinition,
  ConnectorDefinition,
  Definition,
  FormDefinition,
  ScanPointDefinition,
} from '@dougong/kernel/metadata';
import { nextDue } from '@dougong/kernel/rules';
import { compileScanPoint } from '@dougong/kernel/scanning';

/** What a connection is checked against: everything else that would be published now. */
export interface ConnectionSurroundings {
  readonly all: readonly Definition[];
  readonly functions: readonly FunctionPart[];
}

/** Forms that can be built; what is wrong with the others is said on their own pages. */
export function modelsOf({ all, functions }: ConnectionSurroundings): ReadonlyMap<string, FormModel> {
  const forms = new Map(
    all.flatMap((each) => (each.kind === 'form' ? [[each.key, each as FormDefinition] as const] : [])),
  );
  const lists = all.filter((each): each is ChoiceListDefinition => each.kind === 'choice-list');
  const around = { functions, choices: (key: string) => lists.find((list) => list.key === key) };
  return new Map(
    [...forms].flatMap(([key, form]) => {
      const built = buildFormModel(form, (other) => forms.get(other), around);
      return built.ok ? [[key, built.value] as const] : [];
    }),
  );
}

/** What a publish would say of a scan point. */
export function checkScanPoint(
  definition: ScanPointDefinition,
  models: ReadonlyMap<string, FormModel>,
): readonly Issue[] {
  const shape = checkDefinition(definition);
  if (!shape.ok) return shape.error;
  const compiled = compileScanPoint(definition, models);
  return compiled.ok ? [] : compiled.error;
}

/** A schedule that is never due after it is none. */
const SOME_MINUTE = '2000-01-01T00:00';

/** What a publish would say of a connector. */
export function checkConnector(
  definition: ConnectorDefinition,
  models: ReadonlyMap<string, FormModel>,
  { all, functions }: ConnectionSurroundings,
): readonly Issue[] {
  const shape = checkDefinition(definition);
  if (!shape.ok) return shape.error;
  const compiled = compileConnector(definition, {
    models,
    functions,
    roles: new Set(all.flatMap(({ kind, key }) => (kind === 'role' ? [key] : []))),
    isSchedule: (cron) => nextDue({ cron }, SOME_MINUTE) !== undefined,
  });
  return compiled.ok ? [] : compiled.error;
}

/** Findings at a place or below it. */
export function at(findings: readonly Issue[], place: string): readonly Issue[] {
  return findings.filter(({ path }) => path === place || path.startsWith(`${place}/`));
}
