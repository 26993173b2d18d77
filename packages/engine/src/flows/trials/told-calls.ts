import type { DeliveryResult, OuterChannel, OutgoingMessage } from '../../channels/channel.js';

const NOT_NOW: DeliveryResult = { outcome: 'again', reason: 'nothing leaves the house in a trial' };

/** Takes the place of the network: every call ends as the trial says. */
export class ToldCalls implements OuterChannel {
  readonly topic = 'webhook';
  readonly reach = 'network';
  readonly batch = 1;
  private next: DeliveryResult = NOT_NOW;

  /** How the next call ends. */
  tell(outcome: 'ok' | 'fail'): void {
    this.next =
      outcome === 'ok' ? { outcome: 'delivered' } : { outcome: 'again', reason: 'as the trial wants it' };
  }

  placeOf(): string {
    return 'trial';
  }

  groupOf({ id }: OutgoingMessage): string {
    return id;
  }

  perMinute(): undefined {
    return undefined;
  }

  deliver(): Promise<DeliveryResult> {
    const end = this.next;
    this.next = NOT_NOW;
    return Promise.resolve(end);
  }
}
