import { setTimeout as sleep } from 'node:timers/promises';
import { Sealer } from '../../src/registers/seals/sealer.js';
import type { TestApp } from './test-app.js';

/** Seals until nothing is left. A transaction that is open anywhere on the server, also of another test's database, holds seals back. */
export async function sealEverything(engine: TestApp): Promise<void> {
  const catchUp = () => engine.get(Sealer).catchUp();
  for (await catchUp(); await isAnyLeft(engine); await catchUp()) await sleep(20);
}

async function isAnyLeft({ database }: TestApp): Promise<boolean> {
  const { rows } = await database.query(
    'SELECT FROM ledger.posting p WHERE NOT EXISTS (SELECT FROM ledger.sealed_posting s WHERE s.posting_id = p.id) LIMIT 1',
  );
  return rows.length > 0;
}
