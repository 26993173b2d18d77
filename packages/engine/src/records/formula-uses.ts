import { Injectable } from '@nestjs/common';
import { isPathHidden } from '@dougong/kernel/access';
import type { FieldUse, FormModel } from '@dougong/kernel/forms';
import type { SqlSession } from '../database/sql-session.js';
import { statementName } from '../database/sql-text.js';
import { VisibleRecords } from './visible-record.js';
import type { RecordAddress, VisibleRecord } from './visible-record.js';

/** A number of a record with the named formula that gave it: of which release, with which inputs. */
export interface RecordFormulaUse extends FieldUse {
  readonly release: number;
  /** Version of the record from which on the number stands. */
  readonly version: number;
  readonly at: string;
}

interface UsesRow extends Record<string, unknown> {
  readonly release: number;
  readonly version: number;
  readonly at: string;
  readonly uses: readonly FieldUse[];
}

const VERSIONS_MAX = 100;

const USES = `
  SELECT version, release, at, uses FROM core.formula_uses
   WHERE record_id = $2 AND form = $1 ORDER BY version DESC LIMIT ${VERSIONS_MAX}`;

/** With what named formulas worked out the numbers of a record, as it was kept when they came to be. */
@Injectable()
export class FormulaUses {
  constructor(private readonly visible: VisibleRecords) {}

  of(address: RecordAddress): Promise<readonly RecordFormulaUse[]> {
    return this.visible.with(address, (seen, session) => this.usesOf(seen, session));
  }

  private async usesOf(
    { model, record, hidden }: VisibleRecord,
    session: SqlSession,
  ): Promise<readonly RecordFormulaUse[]> {
    const { rows } = await session.prepared<UsesRow>(statementName(USES), USES, [model.key, record.id]);
    return rows.flatMap(({ uses, release, version, at }) =>
      uses
        .filter(({ field }) => isShown(model, hidden, field))
        .map((use) => ({ ...use, release, version, at })),
    );
  }
}

/**
 * Inputs tell what the formula read, so all of that must be shown to the subject. A field that is gone from the form is
 * left out, because nobody can say any more who was allowed to see it.
 */
function isShown(model: FormModel, hidden: ReadonlySet<string>, field: string): boolean {
  const reads = model.graph.reads.get(field);
  return reads !== undefined && [field, ...reads].every((path) => !isPathHidden(hidden, path));
}
