import fc from 'fast-check';
import type { Definition, OverlayFile, TemplateManifest } from '../metadata/index.js';
import { checkAnswers, compareVersions, composeTemplates, satisfiesRange } from './index.js';
import type { TemplateLayer } from './index.js';

const title = (text: string) => ({ 'zh-CN': text, en: text });

function form(key: string, more: object = {}): Definition {
  return {
    kind: 'form',
    format: 1,
    key,
    title: title(key),
    usage: 'master',
    schema: {
      type: 'object',
      properties: { code: { type: 'string', 'x-title': title('Code'), maxLength: 20, 'x-default': '"A"' } },
    },
    ui: { order: ['code'] },
    ...more,
  } as Definition;
}

function layer(
  key: string,
  version: string,
  parts: Partial<Omit<TemplateLayer, 'manifest'>> & { manifest?: object } = {},
): TemplateLayer {
  const { manifest, ...rest } = parts;
  return {
    definitions: [],
    overlays: [],
    seeds: [],
    answers: {},
    ...rest,
    manifest: {
      kind: 'template',
      format: 1,
      key,
      title: title(key),
      version,
      ...manifest,
    } as TemplateManifest,
  };
}

const longer: OverlayFile = {
  kind: 'overlay',
  format: 1,
  target: { kind: 'form', key: 'item' },
  operations: [
    { op: 'add', path: '/schema/properties/expiry', value: { type: 'string', 'x-title': title('Expiry') } },
    { op: 'set', path: '/schema/properties/code/maxLength', value: 40, was: 20 },
  ],
};

const base = layer('base', '1.4.2', { definitions: [form('item')] });
const extension = layer('more', '2.0.0', {
  manifest: { dependencies: [{ key: 'base', version: '^1.2.0' }] },
  definitions: [form('lot')],
  overlays: [longer],
});

const found = (layers: readonly TemplateLayer[], platform?: string) =>
  composeTemplates(layers, platform).issues.map(
    ({ template, file, path, code }) => `${template} ${file}#${path} ${code}`,
  );

describe('composing templates', () => {
  test('an extension adds definitions and changes those of what it stands on, in whatever order they are given', () => {
    const { definitions, order, issues, owners } = composeTemplates([extension, base]);
    expect(issues).toEqual([]);
    expect(order).toEqual(['base', 'more']);
    expect([...owners]).toEqual([
      ['form/item', 'base'],
      ['form/lot', 'more'],
    ]);
    expect(definitions[0]).toMatchObject({
      schema: { properties: { code: { maxLength: 40 }, expiry: { type: 'string' } } },
    });
  });

  test('what is missing, too old, in a ring or made for another platform is named with its place', () => {
    expect(found([extension])).toEqual([
      'more template.json#/dependencies/0 dependency_missing',
      'more overlays/form.item.overlay.json#/target overlay_target_missing',
    ]);
    expect(found([extension, layer('base', '2.0.0', { definitions: base.definitions })])).toEqual([
      'more template.json#/dependencies/0/version dependency_version',
    ]);
    expect(found([layer('base', '1.0.0', { manifest: { platform: '^2.0.0' } })], '1.9.0')).toEqual([
      'base template.json#/platform platform_version',
    ]);
    const ring = ['one', 'two'].map((key, at) =>
      layer(key, '1.0.0', { manifest: { dependencies: [{ key: at === 0 ? 'two' : 'one', version: '*' }] } }),
    );
    expect(found(ring)).toEqual(['one template.json#/dependencies dependency_ring']);
  });

  test('two templates cannot define one key differently; the same word for word they can', () => {
    const other = layer('other', '1.0.0', { definitions: [form('item', { usage: 'document' })] });
    expect(found([base, other])).toEqual(['other forms/item.form.json#/key definition_taken']);
    expect(found([base, layer('same', '1.0.0', { definitions: [form('item')] })])).toEqual([]);
  });

  test('an overlay that does not fit names its operation, and may not reach what its template does not stand on', () => {
    const changed = layer('base', '1.5.0', {
      definitions: [form('item', { schema: { type: 'object', properties: {} } })],
    });
    expect(found([changed, extension])).toEqual([
      'more overlays/form.item.overlay.json#/operations/1 change_target_missing',
    ]);
    expect(found([base, layer('stranger', '1.0.0', { overlays: [longer] })])).toEqual([
      'stranger overlays/form.item.overlay.json#/target overlay_target_missing',
    ]);
  });
});

