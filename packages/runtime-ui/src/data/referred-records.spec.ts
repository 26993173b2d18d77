import { ReferredRecords } from './referred-records.js';

const PLACES = ['p-1', 'p-2', 'p-3'].map((id) => ({ id, busy: id === 'p-2' }));

function open(
  load = async (_form: string, ids: readonly string[]) => PLACES.filter(({ id }) => ids.includes(id)),
) {
  const asked: string[] = [];
  const records = new ReferredRecords((form, ids) => {
    asked.push(`${form}: ${ids.join(' ')}`);
    return load(form, ids);
  });
  const heard = new Promise<void>((done) => records.subscribe(done));
  return { records, asked, heard };
}

describe('records behind references', () => {
  it('are read together and told when they are there', async () => {
    const { records, asked, heard } = open();
    expect(records.read('place', 'p-1')).toBeUndefined();
    expect(records.read('place', 'p-2')).toBeUndefined();
    expect(records.read('place', 'p-1')).toBeUndefined();
    expect(records.missed()).toBe(true);
    await heard;
    expect(asked).toEqual(['place: p-1 p-2']);
    expect(records.read('place', 'p-2')).toEqual({ id: 'p-2', busy: true });
    expect(records.missed()).toBe(false);
  });

  it('that are not there, or cannot be read, are not asked for again', async () => {
    const { records, asked, heard } = open(() => Promise.reject(new Error('403')));
    records.read('place', 'p-1');
    expect(records.missed()).toBe(true);
    await heard;
    expect(records.read('place', 'p-1')).toBeUndefined();
    expect(records.missed()).toBe(false);
    expect(asked).toHaveLength(1);
  });

  it('come in pages that the server answers', async () => {
    const { records, asked, heard } = open();
    for (let at = 0; at < 250; at += 1) records.read('place', `x-${at}`);
    await heard;
    expect(asked.map((question) => question.split(' ').length - 1)).toEqual([100, 100, 50]);
  });
});
