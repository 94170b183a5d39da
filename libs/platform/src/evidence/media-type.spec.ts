import { expect, test } from '@jest/globals';
import { docx, jpeg, ofd, pdf, png, xlsx, zipOf } from './files.suite.ts';
import { extensionOf, mediaTypeOf } from './media-type.ts';

test.each([
  ['pdf', pdf],
  ['png', png],
  ['jpg', jpeg],
  ['docx', docx],
  ['xlsx', xlsx],
  ['ofd', ofd],
])('a file is known as %s by its content', async (extension, content) => {
  const type = await mediaTypeOf(content);
  expect(type && extensionOf[type]).toBe(extension);
});

test.each([
  ['nothing', Buffer.alloc(0)],
  ['a page', Buffer.from('<!doctype html><script>alert(1)</script>')],
  ['a picture with script', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ['an archive of anything', zipOf({ 'a.exe': 'MZ', 'x/OFD.xml': '<x/>' })],
  ['a program', Buffer.from('MZ\x90\x00', 'latin1')],
  ['the beginning of a directory', Buffer.concat([zipOf({ a: 'b' }), Buffer.from('PK\x01\x02')])],
])('%s is no evidence', async (_, content) => {
  expect(await mediaTypeOf(content)).toBeUndefined();
});
