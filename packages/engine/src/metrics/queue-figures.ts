import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { queueStatement } from './queue-statement.js';
import type { QueueState } from './queue-statement.js';

/** How much of one kind is in one state. */
export interface QueueFigure {
  readonly queue: string;
  readonly state: QueueState;
  readonly count: number;
  /** How long the oldest of it has been there. */
  readonly seconds: number;
  readonly [column: string]: unknown;
}

/** Reads how much lies in the queues. */
@Injectable()
export class QueueFigures {
  constructor(private readonly database: Database) {}

  async read(): Promise<readonly QueueFigure[]> {
    const { rows } = await this.database.query<QueueFigure>(queueStatement());
    return rows;
  }
}
