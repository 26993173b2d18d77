import fc from 'fast-check';
import type { Result } from '../foundation/index.js';
import {
  addSigners,
  answerDuplicates,
  answerRound,
  delegateIn,
  handOver,
  openRound,
  openTasks,
  removeSigner,
  replaceUnanswered,
  takeBackIn,
  transferIn,
  withTasks,
} from './round.js';
import type { AddedWhere, Round, RoundChange, RoundPolicy, Verdict } from './round.js';

/** A round with its to-dos, driven by names: the to-do of a user has his name in its id. */
class Table {
  round: Round;
  decided: Verdict | undefined;
  closed: string[] = [];
  private next = 0;

  constructor(
    policy: RoundPolicy,
    people: readonly string[],
    isDuplicate: (user: string) => boolean = () => false,
  ) {
    this.round = { mode: policy.mode, signers: [] };
    this.take(
      answerDuplicates(
        openRound(
          policy,
          people.map((user) => ({ user })),
        ),
        isDuplicate,
      ),
    );
  }

  /** Who holds an open to-do, in the order of signing. */
  get open(): readonly string[] {
    return this.round.signers.flatMap(({ taskId, user, helper }) =>
      taskId === undefined ? [] : [helper ?? user],
    );
  }

  taskOf(user: string): string {
    const signer = this.round.signers.find(
      (each) => each.taskId !== undefined && (each.helper ?? each.user) === user,
    );
    return signer?.taskId ?? `none of ${user}`;
  }

  yes = (user: string) => this.try(answerRound(this.round, this.taskOf(user), user, 'approved'));
  no = (user: string) => this.try(answerRound(this.round, this.taskOf(user), user, 'rejected'));
  add = (by: string, where: AddedWhere, ...users: string[]) =>
    this.try(addSigners(this.round, this.taskOf(by), where, users));
  remove = (by: string, user: string) => this.try(removeSigner(this.round, by, user));
  transfer = (from: string, to: string) => this.try(transferIn(this.round, this.taskOf(from), to));
  delegate = (from: string, to: string) => this.try(delegateIn(this.round, this.taskOf(from), to));
  reassign = (from: string, to: string) => this.try(handOver(this.round, from, to));
  takeBack = (user: string) => this.try(takeBackIn(this.round, user));
  late = (to: string) => this.take(replaceUnanswered(this.round, to));

  private try(result: Result<RoundChange>): string {
    if (!result.ok) return result.error[0]?.code ?? '';
    this.take(result.value);
    return 'done';
  }

  private take(change: RoundChange): void {
    this.round = withTasks(change, () => `t${(this.next += 1)}`).round;
    this.closed.push(...change.close);
    this.decided = change.decided;
  }
}

