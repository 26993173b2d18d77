import { Injectable } from '@nestjs/common';
import { describeChanges } from '@dougong/kernel/changes';
import type { Language } from '@dougong/kernel/foundation';
import { Database } from '../database/database.js';
import type { DefinitionDiffWire } from '../releases/diff/diff.wire.js';
import { definitionWire } from '../releases/diff/release-diff.js';
import { ReleaseRegistry } from '../releases/release-registry.js';
import type { LoadedTemplate } from './load-template.js';
import type { PlannedChange } from './template-changes.js';

/** What seeds would make: people, and records by form. */
export interface SeedPreview {
  readonly people: readonly string[];
  readonly records: readonly { readonly form: string; readonly count: number; readonly demo: boolean }[];
}

interface Ref {
  readonly template: string;
  readonly form: string;
  readonly ref: string;
  readonly demo: boolean;
}

const MISSING_PEOPLE = `
  SELECT l.login FROM unnest($1::text[]) l(login)
   WHERE NOT EXISTS (SELECT FROM core.user_account u WHERE u.login = l.login) ORDER BY l.login`;

const MISSING_RECORDS = `
  SELECT r.form, r.demo, count(*)::integer AS count
    FROM jsonb_to_recordset($1) r (template text, form text, ref text, demo boolean)
   WHERE NOT EXISTS (SELECT FROM core.seed_ref s WHERE s.template = r.template AND s.form = r.form AND s.ref = r.ref)
   GROUP BY r.form, r.demo ORDER BY r.form, r.demo`;

/** What a change of templates would do, in words; what installing would load besides definitions. */
@Injectable()
export class InstallPreviews {
  constructor(
    private readonly database: Database,
    private readonly releases: ReleaseRegistry,
  ) {}

  /** What would change against the release in force, definition by definition. */
  async diff({ definitions }: PlannedChange, language: Language): Promise<readonly DefinitionDiffWire[]> {
    const current = await this.releases.current();
    return describeChanges(current.definitions, definitions).map((each) => definitionWire(each, language));
  }

  async seeds(
    { composed }: PlannedChange,
    templates: readonly LoadedTemplate[],
    demo: boolean,
  ): Promise<SeedPreview> {
    const keys = templates.map(({ template }) => template.manifest.key);
    const seeds = keys.flatMap((template) =>
      (composed.seeds.get(template) ?? [])
        .filter((seed) => demo || !seed.demo)
        .map((seed) => ({ template, seed })),
    );
    const logins = seeds.flatMap(({ seed }) => (seed.content.users ?? []).map(({ login }) => login));
    const refs = seeds.flatMap(({ template, seed }): Ref[] =>
      (seed.content.records ?? []).map(({ form, ref }) => ({ template, form, ref, demo: seed.demo })),
    );
    const people = await this.database.query<{ login: string }>(MISSING_PEOPLE, [[...new Set(logins)]]);
    const records = await this.database.query<{ form: string; demo: boolean; count: number }>(
      MISSING_RECORDS,
      [JSON.stringify(refs)],
    );
    return { people: people.rows.map(({ login }) => login), records: records.rows };
  }
}
