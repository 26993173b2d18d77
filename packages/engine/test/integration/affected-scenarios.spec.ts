import { join } from 'node:path';
import { definitionName } from '@dougong/kernel/metadata';
import type { Definition, RoleDefinition, RuleDefinition } from '@dougong/kernel/metadata';
import { affectedScenarios } from '@dougong/kernel/templates';
import fc from 'fast-check';
import { makeEngine } from '../../src/create-app.js';
import { scenarioBundle } from '../../src/scenarios/installed-scenarios.js';
import { runScenarios } from '../../src/scenarios/run-scenarios.js';
import type { ScenarioBundle } from '../../src/scenarios/scenario-bundle.js';
import { openScratchDatabases } from '../../src/scenarios/scratch-databases.js';
import { composeFolder } from '../../src/templates/compose-folder.js';

const TRADE = join(__dirname, '../../../../templates/trade');

let bundle: ScenarioBundle;
let definitions: readonly Definition[];
let ALL: readonly string[];
let ground: Parameters<typeof affectedScenarios>[0];

beforeAll(async () => {
  const { main, composed } = await composeFolder(TRADE);
  const { manifest, scenarios } = main.template!;
  bundle = scenarioBundle(composed!.definitions, composed!, [{ key: manifest.key, scenarios }]);
  ({ definitions } = bundle);
  ALL = scenarios.map(({ key }) => key);
  ground = { scenarios, seeds: bundle.data.flatMap(({ seeds }) => seeds) };
});

/** The definitions with one of them changed. */
function changed(name: string): readonly Definition[] {
  return definitions.map((each) =>
    definitionName(each) === name ? { ...each, description: { 'zh-CN': '改', en: 'changed' } } : each,
  );
}

function chosen(after: readonly Definition[], before = definitions): string[] {
  return affectedScenarios(ground, before, after).map(({ scenario }) => scenario.key);
}

describe('of the scenarios of a template', () => {
  test('none is played where nothing changes, nor for a menu', () => {
    expect(chosen(definitions)).toEqual([]);
    expect(chosen(changed('menu/main'))).toEqual([]);
  });

  test('those are played that use the form, and they say why', () => {
    const choices = affectedScenarios(ground, definitions, changed('form/account_check'));
    expect(choices.map(({ scenario, because }) => [scenario.key, because])).toEqual([
      ['account_check_alert', ['form/account_check']],
    ]);
  });

  test.each([
    ['a formula that a rule of the form calls', 'formula/alert_limit', ['account_check_alert']],
    ['the posting of a document', 'posting/cost_recost', ['costs_worked_out_anew']],
    ['a rule of a form', 'rule/scrapped_within_return', ['return_rights', 'return_with_scrap']],
    ['the flow of a form', 'flow/sales_return_handling', ['return_rights', 'return_with_scrap']],
    ['a role that one of its people holds', 'role/business_admin', ['return_rights']],
  ])('%s affects those that use it', (_, name, expected) => {
    expect(chosen(changed(name)).sort()).toEqual(expected);
  });

  test('all are played where sample data, the calendar or whoever administers are concerned', () => {
    for (const name of [
      'form/item',
      'form/opening_stock',
      'calendar/national',
      'role/administrator',
      'register/stock',
    ])
      expect(chosen(changed(name))).toEqual(ALL);
  });

  test('what comes and what goes counts as changed', () => {
    const without = definitions.filter((each) => definitionName(each) !== 'rule/account_difference_alert');
    expect(chosen(without)).toEqual(['account_check_alert']);
    expect(chosen(definitions, without)).toEqual(['account_check_alert']);
  });

  test('all are played where somebody acts of whom nothing is known', () => {
    const nobody = { scenarios: ground.scenarios, seeds: [] };
    expect(affectedScenarios(nobody, definitions, changed('form/account_check'))).toHaveLength(ALL.length);
  });

  test('a rule that fires by the time alone is part of every scenario', () => {
    const nightly = {
      ...definitions.find((each) => definitionName(each) === 'rule/account_difference_alert')!,
      key: 'nightly',
      trigger: { on: ['schedule'], schedule: { every: 'P1D' } },
    } as unknown as Definition;
    expect(chosen([...definitions, nightly])).toEqual(ALL);
  });

  test('more changes never mean fewer scenarios', () => {
    const names = definitions.map(definitionName);
    fc.assert(
      fc.property(fc.subarray(names, { minLength: 1, maxLength: 5 }), (some) => {
        const after = definitions.map((each) =>
          some.includes(definitionName(each))
            ? { ...each, description: { 'zh-CN': '改', en: 'changed' } }
            : each,
        );
        const together = chosen(after);
        for (const name of some) expect(together).toEqual(expect.arrayContaining(chosen(changed(name))));
      }),
      { numRuns: 20 },
    );
  });
});

describe('a scenario that fails after a change', () => {
  /** Rules that are switched off do nothing any more; their own tests would say so before. */
  const off = (keys: readonly string[]): readonly Definition[] =>
    definitions.map((each) => {
      if (each.kind !== 'rule' || !keys.includes(each.key)) return each;
      const { tests: _tests, ...rule } = each;
      return { ...rule, enabled: false } as RuleDefinition;
    });

  const withoutRights = (role: string, form: string): readonly Definition[] =>
    definitions.map((each) => {
      if (each.kind !== 'role' || each.key !== role) return each;
      return { ...each, forms: each.forms.filter((grant) => grant.form !== form) } as RoleDefinition;
    });

  /** Plays some of them with definitions as they would be. */
  async function failing(
    after: readonly Definition[],
    played: ReadonlySet<string>,
  ): Promise<readonly string[]> {
    const { DOUGONG_TEST_OWNER_URL: ownerUrl, DOUGONG_TEST_APP_URL: appUrl } = process.env;
    const databases = await openScratchDatabases(
      ownerUrl && appUrl ? { urls: { ownerUrl, appUrl } } : undefined,
    );
    try {
      const outcomes = await runScenarios(
        { ...bundle, definitions: after, played },
        { databases, makeEngine },
      );
      return outcomes.filter(({ passed }) => !passed).map(({ scenario }) => scenario);
    } finally {
      await databases.close();
    }
  }

  test.each<[string, () => readonly Definition[], readonly string[]]>([
    [
      'switched off rules',
      () => off(['account_difference_alert', 'counted_warehouse_is_fixed', 'scrapped_within_return']),
      ['account_check_alert'],
    ],
    ['rights taken away', () => withoutRights('sales', 'sales_return'), ['return_with_scrap']],
  ])(
    'by %s was chosen',
    async (_, edit, expected) => {
      const after = edit();
      const left = ALL.filter((key) => !chosen(after).includes(key));
      expect(left.length).toBeGreaterThan(0);
      // Those that were chosen may fail or not; of those that were left out none does.
      const failed = await failing(after, new Set([...left, ...expected]));
      expect([...failed].sort()).toEqual([...expected].sort());
    },
    600_000,
  );
});
