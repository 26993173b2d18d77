import type { ReleaseFinding } from '@dougong/kernel/commands';
import type { Issue, Language } from '@dougong/kernel/foundation';
import type { ConflictChoices } from '@dougong/kernel/metadata';
import { Type } from '@sinclair/typebox';
import type { Static, TSchema } from '@sinclair/typebox';
import { sentence } from '../http/sentences/index.js';
import { DefinitionDiffWire } from '../releases/diff/diff.wire.js';
import { OutcomeWire } from '../scenarios/outcome.wire.js';
import type { ToldConflict } from './conflict-words.js';
import type { ClearedSamples } from './sample-data.js';
import type { PlannedChange } from './template-changes.js';
import type { PlannedRemoval } from './template-removal.js';

const closed = { additionalProperties: false };
const Title = Type.Record(Type.String(), Type.String(), { description: 'by language' });
const Uuid = Type.String({ pattern: '^[0-9a-fA-F-]{36}$' });
/** A package that was sent, or a template that comes with the engine. */
const PackageId = Type.String({ pattern: '^([0-9a-fA-F-]{36}|shipped:[a-z][a-z0-9_]{0,39})$' });
const nullable = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()]);

/** By the id of the conflict: `mine`, `theirs`, `merge`, or a value of one's own. */
const Choices = Type.Record(
  Type.String({ maxLength: 2000 }),
  Type.Union([
    Type.Literal('mine'),
    Type.Literal('theirs'),
    Type.Literal('merge'),
    Type.Object({ value: Type.Unknown() }, closed),
  ]),
  { description: 'by the id of the conflict: mine, theirs, merge where mergeable, or a value of one’s own' },
);
const Prefer = Type.Union([Type.Literal('mine'), Type.Literal('theirs')], {
  description: 'for every conflict without a choice',
});

export const InstallBody = Type.Object(
  {
    packages: Type.Array(PackageId, {
      minItems: 1,
      maxItems: 20,
      description:
        'ids of packages that were sent, or `shipped:<key>`; the one that is meant first, then those that it stands on',
    }),
    answers: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Boolean()]))),
    demo: Type.Optional(Type.Boolean({ description: 'also loads the sample data' })),
    choices: Type.Optional(Choices),
    prefer: Type.Optional(Prefer),
    allowUnsigned: Type.Optional(
      Type.Boolean({ description: 'lets packages pass that nobody known has signed' }),
    ),
  },
  closed,
);
export type InstallBody = Static<typeof InstallBody>;

export const ChoicesBody = Type.Object(
  { choices: Type.Optional(Choices), prefer: Type.Optional(Prefer) },
  closed,
);
export type ChoicesBody = Static<typeof ChoicesBody>;

export const ClearBody = Type.Object(
  { template: Type.Optional(Type.String({ maxLength: 40, description: 'only those of this template' })) },
  closed,
);
export type ClearBody = Static<typeof ClearBody>;

/** Choices as they come from outside are checked by their schema; ids are compared, never followed. */
export function choicesIn({ choices }: ChoicesBody): ConflictChoices | undefined {
  return choices as ConflictChoices | undefined;
}

const ConflictWire = Type.Object({
  id: Type.String({ description: 'names the conflict in choices' }),
  kind: Type.String(),
  key: Type.String(),
  title: Title,
  pointer: Type.String({ description: 'elements of lists stand in it by their names' }),
  detail: Type.String({ description: 'the conflict as a sentence' }),
  mine: Type.Object({ value: Type.Optional(Type.Unknown()), told: Type.Array(Type.String()) }),
  theirs: Type.Object({ value: Type.Optional(Type.Unknown()), told: Type.Array(Type.String()) }),
  base: Type.Object({ value: Type.Optional(Type.Unknown()) }),
  mergeable: Type.Boolean(),
  choice: Type.Optional(Type.Unknown()),
});

const FindingWire = Type.Object({
  kind: Type.String(),
  key: Type.String(),
  path: Type.String(),
  code: Type.String(),
  severity: Type.String(),
  detail: Type.String(),
});

const planned = {
  action: Type.String(),
  templates: Type.Array(
    Type.Object({ key: Type.String(), from: nullable(Type.String()), to: nullable(Type.String()) }),
  ),
  base: Type.Integer({ description: 'the release that it was worked out on' }),
  release: Type.Optional(
    Type.Integer({ description: 'the release in force afterwards; absent in a dry run' }),
  ),
  changes: Type.Array(
    Type.Object({
      kind: Type.String(),
      key: Type.String(),
      change: Type.String(),
      paths: Type.Array(Type.String()),
    }),
  ),
  conflicts: Type.Array(ConflictWire),
  findings: Type.Array(FindingWire),
  tables: Type.Array(Type.String({ description: 'new tables, and new columns as table.column' })),
  diff: Type.Optional(
    Type.Array(DefinitionDiffWire, {
      description: 'in a dry run: what would change against the release in force, in words',
    }),
  ),
};

