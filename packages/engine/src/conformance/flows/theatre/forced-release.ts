import { compileRelease } from '@dougong/kernel/commands';
import type { Definition } from '@dougong/kernel/metadata';
import type { Pool } from 'pg';
import { planTables } from '../../../releases/tables/table-plan.js';
import { readTableState } from '../../../releases/tables/table-state.js';
import { statementsOf } from '../../../releases/tables/table-sql.js';

/** What was published before does not matter: nothing is converted and nothing dropped. */
const NOTHING = { models: new Map(), definitions: [], number: 0 };

/**
 * Puts a release in force whose flows nobody checked, as one that an older engine with a weaker check may have left: it
 * shows what guards there are at run time. Every engine compiles it as it compiles any release of the past.
 */
export async function forceRelease(
  owner: Pool,
  number: number,
  definitions: readonly Definition[],
  at: string,
): Promise<void> {
  const compiled = compileRelease(number, definitions);
  if (!compiled.ok) throw new Error(`the flow cannot run at all: ${JSON.stringify(compiled.error)}`);
  const client = await owner.connect();
  const state = await readTableState(client).finally(() => client.release());
  const ground = { before: NOTHING, after: compiled.value, conversions: [] };
  for (const step of planTables(ground, state).prepare) {
    if (step.kind === 'fill_shadow') continue;
    for (const { text } of statementsOf(step)) await owner.query(text);
  }
  await owner.query(
    `INSERT INTO core.release (number, definitions, changes, created_at) VALUES ($1, $2, '[]', $3)`,
    [number, JSON.stringify(definitions), at],
  );
  await owner.query(
    `INSERT INTO core.current_release (number) VALUES ($1)
     ON CONFLICT ON CONSTRAINT current_release_pkey DO UPDATE SET number = excluded.number`,
    [number],
  );
}
