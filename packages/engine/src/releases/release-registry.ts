import { Injectable } from '@nestjs/common';
import { compileRelease } from '@dougong/kernel/commands';
import type { CompiledRelease } from '@dougong/kernel/commands';
import type { Definition } from '@dougong/kernel/metadata';
import { LRUCache } from 'lru-cache';
import { Database } from '../database/database.js';

const RELEASES_KEPT_MAX = 50;

/** Nothing is published yet: an empty release, so that the engine serves and a template can be installed. */
export const NO_RELEASE = 0;

/**
 * Releases, compiled once in each process. The current one is found anew with the first statement of every command;
 * others serve running instances that are pinned to them.
 */
@Injectable()
export class ReleaseRegistry {
  private readonly compiled = new LRUCache<number, CompiledRelease>({ max: RELEASES_KEPT_MAX });
  private currentNumber: number | undefined;

  constructor(private readonly database: Database) {}

  /** The release in force as far as this process knows. */
  async current(): Promise<CompiledRelease> {
    this.currentNumber ??= await this.readCurrent();
    return this.load(this.currentNumber);
  }

  /** Notes that another release is in force now. */
  async switchTo(number: number): Promise<CompiledRelease> {
    this.currentNumber = number;
    return this.load(number);
  }

  /** Asks the database which release is in force. */
  async refresh(): Promise<CompiledRelease> {
    return this.switchTo(await this.readCurrent());
  }

  /** A release by number, compiled. */
  async load(number: number): Promise<CompiledRelease> {
    const known = this.compiled.get(number);
    if (known) return known;
    const release = compiledOrThrow(number, await this.readDefinitions(number));
    this.compiled.set(number, release);
    return release;
  }

  /** A release if this process has it compiled already. */
  loaded(number: number): CompiledRelease | undefined {
    return this.compiled.get(number);
  }

  private async readCurrent(): Promise<number> {
    const { rows } = await this.database.query<{ number: number }>('SELECT number FROM core.current_release');
    return rows[0]?.number ?? NO_RELEASE;
  }

  private async readDefinitions(number: number): Promise<readonly Definition[]> {
    if (number === NO_RELEASE) return [];
    const { rows } = await this.database.query<{ definitions: Definition[] }>(
      'SELECT definitions FROM core.release WHERE number = $1',
      [number],
    );
    const found = rows[0];
    if (!found) throw new Error(`there is no release ${number}`);
    return found.definitions;
  }
}

/** What was published passed every check; if it does not compile any more, this program is older than the data. */
function compiledOrThrow(number: number, definitions: readonly Definition[]): CompiledRelease {
  const result = compileRelease(number, definitions);
  if (result.ok) return result.value;
  const first = result.error[0];
  throw new Error(
    `release ${number} does not compile: ${first?.definition.kind}/${first?.definition.key} ${first?.path} ${first?.code}`,
  );
}