export const PlanWire = Type.Object({
  ...planned,
  seeds: Type.Optional(
    Type.Object({
      people: Type.Array(Type.String({ description: 'logins that would be made' })),
      records: Type.Array(Type.Object({ form: Type.String(), count: Type.Integer(), demo: Type.Boolean() })),
    }),
  ),
  scenarios: Type.Optional(
    Type.Array(OutcomeWire, { description: 'what became of the scenarios; empty where none were played' }),
  ),
  records: Type.Optional(Type.Integer({ description: 'seed records made' })),
  logins: Type.Optional(
    Type.Array(
      Type.Object({
        login: Type.String(),
        password: Type.String(),
        name: Type.String(),
        roles: Type.Array(Type.String()),
      }),
      { description: 'people made now; nobody can read the passwords later' },
    ),
  ),
});

export const RemovalWire = Type.Object({
  ...planned,
  dependants: Type.Array(Type.String()),
  forms: Type.Array(
    Type.Object({ key: Type.String(), title: Title, records: Type.Integer(), posted: Type.Boolean() }),
  ),
});

export const ClearedWire = Type.Object({
  template: nullable(Type.String()),
  found: Type.Integer(),
  removed: Type.Integer(),
  kept: Type.Array(
    Type.Object({
      form: Type.String(),
      title: Title,
      id: Type.String(),
      ref: Type.String(),
      reversed: Type.Boolean(),
      code: Type.String(),
      detail: Type.String(),
    }),
  ),
});

export const SamplesWire = Type.Object({
  data: Type.Array(
    Type.Object({
      form: Type.String(),
      records: Type.Integer(),
      posted: Type.Integer({ description: 'how many of them stand in the ledger' }),
    }),
  ),
});

export const ChangesWire = Type.Object({
  data: Type.Array(
    Type.Object({
      id: Type.String(),
      at: Type.String(),
      by: nullable(Type.String({ description: 'name; null on the command line' })),
      action: Type.String(),
      templates: planned.templates,
      releaseBefore: Type.Integer(),
      releaseAfter: Type.Integer(),
      reverts: nullable(Type.String({ description: 'the change that it took back' })),
      revertedBy: nullable(Type.String({ description: 'the change that took it back' })),
    }),
  ),
});

export const PackageWire = Type.Object({
  id: Uuid,
  key: Type.String(),
  title: Title,
  version: Type.String(),
  platform: nullable(Type.String()),
  dependencies: Type.Array(Type.Object({ key: Type.String(), version: Type.String() })),
  parameters: Type.Array(Type.Unknown(), { description: 'as in the manifest' }),
  definitions: Type.Integer(),
  files: Type.Integer(),
  integrity: Type.String(),
  trust: Type.String({ description: 'trusted, untrusted or unsigned' }),
  signedBy: nullable(Type.String({ description: 'fingerprint of the key' })),
});

export const TemplatesWire = Type.Object({
  data: Type.Array(
    Type.Object({
      key: Type.String(),
      title: Title,
      description: Type.Optional(Title),
      version: Type.String(),
      integrity: nullable(Type.String()),
      signedBy: nullable(Type.String()),
      installedAt: Type.String(),
      demo: Type.Boolean(),
      answers: Type.Record(Type.String(), Type.Unknown()),
      dependencies: Type.Array(Type.Object({ key: Type.String(), version: Type.String() })),
      definitions: Type.Integer(),
      overlays: Type.Integer(),
    }),
  ),
});

export const OverlayWire = Type.Object({
  data: Type.Array(
    Type.Object({
      target: Type.Object({ kind: Type.String(), key: Type.String() }),
      operations: Type.Array(Type.Unknown({ description: 'set, add, remove, move' })),
    }),
  ),
});

/** A plan as callers read it, in their language. */
export function planWire(
  { action, templates, base, changes, conflicts, findings, tables }: PlannedChange,
  language: Language,
) {
  return {
    action,
    templates,
    base,
    changes,
    conflicts: conflicts.map((each) => conflictWire(each, language)),
    findings: findings.map((each) => findingWire(each, language)),
    tables,
  };
}

export function removalWire(plan: PlannedRemoval, language: Language) {
  return { ...planWire(plan, language), dependants: plan.dependants, forms: plan.forms };
}

export function clearedWire({ kept, ...cleared }: ClearedSamples, language: Language) {
  return {
    ...cleared,
    kept: kept.map(({ reason, ...record }) => ({
      ...record,
      code: reason.code,
      detail: said(reason, language),
    })),
  };
}

function conflictWire(conflict: ToldConflict, language: Language) {
  const { id, definition, pointer, about, told, base, mine, theirs, mergeable, choice } = conflict;
  return {
    id,
    ...definition,
    pointer,
    detail: said(about, language),
    mine: { ...valueOf(mine), told: told.mine.map((each) => said(each, language)) },
    theirs: { ...valueOf(theirs), told: told.theirs.map((each) => said(each, language)) },
    base: valueOf(base),
    mergeable,
    ...(choice === undefined ? {} : { choice }),
  };
}

/** Nothing there is told apart from null. */
function valueOf(value: unknown) {
  return value === undefined ? {} : { value };
}

function findingWire({ definition, severity = 'error', ...found }: ReleaseFinding, language: Language) {
  return {
    kind: definition.kind,
    key: definition.key,
    path: found.path,
    code: found.code,
    severity,
    detail: said(found, language),
  };
}

function said({ code, params = {} }: Issue, language: Language): string {
  return sentence(code, params, language);
}
