import { CircleAlert, CircleCheck, CircleDashed } from 'lucide-react';
import type { RuleDefinition } from '@dougong/kernel/metadata';
import type { Finding } from '@dougong/ui/api';
import { useText } from '../i18n/text.js';
import type { Names } from '../surroundings/names.js';
import { useReleaseFindings } from '../surroundings/use-design.js';

type RuleTest = NonNullable<RuleDefinition['tests']>[number];
type Outcome = 'passed' | 'failed' | 'notRun';

const OUTCOME_ICONS = { passed: CircleCheck, failed: CircleAlert, notRun: CircleDashed } as const;

/** The tests run with the check; where it stops at an error before them, they have no outcome. */
function outcomeOf(rule: string, at: number, findings: readonly Finding[] | undefined): Outcome {
  if (findings === undefined) return 'notRun';
  if (findings.some(({ key, path }) => key === rule && path.startsWith(`/tests/${at}/`))) return 'failed';
  const hasStopped = findings.some(
    ({ severity, path }) => severity === 'error' && !path.startsWith('/tests/'),
  );
  return hasStopped ? 'notRun' : 'passed';
}

interface RuleTestsProps {
  readonly rule: RuleDefinition;
  readonly names: Names;
}

/** The examples that stand in the rule, and whether they hold. */
export function RuleTests({ rule, names }: RuleTestsProps) {
  const text = useText();
  const { data: findings } = useReleaseFindings();
  const tests = rule.tests ?? [];
  return (
    <section className="ds-rule-tests" aria-label={text('rules.tests')}>
      <h2>
        {text('rules.tests')}{' '}
        <small className="dg-t2">{text('rules.testCount', { count: tests.length })}</small>
      </h2>
      {tests.length === 0 ? <p className="dg-t2">{text('rules.testsEmpty')}</p> : null}
      <ul>
        {tests.map((test, at) => (
          <TestItem key={at} test={test} outcome={outcomeOf(rule.key, at, findings)} names={names} />
        ))}
      </ul>
    </section>
  );
}

interface TestItemProps {
  readonly test: RuleTest;
  readonly outcome: Outcome;
  readonly names: Names;
}

function TestItem({ test, outcome, names }: TestItemProps) {
  const text = useText();
  const Icon = OUTCOME_ICONS[outcome];
  const [comma, colon] = names.language === 'zh-CN' ? ['，', '：'] : [', ', ': '];
  const outcomes = [
    text(test.fires ? 'rules.fires' : 'rules.firesNot'),
    ...(test.branch === 'else' ? [text('rules.elseRuns')] : []),
    ...(Object.keys(test.sets ?? {}).length === 0 ? [] : [valuesText(test.sets, names)]),
  ];
  return (
    <li>
      <b>{test.name}</b>
      <span>{[...givenTexts(test, names), outcomes.join(comma)].join(colon)}</span>
      <span className={`ds-outcome is-${outcome}`}>
        <Icon size={14} aria-hidden="true" />
        {text(`rules.outcomes.${outcome}`)}
      </span>
    </li>
  );
}

/** What the test gives: what happens where it says so, and the record. */
function givenTexts({ event, record }: RuleTest, names: Names): readonly string[] {
  const values = valuesText(record, names);
  if (event === undefined) return [values];
  const { type, action = '', state = '' } = event;
  const happens = names.text(`rules.events.${type}`, {
    actions: names.text('rules.quoted', { title: names.action(action) }),
    states: names.text('rules.quoted', { title: names.state(state) }),
  });
  return [happens, values];
}

/** Values of a record in words; of tables each line, for the lines are what the tests are about. */
function valuesText(values: unknown, names: Names, table = ''): string {
  const entries = Object.entries((values ?? {}) as Readonly<Record<string, unknown>>);
  if (entries.length === 0) return names.text('rules.anyRecord');
  const list = names.language === 'zh-CN' ? '，' : ', ';
  return entries.map(([key, value]) => fieldText(`${table}${key}`, value, names)).join(list);
}

function fieldText(path: string, value: unknown, names: Names): string {
  const title = names.field(path).split(' › ').at(-1) ?? path;
  if (Array.isArray(value))
    return `${title} ${value.map((line) => `[${valuesText(line, names, `${path}.`)}]`).join(' ')}`;
  if (typeof value === 'boolean') return `${title} ${names.text(value ? 'config.yes' : 'config.no')}`;
  if (value === null || value === undefined) return `${title} ${names.text('change.nothing')}`;
  return `${title} ${typeof value === 'object' ? JSON.stringify(value) : names.value(path, String(value as string | number))}`;
}
