import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { referenceKey } from '@dougong/kernel/commands';
import type { CompiledRelease } from '@dougong/kernel/commands';
import { runAllocation } from '@dougong/kernel/costing';
import type {
  CompiledAllocation,
  CostInputs,
  CostRun,
  ReadRecord,
  RunParameters,
} from '@dougong/kernel/costing';
import type { RecordData } from '@dougong/kernel/expression';
import type { Issue, Result } from '@dougong/kernel/foundation';
import type { SqlSession } from '../database/sql-session.js';
import { ReferredFacts } from '../rules/referred-facts.js';
import { readBillRecords } from './bill-records.js';
import { readSources } from './source-rows.js';
import type { CostPeriod } from './source-rows.js';

/** Everything that a run reads, as it is kept: its inputs, and the records that its formulas looked into. */
export interface KeptInputs {
  readonly inputs: CostInputs;
  readonly references: Readonly<Record<string, RecordData | null>>;
}

/** Reads what a run goes by. The caller's transaction sees one state of the database throughout. */
@Injectable()
export class CostInputsReader {
  constructor(private readonly referred: ReferredFacts) {}

  async read(
    session: SqlSession,
    release: CompiledRelease,
    allocation: CompiledAllocation,
    period: CostPeriod,
    parameters: RunParameters,
  ): Promise<KeptInputs> {
    const { bills: compiled } = allocation;
    const sources = await readSources(session, allocation, period);
    const bills = compiled && (await readBillRecords(session, compiled, period.to));
    const inputs = { ...period, parameters, sources, ...(bills && { bills }) };
    const known = new Map<string, RecordData | null>();
    await this.referred.evaluate(session, release, known, (reference) =>
      runAllocation(allocation, inputs, reference),
    );
    return { inputs, references: Object.fromEntries(known) };
  }
}

/** Records behind references as they were when the inputs were read. */
export function referenceOf({ references }: KeptInputs): ReadRecord {
  return (form, id) => references[referenceKey(form, id)] ?? undefined;
}

/** Works a run out from its kept inputs, and from nothing else. */
export function workOut(allocation: CompiledAllocation, kept: KeptInputs): Result<CostRun, readonly Issue[]> {
  return runAllocation(allocation, kept.inputs, referenceOf(kept));
}

/** Fingerprint of inputs: two runs with the same one read the same. */
export function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
