import { Injectable } from '@nestjs/common';

/** Rung when somebody asks for a backup, so that this process makes it at once. */
@Injectable()
export class BackupBell {
  private listener: (() => void) | undefined;

  onRing(listener: () => void): void {
    this.listener = listener;
  }

  ring(): void {
    this.listener?.();
  }
}
