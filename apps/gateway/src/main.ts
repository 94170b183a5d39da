import { startGateway } from './gateway.ts';
import type { Service } from './proxy.ts';

// FUHUA_PORT        3000 when missing
// FUHUA_HOST        127.0.0.1 when missing
// FUHUA_SERVICES    registry=http://127.0.0.1:3001,…
// FUHUA_LOG_LEVEL   info when missing
// FUHUA_EVIDENCE_BYTES_MAX  as the services take it; 20 MiB when missing
// FUHUA_CLOCK       real or simulated, as the services have it; real when missing
// FUHUA_TRUST_PROXY addresses of proxies in front, as Fastify's trustProxy; none when missing

const env = process.env;

function servicesOf(list: string): readonly Service[] {
  return list.split(',').map((pair) => {
    const [name = '', url = ''] = pair.split(/=(.*)/s);
    if (!URL.canParse(url)) throw new RangeError(`FUHUA_SERVICES: ${pair} is not name=url`);
    return { name, url };
  });
}

function clockOf(kind: string): 'real' | 'simulated' {
  if (kind !== 'real' && kind !== 'simulated') {
    throw new RangeError('FUHUA_CLOCK: must be real or simulated');
  }
  if (kind === 'real' || env['NODE_ENV'] !== 'production') return kind;
  throw new RangeError(
    'FUHUA_CLOCK: simulated is refused when NODE_ENV is production; unset one of them',
  );
}

try {
  const gateway = await startGateway({
    port: Number(env['FUHUA_PORT'] ?? '3000'),
    host: env['FUHUA_HOST'] ?? '127.0.0.1',
    services: servicesOf(env['FUHUA_SERVICES'] ?? 'registry=http://127.0.0.1:3001'),
    clock: clockOf(env['FUHUA_CLOCK'] ?? 'real'),
    logLevel: env['FUHUA_LOG_LEVEL'] ?? 'info',
    evidenceBytesMax: Number(env['FUHUA_EVIDENCE_BYTES_MAX'] ?? '20971520'),
    ...(env['FUHUA_TRUST_PROXY'] === undefined ? {} : { trustProxy: env['FUHUA_TRUST_PROXY'] }),
  });
  let closing: Promise<void> | undefined;
  const stop = (): void => {
    closing ??= gateway.close().then(() => process.exit(0));
  };
  process.on('SIGTERM', stop).on('SIGINT', stop).on('disconnect', stop);
} catch (error) {
  console.error(`fuhua gateway: ${(error as Error).message}`);
  process.exit(1);
}
