import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

/** Stands between a store and its engine and fails on request, at an exact moment. */
export interface Proxy {
  /** The engine's URL, with the proxy in place of the engine. */
  readonly url: string;
  /** Cuts every connection and refuses new ones. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Hands on the next request that contains `mark`; when it is answered, cuts the connection instead. */
  loseAnswerTo(mark: string): void;
  /** Hands on the next request that contains `mark`, and lets nothing come back on that connection. */
  swallowAnswerTo(mark: string): void;
  /** From now on nothing comes back on the connections on which `mark` was sent, and they do not end either. */
  silence(mark: string): void;
  close(): Promise<void>;
}

interface Link {
  readonly near: Socket;
  readonly far: Socket;
  sent: string;
  fate: 'lives' | 'dies with the answer' | 'is silent';
}

export async function openProxy(engineUrl: string): Promise<Proxy> {
  const engine = new URL(engineUrl);
  const links = new Set<Link>();
  let wish: { mark: string; fate: Link['fate'] } | undefined;

  const cut = (link: Link): void => {
    links.delete(link);
    link.near.destroy();
    link.far.destroy();
  };

  const join = (near: Socket): void => {
    const far = connect(Number(engine.port), engine.hostname);
    const link: Link = { near, far, sent: '', fate: 'lives' };
    links.add(link);
    near.setNoDelay();
    far.setNoDelay();
    near.on('data', (bytes) => {
      const text = bytes.toString('latin1');
      link.sent = (link.sent + text).slice(-4096);
      if (wish !== undefined && text.includes(wish.mark)) {
        link.fate = wish.fate;
        wish = undefined;
      }
      far.write(bytes);
    });
    far.on('data', (bytes) => {
      if (link.fate === 'lives') near.write(bytes);
      if (link.fate === 'dies with the answer') cut(link);
    });
    for (const socket of [near, far]) {
      socket.on('error', () => undefined);
      socket.on('close', () => cut(link));
    }
  };

  const listen = async (port: number): Promise<Server> => {
    const server = createServer(join).listen(port, '127.0.0.1');
    await once(server, 'listening');
    return server;
  };

  let server = await listen(0);
  const { port } = server.address() as AddressInfo;
  const url = new URL(engineUrl);
  url.hostname = '127.0.0.1';
  url.port = String(port);

  const stop = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const link of links) cut(link);
    await closed;
  };

  return {
    url: url.href,
    stop,
    start: async () => {
      server = await listen(port);
    },
    loseAnswerTo: (mark) => {
      wish = { mark, fate: 'dies with the answer' };
    },
    swallowAnswerTo: (mark) => {
      wish = { mark, fate: 'is silent' };
    },
    silence: (mark) => {
      for (const link of links) if (link.sent.includes(mark)) link.fate = 'is silent';
    },
    close: stop,
  };
}
