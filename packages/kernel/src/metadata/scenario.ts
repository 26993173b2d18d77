import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { Instant, Login } from './seed.js';
import { definitionHead, ElementId, Key, LocalizedText } from './vocabulary.js';

/**
 * A scenario: what people do with the documents of a template, and what must be so afterwards. It begins with the sample
 * data of its template at a time of its own, and goes through the same requests as anybody's.
 *
 * A text value may be a name: `@receipt` is the id of the record that a step called so, `@receipt.lines.1.id` a value in it,
 * `@form/ref` a record of the seeds, `@user/login` a person, `$today` and `$now` the time of the step. `@@` and `$$` at the
 * beginning stand for one of it.
 */

const closed = { additionalProperties: false };
const STEPS_MAX = 200;
const EXPECTED_MAX = 50;
const LINES_MAX = 500;

/** What a record is called by: a name of the scenario, or one in the seeds. */
const RecordName = Type.String({ pattern: '^@[a-z][A-Za-z0-9_]*(/[^/@\\s]{1,60}|(\\.[a-z0-9_]+)*)$' });

/** What a step calls a record. */
const Handle = Type.String({ pattern: '^[a-z][A-Za-z0-9_]{0,39}$' });

const Values = Type.Record(Key, Type.Unknown());
const ByResource = Type.Record(Key, Type.String({ pattern: '^-?\\d{1,18}(\\.\\d{1,10})?$' }));
const Code = Type.String({ pattern: '^[a-z][a-z0-9_]*$', maxLength: 80 });
const Day = Type.String({ pattern: '^(\\d{4}-\\d\\d-\\d\\d|\\$today([+-]P\\d{1,3}D)?)$' });
const list = <T extends Parameters<typeof Type.Array>[0]>(item: T) =>
  Type.Optional(Type.Array(item, { minItems: 1, maxItems: EXPECTED_MAX }));

