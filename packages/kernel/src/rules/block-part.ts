import { Type } from '@sinclair/typebox';
import type { FieldModel } from '../forms/index.js';
import { issue, ok, pointer, refused } from '../foundation/index.js';
import type { Localized } from '../foundation/index.js';
import { FieldPath, LocalizedText } from '../metadata/index.js';
import { defineAction } from './action-part.js';
import type { RuleActionPart } from './action-part.js';
import { compileText } from './compile-text.js';

interface BlockKind {
  readonly kind: string;
  readonly title: Localized;
  readonly description: Localized;
  readonly severity: 'error' | 'warning';
}

/** A validation that shows a message at a field; how severe it is makes it a refusal or a warning. */
export function blockPart({ severity, ...names }: BlockKind): RuleActionPart {
  const code = severity === 'error' ? 'rule_refused' : 'rule_warning';
  return defineAction({
    ...names,
    version: 1,
    config: Type.Object(
      { message: LocalizedText, field: Type.Optional(FieldPath) },
      { additionalProperties: false },
    ),
    phases: ['validate'],
    objects: true,
    compile(config, environment, at) {
      const message = compileText(config.message, environment, `${at}/message`);
      if (!message.ok) return message;
      const place = config.field === undefined ? undefined : placeOf(config.field, environment.form);
      if (place === null) return refused([issue('unknown_field', `${at}/field`, { field: config.field })]);
      return ok({
        reads: message.value.reads,
        writes: [],
        execute: ({ input, source, lineIndex }) => {
          const { key, branch } = source.rule;
          const ran = branch === undefined ? {} : { branch };
          const params = { rule: key, ...ran, message: message.value.render(input) };
          return { effects: [], issues: [{ code, path: place?.(lineIndex) ?? '', params, severity }] };
        },
      });
    },
  });
}

type Place = (lineIndex: number | undefined) => string;

function placeOf(
  path: string,
  form: { field(path: string): FieldModel | undefined; line(key: string): unknown },
): Place | null {
  if (form.line(path)) return () => pointer('', path);
  const field = form.field(path);
  if (!field) return null;
  const { line, key } = field;
  if (line === undefined) return () => pointer('', key);
  return (index) => (index === undefined ? pointer('', line) : pointer('', line, index, key));
}
