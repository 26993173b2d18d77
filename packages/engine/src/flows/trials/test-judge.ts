import { LANGUAGES } from '@dougong/kernel/foundation';
import type { Localized } from '@dougong/kernel/foundation';
import type { FlowTest, TestedPerson } from '@dougong/kernel/metadata';
import { sentence } from '../../http/sentences/index.js';

/** Compares what a test of a flow expects with what was found. */

export interface TestDifference {
  /** The expectation: `status`, `path` and so on. */
  readonly where: string;
  readonly expected: unknown;
  readonly found: unknown;
  readonly sentence: Localized;
}

/** Where everything stands after the steps of a test. */
export interface TestFound {
  readonly status: string;
  readonly state: string;
  readonly path: readonly string[];
  readonly open: readonly { readonly node: string; readonly user: string }[];
  readonly refused?: { readonly step: number; readonly codes: readonly string[] };
  readonly notified: readonly string[];
}

/** Who people are today. */
export interface TestCompany {
  usersOfRole(role: string): readonly string[];
  nameOf(user: string): string | undefined;
}

type Expected = FlowTest['expect'];
type Judge = (expect: Expected, found: TestFound, company: TestCompany) => readonly TestDifference[];

const status: Judge = ({ status: expected }, { status: found }) =>
  expected === undefined || expected === found
    ? []
    : [difference('status', 'flow_test_status', expected, found)];

const state: Judge = ({ state: expected }, { state: found }) =>
  expected === undefined || expected === found
    ? []
    : [difference('state', 'flow_test_state', expected, found)];

const path: Judge = ({ path: expected }, { path: found }) =>
  expected === undefined || expected.join('/') === found.join('/')
    ? []
    : [difference('path', 'flow_test_path', expected, found)];

/** A role stands for all of its people who were asked; whoever else was asked is a difference, too. */
const open: Judge = ({ open: expected }, { open: found }, company) => {
  if (expected === undefined) return [];
  const meets = (wanted: (typeof expected)[number], task: TestFound['open'][number]) =>
    wanted.node === task.node && isMeant(wanted, task.user, company);
  const isSame =
    expected.every((wanted) => found.some((task) => meets(wanted, task))) &&
    found.every((task) => expected.some((wanted) => meets(wanted, task)));
  const shown = found.map(({ node, user }) => `${node}: ${company.nameOf(user) ?? user}`);
  const wanted = expected.map((each) => `${each.node}: ${personWords(each, company)}`);
  return isSame ? [] : [difference('open', 'flow_test_open', wanted, shown)];
};

const refused: Judge = ({ refused: expected }, { refused: found }) => {
  const isSame =
    expected === undefined
      ? found === undefined
      : found?.step === expected.step && found.codes.includes(expected.code);
  if (isSame) return [];
  const wanted = expected && `${expected.step} ${expected.code}`;
  const shown = found && `${found.step} ${found.codes.join(' ')}`;
  return [difference('refused', 'flow_test_refused', wanted ?? '-', shown ?? '-')];
};

const notified: Judge = ({ notified: expected = [] }, { notified: found }, company) => {
  const left = expected.filter((wanted) => !found.some((user) => isMeant(wanted, user, company)));
  if (left.length === 0) return [];
  const shown = [...new Set(found)].map((user) => company.nameOf(user) ?? user);
  return [
    difference(
      'notified',
      'flow_test_notified',
      left.map((each) => personWords(each, company)),
      shown,
    ),
  ];
};

const JUDGES: readonly Judge[] = [refused, status, state, path, open, notified];

/** Everything in which they differ, the most telling first. */
export function judgeTest(
  expect: Expected,
  found: TestFound,
  company: TestCompany,
): readonly TestDifference[] {
  return JUDGES.flatMap((judge) => judge(expect, found, company));
}

/** A difference in words of both languages. */
export function difference(where: string, code: string, expected: unknown, found: unknown): TestDifference {
  const params = { expected: textOf(expected), found: textOf(found) };
  const told = LANGUAGES.map((language) => [language, sentence(code, params, language)]);
  return { where, expected, found, sentence: Object.fromEntries(told) as unknown as Localized };
}

function isMeant({ role, user }: TestedPerson, found: string, company: TestCompany): boolean {
  if (user !== undefined && user !== found) return false;
  return role === undefined || company.usersOfRole(role).includes(found);
}

function personWords({ role, user }: TestedPerson, company: TestCompany): string {
  return user === undefined ? (role ?? '*') : (company.nameOf(user) ?? user);
}

function textOf(value: unknown): string {
  return Array.isArray(value) ? (value.length === 0 ? '-' : value.join(', ')) : String(value);
}
