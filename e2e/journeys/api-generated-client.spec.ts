import { execFile } from 'node:child_process';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Decimal, fixedText } from '@dougong/kernel/foundation';
import { countAndPost, tradeClient } from '../client/stocktake-program.js';
import type { TradeClient } from '../client/stocktake-program.js';
import type { ApiClient } from '../support/api-client.js';
import { generateTypes } from '../support/generate-client.js';
import { useStage } from '../support/stage.js';

/** Whoever generates a client from the description of the application can do the work of the application with it. */

const FORMS = 'stocktake,stock_difference,stock_difference_analysis';
const E2E = join(import.meta.dirname, '..');
const PLACE = join(E2E, 'output', 'client');
const COMPILER = join(E2E, '..', 'node_modules', 'typescript-native', 'bin', 'tsc');

const stage = useStage();

afterAll(() => rm(PLACE, { recursive: true, force: true }));

async function description(): Promise<string> {
  const { apiKey } = await stage.engine.logins();
  const address = `${stage.engine.url}/api/apps/trade/openapi.json?forms=${FORMS}`;
  const answer = await fetch(address, { headers: { authorization: `Bearer ${apiKey}` } });
  expect(answer.status).toBe(200);
  return answer.text();
}

/** Compiles the program against these types as a project of its own; gives what the compiler has to say. */
async function compile(types: string): Promise<string> {
  await mkdir(PLACE, { recursive: true });
  await cp(join(E2E, 'client', 'stocktake-program.ts'), join(PLACE, 'stocktake-program.ts'));
  await writeFile(join(PLACE, 'trade-api.ts'), types);
  const compilerOptions = { noEmit: true, types: [] };
  const project = { extends: '../../../tsconfig.base.json', compilerOptions, include: ['*.ts'] };
  await writeFile(join(PLACE, 'tsconfig.json'), JSON.stringify(project));
  return promisify(execFile)(process.execPath, [COMPILER, '-p', PLACE]).then(
    ({ stdout }) => stdout,
    (error: { readonly stdout: string }) => error.stdout,
  );
}

const client = (person: ApiClient): TradeClient =>
  tradeClient(stage.engine.url, { cookie: person.cookie, 'x-requested-with': 'dougong' });

test('types made from the description fit a program against it, and would not fit a field that is gone', async () => {
  const types = await generateTypes(await description());
  expect(await compile(types)).toBe('');
  expect(await compile(types.replaceAll('book_qty', 'quantity_in_books'))).toMatch(/book_qty/);
});

test('the program counts, explains the difference and has it posted', async () => {
  const { job } = stage;
  const status = await countAndPost({
    keeper: client(job.keeper),
    supervisor: client(job.supervisor),
    header: job.countOf('WH-3'),
    counted: (book) => fixedText(new Decimal(book).minus('1'), 3),
    responsible: job.user('lijuan'),
  });
  expect(status).toBe('posted');
});
