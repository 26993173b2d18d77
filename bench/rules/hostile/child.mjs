import { inputs, largest } from './inputs.mjs';

/** Answers one hostile input and tells what that took, as one line of JSON. */
const { prepare, answer } = { ...inputs, ...largest }[process.argv[2]];
const input = prepare();
globalThis.gc();
const before = { ...process.cpuUsage(), rss: process.memoryUsage.rss() };
answer(input);
const { user, system } = process.cpuUsage(before);
const { maxRSS } = process.resourceUsage();
console.log(
  JSON.stringify({
    milliseconds: (user + system) / 1000,
    megabytes: Math.max(0, maxRSS / 1024 - before.rss / 2 ** 20),
    polluted: Object.hasOwn(Object.prototype, 'polluted'),
  }),
);
