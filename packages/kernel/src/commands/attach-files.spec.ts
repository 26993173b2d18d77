import { uuid } from '../forms/claim.fixtures.js';
import type { Definition } from '../metadata/index.js';
import { definitionsWith, releaseOf, reviewForm, title } from './commands.fixtures.js';
import type { Facts, FileFact, Needs } from './facts.js';
import { ADA, AMY, Office } from './office.fixtures.js';

const files = (name: string) =>
  ({ type: 'array', 'x-files': 'file', items: { type: 'object' }, 'x-title': title(name) }) as const;
const folder = (key: string, properties: object, order: readonly string[]) =>
  ({ ...reviewForm, key, schema: { type: 'object', properties }, ui: { order } }) as unknown as Definition;
const signature = {
  ...files('signature'),
  'x-files': 'signature',
  'x-when': { readOnly: { '==': [{ var: 'state' }, 'done'] } },
} as const;
const release = releaseOf(
  definitionsWith(
    folder('folder', { papers: files('papers'), more: files('more') }, ['papers', 'more']),
    folder('copy', { papers: files('papers') }, ['papers']),
    folder('slip', { signature, state: { type: 'string', 'x-title': title('state') } }, [
      'signature',
      'state',
    ]),
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

const signed = (id: number, owner = ADA) =>
  fact(id, { owner, form: 'slip', field: 'signature', name: 's.png' });

test('a signature says who signed and when, whatever the caller says', () => {
  const office = new FilingOffice([signed(71)]);
  const outcome = office.create(
    ADA,
    { signature: [{ id: uuid(71), by: AMY, at: '2001-01-01T00:00:00Z' }] },
    'slip',
  );
  expect(outcome.effects?.subjectRecord?.['signature']).toEqual([
    expect.objectContaining({ id: uuid(71), by: ADA, at: outcome.effects?.subjectRecord?.['created_at'] }),
  ]);
});

test('one person signs, and nobody puts the signature of somebody else', () => {
  const office = new FilingOffice([signed(71), signed(72, AMY)]);
  expect(office.create(ADA, { signature: [uuid(71), uuid(72)] }, 'slip').codes).toEqual([
    'too_many_files /signature',
  ]);
  expect(office.create(ADA, { signature: [uuid(72)] }, 'slip').codes).toEqual(['file_unknown /signature/0']);
});

test('a signature that the form locks cannot be changed or taken away', () => {
  const office = new FilingOffice([signed(71), signed(72)]);
  const id = office.made(ADA, { signature: [uuid(71)], state: 'done' }, 'slip');
  for (const value of [null, [uuid(72)]])
    expect(office.change(ADA, id, { signature: value }).codes).toEqual(['field_locked_by_rule /signature']);
});
