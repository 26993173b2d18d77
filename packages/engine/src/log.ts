import type { LoggerService } from '@nestjs/common';
import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';

export type Log = Logger;

/** What must never reach a log, wherever in an entry it stands. */
const SECRETS = ['password', 'secret', 'token', 'authorization', 'cookie'].flatMap((name) => [
  name,
  `*.${name}`,
]);

/** One JSON object a line. Addresses of databases and request bodies are never logged. */
export function createLog(level: string, destination?: DestinationStream): Log {
  const options = { level, base: undefined, redact: SECRETS, timestamp: pino.stdTimeFunctions.isoTime };
  return destination ? pino(options, destination) : pino(options);
}

/** Several engines in one process are meant: scenarios are played on engines of their own. */
const SECOND_ENGINE = /data source with the \w+ name is already registered/;

/** Lets the framework write to our log; its start-up chatter goes to `debug`. */
export class FrameworkLog implements LoggerService {
  constructor(private readonly target: Log) {}

  log(message: unknown): void {
    this.target.debug(String(message));
  }

  warn(message: unknown): void {
    const text = String(message);
    if (SECOND_ENGINE.test(text)) this.target.debug(text);
    else this.target.warn(text);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.target.error({ stack: rest[0] }, String(message));
  }

  fatal(message: unknown): void {
    this.target.fatal(String(message));
  }
}
