import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Starts the load generator; `send` resolves with `{ms, latencies, errors, answers}`. */
export function startGenerator() {
  const child = fork(fileURLToPath(new URL('main.mjs', import.meta.url)), { execArgv: [] });
  return {
    send: (job) =>
      new Promise((resolve, reject) => {
        const ended = () => reject(new Error('the load generator ended'));
        child.once('exit', ended);
        child.once('message', (result) => {
          child.off('exit', ended);
          resolve(result);
        });
        child.send(job);
      }),
    stop: () => child.kill(),
  };
}
