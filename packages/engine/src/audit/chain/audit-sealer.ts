import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@dougong/kernel/foundation';
import type { Settings } from '../../config/settings.js';
import { Database } from '../../database/database.js';
import type { Log } from '../../log.js';
import { CLOCK, LOG, SETTINGS } from '../../ports.js';
import { SEAL_TIMEOUT_MS, untilNothingIsLeft, waitForMark } from '../../registers/seals/seal-rounds.js';
import { SettledMark } from '../../registers/seals/settled-mark.js';
import { BackgroundWorker } from '../../workers/background-worker.js';
import { ENTRIES_SEALED_AT_ONCE_MAX, sealEntries } from './seal-entries.js';
import { areReleasesSealed, sealReleases } from './seal-releases.js';

/** What was audited is sealed within this time, as long as no transaction runs longer. */
const REST_MS = 20_000;

/** Chains what was audited and published into seals. Any number of processes may do it: they make one chain. */
@Injectable()
export class AuditSealer extends BackgroundWorker {
  private readonly mark = new SettledMark('core.audit_entry');

  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SETTINGS) settings: Settings,
    @Inject(LOG) log: Log,
  ) {
    super(settings, { name: 'audit sealer', restMs: REST_MS, log });
  }

  /** Makes at most one seal of entries, and seals the releases that are new. */
  async round(): Promise<boolean> {
    const more = await this.sealReleases();
    if (!(await this.isAnythingNew())) return more;
    const upTo = await this.database.withSession((session) => this.mark.reach(session));
    return (upTo !== undefined && (await this.seal(upTo)) === ENTRIES_SEALED_AT_ONCE_MAX) || more;
  }

  /** Seals everything that can be sealed now. */
  async catchUp(): Promise<void> {
    while (await this.sealReleases());
    const upTo = await waitForMark(this.database, 'core.audit_entry');
    if (upTo !== undefined) await untilNothingIsLeft(ENTRIES_SEALED_AT_ONCE_MAX, () => this.seal(upTo));
  }

  /** A house that rests draws no transaction numbers. */
  private async isAnythingNew(): Promise<boolean> {
    const { rows } = await this.database.query<{ new: boolean }>(
      'SELECT coalesce((SELECT max(id) FROM core.audit_entry), 0) > coalesce((SELECT max(to_entry) FROM core.audit_seal), 0) AS new',
    );
    return rows[0]?.new === true;
  }

  private async sealReleases(): Promise<boolean> {
    if (await this.database.withSession(areReleasesSealed)) return false;
    return this.database.transaction(
      (session) => sealReleases(session, this.clock()),
      undefined,
      SEAL_TIMEOUT_MS,
    );
  }

  private seal(upTo: string): Promise<number> {
    return this.database.transaction(
      (session) => sealEntries(session, upTo, this.clock()),
      undefined,
      SEAL_TIMEOUT_MS,
    );
  }
}
