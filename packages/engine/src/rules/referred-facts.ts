import { Injectable } from '@nestjs/common';
import { referenceKey } from '@dougong/kernel/commands';
import type { CompiledRelease } from '@dougong/kernel/commands';
import type { EvaluationInput, RecordData } from '@dougong/kernel/expression';
import { FactStore } from '../commands/fact-store.js';
import type { SqlSession } from '../database/sql-session.js';

export type ReadReference = NonNullable<EvaluationInput['reference']>;

/** References behind references behind references; whatever lies further is blank. */
const ROUNDS_MAX = 4;

/**
 * Evaluates with the records that references name, as a save does: what the evaluation misses is read in one statement
 * and it runs again. Records come whole; who may be told of what was read is settled by which rules are asked.
 */
@Injectable()
export class ReferredFacts {
  constructor(private readonly facts: FactStore) {}

  async evaluate<T>(
    session: SqlSession,
    release: CompiledRelease,
    known: Map<string, RecordData | null>,
    work: (reference: ReadReference) => T,
  ): Promise<T> {
    for (let round = 1; ; round += 1) {
      const missing = new Map<string, { form: string; id: string }>();
      const result = work((form, id) => {
        const key = referenceKey(form, id);
        if (!known.has(key)) missing.set(key, { form, id });
        return known.get(key) ?? undefined;
      });
      if (missing.size === 0 || round === ROUNDS_MAX) return result;
      const asked = { references: [...missing.values()] };
      const read = await this.facts.needs(session, release, asked, { subject: NOBODY, key: null });
      for (const [key, record] of read.references) known.set(key, record);
    }
  }
}

/** No answer is kept under no key, whoever asks. */
const NOBODY = '00000000-0000-0000-0000-000000000000';
