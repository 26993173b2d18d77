import { readFile, writeFile } from 'node:fs/promises';
import pg from 'pg';
import { isGenuine, readAnchorDocument } from '../audit/anchors/anchor-document.js';
import type { AnchorDocument } from '../audit/anchors/anchor-document.js';
import { anchorFile, Anchors } from '../audit/anchors/anchors.js';
import { checkKeptAnchor } from '../audit/chain/verify/check-anchors.js';
import { openDatabaseToRead } from '../engine.js';
import type { Difference } from '../registers/seals/verify/difference.js';
import { fingerprintOf } from '../templates/package/package-signature.js';
import { CommandFailed, DONE, FAILED } from './command.js';
import type { CliCommand, CommandInput, ExitCode } from './command.js';
import { createCommandLog } from './command-log.js';
import { inWords } from './terminal-language.js';
import { withApplication } from './with-application.js';

export const auditAnchorCommand: CliCommand = {
  words: ['audit', 'anchor'],
  summary: 'sign where audit, releases and ledger stand now, and write the anchor to FILE',
  positionals: ['FILE'],
  flags: {},
  run: anchor,
};

export const auditVerifyAnchorCommand: CliCommand = {
  words: ['audit', 'verify-anchor'],
  summary: 'verify a signed anchor: its signature, and that the chains of today still hold it',
  positionals: ['FILE'],
  flags: { offline: 'the signature alone; needs no database' },
  options: { 'public-key': 'file with the public key that must have signed it' },
  run: verifyAnchor,
};

async function anchor(input: CommandInput): Promise<ExitCode> {
  const { positionals, terminal, flags } = input;
  const file = positionals[0] ?? 'anchor.json';
  const made = await withApplication(input, (app) =>
    app.get(Anchors, { strict: false }).make({ actor: null, channel: 'cli' }),
  );
  await writeFile(file, anchorFile(made.document));
  const fingerprint = fingerprintOf(made.document.key);
  if (flags.has('json')) terminal.out(JSON.stringify({ file, fingerprint, ...made }));
  else
    terminal.out(
      inWords(
        `封存凭据 ${made.id} 已写入 ${file}，密钥指纹 ${fingerprint}。`,
        `Anchor ${made.id} is in ${file}, signed by key ${fingerprint}.`,
      ),
    );
  return DONE;
}

async function verifyAnchor(input: CommandInput): Promise<ExitCode> {
  const { positionals, options, flags, terminal } = input;
  const document = await documentIn(positionals[0] ?? '');
  const differences = [
    ...(await faultsOfSignature(document, options.get('public-key'))),
    ...(flags.has('offline') ? [] : await faultsOfChains(input, document)),
  ];
  const fingerprint = fingerprintOf(document.key);
  if (flags.has('json')) terminal.out(JSON.stringify({ at: document.at, fingerprint, differences }));
  else tell(document, fingerprint, differences, input);
  return differences.length === 0 ? DONE : FAILED;
}

async function documentIn(file: string): Promise<AnchorDocument> {
  const document = readAnchorDocument(await readFile(file, 'utf8'));
  if (document) return document;
  throw new CommandFailed(
    inWords(
      `${file} 不是签名封存凭据文件；请用 "dougong audit anchor FILE" 生成。`,
      `${file} is no signed anchor; "dougong audit anchor FILE" makes one.`,
    ),
  );
}

/** An anchor names its own key; that it is the right one only somebody else's copy of the key can tell. */
async function faultsOfSignature(
  document: AnchorDocument,
  keyFile: string | undefined,
): Promise<readonly Difference[]> {
  const reasons = [
    ...(isGenuine(document) ? [] : ['its signature is not that of its key']),
    ...(keyFile === undefined || (await readFile(keyFile, 'utf8')).trim() === document.key
      ? []
      : ['it was signed by another key']),
  ];
  return reasons.map((reason) => ({ part: 'anchor', reason }));
}

async function faultsOfChains(
  { settings }: CommandInput,
  document: AnchorDocument,
): Promise<readonly Difference[]> {
  if (!isGenuine(document)) return [];
  const database = await openDatabaseToRead(settings, createCommandLog(settings));
  const client = new pg.Client({
    connectionString: database.urls.appUrl,
    application_name: 'dougong verify-anchor',
  });
  try {
    await client.connect();
    return (await checkKeptAnchor(client, document)).differences;
  } finally {
    await client.end();
    await database.stop();
  }
}

function tell(
  { at, audit, releases, ledger }: AnchorDocument,
  fingerprint: string,
  differences: readonly Difference[],
  { flags, terminal }: CommandInput,
): void {
  terminal.out(
    inWords(
      `${at} 签署，密钥指纹 ${fingerprint}：日志至第 ${audit?.through ?? 0} 条，发布至 ${releases?.through ?? 0}，过账至 ${ledger?.through ?? 0}。`,
      `Signed at ${at} by key ${fingerprint}: audit through entry ${audit?.through ?? 0}, releases through ${releases?.through ?? 0}, ledger through posting ${ledger?.through ?? 0}.`,
    ),
  );
  for (const { reason } of differences) terminal.out(reason);
  if (differences.length > 0) return;
  terminal.out(
    flags.has('offline')
      ? inWords('签名有效。', 'The signature is genuine.')
      : inWords('签名有效，各链仍包含它。', 'The signature is genuine, and the chains hold it.'),
  );
}
