import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';

/** Programs are written against the description of the API: what it leaves open, they have to guess. */

interface Answer {
  readonly content?: Readonly<Record<string, { readonly schema?: object }>>;
}

interface Operation {
  readonly requestBody?: object;
  readonly responses: Readonly<Record<string, Answer>>;
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

const NO_CONTENT = '204';

/** Routes whose answers are not described yet. The list only grows shorter: a new route comes with its answer. */
const STILL_OPEN = [
  'GET /api/v1/app',
  'GET /api/v1/catalog',
  'GET /api/v1/endpoints',
  'GET /api/v1/tasks-of-inactive',
  'GET /api/v1/users/{id}/duties',
  'GET /api/v1/vouchers',
  'POST /api/v1/hooks/{key}/actions/renew-token',
  'PUT /api/v1/endpoints/{key}',
];

let engine: TestApp;
let paths: Description['paths'];

beforeAll(async () => {
  engine = await startTestApp();
  ({ paths } = (await engine.request<Description>('GET', '/api/openapi.json')).body);
});

afterAll(() => engine.stop());

function describes({ content = {} }: Answer): boolean {
  return Object.values(content).some(({ schema }) => Object.keys(schema ?? {}).length > 0);
}

/** Routes for which no answer of success fits. */
function routesWithout(fits: (status: string, answer: Answer) => boolean): readonly string[] {
  return Object.entries(paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { responses }]) => {
        const successes = Object.entries(responses).filter(([status]) => status.startsWith('2'));
        const isTold = successes.some(([status, answer]) => fits(status, answer));
        return isTold ? '' : `${method.toUpperCase()} ${path}`;
      }),
    )
    .filter((route) => route !== '')
    .sort();
}

test('the description of the API names of every route with which status it succeeds', () => {
  expect(routesWithout(() => true)).toEqual([]);
});

test('the description of the API says what every route answers when all is well', () => {
  const open = routesWithout((status, answer) => status === NO_CONTENT || describes(answer));
  expect(open).toEqual(STILL_OPEN);
});

test.each([
  'POST /api/v1/forms/{form}/records',
  'PATCH /api/v1/forms/{form}/records/{id}',
  'POST /api/v1/forms/{form}/records/{id}/actions/{action}',
  'POST /api/v1/hooks/{key}',
])('the description of the API says what is sent to %s', (route) => {
  const [method = '', path = ''] = route.split(' ');
  expect(paths[path]?.[method.toLowerCase()]?.requestBody).toMatchObject({
    content: { 'application/json': { schema: { type: 'object' } } },
  });
});