describe('how the answers of several people decide', () => {
  test('any: the first yes decides and the others lose their to-dos', () => {
    const table = new Table({ mode: 'any' }, ['bob', 'carol']);
    const other = table.taskOf('carol');
    table.yes('bob');
    expect([table.decided, table.closed]).toEqual(['approved', [other]]);
  });

  test('any: the first no decides, unless everybody has to refuse', () => {
    const strict = new Table({ mode: 'any' }, ['bob', 'carol']);
    strict.no('bob');
    expect(strict.decided).toBe('rejected');
    const lenient = new Table({ mode: 'any', rejectNeedsAll: true }, ['bob', 'carol']);
    lenient.no('bob');
    expect([lenient.decided, lenient.open]).toEqual([undefined, ['carol']]);
    lenient.no('carol');
    expect(lenient.decided).toBe('rejected');
  });

  test('all: everybody has to agree, one refusal refuses', () => {
    const table = new Table({ mode: 'all' }, ['bob', 'carol', 'dave']);
    table.yes('dave');
    expect([table.decided, table.open]).toEqual([undefined, ['bob', 'carol']]);
    table.no('bob');
    expect(table.decided).toBe('rejected');
  });

  test('sequence: the next is asked after a yes', () => {
    const table = new Table({ mode: 'sequence' }, ['bob', 'carol']);
    expect(table.open).toEqual(['bob']);
    table.yes('bob');
    expect([table.decided, table.open]).toEqual([undefined, ['carol']]);
    table.yes('carol');
    expect(table.decided).toBe('approved');
  });

  test.each([
    [50, ['no', 'yes', 'yes'], 'approved'],
    [51, ['no', 'yes', 'yes', 'no'], 'rejected'],
    [75, ['no', 'no'], 'rejected'],
    [67, ['yes', 'yes'], undefined],
    [1, ['no', 'no', 'no', 'yes'], 'approved'],
    [100, ['no'], 'rejected'],
  ])('vote of four at %i percent: %j gives %s as soon as it is certain', (passPercent, answers, verdict) => {
    const people = ['carol', 'dave', 'erin', 'gina'];
    const table = new Table({ mode: 'vote', passPercent }, people);
    answers.forEach((answer, at) =>
      answer === 'yes' ? table.yes(people[at] ?? '') : table.no(people[at] ?? ''),
    );
    expect(table.decided).toBe(verdict);
  });

  test('the same to-do is answered once', () => {
    const table = new Table({ mode: 'all' }, ['bob', 'carol']);
    table.yes('bob');
    expect(table.yes('bob')).toBe('already_done');
  });
});

describe('handing a to-do on', () => {
  test('the new owner of a transferred to-do decides', () => {
    const table = new Table({ mode: 'all' }, ['bob']);
    table.transfer('bob', 'frank');
    expect(table.open).toEqual(['frank']);
    table.yes('frank');
    expect(table.decided).toBe('approved');
  });

  test('nobody gets a second to-do, answered or not', () => {
    const table = new Table({ mode: 'all' }, ['bob', 'carol', 'dave']);
    table.yes('carol');
    expect([
      table.transfer('bob', 'carol'),
      table.delegate('bob', 'dave'),
      table.reassign('bob', 'dave'),
    ]).toEqual(['already_there', 'already_there', 'already_there']);
  });

  test('a helper gives his opinion and the owner decides', () => {
    const table = new Table({ mode: 'any' }, ['bob']);
    table.delegate('bob', 'frank');
    expect(table.open).toEqual(['frank']);
    table.no('frank');
    expect([table.decided, table.open]).toEqual([undefined, ['bob']]);
    table.yes('bob');
    expect(table.decided).toBe('approved');
  });

  test('a helper passes nothing on', () => {
    const table = new Table({ mode: 'any' }, ['bob']);
    table.delegate('bob', 'frank');
    expect([
      table.delegate('frank', 'ivy'),
      table.transfer('frank', 'ivy'),
      table.add('frank', 'with', 'ivy'),
    ]).toEqual(['not_allowed', 'not_allowed', 'not_allowed']);
  });

  test('an administrator reassigns what somebody holds, also from a helper', () => {
    const table = new Table({ mode: 'all' }, ['bob', 'carol']);
    table.delegate('bob', 'frank');
    table.reassign('frank', 'ivy');
    expect(table.open).toEqual(['ivy', 'carol']);
    expect(table.reassign('bob', 'kate')).toBe('bad_target');
  });

  test('one user takes over from everybody who is late', () => {
    const table = new Table({ mode: 'all' }, ['bob', 'carol', 'dave']);
    table.yes('carol');
    table.late('ivy');
    expect(table.open).toEqual(['ivy']);
    table.yes('ivy');
    expect(table.decided).toBe('approved');
  });

  test('a late signer who takes over keeps the to-do that he has', () => {
    const table = new Table({ mode: 'all' }, ['bob', 'carol']);
    const own = table.taskOf('carol');
    table.late('carol');
    expect([table.open, table.taskOf('carol')]).toEqual([['carol'], own]);
  });
});

