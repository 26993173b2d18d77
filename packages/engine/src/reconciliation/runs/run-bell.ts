import { Injectable } from '@nestjs/common';

/** Rung when a run was asked for, so that the worker of this process looks at once. */
@Injectable()
export class RunBell {
  private hear: () => void = () => undefined;

  onRing(hear: () => void): void {
    this.hear = hear;
  }

  ring(): void {
    this.hear();
  }
}
