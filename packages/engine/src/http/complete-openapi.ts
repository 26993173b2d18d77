import { ProblemWire } from './problem.wire.js';
import { schemaObject } from './schema-object.js';

/** As much of a description as is worked on here. */
export interface Description {
  readonly openapi: string;
  readonly info: object;
  readonly paths: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>;
  readonly components?: Readonly<Record<string, unknown>>;
  readonly [part: string]: unknown;
}

export interface DescribedOperation {
  readonly parameters?: readonly object[];
  readonly responses: Readonly<Record<string, object>>;
  readonly [part: string]: unknown;
}

const PROBLEM_TYPE = 'application/problem+json';
const PROBLEM = {
  description: 'refused; what is wrong and how to mend it',
  content: { [PROBLEM_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } },
};
const REPEATABLE = new Set(['post', 'patch']);
const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'one intention of the caller: a repeat gets the first answer',
  schema: { type: 'string', maxLength: 200 },
};

/** What holds for every route, said of each: problems, keys of repetition, places in the address. */
export function completed(document: Description): Description {
  const paths = Object.fromEntries(
    Object.entries(document.paths).map(([path, operations]) => [
      path,
      Object.fromEntries(
        Object.entries(operations).map(([method, operation]) => [method, complete(operation, method, path)]),
      ),
    ]),
  );
  const schemas = { ...(document.components?.['schemas'] as object), Problem: schemaObject(ProblemWire) };
  return {
    ...document,
    info: { ...document.info, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: '/' }],
    paths,
    components: { ...document.components, schemas, responses: { Problem: PROBLEM } },
  };
}

function complete(operation: DescribedOperation, method: string, path: string): DescribedOperation {
  const responses = Object.fromEntries(
    Object.entries(operation.responses).map(([status, answer]) => [
      status,
      /^[45]/.test(status) && !('content' in answer) ? { ...answer, content: PROBLEM.content } : answer,
    ]),
  );
  return {
    ...operation,
    parameters: parametersOf(operation, method, path),
    responses: { ...responses, '4XX': { $ref: '#/components/responses/Problem' } },
  };
}

function parametersOf(
  { parameters = [] }: DescribedOperation,
  method: string,
  path: string,
): readonly object[] {
  const told = new Set(parameters.map((each) => nameOf(each).toLowerCase()));
  const places = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  const missing = places
    .filter((name) => !told.has(name.toLowerCase()))
    .map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
  const key = REPEATABLE.has(method) && !told.has('idempotency-key') ? [IDEMPOTENCY_KEY] : [];
  return [...parameters, ...missing, ...key];
}

function nameOf(parameter: object): string {
  return 'name' in parameter ? String(parameter.name) : '';
}
