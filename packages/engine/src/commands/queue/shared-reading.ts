import { Injectable } from '@nestjs/common';
import { referenceKey } from '@dougong/kernel/commands';
import type { CompiledRelease, Needs } from '@dougong/kernel/commands';
import { Database } from '../../database/database.js';
import { Refusal } from '../../http/refusal.js';
import type { DatabaseUsage, SqlSession } from '../../database/sql-session.js';
import { statementName } from '../../database/sql-text.js';
import { FactStore } from '../fact-store.js';
import type { Asker, ReadNeeds, Replay } from '../fact-store.js';
import { isTrouble } from './trouble.js';
import { LineIsFull, WaitingLines } from './waiting-lines.js';

/** What one command asks for, and in whose name. */
export interface Asked {
  readonly release: CompiledRelease;
  readonly needs: Needs;
  readonly asker: Asker;
  readonly usage?: DatabaseUsage | undefined;
}

/** All who ask go together: those who are answered together are decided and posted together. */
const BOUNDS = { together: 100, waiting: 1000 };

/**
 * Reads the facts of commands that lock nothing yet. What is asked for while somebody is being answered is read together, in one
 * trip; each gets what it asked for.
 */
@Injectable()
export class SharedReading {
  private readonly lines = new WaitingLines<Asked, ReadNeeds>((asked) => this.answer(asked), BOUNDS);

  constructor(
    private readonly database: Database,
    private readonly facts: FactStore,
  ) {}

  async read(asked: Asked): Promise<ReadNeeds> {
    if (!isShareable(asked.needs)) return this.readAlone(asked);
    const line = { name: String(asked.release.number), atOnce: 1 };
    return this.lines.enter(line, asked).catch((error: unknown) => {
      throw error instanceof LineIsFull ? new Refusal(503, 'overloaded') : error;
    });
  }

  private async answer(asked: readonly Asked[]): Promise<readonly Promise<ReadNeeds>[]> {
    const [first, ...others] = asked;
    if (!first || others.length === 0) return this.eachAlone(asked);
    try {
      const usages = asked.flatMap(({ usage }) => usage ?? []);
      const read = await this.database.withSession((session) => this.together(session, first, asked), usages);
      return read.map((each) => Promise.resolve(each));
    } catch (error) {
      // Whoever has no connection gets none by asking once for each.
      if (isTrouble(error)) throw error;
      return this.eachAlone(asked);
    }
  }

  private async eachAlone(asked: readonly Asked[]): Promise<readonly Promise<ReadNeeds>[]> {
    const answers = asked.map((each) => this.readAlone(each));
    await Promise.allSettled(answers);
    return answers;
  }

  private readAlone({ release, needs, asker, usage }: Asked): Promise<ReadNeeds> {
    return this.database.withSession((session) => this.facts.needs(session, release, needs, asker), usage);
  }

  private async together(
    session: SqlSession,
    { release, asker }: Asked,
    asked: readonly Asked[],
  ): Promise<readonly ReadNeeds[]> {
    const all = needsOfAll(asked.map(({ needs }) => needs));
    const [read, replays] = await Promise.all([
      this.facts.needs(session, release, all, { ...asker, key: null }, 'any'),
      readReplays(
        session,
        asked.map((each) => each.asker),
      ),
    ]);
    const numbers = new Map([...read.numbers].map(([name, drawn]) => [name, drawn.values()] as const));
    return asked.map(({ needs, asker: { subject, key } }) => ({
      ...read,
      replay: (key === null ? undefined : replays.get(replayName(subject, key))) ?? null,
      references: referencesFor(needs, read),
      numbers: new Map(
        Object.entries(needs.numbers ?? {}).map(([name, count]) => [name, taken(numbers.get(name), count)]),
      ),
    }));
  }
}

export function isShareable({ fills = [], records = [], files = [] }: Needs): boolean {
  return fills.length + records.length + files.length === 0;
}

/** Each reference once, and as many numbers as all want together. */
export function needsOfAll(needs: readonly Needs[]): Needs {
  const references = needs.flatMap((each) => each.references ?? []);
  const numbers: Record<string, number> = {};
  for (const [name, count] of needs.flatMap((each) => Object.entries(each.numbers ?? {})))
    numbers[name] = (numbers[name] ?? 0) + count;
  const inOrder = Object.entries(numbers).sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    references: [...new Map(references.map((each) => [referenceKey(each.form, each.id), each])).values()],
    numbers: Object.fromEntries(inOrder),
  };
}

export function referencesFor({ references = [] }: Needs, read: ReadNeeds): ReadNeeds['references'] {
  const keys = references.map(({ form, id }) => referenceKey(form, id));
  return new Map(keys.map((key) => [key, read.references.get(key) ?? null]));
}

export function taken(numbers: IterableIterator<number> | undefined, count: number): number[] {
  return Array.from({ length: count }, () => numbers?.next().value as number);
}

const REPLAYS = `
  SELECT q.principal, q.key, encode(q.body_hash, 'hex') AS hash, q.status, q.answer
    FROM unnest($1::uuid[], $2::text[]) x(principal, key)
    JOIN core.idempotency_request q ON q.principal = x.principal AND q.key = x.key`;

interface ReplayRow extends Replay {
  readonly principal: string;
  readonly key: string;
  readonly [column: string]: unknown;
}

/** The answers that were given before, by subject and key. */
async function readReplays(
  session: SqlSession,
  askers: readonly Asker[],
): Promise<ReadonlyMap<string, Replay>> {
  const keyed = askers.filter(({ key }) => key !== null);
  if (keyed.length === 0) return new Map();
  const values = [keyed.map(({ subject }) => subject), keyed.map(({ key }) => key)];
  const { rows } = await session.prepared<ReplayRow>(statementName(REPLAYS), REPLAYS, values);
  return new Map(
    rows.map(({ principal, key, hash, status, answer }) => [
      replayName(principal, key),
      { hash, status, answer },
    ]),
  );
}

function replayName(subject: string, key: string): string {
  return `${subject} ${key}`;
}
