import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');
const START_MS = 420_000;
const STOP_MS = 30_000;

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer();
    probe.on('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => found(port));
    });
  });
}

/** The one-time password from what the program prints. */
function oneTimePassword(output: string): string | undefined {
  return /one-time password (\S+)/.exec(output)?.[1];
}

async function started(program: ChildProcess, url: string, output: () => string): Promise<void> {
  const until = Date.now() + START_MS;
  while (Date.now() < until) {
    if (program.exitCode !== null) {
      throw new Error(`The server ended with ${program.exitCode}:\n${output()}`);
    }
    const up = await fetch(`${url}/api/health`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (up && oneTimePassword(output()) !== undefined) {
      return;
    }
    await new Promise((waited) => setTimeout(waited, 250));
  }
  throw new Error(`The server did not start within ${START_MS / 1000} s:\n${output()}`);
}

async function stopped(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null) {
    return;
  }
  await new Promise<void>((ended) => {
    const hard = setTimeout(() => program.kill('SIGKILL'), STOP_MS);
    program.once('exit', () => {
      clearTimeout(hard);
      ended();
    });
    program.kill('SIGTERM');
  });
}

/** Starts a real, empty installation in a fresh folder for all tests, and ends it by its process id afterwards. */
export default async function installation(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'quanjing-e2e-'));
  // Where tests run as root, PostgreSQL runs as another user and has to pass through.
  chmodSync(folder, 0o711);
  const data = join(folder, 'data');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const program = spawn(join(ROOT, 'bin/quanjing'), ['serve', '--port', String(port), '--data', data], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // Tests read a table of the installation's own database, and a topic of a broker beside it, as sources.
    env: { ...process.env, QUANJING_INGEST_PULL_LOOPBACK: 'true', QUANJING_INGEST_TOPIC_LOOPBACK: 'true' },
  });
  let output = '';
  program.stdout.on('data', (bytes: Buffer) => (output += bytes.toString()));
  program.stderr.on('data', (bytes: Buffer) => (output += bytes.toString()));
  const stop = async () => {
    await stopped(program);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await started(program, url, () => output);
  } catch (failure) {
    await stop();
    throw failure;
  }
  process.env['QUANJING_E2E_URL'] = url;
  process.env['QUANJING_E2E_DATA'] = data;
  process.env['QUANJING_E2E_ONE_TIME'] = oneTimePassword(output);
  return stop;
}
