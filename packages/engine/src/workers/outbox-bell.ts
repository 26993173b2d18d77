import { Injectable } from '@nestjs/common';

/**
 * Rung after a commit that left something in the outbox, so that this process delivers at once. Processes that do not
 * hear it look once a second. It is not a NOTIFY inside the command's transaction on purpose: PostgreSQL makes
 * transactions that notify commit one after the other.
 */
@Injectable()
export class OutboxBell {
  private listener: ((firstDue?: string) => void) | undefined;

  onRing(listener: (firstDue?: string) => void): void {
    this.listener = listener;
  }

  /** @param firstDue when the first of the timers is due that the commit has set. */
  ring(firstDue?: string): void {
    this.listener?.(firstDue);
  }
}
