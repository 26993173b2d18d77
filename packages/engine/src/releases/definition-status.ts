import { Injectable } from '@nestjs/common';
import type { ReleaseFinding } from '@dougong/kernel/commands';
import { isError } from '@dougong/kernel/foundation';
import type { Localized } from '@dougong/kernel/foundation';
import { definitionName, LocalizedText } from '@dougong/kernel/metadata';
import type { Definition } from '@dougong/kernel/metadata';
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { Drafts } from './drafts.js';
import type { Draft } from './drafts.js';
import { OutdatedDrafts } from './drafts/outdated-drafts.js';
import { ReleaseRegistry } from './release-registry.js';

const STATUSES = ['draft', 'published', 'changed', 'changed_with_errors', 'removed'] as const;
type Status = (typeof STATUSES)[number];

const StatusWord = Type.Union(
  STATUSES.map((status) => Type.Literal(status)),
  {
    description:
      'draft: never published; changed: published, with changes that are not; changed_with_errors: the same, and the check refuses them; removed: a publish takes it away',
  },
);
const OptionalText = Type.Union([Type.String(), Type.Null()]);

export const DesignStatusWire = Type.Object({
  release: Type.Integer(),
  revision: Type.Integer(),
  status: StatusWord,
  drafts: Type.Integer(),
  errors: Type.Integer(),
  warnings: Type.Integer(),
  definitions: Type.Array(
    Type.Object({
      kind: Type.String(),
      key: Type.String(),
      title: LocalizedText,
      status: StatusWord,
      errors: Type.Integer(),
      warnings: Type.Integer(),
      updatedAt: OptionalText,
      updatedBy: OptionalText,
      needsRebase: Type.Boolean({ description: 'somebody else has published it since the draft was begun' }),
    }),
  ),
});
export type DesignStatusWire = Static<typeof DesignStatusWire>;

/** Whether each definition, and the application as a whole, is as published. */
@Injectable()
export class DefinitionStatuses {
  private checked: { readonly of: string; readonly findings: readonly ReleaseFinding[] } | undefined;

  constructor(
    private readonly drafts: Drafts,
    private readonly outdated: OutdatedDrafts,
    private readonly releases: ReleaseRegistry,
  ) {}

  async read(): Promise<DesignStatusWire> {
    const { revision, drafts } = await this.drafts.read();
    const current = await this.releases.refresh();
    const outdated = new Set((await this.outdated.of(drafts, current)).map(definitionName));
    const findings = drafts.length === 0 ? [] : await this.check(`${current.number}/${revision}`);
    const standing = new Map(drafts.map((draft) => [definitionName(draft), draft]));
    const fresh = drafts.filter(
      (draft) => !current.definitions.some((each) => definitionName(each) === definitionName(draft)),
    );
    const rows = [...current.definitions, ...fresh].map((each) => {
      const name = definitionName(each);
      const found = findings.filter(({ definition }) => definitionName(definition) === name);
      const state = { isPublished: 'title' in each, found, needsRebase: outdated.has(name) };
      return rowOf(each, standing.get(name), state);
    });
    return {
      release: current.number,
      revision,
      status: overall(current.number, rows, findings),
      drafts: drafts.length,
      errors: findings.filter(isError).length,
      warnings: findings.filter((found) => !isError(found)).length,
      definitions: rows,
    };
  }

  /** The check takes a while, and its answer is the same until a draft or the release changes. */
  private async check(of: string): Promise<readonly ReleaseFinding[]> {
    if (this.checked?.of !== of) this.checked = { of, findings: await this.drafts.check() };
    return this.checked.findings;
  }
}

type Row = DesignStatusWire['definitions'][number];

interface RowState {
  readonly isPublished: boolean;
  readonly found: readonly ReleaseFinding[];
  readonly needsRebase: boolean;
}

function rowOf(
  each: Definition | Draft,
  draft: Draft | undefined,
  { isPublished, found, needsRebase }: RowState,
): Row {
  const errors = found.filter(isError).length;
  return {
    kind: each.kind,
    key: each.key,
    title: titleOf(draft?.definition ?? each) ?? { 'zh-CN': each.key, en: each.key },
    status: statusOf(draft, isPublished, errors > 0),
    errors,
    warnings: found.length - errors,
    updatedAt: draft?.updatedAt ?? null,
    updatedBy: draft?.updatedBy ?? null,
    needsRebase,
  };
}

function statusOf(draft: Draft | undefined, isPublished: boolean, hasErrors: boolean): Status {
  if (draft === undefined) return 'published';
  if (draft.definition === null) return 'removed';
  if (!isPublished) return 'draft';
  return hasErrors ? 'changed_with_errors' : 'changed';
}

function overall(release: number, rows: readonly Row[], findings: readonly ReleaseFinding[]): Status {
  if (rows.every(({ status }) => status === 'published')) return release === 0 ? 'draft' : 'published';
  if (release === 0) return 'draft';
  return findings.some(isError) ? 'changed_with_errors' : 'changed';
}

function titleOf(definition: object): Localized | undefined {
  const { title } = definition as { readonly title?: Localized };
  return typeof title?.['zh-CN'] === 'string' && typeof title.en === 'string' ? title : undefined;
}
