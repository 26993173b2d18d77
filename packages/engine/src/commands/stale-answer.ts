import { Injectable } from '@nestjs/common';
import type { CompiledRelease, FieldChange } from '@dougong/kernel/commands';
import { Database } from '../database/database.js';
import { Refusal } from '../http/refusal.js';
import { kernelSubject } from '../identity/kernel-subject.js';
import { shownChanges } from '../records/record-history.js';
import type { CommandRun } from './command-run.js';

const FIELDS_MAX = 200;
const VERSIONS_MAX = 200;

/** Each version of a record but the first has one entry with what it changed. */
const CHANGES = `
  SELECT changes FROM core.audit_entry
   WHERE record_id = $2 AND form = $1 AND outcome = 'done' AND changes IS NOT NULL ORDER BY id DESC LIMIT $3`;

/** Tells whoever has seen an older version which places others have changed since, as far as he may see them. */
@Injectable()
export class StaleAnswers {
  constructor(private readonly database: Database) {}

  async told(error: unknown, run: CommandRun, release: CompiledRelease): Promise<unknown> {
    const { current, seen } = versionsIn(error);
    if (!(error instanceof Refusal) || current === undefined || seen === undefined || seen >= current)
      return error;
    const changed = await this.changedSince(run, release, Math.min(current - seen, VERSIONS_MAX));
    const issues = error.issues.map((found) => ({ ...found, params: { ...found.params, changed } }));
    const params = { ...error.options.params, changed };
    return new Refusal(error.status, error.code, issues, { ...error.options, params });
  }

  private async changedSince(
    { command: { form, id }, request, hidden }: CommandRun,
    release: CompiledRelease,
    versions: number,
  ): Promise<readonly string[]> {
    const model = release.models.get(form);
    if (!model) return [];
    const grant = release.access.can(kernelSubject(request.subject), form, 'read');
    const { rows } = await this.database.query<{ changes: readonly FieldChange[] }>(CHANGES, [
      form,
      id,
      versions,
    ]);
    const shown = shownChanges(
      model,
      new Set([...grant.hidden, ...hidden]),
      rows.flatMap(({ changes }) => changes),
    );
    return [...new Set(shown.map(({ path }) => `#${path}`))].toSorted().slice(0, FIELDS_MAX);
  }
}

function versionsIn(error: unknown): { readonly current?: number; readonly seen?: number } {
  if (!(error instanceof Refusal) || error.code !== 'stale_version') return {};
  return (error.options.params ?? {}) as { current?: number; seen?: number };
}
