import type { PipeTransform } from '@nestjs/common';
import { issue } from '@dougong/kernel/foundation';
import type { Static, TSchema } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { invalid } from './refusal.js';

const ISSUES_MAX = 20;

/** Checks a request body against the schema that OpenAPI publishes for it: `@Body(new SchemaPipe(SignIn))`. */
export class SchemaPipe<S extends TSchema> implements PipeTransform<unknown, Static<S>> {
  constructor(private readonly schema: S) {}

  transform(value: unknown): Static<S> {
    if (Value.Check(this.schema, value)) return value;
    const errors = [...Value.Errors(this.schema, value)].slice(0, ISSUES_MAX);
    throw invalid(errors.map((error) => issue('bad_shape', error.path, { expected: error.message })));
  }
}
