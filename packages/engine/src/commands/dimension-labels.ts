import { Injectable } from '@nestjs/common';
import type { CompiledRelease } from '@dougong/kernel/commands';
import type { Issue, Localized } from '@dougong/kernel/foundation';
import type { CompiledDimension, CompiledRegister } from '@dougong/kernel/registers';
import { Database } from '../database/database.js';
import { Refusal } from '../http/refusal.js';
import type { Subject } from '../identity/subject.js';
import { LabelReader, WantedLabels } from '../records/reference-labels.js';
import type { References } from '../records/reference-labels.js';

/** In whose eyes records are named, by which release. */
export interface Onlooker {
  readonly release: CompiledRelease;
  readonly subject: Subject;
}

/** A value of a dimension that an issue is about. */
interface Told {
  readonly dimension: CompiledDimension;
  readonly value: string;
}

/** Tells in issues of the ledger what a register and the records are called that a balance is kept by. It reads after the transaction. */
@Injectable()
export class DimensionLabels {
  constructor(
    private readonly database: Database,
    private readonly labels: LabelReader,
  ) {}

  /** The same error; a refusal of the ledger with the labels that its sentences speak of. */
  async inRefusal(error: unknown, onlooker: Onlooker): Promise<unknown> {
    if (!(error instanceof Refusal) || !error.issues.some((found) => isAboutKey(found, onlooker)))
      return error;
    const issues = await this.inIssues(error.issues, onlooker);
    return new Refusal(error.status, error.code, issues, { ...error.options, params: issues[0]?.params });
  }

  async inIssues(issues: readonly Issue[], onlooker: Onlooker): Promise<readonly Issue[]> {
    const told = issues.map((found) => valuesIn(found, onlooker));
    if (told.every((values) => values.length === 0)) return issues;
    const names = await this.read(told.flat(), onlooker);
    return issues.map((found, at) => {
      const labels = (told[at] ?? []).map((each) => labelOf(each, names)).filter((label) => label !== '');
      if (labels.length === 0) return found;
      const registerTitle = registerOf(found, onlooker)?.title;
      return { ...found, params: { ...found.params, registerTitle, labels } };
    });
  }

  private read(told: readonly Told[], { release, subject }: Onlooker): Promise<References> {
    const wanted = new WantedLabels();
    for (const { dimension, value } of told)
      if (dimension.form !== undefined) wanted.add(dimension.form, value);
    return this.database.withSession((session) => this.labels.read(session, release, subject, wanted));
  }
}

function isAboutKey(found: Issue, onlooker: Onlooker): boolean {
  return valuesIn(found, onlooker).length > 0;
}

function registerOf({ params }: Issue, { release }: Onlooker): CompiledRegister | undefined {
  const register = params?.['register'];
  return typeof register === 'string' ? release.registers.get(register) : undefined;
}

/** The dimensions that an issue names, in the order of the register; blank ones say nothing. */
function valuesIn(found: Issue, onlooker: Onlooker): readonly Told[] {
  const dimensions = found.params?.['dimensions'];
  if (typeof dimensions !== 'object' || dimensions === null) return [];
  return (registerOf(found, onlooker)?.dimensions ?? []).flatMap((dimension) => {
    const value = (dimensions as Readonly<Record<string, unknown>>)[dimension.id];
    return typeof value === 'string' && value !== '' ? [{ dimension, value }] : [];
  });
}

/** A record by its names; a text, which may be a mere number, by what it is. */
function labelOf({ dimension, value }: Told, names: References): string | Localized {
  if (dimension.form === undefined) {
    const { title } = dimension;
    return { 'zh-CN': `${title['zh-CN']} ${value}`, en: `${title.en} ${value}` };
  }
  const { code, title } = names[dimension.form]?.[value] ?? {};
  return [...new Set([code, title])].filter(Boolean).join(' ');
}
