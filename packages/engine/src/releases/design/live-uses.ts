import { Injectable } from '@nestjs/common';
import { usesOf } from '@dougong/kernel/commands';
import type { CompiledRelease, ReleaseFinding, UsedPart } from '@dougong/kernel/commands';
import { removedParts } from '@dougong/kernel/forms';
import type { Localized } from '@dougong/kernel/foundation';
import { issue } from '@dougong/kernel/foundation';
import type { Definition, DefinitionKind } from '@dougong/kernel/metadata';
import { Database } from '../../database/database.js';
import { ReleaseRegistry } from '../release-registry.js';
import { fieldPlace } from '../tables/conversions.js';
import type { Conversion } from '../tables/conversions.js';

/** A flow of some release that still runs and goes by a part. */
export interface LiveUse {
  readonly flow: string;
  readonly title: Localized;
  readonly release: number;
  /** Instances that run by it. */
  readonly running: number;
  /** Where in the drawing of that release. */
  readonly paths: readonly string[];
}

interface RunningRow {
  readonly release: number;
  readonly flow: string;
  readonly running: number;
  readonly [column: string]: unknown;
}

const RUNNING = `
  SELECT i.release, i.flow_key AS flow, count(*)::integer AS running
    FROM core.flow_instance i WHERE i.ended_at IS NULL GROUP BY i.release, i.flow_key ORDER BY i.release DESC, i.flow_key`;

/** What a flow reads of the rest of its release; everything else may be left out when only flows are asked. */
const READ_BY_FLOWS: ReadonlySet<DefinitionKind> = new Set([
  'form',
  'flow',
  'formula',
  'decision-table',
  'calendar',
  'role',
]);

/** What running instances still go by: their drawings are those of the release that they were started with. */
@Injectable()
export class LiveUses {
  constructor(
    private readonly database: Database,
    private readonly releases: ReleaseRegistry,
  ) {}

  /** The flows that run and use a part, the newest release first. */
  async of(part: UsedPart): Promise<readonly LiveUse[]> {
    return this.among(part, await this.running());
  }

  /** A publish may not take from running instances what they still read, nor give it another type. */
  async findings(
    before: CompiledRelease,
    after: CompiledRelease,
    conversions: readonly Conversion[],
  ): Promise<readonly ReleaseFinding[]> {
    const removed = removedParts(before.models, after.models).map(({ form, line, field }) => ({
      form,
      path: [line, field].filter((each) => each !== undefined).join('.'),
      place:
        field === undefined
          ? fieldPlace({ key: line ?? '' })
          : fieldPlace({ key: field, ...(line === undefined ? {} : { line }) }),
    }));
    const retyped = conversions.map(({ form, to }) => ({ form, path: to.path, place: fieldPlace(to) }));
    const touched = [...removed, ...retyped];
    if (touched.length === 0) return [];
    const running = await this.running();
    if (running.length === 0) return [];
    const found: ReleaseFinding[] = [];
    for (const { form, path, place } of touched) {
      const part: UsedPart = { kind: 'form', key: form, ...(path === '' ? {} : { field: path }) };
      const uses = await this.among(part, running);
      found.push(
        ...uses.map(({ flow, title, release, running: count }) => ({
          ...issue('used_by_running', path === '' ? '' : place, { field: path, flow, title, release, count }),
          definition: { kind: 'form' as const, key: form },
        })),
      );
    }
    return found;
  }

  private async running(): Promise<readonly RunningRow[]> {
    return (await this.database.query<RunningRow>(RUNNING)).rows;
  }

  private async among(part: UsedPart, running: readonly RunningRow[]): Promise<readonly LiveUse[]> {
    const uses: LiveUse[] = [];
    for (const number of new Set(running.map(({ release }) => release))) {
      const { definitions } = await this.releases.load(number);
      const asked = definitions.filter((each) => isAsked(each, part));
      const found = usesOf(asked, part).filter(({ kind }) => kind === 'flow');
      for (const row of running.filter(({ release }) => release === number)) {
        const own = found.filter(({ key }) => key === row.flow);
        const [first] = own;
        if (first)
          uses.push({
            flow: row.flow,
            title: first.title,
            release: number,
            running: row.running,
            paths: own.map(({ path }) => path),
          });
      }
    }
    return uses;
  }
}

function isAsked({ kind, key }: Definition, part: UsedPart): boolean {
  return READ_BY_FLOWS.has(kind) || (kind === part.kind && key === part.key);
}
