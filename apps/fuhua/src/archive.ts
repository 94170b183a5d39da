import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, readFileSync, statSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { makeDirectory, Unwritable } from '@fuhua/platform/embedded';
import { writePrivate } from './data-directory.ts';
import { UserError } from './user-error.ts';

/** Grows when an older release could no longer read what this one writes. */
const FORMAT = 1;

export interface ArchivedFile {
  readonly name: string;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** What stands in `manifest.json` beside what it is about. */
export interface Manifest<Content> {
  readonly format: number;
  readonly kind: string;
  readonly content: Content;
  readonly files: readonly ArchivedFile[];
}

/** A folder that is being filled. */
export interface Draft {
  /** One file; 0600, on disk when it answers. */
  add(name: string, source: Readable | AsyncIterable<string>): Promise<void>;
}

/** A folder whose files are what its manifest says. */
export interface Archive<Content> {
  readonly content: Content;
  readonly read: (name: string) => Readable;
}

/** @throws UserError when something is there. */
export function assertNothingAt(target: string): void {
  if (!existsSync(target)) return;
  throw new UserError({
    zh: `${target} 已经存在，不会被覆盖，请另选一个位置。`,
    en: `${target} exists and is not overwritten; choose another place.`,
  });
}

/**
 * A folder (0700) of files and their manifest, which appears whole under its name or not at all.
 * @throws UserError when something is there. @throws Unwritable; what `fill` throws
 */
export async function writeArchive<Content>(
  target: string,
  kind: string,
  fill: (draft: Draft) => Promise<Content>,
): Promise<Manifest<Content>> {
  assertNothingAt(target);
  const folder = `${target}.${String(process.pid)}.partial`;
  const files: ArchivedFile[] = [];
  try {
    makeDirectory(dirname(target));
    await mkdir(folder, { mode: 0o700 });
    const content = await fill({
      add: async (name, source) => {
        files.push(await write(folder, name, source));
      },
    });
    const manifest = { format: FORMAT, kind, content, files };
    writePrivate(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    assertNothingAt(target);
    await rename(folder, target);
    return manifest;
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === undefined || syscall === undefined || error instanceof Unwritable) throw error;
    throw new Unwritable(target, code, { cause: error });
  }
}

async function write(
  folder: string,
  name: string,
  source: Readable | AsyncIterable<string>,
): Promise<ArchivedFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  const file = createWriteStream(join(folder, name), { flags: 'wx', mode: 0o600, flush: true });
  await pipeline(
    source,
    async function* (chunks: AsyncIterable<Buffer | string>) {
      for await (const chunk of chunks) {
        const buffer = Buffer.from(chunk);
        hash.update(buffer);
        bytes += buffer.length;
        yield buffer;
      }
    },
    file,
  );
  return { name, bytes, sha256: hash.digest('hex') };
}

/**
 * Opens a folder of `writeArchive` after it has read every file and found it unchanged.
 * @throws UserError when it is none, of another kind or a later release's, or damaged.
 */
export async function openArchive<Content>(
  folder: string,
  kind: string,
): Promise<Archive<Content>> {
  const { content, files } = manifestOf<Content>(folder, kind);
  for (const file of files) await assertUnchanged(folder, file);
  return { content, read: (name) => createReadStream(join(folder, name)) };
}

function manifestOf<Content>(folder: string, kind: string): Manifest<Content> {
  const file = join(folder, 'manifest.json');
  let found: Partial<Manifest<Content>>;
  try {
    found = JSON.parse(readFileSync(file, 'utf8')) as Partial<Manifest<Content>>;
  } catch (cause) {
    throw new UserError(
      {
        zh: `${folder} 不是备份：无法读取 ${file}，请检查路径。`,
        en: `${folder} is no backup: ${file} cannot be read; check the path.`,
      },
      { cause },
    );
  }
  if (found.kind !== kind) {
    throw new UserError({
      zh: `${folder} 是 ${String(found.kind)} 备份，此处需要 ${kind} 备份，请检查路径是否放反。`,
      en: `${folder} is a backup of ${String(found.kind)} where one of ${kind} is needed; check whether the paths are exchanged.`,
    });
  }
  if (found.format !== FORMAT || found.files === undefined || found.content === undefined) {
    throw new UserError({
      zh: `${folder} 的格式为 ${String(found.format)}，本版本只能读取格式 ${String(FORMAT)}，请用制作它的版本恢复。`,
      en: `${folder} has format ${String(found.format)} and this release reads format ${String(FORMAT)}; restore it with the release that made it.`,
    });
  }
  return found as Manifest<Content>;
}

async function assertUnchanged(
  folder: string,
  { name, bytes, sha256 }: ArchivedFile,
): Promise<void> {
  const path = join(folder, name);
  const hash = createHash('sha256');
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  if (size === bytes) await pipeline(createReadStream(path), hash);
  if (size === bytes && hash.digest('hex') === sha256) return;
  throw new UserError({
    zh: `备份文件 ${path} 已损坏或缺失（校验和不符），请改用另一份备份。`,
    en: `The backup's file ${path} is damaged or missing (its checksum differs); use another backup.`,
  });
}
