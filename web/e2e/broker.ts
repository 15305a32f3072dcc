import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const JARS = join(
  resolve(process.env['QUANJING_CLUSTER_FILES'] ?? join(import.meta.dirname, '../../cluster/target')),
  'kafka/*',
);
const JAVA = process.env['JAVA_HOME'] === undefined ? 'java' : join(process.env['JAVA_HOME'], 'bin/java');
const START_MS = 60_000;
const PAUSE_MS = 100;

/** A real Kafka broker for one test. */
export interface Broker {
  servers: string;
  /** Sends each text as a message, to two partitions in turn; the topic is made where it is missing. */
  send: (topic: string, messages: readonly string[]) => void;
  stop: () => Promise<void>;
}

/** As Kafka writes ids; the lowest ones are its own. */
const newId = () => Buffer.from([1, ...randomBytes(15)]).toString('base64url');

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer();
    probe.on('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => found(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

const answers = (port: number): Promise<boolean> =>
  new Promise((told) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => {
      socket.destroy();
      told(true);
    });
    socket.on('error', () => told(false));
  });

async function listening(program: ChildProcess, port: number): Promise<void> {
  const until = Date.now() + START_MS;
  while (!(await answers(port))) {
    if (program.exitCode !== null || Date.now() > until) {
      throw new Error('The broker does not listen. Maybe run `bin/cluster fetch`.');
    }
    await new Promise((waited) => setTimeout(waited, PAUSE_MS));
  }
}

/** Starts a broker that is its own controller, in a folder of its own. */
export async function startBroker(): Promise<Broker> {
  const folder = mkdtempSync(join(tmpdir(), 'quanjing-e2e-kafka-'));
  const port = await freePort();
  const controller = await freePort();
  const servers = `127.0.0.1:${port}`;
  const data = join(folder, 'data');
  mkdirSync(data);
  writeFileSync(
    join(data, 'meta.properties'),
    `version=1\ncluster.id=${newId()}\nnode.id=1\ndirectory.id=${newId()}\n`,
  );
  const settings = join(folder, 'server.properties');
  writeFileSync(
    settings,
    [
      'process.roles=broker,controller',
      'node.id=1',
      `controller.quorum.voters=1@127.0.0.1:${controller}`,
      `listeners=PLAINTEXT://${servers},CONTROLLER://127.0.0.1:${controller}`,
      `advertised.listeners=PLAINTEXT://${servers}`,
      'controller.listener.names=CONTROLLER',
      'listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
      `log.dirs=${data}`,
      'offsets.topic.replication.factor=1',
      'offsets.topic.num.partitions=1',
      'group.initial.rebalance.delay.ms=0',
      'log.cleaner.dedupe.buffer.size=2097152',
    ].join('\n'),
  );
  const options = ['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', JARS];
  const program = spawn(JAVA, [...options, 'kafka.Kafka', settings], { stdio: 'ignore' });
  const stop = async () => {
    if (program.exitCode === null) {
      const ended = new Promise((over) => program.once('exit', over));
      program.kill('SIGKILL');
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await listening(program, port);
  } catch (failure) {
    await stop();
    throw failure;
  }
  return {
    servers,
    send: (topic, messages) => {
      const sender = join(import.meta.dirname, 'SendMessages.java');
      const sent = spawnSync(JAVA, ['-cp', JARS, sender, servers, topic], { input: messages.join('\n') });
      if (sent.status !== 0) {
        throw new Error(`The messages were not sent:\n${sent.stderr.toString()}`);
      }
    },
    stop,
  };
}
