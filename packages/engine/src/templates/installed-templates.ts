import { Injectable } from '@nestjs/common';
import { sameJson } from '@dougong/kernel/foundation';
import type { OverlayFile } from '@dougong/kernel/metadata';
import { completeAnswers } from '@dougong/kernel/templates';
import type { Answers, TemplateLayer } from '@dougong/kernel/templates';
import { Database } from '../database/database.js';
import type { SqlSession } from '../database/sql-session.js';
import { Refusal } from '../http/refusal.js';
import type { TemplatePackage } from '../releases/read-template.js';
import type { LoadedTemplate } from './load-template.js';
import type { PackageSignature } from './package/package-signature.js';
import { storedFiles } from './package/template-files.js';
import type { StoredFiles } from './package/template-files.js';

/** A template as it is kept: what its files say, and the files themselves. It is never edited. */
export interface StoredTemplate extends TemplatePackage {
  readonly overlays?: readonly OverlayFile[];
  /** Absent in templates that were installed before packages were known. */
  readonly entries?: StoredFiles;
}

/** A row of `core.installed_template`. */
export interface InstalledTemplate {
  readonly key: string;
  readonly version: string;
  readonly files: StoredTemplate;
  readonly answers: Answers;
  readonly integrity: string | null;
  readonly signature: PackageSignature | null;
  /** Whether it was installed with sample data. */
  readonly demo: boolean;
  readonly installedAt: string;
  readonly [column: string]: unknown;
}

const READ = `
  SELECT key, version, files, answers, integrity, signature, demo, installed_at AS "installedAt"
    FROM core.installed_template ORDER BY installed_at, key`;

const PUT = `
  INSERT INTO core.installed_template (key, version, files, answers, integrity, signature, demo, installed_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
  ON CONFLICT (key) DO UPDATE SET version = excluded.version, files = excluded.files, answers = excluded.answers,
    integrity = excluded.integrity, signature = excluded.signature, demo = excluded.demo`;

/** Which templates are installed. */
@Injectable()
export class InstalledTemplates {
  constructor(private readonly database: Database) {}

  async read(): Promise<readonly InstalledTemplate[]> {
    const { rows } = await this.database.query<InstalledTemplate>(READ);
    return rows;
  }

  /**
   * Puts other templates in the place of those that were seen, within the transaction of what goes along with it. Refuses
   * when somebody has changed them meanwhile.
   */
  async replace(
    session: SqlSession,
    seen: readonly InstalledTemplate[],
    next: readonly InstalledTemplate[],
  ): Promise<void> {
    await session.query('LOCK TABLE core.installed_template IN SHARE ROW EXCLUSIVE MODE');
    const { rows } = await session.query<InstalledTemplate>(READ);
    if (!sameJson(rows.map(marksOf), seen.map(marksOf))) throw new Refusal(412, 'stale_templates');
    const kept = next.map(({ key }) => key);
    await session.query('DELETE FROM core.installed_template WHERE key <> ALL ($1::text[])', [kept]);
    for (const { key, version, files, answers, integrity, signature, demo, installedAt } of next)
      await session.query(PUT, [
        key,
        version,
        JSON.stringify(files),
        JSON.stringify(answers),
        integrity,
        signature === null ? null : JSON.stringify(signature),
        demo,
        installedAt,
      ]);
  }
}

function marksOf({ key, version, integrity, answers }: InstalledTemplate): unknown {
  return { key, version, integrity, answers };
}

/** What composing needs of an installed template. */
export function layerOf({ files, answers }: InstalledTemplate): TemplateLayer {
  const { manifest, definitions, overlays = [], seeds = [] } = files;
  return { manifest, definitions, overlays, seeds, answers };
}

/** The row that a loaded template becomes. */
export function rowOf(
  { template, overlays, files, integrity, signature }: LoadedTemplate,
  given: { readonly answers: Answers; readonly demo: boolean; readonly installedAt: string },
): InstalledTemplate {
  const { manifest } = template;
  return {
    ...given,
    key: manifest.key,
    version: manifest.version,
    files: { ...template, overlays, entries: storedFiles(files) },
    answers: completeAnswers(manifest.parameters ?? [], given.answers),
    integrity,
    signature: signature ?? null,
  };
}
