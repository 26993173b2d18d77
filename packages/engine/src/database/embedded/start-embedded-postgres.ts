import { setTimeout as sleep } from 'node:timers/promises';
import { ensureCluster, readPort, readSuperuserPassword, writePort } from './cluster.js';
import { openClusterFolder } from './cluster-folder.js';
import { claimDataFolder, DataFolderInUse } from './data-folder-claim.js';
import type { DataFolderClaim } from './data-folder-claim.js';
import { findFreePort } from './free-port.js';
import {
  findPostmaster,
  PostmasterRefused,
  startPostmaster,
  stopPostmaster,
  waitUntilReady,
} from './postmaster.js';
import type { Postmaster, PostmasterPlan, StopMode } from './postmaster.js';
import { provideBinaries } from './reachable-binaries.js';
import { provideDatabase } from './roles-and-database.js';
import { chooseServerAccount } from './server-account.js';

/** A running embedded server with its database and roles. */
export interface EmbeddedPostgres {
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly port: number;
  /** Ends the server; data is on disk when it resolves. Close all pools before. */
  stop(): Promise<void>;
}

/** What `startEmbeddedPostgres` needs to know. */
export interface EmbeddedPostgresOptions {
  /** Belongs to the server alone: cluster, password, log. */
  readonly dataDir: string;
  readonly log?: (line: string) => void;
}

/** How a server treats its data. */
export interface ServerProfile {
  readonly durable: boolean;
  readonly settings: Readonly<Record<string, string>>;
  readonly stopMode: StopMode;
  readonly ownerMayCreateDatabases: boolean;
}

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '128MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'warning',
  // The binaries come without LLVM.
  jit: 'off',
} as const;

const REAL_DATA: ServerProfile = {
  durable: true,
  settings: { ...SETTINGS, fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' },
  stopMode: 'fast',
  ownerMayCreateDatabases: false,
};

/** For data that nobody will miss: nothing waits for the disk. */
export const THROWAWAY_DATA: ServerProfile = {
  durable: false,
  settings: { ...SETTINGS, fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
  stopMode: 'immediate',
  ownerMayCreateDatabases: true,
};

const ATTEMPTS_MAX = 25;
const BUSY_PAUSE_MS = 200;

/** Starts PostgreSQL on the folder, or takes over the server that a killed engine left running there. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  return startWithProfile(options, REAL_DATA);
}

/** `startEmbeddedPostgres` for data of another worth. */
export async function startWithProfile(
  options: EmbeddedPostgresOptions,
  profile: ServerProfile,
): Promise<EmbeddedPostgres> {
  const log = options.log ?? (() => undefined);
  const plan = await planServer(options.dataDir, profile, log);
  const { postmaster, adopted } = await startOrAdopt(plan, log);
  try {
    return await setUp(plan, postmaster, profile);
  } catch (error) {
    // A server that was found running, or that another engine claimed first, is not ours to stop.
    if (!adopted && !(error instanceof DataFolderInUse))
      await stopPostmaster(plan, postmaster.pid, profile.stopMode);
    throw error;
  }
}

type ServerPlan = Omit<PostmasterPlan, 'port'>;

async function planServer(
  dataDir: string,
  profile: ServerProfile,
  log: (line: string) => void,
): Promise<ServerPlan> {
  const account = await chooseServerAccount();
  const folder = await openClusterFolder(dataDir, account, log);
  const binaries = await provideBinaries({ account, copyFolder: folder.binariesCopy, log });
  const made = await ensureCluster({ folder, binaries, account, durable: profile.durable });
  if (made) log(`Made the database files of the embedded PostgreSQL in ${folder.home}.`);
  return { folder, binaries, account, settings: profile.settings };
}

async function setUp(
  plan: ServerPlan,
  postmaster: Postmaster,
  profile: ServerProfile,
): Promise<EmbeddedPostgres> {
  const { data, home } = plan.folder;
  const address = { port: postmaster.port, superuserPassword: await readSuperuserPassword(data) };
  const claim = await claimDataFolder(address, home);
  try {
    const urls = await provideDatabase(address, profile.ownerMayCreateDatabases);
    await writePort(data, postmaster.port, plan.account);
    return { ...urls, port: postmaster.port, stop: stopOnce(plan, postmaster, claim, profile.stopMode) };
  } catch (error) {
    await claim.release();
    throw error;
  }
}

interface Started {
  readonly postmaster: Postmaster;
  readonly adopted: boolean;
}

async function startOrAdopt(plan: ServerPlan, log: (line: string) => void): Promise<Started> {
  for (let attempt = 1; ; attempt += 1) {
    const running = await adopt(plan, log);
    if (running !== undefined) return { postmaster: running, adopted: true };
    try {
      return { postmaster: await startPostmaster(await withPort(plan, log)), adopted: false };
    } catch (error) {
      if (!isWorthAnotherTry(error) || attempt === ATTEMPTS_MAX) throw explain(error, plan);
      await sleep(BUSY_PAUSE_MS);
    }
  }
}

async function adopt(plan: ServerPlan, log: (line: string) => void): Promise<Postmaster | undefined> {
  if ((await findPostmaster(plan.folder.data)) === undefined) return undefined;
  const running = await waitUntilReady(plan.folder.data);
  if (running !== undefined) {
    log(`The embedded PostgreSQL already runs (process ${running.pid}, port ${running.port}).`);
  }
  return running;
}

async function withPort(plan: ServerPlan, log: (line: string) => void): Promise<PostmasterPlan> {
  const before = await readPort(plan.folder.data);
  const port = await findFreePort(before);
  if (before !== undefined && before !== port) {
    log(`Port ${before} of the embedded PostgreSQL is in use by another program; it takes ${port}.`);
  }
  return { ...plan, port };
}

function isWorthAnotherTry(error: unknown): boolean {
  return error instanceof PostmasterRefused && (error.portTaken || error.clusterBusy);
}

function explain(error: unknown, plan: ServerPlan): unknown {
  if (!(error instanceof PostmasterRefused)) return error;
  return new Error(
    `The embedded PostgreSQL in ${plan.folder.home} does not start. It says:\n${error.message}`,
    { cause: error },
  );
}

function stopOnce(
  plan: ServerPlan,
  postmaster: Postmaster,
  claim: DataFolderClaim,
  mode: StopMode,
): () => Promise<void> {
  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    await claim.release().catch(() => undefined);
    await stopPostmaster(plan, postmaster.pid, mode);
  };
  return () => (stopping ??= stop());
}
