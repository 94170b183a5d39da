import { expect, test } from '@jest/globals';
import type { EventId, StreamName } from '@fuhua/kernel';
import { eventText } from './history-text.ts';

const recorded = {
  id: '018f3a1e-0000-7000-8000-000000000001' as EventId,
  type: 'PersonRecorded',
  stream: 'person-p1' as StreamName,
  revision: 0,
  position: 12n,
  data: JSON.stringify({
    person: 'p1',
    name: { sealed: 'v1', subject: 'p1', event: 'e', path: 'name', data: '…' },
    grants: [{ role: 'officer', authority: '320506' }],
    notes: [],
  }),
  metadata: JSON.stringify({
    occurredAt: '2024-03-04T01:00:00.000Z',
    recordedAt: '2024-03-05T01:00:00.000Z',
    actor: { person: 'p0', role: 'administrator' },
  }),
};

test('an event reads as when, what, by whom, then its fields; personal values stay sealed', () => {
  expect(eventText(recorded)).toBe(
    [
      '   0  2024-03-04 09:00:00  PersonRecorded',
      '      经办 by: p0 (administrator)',
      '      person: p1',
      '      name: 〔已加密 sealed: p1〕',
      '      grants.0.role: officer',
      '      grants.0.authority: 320506',
      '      notes: []',
      '      记录于 recorded: 2024-03-05 09:00:00',
      '',
    ].join('\n'),
  );
});

test('as JSON it is one object a line, the position as text', () => {
  const line = eventText(recorded, true);
  expect(line.trimEnd()).not.toContain('\n');
  expect(JSON.parse(line)).toMatchObject({ stream: 'person-p1', revision: 0, position: '12' });
});

test('an event without the usual metadata is printed all the same', () => {
  expect(eventText({ ...recorded, data: '{}', metadata: '{}' })).toBe(
    '   0  -                    PersonRecorded\n',
  );
});
