import { Presets, SingleBar } from 'cli-progress';

/** How far an import has come: a bar where somebody watches, else a line now and then. */
export interface Progress {
  readonly onRow: (done: number, total: number) => void;
  readonly stop: () => void;
}

const LINE_EACH_MS = 5_000;

/** @param stream not the one of the summary */
export function progressOn(stream: NodeJS.WriteStream): Progress {
  return stream.isTTY ? bar(stream) : lines(stream);
}

function bar(stream: NodeJS.WriteStream): Progress {
  const format = '{bar} {percentage}% | {value}/{total} | 剩余 left {eta_formatted}';
  const one = new SingleBar({ stream, format, hideCursor: true }, Presets.shades_classic);
  let started = false;
  return {
    onRow(done, total) {
      if (!started) one.start(total, 0);
      started = true;
      one.update(done);
    },
    stop: () => one.stop(),
  };
}

function lines(stream: NodeJS.WriteStream): Progress {
  let toldAt = performance.now();
  return {
    onRow(done, total) {
      if (performance.now() - toldAt < LINE_EACH_MS) return;
      toldAt = performance.now();
      stream.write(`${done}/${total}\n`);
    },
    stop: () => undefined,
  };
}
