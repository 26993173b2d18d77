import type { CompiledRelease } from '@dougong/kernel/commands';
import type { Database } from '../../database/database.js';
import { ReleaseRegistry } from '../../releases/release-registry.js';

/** The releases as a trial sees them: the tried one is in force and stays so; running flows go by their own. */
export class TrialReleases extends ReleaseRegistry {
  constructor(
    database: Database,
    private readonly tried: CompiledRelease,
    /** What the process has compiled already; it is read, never added to. */
    private readonly known: ReleaseRegistry,
  ) {
    super(database);
  }

  override current(): Promise<CompiledRelease> {
    return Promise.resolve(this.tried);
  }

  override switchTo(): Promise<CompiledRelease> {
    return this.current();
  }

  override refresh(): Promise<CompiledRelease> {
    return this.current();
  }

  override load(number: number): Promise<CompiledRelease> {
    const known = this.loaded(number);
    return known ? Promise.resolve(known) : super.load(number);
  }

  override loaded(number: number): CompiledRelease | undefined {
    if (number === this.tried.number) return this.tried;
    return this.known.loaded(number) ?? super.loaded(number);
  }
}