describe('adding signers', () => {
  test('before: the to-do of the one who asks pauses until all of them have said yes', () => {
    const table = new Table({ mode: 'any' }, ['bob']);
    table.add('bob', 'before', 'frank', 'ivy');
    expect(table.open).toEqual(['frank', 'ivy']);
    table.yes('frank');
    expect([table.decided, table.open]).toEqual([undefined, ['ivy']]);
    table.yes('ivy');
    expect(table.open).toEqual(['bob']);
  });

  test('after: the node waits for them once he has said yes', () => {
    const table = new Table({ mode: 'any' }, ['bob', 'carol']);
    table.add('bob', 'after', 'frank');
    expect(table.open).toEqual(['bob', 'carol']);
    table.yes('bob');
    expect([table.decided, table.open]).toEqual([undefined, ['frank']]);
    table.yes('frank');
    expect(table.decided).toBe('approved');
  });

  test('with: the head count of a vote grows', () => {
    const table = new Table({ mode: 'vote', passPercent: 50 }, ['bob', 'carol']);
    table.add('bob', 'with', 'frank');
    table.yes('bob');
    expect(table.decided).toBeUndefined();
    table.yes('frank');
    expect(table.decided).toBe('approved');
  });

  test.each(['before', 'after', 'with'] as const)(
    'a refusal by a signer added %s refuses the node',
    (where) => {
      const table = new Table({ mode: 'vote', passPercent: 1 }, ['bob', 'carol']);
      table.add('bob', where, 'frank');
      if (where === 'after') table.yes('bob');
      table.no('frank');
      expect(table.decided).toBe('rejected');
    },
  );

  test('whoever asked for help can still refuse at once', () => {
    const table = new Table({ mode: 'all' }, ['bob', 'carol']);
    table.add('bob', 'after', 'frank');
    table.no('bob');
    expect(table.decided).toBe('rejected');
  });

  test('added signers add signers of their own', () => {
    const table = new Table({ mode: 'all' }, ['bob']);
    table.add('bob', 'before', 'frank');
    table.add('frank', 'after', 'ivy');
    table.yes('frank');
    expect(table.open).toEqual(['ivy']);
    table.yes('ivy');
    expect(table.open).toEqual(['bob']);
  });

  test('signers wait for the new owner when the to-do changes hands', () => {
    const table = new Table({ mode: 'any' }, ['bob']);
    table.add('bob', 'after', 'frank');
    table.transfer('bob', 'ivy');
    table.yes('ivy');
    expect([table.decided, table.open]).toEqual([undefined, ['frank']]);
  });

  test('only the one who added a signer removes him, and only before he has answered', () => {
    const table = new Table({ mode: 'all' }, ['bob', 'carol']);
    table.add('bob', 'with', 'frank', 'ivy');
    table.yes('frank');
    expect([
      table.remove('carol', 'ivy'),
      table.remove('bob', 'carol'),
      table.remove('bob', 'frank'),
    ]).toEqual(['not_yours', 'not_yours', 'already_done']);
    expect([table.remove('bob', 'ivy'), table.open]).toEqual(['done', ['bob', 'carol']]);
  });

  test('the node is counted again once a signer is gone', () => {
    const table = new Table({ mode: 'all' }, ['bob']);
    table.add('bob', 'with', 'frank');
    table.yes('bob');
    expect(table.decided).toBeUndefined();
    table.remove('bob', 'frank');
    expect(table.decided).toBe('approved');
  });

  test('the paused to-do comes back when the last one before him is taken out', () => {
    const table = new Table({ mode: 'all' }, ['bob']);
    table.add('bob', 'before', 'frank');
    table.remove('bob', 'frank');
    expect(table.open).toEqual(['bob']);
  });
});

describe('approvals that count already', () => {
  test('whoever approved before is not asked again, and a sequence goes on to the next', () => {
    const table = new Table({ mode: 'sequence' }, ['bob', 'carol', 'dave'], (user) => user !== 'dave');
    expect([table.decided, table.open]).toEqual([undefined, ['dave']]);
  });

  test('everybody approved before: the node is approved', () => {
    expect(new Table({ mode: 'all' }, ['bob', 'carol'], () => true).decided).toBe('approved');
  });
});

