import { Injectable } from '@nestjs/common';
import type { CompiledRelease } from '@dougong/kernel/commands';
import { HEAD } from '../commands/record-query.js';
import { Database } from '../database/database.js';
import { isOfMovedTables } from '../database/moved-tables.js';
import { Refusal } from '../http/refusal.js';
import { Directory } from '../people/directory.js';
import type { DirectorySnapshot } from '../people/directory.js';
import { NO_RELEASE, ReleaseRegistry } from '../releases/release-registry.js';

/** What a page is made by: definitions and people, as this process knows them. */
export interface Standing {
  readonly release: CompiledRelease;
  readonly people: DirectorySnapshot;
}

/** What the database said was in force when a page was read. */
export interface SeenHead {
  readonly release: number | null;
  readonly directory: string;
}

export interface Reading<T> {
  readonly value: T;
  /** Left out when the reading saw no row that could say it; it is asked for then. */
  readonly head?: SeenHead;
}

const ATTEMPTS_MAX = 3;

/**
 * Reads with the definitions in force. The reading itself brings the numbers of the release and of the directory, so
 * that a process which has missed a publish notices it and reads once more, at no further cost otherwise.
 */
@Injectable()
export class InForce {
  constructor(
    private readonly database: Database,
    private readonly releases: ReleaseRegistry,
    private readonly directory: Directory,
  ) {}

  async read<T>(work: (standing: Standing) => Promise<Reading<T>>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      const standing = await this.standing();
      try {
        const { value, head } = await work(standing);
        if (attempt === ATTEMPTS_MAX || !(await this.isOutdated(standing, head))) return value;
      } catch (error) {
        const hasMoved = isOfMovedTables(error);
        const mayBeOld = (error instanceof Refusal || hasMoved) && attempt < ATTEMPTS_MAX;
        if (!mayBeOld || !((await this.isOutdated(standing)) || hasMoved)) throw error;
      }
    }
  }

  private async standing(): Promise<Standing> {
    const [release, people] = await Promise.all([this.releases.current(), this.directory.current()]);
    return { release, people };
  }

  /** Compares with what is in force, and learns it when it differs. */
  private async isOutdated({ release, people }: Standing, head?: SeenHead): Promise<boolean> {
    const { release: seen, directory } = head ?? (await this.head());
    const number = seen ?? NO_RELEASE;
    if (number === release.number && directory === people.version) return false;
    await Promise.all([this.releases.switchTo(number), this.directory.refresh()]);
    return true;
  }

  private async head(): Promise<SeenHead> {
    const { rows } = await this.database.query<SeenHead & Record<string, unknown>>(`SELECT ${HEAD}`);
    return rows[0] as SeenHead;
  }
}