describe('parameters', () => {
  const place = (at: string, as?: 'formula') => [{ file: 'forms/item.form.json', at, ...(as ? { as } : {}) }];
  const asking = layer('base', '1.0.0', {
    definitions: [form('item')],
    manifest: {
      parameters: [
        {
          id: 'first',
          title: title('First'),
          type: 'text',
          default: 'A',
          places: place('/schema/properties/code/x-default', 'formula'),
        },
        {
          id: 'usage',
          title: title('Usage'),
          type: 'choice',
          default: 'master',
          choices: [
            { value: 'master', title: title('M') },
            { value: 'document', title: title('D') },
          ],
          places: place('/usage'),
        },
      ],
    },
  });

  test('answers are written to their places, as values or as text of a formula; defaults where none is given', () => {
    const { definitions, issues } = composeTemplates([{ ...asking, answers: { first: 'say "B"' } }]);
    expect(issues).toEqual([]);
    expect(definitions[0]).toMatchObject({
      usage: 'master',
      schema: { properties: { code: { 'x-default': '"say \\"B\\""' } } },
    });
  });

  test('an answer nobody asked for or of another kind is refused; so is a place that is not there', () => {
    const { parameters = [] } = asking.manifest;
    expect(
      checkAnswers(parameters, { first: 'x', usage: 'log', colour: 'red' }).map(
        ({ code, path }) => `${code} ${path}`,
      ),
    ).toEqual(['answer_invalid /usage', 'unknown_template_parameter /colour']);
    const lost = layer('base', '1.0.0', { definitions: [form('thing')], manifest: asking.manifest });
    expect(found([{ ...lost, manifest: { ...asking.manifest } }])).toEqual([
      'base template.json#/parameters/0/places/0/at answer_place_missing',
      'base template.json#/parameters/1/places/0/at answer_place_missing',
    ]);
  });
});

describe('versions', () => {
  test.each([
    ['1.2.3', '1.2.3', true],
    ['1.2.4', '1.2.3', false],
    ['1.9.0', '^1.2.3', true],
    ['2.0.0', '^1.2.3', false],
    ['0.2.9', '^0.2.3', true],
    ['0.3.0', '^0.2.3', false],
    ['0.0.4', '^0.0.3', false],
    ['1.2.9', '~1.2.3', true],
    ['1.3.0', '~1.2.3', false],
    ['3.0.0', '>=1.2.3', true],
    ['1.2.2', '>=1.2.3', false],
    ['1.2.2', '^1.2.3', false],
    ['0.0.1', '*', true],
  ])('%s is in %s: %s', (version, range, expected) => {
    expect(satisfiesRange(version, range)).toBe(expected);
  });

  test('versions have one order', () => {
    const version = fc.tuple(fc.nat(20), fc.nat(20), fc.nat(20)).map((numbers) => numbers.join('.'));
    fc.assert(
      fc.property(version, version, version, (one, two, three) => {
        expect(Math.sign(compareVersions(one, two))).toBe(Math.sign(-compareVersions(two, one)));
        if (compareVersions(one, two) <= 0 && compareVersions(two, three) <= 0)
          expect(compareVersions(one, three)).toBeLessThanOrEqual(0);
        expect(satisfiesRange(one, `>=${two}`)).toBe(compareVersions(one, two) >= 0);
      }),
    );
  });
});