/** Everything that a step can do, and what each must say. */
export const SCENARIO_STEP_NEEDS = {
  create: ['by', 'form', 'values'],
  change: ['by', 'record', 'values'],
  delete: ['by', 'record'],
  act: ['by', 'record', 'action'],
  answer: ['by', 'record', 'answer'],
  flow: ['by', 'record', 'verb'],
  find: ['form', 'where', 'as'],
  wait: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type ScenarioDeed = keyof typeof SCENARIO_STEP_NEEDS;

const words = <W extends string>(all: readonly W[]) => Type.Union(all.map((word) => Type.Literal(word)));

const Refused = Type.Object(
  {
    status: Type.Optional(Type.Integer({ minimum: 400, maximum: 499 })),
    code: Type.Optional(Code),
    /** Faults that must be among those told. */
    errors: list(
      Type.Object(
        { code: Type.Optional(Code), pointer: Type.Optional(Type.String({ maxLength: 300 })) },
        closed,
      ),
    ),
  },
  closed,
);

const ExpectedRecord = Type.Object(
  {
    record: RecordName,
    state: Type.Optional(Key),
    /**
     * Fields as they must be; what is left out is free. Of a table the rows in order, or each the row that `match` fits. Decimals
     * are compared exactly, by their value.
     */
    values: Type.Optional(Values),
    /** How many lines a table has. */
    lines: Type.Optional(Type.Record(Key, Type.Integer({ minimum: 0, maximum: LINES_MAX }))),
  },
  closed,
);

const ExpectedTodos = Type.Object(
  {
    record: RecordName,
    /** Of this step of the flow alone. */
    node: Type.Optional(ElementId),
    /** Logins of all who have it to do; nobody: an empty list. */
    who: Type.Array(Login, { maxItems: EXPECTED_MAX }),
  },
  closed,
);

const register = { register: Key, where: Type.Record(Key, Type.String()) };

/** What all keys hold together that fit; nothing there is zero. */
const ExpectedBalance = Type.Object({ ...register, resources: ByResource }, closed);

const ExpectedTurnover = Type.Object(
  {
    ...register,
    from: Day,
    to: Day,
    in: Type.Optional(ByResource),
    out: Type.Optional(ByResource),
  },
  closed,
);

const Amount = Type.String({ pattern: '^-?\\d{1,18}(\\.\\d{1,10})?$' });

/** The lines of all vouchers of a record since it was made, in whatever order; each voucher must balance by itself. */
const ExpectedVouchers = Type.Object(
  {
    record: RecordName,
    lines: Type.Array(
      Type.Object(
        {
          account: Type.String({ minLength: 1, maxLength: 20 }),
          debit: Type.Optional(Amount),
          credit: Type.Optional(Amount),
        },
        closed,
      ),
      { maxItems: LINES_MAX },
    ),
  },
  closed,
);

const ExpectedNotification = Type.Object(
  {
    to: Login,
    /** About this record; any when left out. */
    record: Type.Optional(RecordName),
    /** How many of them; at least one when left out. */
    count: Type.Optional(Type.Integer({ minimum: 0, maximum: LINES_MAX })),
  },
  closed,
);

const ExpectedAudit = Type.Object(
  {
    record: Type.Optional(RecordName),
    by: Type.Optional(Login),
    action: Type.String({ minLength: 1, maxLength: 100 }),
    outcome: Type.Optional(words(['done', 'refused'])),
    code: Type.Optional(Code),
  },
  closed,
);

export const ScenarioExpectations = Type.Object(
  {
    /** The deed of the step must be refused; without it it must be done. */
    refused: Type.Optional(Refused),
    records: list(ExpectedRecord),
    todos: list(ExpectedTodos),
    balances: list(ExpectedBalance),
    turnovers: list(ExpectedTurnover),
    vouchers: list(ExpectedVouchers),
    notifications: list(ExpectedNotification),
    audit: list(ExpectedAudit),
  },
  closed,
);

export const ScenarioStep = Type.Object(
  {
    title: Type.Optional(LocalizedText),
    /** When: a later instant, or so much later than the step before. Timers that fall due until then have fired. */
    at: Type.Optional(
      Type.Union([
        Instant,
        Type.String({ pattern: '^\\+P(?=.)(\\d+W)?(\\d+D)?(T(?=.)(\\d+H)?(\\d+M)?(\\d+S)?)?$' }),
      ]),
    ),
    do: words(Object.keys(SCENARIO_STEP_NEEDS) as readonly ScenarioDeed[]),
    /** Login of who does it. */
    by: Type.Optional(Login),
    /** What the record made or found is called from now on. */
    as: Type.Optional(Handle),
    form: Type.Optional(Key),
    record: Type.Optional(RecordName),
    /**
     * Values of a new record; changes as for PATCH of any other. A row of a table may say `match`, the fields by which it is found,
     * in place of its id.
     */
    values: Type.Optional(Values),
    action: Type.Optional(Key),
    /** Of a to-do: the verb that answers it, and the step of the flow where there are several. */
    answer: Type.Optional(words(['approve', 'reject', 'submit', 'complete', 'read'])),
    node: Type.Optional(ElementId),
    comment: Type.Optional(Type.String({ maxLength: 2000 })),
    /** Of a flow, without a to-do. */
    verb: Type.Optional(words(['resubmit', 'recall', 'revoke', 'urge'])),
    /** Fields of the one record to be found. */
    where: Type.Optional(Values),
    expect: Type.Optional(ScenarioExpectations),
  },
  closed,
);

export const ScenarioFile = Type.Object(
  {
    ...definitionHead('scenario'),
    /** When it begins. Sample data are loaded at the earliest beginning of the scenarios that run together. */
    start: Instant,
    steps: Type.Array(ScenarioStep, { minItems: 1, maxItems: STEPS_MAX }),
  },
  { $id: 'scenario', additionalProperties: false },
);

export type ScenarioFile = Static<typeof ScenarioFile>;
export type ScenarioStep = Static<typeof ScenarioStep>;
export type ScenarioExpectations = Static<typeof ScenarioExpectations>;
export type ExpectedRecord = Static<typeof ExpectedRecord>;
export type ExpectedTodos = Static<typeof ExpectedTodos>;
export type ExpectedBalance = Static<typeof ExpectedBalance>;
export type ExpectedTurnover = Static<typeof ExpectedTurnover>;
export type ExpectedVouchers = Static<typeof ExpectedVouchers>;
export type ExpectedNotification = Static<typeof ExpectedNotification>;
export type ExpectedAudit = Static<typeof ExpectedAudit>;

/** Folder of a template with its scenarios, `<key>.scenario.json` each. */
export const SCENARIO_FOLDER = 'scenarios';
