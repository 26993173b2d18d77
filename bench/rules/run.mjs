#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { contests } from './contests/index.mjs';
import { measureHostileInputs } from './hostile/measure.mjs';
import { race } from './race.mjs';
import { records } from './records.mjs';
import { judge, print } from './report.mjs';

/**
 * `npm run bench:rules`: conditions, rules, formulas, tables and validation beside the libraries people would use
 * instead. With `--guard` the exit code is 1 when a goal is missed; `--only formula` runs what has the word in its title.
 */

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    only: { type: 'string' },
    guard: { type: 'boolean', default: false },
  },
});

/** Contestants that do not agree are not doing the same work. */
async function mustAgree({ title, agree }, contestants) {
  for (let turn = 0; turn < records.length; turn += 1) {
    const answers = await Promise.all(
      Object.entries(contestants).map(async ([name, run]) => [name, await run()]),
    );
    const isWrong = agree ? ([, answer]) => !agree(answer) : ([, answer]) => answer !== answers[0][1];
    const other = answers.find(isWrong);
    if (other) throw new Error(`${title}: ${other[0]} answers ${String(other[1])}`);
  }
}

let missed = 0;
for (const contest of contests.filter(({ title }) => title.includes(options.only ?? ''))) {
  const contestants = contest.contestants();
  await mustAgree(contest, contestants);
  const nanoseconds = await race(contestants, Number.parseInt(options.rounds, 10));
  const verdicts = contest.goals.map((goal) => judge(goal, nanoseconds));
  print(contest.title, nanoseconds, verdicts);
  missed += verdicts.filter(({ met }) => !met).length;
}
if ('hostile inputs'.includes(options.only ?? '')) missed += await measureHostileInputs();
console.log(missed === 0 ? '\nAll goals are met.' : `\n${missed} goals are missed.`);
if (options.guard && missed > 0) process.exitCode = 1;