describe('taking an answer back', () => {
  test('gives the to-do back while the node is open', () => {
    const table = new Table({ mode: 'all' }, ['bob', 'carol']);
    table.yes('bob');
    table.takeBack('bob');
    expect(table.open).toEqual(['bob', 'carol']);
  });

  test('withdraws the to-do of the next in a sequence', () => {
    const table = new Table({ mode: 'sequence' }, ['bob', 'carol']);
    table.yes('bob');
    table.takeBack('bob');
    expect(table.open).toEqual(['bob']);
  });

  test('is too late once the next has answered, and nobody takes back what he has not said', () => {
    const table = new Table({ mode: 'sequence' }, ['bob', 'carol', 'dave']);
    table.yes('bob');
    table.yes('carol');
    expect([table.takeBack('bob'), table.takeBack('dave')]).toEqual(['too_late', 'not_yours']);
  });
});

test('a vote that is won waits for whom one of its voters wanted after him', () => {
  const table = new Table({ mode: 'vote', passPercent: 60 }, ['ann', 'bea', 'cid']);
  table.add('ann', 'after', 'dan');
  for (const voter of ['ann', 'bea', 'cid']) table.yes(voter);
  expect([table.decided, table.open]).toEqual([undefined, ['dan']]);
  table.yes('dan');
  expect(table.decided).toBe('approved');
});

describe('any round, whatever people do', () => {
  const people = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  const someone = fc.constantFrom(...people);
  const policy = fc.record({
    mode: fc.constantFrom('any' as const, 'all' as const, 'sequence' as const, 'vote' as const),
    passPercent: fc.integer({ min: 1, max: 100 }),
    rejectNeedsAll: fc.boolean(),
  });
  const doing = fc.record({
    what: fc.constantFrom(
      'yes',
      'no',
      'add',
      'remove',
      'transfer',
      'delegate',
      'reassign',
      'late',
      'takeBack',
    ),
    by: someone,
    to: someone,
    where: fc.constantFrom('before' as const, 'after' as const, 'with' as const),
  });

  function act(
    table: Table,
    { what, by, to, where }: typeof doing extends fc.Arbitrary<infer T> ? T : never,
  ): void {
    switch (what) {
      case 'yes':
      case 'no':
      case 'takeBack':
        table[what](by);
        return;
      case 'add':
        table.add(by, where, to);
        return;
      case 'late':
        return table.late(to);
      default:
        table[what as 'remove' | 'transfer' | 'delegate' | 'reassign'](by, to);
    }
  }

  test('while it is undecided somebody holds a to-do, and nobody stands in it twice', () => {
    fc.assert(
      fc.property(
        policy,
        fc.uniqueArray(someone, { minLength: 1 }),
        fc.array(doing),
        (given, asked, doings) => {
          const table = new Table(given, asked);
          for (const each of doings) {
            if (table.decided !== undefined) break;
            act(table, each);
            const users = table.round.signers.map(({ user }) => user);
            expect(new Set(users).size).toBe(users.length);
            if (table.decided === undefined) expect(table.open).not.toEqual([]);
            const tasks = openTasks(table.round);
            expect(new Set([...tasks, ...table.closed]).size).toBe(tasks.length + table.closed.length);
          }
        },
      ),
    );
  });

  test('agreeing with everything that is asked approves in the end', () => {
    fc.assert(
      fc.property(
        policy,
        fc.uniqueArray(someone, { minLength: 1 }),
        fc.array(doing),
        (given, asked, doings) => {
          const table = new Table(given, asked);
          for (const each of doings) if (table.decided === undefined && each.what !== 'no') act(table, each);
          for (let left = 50; left > 0 && table.decided === undefined; left -= 1)
            table.yes(table.open[0] ?? '');
          expect(table.decided).toBe('approved');
        },
      ),
    );
  });
});
