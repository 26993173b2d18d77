import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { issue, pointer } from '@dougong/kernel/foundation';
import type { Clock, IdSource, Language } from '@dougong/kernel/foundation';
import { invalid, Refusal } from '../http/refusal.js';
import { sentence } from '../http/sentences/index.js';
import { CLOCK, ID_SOURCE } from '../ports.js';
import { isScalarOf } from '../records/sql-scalars.js';
import type { NewScan, TakenScansWire } from './scan.wire.js';
import { ScanStore } from './scan-store.js';
import type { ScanFailure, StoredScan } from './scan-store.js';
import { ScanWork } from './scan-work.js';
import type { ScanActor } from './scan-work.js';

type TakenScan = TakenScansWire['data'][number];

/** Takes what devices send: each event once, in the order in which it comes. */
@Injectable()
export class Scans {
  constructor(
    private readonly store: ScanStore,
    private readonly work: ScanWork,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ID_SOURCE) private readonly ids: IdSource,
  ) {}

  async take(events: readonly NewScan[], by: ScanActor, language: Language): Promise<TakenScansWire> {
    if (!by.subject.key) throw new Refusal(403, 'scan_needs_key');
    refuseNoInstants(events);
    const data: TakenScan[] = [];
    for (const event of events) data.push(await this.takeOne(event, by, language));
    return { data };
  }

  private async takeOne(event: NewScan, by: ScanActor, language: Language): Promise<TakenScan> {
    const bodyHash = hashOf(event);
    const { isNew, stored } = await this.store.keep({
      id: this.ids(),
      device: by.subject.id,
      event: event.id,
      bodyHash,
      point: event.point,
      code: event.code,
      quantity: event.quantity ?? null,
      at: event.at,
      receivedAt: this.clock(),
    });
    if (!stored.bodyHash.equals(bodyHash))
      return { ...told(stored, true, language), cause: sentence('scan_event_reused', {}, language) };
    // Whoever took it before may have come to no end; what he did is not done again.
    if (stored.state !== 'taken') return told(stored, !isNew, language);
    const end = await this.work.carryOut(stored, by);
    await this.store.end(stored.id, end, this.clock());
    const became =
      'failure' in end
        ? { state: 'exception' as const, failure: end.failure }
        : { state: 'done' as const, form: end.form, recordId: end.recordId };
    return told({ ...stored, ...became }, !isNew, language);
  }
}

/** The calendar has no such moment, though it is written like one. */
function refuseNoInstants(events: readonly NewScan[]): void {
  const issues = events.flatMap(({ at }, index) =>
    isScalarOf('timestamptz', at) ? [] : [issue('bad_date', pointer('/events', index, 'at'), { value: at })],
  );
  if (issues.length > 0) throw invalid(issues);
}

function told(
  {
    event,
    state,
    form,
    recordId,
    failure,
  }: Pick<StoredScan, 'event' | 'state' | 'form' | 'recordId' | 'failure'>,
  repeated: boolean,
  language: Language,
): TakenScan {
  const cause = failure ? { cause: causeOf(failure, language) } : {};
  return { id: event, state, repeated, form, recordId, ...cause };
}

/** One sentence for why nothing came of an event. */
export function causeOf({ code, params = {}, issues = [] }: ScanFailure, language: Language): string {
  const [first] = issues;
  return first ? sentence(first.code, first.params ?? {}, language) : sentence(code, params, language);
}

function hashOf({ point, code, at, quantity }: NewScan): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([point, code, at, quantity ?? null]))
    .digest();
}
