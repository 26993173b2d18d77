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

/** Lets the framework write to our log; its start-up chatter goes to `debug`. */
export class FrameworkLog implements LoggerService {
  constructor(private readonly target: Log) {}

  log(message: unknown): void {
    this.target.debug(String(message));
  }

  warn(message: unknown): void {
    this.target.warn(String(message));
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.target.error({ stack: rest[0] }, String(message));
  }

  fatal(message: unknown): void {
    this.target.fatal(String(message));
  }
}
