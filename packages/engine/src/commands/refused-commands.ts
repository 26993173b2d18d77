import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@dougong/kernel/foundation';
import { markNoted } from '../audit/noted-refusals.js';
import { Database } from '../database/database.js';
import { Parameters } from '../database/sql-text.js';
import { Refusal } from '../http/refusal.js';
import type { Log } from '../log.js';
import { CLOCK, LOG } from '../ports.js';
import { ReleaseRegistry } from '../releases/release-registry.js';
import { refusedRows } from '../rules/rule-trace-rows.js';
import type { CommandRequest } from './command-run.js';
import { insertFragment, joinFragments } from './fragment.js';
import { auditStatement } from './write-plan.js';

/** Bounds that rules run into: an administrator is to see them, whoever's save it was. */
const BOUNDS: ReadonlySet<string> = new Set([
  'out_of_time',
  'too_many_actions',
  'too_many_records',
  'chain_too_deep',
  'rules_not_quiet',
  'asks_without_end',
]);

const FORBIDDEN = 403;
const INVALID = 422;
const STATEMENT_STOPPED = '57014';

/** What is left of a refused command: entries for those who look after rights and rules, written after its rollback. */
@Injectable()
export class RefusedCommands {
  constructor(
    private readonly database: Database,
    private readonly releases: ReleaseRegistry,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Keeps what somebody will want to know of it later; the answer carries why it was refused. */
  async note(request: CommandRequest, error: unknown): Promise<void> {
    if (!(error instanceof Refusal)) return this.logStopped(request, error);
    const bound = error.issues.find(({ code }) => BOUNDS.has(code));
    if (error.status === FORBIDDEN || error.options.hides === true) {
      await this.audit(request, error.code);
      markNoted(error);
    }
    if (bound && !request.preview) {
      this.log.warn({ ...placeOf(request), code: bound.code, params: bound.params }, 'rules met a bound');
      await this.audit(request, bound.code);
    }
    if (error.status === INVALID && !request.preview) await this.keepTraces(request, error);
  }

  private logStopped(request: CommandRequest, error: unknown): void {
    if ((error as { code?: unknown } | null)?.code === STATEMENT_STOPPED)
      this.log.warn(placeOf(request), 'a statement of a save took too long and was stopped');
  }

  private async audit(request: CommandRequest, code: string): Promise<void> {
    const { command, subject, channel, ip, agent, requestId, action } = request;
    const row = {
      action,
      outcome: 'refused' as const,
      form: command.form,
      record_id: command.id,
      code,
      changes: null,
    };
    const origin = { actor: subject.id, at: this.clock(), channel, ip, agent, requestId };
    const { text, values } = auditStatement([row], origin);
    await this.database.query(text, values);
  }

  private async keepTraces({ command, subject }: CommandRequest, { issues }: Refusal): Promise<void> {
    const place = { form: command.form, recordId: command.id };
    const origin = { at: this.clock(), actor: subject.id, release: await this.releases.current() };
    const parameters = new Parameters();
    const fragments = insertFragment(refusedRows(issues, place, origin), parameters);
    if (fragments.length > 0) await this.database.query(joinFragments(fragments), parameters.values);
  }
}

function placeOf({ command, action, requestId }: CommandRequest) {
  return { requestId, action, form: command.form, record: command.id };
}
