import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { CompiledRelease } from '@dougong/kernel/commands';
import type { FormModel } from '@dougong/kernel/forms';
import type { RuleDefinition } from '@dougong/kernel/metadata';
import { clientRules } from '@dougong/kernel/rules';
import type { CompiledRule } from '@dougong/kernel/rules';
import { walkPath } from '../expressions/walk-path.js';
import type { Sight } from '../expressions/sight.js';
import type { Subject } from '../identity/subject.js';
import { noRight } from '../http/refusal.js';
import { formOf, grantOf } from '../records/form-grant.js';
import { InForce } from '../records/in-force.js';
import { isNamed } from './rule-sight.js';

/** The rules that a form on the screen asks. */
export interface FormRulesAnswer {
  readonly form: string;
  readonly release: number;
  readonly rules: readonly Omit<RuleDefinition, 'tests'>[];
  readonly forms: readonly string[];
}

export interface TaggedFormRules {
  readonly answer: FormRulesAnswer;
  readonly etag: string;
}

const TAG_LENGTH = 10;

/** Rules for browsers: those of the form that run there and that name nothing hidden from the subject. */
@Injectable()
export class FormRules {
  constructor(private readonly inForce: InForce) {}

  of(subject: Subject, form: string): Promise<TaggedFormRules> {
    return this.inForce.read(async ({ release }) => {
      const answer = rulesFor(sightOf(release, subject, formOf(release, form)));
      return { value: { answer, etag: tagOf(answer) } };
    });
  }
}

/** Whoever makes records of a form is shown its rules too. */
function sightOf(release: CompiledRelease, subject: Subject, model: FormModel): Sight {
  const grants = ['read', 'create'].map((action) => grantOf(release, subject, model.key, action));
  const grant = grants.find(({ allowed }) => allowed);
  if (!grant) throw noRight({ form: model.title, action: 'read' });
  return { release, subject, model, hidden: grant.hidden, names: true };
}

function rulesFor(sight: Sight): FormRulesAnswer {
  const { release, model } = sight;
  const own = release.rules.rules.filter((rule) => rule.form === model.key && isNamed(sight, rule));
  const seen = new Set(clientRules(own.map(({ definition }) => definition)));
  const shown = own.filter(({ definition }) => seen.has(definition));
  return {
    form: model.key,
    release: release.number,
    rules: shown.map(({ definition }) => withoutTests(definition)),
    forms: [...new Set(shown.flatMap((rule) => formsBehind(sight, rule)))],
  };
}

/** Tests hold sample values, and browsers have no use for them. */
function withoutTests({ tests: _tests, ...definition }: RuleDefinition): Omit<RuleDefinition, 'tests'> {
  return definition;
}

function formsBehind(sight: Sight, { dependencies }: CompiledRule): readonly string[] {
  const { scope } = sight.model;
  return dependencies.flatMap((path) => walkPath(sight, scope, path).steps.map(({ form }) => form));
}

/** What one person is shown of a release may be less than what another is. */
function tagOf(answer: FormRulesAnswer): string {
  const digest = createHash('sha1').update(JSON.stringify(answer.rules)).digest('base64url');
  return `"${answer.release}-${digest.slice(0, TAG_LENGTH)}"`;
}
