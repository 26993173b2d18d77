import { Injectable } from '@nestjs/common';

/** Whether this process wants new requests: it says so at /readyz, and takes them either way until it closes. */
@Injectable()
export class Serving {
  private ending = false;

  get isEnding(): boolean {
    return this.ending;
  }

  /** From here on whoever hands out requests should hand them to others. */
  end(): void {
    this.ending = true;
  }
}
