import { Injectable } from '@nestjs/common';
import { organisationsOf, workingOrganisation } from '@dougong/kernel/access';
import type { Localized } from '@dougong/kernel/foundation';
import { issue } from '@dougong/kernel/foundation';
import { Database } from '../database/database.js';
import { invalid } from '../http/refusal.js';
import { kernelSubject } from '../identity/kernel-subject.js';
import { SessionBook } from '../identity/sessions/session-book.js';
import type { Subject } from '../identity/subject.js';
import { tokenHash } from '../identity/tokens.js';
import { Directory } from './directory.js';
import { OrganisationChanges } from './organisation-changes.js';
import type { ChangeActor } from './organisation-changes.js';
import type { OrganisationKind } from './organisation.wire.js';

/** An organisation that somebody works in. */
export interface OrganisationView {
  readonly key: string;
  readonly title: Localized;
  /** None where the uppermost department stands for the whole company without being marked. */
  readonly kind: OrganisationKind | null;
}

export interface WorkingPlace {
  /** Key of the one that records are made for and reaches go by now. */
  readonly working: string | null;
  readonly organisations: readonly OrganisationView[];
}

/** In which organisation somebody works: his own, until he chooses another one for a session. */
@Injectable()
export class WorkingOrganisation {
  constructor(
    private readonly database: Database,
    private readonly directory: Directory,
    private readonly changes: OrganisationChanges,
    private readonly sessions: SessionBook,
  ) {}

  /** Read afresh: an administrator may have changed it just now. */
  async of(subject: Subject): Promise<WorkingPlace> {
    const people = await this.directory.refresh();
    const keys = organisationsOf(people, subject.id);
    const { rows } = await this.database.query<OrganisationView & Record<string, unknown>>(
      'SELECT key, title, organisation AS kind FROM core.department WHERE key = ANY ($1::text[]) ORDER BY array_position($1::text[], key)',
      [keys],
    );
    return { working: workingOrganisation(people, kernelSubject(subject)) ?? null, organisations: rows };
  }

  /** Chooses for one session; it holds until it ends or another one is chosen. */
  async choose(
    by: ChangeActor,
    subject: Subject,
    token: string | undefined,
    organisation: string,
  ): Promise<WorkingPlace> {
    if (token === undefined) throw invalid([issue('organisation_needs_session', '/organisation')]);
    const { working, organisations } = await this.of(subject);
    if (!organisations.some(({ key }) => key === organisation))
      throw invalid([issue('organisation_not_yours', '/organisation', { organisation })]);
    await this.changes.carryOut(by, 'session:organisation', async (session) => {
      await session.query('UPDATE core.session SET organisation = $2 WHERE token_hash = $1', [
        tokenHash(token),
        organisation,
      ]);
      const changes = [{ path: '/organisation', old: working, new: organisation }];
      return { id: subject.id, value: undefined, changes: working === organisation ? [] : changes };
    });
    await this.sessions.forget();
    return { working: organisation, organisations };
  }
}
