import { run, secondsSince } from './run.mjs';

/**
 * Runs the steps one after the other, shows what they print, and ends with a table. All steps run, so that one run shows everything that is
 * wrong; only a step whose base failed counts as failed at once.
 * @returns {Promise<boolean>} whether all passed
 */
export async function runSteps(steps) {
  const results = [];
  for (const [index, step] of steps.entries()) {
    console.log(`\n=== [${index + 1}/${steps.length}] ${step.name}`);
    const result = await runStep(step, results);
    console.log(`=== ${step.name}: ${result.note} (${result.time})`);
    results.push(result);
    if (result.interrupted) break;
  }
  return report(results);
}

async function runStep(step, before) {
  const startedAt = performance.now();
  const broken = before.find(({ name, passed }) => !passed && step.needs?.includes(name));
  if (broken) return { name: step.name, passed: false, note: `not run, ${broken.name} failed`, time: '0 s' };
  const code = await run(step.command);
  return {
    name: step.name,
    passed: code === 0,
    interrupted: code === 130,
    note: code === 0 ? 'passed' : `failed with exit code ${code}`,
    time: secondsSince(startedAt),
  };
}

function report(results) {
  const width = Math.max(...results.map(({ name }) => name.length));
  const failed = results.filter(({ passed }) => !passed).length;
  console.log('\n=== Summary');
  for (const { name, time, note } of results)
    console.log(`${name.padEnd(width)}  ${time.padStart(8)}  ${note}`);
  console.log(`\n${results.length - failed} passed, ${failed} failed`);
  return failed === 0;
}
