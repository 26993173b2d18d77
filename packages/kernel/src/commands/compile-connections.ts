import { compileConnector } from '../connectors/index.js';
import type { CompiledConnector } from '../connectors/index.js';
import type { FunctionPart } from '../expression/index.js';
import type { FormModel } from '../forms/index.js';
import type { Issue } from '../foundation/index.js';
import type { Definition } from '../metadata/index.js';
import { nextDue } from '../rules/index.js';
import { compileScanPoint } from '../scanning/index.js';
import type { CompiledScanPoint } from '../scanning/index.js';

/** What joins a release to the world outside: scan points and connectors. */
export interface CompiledConnections {
  readonly scanPoints: ReadonlyMap<string, CompiledScanPoint>;
  readonly connectors: ReadonlyMap<string, CompiledConnector>;
  readonly issues: readonly { readonly definition: Definition; readonly issues: readonly Issue[] }[];
}

interface Surroundings {
  readonly models: ReadonlyMap<string, FormModel>;
  readonly functions: readonly FunctionPart[];
}

/** A schedule that is never due after it is none. */
const SOME_MINUTE = '2000-01-01T00:00';

/** Compiles scan points and connectors once the forms of a release are. */
export function compileConnections(
  definitions: readonly Definition[],
  { models, functions }: Surroundings,
): CompiledConnections {
  const isSchedule = (cron: string) => nextDue({ cron }, SOME_MINUTE) !== undefined;
  const roles = new Set(definitions.flatMap(({ kind, key }) => (kind === 'role' ? [key] : [])));
  const scanPoints = new Map<string, CompiledScanPoint>();
  const connectors = new Map<string, CompiledConnector>();
  const issues: { readonly definition: Definition; readonly issues: readonly Issue[] }[] = [];
  for (const definition of definitions) {
    if (definition.kind === 'scan-point') {
      const compiled = compileScanPoint(definition, models);
      if (compiled.ok) scanPoints.set(definition.key, compiled.value);
      else issues.push({ definition, issues: compiled.error });
    } else if (definition.kind === 'connector') {
      const compiled = compileConnector(definition, { models, functions, roles, isSchedule });
      if (compiled.ok) connectors.set(definition.key, compiled.value);
      else issues.push({ definition, issues: compiled.error });
    }
  }
  return { scanPoints, connectors, issues };
}
