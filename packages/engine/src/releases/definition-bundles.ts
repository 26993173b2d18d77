import { Injectable } from '@nestjs/common';
import type { Definition } from '@dougong/kernel/metadata';
import { Database } from '../database/database.js';
import { Refusal } from '../http/refusal.js';
import { badQuery } from '../records/query-refusal.js';
import { Drafts, withDrafts } from './drafts.js';
import { NO_RELEASE, ReleaseRegistry } from './release-registry.js';

/** One side of a comparison: a release by its number, the one in force, or that with all drafts put in. */
export type BundleName = number | 'current' | 'drafts';

/** Definitions that belong together, and where they are from. */
export interface DefinitionBundle {
  readonly name: BundleName;
  /** The release that it is, or that the drafts are over. */
  readonly release: number;
  readonly definitions: readonly Definition[];
}

const DEFINITIONS = 'SELECT definitions FROM core.release WHERE number = $1';

/** Reads all definitions of a release or of the drafts, without compiling them. */
@Injectable()
export class DefinitionBundles {
  constructor(
    private readonly database: Database,
    private readonly releases: ReleaseRegistry,
    private readonly drafts: Drafts,
  ) {}

  /** Refuses a number that no release has. */
  async read(name: BundleName): Promise<DefinitionBundle> {
    if (typeof name === 'number') return { name, release: name, definitions: await this.ofRelease(name) };
    const current = await this.releases.refresh();
    const definitions =
      name === 'current'
        ? current.definitions
        : withDrafts(current.definitions, (await this.drafts.read()).drafts);
    return { name, release: current.number, definitions };
  }

  /** What a release is made of; the empty release before the first one has number 0. */
  async ofRelease(number: number): Promise<readonly Definition[]> {
    if (number === NO_RELEASE) return [];
    const loaded = this.releases.loaded(number);
    if (loaded) return loaded.definitions;
    const { rows } = await this.database.query<{ definitions: Definition[] }>(DEFINITIONS, [number]);
    if (!rows[0]) throw new Refusal(404, 'unknown_release', [], { params: { release: number } });
    return rows[0].definitions;
  }
}

/** Reads `12`, `current` or `drafts` from a query or a command line. */
export function bundleNameOf(text: string, parameter: string): BundleName {
  if (text === 'current' || text === 'drafts') return text;
  if (/^\d{1,9}$/.test(text)) return Number.parseInt(text, 10);
  throw badQuery('bad_parameter', [parameter], { name: parameter, expected: ['12', 'current', 'drafts'] });
}
