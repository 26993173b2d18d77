import type { PipeTransform } from '@nestjs/common';
import { issue } from '@dougong/kernel/foundation';
import type { Static, TSchema } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { invalid } from './refusal.js';

const ISSUES_MAX = 20;

/** Checks a request body against the schema that OpenAPI publishes for it: `@Body(new SchemaPipe(SignIn))`. */
export class SchemaPipe<S extends TSchema> implements PipeTransform<unknown, Static<S>> {
  /** @param at where in the body it stands. */
  constructor(
    private readonly schema: S,
    private readonly at = '',
  ) {}

  transform(value: unknown): Static<S> {
    if (Value.Check(this.schema, value)) return value;
    const errors = [...Value.Errors(this.schema, value)].slice(0, ISSUES_MAX);
    throw invalid(
      errors.map((error) => issue('bad_shape', `${this.at}${error.path}`, { expected: error.message })),
    );
  }
}

/** The same for a body that may be left out, which then says nothing: `@Body(new OptionalBody(AnswerBody))`. */
export class OptionalBody<S extends TSchema> extends SchemaPipe<S> {
  override transform(value: unknown): Static<S> {
    return super.transform(value ?? {});
  }
}
