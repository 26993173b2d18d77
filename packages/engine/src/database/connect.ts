import { DataSource } from 'typeorm';
import { dataSourceOptions } from './data-source.js';
import { Database } from './database.js';

/** A database that somebody uses beside the engine, with connections of its own. */
export interface ConnectedDatabase {
  readonly database: Database;
  close(): Promise<void>;
}

/** Connects with the settings that an engine has. */
export async function connectTo(url: string, connections: number): Promise<ConnectedDatabase> {
  const source = await new DataSource(dataSourceOptions(url, connections)).initialize();
  return { database: new Database(source), close: () => source.destroy() };
}
