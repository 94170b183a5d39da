import { fileTypeFromBuffer } from 'file-type';

/** What evidence may be: documents and pictures, each with the extension it is handed out under. */
export const extensionOf = {
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  /** 版式文档, GB/T 33190. */
  'application/ofd': 'ofd',
} as const;

export type MediaType = keyof typeof extensionOf;

/** Told by the content, whatever the name or the sender says; undefined for anything that evidence may not be. */
export async function mediaTypeOf(content: Buffer): Promise<MediaType | undefined> {
  const found = await fileTypeFromBuffer(content);
  if (found?.mime === 'application/zip') {
    return holdsEntry(content, 'OFD.xml') ? 'application/ofd' : undefined;
  }
  return found !== undefined && found.mime in extensionOf ? (found.mime as MediaType) : undefined;
}

const DIRECTORY_ENTRY = Buffer.from('PK\x01\x02', 'latin1');
const NAME_LENGTH_AT = 28;
const NAME_AT = 46;

/** Whether a ZIP archive's directory lists a file of that name; nothing is unpacked. */
function holdsEntry(archive: Buffer, name: string): boolean {
  const wanted = Buffer.from(name, 'latin1');
  let at = archive.indexOf(DIRECTORY_ENTRY);
  while (at !== -1 && at + NAME_AT <= archive.length) {
    const end = at + NAME_AT + archive.readUInt16LE(at + NAME_LENGTH_AT);
    if (archive.subarray(at + NAME_AT, end).equals(wanted)) return true;
    at = archive.indexOf(DIRECTORY_ENTRY, at + DIRECTORY_ENTRY.length);
  }
  return false;
}
