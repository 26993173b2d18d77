import { Injectable } from '@nestjs/common';
import type { Language } from '@dougong/kernel/foundation';
import { ConnectorCalls } from './connector-calls.js';
import { RefusedThere, sentenceOf, Unreachable } from './connector-failure.js';
import { ConnectorSettings } from './connector-settings.js';
import type { ProbeWire } from './connector.wire.js';

/** Tries whether the other side is there and lets us in. */
@Injectable()
export class ConnectorProbe {
  constructor(
    private readonly settings: ConnectorSettings,
    private readonly calls: ConnectorCalls,
  ) {}

  async probe(key: string, language: Language): Promise<ProbeWire> {
    const connection = await this.settings.connection(key);
    const { path } = connection.connector.definition.probe;
    try {
      const { status } = await this.calls.call(connection, { method: 'GET', path });
      return { ok: true, status };
    } catch (error) {
      if (!(error instanceof RefusedThere || error instanceof Unreachable)) throw error;
      const { status } = error.failure.params ?? {};
      const cause = sentenceOf(error.failure, language);
      return { ok: false, status: typeof status === 'number' ? status : null, cause };
    }
  }
}
