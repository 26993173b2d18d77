import type { PipeTransform } from '@nestjs/common';
import type { Static, TSchema } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { bodyIssues } from './body-issues.js';
import { invalid } from './refusal.js';

/** Checks a request body against the schema that OpenAPI publishes for it: `@Body(new SchemaPipe(SignIn))`. */
export class SchemaPipe<S extends TSchema> implements PipeTransform<unknown, Static<S>> {
  /** @param at where in the body it stands. */
  constructor(
    private readonly schema: S,
    private readonly at = '',
  ) {}

  transform(value: unknown): Static<S> {
    if (Value.Check(this.schema, value)) return value;
    throw invalid(bodyIssues(this.schema, value, this.at));
  }
}

/** The same for a body that may be left out, which then says nothing: `@Body(new OptionalBody(AnswerBody))`. */
export class OptionalBody<S extends TSchema> extends SchemaPipe<S> {
  override transform(value: unknown): Static<S> {
    return super.transform(value ?? {});
  }
}
