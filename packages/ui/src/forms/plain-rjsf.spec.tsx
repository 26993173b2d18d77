import { readFileSync } from 'node:fs';
import Form from '@rjsf/core';
import { render, screen } from '@testing-library/react';
import { toJsonSchema, buildFormModel } from '@dougong/kernel/forms';
import type { FormDefinition } from '@dougong/kernel/metadata';
import type { RJSFSchema } from '@rjsf/utils';
import { KERNEL_CHECKS } from './rjsf-form.js';

const FIXTURE = `${__dirname}/../../../kernel/src/metadata/fixtures/form/valid/every-kind.json`;

test('plain rjsf, which reads no keyword of ours, draws a form with every kind of field', () => {
  const definition = JSON.parse(readFileSync(FIXTURE, 'utf8')) as FormDefinition;
  const built = buildFormModel(definition, () => definition);
  if (!built.ok) throw new Error(JSON.stringify(built.error));
  const faults = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  render(<Form schema={toJsonSchema(built.value) as RJSFSchema} validator={KERNEL_CHECKS} />);
  for (const key of Object.keys(definition.schema.properties))
    expect(screen.queryAllByText(new RegExp(`^${key}`)).length).toBeGreaterThan(0);
  expect(screen.queryByText(/Unsupported field schema|Unknown field type/)).toBeNull();
  expect(faults.mock.calls.filter(([text]) => /rjsf|schema/i.test(String(text)))).toEqual([]);
  faults.mockRestore();
});
