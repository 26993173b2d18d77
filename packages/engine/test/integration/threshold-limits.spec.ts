import { OccasionWorker } from '../../src/rules/occasions/occasion-worker.js';
import { aRule, postRule, RulesAtWork } from './rules-at-work.fixtures.js';

let work: RulesAtWork;

beforeAll(async () => {
  work = await RulesAtWork.start([]);
});

afterAll(() => work.engine.stop());

/** A rule that tells when a balance of an item falls below the limit. */
async function watch(limit: string): Promise<void> {
  await work.engine.database.query('DELETE FROM data.log');
  await work.rule([
    postRule(),
    aRule('low', [{ type: 'createRecord', form: 'log', values: { about: 'code' } }], {
      form: 'item',
      trigger: {
        on: ['threshold'],
        threshold: { register: 'quantities', resource: 'qty', comparison: '<', value: limit, record: 'item' },
      },
    }),
  ]);
}

/** The items that the rule told of after a balance went from 10 to 4. */
async function toldAfterFalling(item: string): Promise<readonly unknown[]> {
  await work.posted(item, '10');
  await work.posted(item, '-6');
  while (await work.engine.get(OccasionWorker).round());
  return (await work.rows('SELECT about FROM data.log')).map(({ about }) => about);
}

describe('a limit that goes through a reference', () => {
  test('is the one of the record referred to', async () => {
    await watch('parent.least');
    const strict = await work.made('item', { code: 'strict', least: '5' });
    const loose = await work.made('item', { code: 'loose', least: '3' });
    const child = await work.made('item', { code: 'child', parent: strict, least: '0' });
    const other = await work.made('item', { code: 'other', parent: loose, least: '9' });
    expect(await toldAfterFalling(child)).toEqual(['child']);
    expect(await toldAfterFalling(other)).toEqual(['child']);
  });

  test('may go through several, and through one that is blank it is no limit', async () => {
    await watch('parent.parent.parent.least * 2');
    let parent = await work.made('item', { code: 'top', least: '2.5' });
    for (const code of ['second', 'third', 'deep']) parent = await work.made('item', { code, parent });
    expect(await toldAfterFalling(parent)).toEqual(['deep']);
    const short = await work.made('item', { code: 'short' });
    expect(await toldAfterFalling(short)).toEqual(['deep']);
  });

  test('reads all that it needs once, whichever of its references is asked for first', async () => {
    await watch('COALESCE(parent.least, least)');
    const alone = await work.made('item', { code: 'alone', least: '5' });
    expect(await toldAfterFalling(alone)).toEqual(['alone']);
  });
});
