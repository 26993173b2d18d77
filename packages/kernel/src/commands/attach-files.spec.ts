import { uuid } from '../forms/claim.fixtures.js';
import type { Definition } from '../metadata/index.js';
import { definitionsWith, releaseOf, reviewForm, title } from './commands.fixtures.js';
import type { Facts, FileFact, Needs } from './facts.js';
import { ADA, AMY, Office } from './office.fixtures.js';

const files = (name: string) =>
  ({ type: 'array', 'x-files': 'file', items: { type: 'object' }, 'x-title': title(name) }) as const;
const folder = (key: string, properties: object, order: readonly string[]) =>
  ({ ...reviewForm, key, schema: { type: 'object', properties }, ui: { order } }) as unknown as Definition;
const release = releaseOf(
  definitionsWith(
    folder('folder', { papers: files('papers'), more: files('more') }, ['papers', 'more']),
    folder('copy', { papers: files('papers') }, ['papers']),
  ),
);

const fact = (id: number, more: Partial<FileFact> = {}): FileFact => ({
  id: uuid(id),
  owner: ADA,
  form: 'folder',
  field: 'papers',
  name: `${id}.pdf`,
  mediaType: 'application/pdf',
  bytes: id,
  used: false,
  ...more,
});
const kept = (id: number) => ({ id: uuid(id), name: `${id}.pdf`, mediaType: 'application/pdf', bytes: id });

/** An office in which some files were uploaded. */
class FilingOffice extends Office {
  constructor(private readonly uploads: readonly FileFact[]) {
    super(release);
  }

  override learn(facts: Facts, needs: Needs): Facts {
    const found = (needs.files ?? []).map(
      (id) => [id, this.uploads.find((each) => each.id === id) ?? null] as const,
    );
    return { ...super.learn(facts, needs), files: new Map([...(facts.files ?? []), ...found]) };
  }
}

const uses = (outcome: ReturnType<Office['create']>) =>
  outcome.effects?.fileUses.map(({ fileId, used }) => `${used ? '+' : '-'}${fileId}`);

test('a record takes what its writer uploaded, with what the server knows of it', () => {
  const outcome = new FilingOffice([fact(71), fact(72)]).create(
    ADA,
    { papers: [uuid(71), { id: uuid(72), name: 'forged' }] },
    'folder',
  );
  expect(outcome.asked).toEqual([{ files: [uuid(71), uuid(72)] }]);
  expect(outcome.effects?.subjectRecord?.['papers']).toEqual([kept(71), kept(72)]);
  expect(uses(outcome)).toEqual([`+${uuid(71)}`, `+${uuid(72)}`]);
});

test.each<[string, Partial<FileFact>]>([
  ['of somebody else', { owner: AMY }],
  ['for another field', { field: 'more' }],
  ['for another form', { form: 'copy' }],
  ['that a record has already', { used: true }],
])('an upload %s is refused at its place', (_, more) => {
  const office = new FilingOffice([fact(71), fact(72, more)]);
  const outcome = office.create(ADA, { papers: [uuid(71), uuid(72)] }, 'folder');
  expect([outcome.reason, outcome.codes]).toEqual(['invalid', ['file_unknown /papers/1']]);
});

test('a file that the record has stays without a question, one that is taken out is let go, and so are all of a deleted one', () => {
  const office = new FilingOffice([fact(71), fact(72)]);
  const id = office.made(ADA, { papers: [uuid(71), uuid(72)] }, 'folder');
  const changed = office.change(ADA, id, { papers: [{ id: uuid(72) }] });
  expect([changed.asked, uses(changed)]).toEqual([[], [`-${uuid(71)}`]]);
  expect(office.record(id)?.['papers']).toEqual([kept(72)]);
  expect(uses(office.remove(ADA, id))).toEqual([`-${uuid(72)}`]);
});
